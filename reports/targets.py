"""Targets of a year: what each area has agreed to, who is responsible, and where the parts do not add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.areas import Area
from forms.bulletin import Targets
from forms.pack_indicators import COUNTED
from forms.sql_condition import quoted
from reports.report import Asked

Number = int | float
NEARLY = 0.005


@dataclass(frozen=True, slots=True)
class Target:
    value: Number
    responsible: str = ""
    weight: Number | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """A target to which those of the areas inside do not add up."""

    indicator: str
    area: str
    value: Number
    parts: Number


class YearTargets:
    """The targets that were signed for the year of a report."""

    def __init__(self, targets: Targets, asked: Asked) -> None:
        self._areas = asked.areas
        self._agreed: dict[tuple[str, str], Target] = {}
        """(indicator, code of an area) -> target."""
        if targets.dataset:
            self._read(targets, asked)

    def own(self, indicator: str, path: str) -> Target | None:
        """Return what an area itself has agreed to."""
        return self._agreed.get((indicator, path.rpartition("/")[2]))

    def of(self, indicator: str, path: str) -> Target | None:
        """Return the target of an area: its own, else those of the areas inside added up; None where there is none."""
        own = self.own(indicator, path)
        return own or self._below(indicator, path.rpartition("/")[2])

    def apart(self, indicator: str, path: str) -> list[Apart]:
        """Return where, in an area and below, a target is not the sum of those inside."""
        found: list[Apart] = []
        for area in self._areas.below(path.rpartition("/")[2]):
            own = self._agreed.get((indicator, area.code))
            inside = self._inside(indicator, area.code)
            parts = sum(each.value for each in inside)
            if own and inside and abs(own.value - parts) > NEARLY:
                found.append(Apart(indicator, self._areas.path(area.code), own.value, parts))
        return found

    def _read(self, targets: Targets, asked: Asked) -> None:
        names = (targets.area, targets.indicator, targets.value, targets.responsible, targets.weight)
        columns = ", ".join(quoted(name) if name else "NULL" for name in names)
        agreed = f" AND {quoted(targets.state)} <> '{targets.draft}'" if targets.state and targets.draft else ""
        sql = (
            f"SELECT {columns} FROM {quoted(targets.dataset)} WHERE {COUNTED}{agreed} "
            f"AND {quoted(targets.year)} = CAST(substr(:as_of, 1, 4) AS INTEGER) ORDER BY record_id"
        )
        for code, indicator, value, responsible, weight in asked.rows_of(sql):
            if isinstance(value, (int, float)):
                whole = int(value) if float(value).is_integer() else float(value)
                told = weight if isinstance(weight, (int, float)) else None
                # Two laptops may have set one target twice: the register names it, and the last one stands.
                self._agreed[str(indicator), str(code)] = Target(whole, str(responsible or ""), told)

    def _inside(self, indicator: str, code: str) -> list[Target]:
        inside: tuple[Area, ...] = self._areas.children(code)
        return [found for area in inside if (found := self._agreed.get((indicator, area.code)))]

    def _below(self, indicator: str, code: str) -> Target | None:
        found = [
            target
            for area in self._areas.children(code)
            if (target := self._agreed.get((indicator, area.code)) or self._below(indicator, area.code))
        ]
        return Target(sum(each.value for each in found)) if found else None

    def by_responsible(self) -> Mapping[tuple[str, str], Target]:
        """Return every target that was signed: (indicator, code of the area) -> target."""
        return self._agreed
