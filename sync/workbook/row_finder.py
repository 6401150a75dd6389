"""Walk over a data sheet's rows: untouched ones, records, new rows, subtotals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from forms.datasets import Dataset
from sync.workbook.base import Base, BaseSheet, row_digest
from sync.workbook.cells import number_text
from sync.workbook.edits import (
    CellPlace,
    Notice,
    NoticeKind,
    Why,
)
from sync.workbook.finding import Heading
from sync.workbook.grid import Grid
from sync.workbook.judgement import Found
from sync.workbook.sheets import ACTION, AREA, CODE_ROW, FIRST_ROW, LABEL_ROW, PARENT, RECORD

_SUBTOTAL = re.compile(r"(合计|小计|总计|共计).*|(sub-?|grand )?total\b.*|sum\W*", re.IGNORECASE)


@dataclass(slots=True)
class FoundRow:
    """One row as found, with the cells of our columns."""

    place: CellPlace
    cells: Mapping[str, Found]
    strange: Mapping[str, Why]
    """Codes whose cells hold an error, a formula without a value, or lie in a merged range."""
    formulas: frozenset[str]
    is_untouched: bool


@dataclass(slots=True)
class RecordsFound:
    """One data sheet and what its rows are."""

    name: str
    heading: Heading
    dataset: Dataset
    since_1904: bool = False
    rows: dict[str, list[FoundRow]] = field(default_factory=lambda: defaultdict(list))
    new: list[FoundRow] = field(default_factory=list)
    last_row: int = 0
    width: int = 0


def as_written(name: str, sheet: BaseSheet, base: Base, dataset: Dataset) -> RecordsFound:
    """Return what a sheet holds that is byte for byte what was written: the base's rows, one below the other."""
    columns = {code: column for column, code in enumerate(sheet.codes, start=1)}
    heading = Heading(sheet.dataset, base.xid, CODE_ROW, LABEL_ROW, columns)
    number = base.sheets.index(sheet)
    records = [record for record, row in base.rows.items() if row.sheet == number]
    found = RecordsFound(name, heading, dataset, last_row=LABEL_ROW + len(records))
    found.width = len(columns)
    for row, record in enumerate(records, start=FIRST_ROW):
        found.rows[record].append(FoundRow(CellPlace(name, row), {}, {}, frozenset(), True))
    return found


class RowFinder:
    """Walks over one sheet's rows and tells records, new rows and the rest apart."""

    def __init__(self, base: Base, found: RecordsFound, grid: Grid, notices: list[Notice]) -> None:
        self._base = base
        self._found = found
        self._grid = grid
        self._notices = notices
        columns = found.heading.columns
        place = base.sheet_of(found.dataset.name)
        written = place[1].columns if place else ()
        # A row can be known by its digest only where all its columns are still there.
        complete = len(written) > 1 and all(code in columns for code in written)
        self._digested = itemgetter(*(columns[code] - 1 for code in written)) if complete else None
        ours = {field.name for field in found.dataset.fields} | {PARENT, AREA, ACTION}
        self._ours = {code: column - 1 for code, column in columns.items() if code in ours}
        self._key = columns[RECORD] - 1

    def walk(self) -> None:
        heading, grid = self._found.heading, self._grid
        self._found.width = grid.width
        headings = {heading.code_row, heading.header_row}
        top = self._found.last_row = max(headings)
        by_column = {column + 1: code for code, column in self._ours.items()}
        strange = self._strange(by_column)
        formulas: dict[int, set[str]] = defaultdict(set)
        for row, column in grid.scan.formulas:
            if column in by_column:
                formulas[row].add(by_column[column])
        action = self._ours.get(ACTION)
        digested, key_column, rows = self._digested, self._key, self._found.rows
        numbers = _NumberTexts()
        for number, cells in grid.rows():
            if number in headings or not any(cell != "" for cell in cells):
                continue
            self._found.last_row = max(top, number)
            key = str(cells[key_column]).strip().lower() if key_column < len(cells) else ""
            known = self._base.rows.get(key)
            place = CellPlace(grid.name, number)
            if known and digested is not None and not (action is not None and _cell(cells, action)):
                texts = _digest_texts(cells, digested, numbers)
                if row_digest(texts) == known.digest and number not in strange:
                    rows[key].append(FoundRow(place, {}, {}, frozenset(), True))
                    continue
            ours = {code: _cell(cells, column) for code, column in self._ours.items()}
            row = FoundRow(place, ours, strange.get(number, {}), frozenset(formulas.get(number, ())), False)
            # A title above the list is no record; a row with a key is one wherever it has been sorted to.
            if number < top and known is None:
                continue
            if key:
                rows[key].append(row)
            elif self._is_subtotal(row):
                self._notices.append(Notice(NoticeKind.SUBTOTAL, self._found.dataset.name, place))
            else:
                self._found.new.append(row)

    def _strange(self, by_column: Mapping[int, str]) -> dict[int, dict[str, Why]]:
        grid = self._grid
        strange: dict[int, dict[str, Why]] = defaultdict(dict)
        reasons = (
            (grid.merged_cells(), Why.MERGED),
            (grid.scan.without_value, Why.FORMULA),
            (grid.scan.errors, Why.ERROR),
        )
        for cells, why in reasons:
            for row, column in cells:
                if column in by_column:
                    strange[row][by_column[column]] = why
        return strange

    @staticmethod
    def _is_subtotal(row: FoundRow) -> bool:
        texts = [str(cell).strip() for cell in row.cells.values() if cell != ""]
        only_formulas = bool(row.formulas) and len(texts) <= len(row.formulas)
        return only_formulas or any(_SUBTOTAL.fullmatch(text) for text in texts)


def _cell(cells: Sequence[Found], column: int) -> Found:
    return cells[column] if column < len(cells) else ""


class _NumberTexts(dict[float, str]):
    """The text of each number in a sheet, worked out once: most of them recur."""

    def __missing__(self, number: float) -> str:
        text = self[number] = number_text(number)
        return text


def _digest_texts(
    cells: Sequence[Found], columns: Callable[[Sequence[Found]], Sequence[Found]], numbers: _NumberTexts
) -> list[str]:
    """Return the text of the digested cells; a row shorter than the heading ends in blanks."""
    try:
        found = columns(cells)
    except IndexError:
        found = columns([*cells, *[""] * 20_000])
    return [
        cell if type(cell) is str else numbers[cell] if type(cell) is float else _digest_text(cell)  # pyright: ignore[reportReturnType]
        for cell in found
    ]


def _digest_text(cell: Found) -> str:
    return number_text(cell) if isinstance(cell, (int, float)) and not isinstance(cell, bool) else str(cell)
