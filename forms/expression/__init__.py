"""Expressions: XPath 1.0 as ODK XForms extends it, compiled once and computed often."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from forms.expression.code import Code, Kind, as_boolean, as_number, as_string
from forms.expression.compiler import Compiler
from forms.expression.context import Context, Environment, Value
from forms.expression.errors import ExpressionError
from forms.expression.moments import Moment
from forms.expression.parser import parse
from forms.expression.references import VOLATILE, Reference, functions_of, references_of
from forms.expression.syntax import Syntax
from forms.tree import Node

__all__ = [
    "Context",
    "Environment",
    "Expression",
    "ExpressionError",
    "Moment",
    "Reference",
    "Value",
    "compile_expression",
]


class Expression:
    """An expression of a form. What is asked of it first is made then: its tree, what it reads, its closures.

    Each of its five closures computes it and gives one kind of value.
    """

    __slots__ = (
        "boolean",
        "functions",
        "is_compiled",
        "nodes",
        "number",
        "place",
        "references",
        "string",
        "text",
        "tree",
        "value",
    )

    tree: Syntax
    references: tuple[Reference, ...]
    """All that it reads."""
    functions: frozenset[str]
    """All functions that it calls."""
    boolean: Callable[[Context], bool]
    string: Callable[[Context], str]
    number: Callable[[Context], float]
    value: Callable[[Context], Value]
    nodes: Callable[[Context], Sequence[Node]]

    def __init__(self, text: str, place: Any = None) -> None:
        self.text = text
        self.place = place
        """Whatever the caller keeps with it: the cell of the form where it is written."""
        self.is_compiled = False

    def __getattr__(self, name: str) -> Any:
        """Only what was not made yet is asked for here."""
        match name:
            case "tree":
                self.tree = parse(self.text)
            case "references":
                self.references = references_of(self.tree)
            case "functions":
                self.functions = functions_of(self.tree)
            case "boolean" | "string" | "number" | "value" | "nodes":
                self.compile()
            case _:
                raise AttributeError(name)
        return getattr(self, name)

    def compile(self, namespaces: Mapping[str, str] | None = None, refuse_unknown: bool = True) -> None:
        """Make the closures now; ExpressionError says what is wrong with it, and where."""
        code = Compiler(self.text, namespaces, refuse_unknown).compile(self.tree)
        self.boolean = as_boolean(code)
        self.string = as_string(code)
        self.number = as_number(code)
        self.value = code.value
        self.nodes = _nodes(self.text, code)
        self.is_compiled = True

    @property
    def volatile(self) -> frozenset[str]:
        """The functions in it that can give another result though nothing that is read has changed."""
        return self.functions & VOLATILE

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"


def compile_expression(
    text: str,
    namespaces: Mapping[str, str] | None = None,
    place: Any = None,
    *,
    refuse_unknown: bool = True,
) -> Expression:
    """Read and compile an expression; ExpressionError says what is wrong with it, and where.

    Without namespaces, names are compared as they are written, prefix included. `refuse_unknown=False` lets a call
    that cannot work (no such function, too few arguments) fail only when it is reached, as browsers do.
    """
    expression = Expression(text, place)
    expression.compile(namespaces, refuse_unknown)
    return expression


def _nodes(text: str, code: Code) -> Callable[[Context], Sequence[Node]]:
    if code.kind is Kind.NODES:
        return code.value

    def nodes(context: Context) -> Sequence[Node]:
        found: Value = code.value(context)
        if not isinstance(found, str | float | int | Moment):
            return found
        raise ExpressionError(text, 0, "it gives a value, not nodes")

    return nodes
