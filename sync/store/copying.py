"""The same records in another database: how a district grows out of a file, and how a server's records are kept twice.

What is copied is what cannot be derived; the copy derives the rest when it is prepared.
"""

from __future__ import annotations

from sqlalchemy import select

from sync.store.database import Database, chunks, insert_rows
from sync.store.recording import INCARNATION, WRITTEN
from sync.store.store import BUILT
from sync.store.tables import (
    BATCHES,
    CHAINS,
    COMMITS,
    DRAFTS,
    FACTS,
    FORKS,
    PUBLICATIONS,
    QUARANTINE,
    RECORDS,
    REFUSALS,
    SAVES,
    STREAMS,
    TAKEN_BACK,
)

_KEPT = (
    RECORDS,
    STREAMS,
    CHAINS,
    SAVES,
    COMMITS,
    BATCHES,
    QUARANTINE,
    REFUSALS,
    PUBLICATIONS,
    DRAFTS,
    FACTS,
    FORKS,
    TAKEN_BACK,
)
_OWN = (BUILT, INCARNATION, WRITTEN)
"""Facts that hold for one copy only: each goes on with numbers of its own."""
_AT_A_TIME = 2000


def copy_records(source: Database, target: Database) -> None:
    """Bring everything into an empty database in which all steps are taken, all of it or nothing."""
    with source.read() as there, target.write() as here:
        here.execute(FACTS.delete().where(FACTS.c.name.not_in(_OWN)))
        for table in _KEPT:
            wanted = select(table).order_by(*table.primary_key.columns)
            if table is FACTS:
                wanted = wanted.where(FACTS.c.name.not_in(_OWN))
            for rows in chunks(there.execute(wanted, execution_options={"yield_per": _AT_A_TIME}), _AT_A_TIME):
                insert_rows(here, table, [dict(row._mapping) for row in rows])
