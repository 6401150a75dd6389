"""Expressions at work for one instance: what cannot be computed for these answers is noted, not thrown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from forms.answer_nodes import Answer
from forms.expression import Context, Environment, Expression, ExpressionError
from forms.tree import Element

Result = TypeVar("Result")


class Computing:
    """Computes expressions of one instance."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.troubles: dict[tuple[str, str], str] = {}
        """(schema path, expression) -> why it could not be computed; it counts as blank, false or empty."""

    def context(self, node: Answer) -> Context:
        return Context(node, self.environment)

    def string(self, node: Answer, expression: Expression) -> str:
        return self._result(node, expression, expression.string, "")

    def boolean(self, node: Answer, expression: Expression, otherwise: bool = False) -> bool:
        return self._result(node, expression, expression.boolean, otherwise)

    def number(self, node: Answer, expression: Expression) -> float:
        return self._result(node, expression, expression.number, 0.0)

    def elements(self, node: Answer, expression: Expression) -> list[Element]:
        found = self._result(node, expression, expression.nodes, ())
        return [item for item in found if isinstance(item, Element)]

    def note(self, node: Answer, text: str, why: str) -> None:
        self.troubles[node.definition.path, text] = why

    def _result(
        self, node: Answer, expression: Expression, read: Callable[[Context], Result], otherwise: Result
    ) -> Result:
        try:
            return read(Context(node, self.environment))
        except ExpressionError as error:
            # A list that is not there, a pattern or a date format made of what somebody typed.
            self.note(node, expression.text, f"{error}")
            return otherwise
