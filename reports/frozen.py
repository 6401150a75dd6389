"""A report frozen for publication: its pages in each language, and which records stood behind each number.

The pages are kept as values and not made again, so a later form, list or program prints the same. Who was counted is
kept per record and condition, so that the next report can say of each difference whom it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from forms.areas import is_within
from forms.sql_condition import quoted
from reports.report import Asked, Behind, Kind, Report, everybody

Condition = tuple[str, str]
"""(dataset, where)"""


@dataclass(frozen=True, slots=True)
class Counted:
    """One record that stood behind at least one number."""

    record: str
    area: str
    met: tuple[int, ...]
    """Places of the conditions that it met."""


@dataclass(frozen=True)
class Frozen:
    """What is kept of a published report."""

    pages: Mapping[str, Report]
    """By language."""
    conditions: Sequence[Condition]
    counted: Mapping[str, Sequence[Counted]]
    """By dataset."""
    heads: Mapping[str, int] = field(default_factory=dict[str, int])
    """How far each stream of commits had come that it stands on."""

    def page(self, language: str) -> Report:
        """Return the report in a language, or in the first there is."""
        return self.pages.get(language) or next(iter(self.pages.values()))

    def behind(self, cell: Behind) -> set[str]:
        """Return the records that a number counted when it was published."""
        place = self._places.get((cell.dataset, cell.where))
        if place is None:
            return set()
        return {
            each.record
            for each in self.counted.get(cell.dataset, ())
            if place in each.met and is_within(each.area, cell.area)
        }

    def knows(self, cell: Behind) -> bool:
        """Whether the same was counted at all: by the same condition."""
        return (cell.dataset, cell.where) in self._places

    @cached_property
    def _places(self) -> dict[Condition, int]:
        return {condition: place for place, condition in enumerate(self.conditions)}


def freeze(pages: Mapping[str, Report], asked: Asked, heads: Mapping[str, int] | None = None) -> Frozen:
    """Return the report with whoever is counted in it now; the pages differ in their language only."""
    page = next(iter(pages.values()))
    conditions = list(dict.fromkeys((cell.dataset, cell.where) for cell in numbers_of(page)))
    met: dict[tuple[str, str, str], list[int]] = {}
    for place, (dataset, where) in enumerate(conditions):
        for record, area in asked.rows_of(f"SELECT record_id, area FROM {quoted(dataset)} WHERE {everybody(where)}"):
            met.setdefault((dataset, str(record), str(area or "")), []).append(place)
    counted: dict[str, list[Counted]] = {}
    for (dataset, record, area), places in met.items():
        counted.setdefault(dataset, []).append(Counted(record, area, tuple(places)))
    return Frozen(dict(pages), conditions, counted, dict(heads or {}))


def numbers_of(page: Report) -> Iterator[Behind]:
    """Yield what each number of a report counts; of a list, whom it lists."""
    if page.whole is not None:
        yield page.whole
        return
    for row in page.rows:
        for column, cell in zip(page.columns, row.behind, strict=False):
            if cell is not None and column.kind is not Kind.SHARE:
                yield cell


def frozen_bytes(frozen: Frozen) -> bytes:
    """Return it as bytes; the same frozen report gives the same."""
    return _adapter().dump_json(frozen)


def frozen_from(content: bytes) -> Frozen:
    """Read it again. Raises ValueError for what is none."""
    found: Frozen = _adapter().validate_json(content)
    return found


def _adapter() -> Any:
    from pydantic import TypeAdapter  # only what is published needs it

    return TypeAdapter(Frozen)
