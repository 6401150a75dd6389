"""What a screen needs to know about one question: values only, in the language of the moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

Path = str
"""An absolute path with 1-based positions of repeat instances: `/data/person[2]/full_name`."""

Scalar = None | bool | int | str
"""A value that a commit may hold; decimals and dates are strings as XForms writes them."""


NOTHING: Mapping[str, str] = MappingProxyType({})


class Missing(StrEnum):
    """Why there is no answer. Kept beside the question, travels with the record."""

    DOES_NOT_KNOW = "does_not_know"
    REFUSED = "refused"
    NO_CARD = "no_card"
    LATER = "later"  # the only one that still counts as not asked


class Problem(StrEnum):
    """What is wrong with an answer."""

    REQUIRED = "required"
    CONSTRAINT = "constraint"
    TYPE = "type"  # the text is no value of the question's type, or no choice of its list
    RANGE = "range"  # a number or a place, but beyond those that the question's type has


@dataclass(frozen=True, slots=True)
class Violation:
    """An answer that does not fit; the message is the form's own words, "" where the form has none."""

    problem: Problem
    message: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceState:
    """One choice as shown: its name (the code that is kept) and its label in the current language."""

    name: str
    label: str
    media: Mapping[str, str] = field(default_factory=dict[str, str])


class QuestionState(NamedTuple):
    """One question, note, group or repeat instance as it stands now.

    A tuple, because one answer can change a thousand of them, and they are compared with what the screen has.
    """

    path: Path
    name: str
    kind: str
    """text, integer, decimal, date, time, datetime, select_one, select_multiple, rank, note, acknowledge, range,
    geopoint, geotrace, geoshape, image, audio, video, file, barcode, calculate, hidden, group, repeat."""
    label: str = ""
    hint: str = ""
    guidance: str = ""
    value: str = ""
    """Lexical value as XForms writes it: `2003-06-12`, `1 3` for several choices, "" for blank."""
    missing: Missing | None = None
    relevant: bool = True
    required: bool = False
    readonly: bool = False
    violation: Violation | None = None
    choices: Sequence[ChoiceState] = ()
    appearance: frozenset[str] = frozenset()
    parameters: Mapping[str, str] = NOTHING
    media: Mapping[str, str] = NOTHING
    depth: int = 0
    """How many groups and repeats it lies in."""

    @property
    def is_blank(self) -> bool:
        return self.value == ""

    @property
    def is_unasked(self) -> bool:
        """Nobody has answered it and nobody has said why not."""
        return self.relevant and self.is_blank and self.missing in (None, Missing.LATER)
