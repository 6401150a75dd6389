"""What comes from others and goes to them: batches and their taking back, quarantine, refusals, receipts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from sync.bundle import Heads
from sync.certificate import is_under
from sync.commit import Commit
from sync.edit import Author
from sync.effect import Counts, Effect
from sync.errors import NothingToUndo
from sync.receipt import Receipt, joined, receipt_from
from sync.refusal import Noted, Refusal
from sync.replica import Batch, CountFigures, Intake, Rehearsal, Rows, Withheld
from sync.save import Save, sign_save
from sync.store import batches, intake, log, refusals, streams, withdrawing
from sync.store.facts import fact, keep_fact
from sync.store.recording import REVOKE, Recording, signer
from sync.store.shown import Shown
from sync.withdrawal import SOURCE, Withdrawal, standing

_RECEIPTS = "receipts"


class Exchanging(Shown):
    """An open store as exchanging needs it; `sync.replica.Replica` is the pure half of it."""

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

    def batches(self, sha256: str = "") -> list[Batch]:
        """Return all batches in the order in which they came, or those of one file."""
        with self.database.read() as connection:
            return batches.batches(connection, sha256)

    def quarantined(self) -> dict[str, str]:
        """Return the key of everything in quarantine with the reason."""
        with self.database.read() as connection:
            return intake.quarantined(connection)

    def undo(self, batch_id: str, author: Author, why: str = "") -> list[Commit]:
        """Take back what a batch brought; later work on top of it stays. Raises NothingToUndo."""
        with self.transaction() as connection:
            return self._revoke(connection, batches.ids_to_take_back(connection, batch_id), author, why)

    def redo(self, batch_id: str, author: Author, why: str = "") -> list[Commit]:
        """Take the taking back back. Raises NothingToUndo."""
        with self.transaction() as connection:
            return self._revoke(connection, batches.revoking_ids(connection, batch_id), author, why)

    def _revoke(self, connection: Connection, targets: Sequence[str], author: Author, why: str) -> list[Commit]:
        """Take commits back, each under its own area as far as that is ours: so it goes wherever they have gone."""
        by_area: dict[str, list[str]] = {}
        for commit in log.commits(connection, targets):
            area = commit.area if is_under(commit.area, author.area) else author.area
            by_area.setdefault(area, []).append(commit.id)
        authors = {area: Author(author.actor, area) for area in by_area}
        return [
            Recording(connection, self._schema, self._pen, authors[area], REVOKE).revoke(ids, why)
            for area, ids in by_area.items()
        ]

    def undone_with(self, commit_ids: Iterable[str], sender: str) -> Batch | None:
        """Return the batch of a sender that was taken back last and brought any of these commits, None for none."""
        with self.database.read() as connection:
            return batches.undone_with(connection, set(commit_ids), sender)

    def built_on(self, batch_id: str) -> list[Commit]:
        """Return what others have written on top of a batch, in order. Raises NothingToUndo."""
        with self.database.read() as connection:
            return batches.built_on(connection, batch_id)

    def records_in(self, batch_id: str) -> list[str]:
        """Return the records that a batch has written to. Raises NothingToUndo."""
        with self.database.read() as connection:
            return batches.records_in(connection, batch_id)

    def take_back(self, commit_ids: Iterable[str], author: Author, why: str = "") -> Commit:
        """Take single commits back, or their taking back; later work on top of them stays."""
        with self.transaction() as connection:
            return Recording(connection, self._schema, self._pen, author, REVOKE).revoke(sorted(commit_ids), why)

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
            # Under the signature of whoever let it in: no office further up puts it aside a second time.
            answered_for = [sign_save(save.commits, *signer(connection)) for save in released.values()]
            return intake.Taking(connection, self._schema, self._pen).take_in(Intake(answered_for), batch)

    def withdrawals(self, also: Iterable[Commit] = ()) -> tuple[Withdrawal, ...]:
        """Return the certificates that are withdrawn, by what is stored and by these commits together."""
        with self.database.read() as connection:
            return standing([*log.of_no_record(connection), *also])

    def withdraw(self, key: str, author: Author, why: str = "") -> Commit:
        """Withdraw a certificate: what is stored here of its holder stands, what is signed with it later does not."""
        with self.transaction() as connection:
            statement = withdrawing.withdrawal_of(connection, key)
            recording = Recording(connection, self._schema, self._pen, author, SOURCE)
            return recording.declare(statement.as_set(), why)

    def saves(self, area: str = "", since: int = 0) -> Iterator[Save]:
        """Yield the saves of an area's subtree in order of arrival, those after the save of that number."""
        for _, save in self.numbered_saves(area, since):
            yield save

    def saves_about(self, datasets: Collection[str], apart_from: str = "") -> Iterator[Save]:
        """Yield what was written to records of datasets outside an area's subtree, and nothing else.

        A save that writes to other records too is cut: the rest of it goes under the signature of whoever asks.
        """
        with self.database.read() as connection:
            key, chain = signer(connection)
            for save, wanted in log.saves_about(connection, datasets, apart_from):
                kept = [commit for commit in save.commits if commit.id in wanted]
                yield save if len(kept) == len(save.commits) else sign_save(kept, key, chain)

    def commits_of(self, stream: str) -> list[Commit]:
        """Return all commits of one stream: what a workbook has already brought."""
        with self.database.read() as connection:
            return log.of_stream(connection, stream)

    def commits_by(self, source: str) -> list[Commit]:
        """Return the commits that came about in one way, `resolve` say, and are not taken back."""
        with self.database.read() as connection:
            return log.of_source(connection, source)

    def count_batch(self, batch_id: str, records: int, counts: Mapping[str, Counts]) -> None:
        """Keep what a batch did where more is known of its file than its commits say: rows that nobody changed."""
        with self.transaction() as connection:
            batches.note_counts(connection, batch_id, records, counts)

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
        """Keep an office's word on how far it has received, as far as it speaks of commits that are here.

        Of one that ends with a commit which is not, it may be the numbers of a copy of this laptop that it counts.
        """
        held = self.holds(head.last for head in receipt.heads.values())
        heads = {stream: head for stream, head in receipt.heads.items() if head.last in held}
        receipt = replace(receipt, heads=heads)
        with self.transaction() as connection:
            kept = fact(connection, _RECEIPTS, {})
            if receipt.office in kept:
                receipt = joined(receipt_from(kept[receipt.office]), receipt)
            keep_fact(connection, _RECEIPTS, kept | {receipt.office: receipt.as_plain()})

    def receipts(self) -> list[Receipt]:
        with self.database.read() as connection:
            return [receipt_from(plain) for plain in fact(connection, _RECEIPTS, {}).values()]

    def _ask(self, sql: str) -> Rows:
        columns, rows = self.query(sql)
        return [dict(zip(columns, row, strict=True)) for row in rows]
