"""How far each area has come: target, this period, the year so far, the time that has passed, and the rank."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from forms.bulletin import Bulletin, Measure
from forms.figure_query import Window
from reports.figures import Counted, FigureBook, Number
from reports.output.table import Cell
from reports.report import NOT_APPLICABLE, Asked, share
from reports.targets import YearTargets

NOTHING = Counted(None)


@dataclass(frozen=True, slots=True)
class Line:
    """One area under one measure."""

    measure: Measure
    path: str
    delivered: bool = True
    target: Number | None = None
    responsible: str = ""
    period: Counted = NOTHING
    total: Counted = NOTHING
    completion: Cell = None
    gap: Cell = None
    before: Number | None = None
    change: Cell = None
    last_year: Number | None = None
    change_in_year: Cell = None
    rank: int | None = None
    of_whom: Counted = NOTHING
    part: Cell = None


@dataclass(frozen=True, slots=True)
class Periods:
    """The days between which is counted."""

    period: Window
    before: Window
    last_year: Window


def periods_of(asked: Asked) -> Periods:
    """Return this period (the month, unless its first day was given), the one before, and the year before so far."""
    until = asked.as_of
    since = asked.since or until.replace(day=1)
    return Periods(
        Window(since, until),
        _before(since, until),
        Window(date(until.year - 1, 1, 1), _a_year_before(until)),
    )


def time_passed(day: date) -> Cell:
    """Return how much of the year has passed at the end of a day, in percent."""
    return share(day.timetuple().tm_yday, 366 if isleap(day.year) else 365)


def lines_of(bulletin: Bulletin, book: FigureBook, targets: YearTargets, asked: Asked) -> dict[str, list[Line]]:
    """Return per measure the area itself, then those directly inside it, in the order of the list.

    A measure without a target of which there is nothing at all is left out.
    """
    code = asked.area.rpartition("/")[2]
    inside = [asked.areas.path(area.code) for area in asked.areas.children(code)]
    periods = periods_of(asked)
    found: dict[str, list[Line]] = {}
    for measure in bulletin.measures:
        whole, *parts = [_line(measure, path, book, targets, asked, periods) for path in (asked.area, *inside)]
        if not whole.total.value and whole.target is None and not any(each.target for each in parts):
            continue
        if not whole.last_year:
            # Nothing at all was recorded in the year before: that is no zero.
            whole, *parts = [replace(each, last_year=None, change_in_year=None) for each in (whole, *parts)]
        found[measure.figure] = [whole, *ranked(parts)]
    return found


def ranked(lines: Sequence[Line]) -> list[Line]:
    """Return lines with their ranks: by completion, those alike share one and the next is left out."""
    done = [line.completion for line in lines if isinstance(line.completion, (int, float))]
    ranks: Mapping[Number, int] = {each: 1 + sum(other > each for other in done) for each in done}
    return [
        replace(line, rank=ranks[line.completion] if isinstance(line.completion, (int, float)) else None)
        for line in lines
    ]


def by_rank(lines: Sequence[Line]) -> list[Line]:
    """Return the lines as a ranking: who has no target stands at the end; of those alike who has done more."""
    return sorted(lines, key=lambda line: (line.rank is None, line.rank or 0, -(line.total.value or 0)))


def _line(measure: Measure, path: str, book: FigureBook, targets: YearTargets, asked: Asked, periods: Periods) -> Line:
    target = targets.of(measure.indicator, path)
    agreed = Line(
        measure, path, target=target.value if target else None, responsible=target.responsible if target else ""
    )
    if path != asked.area and not asked.delivered(path):
        return replace(agreed, delivered=False)
    name = measure.figure
    total = book.counted(name, path)
    is_share = book.figures.known[name].is_share
    period = NOTHING if is_share else book.counted(name, path, periods.period)
    before = None if is_share else book.value(name, path, periods.before)
    last_year = None if is_share else book.value(name, path, periods.last_year)
    of_whom = book.counted(measure.of_whom, path) if measure.of_whom else NOTHING
    completion = share(total.value, target.value) if target else None
    passed = time_passed(asked.as_of)
    return replace(
        agreed,
        period=period,
        total=total,
        completion=completion,
        gap=_difference(completion, passed),
        before=before,
        change=_change(period.value, before),
        last_year=last_year,
        change_in_year=_change(total.value, last_year),
        of_whom=of_whom,
        part=share(of_whom.value, total.value) if measure.of_whom else None,
    )


def _difference(one: Cell, other: Cell) -> Cell:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return round(one - other, 2)
    return NOT_APPLICABLE if one == NOT_APPLICABLE else None


def _change(now: Number | None, before: Number | None) -> Cell:
    return None if now is None or before is None else share(now - before, before)


def _before(since: date, until: date) -> Window:
    """Return the period before: a month before a month, else as many days."""
    last = since - timedelta(days=1)
    if since.day == 1 and (since.year, since.month) == (until.year, until.month):
        whole = until.day == monthrange(until.year, until.month)[1]
        day = last.day if whole else min(until.day, last.day)
        return Window(last.replace(day=1), last.replace(day=day))
    return Window(since - (until - since) - timedelta(days=1), last)


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))
