"""How a form is laid out on the paper: one page for what is asked once, one for each member of a roster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forms.state import Path, QuestionState

CONTAINERS = ("group", "repeat")


@dataclass(frozen=True, slots=True)
class Section:
    """The questions that stand on one paper."""

    path: Path
    """The repeat instance, or "" for what is asked once."""
    title: str
    states: tuple[QuestionState, ...]
    """Questions, notes and groups in document order; inner repeats too, with their headings."""

    @property
    def unasked(self) -> tuple[QuestionState, ...]:
        return tuple(state for state in self.states if is_question(state) and state.is_unasked and state.required)

    @property
    def wrong(self) -> tuple[QuestionState, ...]:
        return tuple(state for state in self.states if state.relevant and state.violation and not state.is_blank)

    @property
    def has_name(self) -> bool:
        first = next((state for state in self.states if state.kind == "text" and state.relevant), None)
        return first is not None and not first.is_blank

    @property
    def is_begun(self) -> bool:
        return any(not state.is_blank and not state.readonly for state in self.states if is_question(state))

    @property
    def is_complete(self) -> bool:
        return self.is_begun and not self.unasked and not self.wrong


def is_question(state: QuestionState) -> bool:
    """Say whether there is something to answer."""
    return state.kind not in (*CONTAINERS, "note", "calculate", "hidden") and not state.readonly


def sections_of(states: Iterable[QuestionState]) -> list[Section]:
    """Cut the states of a form into papers: first what is asked once, then each outermost repeat instance."""
    once: list[QuestionState] = []
    members: list[tuple[QuestionState, list[QuestionState]]] = []
    for state in states:
        if members and state.path.startswith(members[-1][0].path + "/"):
            members[-1][1].append(state)
        elif state.kind == "repeat" and state.path.endswith("]"):
            members.append((state, []))
        else:
            once.append(state)
    papers = [Section("", "", tuple(once))]
    return papers + [
        Section(head.path, title_of(head, inner), tuple(inner)) for head, inner in members if head.relevant
    ]


def title_of(head: QuestionState, inner: Iterable[QuestionState]) -> str:
    """Name a repeat instance by its first text, as people would; until that is typed, by its label."""
    first = next((state for state in inner if state.kind == "text" and state.relevant), None)
    return (first.value if first else "") or head.label or head.path.rpartition("/")[2]


def repeat_of(path: Path) -> Path:
    """Return the repeat that an instance belongs to: `/data/person[2]` -> `/data/person`."""
    return path.rpartition("[")[0]


def next_unasked(states: Iterable[QuestionState], after: Path = "") -> Path:
    """Return the next question that nobody has asked yet, going round once; "" when there is none."""
    questions = [state for state in states if is_question(state) and state.relevant]
    place = next((index for index, state in enumerate(questions) if state.path == after), -1)
    for state in questions[place + 1 :] + questions[: place + 1]:
        if state.is_unasked and state.required:
            return state.path
    return ""
