"""Deriving everything again from nothing but the commits. What it gives must be what arriving bit by bit gave."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, select

from sync.store import log
from sync.store.database import chunks
from sync.store.deriving import Deriving
from sync.store.schema import Schema
from sync.store.search_index import SearchIndex
from sync.store.tables import CONFLICTS, MARKS, RECORDS, TAKEN_BACK, UNFIT_VALUES

_AT_A_TIME = 4000


def rebuild(connection: Connection, schema: Schema) -> None:
    """Empty the derived tables and fill them again."""
    for tables in schema.tables.values():
        for table in tables.parts:
            connection.execute(table.delete())
    for table in (CONFLICTS, UNFIT_VALUES, MARKS, TAKEN_BACK):
        connection.execute(table.delete())
    nothing = {"dataset": "", "area": "", "status": "", "parent": None, "merged_into": None}
    connection.execute(RECORDS.update().values(**nothing, is_cut=False, is_crossed=False))
    SearchIndex(connection, schema).empty()
    log.renew_taken_back(connection)
    for records in chunks(list(connection.scalars(select(RECORDS.c.r).order_by(RECORDS.c.r))), _AT_A_TIME):
        Deriving(connection, schema).derive(log.load(connection, records))


def derived_digest(connection: Connection, schema: Schema) -> dict[str, str]:
    """Return a digest of each derived table: the same for the same content, however it came about."""
    digests: dict[str, str] = {}
    derived: list[Any] = [RECORDS, CONFLICTS, UNFIT_VALUES, MARKS, TAKEN_BACK]
    for table in [*derived, *(part for tables in schema.tables.values() for part in tables.parts)]:
        digest = hashlib.blake2b(digest_size=16)
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
        digests[table.name] = digest.hexdigest()
    return digests
