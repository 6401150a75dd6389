"""How a form is laid out on the paper: one page for what is asked once, one for each member of a roster."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from forms.state import Path, QuestionState
from survey_app.desktop.interview.markup import as_plain

CONTAINERS = ("group", "repeat")
SILENT = (*CONTAINERS, "note", "calculate", "hidden")
POSITION = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class Section:
    """The questions that stand on one paper."""

    path: Path
    """The repeat instance, or "" for what is asked once."""
    title: str
    states: tuple[QuestionState, ...]
    """Questions, notes and groups in document order; inner repeats too, with their headings."""

    @cached_property
    def unasked(self) -> tuple[QuestionState, ...]:
        return tuple(state for state in self.states if state.required and state.is_unasked and is_question(state))

    @cached_property
    def wrong(self) -> tuple[QuestionState, ...]:
        return tuple(state for state in self.states if state.violation and state.relevant and not state.is_blank)

    @cached_property
    def has_name(self) -> bool:
        first = next((state for state in self.states if state.kind == "text" and state.relevant), None)
        return first is not None and not first.is_blank

    @cached_property
    def is_begun(self) -> bool:
        return any(not state.is_blank and not state.readonly and is_question(state) for state in self.states)

    @property
    def is_complete(self) -> bool:
        return self.is_begun and not self.unasked and not self.wrong


@dataclass(frozen=True, slots=True)
class Addable:
    """A place on the paper where an instance of an inner repeat can be added."""

    path: Path
    """The repeat, without a position at its end."""
    label: str
    after: Path
    """What it stands behind, "" for the top of the paper."""


class Papers:
    """Every section of one interview as it stands. An answer touches few of them; the others stay as they are."""

    def __init__(self, states: Iterable[QuestionState] = ()) -> None:
        self._heads: dict[Path, QuestionState] = {}
        self._on: dict[Path, dict[Path, QuestionState]] = {"": {}}
        """Path of a section -> what stands on it, in document order."""
        self._place: dict[Path, Path] = {}
        """Path of a state -> path of its section."""
        self._made: dict[Path, Section] = {}
        inside = ""
        for state in states:
            path = state.path
            if inside and not path.startswith(inside):
                inside = ""
            if not inside and state.kind == "repeat" and path.endswith("]"):
                self._heads[path] = state
                self._on[path] = {}
                inside = path + "/"
                continue
            section = inside[:-1]
            self._on[section][path] = state
            self._place[path] = section

    def __contains__(self, path: Path) -> bool:
        return path in self._place

    def state(self, path: Path) -> QuestionState | None:
        place = self._place.get(path)
        return None if place is None else self._on[place].get(path)

    def states(self) -> Iterable[QuestionState]:
        """Return everything that stands on a paper, paper by paper."""
        return (state for on in self._on.values() for state in on.values())

    def section_of(self, path: Path) -> Path:
        """Return the section that a question, or a section itself, stands on."""
        return self._place.get(path, path if path in self._heads else "")

    def section(self, path: Path) -> Section:
        """Return one section; what is asked once where there is no such section."""
        if path not in self._on:
            path = ""
        made = self._made.get(path)
        if made is None:
            states = tuple(self._on[path].values())
            made = self._made[path] = Section(path, title_of(self._heads[path], states) if path else "", states)
        return made

    def sections(self) -> list[Section]:
        """Return what is asked once, then each outermost repeat instance."""
        relevant = (path for path, head in self._heads.items() if head.relevant)
        return [self.section(""), *(self.section(path) for path in relevant)]

    def show(self, changed: Iterable[QuestionState]) -> bool:
        """Take over what changed; False where something is new, so that all must be read again."""
        for state in changed:
            path = state.path
            if path in self._heads:
                self._heads[path] = state
                self._made.pop(path, None)
            elif path in self._place:
                section = self._place[path]
                self._on[section][path] = state
                self._made.pop(section, None)
            else:
                return False
        return True


def is_question(state: QuestionState) -> bool:
    """Say whether there is something to answer."""
    return state.kind not in SILENT and not state.readonly and "label" not in state.appearance


def title_of(head: QuestionState, inner: Iterable[QuestionState]) -> str:
    """Name a repeat instance by its first text, as people would; until that is typed, by its label."""
    first = next((state for state in inner if state.kind == "text" and state.relevant), None)
    return (first.value if first else "") or as_plain(head.label) or head.path.rpartition("/")[2]


def instance_around(path: Path) -> Path:
    """Return the innermost repeat instance that a path lies in or is: `/data/person[2]/job[1]/pay` -> `…/job[1]`."""
    cut = path.rfind("]")
    return path[: cut + 1] if cut >= 0 else ""


def position_of(path: Path) -> int:
    """Return which one of its repeat an instance is, from 1 on."""
    return int(path.rpartition("[")[2].rstrip("]") or 1)


def schema_path(path: Path) -> Path:
    """Return a path without positions, as a definition has it."""
    return POSITION.sub("", path)


def next_unasked(states: Iterable[QuestionState], after: Path = "") -> Path:
    """Return the next question that nobody has asked yet, going round once; "" when there is none."""
    questions = [state for state in states if state.relevant and is_question(state)]
    place = next((index for index, state in enumerate(questions) if state.path == after), -1)
    for state in questions[place + 1 :] + questions[: place + 1]:
        if state.required and state.is_unasked:
            return state.path
    return ""
