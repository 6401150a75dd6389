"""Reading records: one with all that is known of it, its children, and rows of a dataset by the page."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select

from forms.entities import Purpose
from forms.rows import Row
from forms.rows import Value as Answer
from forms.sql_condition import RECORD_COLUMNS
from sync.answers import answers_in
from sync.commit import LIFE, LIVE, UNMADE, Commit, Value
from sync.conflict import Disagreement, disagreements
from sync.fold import Conflict, Folded, Status, fold
from sync.marks import marks_in
from sync.store import log
from sync.store.database import gathered
from sync.store.datasets import EXTRA_COLUMNS, DatasetTables, column_kind
from sync.store.numbers import known_numbers
from sync.store.schema import Schema
from sync.store.tables import BATCHES, COMMITS, CONFLICTS, MARKS, RECORDS, SAVES, UNFIT_VALUES

_COLUMNS = 1500
"""Columns in one answer; SQLite gives 2,000 at most."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands."""

    id: str
    dataset: str
    values: Mapping[str, Answer]
    """What is shown: calculated values too; None where a field is blank or not relevant."""
    kept: Mapping[str, Answer]
    """What was typed, also where it is not relevant now. A form is opened with these."""
    conflicts: Mapping[str, Conflict]
    status: Status
    parent: str
    """The record that holds it, "" at the top or where it would close a circle."""
    area: str
    position: str
    """Its `@pos` among its siblings."""
    marks: Mapping[str, str]
    """What it carries beside its answers: sent back, handed over open, perhaps entered before."""
    into: str
    """The record that this one was merged into, or ""."""
    commits: tuple[str, ...]
    """Ids of all its commits, taken back or not: what whoever edits it now has seen."""
    life: str = LIVE
    """What was last said of whether it is there; "" where nobody who would know has said anything."""

    @property
    def is_unmade(self) -> bool:
        """It holds answers, and by its form's own condition is nothing."""
        return self.status is Status.DELETED and self.life == UNMADE

    @property
    def is_awaited(self) -> bool:
        """Only what others have written into it is here; the record itself has not arrived."""
        return self.status is Status.DELETED and not self.life

    def row(self, position: int = 1) -> Row:
        """Return it as a form takes it."""
        purpose = Purpose.NOTHING if self.is_unmade else Purpose.CREATE
        return Row(self.dataset, self.id, self.parent, position, self.kept, purpose)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a record's history."""

    commit: Commit
    is_taken_back: bool
    batch: str
    """Id of the batch with which it came, "" for what was done here."""
    signer: str
    """Public key of the device that signed it."""
    save: int
    """The same for all that was saved at once."""


@dataclass(frozen=True, slots=True)
class StandingMark:
    """Something on a record that waits for somebody."""

    record: str
    dataset: str
    field: str
    """`@state`, `@returned`, or `@perhaps:` with another record's id."""
    value: str


