"""A store in one SQLCipher file, or in memory: pragmas that survive a power cut, one writer, full text by FTS5."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, Select, Table, bindparam, create_engine, event, text
from sqlalchemy.pool import QueuePool, StaticPool

from forms.sql_condition import quoted
from sync.errors import QueryRefused, StoreFull, StoreUnwritable, SyncError, WrongStoreKey
from sync.store.database import chunks
from sync.store.dialect import speaking
from sync.store.functions import ALL
from sync.store.sqlite_query import run_query

sqlcipher: Any = sqlcipher3.dbapi2

_ANY = "any_of"

_BUSY_MILLISECONDS = 30_000
_CACHE_KIB = 65_536


class Sqlite:
    """An encrypted file; without a path a database in memory, for tests."""

    fields_per_part, parts_per_view = 1000, 1
    # The limit is 2,000 columns. Names have none.
    name_bytes = 1_000_000

    def __init__(self, path: Path | None, key: bytes | None) -> None:
        self.path, self._key = path, key
        self._read_only = False

    @property
    def is_shared(self) -> bool:
        return self.path is None

    def engine(self, read_only: bool) -> Engine:
        self._read_only = read_only
        pool: dict[str, Any] = (
            {"poolclass": StaticPool}
            if self.path is None
            else {"poolclass": QueuePool, "pool_size": 4, "max_overflow": 12}
        )
        engine = create_engine("sqlite://", creator=self.connect, module=sqlcipher, **pool)

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
            # The driver itself would begin late, and not at all before a change of tables.
            is_writing = connection.get_execution_options().get("is_writing")
            connection.exec_driver_sql(f"BEGIN {'IMMEDIATE' if is_writing else 'DEFERRED'}")

        return speaking(self, engine)

    def connect(self) -> Any:
        """Return a new connection of the driver, keyed and ready; the caller closes it."""
        target = ":memory:" if self.path is None else str(self.path)
        try:
            connection = sqlcipher.connect(target, check_same_thread=False, isolation_level=None)
        except sqlcipher.OperationalError as error:
            raise StoreUnwritable from error
        try:
            _prepare(connection, self._key, self._read_only)
        except sqlcipher.DatabaseError as error:
            connection.close()
            raise self.refusal_of(error) or WrongStoreKey() from error
        return connection

    def lock_for_writing(self, connection: Connection) -> None:
        """BEGIN IMMEDIATE has done so."""

    def set_up(self, connection: Connection) -> None:
        """Functions belong to a connection here, see `_prepare`."""

    def home(self, connection: Connection) -> str:
        return ""

    def look_up(
        self, connection: Connection, statement: Select[*tuple[Any, ...]], column: Any, values: Iterable[Any]
    ) -> list[Any]:
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

    def insert(self, connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        # The driver takes the values as they are; going through a statement would cost as much as the insertion.
        columns, holders = ", ".join(map(quoted, names)), ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({holders})", list(rows))

    def index_column(self, name: str, table: str, column: str) -> Sequence[str]:
        return [f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({column})"]

    def query(
        self,
        connection: Connection,
        views: Collection[str],
        sql: str,
        parameters: Mapping[str, Any] | Sequence[Any],
        seconds: float,
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        try:
            return run_query(connection, views, sql, parameters, seconds)
        except QueryRefused as refused:
            # The question may be right and the disk not.
            raise self.refusal_of(refused.__cause__) or refused from refused.__cause__

    def create_words(self, connection: Connection, name: str) -> None:
        # One or two letters fit a tenth of a town; the prefix index answers them without gathering all of it.
        options = "content='', contentless_delete=1, prefix='1 2 4', tokenize='unicode61 remove_diacritics 0'"
        connection.exec_driver_sql(f'CREATE VIRTUAL TABLE IF NOT EXISTS "{name}" USING fts5(words, {options})')

    def empty_words(self, connection: Connection, name: str) -> None:
        connection.exec_driver_sql(f'INSERT INTO "{name}" ("{name}") VALUES (\'delete-all\')')

    def forget_words(self, connection: Connection, name: str, records: Sequence[int]) -> None:
        numbers = ",".join(str(record) for record in records)
        connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE rowid IN ({numbers})')

    def put_words(self, connection: Connection, name: str, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
        told = [{"r": record, "words": " ".join(words)} for record, words in rows]
        connection.execute(text(f'INSERT INTO "{name}" (rowid, words) VALUES (:r, :words)'), told)

    def find_words(self, name: str, phrases: Sequence[Sequence[str]]) -> tuple[str, str, str]:
        question = " AND ".join('"' + " ".join(phrase) + '"*' for phrase in phrases)
        return f'"{name}".rowid', f'"{name}" MATCH :words', question

    def damages(self, connection: Connection) -> Iterator[tuple[bool, str]]:
        for pragma in ("cipher_integrity_check", "integrity_check(100)"):
            found = connection.execute(text(f"PRAGMA {pragma}"))
            # SQLCipher's own check returns no rows at all where there is no cipher to check.
            for row in found if found.returns_rows else ():
                if row[0] != "ok":
                    yield False, str(row[0])
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield True, f"{row[0]} {row[1]}"

    def checkpoint(self) -> None:
        """Bring what stands in the write-ahead log into the file."""
        if self.path is not None and not self._read_only:
            self._run("PRAGMA wal_checkpoint(FULL)")

    def compact(self) -> None:
        if self.path is not None:
            self._run("VACUUM")

    def copy_to(self, path: Path) -> None:
        """Write one consistent state, without free pages, to a new file; copying an open file would tear it."""
        self._run("VACUUM INTO ?", str(path))

    def refusal_of(self, error: BaseException | None) -> SyncError | None:
        name = str(getattr(error, "sqlite_errorname", ""))
        if name == "SQLITE_FULL":
            return StoreFull()
        # What the disk gave back was no page of ours: read again it may be one.
        unread = ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_CORRUPT")
        return StoreUnwritable() if name.startswith(unread) else None

    def beside(self, name: str) -> Sqlite:
        return Sqlite(self.path.with_name(name) if self.path else None, self._key)

    def at(self, path: Path) -> Sqlite:
        """Return another file with the same key."""
        return Sqlite(path, self._key)

    def _run(self, statement: str, *parameters: str) -> None:
        """Execute outside of any transaction, on a connection of its own."""
        connection = self.connect()
        try:
            connection.execute(statement, parameters).fetchall()
        except sqlcipher.Error as error:
            raise self.refusal_of(error) or error from None
        finally:
            connection.close()


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
    for function, arguments in ALL.items():
        connection.create_function(function.__name__, arguments, function, deterministic=True)
