"""Dates and times: read, written, counted in days since 1970."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

MILLISECONDS = 86_400_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_TIME = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?"
_ZONE = r"(Z|[+-]\d{2}(?::?\d{2})?)?"
_MOMENT = re.compile(rf"{_DATE}(?:[T ]{_TIME}\s*{_ZONE})?", re.ASCII)
_CLOCK = re.compile(rf"{_TIME}\s*{_ZONE}", re.ASCII)


class Moment(NamedTuple):
    """A date, with or without a time: its lexical value, and days since 1970-01-01 (NaN for no date)."""

    text: str
    days: float


class Calendar(NamedTuple):
    """How days are counted (see Environment)."""

    zone: tzinfo
    whole_days: bool

    def days(self, at: datetime) -> float:
        """Return days since 1970-01-01; `at` knows its zone."""
        passed = at - _EPOCH
        if self.whole_days:
            passed += at.astimezone(self.zone).utcoffset() or timedelta()
        return (passed // timedelta(milliseconds=1)) / MILLISECONDS

    def at(self, days: float) -> datetime | None:
        """Return the local time of that count of days; None where the calendar does not reach."""
        if not math.isfinite(days):
            return None
        try:
            passed = timedelta(milliseconds=round(days * MILLISECONDS))
            if self.whole_days:
                return (_EPOCH + passed).replace(tzinfo=self.zone)
            return (_EPOCH + passed).astimezone(self.zone)
        except OverflowError:
            return None

    def read(self, text: str) -> datetime | None:
        """Return the local time of a lexical date or dateTime; midnight where no time is given."""
        match = _MOMENT.fullmatch(text.strip())
        if match is None:
            return None
        year, month, day, hours, minutes, seconds, fraction, zone = match.groups()
        try:
            when = time(int(hours or 0), int(minutes or 0), int(seconds or 0), _microseconds(fraction), _zone(zone))
            at = datetime.combine(date(int(year), int(month), int(day)), when)
            return (at if at.tzinfo else at.replace(tzinfo=self.zone)).astimezone(self.zone)
        except (ValueError, OverflowError):
            return None

    def number(self, text: str) -> float:
        """Return the days of a lexical date or dateTime, NaN for other text."""
        at = self.read(text)
        return math.nan if at is None else self.days(at)

    def moment(self, text: str) -> Moment:
        """Return the moment that text stands for, in its own words; of two kinds of nothing only "" is blank."""
        if not text:
            return Moment("", math.nan)
        at = self.read(text)
        return Moment("Invalid Date", math.nan) if at is None else Moment(text, self.days(at))

    def moment_of_days(self, days: float) -> Moment:
        at = self.at(days)
        return Moment("Invalid Date", math.nan) if at is None else self.moment_at(at)

    def moment_at(self, at: datetime) -> Moment:
        """Return the moment of a time; midnight is written as a date alone."""
        local = at.astimezone(self.zone)
        midnight = local.time() == time()
        return Moment(local.date().isoformat() if midnight else written(local), self.days(local))


def written(at: datetime) -> str:
    """Return the dateTime as XForms writes it: `2026-11-22T12:00:00.000+08:00`."""
    return at.isoformat(timespec="milliseconds")


def part_of_day(text: str) -> float:
    """Return a lexical time as a part of the day, by its own clock; NaN for other text."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return math.nan
    hours, minutes, seconds, fraction, zone = match.groups()
    try:
        at = time(int(hours), int(minutes), int(seconds or 0), _microseconds(fraction), _zone(zone))
    except ValueError:
        return math.nan
    return part_of(at)


def part_of(at: time) -> float:
    seconds = (at.hour * 60 + at.minute) * 60 + at.second
    return (seconds * 1000 + at.microsecond / 1000) / MILLISECONDS


def _microseconds(fraction: str | None) -> int:
    return int((fraction or "0")[:6].ljust(6, "0"))


def _zone(written_zone: str | None) -> tzinfo | None:
    if not written_zone:
        return None
    parsed = datetime.strptime("+0000" if written_zone == "Z" else written_zone.replace(":", "").ljust(5, "0"), "%z")
    return parsed.tzinfo
