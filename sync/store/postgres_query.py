"""Questions in SQL to PostgreSQL: one SELECT, in a read-only moment, of functions that only compute.

PostgreSQL asks nobody before it reads a table. So the text is looked through for what could name or call more than it
seems to, and the server's own plan, made before anything runs, must touch no table but those behind the views.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import psycopg
from sqlalchemy import Connection

from sync.errors import QueryRefused

_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?(?:\*/|\Z)""", re.DOTALL)
_CALL = re.compile(r'([^\W\d][\w$.]*|"(?:[^"]|"")*")\s*\(')
_PARAMETER = re.compile(r"(?<![:\w]):([A-Za-z_]\w*)|\?")
_ODD = re.compile(r"[Uu]&\s*$|\b[Eeb]$")
"""Before a quotation mark: texts and names that are written with escapes, and may say anything."""

_BEFORE_A_BRACKET = (
    "and any all array as between by case cast distinct else except exists filter from group having in intersect "
    "is join lateral like limit materialized not null offset on or order over partition select some then union using "
    "values when where with within rows range current recursive"
)
_COMPUTING = (
    "abs array_agg array_length avg bool_and bool_or btrim ceil ceiling char_length chr coalesce concat concat_ws "
    "count cume_dist date date_part date_trunc dense_rank every extract first_value floor format generate_series "
    "greatest json_array_elements json_array_elements_text json_each json_each_text jsonb_each_text "
    "lag last_value lead least left length ln log lower lpad ltrim max md5 min mod mode now nth_value ntile nullif "
    "numeric percent_rank percentile_cont percentile_disc position power rank regexp_count regexp_like regexp_match "
    "regexp_replace regexp_substr repeat replace reverse right round row row_number rpad rtrim sign split_part sqrt "
    "starts_with stddev stddev_pop stddev_samp strpos string_agg substr substring sum to_char to_date to_number "
    "translate trim trunc unnest upper var_pop var_samp variance varchar char decimal years_between "
    "days_after months_after months_between hours_between fen"
)
_WORDS, _FUNCTIONS = frozenset(_BEFORE_A_BRACKET.split()), frozenset(_COMPUTING.split())


def run_query(
    connection: Connection, sql: str, parameters: Mapping[str, Any] | Sequence[Any], seconds: float
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the names of the columns, and the rows. Raises QueryRefused."""
    statement = _looked_through(sql, is_named=isinstance(parameters, Mapping))
    driver: Any = connection.connection.dbapi_connection
    # Binary answers come by the protocol that takes one statement only.
    with connection.begin_nested() as asked, driver.cursor(binary=True) as cursor:
        try:
            cursor.execute(f"SET LOCAL statement_timeout = {max(1, int(seconds * 1000))}")
            cursor.execute("SET LOCAL transaction_read_only = on")
            cursor.execute("SELECT current_schema()")
            schema = cursor.fetchone()[0]
            cursor.execute(f"EXPLAIN (VERBOSE, FORMAT JSON) {statement}", parameters)
            _refuse_other_tables(cursor.fetchone()[0], schema)
            cursor.execute(statement, parameters)
            if cursor.description is None:
                raise QueryRefused("no SELECT")
            columns, rows = [each.name for each in cursor.description], cursor.fetchall()
        except psycopg.errors.QueryCanceled as error:
            raise QueryRefused("too long") from error
        except psycopg.Error as error:
            raise QueryRefused(str(error)) from error
        finally:
            asked.rollback()
    return columns, [tuple(map(_as_in_a_file, row)) for row in rows]


def _looked_through(sql: str, is_named: bool) -> str:
    """Return the statement as the driver takes it."""
    plain, passed = "", 0
    pieces: list[str] = []
    for match in _QUOTED.finditer(sql):
        between = sql[passed : match.start()]
        pieces += [_with_parameters(between, is_named), match.group().replace("%", "%%")]
        plain += between
        passed = match.end()
        _refuse_quoted(between, match.group())
        plain += {"'": "''", '"': match.group()}.get(match.group()[0], " ")
    pieces.append(_with_parameters(sql[passed:], is_named))
    plain += sql[passed:]
    if not re.match(r"[\s(]*(select|with|values)\b", plain, re.IGNORECASE) or "$" in plain:
        raise QueryRefused("no SELECT")
    for match in _CALL.finditer(plain):
        name = match.group(1).strip('"').lower()
        if name not in _FUNCTIONS and (name not in _WORDS or match.group(1).startswith('"')):
            raise QueryRefused(f"no function {match.group(1)}")
    return "".join(pieces)


def _refuse_quoted(before: str, quotation: str) -> None:
    is_comment = quotation[0] not in "'\""
    if not is_comment and _ODD.search(before):
        raise QueryRefused("a text with escapes")
    # Comments may be nested here, and not elsewhere.
    if quotation.startswith("/*") and "/*" in quotation[2:]:
        raise QueryRefused("a comment within a comment")
    if quotation.startswith('"@'):
        raise QueryRefused("only datasets can be read")


def _with_parameters(text: str, is_named: bool) -> str:
    escaped = text.replace("%", "%%")
    return _PARAMETER.sub(lambda match: f"%({match.group(1)})s" if is_named and match.group(1) else "%s", escaped)


def _refuse_other_tables(plan: Any, schema: str) -> None:
    for node in _nodes(plan):
        table = node.get("Relation Name")
        if table is not None and (node.get("Schema") != schema or not str(table).startswith("@d")):
            raise QueryRefused("only datasets can be read")
        called = node.get("Function Name")
        if called is not None and called not in _FUNCTIONS:
            raise QueryRefused(f"no function {called}")


def _nodes(plan: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(plan, Mapping):
        yield plan
        for each in plan.values():
            yield from _nodes(each)
    elif isinstance(plan, list):
        for each in plan:
            yield from _nodes(each)


def _as_in_a_file(value: Any) -> Any:
    """Return a value as SQLite would give it: sums are whole numbers, what is true is 1."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)
    return value
