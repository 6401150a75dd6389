"""Functions of numbers, and the aggregates over nodes (XPath 1.0, 4.4, and what ODK XForms adds)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from forms.expression.code import Code, Kind, as_number
from forms.expression.columns import column_of
from forms.expression.context import Context
from forms.expression.functions.signature import (
    ANY_NUMBER,
    Function,
    Library,
    Site,
    built,
    nodes_of,
    or_context,
    plain,
)
from forms.expression.values import number_of_text, text_of

N = Kind.NUMBER


def _number(site: Site, arguments: list[Code]) -> Code:
    return Code(N, as_number(or_context(arguments)))


def _numbers_of(code: Code) -> Callable[[Context], Sequence[float]]:
    """Return the number of an argument, or of each node where it is nodes."""
    if code.kind is not Kind.NODES:
        number = as_number(code)
        return lambda context: [number(context)]
    nodes = code.value
    return lambda context: [number_of_text(text_of(node), context.environment) for node in nodes(context)]


def _sum(site: Site, arguments: list[Code]) -> Code:
    nodes = nodes_of(site, arguments[0])
    column = column_of(site, site.call.arguments[0])

    def total(context: Context) -> float:
        if column is not None and (rows := column.rows(context)) is not None:
            return rows.sum
        # An unanswered question in a repeat adds nothing.
        texts = [text for node in nodes(context) if (text := text_of(node))]
        return sum([number_of_text(text, context.environment) for text in texts], 0.0)

    return Code(N, total)


def _extreme(pick: Callable[[Sequence[float]], float]) -> Function:
    def build(site: Site, arguments: list[Code]) -> Code:
        parts = [_numbers_of(code) for code in arguments]

        def extreme(context: Context) -> float:
            numbers = [number for part in parts for number in part(context)]
            return math.nan if not numbers or any(map(math.isnan, numbers)) else pick(numbers)

        return Code(N, extreme)

    return built(build, 1, ANY_NUMBER)


def _or_nan(function: Callable[..., float]) -> Callable[..., float]:
    """Have a function of `math` answer NaN where it would refuse."""

    def apply(*numbers: float) -> float:
        try:
            return function(*numbers)
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return apply


def _whole(apply: Callable[[float], int]) -> Callable[[float], float]:
    """Have `floor` and its like keep what is no finite number, and the sign of zero."""
    return lambda number: math.copysign(apply(number), number) if math.isfinite(number) else number


def _int(number: float) -> float:
    return math.copysign(math.trunc(number), number) if math.isfinite(number) else number


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else _or_nan(function)(number)


def _power(base: float, exponent: float) -> float:
    try:
        result = base**exponent
    except ZeroDivisionError:
        return math.inf
    except OverflowError:
        return math.inf if base > 0 or exponent % 2 == 0 else -math.inf
    return math.nan if isinstance(result, complex) else result


def _round(number: float, places: float = 0.0) -> float:
    if math.isnan(places) or not math.isfinite(number):
        return math.nan if math.isnan(places) else number
    digits = int(max(-400, min(places, 400)))
    # Decimal sees the digits as they are written: 2.15 to one place is 2.2. Halves go away from zero.
    whole = Decimal(repr(number)).scaleb(digits).to_integral_value(ROUND_HALF_UP)
    return math.copysign(float(whole.scaleb(-digits)), number)


NUMBERS: Library = {
    "number": built(_number, 0, 1),
    "int": plain(N, _int, N),
    "sum": built(_sum, 1),
    "max": _extreme(max),
    "min": _extreme(min),
    "floor": plain(N, _whole(math.floor), N),
    "ceiling": plain(N, _whole(math.ceil), N),
    "round": plain(N, _round, N, N, optional=1),
    "abs": plain(N, abs, N),
    "pow": plain(N, _power, N, N),
    "sqrt": plain(N, _or_nan(math.sqrt), N),
    "exp": plain(N, _or_nan(math.exp), N),
    "exp10": plain(N, partial(_power, 10.0), N),
    "log": plain(N, _logarithm(math.log), N),
    "log10": plain(N, _logarithm(math.log10), N),
    "sin": plain(N, _or_nan(math.sin), N),
    "cos": plain(N, _or_nan(math.cos), N),
    "tan": plain(N, _or_nan(math.tan), N),
    "asin": plain(N, _or_nan(math.asin), N),
    "acos": plain(N, _or_nan(math.acos), N),
    "atan": plain(N, math.atan, N),
    "atan2": plain(N, math.atan2, N, N),
    "pi": plain(N, lambda: math.pi),
}
