"""Figures of a pack for areas and days: their values, in whole or by area, and the records behind each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from forms.areas import Areas, is_within
from forms.figure import FigureDefinition, Figures
from forms.figure_query import FigureQuery, Window
from reports.report import Asked, Behind, share

Number = int | float
Values = Mapping[str, Number | None]
STAR = "*"
YEAR = Window()
"""From the year's first day to that of the report."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure in one area. None where it does not apply there: another city's, or a share of nothing."""

    value: Number | None
    behind: Behind | None = None


class FigureBook:
    """Computes figures, each SELECT once."""

    def __init__(self, figures: Figures, asked: Asked) -> None:
        self.figures, self._asked = figures, asked
        self._raw: dict[tuple[str, Window], _ByArea] = {}

    def counted(self, name: str, area: str, window: Window = YEAR) -> Counted:
        """Return a figure for an area and all below it, from the year's first day unless another window is given."""
        figure = self.figures.known[name]
        if figure.is_share:
            part, whole = (self.counted(each, area, window) for each in (figure.part, figure.whole))
            found = share(part.value, whole.value)
            return Counted(found if isinstance(found, (int, float)) else None, part.behind)
        paths = where_it_counts(figure, area, self._asked.areas)
        if not paths:
            return Counted(None)
        if figure.level:
            return Counted(sum(1 for path in paths for _ in _areas_of(figure.level, path, self._asked.areas)))
        raw = self._by_area(figure, window)
        return Counted(_printed(figure, raw.total(paths)), self._behind(figure, paths, raw))

    def value(self, name: str, area: str, window: Window = YEAR) -> Number | None:
        return self.counted(name, area, window).value

    def values(self, area: str) -> dict[str, Number | None]:
        """Return every figure of the pack by its name."""
        return {name: self.value(name, area) for name in self.figures.known}

    def _by_area(self, figure: FigureDefinition, window: Window) -> _ByArea:
        key = (figure.name, window)
        if key not in self._raw:
            query = FigureQuery(figure, self.figures.described, window)
            _, rows = self._asked.query(query.by_area(), {"as_of": self._asked.as_of.isoformat()})
            areas = self._asked.areas
            found = _ByArea(query.is_distinct, query.condition())
            for place, value in rows:
                code = str(place or "")
                path = (areas.path(code) if code in areas else None) if figure.area_of else code
                if path is not None:
                    found.add(path, value)
            self._raw[key] = found
        return self._raw[key]

    def _behind(self, figure: FigureDefinition, paths: Collection[str], raw: _ByArea) -> Behind:
        if figure.area_of:
            codes = [area.code for path in paths for area in self._asked.areas.below(path.rpartition("/")[2])]
            listed = ", ".join(f"'{code.replace(chr(39), chr(39) * 2)}'" for code in codes)
            return Behind(figure.dataset, f"{raw.condition} AND {figure.area_of} IN ({listed})", "")
        if len(paths) == 1:
            return Behind(figure.dataset, raw.condition, next(iter(paths)))
        inside = " OR ".join(f"area = '{path}' OR substr(area, 1, {len(path) + 1}) = '{path}/'" for path in paths)
        return Behind(figure.dataset, f"{raw.condition} AND ({inside})", "")


class _ByArea:
    """What a SELECT found in each area itself."""

    def __init__(self, is_distinct: bool, condition: str) -> None:
        self.condition = condition
        self._numbers: dict[str, Number] | None = None if is_distinct else defaultdict(int)
        self._sets: dict[str, set[object]] = defaultdict(set)

    def add(self, path: str, value: object) -> None:
        if self._numbers is None:
            self._sets[path].add(value)
        elif isinstance(value, (int, float)):
            self._numbers[path] += value

    def total(self, paths: Collection[str]) -> Number:
        """Return the number in these areas and below; what is counted once is counted once in all of them."""
        if self._numbers is not None:
            return sum(value for path, value in self._numbers.items() if _is_in(path, paths))
        inside = [each for path, each in self._sets.items() if _is_in(path, paths)]
        return len(set[object]().union(*inside))


def where_it_counts(figure: FigureDefinition, area: str, areas: Areas) -> list[str]:
    """Return the areas in which a figure counts when it is asked for one: where its own and that overlap."""
    if not figure.area:
        return [area]
    own = [areas.path(code) for code in _topmost(figure.area, areas)]
    if any(is_within(area, path) for path in own):
        return [area]
    return [path for path in own if is_within(path, area)]


def _topmost(pattern: str, areas: Areas) -> Iterable[str]:
    """Return the codes that a figure's area means, without those that lie in others of them."""
    stem = pattern.removesuffix(STAR)
    if stem == pattern:
        return [pattern] if pattern in areas else []
    return [area.code for area in areas if area.code.startswith(stem) and not area.parent.startswith(stem)]


def _areas_of(level: str, path: str, areas: Areas) -> Iterable[object]:
    return areas.below(path.rpartition("/")[2], level)


def _is_in(path: str, areas: Iterable[str]) -> bool:
    return any(is_within(path, area) for area in areas)


def _printed(figure: FigureDefinition, number: Number) -> Number:
    """Return a number in its unit: yuan become 万元, halves away from zero, as sums of money are rounded."""
    # To the fen first: a sum of amounts carries binary digits that nobody paid.
    exact = Decimal(str(round(number, 4))) * figure.times / figure.scale
    rounded = exact.quantize(Decimal(1).scaleb(-figure.decimals), ROUND_HALF_UP)
    return float(rounded) if figure.decimals else int(rounded)