class Reading:
    """Reads inside one transaction."""

    def __init__(self, connection: Connection, schema: Schema) -> None:
        self._connection, self._schema = connection, schema

    def records(self, record_ids: Iterable[str]) -> dict[str, Record]:
        """Return those of the records of which anything stands."""
        numbers = known_numbers(self._connection, record_ids)
        return {record.id: record for record in self._records(numbers.values()).values()}

    def numbered(self, numbers: Collection[int]) -> list[Record]:
        """Return those of the records of which anything stands, in the order of their numbers as given."""
        found = self._records(numbers)
        return [found[number] for number in numbers if number in found]

    def children(self, record_id: str, dataset: str, unmade: bool = False) -> list[Record]:
        """Return the records of a dataset that hang on another, in their order; deleted ones are not there.

        With `unmade` those too that hold answers and by their form's own condition are nothing.
        """
        number = known_numbers(self._connection, [record_id]).get(record_id)
        wanted = select(RECORDS.c.r).where(
            RECORDS.c.parent == number,
            RECORDS.c.dataset == dataset,
            RECORDS.c.status.in_([Status.LIVE, Status.CONTESTED, *([Status.DELETED] if unmade else [])]),
            RECORDS.c.is_cut.is_(False),
        )
        every = self._records(list(self._connection.scalars(wanted))).values()
        found = [record for record in every if record.status is not Status.DELETED or record.is_unmade]
        return sorted(found, key=lambda record: (record.position, record.id))

    def seen(self, record_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return for each record the ids of all its commits, sorted; () for a record that is not known."""
        wanted = list(record_ids)
        names = {number: name for name, number in known_numbers(self._connection, wanted).items()}
        found: dict[str, list[str]] = {name: [] for name in wanted}
        rows = gathered(self._connection, select(COMMITS.c.record, COMMITS.c.id), COMMITS.c.record, names)
        for record, commit_id in rows:
            found[names[record]].append(commit_id.hex())
        return {name: tuple(sorted(ids)) for name, ids in found.items()}

    def values_seen(self, seen: Mapping[str, Collection[str]]) -> dict[str, dict[str, Value]]:
        """Return for each record what those of its commits mean that somebody had seen: the base of a hand edit.

        A record of which not all of them have arrived is left out: part of them may mean something else. What was
        written under a field's earlier name stands under that name too.
        """
        found: dict[str, dict[str, Value]] = {}
        commits = self._commits(seen)
        for name, every in commits.items():
            wanted = set(seen[name])
            held = [commit for commit in every if commit.id in wanted]
            if held and len(held) == len(wanted):
                found[name] = {**self._under_earlier_names(held), **self._schema.fold(held).values}
        return found

    def _under_earlier_names(self, held: Sequence[Commit]) -> dict[str, Value]:
        rules = self._schema.rules_of(held)
        if all(rules.renamed.keys().isdisjoint(commit.set) for commit in held):
            return {}
        values = fold(held, replace(rules, renamed={}), self._schema.window).values
        return {name: values[name] for name in rules.renamed if name in values}

    def history(self, record_id: str) -> list[Entry]:
        """Return everything that was ever written of a record, the earliest first."""
        number = known_numbers(self._connection, [record_id]).get(record_id)
        taken_back = log.taken_back(self._connection)
        arrived = (
            select(COMMITS.c.id, COMMITS.c.save, BATCHES.c.id.label("batch"), SAVES.c.signer)
            .join(SAVES, SAVES.c.n == COMMITS.c.save)
            .outerjoin(BATCHES, COMMITS.c.n.between(BATCHES.c.first, BATCHES.c.last))
            .where(COMMITS.c.record == number)
        )
        told = {row.id.hex(): row for row in self._connection.execute(arrived)}
        commits = log.load(self._connection, [number] if number else ())
        every = sorted(commits.get(number or 0, ()), key=self._schema.window.rank)
        return [
            Entry(
                commit,
                commit.id in taken_back,
                told[commit.id].batch or "",
                told[commit.id].signer,
                told[commit.id].save,
            )
            for commit in every
        ]

    def conflicts(self, area: str = "") -> list[Disagreement]:
        """Return every open conflict of the records that are there."""
        wanted = (
            select(RECORDS.c.r)
            .where(RECORDS.c.r.in_(select(CONFLICTS.c.record)), RECORDS.c.status != Status.DELETED)
            .order_by(RECORDS.c.area, RECORDS.c.id)
        )
        if area:
            wanted = wanted.where(under(RECORDS.c.area, area))
        records = list(self._connection.scalars(wanted))
        taken_back = log.taken_back(self._connection)
        commits = log.load(self._connection, records)
        found: list[Disagreement] = []
        for record in records:
            active = [commit for commit in commits[record] if commit.id not in taken_back]
            found += disagreements(active, self._schema.rules_of(active), self._schema.window)
        return found

    def with_status(self, status: Status, area: str = "") -> list[str]:
        """Return the ids of all records with that status: the deleted ones, the contested ones."""
        wanted = select(RECORDS.c.id).where(RECORDS.c.status == status).order_by(RECORDS.c.id)
        if area:
            wanted = wanted.where(under(RECORDS.c.area, area))
        return list(self._connection.scalars(wanted))

    def unplaced(self, area: str = "") -> list[str]:
        """Return the ids of records whose holder is deleted, has not arrived, or would close a circle with them."""
        holder = RECORDS.alias()
        wanted = (
            select(RECORDS.c.id)
            .outerjoin(holder, holder.c.r == RECORDS.c.parent)
            .where(
                RECORDS.c.parent.is_not(None),
                RECORDS.c.status.in_([Status.LIVE, Status.CONTESTED]),
                RECORDS.c.is_cut | holder.c.status.not_in([Status.LIVE, Status.CONTESTED]),
            )
            .order_by(RECORDS.c.id)
        )
        if area:
            wanted = wanted.where(under(RECORDS.c.area, area))
        return list(self._connection.scalars(wanted))

    def unfit_values(self) -> list[tuple[str, str, Value]]:
        """Return (record, field, value) of what does not fit its column's type."""
        wanted = select(RECORDS.c.id, UNFIT_VALUES.c.field, UNFIT_VALUES.c.value).join(
            RECORDS, RECORDS.c.r == UNFIT_VALUES.c.record
        )
        return [(row.id, row.field, json.loads(row.value)) for row in self._connection.execute(wanted)]

    def marks(self, beginning: str) -> list[StandingMark]:
        """Return what waits on records that are there, in the fields that begin so."""
        wanted = (
            select(RECORDS.c.id, RECORDS.c.dataset, MARKS.c.field, MARKS.c.value)
            .join(RECORDS, RECORDS.c.r == MARKS.c.record)
            .where(RECORDS.c.status != Status.DELETED, MARKS.c.field.startswith(beginning, autoescape=True))
            .order_by(RECORDS.c.area, RECORDS.c.id, MARKS.c.field)
        )
        return [StandingMark(row.id, row.dataset, row.field, row.value) for row in self._connection.execute(wanted)]

    def _commits(self, record_ids: Iterable[str]) -> dict[str, list[Commit]]:
        names = {number: name for name, number in known_numbers(self._connection, record_ids).items()}
        return {names[number]: commits for number, commits in log.load(self._connection, names).items()}

    def _records(self, numbers: Collection[int]) -> dict[int, Record]:
        wanted = select(RECORDS.c.r, RECORDS.c.is_cut, RECORDS.c.is_crossed)
        known = {row.r: row for row in gathered(self._connection, wanted, RECORDS.c.r, numbers)}
        commits = log.load(self._connection, numbers)
        taken_back = log.taken_back(self._connection)
        folded: dict[int, Folded] = {}
        for number, every in commits.items():
            active = [commit for commit in every if commit.id not in taken_back] if taken_back else every
            if active:
                folded[number] = self._schema.fold(active)
        calculated = self._calculated({number: one.dataset for number, one in folded.items()})
        return {
            number: self._record(one, known[number], commits[number], *calculated.get(number, ({}, ())))
            for number, one in folded.items()
        }

    def _record(
        self, one: Folded, known: Any, commits: Sequence[Commit], calculated: Mapping[str, Any], hidden: Iterable[str]
    ) -> Record:
        kept = answers_in(one.values)
        shown = {**kept, **calculated, **dict.fromkeys(hidden)} if calculated or hidden else kept
        return Record(
            id=one.record,
            dataset=one.dataset,
            values=shown,
            kept=kept,
            conflicts=one.conflicts,
            status=Status.CONTESTED if known.is_crossed else one.status,
            parent="" if known.is_cut else one.parent,
            area=one.area,
            position=one.position,
            marks=marks_in(one.values),
            into="" if known.is_crossed else one.into,
            commits=tuple(sorted([commit.id for commit in commits])) if len(commits) > 1 else (commits[0].id,),
            life=str(one.values.get(LIFE) or ""),
        )

    def _calculated(self, datasets: Mapping[int, str]) -> dict[int, tuple[dict[str, Any], list[str]]]:
        """Return what was derived of records: calculated values, and which fields are not relevant."""
        found: dict[int, tuple[dict[str, Any], list[str]]] = {}
        for name in {*datasets.values()} & self._schema.tables.keys():
            tables = self._schema.tables[name]
            dataset = self._schema.datasets.get(name)
            names = {field.name for field in dataset.fields if field.calculated} if dataset else set[str]()
            columns = [each for each in tables.columns if each.field in names]
            picked = [tables.parts[each.part - 1].c[each.physical] for each in columns]
            wanted = select(tables.main.c.r, tables.main.c.irrelevant, *picked).select_from(_joined(tables))
            records = [record for record, each in datasets.items() if each == name]
            for record, irrelevant, *values in gathered(self._connection, wanted, tables.main.c.r, records):
                told = {each.field: as_text(each.kind, value) for each, value in zip(columns, values, strict=True)}
                found[record] = (told, json.loads(irrelevant) if irrelevant else [])
        return found


def read_rows(
    connection: Connection,
    tables: DatasetTables,
    where: Mapping[str, Any] | None = None,
    order: Sequence[str] = (),
    limit: int | None = None,
    offset: int = 0,
    columns: Sequence[str] | None = None,
    area: str = "",
    numbers: Sequence[int] | None = None,
) -> list[dict[str, Any]]:
    """Return rows as the view shows them. `order` names columns, a minus before one turns it round."""
    names = list(columns) if columns is not None else view_columns(tables)
    wanted = _filtered(select().select_from(_joined(tables)), tables, where, area)
    if numbers is not None:
        wanted = wanted.where(tables.main.c.r.in_(numbers))
    wanted = _ordered(wanted, tables, order).limit(limit).offset(offset)
    decimals = [each.shown for each in tables.columns if column_kind(each.kind) == "decimal" and each.shown in names]
    parts = [names[at : at + _COLUMNS] for at in range(0, len(names), _COLUMNS)] or [[]]
    picked = [wanted.add_columns(tables.main.c.r, *map(tables.column, part)) for part in parts]
    answers = [connection.execute(each).all() for each in picked]
    rows = [
        {
            name: value
            for part, told in zip(parts, each, strict=True)
            for name, value in zip(part, told[1:], strict=True)
        }
        for each in zip(*answers, strict=True)
    ]
    for row in rows:
        for name in decimals:
            row[name] = as_text("decimal", row[name])
    return rows


def numbers_in_order(
    connection: Connection, tables: DatasetTables, order: Sequence[str] = (), area: str = ""
) -> list[int]:
    """Return the numbers of the records that the view shows."""
    wanted = _filtered(select(tables.main.c.r).select_from(_joined(tables)), tables, None, area)
    return list(connection.scalars(_ordered(wanted, tables, order)))


def count_rows(
    connection: Connection, tables: DatasetTables, where: Mapping[str, Any] | None = None, area: str = ""
) -> int:
    """Return how many rows the view shows."""
    return connection.scalar(_filtered(select(func.count()).select_from(_joined(tables)), tables, where, area)) or 0


def view_columns(tables: DatasetTables) -> list[str]:
    """Return the columns of a dataset's view, those of every record first."""
    shown = [each.shown for each in tables.columns]
    return [*RECORD_COLUMNS, *(name for name in EXTRA_COLUMNS if name not in shown), *shown]


def under(column: Any, area: str) -> Any:
    """Return the condition that an area path lies in a subtree."""
    return (column == area) | column.startswith(area + "/", autoescape=True)


def as_text(kind: str, value: Any) -> Any:
    """Return a column's value as a form writes it: decimals are texts there."""
    if column_kind(kind) != "decimal" or value is None:
        return value
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def _filtered(wanted: Any, tables: DatasetTables, where: Mapping[str, Any] | None, area: str) -> Any:
    wanted = wanted.where(tables.main.c.status != Status.DELETED)
    if area:
        wanted = wanted.where(under(tables.main.c.area, area))
    for name, value in (where or {}).items():
        column = tables.column(name)
        is_list = isinstance(value, Collection) and not isinstance(value, str)
        wanted = wanted.where(column.in_(list(value)) if is_list else column == value)
    return wanted


def _ordered(wanted: Any, tables: DatasetTables, order: Sequence[str]) -> Any:
    for each in order:
        column = tables.column(each.removeprefix("-"))
        wanted = wanted.order_by(column.desc() if each.startswith("-") else column)
    # Rows that are alike in every column asked for keep one order from page to page.
    return wanted.order_by(tables.main.c.r)


def _joined(tables: DatasetTables) -> Any:
    source: Any = tables.main
    for part in tables.parts[1:]:
        source = source.join(part, part.c.r == tables.main.c.r)
    return source
