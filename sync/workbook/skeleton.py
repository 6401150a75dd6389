"""The workbook around the data: everything but the rows, made by openpyxl."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sync.workbook.cells import choice_cells
from sync.workbook.sheets import (
    ACTION,
    AREA,
    BASE_SHEET,
    CODE_ROW,
    EMBEDDED_SHEET,
    FIRST_ROW,
    LABEL_ROW,
    LAST_ROW,
    LISTS_SHEET,
    PARENT,
    RECORD,
    REMARKS,
    Column,
)
from sync.workbook.words import Words

_HEADER = PatternFill("solid", fgColor="FFD9E5F2")
_CALCULATED = PatternFill("solid", fgColor="FFE4E4E4")
_QUIET = "FF9A9A9A"
_NUMBERS = frozenset({"integer", "range", "decimal"})
_NARROW = {RECORD: 6.0, PARENT: 6.0, AREA: 14.0, ACTION: 8.0, REMARKS: 16.0}


@dataclass(frozen=True, slots=True)
class DataSheet:
    """One data sheet still without rows."""

    name: str
    dataset: str
    columns: Sequence[Column]
    widths: Sequence[float]
    """How wide the first cells of each column are, in characters."""


def code_cell(column: Column, xid: str, dataset: str) -> str:
    """Return what the hidden code row says; over the keys it also names the export and the dataset."""
    return f"{RECORD} {xid} {dataset}" if column.code == RECORD else column.code


def skeleton(sheets: Sequence[DataSheet], about: Sequence[str], xid: str, language: str, words: Words) -> bytes:
    """Return a workbook whose data sheets end with one sample row that shows the styles."""
    book = Workbook()
    _readme(_first(book), about, words)
    lists = book.create_sheet(LISTS_SHEET)
    lists.sheet_state = "veryHidden"
    offered = _Lists(lists)
    for sheet in sheets:
        _data_sheet(book.create_sheet(sheet.name), sheet, xid, language, words, offered)
    book.create_sheet(BASE_SHEET).sheet_state = "veryHidden"
    book.create_sheet(EMBEDDED_SHEET).sheet_state = "veryHidden"
    book.move_sheet(lists, len(sheets))
    book.active = 1 if sheets else 0
    _first(book).sheet_view.tabSelected = not sheets
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def display_width(text: str) -> int:
    """Return how many narrow characters wide a text is."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _first(book: Workbook) -> Worksheet:
    return book.worksheets[0]


def _readme(sheet: Worksheet, about: Sequence[str], words: Words) -> None:
    sheet.title = words.readme
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 100
    for number, line in enumerate(about, start=1):
        cell = _plain(sheet, number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(size=12, bold=number == 1)


class _Lists:
    """The hidden sheet of choices; equal lists are kept once."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._known: dict[tuple[str, ...], str] = {}

    def reference(self, entries: tuple[str, ...]) -> str:
        if entries not in self._known:
            number = len(self._known) + 1
            for row, entry in enumerate(entries, start=1):
                _plain(self._sheet, row, number, entry)
            letter = get_column_letter(number)
            self._known[entries] = f"'{LISTS_SHEET}'!${letter}$1:${letter}${len(entries)}"
        return self._known[entries]


def _data_sheet(sheet: Worksheet, data: DataSheet, xid: str, language: str, words: Words, offered: _Lists) -> None:
    for number, (column, width) in enumerate(zip(data.columns, data.widths, strict=True), start=1):
        letter = get_column_letter(number)
        _plain(sheet, CODE_ROW, number, code_cell(column, xid, data.dataset))
        _header(_plain(sheet, LABEL_ROW, number, column.label), column)
        sample = _plain(sheet, FIRST_ROW, number, "x")
        for target in (sample, sheet.column_dimensions[letter]):
            _body(target, column)
        sheet.column_dimensions[letter].width = _NARROW.get(column.code) or _width(column.label, width)
        if entries := _entries(column, language, words):
            _offer(sheet, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}", offered.reference(entries), words)
    sheet.row_dimensions[CODE_ROW].hidden = True
    sheet.row_dimensions[LABEL_ROW].height = 32
    named = next((n for n, column in enumerate(data.columns, start=1) if not column.code.startswith("@")), 1)
    sheet.freeze_panes = f"{get_column_letter(named + 1)}{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{LABEL_ROW}:{get_column_letter(len(data.columns))}{FIRST_ROW}"


def _plain(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    cell: Any = sheet.cell(row, column)
    # The type is set by hand: text that begins with = is no formula.
    cell.value, cell.data_type = text, "s"
    return cell


def _header(cell: Any, column: Column) -> None:
    own = column.code.startswith("@")
    cell.font = Font(bold=not own, color=_QUIET if own else None)
    cell.fill = _CALCULATED if column.is_calculated else _HEADER
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.number_format = "@"


def _body(target: Any, column: Column) -> None:
    numeric = column.field is not None and column.field.kind in _NUMBERS
    target.number_format = "General" if numeric else "@"
    if column.code.startswith("@") and column.code != ACTION:
        target.font = Font(size=8, color=_QUIET)


def _width(label: str, widest: float) -> float:
    # A long label wraps onto a second line.
    return min(40.0, max(8.0, widest + 2, display_width(label) / 2 + 4))


def _entries(column: Column, language: str, words: Words) -> tuple[str, ...]:
    if column.code == ACTION:
        return (words.delete,)
    if column.field is None or column.is_calculated or column.field.kind != "select_one":
        return ()
    choices = choice_cells(column.field, language)
    return (*choices.values(), *words.missing.values()) if choices else ()


def _offer(sheet: Worksheet, where: str, reference: str, words: Words) -> None:
    # A warning, not a stop: a code alone, or a label alone, is understood as well.
    offer = DataValidation(type="list", formula1=reference, allow_blank=True, errorStyle="warning")
    offer.errorTitle, offer.error, offer.showErrorMessage = words.choices_title, words.choices_error, True
    offer.add(where)
    sheet.add_data_validation(offer)
