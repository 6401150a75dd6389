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
        return written(self)


@dataclass(frozen=True, slots=True)
class Literal:
    """Text in quotes."""

    text: str
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return written(self)


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name`; the standard knows it, XForms has no use for it."""

    name: str
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return written(self)


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Syntax, ...]
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return written(self)


@dataclass(frozen=True, slots=True)
class Negation:
    """`-operand`."""

    operand: Syntax
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return written(self)


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
        return written(self)


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression of nodes narrowed by predicates: `(a | b)[1]`."""

    operand: Syntax
    predicates: tuple[Syntax, ...]
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return written(self)


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
        return written(self)


@dataclass(frozen=True, slots=True)
class Path:
    """A location path: from the root, from an expression (`instance('x')/root`), or from the context node."""

    steps: tuple[Step, ...]
    absolute: bool = False
    start: Syntax | None = None
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return written(self)


def written(syntax: Syntax | Step) -> str:
    """Return the text of a tree. One frame for each level, so that whatever was read can be written."""
    match syntax:
        case Number(text):
            return text
        case Literal(text):
            return f"'{text}'" if '"' in text else f'"{text}"'
        case Variable(name):
            return f"${name}"
        case Call(name, arguments):
            return f"{name}({', '.join(map(written, arguments))})"
        case Negation(operand):
            inner = written(operand)
            return f"-({inner})" if _binding(operand) < NEGATION else f"-{inner}"
        case Chain(operands, operators):
            parts = list(map(written, operands))
            for place, operand in enumerate(operands):
                if _binding(operand) <= syntax.precedence:
                    parts[place] = f"({parts[place]})"
            return parts[0] + "".join([f" {sign} {part}" for sign, part in zip(operators, parts[1:], strict=True)])
        case Filter(operand, predicates):
            inner = written(operand)
            start = f"({inner})" if isinstance(operand, Chain | Negation | Path | Filter) else inner
            return start + _bracketed(list(map(written, predicates)))
        case Step():
            return _abbreviated(syntax) + _bracketed(list(map(written, syntax.predicates)))
        case Path(steps, absolute, start):
            path = "/".join(map(written, steps))
            if start is None:
                return f"/{path}" if absolute else path
            inner = written(start)
            return f"({inner})/{path}" if isinstance(start, Chain | Negation | Path) else f"{inner}/{path}"


def _abbreviated(step: Step) -> str:
    if step in (HERE, ABOVE):
        return "." if step == HERE else ".."
    if step.axis in ("child", "attribute"):
        return step.test if step.axis == "child" else f"@{step.test}"
    return f"{step.axis}::{step.test}"


def _binding(syntax: Syntax) -> int:
    """Return how close a tree holds together: the highest where no brackets are ever needed."""
    match syntax:
        case Chain():
            return syntax.precedence
        case Negation():
            return NEGATION
        case Path((), True):
            # Whatever follows `/` would be taken for its first step.
            return 0
        case _:
            return 9


def _bracketed(predicates: list[str]) -> str:
    return "".join([f"[{predicate}]" for predicate in predicates])


HERE = Step("self", "node()")
ABOVE = Step("parent", "node()")
ANYWHERE = Step("descendant-or-self", "node()")
