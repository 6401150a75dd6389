"""What a clerk is shown of a disagreement, and the edit that settles it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sync.commit import RETURNED, Commit, Value
from sync.edit import Edit
from sync.fold import ALWAYS, FIELD_BY_FIELD, Conflict, Folded, Rules, Window, fold


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values, and everybody who wrote it, the latest last."""

    values: Mapping[str, Value]
    commits: tuple[Commit, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One conflict as it lies on the desk."""

    record: str
    dataset: str
    fields: tuple[str, ...]
    choices: tuple[Choice, ...]
    """The one that is shown meanwhile comes last."""
    base: Mapping[str, Value]
    """What all of them had before them; without the field where they had not known of any value."""
    looked_at: Commit | None = None
    """Who had all values before them when they answered an office's remark, and left what is shown."""


def disagreements(
    commits: Collection[Commit], rules: Rules = FIELD_BY_FIELD, window: Window = ALWAYS
) -> list[Disagreement]:
    """Return the conflicts of one record, from its active commits."""
    folded = fold(commits, rules, window)
    by_id = {commit.id: commit for commit in commits}
    return [_disagreement(folded, conflict, by_id, rules, window) for conflict in folded.disagreements]


def resolve(folded: Folded, values: Mapping[str, Value], held: Collection[str]) -> Edit:
    """Return the edit that settles conflicts with those values: a candidate's, or others.

    `held` are the commits of the record that lay before whoever decides. All heads of the conflicts are among what the
    edit has seen, so a candidate that arrives later opens the conflict again, and none that was looked at does.
    """
    settled = {conflict.fields: conflict for name in values if (conflict := folded.conflicts.get(name))}
    named = {head for conflict in settled.values() for head in conflict.heads}
    return Edit(folded.record, folded.dataset, dict(values), tuple(sorted(named | set(held))))


def _disagreement(
    folded: Folded, conflict: Conflict, by_id: Mapping[str, Commit], rules: Rules, window: Window
) -> Disagreement:
    choices = tuple(
        Choice(candidate.values, tuple(sorted((by_id[each] for each in candidate.commits), key=window.rank)))
        for candidate in conflict.candidates
    )
    known_to_all = set[str].intersection(*(set(by_id[head].seen) for head in conflict.heads))
    before = [by_id[each] for each in sorted(known_to_all) if each in by_id]
    shown = fold(before, rules, window).values if before else dict[str, Value]()
    base = {name: shown[name] for name in conflict.fields if name in shown}
    looks = [by_id[each] for each in by_id if by_id[each].set.get(RETURNED, "") is None]
    looked_at = [each for each in looks if set(conflict.heads) <= set(each.seen)]
    latest = max(looked_at, key=window.rank, default=None)
    return Disagreement(folded.record, folded.dataset, conflict.fields, choices, base, latest)
