"""The further sheets of a report that is more than its table: its sections, and every figure by its name."""

from __future__ import annotations

import math

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from reports.output.headings import facts, signers
from reports.output.xlsx import width_of, write_cell, write_text
from reports.report import Kind, Part, Report, Say

A4 = 9
THIN = Side(style="thin", color="808080")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
ACROSS = 9
"""Columns that a sentence runs over."""
WIDTH = 11
LINE = 2 * WIDTH * ACROSS * 0.45
"""About so many characters of the narrow kind fit into a line of a sentence."""


def write_parts(book: Workbook, report: Report, say: Say) -> None:
    if report.parts:
        _write_sections(book.create_sheet(say("bulletin.text")), report, say)
    if report.figures:
        _write_figures(book.create_sheet(say("bulletin.figures")), report, say)


def _write_sections(sheet: Worksheet, report: Report, say: Say) -> None:
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = A4, 0
    for at in range(ACROSS):
        sheet.column_dimensions["ABCDEFGHI"[at]].width = WIDTH
    row = _line(sheet, 1, report.title, 16, True, Alignment(horizontal="center"))
    row = _line(sheet, row, "    ".join(facts(report, say)), 10, False, Alignment(horizontal="center"))
    for part in report.parts:
        row = _write_part(sheet, row + 1, part)
    _line(sheet, row + 1, "          ".join(signers(report, say)))


def _write_part(sheet: Worksheet, row: int, part: Part) -> int:
    row = _line(sheet, row, part.title, 13, True)
    for line in part.lines:
        row = _line(sheet, row, line, 12)
    if part.columns:
        for at, column in enumerate(part.columns, start=1):
            write_text(sheet, row, at, column.label)
            sheet.cell(row, at).font = Font(bold=True)
            sheet.cell(row, at).border = BOX
            sheet.cell(row, at).alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        row += 1
        for each in part.rows:
            for at, (cell, column) in enumerate(zip(each.cells, part.columns, strict=True), start=1):
                write_cell(sheet, row, at, cell)
                sheet.cell(row, at).border = BOX
                sheet.cell(row, at).alignment = Alignment(vertical="center", wrap_text=True)
                if column.kind is Kind.SHARE and isinstance(cell, (int, float)):
                    sheet.cell(row, at).number_format = "0.00"
            row += 1
    return _line(sheet, row, "          ".join(part.signers)) if part.signers else row


def _line(
    sheet: Worksheet, row: int, text: str, size: int = 11, bold: bool = False, alignment: Alignment | None = None
) -> int:
    """Write a sentence over the whole width; return the row below it."""
    write_text(sheet, row, 1, text)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=ACROSS)
    sheet.cell(row, 1).font = Font(bold=bold, size=size)
    sheet.cell(row, 1).alignment = alignment or Alignment(wrap_text=True, vertical="top")
    lines = max(1, math.ceil(width_of(text) * size / (11 * LINE)))
    sheet.row_dimensions[row].height = lines * size * 1.6
    return row + 1


def _write_figures(sheet: Worksheet, report: Report, say: Say) -> None:
    sheet.freeze_panes = "A2"
    head = ["id", *(say(f"bulletin.{name}") for name in ("figure", "value", "unit"))]
    for at, (word, width) in enumerate(zip(head, (22, 40, 14, 14), strict=True), start=1):
        write_text(sheet, 1, at, word)
        sheet.cell(1, at).font = Font(bold=True)
        sheet.column_dimensions["ABCD"[at - 1]].width = width
    for row, each in enumerate(report.figures, start=2):
        for at, cell in enumerate((each.name, each.label, each.value, each.unit), start=1):
            write_cell(sheet, row, at, cell)
