"""A person at a form, as the recorded scenarios have one: steps through it, answers, adds and takes away repeats."""

from __future__ import annotations

import json
import random
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from looking import BEGINNING, END, Answered, Choices, Label, Looked, Outcome, Place

from forms.definition import Form
from forms.expression import Environment
from forms.instance import Instance
from forms.state import Problem, QuestionState
from forms.tree import Element

POSITION = re.compile(r"\[\d+\]")
POSTED = {"submissionMethod": "post"}
"""How every form is sent that is not refused."""


class Refused(Exception):
    """The form does not let a person do this, or the person is not where the scenario says."""


NEXT_SEED = count(1)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""The one moment of the scenarios' world."""


def world() -> Environment:
    """Return a world whose clock stands still; no two give the same ids."""
    chance = random.Random(next(NEXT_SEED))

    def no_file(instance_id: str) -> Element:
        # What the original reads from files was not recorded: every list in a file is empty.
        return Element("root")

    return Environment(
        now=lambda: NOON,
        random=chance.random,
        new_id=lambda: str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        instances=no_file,
    )


@dataclass
class Scenario:
    """One filled-in form and where in it a person stands."""

    form: Form
    instance: Instance
    place: int = 0
    properties: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def begin(cls, form: Form, properties: dict[str, str] | None = None) -> Scenario:
        return cls(form, Instance.new(form, world(), properties=properties), properties=properties or {})

    @classmethod
    def edit(cls, form: Form, xml: str) -> Scenario:
        return cls(form, Instance.from_xml(form, xml, world(), edited=True))

    # -------------------------------------------------------------- where one stands

    def places(self) -> list[Place]:
        """Return every place in the order of asking; repeats that may grow have one more at their end."""
        states = [state for state in self.instance.states() if state.relevant]
        found = [Place(state.path, state.kind) for state in states]
        for repeat in self.instance.repeats():
            if repeat.relevant and not repeat.fixed:
                found.append(Place(repeat.path, "PROMPT_NEW_REPEAT"))
        found.sort(key=lambda place: self._order(place))
        return [Place(BEGINNING, ""), *found, Place(END, "")]

    def _order(self, place: Place) -> list[tuple[int, float]]:
        steps = list[tuple[int, float]]()
        node = self.form.root
        parts = place.path.split("/")[2:]
        for depth, part in enumerate(parts):
            name, _, position = part.partition("[")
            node = next(child for child in node.children if child.name == name)
            assert node.parent is not None
            is_prompt = place.kind == "PROMPT_NEW_REPEAT" and depth == len(parts) - 1
            number = float("inf") if is_prompt else float(position.rstrip("]") or 1)
            steps.append((node.parent.children.index(node), number))
        return steps

    def current(self) -> Place:
        return self.places()[self.place]

    def next(self, expected: str) -> Place:
        return self._step(self.place + 1, expected)

    def prev(self, expected: str) -> Place:
        return self._step(self.place - 1, expected)

    def _step(self, place: int, expected: str) -> Place:
        self.place = place
        here = self.current()
        if here.path != expected:
            raise Refused(f"at {here.path}, not at {expected}")
        return here

    def _go_to(self, path: str) -> Place:
        places = self.places()
        found = next((index for index, place in enumerate(places) if place.path == path), None)
        if found is None:
            raise Refused(f"nothing to be done at {path}")
        self.place = found
        return places[found]

    def _expect_here(self, options: dict[str, str]) -> str:
        expected = options["assertCurrentReference"]
        if self.current().path != expected:
            raise Refused(f"at {self.current().path}, not at {expected}")
        return expected

    def jump_to_beginning_of_form(self) -> None:
        self.place = 0

    def ref_at_index(self) -> Place:
        return self.current()

    def get_current_index(self) -> Place:
        return self.current()

    def index_of(self, path: str) -> Place | None:
        return next((place for place in self.places() if place.path == path), None)

    def at_question(self) -> bool:
        return self.current().kind not in ("", "group", "repeat", "PROMPT_NEW_REPEAT")

    def at_the_end_of_form(self) -> bool:
        return self.current().path == END

    # -------------------------------------------------------------- answering

    def answer(self, *arguments: Any) -> Answered:
        """Answer the question one stands at (a value), or the one named first; several names are choices."""
        if len(arguments) == 1:
            path, values = self.current().path, arguments
        else:
            path, values = self._go_to(str(arguments[0])).path, arguments[1:]
        state = self.instance.state(path)
        if state.readonly and state.kind == "note":
            raise Refused(f"{path} takes no answer")
        self.instance.answer(path, self._written(state, values))
        return self.answer_of(path)

    def _written(self, state: QuestionState, values: Sequence[Any]) -> str:
        if len(values) > 1:
            return " ".join(values)
        value = values[0]
        match value:
            case None:
                return ""
            case bool() if state.kind == "acknowledge":
                return "OK" if value else ""
            case bool():
                return "1" if value else "0"
            case float():
                return str(Decimal(repr(value)))
            case {"latitude": latitude, "longitude": longitude}:
                altitude, accuracy = value.get("altitude"), value.get("accuracy")
                parts = [latitude, longitude, altitude if altitude is not None or accuracy is None else 0, accuracy]
                return " ".join(str(part) for part in parts if part is not None)
            case dict():
                return str(value.get("name", "recorded.bin"))
            case _:
                return str(value)

    def answer_of(self, path: str) -> Answered:
        """Return what a question holds; KeyError where there is none."""
        state = self.instance.state(path)
        definition = self.form.nodes[POSITION.sub("", path)]
        unfit = state.violation is not None and state.violation.problem in (Problem.TYPE, Problem.RANGE)
        return Answered(path, state, definition.type, state.value if state.relevant and not unfit else "")

    def attribute_of(self, path: str, name: str) -> Answered:
        node = self.instance.root
        for step in path.split("/")[2:]:
            child = node.only(step)
            assert child is not None
            node = child
        return Answered(f"{path}/@{name}", self.instance.state(path), "string", node.attributes[name])

    # -------------------------------------------------------------- repeats

    def create_new_repeat(self, where: str | dict[str, str]) -> None:
        place = self._go_to(where if isinstance(where, str) else self._expect_here(where))
        if place.kind != "PROMPT_NEW_REPEAT":
            raise Refused(f"nothing can be added at {place.path}")
        self._go_to(self.instance.add_repeat(place.path))

    def remove_repeat(self, path: str) -> Scenario:
        place = self._go_to(path)
        if place.kind != "repeat" or self._repeat(path.rpartition("[")[0]).fixed:
            raise Refused(f"{path} cannot be taken out")
        self.instance.remove_repeat(path)
        return self

    def _repeat(self, path: str) -> Any:
        found = next((repeat for repeat in self.instance.repeats() if repeat.path == path), None)
        if found is None:
            raise Refused(f"there is no repeat {path}")
        return found

    def count_repeat_instances_of(self, path: str) -> int:
        return self._repeat(path).count

    def proposed_can_create_or_remove_repeat(self, path: str) -> bool:
        return any(repeat.path == path and not repeat.fixed for repeat in self.instance.repeats())

    def proposed_add_explicit_create_new_repeat_call_here(self, path: str, options: dict[str, bool]) -> None:
        if options["explicitRepeatCreation"]:
            self.create_new_repeat(path)

    # -------------------------------------------------------------- looking

    def get_instance_node(self, path: str) -> Looked:
        return Looked(self, path)

    def choices_of(self, path: str) -> Choices:
        return Choices(tuple(self.instance.state(path).choices))

    def get_question_label(self, options: dict[str, str]) -> Label:
        return Label(self.instance.state(self._expect_here(options)).label)

    def get_question_label_text(self, options: dict[str, str]) -> str:
        return self.instance.state(self._expect_here(options)).label

    def proposed_get_question_label_text(self, options: dict[str, str]) -> str:
        return self.get_question_label_text(options)

    def get_selected_option_labels(self, options: dict[str, str]) -> list[Label]:
        return [Label(text) for text in self.proposed_get_selected_option_labels_as_text(options)]

    def proposed_get_selected_option_labels_as_text(self, options: dict[str, str]) -> list[str]:
        state = self.instance.state(self._expect_here(options))
        labels = {choice.name: choice.label for choice in state.choices}
        return [labels[name] for name in state.value.split()]

    def proposed_get_available_option_labels(self, options: dict[str, str]) -> list[str]:
        return [choice.label for choice in self.instance.state(self._expect_here(options)).choices]

    def proposed_get_title(self) -> str:
        return self.form.title()

    def set_language(self, language: str) -> None:
        self.instance.set_language(language)

    def get_validation_outcome(self) -> Outcome:
        first = next(iter(self.instance.violations()), None)
        if first is None or first.violation is None:
            return Outcome("ANSWER_OK")
        required = first.violation.problem is Problem.REQUIRED
        outcome = "ANSWER_REQUIRED_BUT_EMPTY" if required else "ANSWER_CONSTRAINT_VIOLATED"
        return Outcome(outcome, self.index_of(first.path))

    # -------------------------------------------------------------- keeping

    def new_instance(self) -> Scenario:
        return Scenario.begin(self.form)

    def proposed_serialize_instance(self) -> str:
        return self.instance.to_xml()

    def edit_current_instance(self) -> Scenario:
        return Scenario(self.form, Instance.from_xml(self.form, self.instance.to_xml(), world(), edited=True))

    def prepare_web_forms_instance_payload(self) -> dict[str, Any]:
        return {"xml": self.instance.to_xml(), "violations": self.instance.violations(), "submissionMeta": POSTED}

    def serialize_and_deserialize_instance(self, form: Form) -> Scenario:
        return Scenario(form, Instance.restore(form, self.instance.snapshot(), world()))

    @property
    def instance_root(self) -> Scenario:
        return self

    def proposed_serialize_and_restore_instance_state(self) -> Scenario:
        kept = json.loads(json.dumps(self.instance.snapshot()))
        return Scenario(self.form, Instance.restore(self.form, kept, world()))
