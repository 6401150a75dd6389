"""A table as CSV that Excel and WPS open as UTF-8."""

from __future__ import annotations

import csv
import io

from reports.output.table import Cell, Table

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(table: Table) -> bytes:
    """Return head and rows; title and notes stay out, because a CSV is for programs."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(table.head)
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return (BOM + file.getvalue()).encode("utf-8")


def _plain(cell: Cell) -> str | int | float:
    if isinstance(cell, str) and cell.startswith(FORMULA):
        # What somebody typed at a door must not run as a formula in the office.
        return "'" + cell
    return "" if cell is None else cell
