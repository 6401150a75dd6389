"""The SQL of a figure: one SELECT over the dataset views, of all areas at once, and the condition of its records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from forms.figure import FIRST_HALF, HUMAN, PARAMETERS, FigureDefinition, Known
from forms.register_query import COUNTED_BY, Column, Described, OddColumn, Source, above
from forms.sql_condition import ELSEWHERE, UNFINISHED, filled, quoted, rewritten

AS_OF = ":as_of"
"""The day of the report: the one thing that is given with the SQL."""
_YEAR = f"substr({AS_OF}, 1, 4)"


@dataclass(frozen=True, slots=True)
class Window:
    """From which day to which something is counted; without days from the year's first to that of the report."""

    since: date | None = None
    until: date | None = None

    def parameters(self, period: str) -> dict[str, str]:
        """Return the SQL of what a condition asks for.

        What is counted from the year's first day names no day: the same condition holds for the next report, and the
        two can be compared.
        """
        until = f"'{self.until.isoformat()}'" if self.until else AS_OF
        since = f"'{self.since.isoformat()}'" if self.since else f"({_YEAR} || '-01-01')"
        if period == FIRST_HALF:
            half = f"({_YEAR} || '-06-30')"
            since, until = f"({_YEAR} || '-01-01')", f"(CASE WHEN {AS_OF} < {half} THEN {AS_OF} ELSE {half} END)"
        return dict(zip(PARAMETERS, (since, until, f"CAST({_YEAR} AS INTEGER)"), strict=True))


class FigureQuery:
    """A figure over records, as SQL. Raises OddColumn, OddCondition where it names what is not there."""

    def __init__(self, figure: FigureDefinition, described: Described, window: Window) -> None:
        self._figure, self._described = figure, described
        self._parameters = window.parameters(figure.period)
        if figure.dataset not in described.datasets:
            raise OddColumn("", figure.dataset, f"There are: {', '.join(described.datasets)}.")
        self._source = _Counted(figure.dataset, described, "r")
        self._joins: list[str] = []
        self._known = {each.name: self._of_others(place, each) for place, each in enumerate(figure.known, start=1)}
        self._area = self._source.column(tuple((figure.area_of or "area").split(".")))
        self._where = [_is_counted(self._source)]
        if figure.where:
            self._where.append(f"({self._sql(figure.where, self._column)})")
        self._what = self._counted()

    @property
    def is_distinct(self) -> bool:
        """Whether `by_area` gives one row per value, to be counted once, and not one per area."""
        return bool(self._figure.count)

    def by_area(self) -> str:
        """Return the SELECT of (area, number), or of (area, value) where different values are counted."""
        columns = f"{self._area} AS area, {self._what} AS value"
        body = f"FROM {self._source.sql}{''.join(self._joins)} WHERE {' AND '.join(self._where)}"
        if self.is_distinct:
            return f"SELECT DISTINCT {columns} {body} AND {self._what} IS NOT NULL"
        return f"SELECT {columns} {body} GROUP BY {self._area}"

    def condition(self) -> str:
        """Return the condition of the records that are counted, on the view of their dataset alone."""
        body = f"FROM {self._source.sql}{''.join(self._joins)} WHERE {' AND '.join(self._where)}"
        return f"record_id IN (SELECT r.record_id {body})"

    def _counted(self) -> str:
        figure = self._figure
        if figure.count == HUMAN:
            return self._source.human()
        if figure.count:
            return self._sql(figure.count, self._column)
        return f"SUM({self._sql(figure.sum, self._column)})" if figure.sum else "COUNT(*)"

    def _column(self, way: Column) -> str:
        return self._known[way[0]] if len(way) == 1 and way[0] in self._known else self._source.column(way)

    def _sql(self, text: str, column: Callable[[Column], str]) -> str:
        return filled(rewritten(text, column, PARAMETERS), self._parameters)

    def _of_others(self, place: int, known: Known) -> str:
        """Join what another register knows, one row per human, and return its column."""
        if known.dataset not in self._described.datasets:
            raise OddColumn("", known.dataset, f"There are: {', '.join(self._described.datasets)}.")
        other = _Counted(known.dataset, self._described, f"n{place}")
        ours, theirs = self._keys(other, known)
        value = self._sql(known.value.replace("(*)", "(1)"), other.column)
        where = [_is_counted(other), *([f"({self._sql(known.where, other.column)})"] if known.where else [])]
        named = [f"{key} AS k{at}" for at, key in enumerate(theirs)]
        on = " AND ".join(f"w{place}.k{at} = {key}" for at, key in enumerate(ours))
        self._joins.append(
            f" LEFT JOIN (SELECT {', '.join(named)}, {value} AS v FROM {other.sql} WHERE {' AND '.join(where)} "
            f"GROUP BY {', '.join(theirs)}) w{place} ON {on}"
        )
        # As it stands, a condition on it would make the join an inner one, and SQLite then may go through all pairs.
        return f"COALESCE(w{place}.v, NULL)"

    def _keys(self, other: _Counted, known: Known) -> tuple[list[str], list[str]]:
        if not known.match:
            return [self._source.human()], [other.human()]
        pairs = [(tuple(ours.split(".")), tuple(theirs.split("."))) for theirs, ours in known.match.items()]
        return [self._source.column(ours) for ours, _ in pairs], [other.column(theirs) for _, theirs in pairs]


class _Counted(Source):
    """Records, and the human that each is about."""

    def __init__(self, dataset: str, described: Described, alias: str) -> None:
        super().__init__(dataset, described, alias)
        self._people = described
        self._human = ""

    @property
    def sql(self) -> str:
        return super().sql + self._human

    def human(self) -> str:
        """Return what is the same in all records about one human, whichever listing they hang on.

        It is the identity number of the listing by which the human is counted, else that listing.
        """
        person, number = self._people.person, self._people.identity
        if not person or not (self.dataset == person or person in above(self.dataset, self._people.datasets)):
            raise OddColumn(self.dataset, HUMAN, "Only what hangs on a person can be counted by humans.")
        way = () if self.dataset == person else (person,)
        listing = self.column((*way, COUNTED_BY))
        told = [listing, f"{self.alias}.record_id"]
        if number:
            alias = f"{self.alias}_h"
            self._human = f" LEFT JOIN {quoted(person)} {alias} ON {alias}.record_id = {listing}"
            told.insert(0, f"NULLIF({alias}.{quoted(number)}, '')")
        return f"COALESCE({', '.join(told)})"


def _is_counted(source: Source) -> str:
    # What is half asked counts once somebody has been there again; nobody is counted twice.
    return f"{source.column(('status',))} NOT IN ('{UNFINISHED}', '{ELSEWHERE}')"
