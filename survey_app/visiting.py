"""When to knock again, how a door stands after its visits, and in which order to walk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol, TypeVar

from forms.pack_settings import AttemptRule, Visits
from survey_app.door_state import DoorState

SATURDAY = 5


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


class Stop(Protocol):
    """What the route needs to know about a door."""

    @property
    def place(self) -> tuple[str, ...]:
        """Building, unit, floor, door or row and number: as written on the plates."""
        ...

    @property
    def state(self) -> DoorState: ...

    @property
    def next_visit(self) -> datetime | None: ...


SomeStop = TypeVar("SomeStop", bound=Stop)


def route(stops: Iterable[SomeStop], today: date) -> list[SomeStop]:
    """Return what is left to do today: overdue first, then today's appointments, then unvisited stairwells."""
    due = [stop for stop in stops if is_due(stop, today)]
    return sorted(due, key=lambda stop: (_urgency(stop, today), walking_key(stop.place)))


def is_overdue(stop: Stop, today: date) -> bool:
    return stop.next_visit is not None and stop.next_visit.date() < today


def is_due(stop: Stop, today: date) -> bool:
    """Say whether there is something to do at a door today."""
    if stop.next_visit is not None:
        return stop.next_visit.date() <= today
    return stop.state in (DoorState.NOT_VISITED, DoorState.PARTLY, DoorState.RETURNED)


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
