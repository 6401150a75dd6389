"""What a set of commits means: pure functions of the set, so order, repetition and origin cannot matter.

A field's value is what was written by those whom no other writer of the same field had seen: its heads. Several
distinct heads are a conflict, kept until somebody who saw them all writes again. `seen` is used as it stands and never
closed transitively over the record: a machine may hold a commit without those that its author had seen, and what is
typed there has not seen them either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from sync.commit import (
    APART,
    AREA,
    AWAITED,
    LIFE,
    LIVE,
    PARENT,
    PERHAPS,
    POSITION,
    RETURNED,
    SAME,
    STATE,
    Commit,
    Value,
    canonical,
    reading_as,
)

INTO = "into:"
"""`@life` of a duplicate: into:<the record it was merged into>."""

Rank = tuple[int, str]

_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


class Status(StrEnum):
    """Whether a record is there."""

    LIVE = "live"
    DELETED = "deleted"
    CONTESTED = "contested"  # deleted by someone who did not hold all of it; counts as present


@dataclass(frozen=True, slots=True)
class Window:
    """The survey round in hybrid timestamps. A clock outside of it loses to every clock within."""

    start: int = -(2**63)
    end: int = 2**63 - 1

    def rank(self, commit: Commit) -> Rank:
        """Return what the winner is chosen by: the same everywhere, whatever the clocks say."""
        return (commit.hlc if self.start <= commit.hlc <= self.end else self.start, commit.id)


ALWAYS = Window()


@dataclass(frozen=True, slots=True)
class Rules:
    """How the fields of one dataset are merged where that is not field by field."""

    groups: tuple[frozenset[str], ...] = ()
    """Fields that are one thing (a kind of ID and its number), so that no merge mixes halves of two."""
    policies: Mapping[str, str] = field(default_factory=dict[str, str])
    """Field -> max, min, concat or lww: what heads become instead of a conflict."""
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])
    """What a field was called by an earlier form -> its name now. Writes to either are writes to one field."""
    unit_of: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    """For each grouped field the fields that it is one with."""

    def __post_init__(self) -> None:
        units = {name: tuple(sorted(group)) for group in self.groups for name in group}
        object.__setattr__(self, "unit_of", units)


FIELD_BY_FIELD = Rules()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the values that disagree, and the commits that say so."""

    values: Mapping[str, Value]
    commits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Fields on which people who did not know of each other disagree. The candidate that is shown comes last."""

    fields: tuple[str, ...]
    candidates: tuple[Candidate, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The commits that a decision has to name, so that it stands."""
        return tuple(sorted(commit for candidate in self.candidates for commit in candidate.commits))


@dataclass(frozen=True, slots=True)
class Folded:
    """One record as its commits say."""

    record: str
    dataset: str
    values: Mapping[str, Value]
    """What is shown, reserved fields too."""
    conflicts: Mapping[str, Conflict]
    """By field; the fields of a group share one."""
    status: Status
    into: str
    """The record that this deleted one was merged into, or ""."""
    first: Commit
    last: Commit
    parent_rank: Rank | None = None
    """By what `@parent` was chosen: the weakest link of a circle gives way."""

    @property
    def parent(self) -> str:
        return _text(self.values.get(PARENT))

    @property
    def position(self) -> str:
        return _text(self.values.get(POSITION))

    @property
    def area(self) -> str:
        """The area it belongs to; where none was written, the area of whoever wrote first."""
        return _text(self.values.get(AREA)) or self.first.area

    @property
    def disagreements(self) -> list[Conflict]:
        """Each conflict once."""
        return list({conflict.fields: conflict for conflict in self.conflicts.values()}.values())


def fold(commits: Iterable[Commit], rules: Rules = FIELD_BY_FIELD, window: Window = ALWAYS) -> Folded:
    """Fold the active commits of one record. There must be at least one."""
    if rules.renamed:
        commits = [reading_as(commit, rules.renamed) for commit in commits]
    ranked = list(commits)
    if len(ranked) == 1:
        return _fold_one(ranked[0], rules, window)
    ranked.sort(key=window.rank)
    first, last = ranked[0], ranked[-1]
    values: dict[str, Value] = {}
    conflicts: dict[str, Conflict] = {}
    standing: set[str] = set()
    parent_rank = None
    for unit, writes in _units(ranked, rules).items():
        if len(writes) == 1 and len(unit) == 1 and unit[0] not in (LIFE, PARENT):
            # By far the most frequent case: nobody else ever wrote it.
            values[unit[0]] = writes[0].set[unit[0]]
            standing.add(writes[0].id)
            continue
        current = heads(writes)
        if unit != (LIFE,):
            standing.update(head.id for head in current)
        if unit == (PARENT,):
            parent_rank = window.rank(current[-1])
        shown, conflict = _settle(unit, current, ranked, rules)
        values |= shown
        if conflict:
            conflicts |= dict.fromkeys(unit, conflict)
    status, into = _life([write for write in ranked if LIFE in write.set], standing)
    return Folded(first.record, last.dataset, values, conflicts, status, into, first, last, parent_rank)


def heads(writes: Sequence[Commit]) -> list[Commit]:
    """Return the writes to one field that no other write to it had seen, in the order given."""
    if len(writes) == 1:
        return list(writes)
    seen = {commit_id for write in writes for commit_id in write.seen}
    return [write for write in writes if write.id not in seen]


