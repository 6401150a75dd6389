"""A household typed by nobody: answers by question name go into a form as a person would give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from forms.state import Missing, Path, QuestionState

NOT_ASKED = frozenset({"note", "group", "repeat", "calculate", "hidden", "start", "end", "deviceid", "username"})
ROUNDS = 4
"""Answers open other questions; this often the whole is gone through again."""


class Filled(Protocol):
    """An instance, or an interview around one."""

    def states(self) -> Sequence[QuestionState]: ...

    def answer(self, path: Path, value: str | None) -> Sequence[QuestionState]: ...

    def leave_unanswered(self, path: Path, reason: Missing | None) -> Sequence[QuestionState]: ...

    def add_repeat(self, path: Path) -> Path: ...


def fill_under(
    filled: Filled, prefix: Path, answers: Mapping[str, str], left: Mapping[str, Missing] | None = None
) -> int:
    """Answer every question below `prefix` that is asked and known; return how many answers were given.

    Answers that a form has filled in by itself are left alone where they already say the same.
    """
    states = {state.path: state for state in filled.states() if is_below(state.path, prefix)}
    done: set[Path] = set()
    for _ in range(ROUNDS):
        given = len(done)
        for path in states:
            state = states[path]
            if path in done or not state.relevant or state.readonly or state.kind in NOT_ASKED:
                continue
            changed = _give(filled, state, answers, left or {})
            if changed is not None:
                done.add(path)
                states.update((each.path, each) for each in changed if each.path in states)
        if len(done) == given:
            break
    return len(done)


def is_below(path: Path, prefix: Path) -> bool:
    return path.startswith(prefix + "/")


def _give(
    filled: Filled, state: QuestionState, answers: Mapping[str, str], left: Mapping[str, Missing]
) -> Sequence[QuestionState] | None:
    """Answer one question; None where there is nothing to say."""
    if state.name in left:
        return filled.leave_unanswered(state.path, left[state.name])
    value = answers.get(state.name, "")
    return filled.answer(state.path, value) if value and value != state.value else None
