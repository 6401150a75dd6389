"""One typed table and one readable view per dataset: derived from the commits, rebuilt at any time, never narrowed.

A field keeps its column for good. What a newer form adds is a new column; what it drops stays; a field that changes
its type gets a column beside the old one. Physical names are short, because PostgreSQL cuts names at 63 bytes and
SQLite takes no two that differ in case only; the view gives back the names that people know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Float, Index, Integer, MetaData, Table, Text, inspect, select
from sqlalchemy.schema import CreateColumn
from sqlalchemy.types import TypeEngine

from forms.datasets import Dataset
from forms.sql_condition import ELSEWHERE, RECORD_COLUMNS, quoted
from sync.commit import Value
from sync.store.dialect import dialect_of
from sync.store.tables import COLUMNS

EXTRA_COLUMNS = ("missing", "created_at", "created_by", "updated_at", "updated_by")
"""What the view shows besides, unless the dataset has a field of that name."""
COUNTED_BY = "human"
"""So does this: the listing by which the human of a listing is counted."""

_NUMBERS = {"integer": "integer", "int": "integer", "decimal": "decimal", "range": "decimal"}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


_BLANK = frozenset({type(None)})
_WHOLE, _TEXTS = _BLANK | {int}, _BLANK | {str}


class Unfit(ValueError):
    """A value that its column's type cannot hold."""


@dataclass(frozen=True, slots=True)
class FieldColumn:
    """Where a field stands."""

    field: str
    kind: str
    part: int
    physical: str
    shown: str
    """What the view calls it."""


@dataclass(frozen=True)
class DatasetTables:
    """The table of one dataset, in parts where it is very wide."""

    name: str
    number: int
    columns: tuple[FieldColumn, ...]
    parts: tuple[Table, ...]
    parts_per_view: int = 1

    @property
    def main(self) -> Table:
        return self.parts[0]

    @property
    def views(self) -> list[tuple[str, Sequence[Table]]]:
        """The name of each view, and the parts that it shows."""
        step = self.parts_per_view
        shown = [self.parts[at : at + step] for at in range(0, len(self.parts), step)]
        return [(self.name if n == 1 else f"{self.name}_{n}", parts) for n, parts in enumerate(shown, 1)]

    def column(self, shown: str) -> Any:
        """Return the column that the view calls so. Raises KeyError."""
        for each in self.columns:
            if each.shown == shown:
                return self.parts[each.part - 1].c[each.physical]
        if shown not in (*RECORD_COLUMNS, *EXTRA_COLUMNS, "position", "same_as"):
            raise KeyError(shown)
        return self.main.c[shown]


def column_kind(kind: str) -> str:
    """Return which of the column types holds a kind of question: integer, decimal, date or text."""
    return _NUMBERS.get(kind) or ("date" if kind == "date" else "text")


def fit(kind: str) -> Callable[[Value], Any]:
    """Return what turns a value into the column's. It raises Unfit."""
    return {"integer": _integer, "decimal": _decimal, "date": _date}.get(column_kind(kind), _text)


def fits_as_it_is(kind: str) -> frozenset[type]:
    """Return the types of values that a column of that kind takes without looking at them."""
    return {"integer": _WHOLE, "text": _TEXTS}.get(column_kind(kind), _BLANK)


def load_tables(connection: Connection) -> dict[str, DatasetTables]:
    """Return the tables of every dataset that was ever prepared here."""
    found: dict[str, list[Any]] = {}
    for row in connection.execute(select(COLUMNS).order_by(COLUMNS.c.number, COLUMNS.c.part, COLUMNS.c.physical)):
        found.setdefault(row.dataset, []).append(row)
    step = dialect_of(connection).parts_per_view
    return {name: _tables(name, rows, step) for name, rows in found.items()}


def grow_tables(connection: Connection, datasets: Iterable[Dataset]) -> dict[str, DatasetTables]:
    """Make room for all fields of the datasets, renew their views, and return the tables."""
    known = load_tables(connection)
    numbers = {name: tables.number for name, tables in known.items()}
    for dataset in datasets:
        number = numbers.setdefault(dataset.name, max(numbers.values(), default=0) + 1)
        _register(connection, dataset, number, known[dataset.name].columns if dataset.name in known else ())
    grown = load_tables(connection)
    for name, tables in grown.items():
        if name not in known or known[name].columns != tables.columns:
            _build(connection, tables)
            _show(connection, tables)
    return grown


