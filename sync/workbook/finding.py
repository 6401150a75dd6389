"""Find our sheets, columns and rows again, whatever a person has sorted, moved, renamed or inserted."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from forms.datasets import Dataset
from sync.workbook.base import Base
from sync.workbook.judgement import Found
from sync.workbook.sheets import RECORD, columns_of
from sync.workbook.words import all_words

SEARCHED = 60
"""Rows from the top among which the codes or the labels must be."""

_KEY_CODE = re.compile(rf"{RECORD} ([0-9a-f]{{32}})(?: (\S+))?")

Rows = Sequence[tuple[int, Sequence[Found]]]
"""Row number, counted from 1, and its cells from column 1 on."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a sheet's columns are and whose they are."""

    dataset: str
    xid: str
    """"" where only the labels were left to go by."""
    code_row: int
    header_row: int
    columns: Mapping[str, int]
    """Code -> column, counted from 1."""
    twice: tuple[str, ...] = ()
    """Codes that stand over two columns; the first is taken."""


def xid_of(rows: Rows) -> str:
    """Return the export that a sheet says it comes from, "" where it does not say."""
    for _, cells in rows[:SEARCHED]:
        for cell in cells:
            if isinstance(cell, str) and (match := _KEY_CODE.fullmatch(cell.strip())):
                return match[1]
    return ""


def find_heading(name: str, rows: Rows, base: Base, datasets: Mapping[str, Dataset]) -> Heading | None:
    """Return where the columns are: by the hidden codes, else by the labels, else None for a sheet of their own."""
    for number, cells in rows[:SEARCHED]:
        for cell in cells:
            if isinstance(cell, str) and (match := _KEY_CODE.fullmatch(cell.strip())):
                dataset = match[2] or _dataset_by_name(name, base)
                return _by_codes(number, cells, match[1], dataset, rows, datasets.get(dataset))
    return _by_labels(name, rows, base, datasets)


def _by_codes(
    number: int, cells: Sequence[Found], xid: str, dataset: str, rows: Rows, known: Dataset | None
) -> Heading:
    columns: dict[str, int] = {}
    twice: list[str] = []
    for column, cell in enumerate(cells, start=1):
        text = cell.strip() if isinstance(cell, str) else ""
        code = RECORD if text.startswith(RECORD) else text
        if code and code in columns:
            twice.append(code)
        elif code:
            columns[code] = column
    header_row = number
    if known:
        # A workbook of an earlier form names its columns as the form did then.
        columns = {known.renamed.get(code, code): column for code, column in columns.items()} | {
            code: column for code, column in columns.items() if code not in known.renamed
        }
        header_row, by_label = _labels_near(rows, known)
        header_row = header_row or number
        # A column whose code was wiped out still has its label.
        for code, column in by_label.items():
            if code not in columns and column not in columns.values():
                columns[code] = column
    return Heading(dataset, xid, number, header_row, columns, tuple(twice))


def _by_labels(name: str, rows: Rows, base: Base, datasets: Mapping[str, Dataset]) -> Heading | None:
    """Go by what is left where the cell that names the export is gone: other codes, labels, the keys themselves."""
    by_name = _dataset_by_name(name, base)
    best: Heading | None = None
    for dataset in [by_name] if by_name else [sheet.dataset for sheet in base.sheets]:
        if dataset not in datasets:
            continue
        code_row, columns = _codes_near(rows, dataset, base)
        header_row, by_label = _labels_near(rows, datasets[dataset])
        for code, column in by_label.items():
            if code not in columns and column not in columns.values():
                columns[code] = column
        key = columns.get(RECORD) or _column_of_keys(rows, dataset, base)
        # Without the key there is nothing to compare with.
        if key and len(columns) > max(1, len(best.columns if best else ())):
            best = Heading(dataset, "", code_row, header_row or code_row, {**columns, RECORD: key})
    return best


def _codes_near(rows: Rows, dataset: str, base: Base) -> tuple[int, dict[str, int]]:
    """Return the row that holds most of a sheet's codes, and where they are."""
    place = base.sheet_of(dataset)
    wanted = set(place[1].columns) if place else set[str]()
    best: tuple[int, dict[str, int]] = (0, {})
    for number, cells in rows[:SEARCHED]:
        columns: dict[str, int] = {}
        for column, cell in enumerate(cells, start=1):
            if isinstance(cell, str) and cell.strip() in wanted:
                columns.setdefault(cell.strip(), column)
        if len(columns) > max(1, len(best[1])):
            best = number, columns
    return best


def _column_of_keys(rows: Rows, dataset: str, base: Base) -> int:
    """Return the column in which record keys of that dataset stand, 0 where none do."""
    found: Counter[int] = Counter()
    for _, cells in rows:
        for column, cell in enumerate(cells, start=1):
            row = base.rows.get(cell) if isinstance(cell, str) and len(cell) == 36 else None
            if row and base.sheets[row.sheet].dataset == dataset:
                found[column] += 1
    return found.most_common(1)[0][0] if found else 0


def _labels_near(rows: Rows, dataset: Dataset) -> tuple[int, dict[str, int]]:
    """Return the row that most looks like the labels of a dataset, and what it names."""
    wanted = _codes_by_label(dataset)
    best: tuple[int, dict[str, int]] = (0, {})
    for number, cells in rows[:SEARCHED]:
        columns: dict[str, int] = {}
        for column, cell in enumerate(cells, start=1):
            codes = wanted.get(_plain(cell), set()) if isinstance(cell, str) else set()
            if len(codes) == 1:
                columns.setdefault(next(iter(codes)), column)
        if len(columns) > max(1, len(best[1])):
            best = number, columns
    return best


def _codes_by_label(dataset: Dataset) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for field in dataset.fields:
        for label in field.labels.values():
            found.setdefault(_plain(label), set()).add(field.name)
    # Our own columns, in every language that a workbook may have been written in
    for language in all_words():
        for column in columns_of(dataset, language):
            if column.code.startswith("@"):
                found.setdefault(_plain(column.label), set()).add(column.code)
    found.pop("", None)
    return found


def _dataset_by_name(name: str, base: Base) -> str:
    return next((sheet.dataset for sheet in base.sheets if sheet.name == name), "")


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
