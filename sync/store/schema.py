"""What the store was told about the records: their datasets, how they merge, what is derived, what is searched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.datasets import Dataset
from forms.rows import Row
from sync.commit import Commit, canonical
from sync.fold import ALWAYS, FIELD_BY_FIELD, Folded, Rules, Window, fold
from sync.store.datasets import DatasetTables

DERIVED = 2
"""Goes up when the same commits give other derived tables, so that an older store derives its own again."""

Compute = Callable[[Sequence[Row]], Sequence[Row]]
"""Given a family of rows, the root first, return them with what the form calculates, and blank where not relevant."""


@dataclass(frozen=True, slots=True)
class Recalculation:
    """One form's calculations, done again whenever a record of the family changes."""

    root: str
    """The dataset of the form's root."""
    members: frozenset[str]
    """The datasets of its repeats."""
    compute: Compute
    """`forms.recalculation.recalculator(form, environment)`."""


def _as_written(text: str) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Schema:
    """Everything that folding and deriving needs beside the commits."""

    datasets: Mapping[str, Dataset] = field(default_factory=dict[str, Dataset])
    rules: Mapping[str, Rules] = field(default_factory=dict[str, Rules])
    recalculate: tuple[Recalculation, ...] = ()
    search_fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    search_keys: Callable[[str], Iterable[str]] = _as_written
    """Other ways to write a text that should find it too: pinyin and initials."""
    window: Window = ALWAYS
    tables: Mapping[str, DatasetTables] = field(default_factory=dict[str, DatasetTables])

    def fold(self, commits: Collection[Commit]) -> Folded:
        """Fold the active commits of one record, of which there is at least one, by the rules of its dataset."""
        return fold(commits, self.rules_of(commits), self.window)

    def rules_of(self, commits: Collection[Commit]) -> Rules:
        """Return the rules for a record; where programs disagree about its dataset, those of the latest word."""
        if len(commits) == 1:
            return self.rules.get(next(iter(commits)).dataset, FIELD_BY_FIELD)
        datasets = {commit.dataset for commit in commits}
        name = datasets.pop() if len(datasets) == 1 else max(commits, key=self.window.rank).dataset
        return self.rules.get(name, FIELD_BY_FIELD)

    def digest(self, version: str) -> str:
        """Return what changes when derived tables have to be built again."""
        told = {
            "derived": DERIVED,
            "version": version,
            "window": [self.window.start, self.window.end],
            "rules": {
                name: [[sorted(group) for group in rules.groups], dict(rules.policies), dict(rules.renamed)]
                for name, rules in self.rules.items()
            },
            "columns": {
                name: [[each.field, each.kind, each.physical] for each in tables.columns]
                for name, tables in self.tables.items()
            },
            "search": {name: list(fields) for name, fields in self.search_fields.items()},
            "recalculate": [[each.root, sorted(each.members)] for each in self.recalculate],
        }
        return hashlib.sha256(canonical(told)).hexdigest()
