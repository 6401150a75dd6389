"""Step 2: what waits on records for somebody, and what was not taken from workbooks."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlmodel import SQLModel

from sync.store import tables as t


def take(connection: Connection) -> None:
    SQLModel.metadata.create_all(connection, tables=[t.MARKS, t.REFUSALS])
