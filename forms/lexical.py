"""Answers as XForms writes them: what people type becomes that spelling, or is judged not to fit its type."""

from __future__ import annotations

import re
from datetime import date, time

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3002: 0x2E}
INTEGER = re.compile(r"[+-]?\d{1,18}")
DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
DATE = re.compile(r"(\d{4,})-(\d\d)-(\d\d)")
TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
POINT = re.compile(r"\s*-?\d+(\.\d+)?(\s+-?\d+(\.\d+)?){1,3}\s*")

NUMERIC = ("integer", "int", "decimal", "range")


def written(kind: str, text: str) -> str:
    """Return what was typed in the spelling of the standard; text that is no such value stays as it is."""
    if kind in NUMERIC or kind in ("date", "time", "datetime"):
        text = text.translate(FULL_WIDTH).strip()
    if kind == "integer" and INTEGER.fullmatch(text):
        return str(int(text))
    if kind == "decimal" and DECIMAL.fullmatch(text):
        return text.lstrip("+")
    return text


def fits(kind: str, text: str) -> bool:
    """Say whether a text that is not blank is a value of that kind of question."""
    match kind:
        case "integer":
            return bool(INTEGER.fullmatch(text))
        case "decimal" | "range":
            return bool(DECIMAL.fullmatch(text))
        case "date":
            return is_date(text)
        case "time":
            return is_time(text)
        case "datetime":
            day, separator, clock = text.partition("T")
            return is_date(day) and (not separator or is_time(clock))
        case "geopoint":
            return bool(POINT.fullmatch(text))
        case _:
            return True


def is_date(text: str) -> bool:
    match = DATE.fullmatch(text)
    if not match:
        return False
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
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
