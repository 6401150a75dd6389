"""How a door stands; a file of its own, because the colours are chosen before any door is read."""

from __future__ import annotations

from enum import StrEnum


class DoorState(StrEnum):
    """How a door stands; each has one colour and one sign."""

    NOT_VISITED = "not_visited"
    COMPLETE = "complete"
    PARTLY = "partly"
    NOBODY_HOME = "nobody_home"
    REFUSED = "refused"
    APPOINTMENT = "appointment"
    VACANT = "vacant"
    MOVED = "moved"
    LET = "let"
    DEMOLISHED = "demolished"
    NOT_RESIDENTIAL = "not_residential"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    RETURNED = "returned"
