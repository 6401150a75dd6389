"""How older stores become today's: numbered steps, each taken once, in order, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, inspect, select

from sync.errors import NewerStore
from sync.store.migrations import step_1, step_2, step_3, step_4, step_5
from sync.store.tables import MIGRATIONS

Step = Callable[[Connection], None]

STEPS: Sequence[Step] = (step_1.take, step_2.take, step_3.take, step_4.take, step_5.take)
"""Step n stands at place n - 1. A step that was ever shipped is never changed."""


def taken(connection: Connection) -> int:
    """Return the number of the last step taken, 0 for an empty file."""
    if not inspect(connection).has_table(MIGRATIONS.name):
        return 0
    return max(connection.scalars(select(MIGRATIONS.c.number)), default=0)


def migrate(connection: Connection, at: str, steps: Sequence[Step] = STEPS) -> int:
    """Take the steps that are missing; return how many. Raises NewerStore for a store from the future."""
    start = taken(connection)
    if start > len(steps):
        raise NewerStore(start, len(steps))
    for number, step in enumerate(steps[start:], start + 1):
        step(connection)
        connection.execute(MIGRATIONS.insert(), {"number": number, "at": at})
    return len(steps) - start
