"""What a clerk would probably decide about a disagreement, with the reason. A suggestion decides nothing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sync.answers import missing_reason
from sync.commit import Commit, Value
from sync.conflict import Choice, Disagreement

APART = timedelta(hours=1)
"""Two moments closer than this say nothing about who knew better: clocks differ."""

FROM_PAPER = "list"
"""The source of what was copied from an existing list, at no door."""


class Reason(StrEnum):
    """Why one of the values is likely."""

    LOOKED_AGAIN = "looked_again"  # the assistant was asked and left it so
    ANSWERED = "answered"  # the others have no answer
    NOT_COPIED = "not_copied"  # the others come from an old list
    LATER = "later"  # saved later than the others


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One of the choices, and why."""

    choice: int
    reason: Reason
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    """`who` and `when`, as the commit behind the reason says."""


def suggestion(found: Disagreement) -> Suggestion | None:
    """Return what is likely, by the first reason that tells one value from all others; None where none does."""
    shown = len(found.choices) - 1
    if found.looked_at is not None:
        return Suggestion(shown, Reason.LOOKED_AGAIN, _facts(found.looked_at))
    for reason, speaks_for in _REASONS.items():
        likely = [number for number, choice in enumerate(found.choices) if speaks_for(choice, found.choices)]
        if len(likely) == 1:
            return Suggestion(likely[0], reason, _facts(found.choices[likely[0]].commits[-1]))
    return None


def _is_answer(choice: Choice, every: Sequence[Choice]) -> bool:
    return any(_says_something(value) for value in choice.values.values())


def _is_not_copied(choice: Choice, every: Sequence[Choice]) -> bool:
    return any(commit.source != FROM_PAPER for commit in choice.commits)


def _is_latest(choice: Choice, every: Sequence[Choice]) -> bool:
    own = _moment(choice.commits[-1])
    others = [_moment(other.commits[-1]) for other in every if other is not choice]
    return own is not None and all(other is not None and own - other >= APART for other in others)


def _says_something(value: Value) -> bool:
    return value not in (None, "") and not missing_reason(value)


def _moment(commit: Commit) -> datetime | None:
    try:
        moment = datetime.fromisoformat(commit.wall)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _facts(commit: Commit) -> dict[str, str]:
    return {"who": commit.actor, "when": commit.wall}


_REASONS: Mapping[Reason, Callable[[Choice, Sequence[Choice]], bool]] = {
    Reason.ANSWERED: _is_answer,
    Reason.NOT_COPIED: _is_not_copied,
    Reason.LATER: _is_latest,
}
