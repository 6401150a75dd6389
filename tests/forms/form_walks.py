"""A person who fills in a whole form and does everything that people do on the way: for the walks over real forms."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from walking import ODD, PLAIN, is_open

from forms.definition import Form, Node
from forms.instance import Instance
from forms.state import Missing, QuestionState

TRIES = 14
"""Answers that somebody tries before the rule of the question is given up."""
WORDS = ("王桂芝", "Ann", "13500000000", "a", "2003", "12", "x y z", "other")


@dataclass(frozen=True)
class Act:
    """One thing that was done, as another engine can do it too."""

    what: str
    """answer, add, remove."""
    path: str
    value: str = ""


@dataclass
class Walk:
    """Answers each question that opens, and now and then goes back on something."""

    instance: Instance
    chance: random.Random
    wanders: float = 0.2
    """How often something else is done than answering the next question."""
    most_rows: int = 3
    is_plain: bool = False
    """Do only what every engine can do: no moving of rows, no odd text, no reasons for a missing answer."""
    tried: dict[str, set[str]] = field(default_factory=dict)
    """Question -> choices that were made already, in earlier walks too: others are made first, to see what opens."""
    acts: list[Act] = field(default_factory=list)
    reached: set[Node] = field(default_factory=set)
    _settled: set[str] = field(default_factory=set)

    def steps(self, most: int) -> Iterator[Act]:
        """Do one thing after the other until every question has been asked, and yield what was done."""
        for _ in range(most):
            states = self.instance.states()
            self._note(states)
            waiting = [state for state in states if is_askable(self.instance, state)]
            waiting = [state for state in waiting if state.path not in self._settled]
            act = self._wander(states) if self.chance.random() < self.wanders else None
            if act is None:
                if not waiting:
                    return
                act = self._answer(waiting[0])
            self.acts.append(act)
            yield act
        self._note(self.instance.states())

    def _note(self, states: list[QuestionState]) -> None:
        definitions = self.instance.form.nodes
        self.reached |= {definitions[schema_path(state.path)] for state in states if state.relevant}

    # -------------------------------------------------------------- going on

    def _answer(self, state: QuestionState) -> Act:
        self._settled.add(state.path)
        text = ""
        for text in self._candidates(state):
            self.instance.answer(state.path, text)
            if not self.instance.state(state.path).violation:
                break
        return Act("answer", state.path, text)

    def _candidates(self, state: QuestionState) -> Iterator[str]:
        for attempt in range(TRIES):
            yield self._candidate(state, attempt)

    def _candidate(self, state: QuestionState, attempt: int) -> str:
        chance = self.chance
        names = [choice.name for choice in state.choices]
        match state.kind:
            case "select_one":
                return self._choice(schema_path(state.path), names) if names else ""
            case "select_multiple":
                return " ".join(chance.sample(names, min(len(names), chance.randint(1, 3)))) if names else ""
            case "rank":
                return " ".join(chance.sample(names, len(names)))
            case "integer" | "range":
                return str(chance.randint(*chance.choice([(0, 3), (0, 12), (0, 100), (1900, 2030), (0, 9999)])))
            case "decimal":
                return str(chance.randint(0, 400) / chance.choice([1, 2, 10]))
            case "date":
                return (date(2003, 6, 12) - timedelta(chance.choice([0, 3, 40, 900, 9_000, 20_000]))).isoformat()
            case "text" if attempt:
                return chance.choice(WORDS)
            case kind:
                return PLAIN[kind]

    def _choice(self, question: str, names: list[str]) -> str:
        tried = self.tried.setdefault(question, set())
        new = [name for name in names if name not in tried]
        name = self.chance.choice(new if new and self.chance.random() < 0.7 else names)
        tried.add(name)
        return name

    # -------------------------------------------------------------- going back

    def _wander(self, states: list[QuestionState]) -> Act | None:
        ways: list[Callable[[list[QuestionState]], Act | None]]
        ways = [self._answer_again, self._answer_again, self._clear, self._add, self._remove]
        if not self.is_plain:
            ways += [self._answer_oddly, self._leave, self._move, self._speak]
        return self.chance.choice(ways)(states)

    def _any(self, states: list[QuestionState]) -> QuestionState | None:
        askable = [state for state in states if is_askable(self.instance, state)]
        return self.chance.choice(askable) if askable else None

    def _answer_again(self, states: list[QuestionState]) -> Act | None:
        state = self._any([state for state in states if state.value])
        return self._answer(state) if state else None

    def _answer_oddly(self, states: list[QuestionState]) -> Act | None:
        state = self._any(states)
        return self._put(state.path, self.chance.choice(ODD)) if state else None

    def _clear(self, states: list[QuestionState]) -> Act | None:
        state = self._any([state for state in states if state.value])
        return self._put(state.path, "") if state else None

    def _put(self, path: str, text: str) -> Act:
        self.instance.answer(path, text)
        return Act("answer", path, text)

    def _leave(self, states: list[QuestionState]) -> Act | None:
        state = self._any(states)
        if state is None:
            return None
        self.instance.leave_unanswered(state.path, self.chance.choice(list(Missing)))
        return Act("answer", state.path)

    def _rows(self) -> list[tuple[str, int]]:
        return [(each.path, each.count) for each in self.instance.repeats() if each.relevant and not each.fixed]

    def _add(self, states: list[QuestionState]) -> Act | None:
        rows = [(path, count) for path, count in self._rows() if count < self.most_rows]
        if not rows:
            return None
        path, _ = self.chance.choice(rows)
        return Act("add", self.instance.add_repeat(path))

    def _remove(self, states: list[QuestionState]) -> Act | None:
        rows = [(path, count) for path, count in self._rows() if count > 1]
        if not rows:
            return None
        path, count = self.chance.choice(rows)
        row = f"{path}[{self.chance.randint(1, count)}]"
        self.instance.remove_repeat(row)
        return Act("remove", row)

    def _move(self, states: list[QuestionState]) -> Act | None:
        rows = [(path, count) for path, count in self._rows() if count > 1]
        if not rows:
            return None
        path, count = self.chance.choice(rows)
        row, position = f"{path}[{self.chance.randint(1, count)}]", self.chance.randint(1, count)
        self.instance.move_repeat(row, position)
        return Act("move", row, str(position))

    def _speak(self, states: list[QuestionState]) -> Act | None:
        languages = self.instance.form.languages
        if len(languages) < 2:
            return None
        language = self.chance.choice(languages)
        self.instance.set_language(language)
        return Act("speak", "", language)


def schema_path(path: str) -> str:
    """Return a path without positions."""
    return "/".join(step.partition("[")[0] for step in path.split("/"))


def is_askable(instance: Instance, state: QuestionState) -> bool:
    """Say whether somebody can answer it; what is computed all the time is overwritten at once."""
    return is_open(state) and instance.form.nodes[schema_path(state.path)].calculate is None


def questions_of(form: Form) -> set[Node]:
    """Return what is asked, groups and repeats aside, and what the author has switched off."""
    return {node for node in form.order if node.control not in ("group", "repeat") and not _is_off(node)}


def _is_off(node: Node) -> bool:
    is_never = node.relevant is not None and node.relevant.text.strip() == "false()"
    return is_never or (node.parent is not None and _is_off(node.parent))
