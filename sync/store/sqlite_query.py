"""Questions in SQL to a file: SQLite asks an authoriser of ours about each table before it reads it."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection

from sync.errors import QueryRefused

sqlcipher: Any = sqlcipher3.dbapi2

_STEPS = 20_000

_OK, _DENY = 0, 1
_READ, _SELECT, _FUNCTION, _RECURSIVE = 20, 21, 31, 33
_TABLE_FUNCTIONS = frozenset({"json_each", "json_tree"})
_NO_FUNCTIONS = frozenset({"load_extension", "sqlcipher_export", "fts3_tokenizer", "writefile", "readfile", "edit"})

_QUOTED = re.compile(
    r"""'(?P<text>(?:[^']|'')*)'|"(?P<name>(?:[^"]|"")*)"|`(?P<tick>(?:[^`]|``)*)`|\[(?P<bracket>[^\]]*)\]"""
    r"""|--[^\n]*|/\*.*?(?:\*/|\Z)""",
    re.DOTALL,
)


def run_query(
    connection: Connection,
    views: Collection[str],
    sql: str,
    parameters: Mapping[str, Any] | Sequence[Any],
    seconds: float,
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the names of the columns, and the rows. Raises QueryRefused."""
    _refuse_our_tables(sql)
    driver: Any = connection.connection.dbapi_connection
    stop_at = time.monotonic() + seconds
    is_late = False

    def is_over() -> int:
        nonlocal is_late
        is_late = time.monotonic() > stop_at
        return int(is_late)

    driver.set_authorizer(_authoriser({name.lower() for name in views}))
    driver.set_progress_handler(is_over, _STEPS)
    cursor = driver.cursor()
    try:
        cursor.execute(sql, parameters)
        if cursor.description is None:
            raise QueryRefused("no SELECT")
        return [each[0] for each in cursor.description], cursor.fetchall()
    except (sqlcipher.Error, sqlcipher.Warning) as error:
        raise QueryRefused("too long" if is_late else str(error)) from error
    finally:
        cursor.close()
        driver.set_progress_handler(None, 0)
        driver.set_authorizer(None)


def _authoriser(views: Collection[str]) -> Any:
    def allow(action: int, first: str | None, second: str | None, _database: str | None, source: str | None) -> int:
        if action == _SELECT:
            return _OK
        if action == _FUNCTION:
            return _DENY if (second or "").lower() in _NO_FUNCTIONS else _OK
        if action == _RECURSIVE:
            # A view walks around circles; nobody else needs to.
            return _OK if (source or "").lower() in views else _DENY
        if action != _READ:
            return _DENY
        table = (first or "").lower()
        # SQLite names the view from which a table is read; a WITH may bear the same name, so that names of ours are
        # refused in the text as well.
        through_view = table.startswith("@d") and (source or "").lower() in views
        return _OK if table in views or table in _TABLE_FUNCTIONS or through_view or not table else _DENY

    return allow


def _refuse_our_tables(sql: str) -> None:
    # An @ outside of quotes is a parameter, so a table of ours can only be named within them.
    for match in _QUOTED.finditer(sql):
        if any((match[kind] or "").startswith("@") for kind in ("text", "name", "tick", "bracket")):
            raise QueryRefused("only datasets can be read")
