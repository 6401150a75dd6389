"""The forms of a pack and the datasets they write, with the author's slips told by file, sheet and row."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from forms.areas import language_code
from forms.datasets import Dataset, datasets_of
from forms.definition import Form
from forms.pack_files import COMPILED
from forms.pack_problems import PackProblem
from forms.pack_settings import Settings
from forms.pack_toml import TomlFile
from forms.problems import FormRefused
from forms.xform import ReadForm, form_from_xml
from forms.xlsform import load_form

FORMS = "forms"
ENDINGS = (".xlsx", ".xls", ".xml")


def read_forms(
    files: Mapping[str, bytes], read_form: ReadForm = form_from_xml
) -> tuple[dict[str, Form], dict[str, str], list[PackProblem]]:
    """Return the forms by id, the file of each, and what is wrong with them.

    A form that the zip carries in its compiled shape, made from that very workbook, is read from there: converting
    a workbook takes half a second and a library that a laptop at a door does not need.
    """
    forms: dict[str, Form] = {}
    sources: dict[str, str] = {}
    problems: list[PackProblem] = []
    for name, content in files.items():
        if not (name.startswith(f"{FORMS}/") and name.lower().endswith(ENDINGS)):
            continue
        path = PurePosixPath(name)
        try:
            ready = files.get(compiled_name(name, content))
            if ready is None:
                with in_scratch(path.name, content) as workbook:
                    form = load_form(workbook, read_form)
            else:
                form = read_form(ready.decode())
        except FormRefused as refused:
            problems += _in_file(name, refused)
            continue
        if form.id in forms:
            what = f"It has the form id {form.id!r}, as {sources[form.id]} has."
            problems.append(PackProblem(name, what, "Give each form its own.", "settings", 2))
        forms[form.id], sources[form.id] = form, name
    return forms, sources, problems


@contextmanager
def in_scratch(name: str, content: bytes) -> Generator[Path]:
    """Lend a file with that content: the readers of workbooks want one, and a zip has none."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield path


def compiled_name(name: str, content: bytes) -> str:
    """Return where the compiled shape of a workbook lies: named by the workbook's bytes, so it is never out of date."""
    return f"{COMPILED}/{PurePosixPath(name).stem}-{hashlib.blake2b(content, digest_size=16).hexdigest()}.xml"


def compiled(forms: Mapping[str, Form], sources: Mapping[str, str], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the compiled shapes of forms that were workbooks, by where they lie."""
    workbooks = {form_id: name for form_id, name in sources.items() if not name.lower().endswith(".xml")}
    return {compiled_name(name, files[name]): forms[form_id].source.encode() for form_id, name in workbooks.items()}


def read_datasets(
    file: TomlFile, settings: Settings, forms: Iterable[Form], sources: Mapping[str, str]
) -> tuple[dict[str, Dataset], list[PackProblem]]:
    """Return the datasets that the forms write, completed by what pack.toml says of them."""
    forms = list(forms)
    try:
        datasets = datasets_of(forms)
    except FormRefused as refused:
        return {}, [problem for form_id, name in sources.items() for problem in _in_file(name, refused, form_id)]
    languages = list(dict.fromkeys(language for form in forms for language in form.languages))
    for name, dataset in datasets.items():
        parent = settings.parents.get(name, "")
        if parent and dataset.parent and parent != dataset.parent:
            what = f"{name!r} lies in {dataset.parent!r} already, by the repeats of its form."
            file.problem(what, "Take the line out.", at=name)
        datasets[name] = _completed(replace(dataset, parent=dataset.parent or parent), settings, languages)
    return datasets, []


def _completed(dataset: Dataset, settings: Settings, languages: list[str]) -> Dataset:
    own = settings.datasets.get(dataset.name)
    if own is None:
        return dataset
    by_code = {language_code(language): text for language, text in own.title.items()}
    spoken = {language: language_code(language) for language in languages}
    titles = {language: by_code[code] for language, code in spoken.items() if code in by_code}
    labels = titles or dict(own.title) or dict(dataset.labels)
    return replace(dataset, labels=labels, label_field=own.label or dataset.label_field)


def _in_file(name: str, refused: FormRefused, form_id: str = "") -> list[PackProblem]:
    """Return a form's problems as a pack's; with a form id, only those that are told of this form."""
    return [
        PackProblem(name, problem.what, problem.mend, problem.sheet, problem.row)
        for problem in refused.problems
        if not form_id or problem.file == form_id
    ]