def _register(connection: Connection, dataset: Dataset, number: int, columns: Sequence[FieldColumn]) -> None:
    current = {column.field: column for column in columns}
    # Abandoned columns of changed types keep their number, so the highest tells, not the count.
    last = max((int(column.physical[2:]) for column in columns), default=0)
    dialect = dialect_of(connection)
    taken = {*RECORD_COLUMNS, *(_folded(column.shown) for column in columns)}
    if not columns:
        row = _registration(dataset.name, number, FieldColumn("", "", 1, "", ""))
        connection.execute(COLUMNS.insert(), [row])
    for field in dataset.fields:
        old = current.get(field.name)
        if old and column_kind(old.kind) == column_kind(field.kind):
            continue
        last += 1
        shown = old.shown if old else _free_name(field.name, taken, dialect.name_bytes)
        taken.add(_folded(shown))
        column = FieldColumn(field.name, field.kind, (last - 1) // dialect.fields_per_part + 1, f"c_{last:05}", shown)
        same = (COLUMNS.c.dataset == dataset.name) & (COLUMNS.c.field == field.name)
        connection.execute(COLUMNS.delete().where(same))
        connection.execute(COLUMNS.insert(), [_registration(dataset.name, number, column)])


def _registration(dataset: str, number: int, column: FieldColumn) -> dict[str, Any]:
    places = {"part": column.part, "physical": column.physical, "shown": column.shown, "kind": column.kind}
    return {"dataset": dataset, "field": column.field, "number": number, **places}


def _free_name(name: str, taken: set[str], longest: int) -> str:
    shown, number = _cut(name, longest), 1
    while _folded(shown) in taken:
        number += 1
        end = f"_{number}"
        shown = _cut(name, longest - len(end)) + end
    return shown


def _cut(name: str, longest: int) -> str:
    return name.encode()[:longest].decode(errors="ignore")


def _folded(name: str) -> str:
    # SQLite takes only ASCII letters for alike.
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)


def _tables(name: str, rows: Sequence[Any], parts_per_view: int) -> DatasetTables:
    metadata = MetaData()
    number = rows[0].number
    columns = tuple(FieldColumn(row.field, row.kind, row.part, row.physical, row.shown) for row in rows if row.field)
    parts: list[Table] = []
    for part in range(1, max((column.part for column in columns), default=1) + 1):
        held = [Column(each.physical, _type(each.kind)) for each in columns if each.part == part]
        common = _common(number) if part == 1 else []
        table_name = f"@d{number}" if part == 1 else f"@d{number}_{part}"
        parts.append(Table(table_name, metadata, Column("r", Integer, primary_key=True), *common, *held))
    return DatasetTables(name, number, columns, tuple(parts), parts_per_view)


