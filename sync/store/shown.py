"""Records as they stand, and what people disagree about in them; nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sync.commit import Value
from sync.conflict import Disagreement
from sync.fold import Status
from sync.store import datasets, formerly, listings, publications
from sync.store.database import Database, chunks
from sync.store.dialect import dialect_of
from sync.store.evolution import Saved, saved_within
from sync.store.formerly import Between
from sync.store.publications import Publication
from sync.store.reading import Entry, Record, StandingMark, count_rows, numbers_in_order, read_rows
from sync.store.recording import Pen
from sync.store.searching import search
from sync.store.transacting import Transacting

_SECONDS = 30.0
"""A question in SQL may take so long."""
_PAGE = 1_000
"""Records that are in memory at once while many are read."""


class Shown(Transacting):
    """What can be asked of an open store."""

    def __init__(self, database: Database, pen: Pen, high_water: Path | None) -> None:
        super().__init__(database, pen, high_water)
        self._indexed: set[tuple[str, str]] = set()

    def record(self, record_id: str) -> Record | None:
        """Return one record, also a deleted one; None where nothing of it stands."""
        return self.records([record_id]).get(record_id)

    def records(self, record_ids: Iterable[str]) -> dict[str, Record]:
        with self._reading() as reading:
            return reading.records(record_ids)

    def each_record(self, dataset: str, order: Sequence[str] = (), area: str = "") -> Iterator[Record]:
        """Yield the records of a dataset without those that are deleted, in an order as `rows` takes it.

        They are read by the page; which they are is settled at the beginning, so that a save in the middle of it
        neither hides one nor shows one twice.
        """
        with self.database.read() as connection:
            numbers = numbers_in_order(connection, self._schema.tables[dataset], order, area)
        for page in chunks(numbers, _PAGE):
            with self._reading() as reading:
                found = reading.numbered(page)
            yield from (record for record in found if record.status is not Status.DELETED)

    def children(self, record_id: str, dataset: str, unmade: bool = False) -> list[Record]:
        """Return what hangs on a record, in order, without what is deleted; on demand what by its form is nothing."""
        with self._reading() as reading:
            return reading.children(record_id, dataset, unmade)

    def seen(self, record_id: str) -> tuple[str, ...]:
        """Return the ids of all commits of a record that are held here."""
        return self.seen_of([record_id])[record_id]

    def seen_of(self, record_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        with self._reading() as reading:
            return reading.seen(record_ids)

    def values_seen(self, seen: Mapping[str, Collection[str]]) -> dict[str, dict[str, Value]]:
        """Return for each record what the commits named mean: the base of a workbook's row.

        A record of which not all of them are here is left out.
        """
        with self._reading() as reading:
            return reading.values_seen(seen)

    def rows(
        self,
        dataset: str,
        where: Mapping[str, Any] | None = None,
        order: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
        columns: Sequence[str] | None = None,
        area: str = "",
    ) -> list[dict[str, Any]]:
        """Return rows as the dataset's view shows them; a list in `where` means any of its values."""
        with self.database.read() as connection:
            return read_rows(connection, self._schema.tables[dataset], where, order, limit, offset, columns, area)

    def look_up(self, dataset: str, column: str, value: str | None, area: str = "") -> list[dict[str, Any]]:
        """Return the rows that hold a value, None for blank, by an index that is made when it is first needed."""
        tables = self._schema.tables[dataset]
        if column != "record_id" and (dataset, column) not in self._indexed and not self.database.read_only:
            # Inside a rehearsal the index goes again with all the rest.
            is_lasting = not self.database.is_writing
            with self.database.write() as connection:
                datasets.make_index(connection, tables, column)
            if is_lasting:
                self._indexed.add((dataset, column))
        return self.rows(dataset, {column: value}, area=area)

    def count(self, dataset: str, where: Mapping[str, Any] | None = None, area: str = "") -> int:
        with self.database.read() as connection:
            return count_rows(connection, self._schema.tables[dataset], where, area)

    def search(self, dataset: str, text: str, limit: int = 50, offset: int = 0, area: str = "") -> list[dict[str, Any]]:
        """Return rows in which every word is found: part of a name, pinyin, initials, an ID, a phone, an address."""
        with self.database.read() as connection:
            return search(connection, self._schema.tables[dataset], text, limit, offset, area)

    def query(
        self, sql: str, parameters: Mapping[str, Any] | Sequence[Any] = (), seconds: float = _SECONDS
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return columns and rows of a SELECT over the dataset views. Raises QueryRefused."""
        with self.database.read() as connection:
            views = datasets.view_names(self._schema.tables)
            return dialect_of(connection).query(connection, views, sql, parameters, seconds)

    # Disagreements and what became of them

    def conflicts(self, area: str = "") -> list[Disagreement]:
        with self._reading() as reading:
            return reading.conflicts(area)

    def contested(self, area: str = "") -> list[str]:
        """Return records that were deleted by somebody who did not hold all that others had written."""
        with self._reading() as reading:
            return reading.with_status(Status.CONTESTED, area)

    def deleted(self, area: str = "") -> list[str]:
        with self._reading() as reading:
            return reading.with_status(Status.DELETED, area)

    def unplaced(self, area: str = "") -> list[str]:
        """Return records whose holder is deleted or has not arrived. They are shown, never hidden."""
        with self._reading() as reading:
            return reading.unplaced(area)

    def unfit_values(self) -> list[tuple[str, str, Value]]:
        with self._reading() as reading:
            return reading.unfit_values()

    def marks(self, beginning: str) -> list[StandingMark]:
        """Return what waits on records for somebody: `@returned`, `@state`, or whatever begins with `@perhaps:`."""
        with self._reading() as reading:
            return reading.marks(beginning)

    def listings(self, dataset: str, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
        """Yield of everybody (number here, its holder's, that one's holder's, then the columns), in one pass."""
        with self.database.read() as connection:
            yield from listings.read_listings(connection, self._schema.tables[dataset], columns)

    def ids_of(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return the ids of records, by their numbers here."""
        with self.database.read() as connection:
            return listings.ids_of(connection, numbers)

    def touched_since(self, arrived: int) -> tuple[int, set[int] | None]:
        """Return how many commits there are, and which records those after a number touch; None where any may be."""
        with self.database.read() as connection:
            return listings.touched_since(connection, arrived)

    def history(self, record_id: str) -> list[Entry]:
        with self._reading() as reading:
            return reading.history(record_id)

    def saved_within(self, record_id: str, datasets: Collection[str]) -> list[Saved]:
        """Return what was saved of a record and of the records of some datasets that hang on it, the earliest first."""
        with self.database.read() as connection:
            return saved_within(connection, record_id, datasets, self._schema.window.rank)

    # What was published, and what has changed since

    def publications(self) -> list[Publication]:
        """Return everything that was ever published from this store, the latest first."""
        with self.database.read() as connection:
            return publications.publications(connection)

    def publication_content(self, number: int) -> bytes | None:
        """Return what was published under a number; None where it is not there, or not what it was."""
        with self.database.read() as connection:
            return publications.content_of(connection, number)

    def arrived(self) -> int:
        """Return the number of arrival of the last commit."""
        with self.database.read() as connection:
            return publications.arrived(connection)

    def between(self, record_ids: Iterable[str], start: int, end: int) -> dict[str, Between]:
        """Return records as they stood when two numbers of commits had arrived."""
        with self.database.read() as connection:
            return formerly.between(connection, self._schema, record_ids, start, end)
