"""versions.toml: which versions of a pack came before this one, and what its questions were called in them.

The program writes it when a version is published. A laptop takes a version only if its own stands among the earlier
ones, so an old stick never brings an old questionnaire back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from forms.datasets import Dataset
from forms.pack_toml import TomlFile

VERSIONS = "versions.toml"
HEAD = "# Which versions came before, and what was called otherwise in them. Written by the program.\n"
VERSION_LINE = re.compile(r'^(\s*version\s*=\s*)(["\'])(.*?)\2', re.MULTILINE)
FIRST_TABLE = re.compile(r"^\s*\[", re.MULTILINE)
LAST_NUMBER = re.compile(r"(\d+)(?!.*\d)")

Renamed = Mapping[str, Mapping[str, str]]
"""Dataset -> what a field was called -> what it is called now."""


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """One version that was in use before."""

    hash: str
    version: str = ""
    until: str = ""
    """When the next one was published, ISO 8601."""


@dataclass(frozen=True)
class Versions:
    """Where a version of a pack comes from."""

    earlier: tuple[EarlierVersion, ...] = ()
    renamed: Renamed = field(default_factory=dict[str, Mapping[str, str]])

    def follows(self, pack_hash: str) -> bool:
        """Say whether that version came before this one."""
        return any(one.hash == pack_hash for one in self.earlier)

    def after(self, one: EarlierVersion, renamed: Renamed) -> Versions:
        """Return the versions of what is published next; what was renamed twice leads to its latest name."""
        return Versions((*self.earlier, one), joined(self.renamed, renamed))

    def as_toml(self) -> bytes:
        # JSON texts are TOML texts too.
        parts = [HEAD]
        for dataset, names in sorted(self.renamed.items()):
            if names:
                parts.append(f"\n[renamed.{_text(dataset)}]\n")
                parts += [f"{_text(old)} = {_text(new)}\n" for old, new in sorted(names.items())]
        for one in self.earlier:
            told = {"hash": one.hash, "version": one.version, "until": one.until}
            parts += ["\n[[earlier]]\n", *(f"{key} = {_text(text)}\n" for key, text in told.items())]
        return "".join(parts).encode()


def read_versions(file: TomlFile) -> Versions:
    """Return what versions.toml says; what is wrong is noted in the file."""
    file.known(file.tables, ("earlier", "renamed"), file.name)
    earlier = [file.record(EarlierVersion, each, "[[earlier]]") for each in file.tables_in(file.tables, "earlier")]
    names = file.table(file.tables, "renamed")
    return Versions(tuple(earlier), {dataset: file.texts(names, dataset) for dataset in names})


def joined(before: Renamed, more: Renamed) -> Renamed:
    """Return both, each earlier name leading to the name of today."""
    found: dict[str, Mapping[str, str]] = {}
    for dataset in {**before, **more}:
        later = more.get(dataset, {})
        kept = {old: later.get(new, new) for old, new in before.get(dataset, {}).items()}
        # A name that is in use again is no earlier name any more.
        found[dataset] = {old: new for old, new in {**kept, **later}.items() if old not in later.values()}
    return found


def with_earlier_names(
    datasets: Mapping[str, Dataset], renamed: Renamed, file: TomlFile | None = None
) -> dict[str, Dataset]:
    """Return the datasets with the earlier names of their fields; a name that fits no more is noted and left out."""
    found = dict(datasets)
    for name, names in renamed.items():
        dataset = found.get(name)
        fields = {field.name for field in dataset.fields} if dataset else set[str]()
        fitting = {old: new for old, new in names.items() if new in fields and old not in fields}
        if file is not None:
            for old in names.keys() - fitting.keys():
                file.problem(f"{name!r} cannot read {old!r} as {names[old]!r}.", "Take the line out.", at=old)
        if dataset is not None and fitting:
            found[name] = replace(dataset, renamed=fitting)
    return found


def next_version(version: str) -> str:
    """Return the version after one: its last number counted on, a 2 behind it where it has none."""
    if not version:
        return "2"
    counted = LAST_NUMBER.sub(lambda number: str(int(number[1]) + 1).zfill(len(number[1])), version, count=1)
    return counted if counted != version else f"{version}.2"


def with_version(settings: bytes, version: str) -> bytes:
    """Return pack.toml saying another version; everything else in it stays as its author wrote it."""
    text = settings.decode("utf-8-sig")
    table = FIRST_TABLE.search(text)
    top, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    return (VERSION_LINE.sub(lambda line: line[1] + _text(version), top, count=1) + rest).encode()


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
