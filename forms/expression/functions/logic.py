"""Functions of truth and choice between values."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

from forms.expression.code import Code, Kind, as_boolean, as_number, as_string, constant, nodes_code
from forms.expression.context import Context
from forms.expression.functions.signature import ANY_NUMBER, Library, Site, built, plain
from forms.expression.values import number_of_text, text_of

B = Kind.BOOLEAN


def _if(site: Site, arguments: list[Code]) -> Code:
    condition, (_, then, otherwise) = as_boolean(arguments[0]), arguments
    value, other = then.value, otherwise.value

    def choose(context: Context) -> object:
        return value(context) if condition(context) else other(context)

    if then.kind is not otherwise.kind:
        return Code(Kind.ANY, choose)
    return nodes_code(choose) if then.kind is Kind.NODES else Code(then.kind, choose)  # pyright: ignore[reportArgumentType]


def _coalesce(site: Site, arguments: list[Code]) -> Code:
    texts = [as_string(code) for code in arguments]

    def first_answered(context: Context) -> str:
        for text in texts:
            if (found := text(context)) not in ("", "NaN"):
                return found
        return ""

    return Code(Kind.STRING, first_answered)


def _once(site: Site, arguments: list[Code]) -> Code:
    text = as_string(arguments[0])

    def once(context: Context) -> str:
        if kept := text_of(context.node):
            return kept
        found = text(context)
        return "" if found == "NaN" else found

    return Code(Kind.STRING, once)


def _truths(code: Code) -> Callable[[Context], list[bool]]:
    """Return an argument as truth; of nodes, each one's: that it is answered."""
    if code.kind is Kind.NODES:
        nodes = code.value
        return lambda context: [text_of(node) != "" for node in nodes(context)]
    truth = as_boolean(code)
    return lambda context: [truth(context)]


def _checklist(site: Site, arguments: list[Code]) -> Code:
    least, most = as_number(arguments[0]), as_number(arguments[1])
    parts = [_truths(code) for code in arguments[2:]]

    def holds(context: Context) -> bool:
        return _lies_within(sum(sum(part(context)) for part in parts), least(context), most(context))

    return Code(B, holds)


def _weighted_checklist(site: Site, arguments: list[Code]) -> Code:
    least, most = as_number(arguments[0]), as_number(arguments[1])
    pairs = [(_truths(truth), _weights(weight)) for truth, weight in zip(arguments[2::2], arguments[3::2], strict=True)]

    def holds(context: Context) -> bool:
        total = 0.0
        for truths, weights in pairs:
            total += sum(
                weight for truth, weight in zip(truths(context), weights(context), strict=False) if truth and weight
            )
        return _lies_within(total, least(context), most(context))

    return Code(B, holds)


def _weights(code: Code) -> Callable[[Context], list[float]]:
    if code.kind is Kind.NODES:
        nodes = code.value
        return lambda context: [number_of_text(text_of(node), context.environment) for node in nodes(context)]
    number = as_number(code)
    return lambda context: [number(context)]


def _lies_within(total: float, least: float, most: float) -> bool:
    """Say whether a count fits; a negative bound is no bound."""
    return (least < 0 or total >= least) and (most < 0 or total <= most) and not math.isnan(total)


def _same(truth: bool) -> bool:
    return truth


def _is_yes(text: str) -> bool:
    return text in ("1", "true")


LOGIC: Library = {
    "true": built(lambda site, arguments: constant(True), 0),
    "false": built(lambda site, arguments: constant(False), 0),
    "boolean": plain(B, _same, B),
    "not": plain(B, operator.not_, B),
    "boolean-from-string": plain(B, _is_yes, Kind.STRING),
    "if": built(_if, 3),
    "coalesce": built(_coalesce, 2, ANY_NUMBER),
    "once": built(_once, 1),
    "checklist": built(_checklist, 2, ANY_NUMBER),
    "weighted-checklist": built(_weighted_checklist, 2, ANY_NUMBER, pairs=True),
}
