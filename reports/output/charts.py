"""Charts of the spreadsheet's own, on a sheet beside the table: they follow the cells when somebody corrects one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from openpyxl.chart import BarChart, PieChart, Reference
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from reports.output.xlsx import write_text
from reports.report import Report

WIDTH, HEIGHT = 24, 14
"""In centimetres: as wide as the text of a landscape page."""
BELOW = 34
"""The first row under the chart."""


def draw(sheet: Worksheet, report: Report, first: int, beside: Callable[[], Worksheet]) -> None:
    """Draw what is meant to be drawn on the sheet `beside`. `first` is the row of the table's first cells."""
    rows = [first + at for at, row in enumerate(report.rows) if not row.total and row.behind]
    drawn = [at for at, column in enumerate(report.columns, start=1) if column.drawn]
    if not report.chart or not rows or not drawn:
        return
    chart = _chart(report.chart, len(drawn))
    place = beside()
    if report.chart == "pyramid":
        _add_sides(sheet, place, chart, report, rows, drawn[:2])
    else:
        for at in drawn:
            chart.add_data(Reference(sheet, min_col=at, min_row=first - 1, max_row=rows[-1]), titles_from_data=True)
            # The heading stands right above the total, and the total is not drawn.
            chart.series[-1].val.numRef.f = str(Reference(sheet, min_col=at, min_row=rows[0], max_row=rows[-1]))
    chart.set_categories(Reference(sheet, min_col=1, min_row=rows[0], max_row=rows[-1]))
    chart.title = report.title
    chart.width, chart.height = WIDTH, HEIGHT
    place.add_chart(chart, "A1")


def _chart(kind: str, series: int) -> Any:
    if kind == "share":
        return PieChart()
    chart: Any = BarChart()
    chart.type = "bar" if kind == "pyramid" else "col"
    if series > 1:
        chart.grouping, chart.overlap = "stacked", 100
    chart.y_axis.delete = chart.x_axis.delete = False
    return chart


def _add_sides(
    sheet: Worksheet, place: Worksheet, chart: Any, report: Report, rows: Sequence[int], sides: Sequence[int]
) -> None:
    """One side to the left, the other to the right: the left is drawn from negative numbers, below the chart."""
    for offset, at in enumerate(sides, start=1):
        write_text(place, BELOW, offset, report.columns[at - 1].label)
        for down, row in enumerate(rows, start=BELOW + 1):
            formula = f"={'-' if offset == 1 else ''}{quote_sheetname(sheet.title)}!{get_column_letter(at)}{row}"
            place.cell(down, offset, formula).number_format = "0;0"
        end = BELOW + len(rows)
        chart.add_data(Reference(place, min_col=offset, min_row=BELOW, max_row=end), titles_from_data=True)
    chart.y_axis.number_format = "0;0"
    chart.x_axis.tickLblPos = "low"
    chart.gapWidth = 20
