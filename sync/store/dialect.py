"""What differs between the databases that hold a store, as one list. Everything else is written once for both.

`sqlite.py` and `postgres.py` are the two answers. Code that has a connection asks `dialect_of` for the one behind it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Select, Table

from sync.errors import SyncError

_OPTION = "store_dialect"


class Dialect(Protocol):
    """One store's database, and how it is spoken to."""

    @property
    def is_shared(self) -> bool:
        """Whether all threads share one connection, as in memory."""
        ...

    @property
    def path(self) -> Path | None:
        """The file, where the store is one."""
        ...

    fields_per_part: int
    """Fields in one table."""
    parts_per_view: int
    name_bytes: int
    """Bytes in the longest name of a view or column."""

    def engine(self, read_only: bool) -> Engine:
        """Return an engine made by `speaking`; beginning a transaction is up to it."""
        ...

    def lock_for_writing(self, connection: Connection) -> None:
        """Called first in each write: from here to its end nobody else writes, so numbers of arrival have no gaps."""
        ...

    def set_up(self, connection: Connection) -> None:
        """Make what the database must know before the first table: functions that conditions call."""
        ...

    def home(self, connection: Connection) -> str:
        """Return what is another where the database was copied or went back to an earlier state, or ""."""
        ...

    def look_up(
        self, connection: Connection, statement: Select[*tuple[Any, ...]], column: Any, values: Iterable[Any]
    ) -> list[Any]:
        """Return the rows of a statement in which the column is one of the values."""
        ...

    def insert(self, connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows given as tuples in the order of the names."""
        ...

    def index_column(self, name: str, table: str, column: str) -> Sequence[str]:
        """Return the statements that let rows be found by a column's value, or by its being blank, at once."""
        ...

    def query(
        self,
        connection: Connection,
        views: Collection[str],
        sql: str,
        parameters: Mapping[str, Any] | Sequence[Any],
        seconds: float,
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return columns and rows of a SELECT that reads the views and nothing else. Raises QueryRefused."""
        ...

    def create_words(self, connection: Connection, name: str) -> None:
        """Make a full-text table where it is missing."""
        ...

    def empty_words(self, connection: Connection, name: str) -> None: ...

    def forget_words(self, connection: Connection, name: str, records: Sequence[int]) -> None: ...

    def put_words(self, connection: Connection, name: str, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Index records, each with its words in their order."""
        ...

    def find_words(self, name: str, phrases: Sequence[Sequence[str]]) -> tuple[str, str, str]:
        """Return (column of the record's number, condition, its parameter :words): every phrase, its end open."""
        ...

    def damages(self, connection: Connection) -> Iterable[tuple[bool, str]]:
        """Yield (whether only a reference is broken, where) of all that the database itself finds wrong."""
        ...

    def checkpoint(self) -> None:
        """Bring what is written into the place where it stays."""
        ...

    def compact(self) -> None:
        """Give the room of what was deleted back to the disk."""
        ...

    def refusal_of(self, error: BaseException | None) -> SyncError | None:
        """Return in our words what the disk behind the database refused, None for an error of another kind."""
        ...

    def beside(self, name: str) -> Dialect | None:
        """Return the database for a second file beside this one; None where all stands in one."""
        ...


def speaking(dialect: Dialect, engine: Engine) -> Engine:
    """Return the engine so that `dialect_of` knows whose it is."""
    engine.update_execution_options(**{_OPTION: dialect})
    return engine


def dialect_of(connection: Connection) -> Dialect:
    """Return the dialect of the store behind a connection."""
    return connection.get_execution_options()[_OPTION]
