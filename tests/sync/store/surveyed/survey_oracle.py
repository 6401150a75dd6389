"""What really happened in a simulated survey, and what must follow from it.

The oracle is told by the harness what somebody typed and which commits lay before them. It imports nothing of the
program and never looks at what a commit says that it has seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

Values = Mapping[str, object]

LIFE, LIVE, PARENT, INTO = "@life", "live", "@parent", "into:"
GROUP = frozenset({"id_no", "id_type"})
RENAMED = {"job": "work"}


@dataclass(frozen=True)
class Told:
    """One save of one record, as it happened."""

    record: str
    values: Values
    knew: frozenset[str]
    """Every commit that lay before its author."""
    takes_back: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Shown:
    """What one computer shows to people."""

    kept: Mapping[str, Values]
    """Of each record of which anything stands, the answers."""
    parents: Mapping[str, str]
    into: Mapping[str, str]
    listed: tuple[str, ...]
    """The rows of the list."""
    choices: Mapping[tuple[str, str], list[Values]]
    """(record, field) -> the values among which somebody has to choose."""
    deleted: frozenset[str]
    contested: frozenset[str]
    unplaced: frozenset[str]


@dataclass
class Oracle:
    """Knows everything that was done, and counts what was met."""

    told: dict[str, Told] = field(default_factory=dict[str, Told])
    numbers: dict[tuple[str, int], set[str]] = field(default_factory=dict[tuple[str, int], set[str]])
    """(stream, number) -> the commits that claim it."""
    met: Counter[str] = field(default_factory=Counter[str])
    settled: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """(record, field) that somebody has decided once."""

    def standing(self, held: Iterable[str]) -> set[str]:
        """Return which of the commits stand: nothing that stands takes them back."""
        every = set(held)
        revokers: dict[str, list[str]] = {}
        for commit_id in every:
            for target in self.told[commit_id].takes_back:
                revokers.setdefault(target, []).append(commit_id)

        def stands(commit_id: str) -> bool:
            return not any(stands(revoker) for revoker in revokers.get(commit_id, ()))

        return {commit_id for commit_id in every if stands(commit_id)}

    def doubled(self, held: Collection[str]) -> set[tuple[str, int]]:
        """Return the numbers that two of the commits claim."""
        return {number for number, ids in self.numbers.items() if len(ids.intersection(held)) > 1}

    def check(self, shown: Shown, held: Collection[str]) -> None:
        """Compare what is shown with what must follow from everything that is held."""
        standing = self.standing(held)
        by_record: dict[str, list[str]] = {}
        for commit_id in standing:
            if record := self.told[commit_id].record:
                by_record.setdefault(record, []).append(commit_id)
        assert shown.kept.keys() == by_record.keys(), "INV 5: every record of which anything stands is there"
        for record, mine in by_record.items():
            heads = self._heads(mine)
            self._check_life(record, heads, shown)
            for name, current in heads.items():
                if record not in shown.deleted and name != LIFE:
                    self._check_field(record, name, current, shown)
        self._check_places(shown)
        self._check_mergers(shown)

    def _heads(self, mine: Collection[str]) -> dict[str, list[str]]:
        """Return for each field those who wrote it and were not known to any other who wrote it."""
        wrote = {each: {RENAMED.get(name, name) for name in self.told[each].values} for each in mine}
        heads: dict[str, list[str]] = {}
        for name in {name for names in wrote.values() for name in names}:
            unit = GROUP if name in GROUP else {name}
            writers = [each for each in mine if not unit.isdisjoint(wrote[each])]
            heads[name] = [
                each for each in writers if not any(each in self.told[other].knew for other in writers if other != each)
            ]
        return heads

    def _written(self, commit_id: str, unit: Iterable[str]) -> str:
        values = {RENAMED.get(name, name): value for name, value in self.told[commit_id].values.items()}
        return repr([values.get(name) for name in sorted(unit)])

    def _check_field(self, record: str, name: str, current: Collection[str], shown: Shown) -> None:
        unit = GROUP if name in GROUP else {name}
        written = {self._written(each, unit) for each in current}
        choices = shown.choices.get((record, name))
        kept = shown.kept[record]
        if name == "remark":
            parts = {part for each in current for part in str(self.told[each].values[name]).split("\n")}
            assert set(str(kept[name]).split("\n")) == parts, "INV 6: no remark is lost"
            return
        if name == "visits":
            assert kept[name] == max(int(str(self.told[each].values[name])) for each in current), "INV 6"
            return
        assert (len(written) > 1) == (choices is not None), "INV 7, 8: a conflict if and only if there is one"
        if name == PARENT:
            is_head = repr([shown.parents[record]]) in written
            assert is_head or record in shown.unplaced, "INV 13: where somebody put it, or on the list of the unplaced"
        else:
            now = repr([kept.get(part) for part in sorted(unit)])
            assert now in written, "INV 9: what is shown was written by a head"
        if choices is not None:
            listed = {repr([each.get(part) for part in sorted(unit)]) for each in choices}
            assert listed == written, "INV 7: every value is listed"
            self.met["conflicts"] += 1
            self.met["three ways"] += len(written) > 2
            self.met["group conflicts"] += name == "id_no"
            self.met["reopened"] += (record, name) in self.settled

    def _check_life(self, record: str, heads: Mapping[str, list[str]], shown: Shown) -> None:
        life = heads.get(LIFE, [])
        deletes = [each for each in life if self.told[each].values[LIFE] != LIVE]
        held = {each for delete in deletes for each in self.told[delete].knew} | set(deletes)
        unseen = [each for name, current in heads.items() if name != LIFE for each in current if each not in held]
        if not deletes:
            assert record not in shown.deleted | shown.contested, "INV 11: who was not deleted is there"
            self.met["live"] += 1
        elif unseen or len(deletes) < len(life):
            assert record in shown.contested, "INV 12: a delete hides only what its author held"
            self.met["contested"] += 1
        elif record in shown.contested:
            merged = [str(self.told[each].values[LIFE]) for each in deletes]
            assert any(each.startswith(INTO) for each in merged), "INV 14: shown because of a crossed merger"
            self.met["crossed"] += 1
        else:
            assert record in shown.deleted, "INV 11: who was deleted stays so"
            self.met["deleted"] += 1

    def _check_places(self, shown: Shown) -> None:
        there = set(shown.listed)
        assert len(there) == len(shown.listed), "INV 13: nobody is listed twice"
        assert there == shown.kept.keys() - shown.deleted, "INV 13: everybody is listed who is there"
        for record in there:
            parent = shown.parents[record]
            assert not parent or parent in there or record in shown.unplaced, "INV 13: one home, or unplaced"
        assert not has_circle({each: shown.parents[each] for each in there}), "INV 14: the tree is a tree"
        self.met["unplaced"] += len(shown.unplaced)
        self.met["circles"] += sum(not shown.parents[each] for each in shown.unplaced)

    def _check_mergers(self, shown: Shown) -> None:
        mergers = {each: shown.into[each] for each in shown.deleted if shown.into[each]}
        assert not has_circle(mergers), "INV 14: of two merged into each other one stays"


def has_circle(links: Mapping[str, str]) -> bool:
    """Whether somebody who follows the links comes back to where they were."""
    for start in links:
        path = {start}
        at = links[start]
        while at and at in links and at not in path:
            path.add(at)
            at = links[at]
        if at in path:
            return True
    return False
