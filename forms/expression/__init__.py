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
    """A compiled expression. Each of its five closures computes it and gives one kind of value."""

    __slots__ = ("boolean", "functions", "nodes", "number", "place", "references", "string", "text", "tree", "value")

    def __init__(self, text: str, tree: Syntax, code: Code, place: Any = None) -> None:
        self.text = text
        self.tree = tree
        self.place = place
        """Whatever the caller keeps with it: the cell of the form where it is written."""
        self.references: tuple[Reference, ...] = references_of(tree)
        """All that it reads."""
        self.functions: frozenset[str] = functions_of(tree)
        """All functions that it calls."""
        self.boolean: Callable[[Context], bool] = as_boolean(code)
        self.string: Callable[[Context], str] = as_string(code)
        self.number: Callable[[Context], float] = as_number(code)
        self.value: Callable[[Context], Value] = code.value
        self.nodes: Callable[[Context], Sequence[Node]] = _nodes(text, code)

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
    tree = parse(text)
    code = Compiler(text, namespaces, refuse_unknown).compile(tree)
    return Expression(text, tree, code, place)


def _nodes(text: str, code: Code) -> Callable[[Context], Sequence[Node]]:
    if code.kind is Kind.NODES:
        return code.value

    def nodes(context: Context) -> Sequence[Node]:
        found: Value = code.value(context)
        if not isinstance(found, str | float | int | Moment):
            return found
        raise ExpressionError(text, 0, "it gives a value, not nodes")

    return nodes
