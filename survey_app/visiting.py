"""When to knock again, how a door stands after its visits, and in which order to walk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from forms.pack_settings import AttemptRule, Visits

SATURDAY = 5


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


def state_of(visits: Visits, outcome: str) -> DoorState:
    """Return how a door stands after a visit with that outcome; one that the pack does not know counts as out."""
    known = visits.of_code(outcome)
    if known and known.state in set(DoorState):
        return DoorState(known.state)
    return DoorState.NOBODY_HOME if outcome else DoorState.NOT_VISITED


def comes_again(visits: Visits, outcome: str) -> bool:
    """Say whether an outcome leaves something to come back for."""
    known = visits.of_code(outcome)
    return known is None or known.again


def next_visit(attempts: Sequence[datetime], rule: AttemptRule | None = None) -> datetime:
    """Propose when to knock again: one attempt in the evening, one at a weekend, then a week's pause.

    `attempts` are the times of all visits so far, the one just made last; it must not be empty.
    """
    rule = rule or AttemptRule()
    latest = max(attempts)
    if len(attempts) >= rule.attempts:
        return _at(latest + timedelta(days=rule.pause_days), rule.knock_at)
    if not any(attempt.time() >= rule.evening_from for attempt in attempts):
        return _at(latest + timedelta(days=1), rule.knock_at)
    if not any(attempt.weekday() >= SATURDAY for attempt in attempts):
        days = (SATURDAY - latest.weekday()) % 7 or 7
        return _at(latest + timedelta(days=days), rule.knock_at)
    return _at(latest + timedelta(days=2), rule.knock_at)


def _at(day: datetime, hour: time) -> datetime:
    return day.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Stop:
    """What the route needs to know about a door."""

    record_id: str
    place: tuple[str, ...]
    """Building, unit, floor, door or row and number: as written on the plates."""
    state: DoorState
    next_visit: datetime | None = None


def route(stops: Iterable[Stop], today: date) -> list[Stop]:
    """Return what is left to do today: overdue first, then today's appointments, then unvisited stairwells."""
    due = [stop for stop in stops if _is_due(stop, today)]
    return sorted(due, key=lambda stop: (_urgency(stop, today), walking_key(stop.place)))


def is_overdue(stop: Stop, today: date) -> bool:
    return stop.next_visit is not None and stop.next_visit.date() < today


def _is_due(stop: Stop, today: date) -> bool:
    if stop.next_visit is not None:
        return stop.next_visit.date() <= today
    return stop.state in (DoorState.NOT_VISITED, DoorState.PARTLY)


def _urgency(stop: Stop, today: date) -> int:
    if is_overdue(stop, today):
        return 0
    return 1 if stop.next_visit is not None else 2


def walking_key(place: Iterable[str]) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Order plates as people do: 2 before 12, 12A after 12, 甲 after the numbers."""
    return tuple(_natural(part) for part in place)


@lru_cache(maxsize=4096)
def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    parts = re.findall(r"-?\d+|\D+", text)
    return tuple((0, int(part), "") if part.lstrip("-").isdecimal() else (1, 0, part) for part in parts)
