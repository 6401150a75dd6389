"""Which listings are compared at all: those that share enough of one telling thing.

A number is cut into windows of three digits that overlap by one, so that one wrong digit, or two that have changed
places, lie within one window and leave fourteen digits as they are. Two numbers that are both right by their check
characters differ in more than that, so one of a pair is always a number that does not vouch for itself, or none. Only
those are put into tables; all others just pass by. That is why a million takes seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sync.linkage.crowd import Crowd
from sync.linkage.likeness import Likeness, compare
from sync.linkage.numbers import KEPT, Standing, repairs
from sync.progress import Report, unwatched

WINDOWS = tuple(10**place for place in range(0, 16, 2))
CROWDED = 100
"""What more listings share than this proves nothing: a name that was made up, an office's phone."""
_PAGE = 20_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two listings that may be one person, by the caller's keys, the smaller first."""

    one: int
    other: int
    likeness: Likeness


Tables = Mapping[int, list[int]]


def propose(crowd: Crowd, touched: Collection[int] | None = None, report: Report = unwatched) -> list[Pair]:
    """Return the pairs worth a clerk's time, the likeliest first; with `touched` (keys) those with one of them.

    Nothing is found of the touched without `touched` that is not found with it, so both may be mixed.
    """
    found: list[Pair] = []
    rows = None if touched is None else [row for row, key in enumerate(crowd.keys) if key in touched]
    for one, other in _candidates(crowd, rows, report):
        likeness = compare(crowd.listing(one), crowd.listing(other), crowd.scheme)
        if likeness.is_enough:
            first, second = sorted((crowd.keys[one], crowd.keys[other]))
            found.append(Pair(first, second, likeness))
    return sorted(found, key=lambda pair: (-pair.likeness.points, pair.one, pair.other))


def _candidates(crowd: Crowd, rows: list[int] | None, report: Report) -> Iterator[tuple[int, int]]:
    doubtful = rows
    if doubtful is None:
        doubtful = [row for row, standing in enumerate(crowd.standings) if standing != Standing.RIGHT]
    watched = _Watch(report, (len(WINDOWS) + 5) * len(crowd))
    touched = None if rows is None else frozenset(rows)
    found: set[int] = set()
    size = len(crowd)
    for pairs in (
        _equal(crowd, rows, watched),
        *(_one_slip(crowd, doubtful, window, watched) for window in WINDOWS),
        _tail_lost(crowd, watched),
        _digit_lost(crowd, watched),
        _same_name_and_day(crowd, doubtful, watched),
        _same_phone(crowd, doubtful, watched),
    ):
        for one, other in pairs:
            if one != other and (touched is None or one in touched or other in touched):
                found.add(min(one, other) * size + max(one, other))
    for pair in sorted(found):
        yield divmod(pair, size)


class _Watch:
    """Passes over all rows and reports how far that has come, so that it can be watched and stopped."""

    def __init__(self, report: Report, total: int) -> None:
        self._report, self._total, self._done = report, total, 0

    def rows(self, count: int) -> Iterator[range]:
        for start in range(0, count, _PAGE):
            self._report(self._done, self._total)
            page = range(start, min(count, start + _PAGE))
            yield page
            self._done += len(page)


def _equal(crowd: Crowd, rows: list[int] | None, watch: _Watch) -> Iterator[tuple[int, int]]:
    """The same number, in 15 digits or in 18, or as it is written where it is of no known form."""
    bodies = crowd.bodies
    wanted = None if rows is None else {bodies[row] for row in rows}
    odd: dict[str, list[int]] = defaultdict(list)
    seen: dict[int, int] = {}
    again: dict[int, list[int]] = {}
    for page in watch.rows(len(crowd)):
        for row in page:
            body = bodies[row]
            if body and (wanted is None or body in wanted):
                first = seen.setdefault(body, row)
                if first != row:
                    again.setdefault(body, [first]).append(row)
    for row in crowd.odd_rows(Standing.UNCHECKED, Standing.ODD):
        odd[crowd.odd_number(row)].append(row)
    for group in (*again.values(), *odd.values()):
        yield from _among(group)


