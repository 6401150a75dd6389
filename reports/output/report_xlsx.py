"""A report as a workbook in the formal layout: title, scope, repeated heading rows, page numbers, lines to sign."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import partial
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.output.charts import draw
from reports.output.dated import dated
from reports.output.headings import facts, foot, headings, shown, signers
from reports.output.parts_xlsx import write_parts
from reports.output.xlsx import NO_TITLE, WIDEST, width_of, write_cell, write_text
from reports.report import Kind, Report, Row, Say

NARROWEST = 6
THIN = Side(style="thin", color="808080")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
FORMATS = {
    Kind.COUNT: "0",
    Kind.SHARE: "0.00",
    Kind.NUMBER: "General",
    Kind.TEXT: "@",
    Kind.YUAN: "0.00",
    Kind.WAN: "0.00####",
}
A4 = 9
HIGH = 20
"""Height of a row in points: 0.7 cm, room to write beside."""
WIDE = 6
"""A table of more columns than this goes on a landscape page."""


def report_xlsx(report: Report, say: Say) -> bytes:
    """Return the workbook. Numbers are numbers, everything typed by somebody is text and never a formula."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = NO_TITLE.sub(" ", report.title)[:31] or "1"
    width = len(report.columns)
    write_text(sheet, 1, 1, report.title)
    sheet.cell(1, 1).font = Font(bold=True, size=16)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    write_text(sheet, 2, 1, "    ".join(facts(report, say)))
    top = 4
    depth = _write_head(sheet, report, top)
    first = top + depth
    for place, row in enumerate(report.rows, start=first):
        _write_row(sheet, place, row, report)
    end = first + len(report.rows)
    for place, line in enumerate(foot(report, say), start=end + 1):
        write_text(sheet, place, 1, line)
    last = end + 2 + len(foot(report, say))
    write_text(sheet, last, 1, "          ".join(signers(report, say)))
    _set_up_page(sheet, report, top, first, say)
    draw(sheet, report, first, partial(_sheet_for_chart, book, say))
    write_parts(book, report, say)
    file = io.BytesIO()
    book.save(file)
    return dated(file.getvalue(), report.as_of)


def _sheet_for_chart(book: Workbook, say: Say) -> Worksheet:
    sheet: Worksheet = book.create_sheet(say("report.chart"))
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
    return sheet


def _write_head(sheet: Worksheet, report: Report, top: int) -> int:
    cells = headings(report.columns)
    depth = max((each.line + each.lines for each in cells), default=1)
    sheet.row_dimensions[top + depth - 1].height = 2 * HIGH
    for line in range(depth):
        for column in range(len(report.columns)):
            sheet.cell(top + line, column + 1).border = BOX
    for each in cells:
        write_text(sheet, top + each.line, each.column + 1, each.text)
        target = sheet.cell(top + each.line, each.column + 1)
        target.font = Font(bold=True)
        target.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        if each.columns > 1 or each.lines > 1:
            sheet.merge_cells(
                start_row=top + each.line,
                start_column=each.column + 1,
                end_row=top + each.line + each.lines - 1,
                end_column=each.column + each.columns,
            )
    return depth


def _write_row(sheet: Worksheet, place: int, row: Row, report: Report) -> None:
    sheet.row_dimensions[place].height = HIGH
    for at, (cell, column) in enumerate(zip(row.cells, report.columns, strict=True), start=1):
        target = sheet.cell(place, at)
        write_cell(sheet, place, at, cell)
        target.border = BOX
        target.alignment = Alignment(vertical="center", wrap_text=column.kind is Kind.TEXT)
        if isinstance(cell, (int, float)):
            target.number_format = FORMATS[column.kind]
        if row.total:
            target.font = Font(bold=True)


def _set_up_page(sheet: Worksheet, report: Report, top: int, first: int, say: Say) -> None:
    sheet.freeze_panes = f"B{first}"
    if report.rows and not any(row.total for row in report.rows):
        sheet.auto_filter.ref = f"A{first - 1}:{get_column_letter(len(report.columns))}{first + len(report.rows) - 1}"
    sheet.print_title_rows = f"{top}:{first - 1}"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if len(report.columns) > WIDE else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    properties: Any = sheet.sheet_properties
    properties.pageSetUpPr.fitToPage = True
    footer: Any = sheet.oddFooter
    footer.center.text = say("report.page", page="&P", pages="&N")
    for at, column in enumerate(report.columns, start=1):
        texts = [column.label, *(shown(row.cells[at - 1], column) for row in report.rows[:200])]
        widest = max(width_of(text) for text in texts) if column.kind is Kind.TEXT else _of_numbers(texts)
        sheet.column_dimensions[get_column_letter(at)].width = max(NARROWEST, min(WIDEST, widest + 2))


def _of_numbers(texts: Sequence[str]) -> int:
    """Numbers need their digits; their heading may wrap into two or three lines."""
    head, *cells = texts
    return max([-(-width_of(head) // 2), *(width_of(text) for text in cells)])
