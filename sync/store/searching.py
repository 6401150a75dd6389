"""Finding records by what people type: part of a name, its pinyin or initials, an ID, a phone, an address."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from sync.store.datasets import DatasetTables
from sync.store.reading import read_rows
from sync.store.search_index import index_name, pieces


def search(
    connection: Connection, tables: DatasetTables, words: str, limit: int = 50, offset: int = 0, area: str = ""
) -> list[dict[str, Any]]:
    """Return rows in which every word is found; all rows where nothing was typed."""
    question = _question(words)
    if not question:
        return read_rows(connection, tables, limit=limit, offset=offset, area=area)
    name = index_name(tables)
    found = f'SELECT rowid FROM "{name}" WHERE "{name}" MATCH :words ORDER BY rowid'
    asked: dict[str, Any] = {"words": question}
    if not area:
        found += " LIMIT :most OFFSET :offset"
        asked |= {"most": limit, "offset": offset}
    numbers = list(connection.scalars(text(found), asked))
    if not area:
        return _rows(connection, tables, numbers, "")
    return _rows(connection, tables, numbers, area)[offset : offset + limit]


def _rows(connection: Connection, tables: DatasetTables, numbers: list[int], area: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for at in range(0, len(numbers), 500):
        rows += read_rows(connection, tables, area=area, numbers=numbers[at : at + 500])
    return rows


def _question(words: str) -> str:
    """Return what was typed in the language of the index: each word a phrase whose last piece may go on."""
    phrases = [pieces(word) for word in words.split()]
    return " AND ".join('"' + " ".join(phrase) + '"*' for phrase in phrases if phrase)
