"""The store: the only reader and writer of records. What goes in and out are commits, edits and plain rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from forms.datasets import Dataset
from sync.certificate import Chain
from sync.commit import Commit
from sync.edit import Author, Edit
from sync.fold import ALWAYS, Rules, Window
from sync.progress import Report, unwatched
from sync.save import Save, sign_save
from sync.signing import SigningKey
from sync.store import datasets, drafts, publications, verifying
from sync.store.database import Database
from sync.store.drafting import Drafting
from sync.store.exchanging import Exchanging
from sync.store.facts import fact, keep_fact
from sync.store.publications import Publication
from sync.store.rebuilding import rebuild
from sync.store.recording import FELL_BACK, Pen, Recording, keep_signer, signer
from sync.store.schema import Recalculation, Schema
from sync.store.search_index import SearchIndex
from sync.store.tables import COMMITS, RECORDS

BUILT = "built"


class RecordStore(Drafting, Exchanging):
    """One open store. Every method is a transaction of its own, unless it is called inside `transaction`.

    What can be asked of it stands in `shown.py`, drafts in `drafting.py`, what comes and goes in `exchanging.py`.
    """

    def __init__(self, database: Database, pen: Pen, high_water: Path | None, close: Callable[[], None]) -> None:
        super().__init__(database, pen, high_water)
        self._close = close

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

    def publish(self, told: Mapping[str, Any], content: bytes) -> Publication:
        """Keep for ever what is handed to others, with how far the records have come."""
        with self.transaction() as connection:
            return publications.publish(connection, told, content)

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

    # Facts, checks, and the store as a whole

    def fell_back(self) -> tuple[int, str]:
        """Return how many commits this store had forgotten when it woke up last with some missing, and when."""
        with self.database.read() as connection:
            told = fact(connection, FELL_BACK, {})
        return int(told.get("missing", 0)), str(told.get("at", ""))

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

    def close(self) -> None:
        if self._attachments is not None:
            self._attachments.close()
        self.database.close()
        self._close()
