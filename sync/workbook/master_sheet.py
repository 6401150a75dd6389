"""Refresh one data sheet of a master: which rows say something new, which records have no row yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.datasets import Dataset
from sync.workbook.base import pack_row
from sync.workbook.cells import Cell, canonical_cells, number_text
from sync.workbook.edits import FoundSheet, Reading
from sync.workbook.grid import Workbook
from sync.workbook.judgement import Found
from sync.workbook.losses import Loss, LossKind
from sync.workbook.rows import RowFormatter
from sync.workbook.sheet_patch import Patched, RowChange, SheetXml
from sync.workbook.sheets import LAST_ROW, RECORD, Column, SheetRow, columns_of
from sync.workbook.skeleton import code_cell
from sync.workbook.writer import TooManyRows


@dataclass(slots=True)
class SheetRefresh:
    """One data sheet with its new state."""

    dataset: str
    name: str
    part: str
    patched: Patched
    digested: tuple[str, ...]
    calculated: tuple[str, ...]
    count: int
    extend: tuple[int, int] | None
    """The last row of the list before and after, where it grew."""
    losses: list[Loss] = field(default_factory=list)
    rows: Mapping[str, SheetRow] = field(default_factory=dict)
    """The records, to compare with when the new master is read back."""


class MasterSheet:
    """One data sheet of the master as its reader found it."""

    def __init__(self, workbook: Workbook, found: FoundSheet, reading: Reading, dataset: Dataset, xid: str) -> None:
        self._workbook = workbook
        self._found = found
        self._base = reading.base
        self._dataset = dataset
        self._xid = xid
        self._typed = {row.record: row.place.row for row in reading.new_rows if row.place.sheet == found.name}
        self._losses: list[Loss] = []
        self._part = workbook.part_of(found.name)
        self._xml = SheetXml(workbook.part(self._part), self._part)
        self._places, self._columns = self._layout()

    def refresh(self, rows: Iterable[SheetRow], number: int, areas: dict[str, int], lines: list[str]) -> SheetRefresh:
        """Return the sheet with those rows; the base's lines are added to `lines`."""
        formatter = RowFormatter(self._columns, self._base.language)
        old = self._base.sheet_of(self._dataset.name)
        comparable = old is not None and old[1].columns == formatter.digested_codes
        next_row = self._found.blank_after + 1
        wanted: dict[int, Sequence[Cell]] = {}
        records: dict[str, SheetRow] = {}
        added: list[int] = []
        gone = dict(self._found.rows)
        last = max(self._found.rows.values(), default=self._found.header_row)
        old_last = last
        for block in formatter.blocks(rows):
            for row, cells, (digest, noticed) in zip(block.rows, block.cells(), block.marks, strict=True):
                lines.append(pack_row(row, number, areas.setdefault(row.area, len(areas)), digest, noticed))
                records[row.record] = row
                place = gone.pop(row.record, None) or self._typed.get(row.record)
                if place is None:
                    place, next_row = next_row, next_row + 1
                    added.append(place)
                elif comparable and self._says_so_already(row, digest, noticed):
                    continue
                wanted[place] = cells
                last = max(last, place)
        if last > LAST_ROW:
            raise TooManyRows
        changes = self._changes(wanted, added, [*gone.values(), *self._found.copies])
        if added and self._found.blank_after > old_last:
            self._losses.append(Loss(LossKind.ROWS_BELOW, self._found.name, len(added)))
        extend = (old_last, last) if last > old_last else None
        patched = self._xml.patched(changes, extend)
        if patched.formulas_replaced:
            self._losses.append(Loss(LossKind.FORMULA_REPLACED, self._found.name, patched.formulas_replaced))
        if patched.shared_formulas_made_values:
            count = patched.shared_formulas_made_values
            self._losses.append(Loss(LossKind.FORMULA_MADE_VALUE, self._found.name, count))
        return SheetRefresh(
            self._dataset.name,
            self._found.name,
            self._part,
            patched,
            formatter.digested_codes,
            formatter.calculated_codes,
            len(records),
            extend,
            self._losses,
            records,
        )

    def _layout(self) -> tuple[dict[str, int], list[Column]]:
        """Return where each column is, the new ones too, and the columns that the sheet has or gets."""
        places = dict(self._found.columns)
        old = self._base.sheet_of(self._dataset.name)
        known = set(old[1].columns) if old else set()
        columns: list[Column] = []
        next_column = self._found.width + 1
        for column in columns_of(self._dataset, self._base.language):
            if column.code not in places and column.field is not None and column.code not in known:
                if not self._found.code_row:
                    self._losses.append(Loss(LossKind.CODES_MISSING, column.code))
                    continue
                places[column.code], next_column = next_column, next_column + 1
            # A column that the person took out stays out.
            if column.code in places:
                columns.append(column)
        return {column.code: places[column.code] for column in columns}, columns

    def _says_so_already(self, row: SheetRow, digest: str, noticed: bytes) -> bool:
        known = self._base.rows.get(row.record)
        untouched = row.record not in self._found.edited
        return known is not None and untouched and known.digest == digest and known.calculated == noticed

    def _changes(
        self, wanted: Mapping[int, Sequence[Cell]], added: Sequence[int], gone: Sequence[int]
    ) -> dict[int, RowChange]:
        changes: dict[int, RowChange] = {}
        if self._found.code_row:
            changes |= self._headings()
        places = [self._places[column.code] for column in self._columns]
        template = self._xml.styles_of(max(self._found.rows.values(), default=0))
        new = set(added)
        old = {number for number in wanted if number not in new}
        # Only a row that a spreadsheet program has saved needs its text looked up; ours shows it.
        now = self._now(old | set(gone)) if gone or self._xml.shares_text(old) else {}
        for number, cells in wanted.items():
            row: dict[int, Cell] = dict(zip(places, cells, strict=True))
            if there := now.get(number):
                texts = zip(places, canonical_cells(cells), strict=True)
                row = {place: row[place] for place, text in texts if text != there.get(place, "")}
            if row:
                changes[number] = RowChange(row, template)
        for number in gone:
            there = now.get(number, {})
            changes[number] = RowChange({place: "" for place in places if there.get(place, "") != ""})
            if any(text != "" for place, text in there.items() if place not in places):
                self._losses.append(Loss(LossKind.NOTES_WITHOUT_RECORD, f"{self._found.name}!{number}"))
        return changes

    def _headings(self) -> dict[int, RowChange]:
        """Return the changes to the rows of codes and labels: the new export's id, and new columns."""
        codes: dict[int, Cell] = {}
        labels: dict[int, Cell] = {}
        for column in self._columns:
            if column.code == RECORD or column.code not in self._found.columns:
                codes[self._places[column.code]] = code_cell(column, self._xid, self._dataset.name)
            if column.code not in self._found.columns:
                labels[self._places[column.code]] = column.label
        changes = {self._found.code_row: RowChange(codes)}
        if labels:
            style = next(iter(self._xml.styles_of(self._found.header_row).values()), "")
            change = changes.setdefault(self._found.header_row, RowChange())
            change.cells |= labels
            change.styles = dict.fromkeys(labels, style)
        return changes

    def _now(self, numbers: set[int]) -> dict[int, dict[int, str]]:
        """Return what rows hold now, as text by column; what is broken counts as holding something else."""
        found: dict[int, dict[int, str]] = {}
        if not numbers:
            return found
        grid = self._workbook.grid(self._found.name)
        for number, cells in grid.rows():
            if number in numbers:
                found[number] = {column: _text(cell) for column, cell in enumerate(cells, start=1)}
        for row, column in grid.scan.errors | grid.scan.without_value:
            if row in found:
                found[row][column] = "\0"
        return found


def _text(cell: Found) -> str:
    if isinstance(cell, str):
        return cell
    return number_text(cell) if isinstance(cell, (int, float)) and not isinstance(cell, bool) else f"\0{cell}"
