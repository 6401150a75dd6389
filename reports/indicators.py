"""A pack's indicators as figures: the number, its label, and the records that stand behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.areas import in_language
from forms.pack_indicators import Indicator

Cell = None | bool | int | float | str
Record = Mapping[str, Cell]
Query = Callable[[str, Mapping[str, str]], tuple[Sequence[str], Sequence[Sequence[Cell]]]]
"""Runs one SELECT over the dataset views, read-only: (sql, parameters) -> (column names, rows)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator with its value. `value` is None where there was nothing to count from, which is not zero."""

    name: str
    labels: Mapping[str, str]
    value: int | float | None
    parent: str = ""
    says: Mapping[str, str] = field(default_factory=dict[str, str])

    def label(self, language: str) -> str:
        return in_language(self.labels, language, self.name)


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after, for a preview."""

    figure: Figure
    before: int | float | None

    @property
    def difference(self) -> int | float:
        return (self.figure.value or 0) - (self.before or 0)


def figures(indicators: Iterable[Indicator], query: Query, area: str = "") -> list[Figure]:
    """Return every figure for an area path and all below it, in the pack's order."""
    return [_figure(indicator, query, area) for indicator in indicators]


def _figure(indicator: Indicator, query: Query, area: str) -> Figure:
    _, rows = query(indicator.sql, {"area": area})
    value = rows[0][0] if rows else None
    number = value if isinstance(value, (int, float)) else None
    return Figure(indicator.name, indicator.labels, number, indicator.parent, indicator.says)


def records_behind(
    indicator: Indicator, query: Query, area: str = "", columns: Sequence[str] = ()
) -> list[dict[str, Cell]]:
    """Return the records that a figure counts, each as column -> cell, with `record_id` first.

    They come from the same condition as the number, so their count is the number wherever it counts records.
    """
    names, rows = query(indicator.list_sql(columns), {"area": area})
    return [dict(zip(names, row, strict=True)) for row in rows]


def changes(before: Iterable[Figure], after: Iterable[Figure]) -> list[Change]:
    """Put two rounds of the same figures side by side, in the order of the second."""
    earlier = {figure.name: figure.value for figure in before}
    return [Change(figure, earlier.get(figure.name)) for figure in after]


def come_and_gone(
    before: Iterable[Mapping[str, Cell]], after: Iterable[Mapping[str, Cell]]
) -> tuple[set[str], set[str]]:
    """Return the ids of the records that a figure counts now and did not before, and of those it counts no more."""
    earlier = {str(record["record_id"]) for record in before}
    later = {str(record["record_id"]) for record in after}
    return later - earlier, earlier - later


def run_all(indicators: Iterable[Indicator], query: Query) -> None:
    """Run every figure and every list once, as a check of a pack against the database in use.

    What the database refuses comes out as the error of `query`; names that no form asks were found when the pack
    was loaded.
    """
    for indicator in indicators:
        query(indicator.sql, {"area": ""})
        query(indicator.list_sql(()) + " LIMIT 1", {"area": ""})
