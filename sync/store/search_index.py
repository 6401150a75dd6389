"""The search index: what a record may be found by, its own words and those of the records that hold it.

A person is found by the address of the door, so the words of a household and a dwelling are in the index of each of
their members too. One full-text table per dataset; Chinese text is cut into characters, numbers also into their tails
(an ID by its birth date, a phone by its last four digits), and what is read aloud comes as further keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from sync.store.database import chunks, gathered
from sync.store.datasets import DatasetTables
from sync.store.dialect import dialect_of
from sync.store.schema import Schema
from sync.store.tables import RECORDS

_PIECE = re.compile(r"[0-9a-z\u00df-\u024f\u0370-\u1fff]+|[^\W_]", re.IGNORECASE)
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_TAILS = (12, 8, 6, 4)
_LONGEST_NAME = 4


def pieces(words: str) -> list[str]:
    """Return a text as the index cuts it: Chinese by character, everything else by word."""
    return _PIECE.findall(unicodedata.normalize("NFKC", words).lower())


class SearchIndex:
    """Keeps the index in step with the tables."""

    def __init__(self, connection: Connection, schema: Schema) -> None:
        self._connection, self._schema = connection, schema
        self._cut: dict[str, list[str]] = {}

    def create(self) -> None:
        """Make the index tables that are missing."""
        for tables in self._schema.tables.values():
            dialect_of(self._connection).create_words(self._connection, index_name(tables))

    def empty(self) -> None:
        """Forget everything."""
        for tables in self._schema.tables.values():
            dialect_of(self._connection).empty_words(self._connection, index_name(tables))

    def texts(self, datasets: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
        """Return what the tables now hold in the searched fields of records, given with their datasets."""
        found: dict[int, tuple[str, ...]] = {}
        for name in {*datasets.values()}:
            columns = self._columns(name)
            if not columns:
                continue
            table = self._schema.tables[name].main
            source = table
            for part in self._schema.tables[name].parts[1:]:
                source = source.join(part, part.c.r == table.c.r)
            records = [record for record, dataset in datasets.items() if dataset == name]
            wanted = select(table.c.r, table.c.status, *columns).select_from(source)
            rows = gathered(self._connection, wanted, table.c.r, records)
            for record, status, *texts in rows:
                if status != "deleted":
                    found[record] = tuple(str(each) for each in texts if each not in (None, ""))
        return found

    def renew(self, datasets: Mapping[int, str], before: Mapping[int, tuple[str, ...]], moved: Collection[int]) -> None:
        """Index again whose words have changed or who was `moved`, and all that hangs on them."""
        if not any(self._schema.search_fields.values()):
            return
        own = self.texts(datasets)
        changed = [record for record in datasets if record in moved or own.get(record) != before.get(record)]
        # Members may have come before the record that holds them.
        wanted = self._below(changed) | {record: datasets[record] for record in changed}
        own |= self.texts({record: dataset for record, dataset in wanted.items() if record not in datasets})
        above = self._above(wanted)
        for name in {*wanted.values()}:
            if self._columns(name):
                records = [record for record, dataset in wanted.items() if dataset == name]
                self._write(self._schema.tables[name], records, own, above)

    def _write(
        self,
        tables: DatasetTables,
        records: list[int],
        own: Mapping[int, tuple[str, ...]],
        above: Mapping[int, list[tuple[str, ...]]],
    ) -> None:
        name, dialect = index_name(tables), dialect_of(self._connection)
        for chunk in chunks(records):
            dialect.forget_words(self._connection, name, chunk)
        rows = [(each, self._words((own[each], *above.get(each, ())))) for each in records if each in own]
        if rows:
            dialect.put_words(self._connection, name, rows)

    def _words(self, texts: Iterable[Iterable[str]]) -> list[str]:
        """Return everything that a record is found by; each text once, and once worked out."""
        words: list[str] = []
        for each in dict.fromkeys(one for several in texts for one in several):
            if each not in self._cut:
                self._cut[each] = self._words_of(each)
            words += self._cut[each]
        return words

    def _words_of(self, written: str) -> list[str]:
        words = pieces(written)
        if _CHINESE.search(written):
            # A person is also called by the given name, an address is not called by its tail.
            starts = range(len(written)) if len(written) <= _LONGEST_NAME else (0,)
            return words + [key for start in starts for key in self._schema.search_keys(written[start:])]
        return words + [piece[-tail:] for piece in words for tail in _TAILS if len(piece) > tail]

    def _columns(self, dataset: str) -> list[Any]:
        tables = self._schema.tables.get(dataset)
        wanted = self._schema.search_fields.get(dataset, ())
        if not tables:
            return []
        return [tables.parts[each.part - 1].c[each.physical] for each in tables.columns if each.field in wanted]

    def _below(self, records: list[int]) -> dict[int, str]:
        """Return everything that hangs on the records, with its dataset."""
        found: dict[int, str] = {}
        level = records
        while level:
            wanted = select(RECORDS.c.r, RECORDS.c.dataset)
            rows = gathered(self._connection, wanted, RECORDS.c.parent, level)
            level = [row.r for row in rows if row.r not in found]
            found |= {row.r: row.dataset for row in rows}
        return found

    def _above(self, records: Mapping[int, str]) -> dict[int, list[tuple[str, ...]]]:
        """Return for each record the words of those that hold it."""
        parents: dict[int, int | None] = {}
        datasets: dict[int, str] = {}
        level = list(records)
        while level:
            wanted = select(RECORDS.c.r, RECORDS.c.parent, RECORDS.c.dataset, RECORDS.c.is_cut)
            rows = gathered(self._connection, wanted, RECORDS.c.r, level)
            for record, parent, dataset, is_cut in rows:
                parents[record], datasets[record] = None if is_cut else parent, dataset
            level = [parent for parent in dict.fromkeys(parents.values()) if parent and parent not in parents]
        holders = {parent for parent in parents.values() if parent}
        texts = self.texts({holder: datasets[holder] for holder in holders})
        return {record: self._texts_above(record, parents, texts) for record in records}

    @staticmethod
    def _texts_above(
        record: int, parents: Mapping[int, int | None], texts: Mapping[int, tuple[str, ...]]
    ) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        passed = {record}
        at = parents.get(record)
        while at and at not in passed:
            passed.add(at)
            found.append(texts.get(at, ()))
            at = parents.get(at)
        return found


def index_name(tables: DatasetTables) -> str:
    """Return the name of a dataset's index table."""
    return f"@s{tables.number}"
