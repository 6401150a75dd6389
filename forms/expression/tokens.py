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

_TOKEN = re.compile(
    rf"""(?P<number>\d+(?:\.\d*)?|\.\d+)
    |"(?P<double>[^"]*)"
    |'(?P<single>[^']*)'
    |(?P<name>{_PART}(?::(?!:)(?:{_PART}|\*))?)
    |(?P<operator><=|>=|!=|//|[/|+\-=<>])
    |(?P<mark>::|\.\.|[.@,()\[\]$*])""",
    re.VERBOSE | re.ASCII,
)
_SPACE = re.compile(r"[ \t\r\n]*")
_WORD_OPERATOR = re.compile("and|or|mod|div")
_BEFORE_OPERAND = frozenset(["@", "::", "(", "[", ",", "$"])


def tokens_of(text: str) -> list[Token]:
    """Return the tokens, closed by one of kind "end"; ExpressionError where a character fits nowhere."""
    tokens: list[Token] = []
    position = _space_after(text, 0)
    while position < len(text):
        token, position = _token_at(text, position, _expects_operator(tokens))
        tokens.append(token)
        position = _space_after(text, position)
    tokens.append(Token("end", "", len(text)))
    return tokens


def _token_at(text: str, position: int, expects_operator: bool) -> tuple[Token, int]:
    if expects_operator:
        # After an operand `*` multiplies, and letters can only begin with an operator: `3mod4`.
        if text[position] == "*":
            return Token("operator", "*", position), position + 1
        if word := _WORD_OPERATOR.match(text, position):
            return Token("operator", word[0], position), word.end()
    match = _TOKEN.match(text, position)
    if match is None:
        quoted = text[position] in "'\""
        raise ExpressionError(text, position, "unclosed text" if quoted else f"unexpected {text[position]!r}")
    kind = match.lastgroup
    if kind in ("double", "single"):
        return Token("literal", match[0][1:-1], position), match.end()
    if kind == "mark" and match[0] == "*":
        return Token("name", "*", position), match.end()
    return Token(_KINDS[kind or ""], match[0], position), match.end()


_KINDS: dict[str, Kind] = {"number": "number", "name": "name", "operator": "operator", "mark": "mark"}


def _expects_operator(tokens: list[Token]) -> bool:
    if not tokens:
        return False
    last = tokens[-1]
    return last.kind != "operator" and not (last.kind == "mark" and last.text in _BEFORE_OPERAND)


def _space_after(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position
