"""Answers as XForms writes them: what people type becomes that spelling, or is judged not to fit its type."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from decimal import Decimal

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3002: 0x2E}
"""What an input method writes in its wide mode, and its full stop."""
INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
ANY_INTEGER = re.compile(r"[+-]?[0-9]+")
DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?")
DATE = re.compile(r"([0-9]{4,})-([0-9]{2})-([0-9]{2})")
ZONE = r"(Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
TIME = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]+)?)?" + ZONE)
POINT = re.compile(r"-?[0-9]+(\.[0-9]+)?( -?[0-9]+(\.[0-9]+)?){1,3}")
WHOLE_PART = re.compile(r"([+-]?[0-9]+)\.[0-9]*")
INTEGERS = ("int", "integer")
"""Types of whole numbers."""
LARGEST = 2**31
"""Whole numbers of the standard (xsd:int) go from minus this up to just before it; other clients refuse more."""
TYPED_DATE = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))")
TYPED_MOMENT = re.compile(r"^(\S+) ([0-9:.]+)$")
TYPED_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
MOST_DIGITS = 40


def written(kind: str, text: str) -> str:
    """Return what was typed in the spelling of the standard; text that is no such value stays as it is."""
    if kind in ("select_multiple", "rank"):
        return " ".join(dict.fromkeys(text.split()))
    # One letter may be coded in two ways that look the same: people who typed the same answer agree.
    text = unicodedata.normalize("NFC", text)
    if kind not in ("integer", "decimal", "date", "time", "datetime", "geopoint"):
        return text
    text = " ".join(text.translate(FULL_WIDTH).split())
    match kind:
        case "integer" if INTEGER.fullmatch(text):
            return str(int(text))
        case "decimal" if DECIMAL.fullmatch(text):
            return _decimal(text)
        case "date":
            return _date(text)
        case "time":
            return _time(text)
        case "datetime":
            day, separator, clock = (TYPED_MOMENT.sub(r"\1T\2", text) if "T" not in text else text).partition("T")
            return f"{_date(day)}{separator}{_time(clock)}"
        case _:
            return text


def fits(kind: str, text: str) -> bool:
    """Say whether a text that is not blank is a value of that kind of question."""
    match kind:
        case "integer":
            return bool(INTEGER.fullmatch(text)) and -LARGEST <= int(text) < LARGEST
        case "decimal":
            return bool(DECIMAL.fullmatch(text))
        case "date":
            return is_date(text)
        case "time":
            return is_time(text)
        case "datetime":
            day, separator, clock = text.partition("T")
            return is_date(day) and (not separator or is_time(clock))
        case "geopoint":
            return is_place(text)
        case "geotrace" | "geoshape":
            return all(is_place(point.strip()) for point in text.strip("; ").split(";"))
        case _:
            return True


def is_beyond(kind: str, text: str) -> bool:
    """Say of a text that does not fit whether it is a number or a place all the same, only too large."""
    match kind:
        case "integer":
            return bool(ANY_INTEGER.fullmatch(text))
        case "geopoint":
            return bool(POINT.fullmatch(text)) and not is_nowhere(text)
        case _:
            return False


def computed(type_: str, text: str) -> str:
    """Return what a rule has computed as a value of that type: whole numbers lose their fraction."""
    if type_ in INTEGERS and (match := WHOLE_PART.fullmatch(text)):
        return str(int(match[1]))
    return text


def is_place(text: str) -> bool:
    """Say whether it is `latitude longitude [altitude [accuracy]]` in degrees and metres."""
    if not POINT.fullmatch(text):
        return False
    latitude, longitude, *_ = map(float, text.split())
    return abs(latitude) <= 90 and abs(longitude) <= 180 and not is_nowhere(text)


def is_nowhere(text: str) -> bool:
    """Say whether it is all zeros, as a receiver writes that has found no place."""
    return list(map(float, text.split())) == [0, 0, 0, 0]


def is_date(text: str) -> bool:
    match = DATE.fullmatch(text)
    if not match:
        return False
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except (ValueError, OverflowError):
        return False
    return True


def is_time(text: str) -> bool:
    match = TIME.fullmatch(text)
    if not match:
        return False
    try:
        time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        return False
    return True


def _decimal(text: str) -> str:
    """Return a decimal with no more signs than it needs: `+1.50` is `1.5`, so that two who typed it agree."""
    number = format(Decimal(text), "f")
    if len(number) > MOST_DIGITS:
        return text
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return "0" if number in ("-0", "") else number


def _date(text: str) -> str:
    """Return a date as it is typed on a number pad, `2003.6.12` or `20030612`, as `2003-06-12`."""
    match = TYPED_DATE.fullmatch(text)
    if not match:
        return text
    year, month, day = match[1], match[2] or match[4], match[3] or match[5]
    found = f"{year}-{int(month):02}-{int(day):02}"
    return found if is_date(found) else text


def _time(text: str) -> str:
    match = TYPED_TIME.fullmatch(text)
    found = f"{int(match[1]):02}:{match[2]}:00.000" if match else text
    return found if is_time(found) else text
