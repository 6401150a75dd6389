"""How a record, with all that hangs on it, came to be what it is: save by save."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sync.commit import Commit
from sync.fold import Rank
from sync.store import log
from sync.store.database import gathered
from sync.store.numbers import known_numbers
from sync.store.tables import COMMITS, RECORDS


@dataclass(frozen=True, slots=True)
class Saved:
    """What one save wrote of them."""

    commits: tuple[Commit, ...]
    taken_back: frozenset[str]
    """Ids of those that were taken back since."""


def saved_within(
    connection: Connection, record_id: str, datasets: Collection[str], rank: Callable[[Commit], Rank]
) -> list[Saved]:
    """Return what was saved of a record and of the records of some datasets that hang on it, the earliest first.

    What is deleted belongs to it: that, too, was saved. What hangs on another record now does not.
    """
    wanted = select(COMMITS.c.id, COMMITS.c.save)
    numbers = _within(connection, record_id, datasets)
    save_of = {row.id.hex(): row.save for row in gathered(connection, wanted, COMMITS.c.record, numbers)}
    gone = log.taken_back(connection)
    saves: dict[int, list[Commit]] = {}
    for commit in sorted((one for each in log.load(connection, numbers).values() for one in each), key=rank):
        saves.setdefault(save_of[commit.id], []).append(commit)
    return [Saved(tuple(each), frozenset(one.id for one in each if one.id in gone)) for each in saves.values()]


def _within(connection: Connection, record_id: str, datasets: Collection[str]) -> list[int]:
    found, level = list[int](), list(known_numbers(connection, [record_id]).values())
    while level:
        found += level
        rows = gathered(connection, select(RECORDS.c.r, RECORDS.c.dataset), RECORDS.c.parent, level)
        # Records that were hung into a circle are met once.
        level = [row.r for row in rows if row.dataset in datasets and row.r not in found]
    return found
