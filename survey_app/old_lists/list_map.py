"""What a person says about a list: where its headings stand, which column is which question, what its words mean."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sync.errors import SyncError


class UnreadableMap(SyncError):
    """A mapping file that is no such thing."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class ListMap:
    """All of it may be left out: then it is guessed."""

    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    """Heading -> target (see `columns.py`), or "" to leave the column out."""
    key: tuple[str, ...] = ()
    """Targets that tell one row from another."""
    header: tuple[int, int] | None = None
    """First and last row of the headings, 1-based; everything above is a title."""
    sheet: str = ""
    """"" is the first."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    """Target -> word in the list -> code, or "" to leave such cells out."""
    area: str = ""
    """Code of the area of rows that do not say theirs; "" is our own."""


def read_map(path: Path | None) -> ListMap:
    """Read a mapping. Raises UnreadableMap.

    `header_row = 2` or `header_rows = [2, 3]`, `sheet`, `area`, `key = [targets]`, `[columns]` heading = target,
    `[words.TARGET]` word = code.
    """
    if path is None:
        return ListMap()
    try:
        return _map_from(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, TypeError, ValueError) as error:
        raise UnreadableMap(path.name) from error


def _map_from(told: Mapping[str, Any]) -> ListMap:
    rows = told.get("header_rows", told.get("header_row"))
    header = None
    if rows is not None:
        first, *rest = rows if isinstance(rows, list) else [rows]
        header = int(first), int(rest[-1]) if rest else int(first)
        if not 1 <= header[0] <= header[1]:
            raise ValueError(rows)
    return ListMap(
        columns=_texts(told.get("columns", {})),
        key=tuple(map(str, told.get("key", ()))),
        header=header,
        sheet=str(told.get("sheet", "")),
        words={str(target): _texts(words) for target, words in told.get("words", {}).items()},
        area=str(told.get("area", "")),
    )


def _texts(table: Mapping[str, Any]) -> dict[str, str]:
    return {str(word): str(meaning) for word, meaning in table.items()}
