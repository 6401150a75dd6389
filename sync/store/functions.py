"""Functions that SQL over the dataset views may call beside the engine's own, alike in every database."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation


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


def months_between(earlier: object, later: object) -> int | None:
    """Return the most months after which the later date has come; None unless both are whole dates."""
    start, end = _date(earlier), _date(later)
    if start is None or end is None:
        return None
    months = (end.year - start.year) * 12 + end.month - start.month
    come = months_after(start, months)
    return months if come is not None and come <= end.isoformat() else months - 1


def hours_between(earlier: object, later: object) -> float | None:
    """Return the hours from one moment to another; None unless both are whole.

    Where one of them does not tell its zone, both clocks are taken to hang on one wall.
    """
    start, end = _moment(earlier), _moment(later)
    if start is None or end is None:
        return None
    if start.tzinfo is None or end.tzinfo is None:
        start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    return (end - start).total_seconds() / 3600


def fen(amount: object) -> int | None:
    """Return an amount in yuan as a whole number of fen, halves away from zero: sums of fen are exact."""
    if amount is None:
        return None
    try:
        return int((Decimal(str(amount)) * 100).to_integral_value(ROUND_HALF_UP))
    except (InvalidOperation, ValueError, OverflowError):
        return None


def _moment(value: object) -> datetime | None:
    text = str(value)
    try:
        return datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return None


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


ALL = {
    years_between: 2,
    days_after: 2,
    months_after: 2,
    months_between: 2,
    hours_between: 2,
    fen: 1,
}
"""Each with the number of its arguments."""
