"""Records as they stood when fewer commits had arrived: what explains why a number differs from an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sync.commit import Commit, commit_kept
from sync.fold import Folded, revoked
from sync.store.database import gathered
from sync.store.numbers import known_numbers
from sync.store.schema import Schema
from sync.store.tables import COMMITS


@dataclass(frozen=True, slots=True)
class Between:
    """One record at two moments, and what was written in between."""

    before: Folded | None
    """None where nothing of it had arrived, or all of it was taken back."""
    after: Folded | None
    commits: Sequence[Commit]
    """What arrived after the first moment, up to the second one, in order of arrival; taken back or not."""


def between(
    connection: Connection, schema: Schema, record_ids: Iterable[str], start: int, end: int
) -> dict[str, Between]:
    """Return records as they stood after `start` and after `end` commits had arrived."""
    names = {number: name for name, number in known_numbers(connection, record_ids).items()}
    wanted = select(COMMITS.c.record, COMMITS.c.n, COMMITS.c.id, COMMITS.c.body)
    arrived: dict[int, list[tuple[int, Commit]]] = {}
    for record, n, commit_id, body in gathered(connection, wanted, COMMITS.c.record, names):
        arrived.setdefault(record, []).append((n, commit_kept(body, commit_id.hex())))
    taken_back = {moment: _taken_back(connection, moment) for moment in (start, end)}

    def stood(every: Sequence[tuple[int, Commit]], moment: int) -> Folded | None:
        active = [commit for n, commit in every if n <= moment and commit.id not in taken_back[moment]]
        return schema.fold(active) if active else None

    return {
        names[record]: Between(
            stood(every, start), stood(every, end), [commit for n, commit in sorted(every, key=_n) if start < n <= end]
        )
        for record, every in arrived.items()
    }


def _n(arrived: tuple[int, Commit]) -> int:
    return arrived[0]


def _taken_back(connection: Connection, moment: int) -> set[str]:
    rows = connection.execute(
        select(COMMITS.c.id, COMMITS.c.body).where(COMMITS.c.record.is_(None), COMMITS.c.n <= moment)
    )
    return revoked([commit_kept(row.body, row.id.hex()) for row in rows])
