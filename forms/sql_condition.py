"""The SQL conditions that a pack's author writes: which names they use, and that they are only conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

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
        "days_after",
        "months_after",
        "months_between",
        "hours_between",
        "fen",
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


def names_in(text: str, parameters: Collection[str] = ()) -> list[str]:
    """Return the column names that a condition reads, in order. Raises OddCondition for anything but a condition.

    `parameters` are those that may stand in it, without their colon.

    No statement, no subquery, no comment, no semicolon gets through: what is counted is one dataset, and the same
    text is later put after WHERE in a query of our own.
    """
    return list(dict.fromkeys(_unquoted(word) for kind, word in _read(text, parameters) if kind == "column"))


def rewritten(text: str, column: Callable[[tuple[str, ...]], str], parameters: Collection[str] = ()) -> str:
    """Return a condition with other SQL in the place of each column that it reads.

    A column may be named through others, `person.full_name`; `column` is given the parts. Raises OddCondition for
    anything but a condition; of parameters only those named are let through.
    """
    words = list(_read(text, parameters))
    pieces: list[str] = []
    place = 0
    while place < len(words):
        kind, word = words[place]
        place += 1
        if kind != "column":
            pieces.append(word)
            continue
        parts = [_unquoted(word)]
        while words[place : place + 1] == [("sign", ".")] and [kind for kind, _ in words[place + 1 : place + 2]] == [
            "column"
        ]:
            parts.append(_unquoted(words[place + 1][1]))
            place += 2
        pieces.append(column(tuple(parts)))
    return " ".join(pieces)


def _read(text: str, parameters: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the words of a condition, blanks left out; a name that is a column's is of the kind `column`."""
    tokens = [(kind, word) for kind, word in _tokens(text) if kind != "blank"]
    depth = 0
    for position, (kind, word) in enumerate(tokens):
        depth += {"(": 1, ")": -1}.get(word if kind == "sign" else "", 0)
        if depth < 0:
            raise OddCondition("a bracket is closed that was never opened")
        if kind == "parameter" and word[1:] not in parameters:
            raise OddCondition(f"{word} cannot be used here")
        is_call = tokens[position + 1 : position + 2] == [("sign", "(")]
        if kind == "name" and is_call and not word.startswith('"') and word.lower() not in WORDS:
            if word.lower() not in FUNCTIONS:
                raise OddCondition(f"there is no function {word}")
        elif kind == "name" and (word.startswith('"') or word.lower() not in WORDS):
            kind = "column"
        yield kind, word
    if depth:
        raise OddCondition("a bracket is not closed")


def _unquoted(word: str) -> str:
    return word[1:-1] if word.startswith('"') else word


def renamed_in(text: str, names: Mapping[str, str]) -> str:
    """Return a condition with columns under their present names; text that is none is returned as it is."""
    try:
        tokens = _tokens(text)
    except OddCondition:
        return text
    return "".join(names.get(word, word) if kind == "name" else word for kind, word in tokens)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a condition with SQL in the place of its parameters. Raises OddCondition."""
    return "".join(values.get(word[1:], word) if kind == "parameter" else word for kind, word in _tokens(text))


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
