"""Step 3: a listing says whether its human is counted by another one."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, select

from forms.sql_condition import quoted
from sync.store import datasets
from sync.store.tables import COLUMNS


def take(connection: Connection) -> None:
    present = inspect(connection)
    for number in connection.scalars(select(COLUMNS.c.number).distinct()).all():
        name = f"@d{number}"
        if "same_as" not in {column["name"] for column in present.get_columns(name)}:
            connection.exec_driver_sql(f"ALTER TABLE {quoted(name)} ADD COLUMN same_as TEXT")
    datasets.show_views(connection)
