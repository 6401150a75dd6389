"""Step 5: the views say by which listing the human of a listing is counted."""

from __future__ import annotations

from sqlalchemy import Connection

from sync.store import datasets


def take(connection: Connection) -> None:
    datasets.show_views(connection)