def _common(number: int) -> list[Any]:
    return [
        Column("record_id", Text, nullable=False),
        Column("parent_id", Text),
        Column("area", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("conflicts", Integer, nullable=False),
        Column("position", Text, nullable=False),
        Column("missing", Text),
        Column("irrelevant", Text),
        Column("same_as", Text),
        *(Column(name, Text, nullable=False) for name in EXTRA_COLUMNS[1:]),
        Index(f"@d{number}_record", "record_id", unique=True),
        Index(f"@d{number}_parent", "parent_id"),
        Index(f"@d{number}_area", "area"),
    ]


def _type(kind: str) -> TypeEngine[Any]:
    return {"integer": Integer(), "decimal": Float()}.get(column_kind(kind), Text())


def _build(connection: Connection, tables: DatasetTables) -> None:
    present = inspect(connection)
    for table in tables.parts:
        if not present.has_table(table.name):
            table.create(connection)
            continue
        has = {column["name"] for column in present.get_columns(table.name)}
        for column in table.columns:
            if column.name not in has:
                added = CreateColumn(column).compile(dialect=connection.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {quoted(table.name)} ADD COLUMN {added}")


def _show(connection: Connection, tables: DatasetTables) -> None:
    """Write the view; the fields beyond the first parts stand in views named after it, `household_2`."""
    for number, (name, parts) in enumerate(tables.views):
        fields = [each for each in tables.columns if tables.parts[each.part - 1] in parts]
        taken = {_folded(each.shown) for each in fields}
        common = ["record_id"]
        if number == 0:
            common = [*RECORD_COLUMNS, *(each for each in EXTRA_COLUMNS if each not in taken)]
        shown = [f"p1.{each}" for each in common]
        if number == 0:
            shown[shown.index("p1.status")] = f"{_status(tables)} AS status"
            shown += [f"{_counted_by(tables)} AS {COUNTED_BY}"] if COUNTED_BY not in taken else []
        shown += [f"p{each.part}.{each.physical} AS {quoted(each.shown)}" for each in fields]
        source = f"{quoted(tables.main.name)} p1"
        for part, table in enumerate(tables.parts, 1):
            if part > 1 and table in parts:
                source += f" JOIN {quoted(table.name)} p{part} ON p{part}.r = p1.r"
        sql = f"CREATE VIEW {quoted(name)} AS SELECT {', '.join(shown)} FROM {source} WHERE p1.status <> 'deleted'"
        for each in (f"DROP VIEW IF EXISTS {quoted(name)}", sql):
            # A question may have a per cent sign in its name.
            connection.exec_driver_sql(each, execution_options={"no_parameters": True})


def show_views(connection: Connection) -> None:
    """Write all views anew."""
    for tables in load_tables(connection).values():
        _show(connection, tables)


def _status(tables: DatasetTables) -> str:
    """Return the status as the view shows it: a listing counts elsewhere while the one that it points to is there.

    Two or three offices may have pointed around in a circle; then the smallest of them counts. The circle is walked
    under the view's own name, because readers may read through nothing else.
    """
    view, main = quoted(tables.name), quoted(tables.main.name)
    is_in_circle = "SUM(CASE WHEN w.id = p1.record_id THEN 1 ELSE 0 END) > 0"
    walk = f"{_pointed_to(tables)} SELECT CASE WHEN {is_in_circle} THEN MIN(w.id) END FROM {view} w"
    is_there = f"EXISTS (SELECT 1 FROM {main} m WHERE m.record_id = p1.same_as AND m.status <> 'deleted')"
    elsewhere = f"p1.status <> 'deleted' AND {is_there} AND p1.record_id <> COALESCE(({walk}), '')"
    return f"CASE WHEN p1.same_as IS NULL THEN p1.status WHEN {elsewhere} THEN '{ELSEWHERE}' ELSE p1.status END"


def _counted_by(tables: DatasetTables) -> str:
    """Return the listing by which a human is counted: the last that is pointed to, in a circle the smallest."""
    view, main = quoted(tables.name), quoted(tables.main.name)
    points_on = f"EXISTS (SELECT 1 FROM {main} t WHERE t.record_id = m.same_as AND t.status <> 'deleted')"
    last = f"MIN(CASE WHEN m.same_as IS NULL OR NOT {points_on} THEN m.record_id END)"
    found = (
        f"{_pointed_to(tables)} SELECT COALESCE({last}, MIN(m.record_id)) FROM {view} w "
        f"JOIN {main} m ON m.record_id = w.id WHERE m.status <> 'deleted'"
    )
    return f"CASE WHEN p1.same_as IS NULL THEN p1.record_id ELSE COALESCE(({found}), p1.record_id) END"


def _pointed_to(tables: DatasetTables) -> str:
    """Return the WITH of the listings that one points to, and they to."""
    view, main = quoted(tables.name), quoted(tables.main.name)
    return (
        f"WITH RECURSIVE {view}(id) AS (SELECT p1.same_as UNION SELECT m.same_as FROM {view} w "
        f"JOIN {main} m ON m.record_id = w.id WHERE m.status <> 'deleted' AND m.same_as IS NOT NULL)"
    )


def make_index(connection: Connection, tables: DatasetTables, shown: str) -> None:
    """See to it that rows are found by a column at once; it costs nothing where that is so already."""
    column = tables.column(shown)
    named = quoted(f"@i{tables.number}_{column.name}")
    for each in dialect_of(connection).index_column(named, quoted(column.table.name), quoted(column.name)):
        connection.exec_driver_sql(each)


def view_names(tables: Mapping[str, DatasetTables]) -> set[str]:
    """Return the names of all views."""
    return {name for each in tables.values() for name, _ in each.views}


def _integer(value: Value) -> Any:
    if type(value) is int or value is None:
        return value
    if isinstance(value, str) and re.fullmatch(r"0|-?[1-9][0-9]{0,17}", value):
        return int(value)
    raise Unfit


def _decimal(value: Value) -> Any:
    if value is None:
        return None
    if type(value) is int or (isinstance(value, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]*)?|-?\.[0-9]+", value)):
        return float(value)
    raise Unfit


def _date(value: Value) -> Any:
    if value is None or (isinstance(value, str) and _DATE.fullmatch(value)):
        return value
    raise Unfit


def _text(value: Value) -> Any:
    if value is None or isinstance(value, str):
        return value
    if type(value) is int:
        return str(value)
    raise Unfit
