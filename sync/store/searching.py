"""Finding records by what people type: part of a name, its pinyin or initials, an ID, a phone, an address."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from sync.store.datasets import DatasetTables
from sync.store.dialect import dialect_of
from sync.store.reading import read_rows
from sync.store.search_index import index_name, pieces


def search(
    connection: Connection, tables: DatasetTables, words: str, limit: int = 50, offset: int = 0, area: str = ""
) -> list[dict[str, Any]]:
    """Return rows in which every word is found; all rows where nothing was typed."""
    phrases = [phrase for word in words.split() if (phrase := pieces(word))]
    if not phrases:
        return read_rows(connection, tables, limit=limit, offset=offset, area=area)
    index, table = f'"{index_name(tables)}"', f'"{tables.main.name}"'
    number, condition, question = dialect_of(connection).find_words(index_name(tables), phrases)
    found = f"SELECT {number} FROM {index}"
    asked: dict[str, Any] = {"words": question, "most": limit, "offset": offset}
    if area:
        found += f" CROSS JOIN {table}"
        condition += (
            f" AND {table}.r = {number} AND ({table}.area = :area OR substr({table}.area, 1, :length) = :below)"
        )
        asked |= {"area": area, "below": area + "/", "length": len(area) + 1}
    ordered = f"{found} WHERE {condition} ORDER BY {number} LIMIT :most OFFSET :offset"
    numbers = list(connection.scalars(text(ordered), asked))
    return read_rows(connection, tables, numbers=numbers)
