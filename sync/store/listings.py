"""What tells people apart, of everybody, in one pass: for looking who is listed twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from sync.store.database import gathered
from sync.store.datasets import DatasetTables
from sync.store.tables import COMMITS, RECORDS

_PAGE = 5_000


def read_listings(connection: Connection, tables: DatasetTables, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
    """Yield (number of the record, of what holds it, of what holds that, then the columns) of all that are there."""
    holder = RECORDS.alias()
    source: Any = tables.main.join(RECORDS, RECORDS.c.r == tables.main.c.r)
    source = source.outerjoin(holder, holder.c.r == RECORDS.c.parent)
    for part in tables.parts[1:]:
        source = source.join(part, part.c.r == tables.main.c.r)
    wanted = select(tables.main.c.r, RECORDS.c.parent, holder.c.parent, *map(tables.column, columns))
    wanted = wanted.select_from(source).where(tables.main.c.status != "deleted")
    for page in connection.execute(wanted, execution_options={"yield_per": _PAGE}).partitions():
        yield from page


def ids_of(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the ids of records, by the numbers that they have here."""
    return {row.r: row.id for row in gathered(connection, select(RECORDS.c.r, RECORDS.c.id), RECORDS.c.r, numbers)}


def touched_since(connection: Connection, arrived: int) -> tuple[int, set[int] | None]:
    """Return how many commits have arrived, and the records of those after a number; None where one takes back others.

    What is taken back changes records that the taking back does not name.
    """
    last = connection.scalar(select(func.max(COMMITS.c.n))) or 0
    found: set[int] = set()
    for record in connection.scalars(select(COMMITS.c.record).where(COMMITS.c.n > arrived).distinct()):
        if record is None:
            return last, None
        found.add(record)
    return last, found
