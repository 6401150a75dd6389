"""Rules of questions that lie in no repeat, each bound to its one node: most of any form, computed in one call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from forms.answer_nodes import Answer
from forms.computing import Computing
from forms.dependencies import Rule
from forms.expression import ExpressionError
from forms.lexical import INTEGERS, computed

Step: TypeAlias = Callable[[], None]


def bound_calculation(
    rule: Rule, node: Answer, computing: Computing, touched: dict[Answer, None], tell: Step | None
) -> Step:
    """Return what computes a value and puts it into the node; `tell` whoever reads the node, where it is seen.

    It is `Calculation.write` once more, for a node in no repeat: a call for each part of it costs a third of answering.
    """
    string, context, type_ = rule.expression.string, computing.context(node), node.definition.type
    is_whole = type_ in INTEGERS

    def calculate() -> None:
        try:
            text = string(context)
        except ExpressionError:
            text = computing.string(node, rule.expression)
        if is_whole:
            text = computed(type_, text)
        if text == node.typed:
            return
        node.typed = text
        touched[node] = None
        if node.relevant and text != node.text:
            node.text = text
            if tell is not None:
                tell()

    return calculate


def bound_relevance(rule: Rule, node: Answer, computing: Computing, put: Callable[[Answer], None]) -> Step:
    """Return what computes whether a node is asked, and tells where that is otherwise than before."""
    boolean, context = rule.expression.boolean, computing.context(node)

    def decide() -> None:
        try:
            relevant = boolean(context)
        except ExpressionError:
            relevant = computing.boolean(node, rule.expression)
        if relevant != node.rule_relevant:
            node.rule_relevant = relevant
            put(node)

    return decide
