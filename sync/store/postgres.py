"""A store in PostgreSQL, named by its URL: the same tables, in the schema that the connection finds first.

`postgresql://clerk@host/records` is the whole database; `…/records?options=-csearch_path%3Dnanguan` one schema of it.
Texts are compared byte by byte (COLLATE "C"), so that lists stand in one order here and in a file, whatever the
server's language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection, Engine, Select, Table, create_engine, event, inspect, literal_column, text
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGTypeCompiler
from sqlalchemy.exc import DBAPIError

from forms.sql_condition import quoted
from sync.errors import StoreFull, StoreUnreachable, StoreUnwritable, SyncError
from sync.store.dialect import speaking
from sync.store.postgres_query import run_query

_VALUES = ":values:"
_MOST_WORDS, _LONGEST_WORD = 16_000, 60
"""What one record may be found by fits into a megabyte; where a word stands is told up to the 16,383rd."""
_COPIED = 20
"""From so many rows on, COPY is quicker than INSERT."""

FUNCTIONS = """
CREATE OR REPLACE FUNCTION years_between(earlier text, later text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH told AS (
        SELECT substr(earlier, 1, 10) AS a, substr(later, 1, 10) AS b
        WHERE earlier ~ '^[0-9]{4}-(0[1-9]|1[0-2])-[0-3][0-9]' AND later ~ '^[0-9]{4}-(0[1-9]|1[0-2])-[0-3][0-9]'
    ), parts AS (
        SELECT substr(a, 1, 4)::bigint AS y1, substr(a, 6, 2)::int AS m1, substr(a, 9, 2)::int AS d1,
            substr(b, 1, 4)::bigint AS y2, substr(b, 6, 2)::int AS m2, substr(b, 9, 2)::int AS d2 FROM told
    )
    SELECT y2 - y1 - CASE WHEN (m2, d2) < (m1, d1) THEN 1 ELSE 0 END FROM parts
    WHERE y1 > 0 AND y2 > 0 AND d1 > 0 AND d2 > 0
        AND d1 <= (ARRAY[31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[m1]
            + CASE WHEN m1 = 2 AND y1 % 4 = 0 AND (y1 % 100 <> 0 OR y1 % 400 = 0) THEN 1 ELSE 0 END
        AND d2 <= (ARRAY[31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[m2]
            + CASE WHEN m2 = 2 AND y2 % 4 = 0 AND (y2 % 100 <> 0 OR y2 % 400 = 0) THEN 1 ELSE 0 END
$$;
CREATE OR REPLACE FUNCTION days_after(day text, days bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN years_between(day, day) IS NOT NULL
        THEN to_char(substr(day, 1, 10)::date + days::int, 'YYYY-MM-DD') END
$$;
CREATE OR REPLACE FUNCTION months_after(day text, months bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN years_between(day, day) IS NOT NULL
        THEN to_char(substr(day, 1, 10)::date + make_interval(months => months::int), 'YYYY-MM-DD') END
$$;
CREATE OR REPLACE FUNCTION months_between(earlier text, later text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH told AS (
        SELECT (substr(later, 1, 4)::bigint - substr(earlier, 1, 4)::bigint) * 12
            + substr(later, 6, 2)::bigint - substr(earlier, 6, 2)::bigint AS months
        WHERE years_between(earlier, later) IS NOT NULL
    )
    SELECT months - CASE WHEN months_after(earlier, months) <= substr(later, 1, 10) THEN 0 ELSE 1 END FROM told
$$;
CREATE OR REPLACE FUNCTION hours_between(earlier text, later text) RETURNS double precision
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN years_between(earlier, later) IS NULL OR earlier !~ moment OR later !~ moment THEN NULL
        WHEN earlier ~ zone AND later ~ zone
        THEN (EXTRACT(EPOCH FROM later::timestamptz - earlier::timestamptz) / 3600)::double precision
        ELSE (EXTRACT(EPOCH FROM regexp_replace(later, zone, '')::timestamp
            - regexp_replace(earlier, zone, '')::timestamp) / 3600)::double precision END
    FROM (VALUES ('^[0-9-]{10}T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?$',
        '(Z|[+-][0-9]{2}:[0-9]{2})$')) AS written(moment, zone)
$$;
CREATE OR REPLACE FUNCTION fen(amount double precision) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT pg_catalog.round(amount::numeric * 100)::bigint $$;
CREATE OR REPLACE FUNCTION round(value double precision, digits bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT pg_catalog.round(value::numeric, digits::int)::double precision $$
"""
"""`functions.py` for PostgreSQL, and the rounding of decimals that SQLite has by itself."""


class Postgres:
    """One schema of one database; any number of processes write to it, one at a time."""

    is_shared = False
    path: Path | None = None
    # 1,600 columns are allowed, but a row in which all are filled must fit into a page of 8 kB.
    fields_per_part, parts_per_view = 250, 4
    name_bytes = 63

    def __init__(self, url: str) -> None:
        self._url = url

    def engine(self, read_only: bool) -> Engine:
        engine = create_engine(
            "postgresql+psycopg://", creator=self._connect, paramstyle="format", pool_size=4, max_overflow=12
        )
        engine.dialect.ddl_compiler = _Columns
        engine.dialect.type_compiler_instance = _Types(engine.dialect)

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
            # A writer sees all that was written before it got the lock, which came later than its beginning.
            is_writing = connection.get_execution_options().get("is_writing")
            kind = "READ COMMITTED" if is_writing else "REPEATABLE READ READ ONLY"
            connection.exec_driver_sql(f"BEGIN ISOLATION LEVEL {kind}")

        return speaking(self, engine)

    def lock_for_writing(self, connection: Connection) -> None:
        # Numbers of arrival become visible in their order, because the lock is held until they are.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('survey-app'), hashtext(current_schema()))")

    def set_up(self, connection: Connection) -> None:
        connection.exec_driver_sql(FUNCTIONS, execution_options={"no_parameters": True})

    def home(self, connection: Connection) -> str:
        """Return the cluster, its timeline and the schema: a copy, a restored backup and a replica in charge differ."""
        told = connection.exec_driver_sql(
            "SELECT s.system_identifier, c.timeline_id, d.oid, current_schema() "
            "FROM pg_control_system() s, pg_control_checkpoint() c, pg_database d WHERE d.datname = current_database()"
        )
        return "/".join(map(str, told.one()))

    def look_up(
        self, connection: Connection, statement: Select[*tuple[Any, ...]], column: Any, values: Iterable[Any]
    ) -> list[Any]:
        wanted = statement.where(column == literal_column(f"ANY({_VALUES})"))
        compiled = wanted.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        every = list(values)
        if not every:
            return []
        return list(connection.exec_driver_sql(str(compiled).replace(_VALUES, "%s"), (every,)).all())

    def insert(self, connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        told, columns = list(rows), ", ".join(map(quoted, names))
        if len(told) < _COPIED:
            holders = ", ".join(["%s"] * len(names))
            connection.exec_driver_sql(f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({holders})", told)
            return
        driver: Any = connection.connection.dbapi_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {quoted(table.name)} ({columns}) FROM STDIN") as copy:
            for row in told:
                copy.write_row(row)

    def index_column(self, name: str, table: str, column: str) -> Sequence[str]:
        blank = f'"{name[1:-1]}_blank"'
        # A long text does not fit into a page of an ordered index; a hash knows no blanks.
        return [
            f"CREATE INDEX IF NOT EXISTS {name} ON {table} USING hash ({column})",
            f"CREATE INDEX IF NOT EXISTS {blank} ON {table} (r) WHERE {column} IS NULL",
        ]

    def query(
        self,
        connection: Connection,
        views: Collection[str],
        sql: str,
        parameters: Mapping[str, Any] | Sequence[Any],
        seconds: float,
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        return run_query(connection, sql, parameters, seconds)

    def create_words(self, connection: Connection, name: str) -> None:
        if not inspect(connection).has_table(name):
            connection.exec_driver_sql(f'CREATE TABLE "{name}" (r bigint PRIMARY KEY, words tsvector NOT NULL)')
            connection.exec_driver_sql(f'CREATE INDEX "{name}_words" ON "{name}" USING gin (words)')

    def empty_words(self, connection: Connection, name: str) -> None:
        connection.exec_driver_sql(f'DELETE FROM "{name}"')

    def forget_words(self, connection: Connection, name: str, records: Sequence[int]) -> None:
        connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE r = ANY(%s)', (list(records),))

    def put_words(self, connection: Connection, name: str, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
        # The server's own parser would take a number's tail for a sign and Chinese for one long word.
        told = [
            (record, " ".join(f"{_lexeme(word)}:{n}" for n, word in enumerate(words[:_MOST_WORDS], 1)))
            for record, words in rows
        ]
        connection.exec_driver_sql(f'INSERT INTO "{name}" (r, words) VALUES (%s, %s::tsvector)', told)

    def find_words(self, name: str, phrases: Sequence[Sequence[str]]) -> tuple[str, str, str]:
        question = " & ".join("(" + " <-> ".join(map(_lexeme, phrase)) + ":*)" for phrase in phrases)
        return f'"{name}".r', f'"{name}".words @@ CAST(:words AS tsquery)', question

    def damages(self, connection: Connection) -> Iterator[tuple[bool, str]]:
        tables = inspect(connection)
        for table in tables.get_table_names():
            try:
                with connection.begin_nested():
                    # Reading every row checks every page's checksum, where the server keeps them.
                    connection.execute(text(f"SELECT count(t.*) FROM {quoted(table)} t"))
            except DBAPIError:
                yield False, table
                continue
            for key in tables.get_foreign_keys(table):
                (here,), (there,) = key["constrained_columns"], key["referred_columns"]
                other = f"SELECT 1 FROM {quoted(key['referred_table'])} o WHERE o.{there} = t.{here}"
                lost = f"SELECT 1 FROM {quoted(table)} t WHERE t.{here} IS NOT NULL AND NOT EXISTS ({other}) LIMIT 1"
                if connection.execute(text(lost)).first():
                    yield True, f"{table} {here}"

    def checkpoint(self) -> None:
        """The server sees to that."""

    def compact(self) -> None:
        """The server sees to that."""

    def refusal_of(self, error: BaseException | None) -> SyncError | None:
        if isinstance(error, psycopg.errors.DiskFull):
            return StoreFull()
        return StoreUnwritable() if isinstance(error, psycopg.errors.IoError) else None

    def beside(self, name: str) -> None:
        return None

    def _connect(self) -> Any:
        try:
            return psycopg.connect(self._url, autocommit=True)
        except psycopg.OperationalError as error:
            raise StoreUnreachable(_without_password(self._url)) from error


class _Types(PGTypeCompiler):
    """Every whole number has 64 bits, as in SQLite."""

    def visit_INTEGER(self, type_: Any, **kw: Any) -> str:
        return "BIGINT"


class _Columns(PGDDLCompiler):
    """Texts in the order of their bytes; numbers are given by us, never by a sequence."""

    def get_column_specification(self, column: Any, **kwargs: Any) -> str:
        told = super().get_column_specification(column, **kwargs).replace(" SERIAL", " BIGINT", 1)
        return re.sub(r"(?<= )(VARCHAR|TEXT)\b", 'TEXT COLLATE "C"', told, count=1)


def _lexeme(word: str) -> str:
    """Return a word as the server's words are written; a very long one by its beginning."""
    return "'" + word[:_LONGEST_WORD].replace("\\", "\\\\").replace("'", "''") + "'"


def _without_password(url: str) -> str:
    told = conninfo_to_dict(url)
    return "/".join(str(told.get(name, "")) for name in ("host", "dbname"))
