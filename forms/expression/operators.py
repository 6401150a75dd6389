"""Operators: arithmetic, comparison, and/or (XPath 1.0, 3.3-3.5)."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence

from forms.expression.code import Code, Kind, as_boolean, as_number, as_string
from forms.expression.context import Context, Environment, Value
from forms.expression.moments import Moment
from forms.expression.values import boolean, number, number_of_text, string, text_of
from forms.tree import Node

Arithmetic = Callable[[float, float], float]


def divided(left: float, right: float) -> float:
    if right:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def modulo(left: float, right: float) -> float:
    """Return the rest with the sign of the left side, unlike Python."""
    if right == 0 or math.isinf(left):
        return math.nan
    return math.fmod(left, right)


ARITHMETIC: dict[str, Arithmetic] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divided,
    "mod": modulo,
}
EQUALITY: dict[str, Callable[[object, object], bool]] = {"=": operator.eq, "!=": operator.ne}
ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def calculation(operands: list[Code], operators: Sequence[str]) -> Code:
    first, *others = map(as_number, operands)
    if len(others) == 1:
        return _single_calculation(operators[0], first, others[0], operands[1].constant)
    rest = [(ARITHMETIC[sign], operand) for sign, operand in zip(operators, others, strict=True)]

    def calculate(context: Context) -> float:
        result = first(context)
        for apply, operand in rest:
            result = apply(result, operand(context))
        return result

    return Code(Kind.NUMBER, calculate)


def _single_calculation(
    sign: str, left: Callable[[Context], float], right: Callable[[Context], float], known: Value | None
) -> Code:
    # These few shapes are most of the arithmetic in any form.
    if isinstance(known, float) and sign in _BY_CONSTANT and known > 0:
        return Code(Kind.NUMBER, _BY_CONSTANT[sign](left, known))
    if sign == "+":
        return Code(Kind.NUMBER, lambda context: left(context) + right(context))
    if sign == "-":
        return Code(Kind.NUMBER, lambda context: left(context) - right(context))
    if sign == "*":
        return Code(Kind.NUMBER, lambda context: left(context) * right(context))
    apply = ARITHMETIC[sign]
    return Code(Kind.NUMBER, lambda context: apply(left(context), right(context)))


def _plus(left: Callable[[Context], float], known: float) -> Callable[[Context], float]:
    return lambda context: left(context) + known


def _times(left: Callable[[Context], float], known: float) -> Callable[[Context], float]:
    return lambda context: left(context) * known


def _rest_of(left: Callable[[Context], float], known: float) -> Callable[[Context], float]:
    def rest(context: Context) -> float:
        number = left(context)
        return number % known if number >= 0 else modulo(number, known)

    return rest


_BY_CONSTANT = {"+": _plus, "*": _times, "mod": _rest_of}


def negation(operand: Code) -> Code:
    value = as_number(operand)
    if isinstance(operand.constant, float):
        known = -operand.constant
        return Code(Kind.NUMBER, lambda context: known, constant=known)
    return Code(Kind.NUMBER, lambda context: -value(context))


def conjunction(operands: list[Code], sign: str) -> Code:
    """Join by "and" or "or"; what stands after the first that decides is not computed."""
    truths = [as_boolean(operand) for operand in operands]
    if len(truths) == 2:
        left, right = truths
        if sign == "and":
            return Code(Kind.BOOLEAN, lambda context: left(context) and right(context))
        return Code(Kind.BOOLEAN, lambda context: left(context) or right(context))
    decides = sign == "or"

    def join(context: Context) -> bool:
        return next((decides for truth in truths if truth(context) is decides), not decides)

    return Code(Kind.BOOLEAN, join)


def comparison(sign: str, left: Code, right: Code) -> Code:
    kinds = {left.kind, right.kind}
    if Kind.ANY in kinds:
        return Code(Kind.BOOLEAN, _comparison_of_any(sign, left, right))
    # Beside a truth, nodes count as one only for equality: the engines agree on this against the letter of 3.4.
    if Kind.NODES in kinds and (Kind.BOOLEAN not in kinds or sign in ORDER):
        return Code(Kind.BOOLEAN, _comparison_of_nodes(sign, left, right))
    if sign in ORDER:
        return Code(Kind.BOOLEAN, _order(sign, left, right))
    if Kind.BOOLEAN in kinds:
        return Code(Kind.BOOLEAN, _equality(sign, as_boolean(left), as_boolean(right)))
    if kinds & {Kind.NUMBER, Kind.MOMENT}:
        if isinstance(right.constant, float):
            return Code(Kind.BOOLEAN, _equality_with(sign, as_number(left), right.constant))
        return Code(Kind.BOOLEAN, _equality(sign, as_number(left), as_number(right)))
    return Code(Kind.BOOLEAN, _equality(sign, as_string(left), as_string(right)))


def _equality_with(sign: str, left: Callable[[Context], float], known: float) -> Callable[[Context], bool]:
    if sign == "=":
        return lambda context: left(context) == known
    return lambda context: left(context) != known


def _equality(
    sign: str, left: Callable[[Context], object], right: Callable[[Context], object]
) -> Callable[[Context], bool]:
    if sign == "=":
        return lambda context: left(context) == right(context)
    return lambda context: left(context) != right(context)


def _order(sign: str, left: Code, right: Code) -> Callable[[Context], bool]:
    first, second, compare = as_number(left), as_number(right), ORDER[sign]
    return lambda context: compare(first(context), second(context))


def _comparison_of_nodes(sign: str, left: Code, right: Code) -> Callable[[Context], bool]:
    if left.kind is not Kind.NODES:
        return _comparison_of_nodes({"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(sign, sign), right, left)
    nodes: Callable[[Context], Sequence[Node]] = left.value
    if sign in ORDER or right.kind in (Kind.NUMBER, Kind.MOMENT):
        if right.kind is Kind.NODES:
            return _comparison_of_any(sign, left, right)
        compare, other = ORDER.get(sign) or EQUALITY[sign], as_number(right)
        return lambda context: _any_number(nodes(context), compare, other(context), context.environment)
    if right.kind is Kind.NODES:
        return _comparison_of_any(sign, left, right)
    equal, text = sign == "=", as_string(right)

    def compare_text(context: Context) -> bool:
        wanted = text(context)
        for node in nodes(context):
            if ((node.string_value() if node.children else node.text) == wanted) is equal:
                return True
        return False

    return compare_text


def _any_number(
    nodes: Sequence[Node], compare: Callable[[float, float], bool], other: float, environment: Environment
) -> bool:
    return any(compare(number_of_text(text_of(node), environment), other) for node in nodes)


def _comparison_of_any(sign: str, left: Code, right: Code) -> Callable[[Context], bool]:
    first, second = left.value, right.value
    return lambda context: compare(sign, first(context), second(context), context.environment)


def compare(sign: str, left: Value, right: Value, environment: Environment) -> bool:
    """Compare two values of whatever kind (XPath 1.0, 3.4): of nodes it is enough that one compares."""
    if sign in ORDER:
        numbers = _numbers(right, environment)
        return any(ORDER[sign](one, other) for one in _numbers(left, environment) for other in numbers)
    if isinstance(left, bool) or isinstance(right, bool):
        return EQUALITY[sign](boolean(left), boolean(right))
    if isinstance(left, float | Moment) or isinstance(right, float | Moment):
        numbers = _numbers(right, environment)
        return any(EQUALITY[sign](one, other) for one in _numbers(left, environment) for other in numbers)
    ours, theirs = _texts(left), _texts(right)
    if sign == "=":
        return not ours.isdisjoint(theirs)
    return bool(ours and theirs) and len(ours | theirs) > 1


def _numbers(value: Value, environment: Environment) -> list[float]:
    if isinstance(value, str | float | int | Moment):
        return [number(value, environment)]
    return [number_of_text(text_of(node), environment) for node in value]


def _texts(value: Value) -> set[str]:
    if isinstance(value, str | float | int | Moment):
        return {string(value)}
    return {text_of(node) for node in value}