def revoked(revokes: Collection[Commit]) -> set[str]:
    """Return the ids that are taken back: targets of a revoke that is not itself taken back.

    A revoke names its targets by their hash, so it is younger than they are and the chain of revokes has an end.
    """
    revokers: dict[str, list[str]] = {}
    for revoke in revokes:
        for target in revoke.targets:
            revokers.setdefault(target, []).append(revoke.id)
    taken_back: dict[str, bool] = {}
    for target in revokers:
        waiting = [target]
        while waiting:
            above = revokers.get(waiting[-1], ())
            unknown = [each for each in above if each not in taken_back]
            if unknown:
                waiting += unknown
            else:
                taken_back[waiting.pop()] = any(not taken_back[each] for each in above)
    return {commit_id for commit_id, is_back in taken_back.items() if is_back}


def _fold_one(only: Commit, rules: Rules, window: Window) -> Folded:
    parent_rank = window.rank(only) if PARENT in only.set else None
    status, into = (Status.LIVE, "") if only.set.get(LIFE, LIVE) == LIVE else _life([only], set())
    values = dict(only.set)
    if values.get(LIFE) == AWAITED:
        del values[LIFE]
    for group in rules.groups:
        if not group.isdisjoint(values):
            values |= {name: only.set.get(name) for name in group}
    return Folded(only.record, only.dataset, values, {}, status, into, only, only, parent_rank)


def _units(ranked: Sequence[Commit], rules: Rules) -> dict[tuple[str, ...], list[Commit]]:
    """Return the writes to each field, or to each group of fields."""
    units: dict[tuple[str, ...], list[Commit]] = {}
    for commit in ranked:
        for name, value in commit.set.items():
            if name == LIFE and value == AWAITED:
                continue
            writes = units.setdefault(rules.unit_of.get(name) or (name,), [])
            # A commit that writes several members of a group writes the group once.
            if not writes or writes[-1] is not commit:
                writes.append(commit)
    return units


def _settle(
    unit: tuple[str, ...], current: Sequence[Commit], ranked: Sequence[Commit], rules: Rules
) -> tuple[dict[str, Value], Conflict | None]:
    """Return what is shown for a unit, and the conflict if its heads disagree."""
    if len(unit) == 1:
        name = unit[0]
        told: list[dict[str, Value]] = [{name: head.set[name]} for head in current]
    else:
        told = [_group_as_told(unit, head, ranked) for head in current]
    shown = dict(told[-1])
    if len(told) == 1:
        return shown, None
    policy = _policy(unit, rules)
    if policy:
        return {unit[0]: policy([each[unit[0]] for each in told])}, None
    candidates: dict[bytes, list[int]] = {}
    for number, each in enumerate(told):
        candidates.setdefault(canonical(each), []).append(number)
    # Two people who typed the same answer do not disagree.
    if len(candidates) == 1:
        return shown, None
    listed = (Candidate(told[numbers[0]], tuple(current[n].id for n in numbers)) for numbers in candidates.values())
    return shown, Conflict(unit, tuple(sorted(listed, key=lambda candidate: candidate.values == shown)))


def _group_as_told(unit: tuple[str, ...], head: Commit, ranked: Sequence[Commit]) -> dict[str, Value]:
    """Return a whole group as the author of that commit knew it, also where only a part was written."""
    known = set(head.seen)
    told: dict[str, Value] = {}
    for name in unit:
        if name in head.set:
            told[name] = head.set[name]
        else:
            before = [write for write in ranked if name in write.set and write.id in known]
            told[name] = heads(before)[-1].set[name] if before else None
    return told


def _life(writes: Sequence[Commit], standing: Collection[str]) -> tuple[Status, str]:
    """Return the status, and what the record was merged into. A delete never hides work its author did not hold."""
    told = [write for write in writes if write.set[LIFE] != AWAITED]
    if writes and not told:
        return Status.DELETED, ""
    current = heads(told) if told else []
    deletes = [head for head in current if head.set[LIFE] != LIVE]
    if not deletes:
        return Status.LIVE, ""
    held = {commit_id for delete in deletes for commit_id in delete.seen} | {delete.id for delete in deletes}
    if len(deletes) < len(current) or not held.issuperset(standing):
        return Status.CONTESTED, ""
    merged = [str(delete.set[LIFE]) for delete in deletes if str(delete.set[LIFE]).startswith(INTO)]
    return Status.DELETED, merged[-1].removeprefix(INTO) if merged else ""


def _policy(unit: tuple[str, ...], rules: Rules) -> Callable[[list[Value]], Value] | None:
    if len(unit) != 1:
        return None
    name = "lww" if unit[0].startswith((PERHAPS, APART)) else _UNDISPUTED.get(unit[0]) or rules.policies.get(unit[0])
    return _POLICIES.get(name) if name else None


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _order(value: Value) -> tuple[int, Decimal, bytes]:
    # Numbers before texts, so that values of an older and a newer form can be compared at all.
    if type(value) is int or (isinstance(value, str) and _NUMBER.fullmatch(value)):
        return (0, Decimal(value), canonical(value))
    return (1, Decimal(0), canonical(value))


def _given(values: list[Value]) -> list[Value]:
    return [value for value in values if value is not None] or [None]


def _concat(values: list[Value]) -> Value:
    texts = dict.fromkeys(value for value in _given(values) if isinstance(value, str))
    # A reason for a missing answer gives way to an answer.
    return "\n".join(texts) if texts else values[-1]


_POLICIES: Mapping[str, Callable[[list[Value]], Value]] = {
    "max": lambda values: max(_given(values), key=_order),
    "min": lambda values: min(_given(values), key=_order),
    "concat": _concat,
    "lww": lambda values: values[-1],
    # What one of them has finished is finished.
    "done": lambda values: None if None in values else values[-1],
}

_UNDISPUTED = {POSITION: "lww", RETURNED: "concat", STATE: "done", SAME: "lww"}
"""Reserved fields that people do not disagree about: a place among siblings, and what only waits to be seen to."""
