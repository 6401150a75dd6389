"""What was published from the records: kept as it stood, with how far the records had come, and never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import zstandard
from sqlalchemy import Connection, func, select

from sync.store.numbers import next_number
from sync.store.tables import COMMITS, PUBLICATIONS


@dataclass(frozen=True, slots=True)
class Publication:
    """One thing that was published, without its content."""

    number: int
    """1, 2, 3 … in this store."""
    arrived: int
    """Number of arrival of the last commit that it stands on, for `values_at`."""
    sha256: str
    """Of the content: printed on every copy, and what a damaged page is noticed by."""
    told: Mapping[str, Any]
    """What its list shows: name, title, area, day, who, when."""


def publish(connection: Connection, told: Mapping[str, Any], content: bytes) -> Publication:
    """Keep a content for ever under the next number."""
    number = next_number(connection, PUBLICATIONS, "n")
    kept = Publication(number, arrived(connection), hashlib.sha256(content).hexdigest(), dict(told))
    row = {
        "n": number,
        "arrived": kept.arrived,
        "sha256": kept.sha256,
        "told": json.dumps(kept.told, ensure_ascii=False),
        "body": zstandard.ZstdCompressor(level=10).compress(content),
    }
    connection.execute(PUBLICATIONS.insert(), row)
    return kept


def arrived(connection: Connection) -> int:
    """Return the number of arrival of the last commit, 0 where there is none."""
    return connection.scalar(select(func.max(COMMITS.c.n))) or 0


def publications(connection: Connection) -> list[Publication]:
    """Return all of them, the latest first."""
    columns = (PUBLICATIONS.c.n, PUBLICATIONS.c.arrived, PUBLICATIONS.c.sha256, PUBLICATIONS.c.told)
    rows = connection.execute(select(*columns).order_by(PUBLICATIONS.c.n.desc()))
    return [Publication(row.n, row.arrived, row.sha256, json.loads(row.told)) for row in rows]


def content_of(connection: Connection, number: int) -> bytes | None:
    """Return a content; None where there is none of that number, or it is not what was published any more."""
    row = connection.execute(
        select(PUBLICATIONS.c.sha256, PUBLICATIONS.c.body).where(PUBLICATIONS.c.n == number)
    ).first()
    if row is None:
        return None
    try:
        content = zstandard.ZstdDecompressor().decompress(row.body)
    except zstandard.ZstdError:
        return None
    return content if hashlib.sha256(content).hexdigest() == row.sha256 else None
