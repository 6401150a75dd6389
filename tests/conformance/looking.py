"""What a person at a form sees: answers, choices, labels, places; in the words that the recorded scenarios use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms.markup import Part, parts_of
from forms.state import ChoiceState, QuestionState

if TYPE_CHECKING:
    from scenario import Scenario

BEGINNING, END = "BEGINNING_OF_FORM", "END_OF_FORM"


@dataclass(frozen=True)
class Answered:
    """What one question holds. Text that is no value of its kind is kept for the person to mend; it is no answer."""

    path: str
    state: QuestionState
    type: str
    text: str

    @property
    def string_value(self) -> str:
        return Spelled(self.text) if self.type in ("decimal", "geopoint") and self.text else self.text

    def get_value(self) -> str:
        return self.text

    @property
    def value(self) -> object:
        if not self.text:
            return None if self.type in KINDS else ""
        return KINDS.get(self.type, str)(self.text)

    @property
    def message(self) -> str | None:
        """Return what is said about it: None where nothing is wrong, "" for the program's own words."""
        return self.state.violation.message if self.state.violation else None


@dataclass(frozen=True)
class Absent:
    """What a node holds that is not there."""

    value: None = None


class Spelled(str):
    """Text of numbers: what counts is their values."""


class Whole(int):
    """A whole number that is none of JavaScript's ordinary numbers."""


def _place(text: str) -> dict[str, float | None]:
    numbers = [float(part) for part in text.split()]
    names = ("latitude", "longitude", "altitude", "accuracy")
    return dict(zip(names, [*numbers, *[None] * (4 - len(numbers))], strict=True))


KINDS: dict[str, Callable[[str], object]] = {
    "int": Whole,
    "decimal": float,
    "geopoint": _place,
    "date": str,
    "time": str,
    "dateTime": str,
}


@dataclass(frozen=True)
class Choices:
    """The choices of a question at one moment."""

    listed: tuple[ChoiceState, ...]

    def size(self) -> int:
        return len(self.listed)

    def is_empty(self) -> bool:
        return not self.listed

    def get(self, place: int) -> Choice:
        return Choice(self.listed[place].name, self.listed[place].label)


@dataclass(frozen=True)
class Choice:
    """One choice; a label of None stands for any."""

    name: str
    label: str | None = None

    def get_value(self) -> str:
        return self.name


@dataclass(frozen=True)
class Label:
    """What a question or a choice says, with what stands out in it."""

    text: str

    @property
    def formatted(self) -> list[dict[str, Any]]:
        return [_formatted(part) for part in parts_of(self.text)]


def _formatted(part: Part) -> dict[str, Any]:
    if isinstance(part, str):
        return {"value": part}
    return {"elementName": part.tag, "url": part.url, "children": [_formatted(inner) for inner in part.parts]}


@dataclass(frozen=True)
class Place:
    """Where a person stands: at a question, a group, a repeat instance, or where one could be added."""

    path: str
    kind: str

    @property
    def event_type(self) -> str:
        return self.path if self.path in (BEGINNING, END) else self.kind

    @property
    def xpath_reference(self) -> str:
        return self.path

    def is_end_of_form_index(self) -> bool:
        return self.path == END


@dataclass
class Looked:
    """One node of the form, as it stands whenever it is looked at."""

    scenario: Scenario
    path: str

    @property
    def current(self) -> QuestionState:
        return self.scenario.instance.state(self.path)

    @property
    def current_state(self) -> Answered | Absent:
        try:
            return self.scenario.answer_of(self.path)
        except KeyError:
            return Absent()

    @property
    def node_type(self) -> str:
        return self.current.kind

    @property
    def node_options(self) -> dict[str, Any]:
        accepted = self.current.parameters.get("mediatype", "*")
        kind, _, more = accepted.partition("/")
        return {"media": {"accept": accepted, "type": kind if more else None, "subtype": more or None}}

    def set_value(self, value: object) -> None:
        self.scenario.answer(self.path, value)

    @property
    def appearances(self) -> frozenset[str]:
        return self.current.appearance


@dataclass
class Outcome:
    """Whether the form could be sent, and if not, the first question that is in the way."""

    outcome: str
    failed_prompt: Place | None = None
