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
    index, table = f'"{index_name(tables)}"', f'"{tables.main.name}"'
    found = f"SELECT {index}.rowid FROM {index}"
    condition = f"{index} MATCH :words"
    asked: dict[str, Any] = {"words": question, "most": limit, "offset": offset}
    if area:
        found += f" CROSS JOIN {table} ON {table}.r = {index}.rowid"
        condition += f" AND ({table}.area = :area OR substr({table}.area, 1, :length) = :below)"
        asked |= {"area": area, "below": area + "/", "length": len(area) + 1}
    ordered = f"{found} WHERE {condition} ORDER BY {index}.rowid LIMIT :most OFFSET :offset"
    numbers = list(connection.scalars(text(ordered), asked))
    return read_rows(connection, tables, numbers=numbers)


def _question(words: str) -> str:
    """Return what was typed in the language of the index: each word a phrase whose last piece may go on."""
    phrases = [pieces(word) for word in words.split()]
    return " AND ".join('"' + " ".join(phrase) + '"*' for phrase in phrases if phrase)
