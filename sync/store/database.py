"""The open database: many readers, each with one consistent state, one writer at a time, and rows by the thousand."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, bindparam
from sqlalchemy.exc import DBAPIError

from sync.errors import OnlyReading
from sync.store.dialect import Dialect, dialect_of

Item = TypeVar("Item")

CHUNK = 900
"""Values in one IN list."""

_ANY = "any_of"


class Database:
    """Transactions are given out here and nowhere else."""

    def __init__(self, dialect: Dialect, read_only: bool = False) -> None:
        self.dialect, self.read_only = dialect, read_only
        self._lock = threading.RLock()
        self._writing = threading.local()
        self.engine = dialect.engine(read_only)

    @property
    def path(self) -> Path | None:
        """The file, where there is one."""
        return self.dialect.path

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection that sees one consistent state; inside a write of this thread, that write's."""
        current: Connection | None = getattr(self._writing, "connection", None)
        if current is not None:
            yield current
        elif self.dialect.is_shared:
            with self._lock, self.engine.begin() as connection:
                yield connection
        else:
            with self._in_our_words(), self.engine.begin() as connection:
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield a connection whose work is kept as a whole or not at all. Nested writes are part of the outer one."""
        if self.read_only:
            raise OnlyReading
        current: Connection | None = getattr(self._writing, "connection", None)
        if current is not None:
            yield current
            return
        with (
            self._in_our_words(),
            self._lock,
            self.engine.connect().execution_options(is_writing=True) as connection,
            connection.begin(),
        ):
            self.dialect.lock_for_writing(connection)
            self._writing.connection = connection
            try:
                yield connection
            finally:
                self._writing.connection = None

    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside a write."""
        return getattr(self._writing, "connection", None) is not None

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        """What the disk refuses is no mistake of the program, and has words of its own."""
        try:
            yield
        except DBAPIError as error:
            refusal = self.dialect.refusal_of(error.orig)
            if refusal is None:
                raise
            raise refusal from error


def chunks(values: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Yield the values in lists that fit into one statement."""
    remaining = iter(values)
    while chunk := list(islice(remaining, size)):
        yield chunk


def gathered(
    connection: Connection, statement: Select[*tuple[Any, ...]], column: Any, values: Iterable[Any]
) -> list[Any]:
    """Return the rows of a statement in which the column is one of the values, however many those are."""
    return dialect_of(connection).look_up(connection, statement, column, values)


def update_rows(connection: Connection, table: Any, key: str, rows: Sequence[dict[str, Any]]) -> None:
    """Write columns of rows that are there; the rows, found by their key, all name the same columns."""
    if not rows:
        return
    statement = table.update().where(table.c[key] == bindparam(_ANY))
    compiled = statement.compile(dialect=connection.dialect, column_keys=[name for name in rows[0] if name != key])
    told = [key if name == _ANY else name for name in compiled.positiontup or ()]
    connection.exec_driver_sql(str(compiled), list(map(itemgetter(*told), rows)))


def insert_rows(connection: Connection, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, which all name the same columns."""
    if not rows:
        return
    names = [column.name for column in table.columns if column.name in rows[0]]
    if len(names) < 2 or (len(names) < len(table.columns) and _has_defaults(table, names)):
        connection.execute(table.insert(), rows)
        return
    dialect_of(connection).insert(connection, table, names, map(itemgetter(*names), rows))


def insert_columns(connection: Connection, table: Any, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows that are given column by column."""
    names = [column.name for column in table.columns if column.name in columns]
    dialect_of(connection).insert(connection, table, names, zip(*(columns[name] for name in names), strict=True))


def _has_defaults(table: Any, names: Sequence[str]) -> bool:
    return any(column.default is not None for column in table.columns if column.name not in names)
