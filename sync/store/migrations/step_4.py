"""Step 4: reports that were published are kept as they stood."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlmodel import SQLModel

from sync.store import tables as t


def take(connection: Connection) -> None:
    SQLModel.metadata.create_all(connection, tables=[t.PUBLICATIONS])
