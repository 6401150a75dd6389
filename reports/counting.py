"""Counting by area: every measure of a table in one pass over its dataset, rolled up along the tree of areas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forms.areas import is_within
from forms.sql_condition import quoted
from reports.report import Asked, everybody

Number = int | float


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: how many records, the sum of a number, or how many different values of a field."""

    dataset: str
    where: str = ""
    """The whole condition, that of the report included."""
    sum: str = ""
    distinct: str = ""


def count_by_area(asked: Asked, measures: Sequence[Measure], paths: Sequence[str]) -> list[list[Number]]:
    """Return per path the value of each measure in that area and below."""
    counted: list[list[Number]] = [[0] * len(measures) for _ in paths]
    for dataset in dict.fromkeys(measure.dataset for measure in measures):
        plain = [at for at, each in enumerate(measures) if each.dataset == dataset and not each.distinct]
        _count_plain(asked, dataset, plain, measures, paths, counted)
    for at, measure in enumerate(measures):
        if measure.distinct:
            for row, found in zip(counted, _different(asked, measure, paths), strict=True):
                row[at] = len(found)
    return counted


def _count_plain(
    asked: Asked,
    dataset: str,
    places: Sequence[int],
    measures: Sequence[Measure],
    paths: Sequence[str],
    counted: list[list[Number]],
) -> None:
    if not places:
        return
    sums = ", ".join(_summed(measures[at]) for at in places)
    sql = f"SELECT area, {sums} FROM {quoted(dataset)} WHERE {everybody()} GROUP BY area"
    for area, *values in asked.rows_of(sql):
        for row, path in zip(counted, paths, strict=True):
            if is_within(str(area or ""), path):
                for at, value in zip(places, values, strict=True):
                    row[at] += value if isinstance(value, (int, float)) else 0


def _summed(measure: Measure) -> str:
    what = measure.sum or "1"
    return f"SUM(CASE WHEN {measure.where} THEN {what} ELSE 0 END)" if measure.where else f"SUM({what})"


def _different(asked: Asked, measure: Measure, paths: Sequence[str]) -> Iterable[set[object]]:
    column = quoted(measure.distinct)
    where = everybody(measure.where, f"{column} IS NOT NULL")
    pairs = asked.rows_of(f"SELECT DISTINCT area, {column} FROM {quoted(measure.dataset)} WHERE {where}")
    for path in paths:
        yield {value for area, value in pairs if is_within(str(area or ""), path)}
