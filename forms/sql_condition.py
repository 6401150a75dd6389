"""The SQL conditions that a pack's author writes: which names they use, and that they are only conditions."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"""(?P<blank>\s+)
    | (?P<text>'(?:[^']|'')*')
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<parameter>:[A-Za-z_]\w*)
    | (?P<name>[^\W\d]\w*|"[^"]+")
    | (?P<sign>\|\||<=|>=|<>|!=|[=<>+\-*/%(),.])""",
    re.VERBOSE,
)

WORDS = frozenset(
    [
        "and",
        "or",
        "not",
        "in",
        "is",
        "null",
        "like",
        "between",
        "case",
        "when",
        "then",
        "else",
        "end",
        "cast",
        "as",
        "text",
        "integer",
        "real",
        "numeric",
        "distinct",
        "true",
        "false",
    ]
)
FUNCTIONS = frozenset(
    [
        "count",
        "sum",
        "min",
        "max",
        "avg",
        "abs",
        "round",
        "coalesce",
        "nullif",
        "length",
        "lower",
        "upper",
        "substr",
        "trim",
        "replace",
        "years_between",
    ]
)
"""What SQLite and PostgreSQL both have, and what the store registers."""

RECORD_COLUMNS = ("record_id", "parent_id", "area", "status", "conflicts")
"""What every dataset view has beside the dataset's own fields."""

UNFINISHED = "unfinished"
"""The status of a record whose interview stood open when it was handed over: shown everywhere, counted nowhere."""

ELSEWHERE = "elsewhere"
"""The status of a listing whose human is counted by another listing: at the door where they live."""


class OddCondition(ValueError):
    """Text that is no plain SQL condition; says why."""


def names_in(text: str) -> list[str]:
    """Return the column names that a condition reads, in order. Raises OddCondition for anything but a condition.

    No statement, no subquery, no comment, no semicolon gets through: what is counted is one dataset, and the same
    text is later put after WHERE in a query of our own.
    """
    tokens = [(kind, word) for kind, word in _tokens(text) if kind != "blank"]
    depth = 0
    names: list[str] = []
    for position, (kind, word) in enumerate(tokens):
        depth += {"(": 1, ")": -1}.get(word if kind == "sign" else "", 0)
        if depth < 0:
            raise OddCondition("a bracket is closed that was never opened")
        if kind == "parameter":
            raise OddCondition(f"{word} cannot be used here")
        if kind != "name":
            continue
        is_call = tokens[position + 1 : position + 2] == [("sign", "(")]
        if word.startswith('"'):
            names.append(word[1:-1])
        elif is_call and word.lower() not in WORDS:
            if word.lower() not in FUNCTIONS:
                raise OddCondition(f"there is no function {word}")
        elif word.lower() not in WORDS:
            names.append(word)
    if depth:
        raise OddCondition("a bracket is not closed")
    return list(dict.fromkeys(names))


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None or text.startswith(("--", "/*"), position):
            raise OddCondition(f"{text[position : position + 10]!r} cannot stand in a condition")
        found.append((str(match.lastgroup), match.group()))
        position = match.end()
    return found


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
