"""What one file does to the records: counted per record, so that the counts add up to the records in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What became of one record of a file; the last one that applies."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NEW = "new"
    CONFLICTING = "conflicting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RecordEffect:
    """One record of one file. `fields` are those that look different afterwards or are now in conflict."""

    record: str
    dataset: str
    area: str
    outcome: Outcome
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Records by outcome."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    conflicting: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        return self.new + self.changed + self.unchanged + self.conflicting + self.refused

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in Counts.__slots__))


@dataclass(frozen=True, slots=True)
class Effect:
    """What one file does, record by record."""

    records: tuple[RecordEffect, ...] = field(default=(), repr=False)
    untold: int = 0
    """Records of a file that was merged before: all of them unchanged, and nobody has asked which."""

    @property
    def counts(self) -> Counts:
        return counted(self.records) + Counts(unchanged=self.untold)

    def by_area(self) -> Mapping[str, Counts]:
        return _grouped((record.area, record) for record in self.records)

    def by_dataset(self) -> Mapping[str, Counts]:
        return _grouped((record.dataset, record) for record in self.records)

    def by_field(self) -> Mapping[str, int]:
        """How many records look different in each field, the most frequent first; new records not counted."""
        changed = (record for record in self.records if record.outcome in (Outcome.CHANGED, Outcome.CONFLICTING))
        return dict(Counter(name for record in changed for name in record.fields).most_common())


def counted(records: Iterable[RecordEffect]) -> Counts:
    """Return how many records have each outcome."""
    return Counts(**{outcome.value: count for outcome, count in Counter(each.outcome for each in records).items()})


def _grouped(pairs: Iterable[tuple[str, RecordEffect]]) -> dict[str, Counts]:
    groups: dict[str, list[RecordEffect]] = {}
    for name, record in pairs:
        groups.setdefault(name, []).append(record)
    return {name: counted(records) for name, records in sorted(groups.items())}
