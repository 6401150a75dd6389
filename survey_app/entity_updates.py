"""What an open form writes into records that are not its own (ODK entities): a person whom a follow-up visits.

Such a record is opened for the edit when the form first names it. What is held of it at that moment is frozen with the
draft, so that what arrives meanwhile counts as not seen, and only what differs from it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from forms.datasets import Dataset
from forms.rows import Row
from forms.rows import Value as Answer
from survey_app.record_changes import same_answer
from sync.answers import answers_from, commit_value
from sync.commit import AWAITED, LIFE, Value
from sync.edit import Edit
from sync.store.store import RecordStore

Told = Mapping[str, Mapping[str, Answer]]
"""Record -> field -> what the form says of it."""


@dataclass(frozen=True, slots=True)
class Target:
    """One such record as it was when the form first named it."""

    is_held: bool
    """It is here, and not only what others have written into it."""
    seen: tuple[str, ...]
    values: Mapping[str, Answer]


class Targets:
    """All such records of one open form."""

    def __init__(self, frozen: Mapping[str, Target] | None = None, told: Told | None = None) -> None:
        self._frozen = dict(frozen or {})
        self._told = told or {}
        """What the form said when it was opened: whoever only looks at it again says nothing new."""

    def open_for(self, rows: Iterable[Row], store: RecordStore) -> None:
        """Freeze the records that are named for the first time."""
        new = {row.record_id for row in rows} - self._frozen.keys()
        if not new:
            return
        held, seen = store.records(new), store.seen_of(new)
        for record_id in new:
            record = held.get(record_id)
            is_held = record is not None and not record.is_awaited
            self._frozen[record_id] = Target(is_held, seen[record_id], record.kept if record else {})

    def is_held(self, record_id: str) -> bool:
        return record_id in self._frozen and self._frozen[record_id].is_held

    def remember(self, rows: Iterable[Row]) -> None:
        """Keep what the form says as it is opened."""
        self._told = {row.record_id: dict(row.values) for row in rows}

    def edits(self, rows: Iterable[Row], datasets: Mapping[str, Dataset], form: str) -> list[Edit]:
        """Return what is to be written, one edit for each record; `form` is the content hash of the form."""
        touched: dict[str, tuple[str, dict[str, Value]]] = {}
        for row in rows:
            calculated = {each.name for each in datasets[row.dataset].fields if each.calculated}
            news = {
                name: commit_value(value)
                for name, value in row.values.items()
                if name not in calculated and self._is_new(row.record_id, name, value)
            }
            if news:
                touched.setdefault(row.record_id, (row.dataset, {}))[1].update(news)
        return [self._edit(record_id, dataset, news, form) for record_id, (dataset, news) in touched.items()]

    def as_plain(self) -> dict[str, Any]:
        frozen = {
            record_id: [target.is_held, list(target.seen), _plain(target.values)]
            for record_id, target in self._frozen.items()
        }
        return {"frozen": frozen, "told": {record_id: _plain(values) for record_id, values in self._told.items()}}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Targets:
        frozen = {
            record_id: Target(is_held, tuple(seen), answers_from(values))
            for record_id, (is_held, seen, values) in plain.get("frozen", {}).items()
        }
        return cls(frozen, {record_id: answers_from(values) for record_id, values in plain.get("told", {}).items()})

    def _is_new(self, record_id: str, name: str, value: Answer) -> bool:
        told = self._told.get(record_id, {})
        if name in told and same_answer(told[name], value):
            return False
        return not same_answer(self._frozen[record_id].values.get(name), value)

    def _edit(self, record_id: str, dataset: str, news: dict[str, Value], form: str) -> Edit:
        target = self._frozen[record_id]
        # It lies on another laptop, and whether it is still there only that one knows.
        life = {} if target.is_held else {LIFE: AWAITED}
        return Edit(record_id, dataset, {**life, **news}, target.seen, form)


def _plain(values: Mapping[str, Answer]) -> dict[str, Any]:
    return {name: commit_value(value) for name, value in values.items()}
