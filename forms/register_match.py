"""The SQL that brings the records of two registers together: what must hold, what speaks for it, and how much."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from forms.register import Register
from forms.register_query import Column, Described, RegisterQuery

CANDIDATE = "candidate"
PLACEHOLDER = re.compile(r"\{([\w.]+)\}")


class MatchQuery:
    """Builds one SELECT over pairs; ask for columns first, then for the text."""

    def __init__(self, register: Register, candidates: Register, described: Described) -> None:
        self.register, self._described = register, described
        self.own = RegisterQuery(register, described)
        self.candidates = RegisterQuery(candidates, described, alias="c")

    def column(self, way: Column) -> str:
        """Return the SQL of a column of either side. Raises OddColumn, OddCondition."""
        if way[0] == CANDIDATE and len(way) > 1:
            return self.candidates.column(way[1:])
        return self.own.column(way)

    def condition(self, text: str) -> str:
        """Return the SQL of a condition over a pair. Raises OddColumn, OddCondition."""
        return f"({self._described.rewritten(text, self.column)})"

    def grounds(self) -> list[str]:
        """Return for each ground the SQL that is its weight where it holds, else 0."""
        grounds = self.register.match.grounds
        return [f"CASE WHEN {self.condition(each.when)} THEN {each.weight:d} ELSE 0 END" for each in grounds]

    def select(self, columns: Sequence[str], grounds: Sequence[str], of: Iterable[str], limit: int) -> str:
        """Return the SELECT of the best pairs: columns, the weight of each ground, the score.

        `of` are the conditions that say of which record.
        """
        match, candidates = self.register.match, self.candidates.register
        conditions = [self.condition(each) for each in match.must]
        if candidates.where:
            conditions.append(self.candidates.condition(candidates.where))
        if self.register.where:
            conditions.append(self.own.condition(self.register.where))
        named = [f"{sql} AS c{place}" for place, sql in enumerate([*columns, *grounds])]
        weights = [f"c{len(columns) + place}" for place in range(len(grounds))]
        # The candidates stand outside: of the two sides one is a single record, found by its id.
        pairs = f"{self.candidates.source.sql} CROSS JOIN {self.own.source.sql}"
        where = " AND ".join([*conditions, *of])
        inner = f"SELECT {', '.join(named)} FROM {pairs} WHERE {where}"
        score = " + ".join(weights) or "0"
        return f"SELECT m.*, {score} AS score FROM ({inner}) m ORDER BY score DESC, c0 LIMIT {limit:d}"
