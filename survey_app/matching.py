"""Two registers brought together: who fits a post, and which posts fit somebody, each with the reasons in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.areas import in_language
from forms.register import Ground, Register, Step
from forms.register_match import CANDIDATE, PLACEHOLDER, MatchQuery
from survey_app.register_steps import Begun, begin, given_by, refuse_where_it_stands
from survey_app.registers import (
    Cell,
    RegisterColumn,
    RegisterList,
    RegisterRow,
    described_in,
    facts_for,
    register_named,
    registers_of,
)
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from survey_app.workspace_errors import StepRefused

MOST = 50
"""Nobody reads further down than this."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One record that fits, and why."""

    row: RegisterRow
    score: int
    reasons: Sequence[str]


@dataclass(frozen=True)
class Matches:
    """What fits one record, the best first."""

    about: str
    """What the record itself is called."""
    most: int
    """The score that everything together would give."""
    found: RegisterList
    """The register whose records were found."""
    columns: Sequence[RegisterColumn]
    pairs: Sequence[Pair]

    def shown(self, pair: Pair, place: int) -> str:
        return self.found.shown_in(self.columns[place], pair.row.cells[place])


class Matching:
    """How one pack matches; `of` a register on either side. Raises StepRefused where that is matched with nothing."""

    def __init__(self, workspace: Workspace, of: Register, language: str) -> None:
        self.workspace, self.language = workspace, language
        matched = [each for each in registers_of(workspace) if each.match.candidates]
        register = next((each for each in matched if of.name in (each.name, each.match.candidates)), None)
        if register is None:
            raise StepRefused(sentence(language, "match.none"))
        self.register = register
        self.candidates = register_named(workspace, register.match.candidates)
        self.looks_for_candidates = of.name == register.name
        self._own = RegisterList(workspace, register, language)
        self._others = RegisterList(workspace, self.candidates, language)

    @property
    def found(self) -> RegisterList:
        return self._others if self.looks_for_candidates else self._own

    def of(self, record_id: str, limit: int = MOST, columns: Sequence[str] = ()) -> Matches:
        """Return what fits a record of the register. Raises StepRefused where it takes part in nothing now."""
        self._allow(record_id)
        found, query = self.found, MatchQuery(self.register, self.candidates, described_in(self.workspace))
        shown = [found.column(name) for name in columns] if columns else list(found.columns)
        side = query.candidates if self.looks_for_candidates else query.own
        own = query.own if self.looks_for_candidates else query.candidates
        keys = [side.column((name,)) for name in ("record_id", "parent_id", "area")]
        state = side.column((found.register.state,)) if found.register.state else "''"
        cells = [side.column(found.way(column.name)) for column in shown]
        ways = list(dict.fromkeys(way for ground in self._grounds for way in _ways(ground, self.language)))
        said = [query.column(self._told_by(way)) for way in ways]
        sql = query.select(
            [*keys, state, *cells, *said],
            query.grounds(),
            [f"{own.source.column(('record_id',))} = :record"],
            limit,
        )
        _, rows = self.workspace.store.query(sql, {**facts_for(self.workspace), "record": record_id})
        pairs = [self._pair(row, len(cells), ways) for row in rows]
        return Matches(self._about(record_id), self.register.match.most, found, shown, pairs)

    def propose(self, record_id: str, other_id: str) -> Begun:
        """Begin what the step of the match opens, of a record and one that fits it. Raises StepRefused."""
        own, candidate = (record_id, other_id) if self.looks_for_candidates else (other_id, record_id)
        given = given_by(self.workspace, self.register, own, self.step, self.language)
        return begin(self.workspace, self.opened, candidate, self.language, given)

    @property
    def step(self) -> Step:
        """What proposes."""
        step = self.register.step(self.register.match.step)
        assert step is not None, "the pack was checked"
        return step

    @property
    def opened(self) -> Register:
        """The register of what a proposal begins."""
        return register_named(self.workspace, self.step.opens)

    @property
    def _grounds(self) -> Sequence[Ground]:
        return self.register.match.grounds

    def _allow(self, record_id: str) -> None:
        """Say why a record takes part in nothing: a post that is filled, somebody who wants no work."""
        if self.looks_for_candidates:
            refuse_where_it_stands(self.workspace, self.register, record_id, self.step, self.language)
        elif self._others.row(record_id) is None:
            raise StepRefused(sentence(self.language, "match.not_listed", title=self._others.title))

    def _about(self, record_id: str) -> str:
        listed = self._own if self.looks_for_candidates else self._others
        row = listed.row(record_id)
        return listed.shown(row, 0) if row else ""

    def _told_by(self, way: str) -> tuple[str, ...]:
        """Return where a placeholder is read: of a reference, what the record that it refers to is called."""
        side, parts = self._side(way)
        told = side.way(".".join(parts))
        return (CANDIDATE, *told) if side is self._others else told

    def _side(self, way: str) -> tuple[RegisterList, tuple[str, ...]]:
        parts = tuple(way.split("."))
        return (self._others, parts[1:]) if parts[0] == CANDIDATE and len(parts) > 1 else (self._own, parts)

    def _pair(self, told: Sequence[Any], cells: int, ways: Sequence[str]) -> Pair:
        record, parent, area, state = told[:4]
        row = RegisterRow(str(record), str(parent or ""), str(area), str(state or ""), tuple(told[4 : 4 + cells]))
        said = dict(zip(ways, told[4 + cells :], strict=False))
        weights = told[4 + cells + len(ways) : -1]
        reasons = [
            self._reason(ground, said) for ground, weight in zip(self._grounds, weights, strict=True) if int(weight)
        ]
        return Pair(row, int(told[-1]), reasons)

    def _reason(self, ground: Ground, said: Mapping[str, Cell]) -> str:
        def words(found: re.Match[str]) -> str:
            side, parts = self._side(found.group(1))
            return side.words(side.field_at(parts), said[found.group(1)])

        return PLACEHOLDER.sub(words, in_language(ground.says, self.language, ground.name))


def _ways(ground: Ground, language: str) -> list[str]:
    return PLACEHOLDER.findall(in_language(ground.says, language, ground.name))


def matches_as_plain(matches: Matches) -> dict[str, Any]:
    """Return what was found as plain values, as a program reads it."""
    return {
        "about": matches.about,
        "most": matches.most,
        "found": [
            {
                "record": pair.row.record_id,
                "area": pair.row.area,
                "score": pair.score,
                "reasons": list(pair.reasons),
                "values": {column.name: matches.shown(pair, at) for at, column in enumerate(matches.columns)},
            }
            for pair in matches.pairs
        ],
    }
