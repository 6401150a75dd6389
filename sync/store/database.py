"""The connection: SQLCipher behind SQLAlchemy, many readers, one writer at a time, pragmas that survive a power cut."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, Select, bindparam, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from sync.errors import OnlyReading, WrongStoreKey
from sync.store.functions import register

Item = TypeVar("Item")

sqlcipher: Any = sqlcipher3.dbapi2

CHUNK = 900
"""Values in one IN list."""

_ANY = "any_of"

_BUSY_MILLISECONDS = 30_000
_CACHE_KIB = 65_536


class Database:
    """An open file, or a database in memory for tests. Transactions are given out here and nowhere else."""

    def __init__(self, path: Path | None, key: bytes | None, read_only: bool = False) -> None:
        self.path, self.read_only = path, read_only
        self._key = key
        self._lock = threading.RLock()
        self._writing = threading.local()
        self.engine = self._engine()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection that sees one consistent state; inside a write of this thread, that write's."""
        current: Connection | None = getattr(self._writing, "connection", None)
        if current is not None:
            yield current
        elif self.path is None:
            # In memory there is one connection for all.
            with self._lock, self.engine.begin() as connection:
                yield connection
        else:
            with self.engine.begin() as connection:
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
        with self._lock, self.engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
            self._writing.connection = connection
            try:
                yield connection
            finally:
                self._writing.connection = None

    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside a write."""
        return getattr(self._writing, "connection", None) is not None

    def connect(self) -> Any:
        """Return a new connection of the driver, keyed and ready; the caller closes it."""
        target = ":memory:" if self.path is None else str(self.path)
        connection = sqlcipher.connect(target, check_same_thread=False, isolation_level=None)
        try:
            _prepare(connection, self._key, self.read_only)
        except sqlcipher.DatabaseError as error:
            connection.close()
            raise WrongStoreKey from error
        return connection

    def checkpoint(self) -> None:
        """Bring what stands in the write-ahead log into the file."""
        if self.path is None or self.read_only:
            return
        connection = self.connect()
        try:
            connection.execute("PRAGMA wal_checkpoint(FULL)").fetchall()
        finally:
            connection.close()

    def compact(self) -> None:
        """Give the room of what was deleted back to the disk."""
        if self.path is not None:
            connection = self.connect()
            try:
                connection.execute("VACUUM")
            finally:
                connection.close()

    def attached(self, name: str) -> tuple[Path | None, bytes | None]:
        """Return path and key of a file that belongs beside this one."""
        return (self.path.with_name(name) if self.path else None), self._key

    def close(self) -> None:
        self.engine.dispose()

    def _engine(self) -> Engine:
        pool: dict[str, Any] = (
            {"poolclass": StaticPool}
            if self.path is None
            else {"poolclass": QueuePool, "pool_size": 4, "max_overflow": 12}
        )
        engine = create_engine("sqlite://", creator=self.connect, module=sqlcipher, **pool)

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
            # The driver itself would begin late, and not at all before a change of tables.
            connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")

        return engine


def chunks(values: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Yield the values in lists that fit into one statement."""
    remaining = iter(values)
    while chunk := list(islice(remaining, size)):
        yield chunk


def gathered(
    connection: Connection, statement: Select[*tuple[Any, ...]], column: Any, values: Iterable[Any]
) -> list[Any]:
    """Return the rows of a statement in which the column is one of the values, asked for chunk by chunk."""
    compiled = statement.where(column.in_(bindparam(_ANY, expanding=True))).compile(dialect=connection.dialect)
    if compiled.params.keys() != {_ANY}:
        return [row for chunk in chunks(values) for row in connection.execute(statement.where(column.in_(chunk)))]
    # The driver takes the values as they are; going through the statement would cost more than the looking up.
    before, _, after = str(compiled).partition(f"__[POSTCOMPILE_{_ANY}]")
    rows: list[Any] = []
    for chunk in chunks(values):
        holders = ",".join("?" * len(chunk))
        rows += connection.exec_driver_sql(f"{before}{holders}{after}", tuple(chunk)).all()
    return rows


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
    compiled = table.insert().compile(dialect=connection.dialect, column_keys=list(rows[0]))
    names = compiled.positiontup
    if names is None or len(names) < 2 or not rows[0].keys() >= set(names):
        connection.execute(table.insert(), rows)
        return
    # The driver takes the values as they are; going through the statement would cost as much as the insertion.
    connection.exec_driver_sql(str(compiled), list(map(itemgetter(*names), rows)))


def insert_columns(connection: Connection, table: Any, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows that are given column by column."""
    compiled = table.insert().compile(dialect=connection.dialect, column_keys=list(columns))
    ordered = [columns[name] for name in compiled.positiontup or ()]
    connection.exec_driver_sql(str(compiled), list(zip(*ordered, strict=True)))


def _prepare(connection: Any, key: bytes | None, read_only: bool) -> None:
    # The engine would print its own words about a wrong key on the screen.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    # Reading the first page is what finds a wrong key out.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute("PRAGMA temp_store = MEMORY")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    register(connection)
