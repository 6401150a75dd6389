"""Streams: how far each goes without a gap, and where two commits claim one number."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from sync.bundle import Heads
from sync.store.tables import COMMITS, FORKS, STREAMS


def heads(connection: Connection) -> dict[str, Heads]:
    """Return for each stream the last commit that is reached from number 1 without a gap or a fork."""
    names = {row.s: row.name for row in connection.execute(select(STREAMS.c.s, STREAMS.c.name))}
    ends: dict[int, int] = {}
    counted = select(
        COMMITS.c.stream, func.max(COMMITS.c.seq), func.count(), func.count(COMMITS.c.seq.distinct())
    ).where(COMMITS.c.seq > 0)
    for stream, last, every, distinct in connection.execute(counted.group_by(COMMITS.c.stream)):
        # As many as the last number says, and no number twice: nothing is missing.
        ends[stream] = last if every == distinct == last else _contiguous(connection, stream)
    found: dict[str, Heads] = {}
    for stream, end in ends.items():
        if end:
            here = select(COMMITS.c.id).where(COMMITS.c.stream == stream, COMMITS.c.seq == end)
            found[names[stream]] = Heads(names[stream], end, connection.scalars(here).one().hex())
    return found


def forks(connection: Connection) -> list[tuple[str, int]]:
    """Return (stream, number) of everything that two different commits claim."""
    wanted = select(STREAMS.c.name, FORKS.c.seq).join(STREAMS, STREAMS.c.s == FORKS.c.stream)
    return [(row.name, row.seq) for row in connection.execute(wanted.order_by(STREAMS.c.name, FORKS.c.seq))]


def _contiguous(connection: Connection, stream: int) -> int:
    counts = connection.execute(
        select(COMMITS.c.seq, func.count())
        .where(COMMITS.c.stream == stream, COMMITS.c.seq > 0)
        .group_by(COMMITS.c.seq)
        .order_by(COMMITS.c.seq)
    )
    end = 0
    for seq, count in counts:
        if seq != end + 1 or count > 1:
            break
        end = seq
    return end
