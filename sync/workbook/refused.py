"""Everything of a workbook that was not taken, as refusals that lie on the desk until a person has dealt with them."""

from __future__ import annotations

from collections.abc import Collection

from openpyxl.utils import get_column_letter

from sync.answers import commit_value
from sync.refusal import ROW, Refusal
from sync.workbook.edits import CellPlace, Reading, Why

HELD, DUPLICATE = "held", "duplicate"
"""Why a whole column or a row was not taken; cells have a `Why` of their own."""


def refusals_in(reading: Reading, file: str, outside: Collection[str] = ()) -> list[Refusal]:
    """Return what was not taken: cells, rows of which a key stands twice, columns changed as if by accident.

    `outside` are records that belong to another office than the one that reads the workbook.
    """
    cells = [
        Refusal(
            reading.xid,
            file,
            cell.place.sheet,
            cell.place.row,
            _letters(cell.place),
            cell.record,
            cell.dataset,
            cell.field,
            str(cell.why),
            cell.found,
            commit_value(cell.kept),
        )
        for cell in reading.refused
    ]
    rows = [
        Refusal(
            reading.xid, file, place.sheet, place.row, "", each.record, each.dataset, ROW, DUPLICATE, str(place.row)
        )
        for each in reading.duplicates
        for place in each.changed
    ]
    columns = [
        Refusal(
            reading.xid,
            file,
            column.changes[0].place.sheet,
            0,
            _letters(column.changes[0].place),
            "",
            column.dataset,
            column.field,
            HELD,
            str(column.kind),
            count=len(column.changes),
        )
        for column in reading.held
    ]
    return cells + rows + columns + _outside(reading, file, outside)


def _outside(reading: Reading, file: str, outside: Collection[str]) -> list[Refusal]:
    why = str(Why.OUTSIDE)
    cells = [
        Refusal(
            reading.xid,
            file,
            change.place.sheet,
            change.place.row,
            _letters(change.place),
            change.record,
            change.dataset,
            change.field,
            why,
            "" if change.new is None else str(change.new),
            commit_value(change.base),
        )
        for change in reading.changes
        if change.record in outside
    ]
    rows = [
        Refusal(reading.xid, file, row.place.sheet, row.place.row, "", row.record, row.dataset, ROW, why, "")
        for row in reading.new_rows
        if row.record in outside
    ]
    return cells + rows


def _letters(place: CellPlace) -> str:
    return get_column_letter(place.column) if place.column else ""
