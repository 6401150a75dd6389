"""Compare a workbook with what it had shown: cell by cell, with the base that its makers had seen."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from forms.datasets import Dataset
from forms.rows import Value
from sync.commit import LIFE, LIVE
from sync.commit import PARENT as PARENT_FIELD
from sync.workbook.base import Base, BaseRow, BaseSheet, calculated_bytes
from sync.workbook.cells import number_text
from sync.workbook.edits import (
    CellChange,
    CellPlace,
    Duplicate,
    FoundSheet,
    LaterSave,
    NewRow,
    Notice,
    NoticeKind,
    Reading,
    RefusedCell,
    Repair,
    RepairedCell,
    Why,
)
from sync.workbook.finding import find_heading
from sync.workbook.grid import Grid
from sync.workbook.guards import hold_accidents
from sync.workbook.judgement import Found, Judge, Verdict, as_text
from sync.workbook.proof import IsRight
from sync.workbook.row_finder import FoundRow, RecordsFound, RowFinder, as_written
from sync.workbook.sheets import ACTION, AREA, CODE_ROW, PARENT, RECORD
from sync.workbook.words import delete_words

BaseValues = Callable[[str, Mapping[str, tuple[str, ...]]], Mapping[str, Mapping[str, Value]]]
"""Dataset, record -> the commits it had seen => record -> the fold of those commits, `@parent` among its values.

What was written under a field's earlier name stands there too, under that name.

