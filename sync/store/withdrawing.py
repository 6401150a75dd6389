"""What stands of somebody whose certificate is withdrawn: all that is stored here when that is done."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from sync.store.numbers import chains
from sync.store.tables import COMMITS, SAVES, STREAMS
from sync.withdrawal import Withdrawal


def withdrawal_of(connection: Connection, key: str) -> Withdrawal:
    """Return the statement that withdraws a certificate as of now."""
    signed = COMMITS.join(SAVES, SAVES.c.n == COMMITS.c.save).join(STREAMS, STREAMS.c.s == COMMITS.c.stream)
    numbered = select(STREAMS.c.name, func.max(COMMITS.c.seq).label("seq")).select_from(signed)
    rows = connection.execute(numbered.where(SAVES.c.signer == key, COMMITS.c.seq > 0).group_by(STREAMS.c.name))
    until = tuple((row.name, row.seq) for row in rows)
    others = select(COMMITS.c.id).select_from(signed).where(SAVES.c.signer == key, COMMITS.c.seq == 0)
    unnumbered = frozenset(each.hex() for each in connection.scalars(others))
    every = chains(connection).values()
    vouched = frozenset(chain[0].key for chain in every if any(link.key == key for link in chain[1:]))
    return Withdrawal(key, until, unnumbered, vouched)
