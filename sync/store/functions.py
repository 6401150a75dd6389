"""Functions that SQL over the dataset views may call beside the engine's own, alike in every database."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def years_between(earlier: object, later: object) -> int | None:
    """Return full years from one ISO date to another, as ages are counted; None unless both are whole dates.

    Who was born on 29 February grows older on 1 March in common years.
    """
    try:
        start, end = date.fromisoformat(str(earlier)[:10]), date.fromisoformat(str(later)[:10])
    except ValueError:
        return None
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def days_after(day: object, days: object) -> str | None:
    """Return the ISO date so many days after another; None unless that is a whole date and the days a number."""
    start, count = _date(day), _whole(days)
    try:
        return None if start is None or count is None else (start + timedelta(days=count)).isoformat()
    except OverflowError:
        return None


def months_after(day: object, months: object) -> str | None:
    """Return the same day so many months later, the last one of a month that is too short; None as above."""
    start, count = _date(day), _whole(months)
    if start is None or count is None:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _whole(value: object) -> int | None:
    try:
        return int(str(value))
    except ValueError:
        return None
