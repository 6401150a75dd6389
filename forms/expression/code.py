"""What a piece of an expression compiles to: a closure, and what kind of value it gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, cast

from forms.expression.context import Context, Value
from forms.expression.moments import Moment
from forms.expression.values import EXACT, boolean, number, number_of_text, string, string_of_number
from forms.tree import Node


class Kind(Enum):
    """What a piece is known to give before it runs. ANY: only the run will tell."""

    STRING = auto()
    NUMBER = auto()
    BOOLEAN = auto()
    MOMENT = auto()
    NODES = auto()
    ANY = auto()


@dataclass(frozen=True, slots=True)
class Code:
    """One compiled piece. Knowing the kind beforehand saves asking for it at each run."""

    kind: Kind
    value: Callable[[Context], Any]
    first: Callable[[Context], Node | None] | None = None
    """Of nodes: only the first in document order, often much cheaper than all."""
    text: Callable[[Context], str] | None = None
    """Of nodes: the text of the first, "" where there is none; for paths that are quicker in one go."""
    constant: Value | None = None
    """The value, where it is written in the expression itself."""


def constant(value: str | float | bool) -> Code:
    kind = Kind.STRING if isinstance(value, str) else Kind.BOOLEAN if isinstance(value, bool) else Kind.NUMBER
    return Code(kind, lambda context: value, constant=value)


def nodes_code(
    nodes: Callable[[Context], Sequence[Node]],
    first: Callable[[Context], Node | None] | None = None,
    text: Callable[[Context], str] | None = None,
) -> Code:
    def first_of_all(context: Context) -> Node | None:
        found = nodes(context)
        return found[0] if found else None

    first = first or first_of_all
    return Code(Kind.NODES, nodes, first, text or _text_of(first))


def _text_of(first: Callable[[Context], Node | None]) -> Callable[[Context], str]:
    def text(context: Context) -> str:
        node = first(context)
        if node is None:
            return ""
        return node.string_value() if node.children else node.text

    return text


def as_string(code: Code) -> Callable[[Context], str]:
    value = code.value
    match code.kind:
        case Kind.STRING:
            return value
        case Kind.NUMBER:
            return _string_of_number(value)
        case Kind.BOOLEAN:
            return lambda context: "true" if value(context) else "false"
        case Kind.MOMENT:
            return lambda context: cast(Moment, value(context)).text
        case Kind.NODES if code.text is not None:
            return code.text
        case _:
            return lambda context: string(value(context))


def _string_of_number(number_of: Callable[[Context], float]) -> Callable[[Context], str]:
    def string_of(context: Context) -> str:
        number = number_of(context)
        return str(int(number)) if -EXACT < number < EXACT and number.is_integer() else string_of_number(number)

    return string_of


def as_number(code: Code) -> Callable[[Context], float]:
    value = code.value
    match code.kind:
        case Kind.NUMBER:
            return value
        case Kind.BOOLEAN:
            return lambda context: 1.0 if value(context) else 0.0
        case Kind.MOMENT:
            return lambda context: cast(Moment, value(context)).days
        case Kind.STRING | Kind.NODES:
            return _number_of(as_string(code))
        case _:
            return lambda context: number(value(context), context.environment)


def _number_of(string_of: Callable[[Context], str]) -> Callable[[Context], float]:
    def number_of(context: Context) -> float:
        text = string_of(context)
        # Whole numbers are most of what is ever counted with.
        return float(text) if text.isdigit() and text.isascii() else number_of_text(text, context.environment)

    return number_of


def as_boolean(code: Code) -> Callable[[Context], bool]:
    value, first = code.value, code.first
    match code.kind:
        case Kind.BOOLEAN:
            return value
        case Kind.STRING:
            return lambda context: value(context) != ""
        case Kind.NODES if first is not None:
            return lambda context: first(context) is not None
        case _:
            return lambda context: boolean(value(context))
