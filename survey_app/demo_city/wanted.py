"""The figures that a city is to have: read from a file, completed, and refused where they cannot all be true."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from importlib import resources
from pathlib import Path
from statistics import median
from typing import Any

from survey_app.demo_city.bounds import BEYOND, Bounds, Impossible, Limit
from survey_app.demo_city.relations import MULTIPLE, ONE, WAN, limits
from survey_app.sentences import LANGUAGES
from sync.errors import SyncError

CITIES = ("changchun-2003",)
JUST_BELOW, OVER = "近", ("多", "余")
MONEY = "万元"
COMMUNITIES = "cc_communities"


class NoFigures(SyncError):
    """A file in which there are no figures of a city."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class NoNumber(SyncError):
    """A figure that is none: a text, a fraction of a person, less than nothing."""

    def __init__(self, file: str, figure: str, value: str) -> None:
        super().__init__(file, figure)
        self.file, self.figure, self.value = file, figure, value


class FiguresDisagree(SyncError):
    """Two figures that cannot both be true: a part is larger than its whole."""

    def __init__(self, limit: Limit, of: Mapping[str, Wished]) -> None:
        super().__init__(*limit.names)
        self.left = {language: _said(limit.left, of, language) for language in LANGUAGES}
        self.right = {language: _said(limit.right, of, language) for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Wished:
    """One figure as a file gives it; money in fen."""

    id: str
    labels: Mapping[str, str]
    value: int
    """What it shall be where that is possible."""
    low: int
    high: int
    is_money: bool = False

    @property
    def shown(self) -> str:
        return f"{Decimal(self.value) / WAN:f}{MONEY}" if self.is_money else str(self.value)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the city shall add up to: every figure one whole number, money in fen."""

    figures: Mapping[str, int]
    persons: int = 0
    """How many live there, 0 where nobody says: as many as the figures need."""
    posts: int = 0
    """How many records the developed jobs are in, 0 where nobody says."""

    def __getitem__(self, figure: str) -> int:
        return self.figures[figure]


def wanted(city: str, file: Path | None = None) -> Wanted:
    """Return the figures of a city, or of a file in their place. Raises NoFigures, NoNumber, FiguresDisagree.

    What the file does not say is as it is in the city, in proportion, as far as the others leave room.
    """
    known = json.loads(resources.files("resources").joinpath("cities", f"{city}.json").read_text(encoding="utf-8"))
    usual = _read(known, city, {})
    if file is None:
        return _settled(usual, {}, known)
    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"))
        given = _read(told, file.name, usual)
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise NoFigures(file.name) from error
    if not given:
        raise NoFigures(file.name)
    return _settled(given, usual, told)


def _settled(given: Mapping[str, Wished], usual: Mapping[str, Wished], told: Mapping[str, Any]) -> Wanted:
    every = {**_in_proportion(given, usual), **given}
    multiple = every[MULTIPLE].value
    ranges = {name: (each.low, each.high) for name, each in every.items()} | {ONE: (1, 1)}
    bounds = Bounds(ranges, limits(multiple))
    try:
        _hold_alone(given, bounds, limits(multiple))
        bounds.narrow()
        # Those that are given are settled first; what nobody has said fits in with them.
        order = [*given, *(name for name in every if name not in given)]
        figures = {name: bounds.settle(name, every[name].value) for name in order}
    except Impossible as found:
        raise FiguresDisagree(found.limit, every) from found
    _one_batch_employer(figures, every)
    about = told.get("synthetic_city") or {}
    return Wanted(figures, _count(about.get("persons")), _count(about.get("job_posts")))


def _one_batch_employer(figures: Mapping[str, int], of: Mapping[str, Wished]) -> None:
    """Refuse what a single batch employer would have to be: one that is civil affairs with a part of its posts."""
    limit = Limit({"cc_civil_posts": 1, "cc_batch_jobs": 1}, {"cc_jobs_developed": 1})
    is_too_much = sum(figures[name] for name in limit.left) > figures["cc_jobs_developed"]
    if is_too_much and figures["cc_batch_employers"] == 1 and figures["cc_civil_posts"] < figures["cc_batch_jobs"]:
        raise FiguresDisagree(limit, of)


def _hold_alone(given: Mapping[str, Wished], bounds: Bounds, every: Iterable[Limit]) -> None:
    """Name two figures that are both in the file before any that follows from them."""
    for limit in sorted(every, key=lambda limit: len(limit.names)):
        if all(name in given for name in limit.names):
            least = sum(bounds.low[name] * times for name, times in limit.left.items())
            if least > sum(bounds.high[name] * times for name, times in limit.right.items()):
                raise Impossible(limit)


def _in_proportion(given: Mapping[str, Wished], usual: Mapping[str, Wished]) -> dict[str, Wished]:
    """Return every figure that the file lacks, as large as it is in the city for one of that size."""
    ratios = [Decimal(given[name].value) / usual[name].value for name in given.keys() & usual.keys() - {MULTIPLE}]
    size = median(ratios) if ratios else Decimal(1)
    made: dict[str, Wished] = {}
    for name, each in usual.items():
        value = each.value if name == MULTIPLE else max(1, int((each.value * size).to_integral_value(ROUND_HALF_UP)))
        if each.is_money:
            value = max(1, round(value / WAN)) * WAN
        lowest = value if name == MULTIPLE else 1 if name == COMMUNITIES else 0
        made[name] = Wished(name, each.labels, value, lowest, BEYOND, each.is_money)
    return made


def _read(told: Mapping[str, Any], file: str, known: Mapping[str, Wished]) -> dict[str, Wished]:
    """Return the figures of a file that are counted; what is only context is left out."""
    found: dict[str, Wished] = {}
    for plain in told["figures"]:
        name = str(plain["id"])
        if known and name not in known:
            continue
        usual = known.get(name)
        labels = dict(usual.labels) if usual else {"zh": plain["indicator_zh"], "en": plain["indicator_en"]}
        is_money = usual.is_money if usual else plain.get("unit") == MONEY

        def number(value: object, name: str = name, is_money: bool = is_money) -> int:
            return _number(value, file, name, WAN if is_money else 1)

        value = number(plain.get("value"))
        low, high, wish = _range(str(plain.get("qualifier") or ""), value)
        if accept := plain.get("accept"):
            low, high = number(accept[0]), number(accept[1])
            wish = min(max(wish, low), high)
        found[name] = Wished(name, labels, wish, low, high, is_money)
        if name == COMMUNITIES and not high:
            raise NoNumber(file, name, str(high))
    return found


def _range(qualifier: str, value: int) -> tuple[int, int, int]:
    """Return the lowest, the highest and a likely number that a rounded word may stand for."""
    if JUST_BELOW in qualifier:
        return max(value - max(value // 20, 1), 0), max(value - 1, 0), max(value - max(value // 60, 1), 0)
    if any(word in qualifier for word in OVER):
        return value + 1, value + max(value // 50, 1), value + max(value // 80, 1)
    return value, value, value


def _number(value: object, file: str, figure: str, times: int) -> int:
    try:
        number = Decimal(str(value)) * times
        if not isinstance(value, (int, float)) or isinstance(value, bool) or number != int(number) or number < 0:
            raise NoNumber(file, figure, str(value))
    except (InvalidOperation, OverflowError, ValueError) as error:
        raise NoNumber(file, figure, str(value)) from error
    return int(number)


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _said(part: Mapping[str, int], of: Mapping[str, Wished], language: str) -> str:
    terms = [f"{of[name].labels[language]} ({name}) {of[name].shown}" for name in part if name in of]
    return " + ".join(terms)
