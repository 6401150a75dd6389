"""What was not taken from workbooks: on the desk until somebody has dealt with it, in the log for ever."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, select

from sync.refusal import Noted, Refusal, refusal_from
from sync.store.database import gathered, insert_rows
from sync.store.numbers import next_number
from sync.store.tables import REFUSALS


def note_refusals(connection: Connection, refusals: Iterable[Refusal], batch: str) -> None:
    """Keep those that are not known yet."""
    by_key = {each.key: each for each in refusals}
    known = known_refusals(connection, by_key)
    start = next_number(connection, REFUSALS, "n")
    new = [(key, each) for key, each in by_key.items() if key not in known]
    insert_rows(
        connection,
        REFUSALS,
        [
            {
                "key": key,
                "n": n,
                "batch": batch,
                "body": json.dumps(each.as_plain(), ensure_ascii=False),
                "dealt_at": "",
                "dealt_by": "",
            }
            for n, (key, each) in enumerate(new, start)
        ],
    )


def known_refusals(connection: Connection, keys: Iterable[str]) -> dict[str, bool]:
    """Return those of the keys that were noted, and whether somebody has dealt with them."""
    rows = gathered(connection, select(REFUSALS.c.key, REFUSALS.c.dealt_at), REFUSALS.c.key, keys)
    return {row.key: bool(row.dealt_at) for row in rows}


def refusals(connection: Connection) -> list[Noted]:
    """Return all of them in the order in which they came, those that were dealt with too."""
    rows = connection.execute(select(REFUSALS).order_by(REFUSALS.c.n))
    return [Noted(refusal_from(json.loads(row.body)), row.batch, row.dealt_at, row.dealt_by) for row in rows]


def deal_with(connection: Connection, keys: Iterable[str], at: str, by: str) -> None:
    """Say that somebody has dealt with them; with "" for both, that nobody has."""
    for key in keys:
        connection.execute(REFUSALS.update().where(REFUSALS.c.key == key).values(dealt_at=at, dealt_by=by))