def _one_slip(crowd: Crowd, rows: Iterable[int], window: int, watch: _Watch) -> Iterator[tuple[int, int]]:
    """One digit wrong, or two that have changed places, within one window of three digits."""
    bodies, standings = crowd.bodies, crowd.standings
    table: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if body := bodies[row]:
            table[body - body // window % 1000 * window].append(row)
    if not table:
        return
    find = table.get
    for page in watch.rows(len(crowd)):
        for row in page:
            body = bodies[row]
            inside = body // window % 1000
            others = find(body - inside * window)
            if others and body:
                near = _NEAR[inside]
                for other in others:
                    if bodies[other] // window % 1000 in near and standings[row] * standings[other] != 1:
                        yield row, other


def _tail_lost(crowd: Crowd, watch: _Watch) -> Iterator[tuple[int, int]]:
    """What a spreadsheet has left of a number, and the numbers that begin so."""
    damaged = [row for row in crowd.odd_rows(Standing.DAMAGED) if len(crowd.odd_number(row)) == KEPT]
    table: dict[int, list[int]] = defaultdict(list)
    for row in damaged:
        table[int(crowd.odd_number(row))].append(row)
    yield from _meeting(table, crowd, lambda row: crowd.bodies[row] // 100, watch)
    for group in table.values():
        yield from _among(group)


def _digit_lost(crowd: Crowd, watch: _Watch) -> Iterator[tuple[int, int]]:
    """A number with one character too few or too many, and those it may have been."""
    table: dict[int, list[int]] = defaultdict(list)
    for row in crowd.odd_rows(Standing.ODD):
        for repaired in repairs(crowd.odd_number(row)):
            table[int(repaired[:17])].append(row)
    yield from _meeting(table, crowd, lambda row: crowd.bodies[row], watch)


def _meeting(table: Tables, crowd: Crowd, key: Callable[[int], int], watch: _Watch) -> Iterator[tuple[int, int]]:
    if not table:
        return
    for page in watch.rows(len(crowd)):
        for row in page:
            for other in table.get(key(row), ()):
                yield row, other


def _same_name_and_day(crowd: Crowd, rows: Iterable[int], watch: _Watch) -> Iterator[tuple[int, int]]:
    """The same name, as it is heard, and the same birth date."""
    spoken, days, standings = crowd.spoken, crowd.days, crowd.standings
    table: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if spoken[row] and days[row]:
            table[spoken[row] * 100_000_000 + days[row]].append(row)
    if not table:
        return
    find = table.get
    for page in watch.rows(len(crowd)):
        for row in page:
            others = find(spoken[row] * 100_000_000 + days[row])
            if others and len(others) <= CROWDED:
                for other in others:
                    if standings[row] * standings[other] != 1:
                        yield row, other


def _same_phone(crowd: Crowd, rows: Iterable[int], watch: _Watch) -> Iterator[tuple[int, int]]:
    """The same phone, and besides the name as it is heard or the birth date."""
    spoken, days, standings = crowd.spoken, crowd.days, crowd.standings
    table: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        for phone in crowd.phone_places(row):
            table[phone].append(row)
    if not table:
        return
    for page in watch.rows(len(crowd)):
        for row in page:
            for phone in crowd.phone_places(row):
                others = table.get(phone, ())
                if len(others) <= CROWDED:
                    for other in others:
                        alike = spoken[row] == spoken[other] or (days[row] and days[row] == days[other])
                        if alike and standings[row] * standings[other] != 1:
                            yield row, other


def _among(group: list[int]) -> Iterator[tuple[int, int]]:
    if len(group) <= CROWDED:
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                yield one, other


def _near(digits: int) -> frozenset[int]:
    """Return the three digits that one slip makes of three: one of them wrong, or two that have changed places."""
    text = f"{digits:03}"
    found = {text[:place] + digit + text[place + 1 :] for place in range(3) for digit in "0123456789"}
    found |= {text[1] + text[0] + text[2], text[0] + text[2] + text[1]}
    return frozenset(map(int, found - {text}))


_NEAR = tuple(_near(digits) for digits in range(1000))
