"""What an exchange needs of a store: take saves in by batches, rehearse that, take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from sync.bundle import Heads, Unreadable
from sync.commit import Commit, canonical, identity
from sync.edit import Author
from sync.effect import Counts, Effect
from sync.receipt import Receipt
from sync.save import Save
from sync.withdrawal import Withdrawal

Figures = Mapping[str, int]
"""Key figure -> value, counted by the pack's own SQL over the dataset views."""

Rows = Sequence[Mapping[str, object]]
CountFigures = Callable[[Callable[[str], Rows]], Figures]
"""Given a way to run read-only SQL over the dataset views, return the key figures as they are at that moment."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One file taken in, altogether or not at all."""

    id: str
    """32 random hexadecimal digits."""
    file: str = ""
    sha256: str = ""
    area: str = ""
    sender: str = ""
    """Public key of the packer."""
    staff: str = ""
    name: str = ""
    created: str = ""
    """When the file was made, by its maker's clock."""
    at: str = ""
    """When it was taken in."""
    by: str = ""
    records: int = 0
    """How many records the file held when it came, 0 where nobody has counted."""
    withheld: int | None = None
    """How many of its saves were not let in when it came, None where nobody has counted."""
    counts: Mapping[str, Sequence[int]] = field(default_factory=dict[str, Sequence[int]], compare=False)
    """Area -> new, changed, unchanged, conflicting, refused."""
    undone_at: str = ""
    undone_by: str = ""
    undone_why: str = ""

    @property
    def is_undone(self) -> bool:
        return bool(self.undone_at)

    @property
    def by_area(self) -> dict[str, Counts]:
        """What it did in each area: together as many records as the file held."""
        return {area: Counts(*numbers) for area, numbers in self.counts.items()}


@dataclass(frozen=True, slots=True)
class Withheld:
    """A save that was not applied: kept as it came, with the reason, until somebody releases it."""

    save: Save | Unreadable
    reason: str

    @property
    def key(self) -> str:
        """32 hexadecimal digits that stand for this very save, so that it is kept once."""
        save = self.save
        what = save.body if isinstance(save, Unreadable) else canonical([save.signer, save.signature, save.ids])
        return identity(what)


@dataclass(frozen=True, slots=True)
class Intake:
    """What one file brings: saves to apply and saves to withhold."""

    saves: Iterable[Save]
    withheld: Sequence[Withheld] = ()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What several files would do, one after the other, each counted on top of those before it."""

    effects: tuple[Effect, ...]
    before: Figures = field(default_factory=dict[str, int])
    after: Figures = field(default_factory=dict[str, int])


class Standing(Protocol):
    """A record as it stands; two are equal where it looks alike."""

    @property
    def conflicts(self) -> Mapping[str, object]: ...


class Replica(Protocol):
    """The store, as far as exchanging goes."""

    def holds(self, commit_ids: Iterable[str]) -> set[str]:
        """Return those of the ids that are stored, applied ones only."""
        ...

    def take_in(self, intake: Intake, batch: Batch, /) -> Effect:
        """Apply and withhold in one transaction: all of it or nothing. A second time changes nothing."""
        ...

    def rehearse(self, intakes: Sequence[Intake], figures: CountFigures | None = None) -> Rehearsal:
        """Do the same in a transaction that is rolled back."""
        ...

    def records(self, record_ids: Iterable[str]) -> Mapping[str, Standing]:
        """Return those records of which something stands."""
        ...

    def batches(self, sha256: str = "") -> Sequence[Batch]:
        """Return all batches in the order in which they came, or those of one file."""
        ...

    def quarantined(self) -> Mapping[str, str]:
        """Return the key of everything in quarantine with the reason."""
        ...

    def withheld(self) -> Sequence[tuple[str, Withheld]]:
        """Return (key, save) of everything in quarantine that nobody has released."""
        ...

    def withdrawals(self, also: Iterable[Commit] = ()) -> tuple[Withdrawal, ...]:
        """Return the certificates that are withdrawn, by what is stored and by these commits together."""
        ...

    def release(self, keys: Iterable[str], batch: Batch) -> Effect:
        """Apply saves of the quarantine after all."""
        ...

    def undo(self, batch_id: str, author: Author, why: str = "") -> object: ...

    def redo(self, batch_id: str, author: Author, why: str = "") -> object: ...

    def undone_with(self, commit_ids: Iterable[str], sender: str) -> Batch | None:
        """Return the batch of a sender that was taken back last and brought any of these commits, None for none."""
        ...

    def heads(self) -> Mapping[str, Heads]:
        """Return how far each stream goes without a gap."""
        ...

    def note_receipt(self, receipt: Receipt) -> None: ...

    def holds_contents(self, digests: Iterable[str]) -> set[str]:
        """Return those of the contents (SHA-256) that are kept here."""
        ...

    def keep_contents(self, contents: Iterable[bytes]) -> None:
        """Keep contents, each on the disk before the next is asked for."""
        ...

    def transaction(self) -> AbstractContextManager[object]: ...

    def altogether(self) -> AbstractContextManager[object]:
        """Keep all that is done inside or none of it, also as a part of a larger transaction."""
        ...
