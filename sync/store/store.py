"""The store: the only reader and writer of records. What goes in and out are commits, edits and plain rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from forms.datasets import Dataset
from forms.rows import Row
from sync.bundle import Heads
from sync.certificate import Chain
from sync.commit import Commit, Value
from sync.conflict import Disagreement
from sync.edit import Author, Edit
from sync.effect import Effect
from sync.errors import NothingToUndo
from sync.fold import ALWAYS, Rules, Status, Window
from sync.progress import Report, unwatched
from sync.receipt import Receipt, joined, receipt_from
from sync.refusal import Noted, Refusal
from sync.replica import Batch, CountFigures, Intake, Rehearsal, Rows, Withheld
from sync.save import Save, sign_save
from sync.signing import SigningKey
from sync.store import batches, datasets, drafts, intake, listings, log, refusals, streams, verifying
from sync.store.attachments import AttachmentStore, attachments_of
from sync.store.database import Database, chunks
from sync.store.dialect import dialect_of
from sync.store.drafts import Draft
from sync.store.facts import fact, keep_fact
from sync.store.high_water import Mark, write_mark
from sync.store.reading import Entry, Reading, Record, StandingMark, count_rows, numbers_in_order, read_rows
from sync.store.rebuilding import rebuild
from sync.store.recording import INCARNATION, WRITTEN, Pen, Recording, keep_signer, signer
from sync.store.schema import Recalculation, Schema
from sync.store.search_index import SearchIndex
from sync.store.searching import search
from sync.store.tables import COMMITS, RECORDS

BUILT = "built"
_RECEIPTS = "receipts"
_SECONDS = 30.0
"""A question in SQL may take so long."""
_PAGE = 1_000
"""Records that are in memory at once while many are read."""


class RecordStore:
    """One open store. Every method is a transaction of its own, unless it is called inside `transaction`."""

    def __init__(self, database: Database, pen: Pen, high_water: Path | None, close: Callable[[], None]) -> None:
        self.database = database
        self._pen, self._high_water, self._close = pen, high_water, close
        self._attachments: AttachmentStore | None = None
        self._indexed: set[tuple[str, str]] = set()
        self._schema = Schema()
        with database.read() as connection:
            self._schema = Schema(tables=datasets.load_tables(connection))

    # What the records are

    def prepare(
        self,
        described: Mapping[str, Dataset] | Iterable[Dataset],
        groups: Mapping[str, Iterable[frozenset[str]]] | None = None,
        policies: Mapping[str, Mapping[str, str]] | None = None,
        recalculate: Iterable[Recalculation] = (),
        search_fields: Mapping[str, Sequence[str]] | None = None,
        search_keys: Callable[[str], Iterable[str]] = lambda text: (),
        looked_up: Mapping[str, Sequence[str]] | None = None,
        window: Window = ALWAYS,
        version: str = "",
    ) -> None:
        """Make a typed table and a readable view for each dataset, and derive again what was derived otherwise.

        Tables grow and never lose a column. `version` stands for the forms that recalculate (the pack's hash): when it
        changes, everything is calculated anew. `looked_up` are columns that get their index now, so that nobody
        waits for it later.
        """
        every = list(described.values() if isinstance(described, Mapping) else described)
        names = {dataset.name for dataset in every} | {*(groups or {}), *(policies or {})}
        renamed = {dataset.name: dict(dataset.renamed) for dataset in every}
        settled = {
            dataset.name: {each.name: each.policy for each in dataset.fields if each.policy} for dataset in every
        }
        rules = {
            name: Rules(
                tuple((groups or {}).get(name, ())),
                {**settled.get(name, {}), **(policies or {}).get(name, {})},
                renamed.get(name, {}),
            )
            for name in names
        }
        self._schema = Schema(
            {dataset.name: dataset for dataset in every},
            rules,
            tuple(recalculate),
            {name: tuple(fields) for name, fields in (search_fields or {}).items()},
            search_keys,
            window,
            self._schema.tables,
        )
        if not self.database.read_only:
            self._grow(every, looked_up or {}, version)

    def _grow(self, every: Sequence[Dataset], looked_up: Mapping[str, Sequence[str]], version: str) -> None:
        with self.database.write() as connection:
            self._schema = replace(self._schema, tables=datasets.grow_tables(connection, every))
            for name, fields in looked_up.items():
                for field in fields:
                    datasets.make_index(connection, self._schema.tables[name], field)
                    self._indexed.add((name, field))
            SearchIndex(connection, self._schema).create()
            digest = self._schema.digest(version)
            if fact(connection, BUILT) != digest:
                rebuild(connection, self._schema)
                keep_fact(connection, BUILT, digest)

    @property
    def schema(self) -> Schema:
        return self._schema

    # What is done here

    def save(
        self, edits: Iterable[Edit], author: Author, source: str = "ui", closing_draft: str | None = None
    ) -> list[Commit]:
        """Store edits as commits, signed by this device; with the draft that they close, all or nothing."""
        every = [edit for edit in edits if edit.set]
        with self.transaction() as connection:
            if closing_draft is not None:
                drafts.discard_draft(connection, closing_draft)
            recording = Recording(connection, self._schema, self._pen, author, source)
            return recording.save(every) if every else []

    def attest(self, commits: Iterable[Commit]) -> Save:
        """Return commits that no device made (hand edits) under this device's signature, ready to be taken in."""
        with self.database.read() as connection:
            return sign_save(commits, *signer(connection))

    def sign_as(self, key: SigningKey, chain: Chain) -> None:
        """From now on sign with that key, and say with that chain whose it is."""
        with self.transaction() as connection:
            keep_signer(connection, key, chain)

    @property
    def device(self) -> tuple[SigningKey, Chain]:
        """The key that signs here, and its certificates."""
        with self.database.read() as connection:
            return signer(connection)

    # Records as they stand

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

    # Drafts

    def open_draft(
        self,
        draft_id: str,
        form_id: str,
        record: str,
        actor: str,
        base: Iterable[Row] = (),
        snapshot: bytes = b"",
        parent: str = "",
        form: str = "",
        place: str = "",
    ) -> Draft:
        """Begin an interview: what is held now of the base's records is frozen as what its author has seen."""
        rows, at = tuple(base), self._pen.now().isoformat()
        with self.transaction() as connection:
            seen = Reading(connection, self._schema).seen(dict.fromkeys([record, *(row.record_id for row in rows)]))
            draft = Draft(draft_id, form_id, form, record, parent, actor, at, at, place, rows, seen, snapshot)
            drafts.put_draft(connection, draft)
        return draft

    def write_draft(self, draft_id: str, snapshot: bytes, place: str = "") -> None:
        """Keep an interview as it stands. It is on the disk when this returns. Raises KeyError where it is gone."""
        with self.database.write() as connection:
            drafts.write_draft(connection, draft_id, snapshot, place, self._pen.now().isoformat())

    def draft(self, draft_id: str) -> Draft:
        """Return one draft. Raises KeyError where it is gone."""
        with self.database.read() as connection:
            return drafts.draft(connection, draft_id)

    def drafts(self) -> list[Draft]:
        with self.database.read() as connection:
            return drafts.drafts(connection)

    def discard_draft(self, draft_id: str) -> None:
        with self.database.write() as connection:
            drafts.discard_draft(connection, draft_id)

    @property
    def attachments(self) -> AttachmentStore:
        """The pictures and files beside the records; most workspaces never open them."""
        if self._attachments is None:
            self._attachments = attachments_of(self.database)
        return self._attachments

    # What comes from others, and goes to them

    def holds(self, commit_ids: Iterable[str]) -> set[str]:
        """Return those of the ids that are stored."""
        with self.database.read() as connection:
            return log.held(connection, commit_ids)

    def take_in(self, brought: Intake, batch: Batch) -> Effect:
        """Apply and withhold in one transaction: all of it or nothing. A second time changes nothing."""
        with self.transaction() as connection:
            return intake.Taking(connection, self._schema, self._pen).take_in(brought, batch)

    def add(self, saves: Iterable[Save], batch: Batch) -> Effect:
        """Apply saves, none of which is to be withheld."""
        return self.take_in(Intake(saves), batch)

    def rehearse(self, intakes: Sequence[Intake], figures: CountFigures | None = None) -> Rehearsal:
        """Do the same in a transaction that is rolled back."""
        with self.database.write() as connection:
            rehearsed = connection.begin_nested()
            before = figures(self._ask) if figures else {}
            effects: list[Effect] = []
            for number, brought in enumerate(intakes):
                taking = intake.Taking(connection, self._schema, self._pen)
                effects.append(taking.take_in(brought, Batch(f"rehearsal {number}")))
            after = figures(self._ask) if figures else {}
            rehearsed.rollback()
        return Rehearsal(tuple(effects), before, after)

    def batches(self) -> list[Batch]:
        with self.database.read() as connection:
            return batches.batches(connection)

    def undo(self, batch_id: str, author: Author) -> Commit:
        """Take back what a batch brought; later work on top of it stays. Raises NothingToUndo."""
        with self.transaction() as connection:
            targets = batches.ids_to_take_back(connection, batch_id)
            return Recording(connection, self._schema, self._pen, author, "revoke").revoke(targets)

    def redo(self, batch_id: str, author: Author) -> Commit:
        """Take the taking back back. Raises NothingToUndo."""
        with self.transaction() as connection:
            targets = batches.revoking_ids(connection, batch_id)
            return Recording(connection, self._schema, self._pen, author, "revoke").revoke(targets)

    def take_back(self, commit_ids: Iterable[str], author: Author) -> Commit:
        """Take single commits back, or their taking back; later work on top of them stays."""
        with self.transaction() as connection:
            return Recording(connection, self._schema, self._pen, author, "revoke").revoke(sorted(commit_ids))

    def withheld(self) -> list[tuple[str, Withheld]]:
        """Return (key, save) of everything in quarantine."""
        with self.database.read() as connection:
            return intake.withheld(connection)

    def release(self, keys: Iterable[str], batch: Batch) -> Effect:
        """Apply saves of the quarantine after all; those that this program cannot read stay. Raises NothingToUndo."""
        with self.transaction() as connection:
            found = intake.withheld(connection, set(keys))
            released = {key: each.save for key, each in found if isinstance(each.save, Save)}
            if not released:
                raise NothingToUndo(batch.id)
            intake.let_go(connection, released)
            return intake.Taking(connection, self._schema, self._pen).take_in(Intake(released.values()), batch)

    def saves(self, area: str = "", since: int = 0) -> Iterator[Save]:
        """Yield the saves of an area's subtree in order of arrival, those after the save of that number."""
        for _, save in self.numbered_saves(area, since):
            yield save

    def commits_of(self, stream: str) -> list[Commit]:
        """Return all commits of one stream: what a workbook has already brought."""
        with self.database.read() as connection:
            return log.of_stream(connection, stream)

    def numbered_saves(self, area: str = "", since: int = 0) -> Iterator[tuple[int, Save]]:
        with self.database.read() as connection:
            yield from log.saves(connection, area, since)

    def holds_contents(self, digests: Iterable[str]) -> set[str]:
        """Return those of the contents (SHA-256) that are kept here."""
        return set(self.attachments.sizes(digests))

    def keep_contents(self, contents: Iterable[bytes]) -> None:
        """Keep contents, each on the disk before the next is asked for."""
        for content in contents:
            self.attachments.keep(content)

    def heads(self) -> dict[str, Heads]:
        """Return how far each stream goes without a gap."""
        with self.database.read() as connection:
            return streams.heads(connection)

    def forks(self) -> list[tuple[str, int]]:
        """Return (stream, number) of what two commits claim: a laptop was copied or restored."""
        with self.database.read() as connection:
            return streams.forks(connection)

    def note_refusals(self, found: Iterable[Refusal], batch: str) -> None:
        """Keep what was not taken from a workbook until somebody has dealt with it; what is known stays as it is."""
        with self.transaction() as connection:
            refusals.note_refusals(connection, found, batch)

    def known_refusals(self, keys: Iterable[str]) -> dict[str, bool]:
        """Return those of the keys that were noted, and whether somebody has dealt with them."""
        with self.database.read() as connection:
            return refusals.known_refusals(connection, keys)

    def refusals(self) -> list[Noted]:
        """Return what was not taken from workbooks, in order of arrival, what was dealt with too."""
        with self.database.read() as connection:
            undone = {batch.id for batch in batches.batches(connection) if batch.is_undone}
            # A workbook that was taken back as a whole asks for nothing any more.
            return [each for each in refusals.refusals(connection) if each.batch not in undone]

    def deal_with(self, keys: Iterable[str], by: str) -> None:
        """Say who has dealt with refusals, now; with "" that nobody has. They stay in the log."""
        with self.transaction() as connection:
            refusals.deal_with(connection, keys, self._pen.wall() if by else "", by)

    def note_receipt(self, receipt: Receipt) -> None:
        """Keep an office's word on how far it has received."""
        with self.transaction() as connection:
            kept = fact(connection, _RECEIPTS, {})
            if receipt.office in kept:
                receipt = joined(receipt_from(kept[receipt.office]), receipt)
            keep_fact(connection, _RECEIPTS, kept | {receipt.office: receipt.as_plain()})

    def receipts(self) -> list[Receipt]:
        with self.database.read() as connection:
            return [receipt_from(plain) for plain in fact(connection, _RECEIPTS, {}).values()]

    # Facts, checks, and the store as a whole

    def fact(self, name: str, default: Any = None) -> Any:
        """Return what the program keeps here about itself under a name: settings, credentials."""
        with self.database.read() as connection:
            return fact(connection, "app." + name, default)

    def keep_fact(self, name: str, value: Any) -> None:
        with self.transaction() as connection:
            keep_fact(connection, "app." + name, value)

    def verify(self, report: Report = unwatched) -> list[verifying.Finding]:
        """Return everything that is wrong: hashes, signatures, derived tables, the file itself."""
        # The cipher is checked in the file itself, where an interrupted checkpoint may have left half of a page.
        self.database.dialect.checkpoint()
        with self.database.read() as connection:
            found = verifying.check_log(connection, report)
        found += [verifying.Finding(verifying.Flaw.ATTACHMENT, each) for each in self.attachments.damaged()]
        # From bytes that are no commit nothing can be derived.
        is_readable = all(finding.flaw is not verifying.Flaw.CONTENT for finding in found)
        if is_readable and not self.database.read_only:
            with self.database.write() as connection:
                found += verifying.check_derived(connection, self._schema)
        return found

    def rebuild(self) -> None:
        """Derive everything from the commits again."""
        with self.transaction() as connection:
            rebuild(connection, self._schema)

    def numbers(self) -> Mapping[str, int]:
        """Return how many commits and records there are."""
        with self.database.read() as connection:
            commits = connection.scalar(select(func.count()).select_from(COMMITS)) or 0
            records = connection.scalar(select(func.count()).select_from(RECORDS).where(RECORDS.c.status != "")) or 0
        return {"commits": commits, "records": records}

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Make everything done inside one transaction. Raising rolls it back."""
        is_outermost = not self.database.is_writing
        with self.database.write() as connection:
            yield connection
        if is_outermost:
            self._mark()

    @contextmanager
    def altogether(self) -> Iterator[None]:
        """Keep all that is done inside or none of it, also as a part of a larger transaction."""
        if self.database.is_writing:
            with self.database.write() as connection, connection.begin_nested():
                yield
        else:
            with self.transaction():
                yield

    def close(self) -> None:
        if self._attachments is not None:
            self._attachments.close()
        self.database.close()
        self._close()

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        with self.database.read() as connection:
            yield Reading(connection, self._schema)

    def _ask(self, sql: str) -> Rows:
        columns, rows = self.query(sql)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def _mark(self) -> None:
        """Say outside of the database how far it has come, so that one that fell back is noticed."""
        if self._high_water is not None:
            with self.database.read() as connection:
                write_mark(self._high_water, Mark(fact(connection, INCARNATION), fact(connection, WRITTEN, 0)))
