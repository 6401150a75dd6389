"""An expression cut into its smallest parts (XPath 1.0, 3.7)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from forms.expression.errors import ExpressionError

Kind = Literal["number", "literal", "name", "operator", "mark", "end"]


class Token(NamedTuple):
    """One part: what it is, how it is written, where it begins. A literal comes without its quotes."""

    kind: Kind
    text: str
    position: int


# XML 1.0, fifth edition, [4] and [4a]: 姓名 is as good a name as name.
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_PART = rf"[{_START}][{_START}\-.0-9\u00b7\u0300-\u036f\u203f-\u2040]*"

_SPACE = r"[ \t\r\n]*"
_ANY = rf"""(?P<number>\d+(?:\.\d*)?|\.\d+)
    |"(?P<double>[^"]*)"
    |'(?P<single>[^']*)'
    |(?P<name>{_PART}(?::(?!:)(?:{_PART}|\*))?|\*)
    |(?P<operator><=|>=|!=|//|[/|+\-=<>])
    |(?P<mark>::|\.\.|[.@,()\[\]$])
    |(?P<end>\Z)"""
_TOKEN = re.compile(f"{_SPACE}(?:{_ANY})", re.VERBOSE | re.ASCII)
# After an operand `*` multiplies, and letters can only begin with an operator: `3mod4`.
_AFTER_OPERAND = re.compile(rf"{_SPACE}(?:(?P<word>\*|and|or|mod|div)|{_ANY})", re.VERBOSE | re.ASCII)
_BEFORE_OPERAND = frozenset(["@", "::", "(", "[", ",", "$"])
_KINDS: dict[str, Kind] = {
    **{"number": "number", "double": "literal", "single": "literal", "name": "name"},
    **{"word": "operator", "operator": "operator", "mark": "mark", "end": "end"},
}


def tokens_of(text: str) -> list[Token]:
    """Return the tokens, closed by one of kind "end"; ExpressionError where a character fits nowhere."""
    tokens: list[Token] = []
    position, pattern = 0, _TOKEN
    while match := pattern.match(text, position):
        group = match.lastgroup or ""
        kind, written = _KINDS[group], match[group]
        # A text begins at its quote.
        tokens.append(Token(kind, written, match.start(group) - (kind == "literal")))
        if kind == "end":
            return tokens
        position = match.end()
        expects_operand = kind == "operator" or (kind == "mark" and written in _BEFORE_OPERAND)
        pattern = _TOKEN if expects_operand else _AFTER_OPERAND
    place = len(text) - len(text[position:].lstrip(" \t\r\n"))
    raise ExpressionError(text, place, "unclosed text" if text[place] in "'\"" else f"unexpected {text[place]!r}")
