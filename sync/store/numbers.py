"""Short numbers for long names: records, streams and chains are named by integers inside the database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, func, select

from sync.certificate import Chain, certificate_from
from sync.store.database import gathered, insert_rows
from sync.store.tables import CHAINS, RECORDS, STREAMS

_UNKNOWN = {"dataset": "", "area": "", "status": "", "is_cut": False, "is_crossed": False}


def known_numbers(connection: Connection, record_ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of those records that have one."""
    return _known(connection, RECORDS, "r", "id", record_ids)


def record_numbers(connection: Connection, record_ids: Iterable[str]) -> tuple[dict[str, int], set[str]]:
    """Return the numbers of records, giving new ones where needed; and which were new."""
    return _numbers(connection, RECORDS, "r", "id", record_ids, _UNKNOWN)


def stream_numbers(connection: Connection, names: Iterable[str]) -> tuple[dict[str, int], set[str]]:
    """Return the numbers of streams, giving new ones where needed; and which were new."""
    return _numbers(connection, STREAMS, "s", "name", names, {"seq": 0, "last": ""})


def chain_numbers(connection: Connection, chains: Iterable[Chain]) -> dict[Chain, int]:
    """Return the numbers of certificate chains, keeping those that are new."""
    bodies = {chain: _chain_body(chain) for chain in chains}
    numbers, _ = _numbers(connection, CHAINS, "c", "body", bodies.values(), {})
    return {chain: numbers[body] for chain, body in bodies.items()}


def chains(connection: Connection) -> dict[int, Chain]:
    """Return all chains by number."""
    rows = connection.execute(select(CHAINS.c.c, CHAINS.c.body))
    return {row.c: tuple(certificate_from(link) for link in json.loads(row.body)) for row in rows}


def next_number(connection: Connection, table: Table, column: str) -> int:
    """Return one more than the highest number given so far."""
    return (connection.scalar(select(func.max(table.c[column]))) or 0) + 1


def _known(connection: Connection, table: Table, number: str, name: str, wanted: Iterable[str]) -> dict[str, int]:
    rows = gathered(connection, select(table.c[name], table.c[number]), table.c[name], dict.fromkeys(wanted))
    return {row[0]: row[1] for row in rows}


def _numbers(
    connection: Connection, table: Table, number: str, name: str, wanted: Iterable[str], defaults: dict[str, Any]
) -> tuple[dict[str, int], set[str]]:
    names = list(dict.fromkeys(wanted))
    numbers = _known(connection, table, number, name, names)
    new = [each for each in names if each not in numbers]
    if new:
        start = next_number(connection, table, number)
        numbers |= {each: start + place for place, each in enumerate(new)}
        insert_rows(connection, table, [{number: numbers[each], name: each} | defaults for each in new])
    return numbers, set(new)


def _chain_body(chain: Chain) -> str:
    return json.dumps([link.as_plain() for link in chain], ensure_ascii=False, sort_keys=True)
