"""Writing the typed tables: one row per record, a column per field, NULL for what does not fit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from sync.answers import commit_value, missing_reason
from sync.commit import Value, canonical
from sync.fold import Folded
from sync.store.database import chunks, insert_rows
from sync.store.datasets import DatasetTables, Unfit, fit
from sync.store.families import NOTHING_DERIVED, Derived
from sync.store.known import Known, shown_status
from sync.store.schema import Schema
from sync.store.tables import CONFLICTS, UNFIT_VALUES


def write_rows(
    connection: Connection,
    schema: Schema,
    known: Mapping[int, Known],
    folded: Mapping[int, Folded | None],
    derived: Mapping[int, Derived],
    stale: Mapping[int, str],
) -> None:
    """Write the rows of what was folded. `stale` tells the dataset under which a record may stand already."""
    _clear(connection, schema, stale)
    writers = {name: _Writer(tables) for name, tables in schema.tables.items()}
    conflicts: list[dict[str, Any]] = []
    for record, one in folded.items():
        if one is None:
            continue
        for conflict in one.disagreements:
            unit = json.dumps(conflict.fields, ensure_ascii=False)
            conflicts += [{"record": record, "field": name, "unit": unit} for name in conflict.fields]
        if one.dataset in writers:
            place = known.get(known[record].parent or 0) if not known[record].is_cut else None
            parent = place.id if place else None
            status = shown_status(one, known[record])
            writers[one.dataset].add(record, one, derived.get(record, NOTHING_DERIVED), parent, status)
    for writer in writers.values():
        writer.write(connection)
    insert_rows(connection, CONFLICTS, conflicts)


class _Writer:
    """Gathers the rows of one dataset."""

    def __init__(self, tables: DatasetTables) -> None:
        self._tables = tables
        self._columns: dict[str, tuple[str, int, Callable[[Value], Any]]] = {
            each.field: (each.physical, each.part - 1, fit(each.kind)) for each in tables.columns
        }
        # Every row names every column; most answers of most people are blank.
        parts = range(len(tables.parts))
        self._blank = [{each.physical: None for each in tables.columns if each.part - 1 == part} for part in parts]
        self._rows: list[list[dict[str, Any]]] = [[] for _ in tables.parts]
        self._unfit: list[dict[str, Any]] = []

    def add(self, record: int, one: Folded, derived: Derived, parent: str | None, status: str) -> None:
        rows: list[dict[str, Any]] = [{"r": record, **blank} for blank in self._blank]
        missing, hidden = dict[str, str](), list[str]()
        for field, value in self._shown(one.values, derived, hidden):
            column = self._columns.get(field)
            if value is None or column is None:
                continue
            if type(value) is tuple and (reason := missing_reason(value)):
                missing[field] = reason
                continue
            physical, part, fitted = column
            try:
                rows[part][physical] = fitted(value)
            except Unfit:
                self._unfit.append({"record": record, "field": field, "value": canonical(value).decode()})
        rows[0] |= {
            "record_id": one.record,
            "parent_id": parent,
            "area": one.area,
            "status": status,
            "conflicts": len(one.disagreements) if one.conflicts else 0,
            "position": one.position,
            "missing": json.dumps(missing, ensure_ascii=False, sort_keys=True) if missing else None,
            "irrelevant": json.dumps(hidden, ensure_ascii=False) if hidden else None,
            "created_at": one.first.wall,
            "created_by": one.first.actor,
            "updated_at": one.last.wall,
            "updated_by": one.last.actor,
        }
        for gathered, row in zip(self._rows, rows, strict=True):
            gathered.append(row)

    def _shown(self, values: Mapping[str, Value], derived: Derived, hidden: list[str]) -> Iterable[tuple[str, Value]]:
        """Return what the columns show; note which answers are kept although their questions are not asked now."""
        if not derived.values and not derived.irrelevant:
            return values.items()
        calculated = {name: commit_value(value) for name, value in derived.values.items()}
        for name in self._columns:
            if name in derived.irrelevant and name not in calculated and values.get(name) is not None:
                hidden.append(name)
        return ({**values, **calculated, **dict.fromkeys(hidden)}).items()

    def write(self, connection: Connection) -> None:
        for table, rows in zip(self._tables.parts, self._rows, strict=True):
            insert_rows(connection, table, rows)
        insert_rows(connection, UNFIT_VALUES, self._unfit)


def _clear(connection: Connection, schema: Schema, stale: Mapping[int, str]) -> None:
    for table in (CONFLICTS, UNFIT_VALUES):
        _delete(connection, table, "record", stale)
    for name, tables in schema.tables.items():
        records = [record for record, dataset in stale.items() if dataset == name]
        for table in tables.parts:
            _delete(connection, table, "r", records)


def _delete(connection: Connection, table: Any, column: str, records: Iterable[int]) -> None:
    for chunk in chunks(records):
        connection.execute(table.delete().where(table.c[column].in_(chunk)))
