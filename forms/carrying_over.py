"""Answers given in an earlier version of a form, carried over into today's; what has no place there is listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from forms.datasets import Dataset
from forms.rows import Row, Value


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """An answer to a question that is asked no more. It stays with its record."""

    record_id: str
    dataset: str
    field: str
    value: Value
    labels: Mapping[str, str]
    """What the question was called."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the answers."""

    rows: tuple[Row, ...]
    renamed: Mapping[tuple[str, str], str]
    """(dataset, what the question was called) -> its name now, of those that were answered."""
    left: tuple[LeftBehind, ...]


def carried_over(rows: Iterable[Row], before: Mapping[str, Dataset], now: Mapping[str, Dataset]) -> Carried:
    """Return the rows of an earlier version as the datasets of today have them."""
    found: list[Row] = []
    renamed: dict[tuple[str, str], str] = {}
    left: list[LeftBehind] = []
    for row in rows:
        dataset, earlier = now.get(row.dataset), before.get(row.dataset)
        names: Mapping[str, str] = dataset.renamed if dataset else {}
        known = {field.name for field in dataset.fields} if dataset else set[str]()
        values: dict[str, Value] = {}
        for name, value in row.values.items():
            today = names.get(name, name)
            was = earlier.field(name) if earlier else None
            if today in known:
                values[today] = value
                if today != name and value is not None:
                    renamed[row.dataset, name] = today
            elif value is not None and not (was and was.calculated):
                labels: Mapping[str, str] = was.labels if was else {}
                left.append(LeftBehind(row.record_id, row.dataset, name, value, labels))
        if dataset:
            found.append(replace(row, values=values))
    return Carried(tuple(found), renamed, tuple(left))