A record of which not all of them have arrived is left out, and nothing can be said about its row yet."""

Earlier = Mapping[tuple[str, str], tuple[Value, str]]
"""(record, field) -> what an earlier reading of the same export brought, and in which commit."""

NumberChecks = Mapping[tuple[str, str], IsRight]
"""(dataset, field) -> what tells of an identity number by itself whether it can be one."""

DELETED = "gone:workbook"

Differences = tuple[list[CellChange], list[RefusedCell], list[RepairedCell]]
"""What one row says else than its base."""


class Comparison:
    """One look at all sheets."""

    def __init__(
        self, base: Base, datasets: Mapping[str, Dataset], notices: list[Notice], is_right: NumberChecks
    ) -> None:
        self._base, self._is_right = base, is_right
        self._datasets = datasets
        self._notices = notices
        self._sheets: list[RecordsFound] = []
        self._changes: list[CellChange] = []
        self._refused: list[RefusedCell] = []
        self._repaired: list[RepairedCell] = []
        self._duplicates: list[Duplicate] = []
        self._later: list[LaterSave] = []
        self._judges: dict[tuple[str, str], Judge] = {}

    def at_sheet(self, grid: Grid) -> None:
        """Find a data sheet's rows; a sheet of the person's own is passed over."""
        heading = find_heading(grid.name, grid.first_rows(), self._base, self._datasets)
        if heading is None:
            return
        where = CellPlace(grid.name, heading.code_row or heading.header_row)
        if heading.xid and heading.xid != self._base.xid:
            self._notices.append(Notice(NoticeKind.OTHER_EXPORT, heading.xid, where))
            return
        if heading.dataset not in self._datasets:
            self._notices.append(Notice(NoticeKind.UNKNOWN_DATASET, heading.dataset, where))
            return
        if any(found.dataset.name == heading.dataset for found in self._sheets):
            self._notices.append(Notice(NoticeKind.SHEET_TWICE, heading.dataset, where))
        self._notices.extend(Notice(NoticeKind.COLUMN_TWICE, code, where) for code in heading.twice)
        found = RecordsFound(grid.name, heading, self._datasets[heading.dataset], grid.since_1904)
        self._sheets.append(found)
        RowFinder(self._base, found, grid, self._notices).walk()

    def at_sealed(self, name: str, sheet: BaseSheet) -> None:
        """Take a data sheet for what it was when it was written: nobody has saved it since."""
        if any(found.dataset.name == sheet.dataset for found in self._sheets):
            self._notices.append(Notice(NoticeKind.SHEET_TWICE, sheet.dataset, CellPlace(name, CODE_ROW)))
        self._sheets.append(as_written(name, sheet, self._base, self._datasets[sheet.dataset]))

    def conclude(
        self,
        base_values: BaseValues,
        earlier: Earlier,
        is_later_save: bool,
        confirmed: Collection[tuple[str, str]],
        file_hash: str,
    ) -> Reading:
        bases: dict[str, Mapping[str, Value]] = {}
        for dataset in dict.fromkeys(found.dataset.name for found in self._sheets):
            for record, values in base_values(dataset, self._touched(dataset, earlier)).items():
                row = self._base.rows[record]
                # What only a later form could name was not shown there: its blank cell clears nothing.
                then = {now: values.get(name) for now, name in self._base.sheets[row.sheet].then.items()}
                bases[record] = {**values, **then, **row.differing}
        new_rows: list[NewRow] = []
        for found in self._merged_sheets():
            for record, rows in found.rows.items():
                self._compare(found, record, rows, bases)
            new_rows += [row for each in found.new if (row := self._new_row(found, each))]
        self._continue_earlier(earlier, is_later_save, bases)
        changes, held = hold_accidents(self._changes, self._row_counts(), bases, confirmed)
        return Reading(
            base=self._base,
            file_hash=file_hash,
            sheets=tuple(self._found_sheet(found) for found in self._sheets),
            changes=tuple(changes),
            new_rows=tuple({row.record: row for row in new_rows}.values()),
            refused=tuple(self._refused),
            repaired=tuple(self._repaired),
            duplicates=tuple(self._duplicates),
            held=tuple(held),
            later=tuple(self._later),
            notices=tuple(self._notices + self._absent()),
            missing=self._missing(),
            bases=bases,
        )

    def _merged_sheets(self) -> list[RecordsFound]:
        """Return one entry per dataset: the rows of a copied sheet count as second rows of the same records."""
        merged: dict[str, RecordsFound] = {}
        for found in self._sheets:
            if (first := merged.setdefault(found.dataset.name, found)) is not found:
                for record, rows in found.rows.items():
                    first.rows[record].extend(rows)
                first.new.extend(found.new)
        return list(merged.values())

    def _touched(self, dataset: str, earlier: Earlier) -> dict[str, tuple[str, ...]]:
        once_imported = {record for record, _ in earlier}
        return {
            record: self._base.rows[record].seen
            for found in self._sheets
            if found.dataset.name == dataset
            for record, rows in found.rows.items()
            if record in self._base.rows and (record in once_imported or any(not row.is_untouched for row in rows))
        }

    def _compare(
        self, found: RecordsFound, record: str, rows: list[FoundRow], bases: Mapping[str, Mapping[str, Value]]
    ) -> None:
        known = self._base.rows.get(record)
        if known is None or self._base.sheets[known.sheet].dataset != found.dataset.name:
            self._refuse(record, found, RECORD, Why.UNKNOWN_RECORD, rows[0].place)
            return
        touched = [row for row in rows if not row.is_untouched]
        if not touched:
            return
        if record not in bases:
            self._refused += [_awaited(record, found.dataset.name, row) for row in touched]
            return
        verdicts = [self._differences(found, record, known, row, bases[record]) for row in touched]
        several = list(zip(touched, verdicts, strict=True))
        if meant := verdicts[0] if len(rows) == 1 else self._on_own_sheet(known, rows, several):
            self._changes += meant[0]
            self._refused += meant[1]
            self._repaired += meant[2]
            return
        # The row that equals the base is the original; whose the others are has to be asked.
        changed = tuple(row.place for row, differences in zip(touched, verdicts, strict=True) if any(differences[:2]))
        if changed:
            places = tuple(row.place for row in rows)
            self._duplicates.append(Duplicate(record, found.dataset.name, places, changed))

    def _on_own_sheet(
        self, known: BaseRow, rows: Sequence[FoundRow], touched: Sequence[tuple[FoundRow, Differences]]
    ) -> Differences | None:
        """Return what the row on the sheet that we wrote says, where all other rows stand on copies of that sheet and
        say nothing else: a clerk keeps a copy of a sheet before working in it. None where somebody has to be asked.
        """
        own = self._base.sheets[known.sheet].name
        if len({row.place.sheet for row in rows}) < len(rows):
            return None
        ours = next((differences for row, differences in touched if row.place.sheet == own), None)
        others = [differences for row, differences in touched if row.place.sheet != own and any(differences[:2])]
        return ours if ours and all(_said(each) == _said(ours) for each in others) else None

    def _differences(
        self, found: RecordsFound, record: str, known: BaseRow, row: FoundRow, values: Mapping[str, Value]
    ) -> Differences:
        name = found.dataset.name
        changes: list[CellChange] = []
        refused: list[RefusedCell] = []
        repaired: list[RepairedCell] = []
        for code, cell in row.cells.items():
            place = replace(row.place, column=found.heading.columns[code])
            verdict, base = self._verdict(found, known, row, code, cell, values)
            if verdict.why:
                refused.append(RefusedCell(record, name, code, verdict.why, place, as_text(cell), base))
                continue
            field_name = {PARENT: PARENT_FIELD, ACTION: LIFE}.get(code, code)
            if _differs(verdict.value, base):
                changes.append(CellChange(record, name, field_name, base, verdict.value, place))
                if code in row.formulas:
                    repaired.append(RepairedCell(record, name, code, Repair.FORMULA_VALUE, verdict.value, place))
            if verdict.how:
                repaired.append(RepairedCell(record, name, code, verdict.how, verdict.value, place))
        return changes, refused, repaired

    def _verdict(
        self, found: RecordsFound, known: BaseRow, row: FoundRow, code: str, cell: Found, values: Mapping[str, Value]
    ) -> tuple[Verdict, Value]:
        """Return what to make of one cell, and what it had been."""
        question = found.dataset.field(code)
        match code:
            case "@area":
                base: Value = known.area
                verdict = Verdict(base, None if str(cell).strip() == base else Why.AREA)
            case "@parent":
                base = values.get(PARENT_FIELD) or ""
                verdict = self._parent(str(cell).strip().lower(), base, found.dataset)
            case "@action":
                base = LIVE
                verdict = _action(str(cell).strip().lower())
            case _ if question is None:
                return Verdict(None), None
            case _ if question.calculated:
                base = None
                verdict = Verdict(None, None if self._calculated_as_written(known, code, cell) else Why.CALCULATED)
            case _:
                base = values.get(code)
                verdict = self._judge(found, code).judge(cell, base)
        strange = row.strange.get(code)
        if strange and (verdict.why or _differs(verdict.value, base) or (cell == "" and strange is not Why.MERGED)):
            return Verdict(base, why=strange), base
        return verdict, base

    def _parent(self, text: str, base: Value, dataset: Dataset) -> Verdict:
        if text == (base or ""):
            return Verdict(base)
        row = self._base.rows.get(text)
        if row is None or self._base.sheets[row.sheet].dataset != dataset.parent:
            return Verdict(base, Why.UNKNOWN_RECORD)
        return Verdict(text)

    def _calculated_as_written(self, known: BaseRow, code: str, cell: Found) -> bool:
        names = self._base.sheets[known.sheet].calculated
        if code not in names:
            return True
        text = cell if isinstance(cell, str) else number_text(cell) if isinstance(cell, (int, float)) else str(cell)
        return calculated_bytes([text]) == known.calculated[names.index(code) :][:1]

    def _judge(self, found: RecordsFound, code: str) -> Judge:
        key = found.dataset.name, code
        if key not in self._judges:
            question = found.dataset.field(code)
            assert question is not None
            self._judges[key] = Judge(question, self._base.language, found.since_1904, self._is_right.get(key))
        return self._judges[key]

    def _new_row(self, found: RecordsFound, row: FoundRow) -> NewRow | None:
        """Return a row without a key as a record to be, or None where it says nothing."""
        values: dict[str, Value] = {}
        name = found.dataset.name
        for question in found.dataset.fields:
            cell = row.cells.get(question.name, "")
            if question.calculated or cell == "":
                continue
            place = replace(row.place, column=found.heading.columns[question.name])
            verdict = self._judge(found, question.name).judge(cell, None)
            why = row.strange.get(question.name) or verdict.why
            if why:
                self._refused.append(RefusedCell("", name, question.name, why, place, as_text(cell)))
            elif verdict.value is not None:
                values[question.name] = verdict.value
        if not values:
            return None
        parent = str(row.cells.get(PARENT, "")).strip().lower()
        area = str(row.cells.get(AREA, "")).strip() or self._area_of(parent)
        content = json.dumps([name, parent, area, values], ensure_ascii=False, sort_keys=True)
        record = str(uuid.uuid5(uuid.UUID(self._base.xid), content))
        return NewRow(record, name, values, parent, area, row.place)

    def _area_of(self, parent: str) -> str:
        row = self._base.rows.get(parent)
        return row.area if row else self._base.area

    def _continue_earlier(
        self, earlier: Earlier, is_later_save: bool, bases: Mapping[str, Mapping[str, Value]]
    ) -> None:
        """See to cells that an earlier reading of this export had already brought."""
        by_cell = {(change.record, change.field): change for change in self._changes}
        there = {record: found for found in self._merged_sheets() for record in found.rows}
        for (record, name), (imported, commit) in earlier.items():
            change = by_cell.get((record, name))
            found = there.get(record)
            if found is None or (change and not _differs(change.new, imported)):
                continue
            if change is None and not self._is_readable(found, record, name):
                continue
            base = LIVE if name == LIFE else bases.get(record, {}).get(name)
            now = change.new if change else base
            self._later.append(LaterSave(record, found.dataset.name, name, imported, now, commit))
            if is_later_save:
                if change:
                    self._changes.remove(change)
                place = change.place if change else found.rows[record][0].place
                self._changes.append(CellChange(record, found.dataset.name, name, base, now, place, (commit,)))

    def _is_readable(self, found: RecordsFound, record: str, name: str) -> bool:
        """Whether the cell was there to be read at all: what is gone or refused has not been set back."""
        code = {PARENT_FIELD: PARENT, LIFE: ACTION}.get(name, name)
        refused = any(cell.record == record and cell.field in (code, RECORD) for cell in self._refused)
        return code in found.heading.columns and len(found.rows[record]) == 1 and not refused

    def _refuse(self, record: str, found: RecordsFound, code: str, why: Why, place: CellPlace) -> None:
        self._refused.append(RefusedCell(record, found.dataset.name, code, why, place, record))

    def _row_counts(self) -> dict[str, int]:
        return {found.dataset.name: len(found.rows) for found in self._merged_sheets()}

    def _missing(self) -> dict[str, tuple[str, ...]]:
        there = {record for found in self._sheets for record in found.rows}
        gone: dict[str, list[str]] = defaultdict(list)
        for record, row in self._base.rows.items():
            if record not in there:
                gone[self._base.sheets[row.sheet].dataset].append(record)
        return {dataset: tuple(records) for dataset, records in gone.items()}

    def _absent(self) -> list[Notice]:
        notices: list[Notice] = []
        for sheet in self._base.sheets:
            found = next((each for each in self._sheets if each.dataset.name == sheet.dataset), None)
            if found is None:
                notices.append(Notice(NoticeKind.SHEET_MISSING, sheet.name, CellPlace(sheet.name, 0)))
                continue
            where = CellPlace(found.name, found.heading.header_row)
            absent = (code for code in sheet.columns if code not in found.heading.columns)
            notices += [Notice(NoticeKind.COLUMN_MISSING, code, where) for code in absent]
        return notices

    def _found_sheet(self, found: RecordsFound) -> FoundSheet:
        on_sheet = {
            record: [row for row in rows if row.place.sheet == found.name] for record, rows in found.rows.items()
        }
        here = {record: rows[0] for record, rows in on_sheet.items() if rows}
        return FoundSheet(
            found.dataset.name,
            found.name,
            found.heading.code_row,
            found.heading.header_row,
            found.heading.columns,
            {record: row.place.row for record, row in here.items()},
            tuple(row.place.row for rows in on_sheet.values() for row in rows[1:]),
            frozenset(record for record, row in here.items() if not row.is_untouched),
            found.last_row,
            found.width,
        )


def _awaited(record: str, dataset: str, row: FoundRow) -> RefusedCell:
    said = " | ".join(text for cell in row.cells.values() if (text := as_text(cell)))
    return RefusedCell(record, dataset, RECORD, Why.BASE_AWAITED, row.place, said)


def _said(differences: Differences) -> set[tuple[str, str]]:
    changes, refused, _ = differences
    return {(each.field, repr(each.new)) for each in changes} | {(each.field, each.found) for each in refused}


def _differs(value: Value, base: Value) -> bool:
    # Missing.REFUSED equals the text "refused", and True equals 1.
    return type(value) is not type(base) or value != base


def _action(text: str) -> Verdict:
    if not text:
        return Verdict(LIVE)
    return Verdict(DELETED) if text in delete_words() else Verdict(LIVE, Why.UNKNOWN_ACTION)
