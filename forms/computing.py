"""Expressions at work for one instance: what cannot be computed for these answers is noted, not thrown."""

from __future__ import annotations

from typing import TypeVar

from forms.answer_nodes import Answer
from forms.expression import Context, Environment, Expression, ExpressionError
from forms.tree import Attribute, Element

Result = TypeVar("Result")


class Computing:
    """Computes expressions of one instance."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.troubles: dict[tuple[str, str], str] = {}
        """(schema path, expression) -> why it could not be computed; it counts as blank, false or empty."""

    def context(self, node: Answer) -> Context:
        context = node.context
        if context is None:
            context = node.context = Context(node, self.environment)
        return context

    def string(self, node: Answer, expression: Expression, attribute: str = "") -> str:
        """Compute text for a node, or for an attribute of it: `..` then leads to the node itself."""
        context = Context(Attribute(node, attribute), self.environment) if attribute else node.context
        try:
            return expression.string(context or self.context(node))
        except ExpressionError as error:
            return self._instead(node, expression, error, "")

    def boolean(self, node: Answer, expression: Expression, otherwise: bool = False) -> bool:
        try:
            return expression.boolean(node.context or self.context(node))
        except ExpressionError as error:
            return self._instead(node, expression, error, otherwise)

    def number(self, node: Answer, expression: Expression) -> float:
        try:
            return expression.number(node.context or self.context(node))
        except ExpressionError as error:
            return self._instead(node, expression, error, 0.0)

    def elements(self, node: Answer, expression: Expression) -> list[Element]:
        try:
            found = expression.nodes(node.context or self.context(node))
        except ExpressionError as error:
            found = self._instead(node, expression, error, ())
        return [item for item in found if isinstance(item, Element)]

    def note(self, node: Answer, text: str, why: str) -> None:
        self.troubles[node.definition.path, text] = why

    def _instead(self, node: Answer, expression: Expression, error: ExpressionError, otherwise: Result) -> Result:
        """Return what it counts as: a list is not there, a pattern or a date format is made of what somebody typed."""
        self.note(node, expression.text, f"{error}")
        return otherwise
