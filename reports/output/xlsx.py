"""A table as a workbook: numbers are numbers, everything else is text, 18 digits included."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as WrittenCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.output.table import Cell, Table

NO_TITLE = re.compile(r"[\[\]:*?/\\]")
UNTYPEABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WIDEST = 48


def xlsx_bytes(table: Table) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = NO_TITLE.sub(" ", table.title)[:31] or "1"
    write_text(sheet, 1, 1, table.title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for number, note in enumerate(table.notes, start=2):
        write_text(sheet, number, 1, note)
    top = len(table.notes) + 3
    for column, text in enumerate(table.head, start=1):
        write_text(sheet, top, column, text)
        sheet.cell(top, column).font = Font(bold=True)
        sheet.cell(top, column).alignment = Alignment(wrap_text=True, vertical="top")
    for place, row in enumerate(table.rows, start=top + 1):
        for column, cell in enumerate(row, start=1):
            write_cell(sheet, place, column, cell)
    sheet.freeze_panes = f"B{top + 1}"
    _widen(sheet, table)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def write_cell(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        write_text(sheet, row, column, cell)
    elif cell is not None:
        sheet.cell(row, column, cell)


def write_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    target = sheet.cell(row, column)
    # Merged cells have no value of their own; there are none here.
    assert isinstance(target, WrittenCell)
    target.value = UNTYPEABLE.sub("", text)
    # Never a formula, never a number: what somebody typed at a door is shown as it was typed.
    target.data_type = "s"
    target.number_format = "@"


def _widen(sheet: Worksheet, table: Table) -> None:
    columns: Sequence[Sequence[Cell]] = [
        [head, *(row[place] if place < len(row) else None for row in table.rows[:200])]
        for place, head in enumerate(table.head)
    ]
    for place, cells in enumerate(columns, start=1):
        widest = max((width_of(str(cell)) for cell in cells if cell is not None), default=8)
        sheet.column_dimensions[get_column_letter(place)].width = min(WIDEST, widest + 3)


def width_of(text: str) -> int:
    """Characters of the fixed-width kind: a Chinese one takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
