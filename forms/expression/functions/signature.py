"""How a function is described: its name, how many arguments it takes, what it compiles to."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from forms.expression.code import Code, Kind, as_boolean, as_number, as_string
from forms.expression.context import Context, Value
from forms.expression.errors import ExpressionError
from forms.expression.moments import Moment
from forms.expression.syntax import Call, Syntax
from forms.tree import Node


class Site(Protocol):
    """The place of a call within an expression that is being compiled."""

    call: Call

    def error(self, what: str) -> ExpressionError: ...

    def compile(self, syntax: Syntax) -> Code: ...


Build = Callable[[Site, list[Code]], Code]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the library."""

    build: Build
    least: int
    most: float
    """Most arguments; infinite where there may be any number."""
    pairs: bool = False
    """Arguments after the first `least` come in twos."""


Library = dict[str, Function]

_CONVERSIONS = {Kind.STRING: as_string, Kind.NUMBER: as_number, Kind.BOOLEAN: as_boolean}


def plain(gives: Kind, function: Callable[..., Any], *takes: Kind, optional: int = 0) -> Function:
    """Describe a function of values alone; the last `optional` arguments may be left out."""

    def build(site: Site, arguments: list[Code]) -> Code:
        values = [_CONVERSIONS[kind](code) for kind, code in zip(takes, arguments, strict=False)]
        return Code(gives, _applied(function, values))

    return Function(build, len(takes) - optional, len(takes))


def _applied(function: Callable[..., Any], values: list[Callable[[Context], Any]]) -> Callable[[Context], Any]:
    match values:
        case []:
            return lambda context: function()
        case [one]:
            return lambda context: function(one(context))
        case [one, two]:
            return lambda context: function(one(context), two(context))
        case [one, two, three]:
            return lambda context: function(one(context), two(context), three(context))
        case _:
            return lambda context: function(*[value(context) for value in values])


def built(build: Build, least: int, most: float | None = None, *, pairs: bool = False) -> Function:
    """Describe a function that sees its arguments before they are computed."""
    return Function(build, least, least if most is None else most, pairs)


def nodes_of(site: Site, code: Code) -> Callable[[Context], Sequence[Node]]:
    """Return the nodes an argument gives; ExpressionError where it can only give something else."""
    if code.kind is Kind.NODES:
        return code.value
    if code.kind is not Kind.ANY:
        raise _not_nodes(site)
    value: Callable[[Context], Value] = code.value

    def nodes(context: Context) -> Sequence[Node]:
        found = value(context)
        if not isinstance(found, str | float | int | Moment):
            return found
        raise _not_nodes(site)

    return nodes


def _not_nodes(site: Site) -> ExpressionError:
    name = site.call.name
    return site.error(f"{name}() needs nodes, not a value" if name[0].isalpha() else f"{name} needs nodes, not a value")


def or_context(arguments: list[Code]) -> Code:
    """Return the only argument, or the context node where it is left out."""
    return arguments[0] if arguments else Code(Kind.NODES, lambda c: (c.node,), lambda c: c.node)


def texts_of(arguments: list[Code]) -> Callable[[Context], list[str]]:
    """Return the text of each argument, and of each node where an argument is nodes."""
    parts = [_texts(code) for code in arguments]
    return lambda context: [text for part in parts for text in part(context)]


def _texts(code: Code) -> Callable[[Context], list[str]]:
    if code.kind is Kind.NODES:
        nodes = code.value
        return lambda context: [node.string_value() if node.children else node.text for node in nodes(context)]
    text = as_string(code)
    return lambda context: [text(context)]


ANY_NUMBER = math.inf
