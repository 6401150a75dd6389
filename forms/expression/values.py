"""How values turn into one another (XPath 1.0, 4; dates as ODK XForms has them)."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from forms.expression.context import Environment, Value
from forms.expression.moments import Moment
from forms.tree import Node

EXACT = 2.0**53
"""Up to here every whole number is a number of its own."""

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)


def text_of(node: Node) -> str:
    """Return the string-value of a node."""
    return node.string_value() if node.children else node.text


def string(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        return string_of_number(value)
    if isinstance(value, Moment):
        return value.text
    return text_of(value[0]) if value else ""


def string_of_number(number: float) -> str:
    """Write a number without an exponent, and a whole number without a point."""
    if -EXACT < number < EXACT and number.is_integer():
        return str(int(number))
    if not math.isfinite(number):
        return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    shortest = repr(number)
    return shortest if number % 1 and "e" not in shortest else f"{Decimal(shortest).normalize():f}"


def number(value: Value, environment: Environment) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, Moment):
        return value.days
    return number_of_text(string(value), environment)


def number_of_text(text: str, environment: Environment) -> float:
    """Return the number that is written; of a date its days since 1970; NaN for anything else."""
    if text.isdigit() and text.isascii():
        return float(text)
    text = text.strip(" \t\r\n")
    if _NUMBER.fullmatch(text):
        return float(text)
    if text[4:5] == "-":
        return environment.calendar.number(text)
    return math.nan


def boolean(value: Value) -> bool:
    if isinstance(value, float):
        return value != 0.0 and not math.isnan(value)
    if isinstance(value, Moment):
        return not math.isnan(value.days)
    return bool(value)
