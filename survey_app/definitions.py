"""The questionnaires of a workspace: those of its pack, or one form on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from forms.areas import in_language, language_code
from forms.datasets import Dataset, datasets_of
from forms.definition import Form
from forms.entities import containers_of
from forms.pack import Pack
from forms.pack_toml import TomlFile
from forms.pack_versions import VERSIONS, Versions, read_versions, with_earlier_names
from forms.xlsform import load_form
from survey_app.stored_forms import FOLDER, StoredForms


@dataclass(frozen=True)
class Definitions:
    """What can be asked here, and the datasets that it makes."""

    forms: Mapping[str, Form]
    datasets: Mapping[str, Dataset]

    def form_for(self, dataset: str) -> Form | None:
        """Return the form that writes a dataset, by its root or a repeat."""
        return next((form for form in self.forms.values() if dataset in datasets_of([form])), None)


def title_of(form: Form, datasets: Mapping[str, Dataset], language: str) -> str:
    """Return what the records of a form are called: by its pack, which knows the language, else by its own title."""
    return in_language(datasets[containers_of(form)[0].dataset].labels or form.titles, language, form.id)


def pack_definitions(pack: Pack) -> Definitions:
    return Definitions(pack.forms, pack.datasets)


def lone_definitions(file: Path, compiled: Path) -> Definitions:
    """Return the one form of a workspace without a pack; it is converted once and then read from `compiled`."""
    read_form = StoredForms(compiled.parent / FOLDER)
    form = read_form(compiled.read_text(encoding="utf-8")) if compiled.exists() else _converted(file, compiled)
    return Definitions({form.id: form}, with_earlier_names(datasets_of([form]), lone_versions(file).renamed))


def lone_versions(file: Path) -> Versions:
    """Return which versions came before the one form of a workspace without a pack."""
    beside = file.parent / VERSIONS
    return read_versions(TomlFile(VERSIONS, beside.read_bytes())) if beside.exists() else Versions()


def form_language(form: Form, language: str) -> str:
    """Return the language of a form that a language of the program means; "" leaves it to the form."""
    return next((each for each in form.languages if language and language_code(each) == language_code(language)), "")


def _converted(file: Path, compiled: Path) -> Form:
    form = load_form(file)
    compiled.parent.mkdir(parents=True, exist_ok=True)
    write_whole(compiled, form.source.encode())
    return form


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: half a form would be refused at every start."""
    beside = path.with_suffix(".tmp")
    beside.write_bytes(content)
    beside.replace(path)
