"""The tree that an expression is read into; `str` writes it back so that it reads as the same tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

PRECEDENCE = {
    operator: level
    for level, operators in enumerate(["or", "and", "= !=", "< <= > >=", "+ -", "* div mod", "", "|"], start=1)
    for operator in operators.split()
}
NEGATION = 7
"""A minus sign binds closer than `*`, looser than `|`."""

Syntax: TypeAlias = "Number | Literal | Variable | Call | Negation | Chain | Filter | Path"


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as written."""

    text: str
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Literal:
    """Text in quotes."""

    text: str
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"'{self.text}'" if '"' in self.text else f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name`; the standard knows it, XForms has no use for it."""

    name: str
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"${self.name}"


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Syntax, ...]
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.arguments))})"


@dataclass(frozen=True, slots=True)
class Negation:
    """`-operand`."""

    operand: Syntax
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"-{_within(self.operand, NEGATION)}"


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined by operators of one precedence, to be taken from the left: `1 + 2 - 3`.

    One node however long, so that a sum of a thousand questions is no deeper than a sum of two.
    """

    operands: tuple[Syntax, ...]
    operators: tuple[str, ...]
    position: int = field(default=0, compare=False)

    @property
    def precedence(self) -> int:
        return PRECEDENCE[self.operators[0]]

    def __str__(self) -> str:
        first, *others = (_within(operand, self.precedence + 1) for operand in self.operands)
        return first + "".join(f" {sign} {operand}" for sign, operand in zip(self.operators, others, strict=True))


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression of nodes narrowed by predicates: `(a | b)[1]`."""

    operand: Syntax
    predicates: tuple[Syntax, ...]
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return _as_primary(self.operand) + _bracketed(self.predicates)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: the axis, what the nodes there must be, and predicates.

    The test is a name (`age`, `orx:meta`, `*`, `ns:*`) or a node type (`node()`, `text()`,
    `processing-instruction("x")`).
    """

    axis: str
    test: str
    predicates: tuple[Syntax, ...] = ()
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        match self:
            case Step("self", "node()", ()):
                return "."
            case Step("parent", "node()", ()):
                return ".."
            case Step("child", test):
                return test + _bracketed(self.predicates)
            case Step("attribute", test):
                return f"@{test}" + _bracketed(self.predicates)
            case _:
                return f"{self.axis}::{self.test}" + _bracketed(self.predicates)


@dataclass(frozen=True, slots=True)
class Path:
    """A location path: from the root, from an expression (`instance('x')/root`), or from the context node."""

    steps: tuple[Step, ...]
    absolute: bool = False
    start: Syntax | None = None
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        steps = "/".join(map(str, self.steps))
        if self.start is not None:
            start = str(self.start) if isinstance(self.start, Filter) else _as_primary(self.start)
            return f"{start}/{steps}"
        return f"/{steps}" if self.absolute else steps


def _within(syntax: Syntax, precedence: int) -> str:
    """Write an operand, in brackets where it binds looser than its place asks."""
    own = syntax.precedence if isinstance(syntax, Chain) else NEGATION if isinstance(syntax, Negation) else 9
    return f"({syntax})" if own < precedence else str(syntax)


def _as_primary(syntax: Syntax) -> str:
    return f"({syntax})" if isinstance(syntax, Chain | Negation | Path | Filter) else str(syntax)


def _bracketed(predicates: tuple[Syntax, ...]) -> str:
    return "".join(f"[{predicate}]" for predicate in predicates)
