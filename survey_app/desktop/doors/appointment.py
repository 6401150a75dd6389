"""When to come again, as people write it in a hurry: `19`, `六 19:30`, `6-14 19:00`, `明天 18`. No Qt."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

DAYS = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2}
WEEKDAYS = {name: place for place, name in enumerate("一二三四五六日")} | {
    name: place for place, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
WEEKDAYS["天"] = 6
USUAL_HOUR = 19

_TIME = re.compile(r"(\d{1,2})(?:[:点时](\d{1,2})?分?)?$")
_DATE = re.compile(r"(?:(\d{1,2})[-/.月])?(\d{1,2})[日号]?$")


def moment_from(text: str, now: datetime) -> datetime | None:
    """Return the next such moment after `now`; None where the text says none."""
    words = unicodedata.normalize("NFKC", text).strip().lower().split()
    if not words or len(words) > 2:
        return None
    if len(words) == 1:
        return _alone(words[0], now)
    day, hour = _day(words[0], now), _hour(words[1])
    if day is None or hour is None:
        return None
    found = datetime.combine(day, hour, now.tzinfo)
    return found if found > now else None


def _alone(word: str, now: datetime) -> datetime | None:
    hour = _hour(word)
    if hour is not None:
        today = datetime.combine(now.date(), hour, now.tzinfo)
        return today if today > now else today + timedelta(days=1)
    day = _day(word, now)
    found = datetime.combine(day, time(USUAL_HOUR), now.tzinfo) if day is not None else None
    return found if found is not None and found > now else None


def _hour(word: str) -> time | None:
    match = _TIME.match(word)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(word: str, now: datetime) -> date | None:
    if word in DAYS:
        return now.date() + timedelta(days=DAYS[word])
    name = word.removeprefix("周").removeprefix("星期")
    if name in WEEKDAYS:
        return now.date() + timedelta(days=(WEEKDAYS[name] - now.weekday()) % 7 or 7)
    match = _DATE.match(word)
    return _calendar_day(int(match[1]) if match[1] else None, int(match[2]), now.date()) if match else None


def _calendar_day(month: int | None, day: int, today: date) -> date | None:
    """The next day with that number, this month or next; with a month, this year or next."""
    first = today.replace(day=1)
    for later in range(13):
        index = first.month - 1 + later
        start = date(first.year + index // 12, index % 12 + 1, 1)
        if month not in (None, start.month):
            continue
        try:
            found = start.replace(day=day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None
