"""What goes into a workbook: sheets of rows, each row one record as it stands, each column one field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.datasets import Dataset, Field
from forms.rows import Value
from sync.workbook.words import Words, label, words_for

RECORD, PARENT, AREA, ACTION, REMARKS = "@record", "@parent", "@area", "@action", "@remarks"
"""Codes of our own columns; no question's name can begin with @."""

CODE_ROW, LABEL_ROW, FIRST_ROW = 1, 2, 3
LAST_ROW = 1_048_576
"""The last row that a sheet can have."""

BASE_SHEET, LISTS_SHEET, EMBEDDED_SHEET = "_base", "_lists", "_commits"
RESERVED_SHEETS = frozenset({BASE_SHEET, LISTS_SHEET, EMBEDDED_SHEET, "history"})

_FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One record as the workbook shows it."""

    record: str
    values: Mapping[str, Value]
    seen: tuple[str, ...] = ()
    """Ids of the commits that the values are the fold of."""
    area: str = ""
    parent: str = ""
    remarks: str = ""
    differing: Mapping[str, Value] = field(default_factory=dict)
    """Values that are shown although the fold of `seen` says something else: not relevant now, or taken back."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One dataset and its records. The rows are walked once."""

    dataset: Dataset
    rows: Iterable[SheetRow]


@dataclass(frozen=True, slots=True)
class Export:
    """One workbook to be written. `xid` names it for ever: 32 hex digits, random, never used twice."""

    xid: str
    sheets: Sequence[Sheet]
    language: str = ""
    """A language as the forms name it; it decides labels and words."""
    area: str = ""
    """The area path that the workbook covers."""
    replica: str = ""
    hlc: int = 0
    wall: str = ""
    """When it was made, ISO 8601 with offset."""
    embedded: bytes = b""
    """Commits encrypted to the receiving replica, for a workbook that stands in for a bundle."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet; `field` is None for our own columns."""

    code: str
    label: str
    field: Field | None = None

    @property
    def is_calculated(self) -> bool:
        return self.field is not None and self.field.calculated


def columns_of(dataset: Dataset, language: str) -> tuple[Column, ...]:
    """Return the columns in the order in which a new workbook has them."""
    words = words_for(language)
    first = [Column(RECORD, words.record)]
    if dataset.parent:
        first.append(Column(PARENT, words.parent))
    fields = [Column(each.name, label(each.labels, language, each.name), each) for each in dataset.fields]
    last = [Column(AREA, words.area), Column(ACTION, words.action), Column(REMARKS, words.remarks)]
    return (*first, *fields, *last)


def sheet_names(datasets: Iterable[Dataset], language: str, words: Words) -> list[str]:
    """Return a name for each dataset's sheet that every spreadsheet program accepts."""
    taken = {*RESERVED_SHEETS, words.readme.lower()}
    names: list[str] = []
    for dataset in datasets:
        wanted = _FORBIDDEN_IN_SHEET_NAMES.sub(" ", label(dataset.labels, language, dataset.name)).strip(" '") or "1"
        name, number = wanted[:31], 2
        while name.lower() in taken:
            name, number = f"{wanted[:27]} {number}", number + 1
        taken.add(name.lower())
        names.append(name)
    return names
