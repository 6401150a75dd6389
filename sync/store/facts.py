"""Things of which a store has one: its device key, its clock, how far its own streams have come."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, select

from sync.store.tables import FACTS


def fact(connection: Connection, name: str, default: Any = None) -> Any:
    """Return what was kept under a name."""
    value = connection.scalar(select(FACTS.c.value).where(FACTS.c.name == name))
    return default if value is None else json.loads(value)


def keep_fact(connection: Connection, name: str, value: Any) -> None:
    """Keep a value that JSON can hold under a name, in place of what was there."""
    text = json.dumps(value, ensure_ascii=False)
    if not connection.execute(FACTS.update().where(FACTS.c.name == name).values(value=text)).rowcount:
        connection.execute(FACTS.insert().values(name=name, value=text))
