"""Step 1: all tables as they were at the beginning."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlmodel import SQLModel

from sync.store import tables as t

FIRST = (
    t.MIGRATIONS,
    t.FACTS,
    t.RECORDS,
    t.STREAMS,
    t.CHAINS,
    t.SAVES,
    t.COMMITS,
    t.BATCHES,
    t.QUARANTINE,
    t.DRAFTS,
    t.FORKS,
    t.TAKEN_BACK,
    t.CONFLICTS,
    t.UNFIT_VALUES,
    t.COLUMNS,
)


def take(connection: Connection) -> None:
    SQLModel.metadata.create_all(connection, tables=list(FIRST))
