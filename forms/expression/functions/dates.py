"""Functions of dates and times (ODK XForms; days are counted from 1970-01-01)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime, time

from forms.expression.code import Code, Kind, as_string
from forms.expression.context import Context, Environment, Value
from forms.expression.functions.signature import Function, Library, Site, built
from forms.expression.moments import Moment, part_of, part_of_day, written
from forms.expression.values import number, string

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]


def _local_now(environment: Environment) -> datetime:
    now = environment.now()
    return now.replace(tzinfo=environment.calendar.zone) if now.tzinfo is None else now


def _today(context: Context) -> Moment:
    now = _local_now(context.environment)
    return context.environment.calendar.moment_at(datetime.combine(now.date(), time(), now.tzinfo))


def _now(context: Context) -> Moment:
    now = _local_now(context.environment)
    return Moment(written(now), context.environment.calendar.days(now))


def moment(value: Value, environment: Environment) -> Moment:
    """Return the moment of a value: text as a lexical date, a number as days."""
    if isinstance(value, Moment):
        return value
    if isinstance(value, bool):
        return Moment("Invalid Date", math.nan)
    if isinstance(value, float):
        return environment.calendar.moment_of_days(value)
    return environment.calendar.moment(string(value))


def _moment_of(code: Code) -> Callable[[Context], Moment]:
    value = code.value
    return lambda context: moment(value(context), context.environment)


def _date(site: Site, arguments: list[Code]) -> Code:
    return Code(Kind.MOMENT, _moment_of(arguments[0]))


def _decimal_date_time(site: Site, arguments: list[Code]) -> Code:
    at = _moment_of(arguments[0])
    return Code(Kind.NUMBER, lambda context: at(context).days)


def _decimal_time(site: Site, arguments: list[Code]) -> Code:
    text = as_string(arguments[0])

    def part(context: Context) -> float:
        lexical = text(context)
        at = context.environment.calendar.read(lexical) if "-" in lexical[4:5] else None
        return part_of_day(lexical) if at is None else part_of(at.time())

    return Code(Kind.NUMBER, part)


_CODE = re.compile("%(.)", re.DOTALL)


def _format(site: Site, arguments: list[Code]) -> Code:
    value, pattern = arguments[0].value, as_string(arguments[1])

    def formatted(context: Context) -> str:
        given = value(context)
        environment = context.environment
        if isinstance(given, Moment | float):
            at = environment.calendar.at(number(given, environment))
        else:
            at = environment.calendar.read(string(given))
        if at is None:
            return ""
        return _CODE.sub(lambda match: _formatted_part(site, match[1], at, environment), pattern(context))

    return Code(Kind.STRING, formatted)


def _formatted_part(site: Site, code: str, at: datetime, environment: Environment) -> str:
    match code:
        case "Y":
            return f"{at.year:04}"
        case "y":
            return f"{at.year % 100:02}"
        case "m":
            return f"{at.month:02}"
        case "n":
            return str(at.month)
        case "b":
            return environment.names.get("months", MONTHS)[at.month - 1]
        case "d":
            return f"{at.day:02}"
        case "e":
            return str(at.day)
        case "H":
            return f"{at.hour:02}"
        case "h":
            return str(at.hour)
        case "M":
            return f"{at.minute:02}"
        case "S":
            return f"{at.second:02}"
        case "3":
            return f"{at.microsecond // 1000:03}"
        case "a":
            return environment.names.get("days", DAYS)[at.isoweekday() % 7]
        case "Z":
            return at.strftime("%z")
        case "%":
            return "%"
        case _:
            raise site.error(f"{site.call.name}() knows no %{code}")


def _clock(read: Callable[[Context], Moment]) -> Function:
    return built(lambda site, arguments: Code(Kind.MOMENT, read), 0)


DATES: Library = {
    "today": _clock(_today),
    "now": _clock(_now),
    "date": built(_date, 1),
    "date-time": built(_date, 1),
    "decimal-date-time": built(_decimal_date_time, 1),
    "decimal-time": built(_decimal_time, 1),
    "format-date": built(_format, 2),
    "format-date-time": built(_format, 2),
}
