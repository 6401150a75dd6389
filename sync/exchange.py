"""One merge, step by step: check, preview, apply, receipt; one undo. Every step may be repeated.

Files are taken one by one, each in a transaction of its own, so that a bad one never holds up the others. Their order
cannot matter, because what is stored is a set of commits.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from sync.bundle import Bundle, Kind, Unreadable, open_bundle
from sync.certificate import Role, chain_refusal, is_under
from sync.effect import Counts, Effect
from sync.errors import (
    BundleDamaged,
    BundleRefused,
    BundleTooBig,
    NewerFormat,
    NotABundle,
    NotAllowed,
    NotForUs,
    StartCodeNeeded,
    SyncError,
)
from sync.hand_over import read_return
from sync.lock import LockKey
from sync.receipt import Receipt, farther, how_far
from sync.replica import Batch, CountFigures, Figures, Intake, Replica, Withheld
from sync.save import Save, save_refusal

Report = Callable[[int, int], None]
"""Called with (done, total); may raise to stop."""

UNREADABLE_SAVE = "unreadable"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class State(StrEnum):
    """How a file stands before anything is done with it."""

    READY = "ready"
    KNOWN = "known"  # this very file has been merged
    OLD = "old"  # another file, but nothing new in it
    UNDONE = "undone"  # merged, and taken back since
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    START = "start"  # sets up a laptop, is not merged
    WORKBOOK = "workbook"
    WPS = "wps"  # .et, .xls, or a workbook with a password
    TOO_BIG = "too_big"
    NOT_A_BUNDLE = "not_a_bundle"
    UNREADABLE = "unreadable"  # the medium refused


@dataclass(frozen=True, slots=True)
class Desk:
    """Who receives."""

    keys: tuple[LockKey, ...]
    roots: frozenset[str] = frozenset()
    """Public keys that it trusts; none where a form is used without offices."""
    area: str = ""
    survey_round: str = ""


@dataclass(frozen=True)
class Checked:
    """One file, verified and judged. Nothing has been written."""

    path: Path
    state: State
    sha256: str = ""
    bundle: Bundle | None = field(default=None, repr=False)
    area: str = ""
    sender: str = ""
    staff: str = ""
    name: str = ""
    """Who packed it, as its certificate says; "" where that is not to be trusted."""
    created: str = ""
    records: int = 0
    saves: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why saves are withheld -> how many."""
    batch: Batch | None = None
    """The batch that took in this file before, or for an old one the latest from the same sender."""
    error: Exception | None = None
    """What stood in the way, with its facts."""
    _withheld: Mapping[int, str] = field(default_factory=dict, repr=False)

    @property
    def can_be_applied(self) -> bool:
        return self.state in (State.READY, State.UNDONE)

    def intake(self) -> Intake:
        """Return what the file brings; its saves are unpacked while they are read."""
        withheld = [Withheld(save, self._withheld[at]) for at, save in self._numbered() if at in self._withheld]
        return Intake(self._accepted(), withheld)

    def _accepted(self) -> Iterator[Save]:
        for at, save in self._numbered():
            if at not in self._withheld and isinstance(save, Save):
                yield save

    def _numbered(self) -> Iterator[tuple[int, Save | Unreadable]]:
        return enumerate(self.bundle.saves() if self.bundle else ())


@dataclass(frozen=True, slots=True)
class Preview:
    """What applying several files would do, in the order in which they would be applied."""

    files: tuple[tuple[Checked, Effect], ...]
    before: Figures = field(default_factory=dict)
    after: Figures = field(default_factory=dict)

    @property
    def counts(self) -> Counts:
        return sum((effect.counts for _, effect in self.files), Counts())


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one file. Either a batch, or the error that left everything as it was."""

    checked: Checked
    batch: Batch | None = None
    effect: Effect = field(default_factory=Effect)
    error: SyncError | None = None


def check(path: Path, desk: Desk, replica: Replica, report: Report | None = None) -> Checked:
    """Read a file completely and say how it stands. Raises nothing for a bad file: that is a state."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Checked(path, State.UNREADABLE, error=error)
    checked = Checked(path, State.READY, hashlib.sha256(data).hexdigest())
    try:
        bundle = open_bundle(data, desk.keys, report=report)
    except BundleRefused as error:
        return replace(checked, state=_state_of(error, path, data), error=error, **_facts_of(error))
    return _judged(_introduced(checked, bundle, desk), bundle, desk, replica)


def check_all(paths: Iterable[Path], desk: Desk, replica: Replica, report: Report | None = None) -> list[Checked]:
    """Check files; of two that are alike byte by byte the second is known already."""
    checked: list[Checked] = []
    hashes: set[str] = set()
    every = list(paths)
    for number, path in enumerate(every):
        if report:
            report(number, len(every))
        one = check(path, desk, replica)
        if one.state is State.READY and one.sha256 in hashes:
            one = replace(one, state=State.KNOWN)
        hashes.add(one.sha256)
        checked.append(one)
    return checked


def preview(replica: Replica, files: Iterable[Checked], figures: CountFigures | None = None) -> Preview:
    """Say what applying those of the files that are ready would do. Nothing is written."""
    ready = _in_order(one for one in files if one.state is State.READY)
    rehearsal = replica.rehearse([one.intake() for one in ready], figures)
    return Preview(tuple(zip(ready, rehearsal.effects, strict=True)), rehearsal.before, rehearsal.after)


def apply(
    replica: Replica,
    files: Iterable[Checked],
    new_batch: Callable[[], Batch],
    author: object,
    report: Report | None = None,
) -> list[Applied]:
    """Take in the files that can be applied, each as one batch. A file that was undone is brought back.

    `new_batch` gives a batch with its random id, the time, and who is at the desk.
    """
    ready = _in_order(one for one in files if one.can_be_applied)
    results: list[Applied] = []
    for number, one in enumerate(ready):
        if report:
            report(number, len(ready))
        results.append(_applied(replica, one, new_batch, author))
    return results


def receipt(replica: Replica, files: Iterable[Checked], office: str, at: str) -> Receipt:
    """Return the receipt for what is stored and for what lies here verified, merged or not."""
    heads = dict(replica.heads())
    read = [one for one in files if one.bundle and one.state in (State.READY, State.KNOWN, State.OLD, State.UNDONE)]
    for one in read:
        saves = (save for save in one.bundle.saves() if isinstance(save, Save)) if one.bundle else ()
        heads = farther(heads, how_far(commit for save in saves for commit in save.commits))
    return Receipt(office, at, heads, tuple(one.bundle.header.bundle_id for one in read if one.bundle))


def undo(replica: Replica, batch_id: str, role: Role, author: object) -> None:
    """Take a batch back as a whole; work done later on top of it stays. An office's decision."""
    _only_offices(role)
    replica.undo(batch_id, author)


def release(replica: Replica, keys: Sequence[str], role: Role, batch: Batch) -> Effect:
    """Apply withheld saves after all. An office's decision."""
    _only_offices(role)
    return replica.release(keys, batch)


def _only_offices(role: Role) -> None:
    if not role.is_office:
        raise NotAllowed(role)


def _introduced(checked: Checked, bundle: Bundle, desk: Desk) -> Checked:
    header, manifest = bundle.header, bundle.manifest
    chain = manifest.chain
    # A name is shown only where somebody we trust vouches for it, or where nobody vouches for anybody.
    vouched = not desk.roots or (
        bool(chain) and chain[0].key == header.sender and chain_refusal(chain, desk.roots) is None
    )
    return replace(
        checked,
        bundle=bundle,
        area=header.area,
        sender=header.sender,
        created=header.created,
        staff=manifest.staff if vouched else "",
        name=manifest.name if vouched else "",
        saves=bundle.counts["S"],
    )


def _judged(checked: Checked, bundle: Bundle, desk: Desk, replica: Replica) -> Checked:
    if bundle.header.kind == Kind.START:
        return replace(checked, state=State.START)
    if not (is_under(checked.area, desk.area) or is_under(desk.area, checked.area)):
        return replace(checked, state=State.FOREIGN)
    withheld: dict[int, str] = {}
    records: set[str] = set()
    already_withheld = {key for key, _ in replica.withheld()}
    is_new = False
    for at, save in enumerate(bundle.saves()):
        reason = UNREADABLE_SAVE if isinstance(save, Unreadable) else save_refusal(save, desk.roots, desk.survey_round)
        if isinstance(save, Save):
            records.update(commit.record for commit in save.commits if commit.record)
        if reason:
            withheld[at] = reason
        is_new = is_new or not _is_held(save, reason, already_withheld, replica)
    checked = replace(checked, records=len(records), reasons=dict(Counter(withheld.values())), _withheld=withheld)
    return _compared(checked, replica, is_new)


def _is_held(save: Save | Unreadable, reason: str | None, withheld: set[str], replica: Replica) -> bool:
    if reason and Withheld(save, reason).key in withheld:
        return True
    return isinstance(save, Save) and replica.holds(save.ids).issuperset(save.ids)


def _compared(checked: Checked, replica: Replica, is_new: bool) -> Checked:
    batches = replica.batches()
    same = [batch for batch in batches if batch.sha256 == checked.sha256]
    if same:
        return replace(checked, state=State.UNDONE if same[-1].is_undone else State.KNOWN, batch=same[-1])
    if is_new:
        return checked
    theirs = [batch for batch in batches if batch.sender == checked.sender]
    return replace(checked, state=State.OLD, batch=max(theirs, key=lambda batch: batch.created, default=None))


def _state_of(error: BundleRefused, path: Path, data: bytes) -> State:
    match error:
        case BundleDamaged():
            return State.DAMAGED
        case NotForUs():
            return State.FOREIGN
        case NewerFormat():
            return State.NEWER
        case BundleTooBig():
            return State.TOO_BIG
        case StartCodeNeeded():
            return State.START
        case NotABundle():
            return _state_of_other(path, data)
        case _:
            raise AssertionError(error)


def _state_of_other(path: Path, data: bytes) -> State:
    # It calls itself a bundle and does not begin like one: its first block is gone.
    if path.suffix.lower() == ".bundle":
        return State.DAMAGED
    if data.startswith(_OLE) or path.suffix.lower() in (".et", ".xls"):
        return State.WPS
    if zipfile.is_zipfile(io.BytesIO(data)) or path.suffix.lower() in (".xlsx", ".xlsm"):
        return State.WORKBOOK
    return State.NOT_A_BUNDLE


def _facts_of(error: BundleRefused) -> dict[str, str]:
    if isinstance(error, NotForUs):
        return {"area": error.area, "sender": error.sender, "created": error.created}
    return {}


def _in_order(files: Iterable[Checked]) -> list[Checked]:
    # Any order gives the same records; one fixed order gives the same counts each time, too.
    return sorted(files, key=lambda one: (one.area, one.created, one.sha256))


def _applied(replica: Replica, one: Checked, new_batch: Callable[[], Batch], author: object) -> Applied:
    try:
        if one.state is State.UNDONE and one.batch:
            replica.redo(one.batch.id, author)
            return Applied(one, one.batch)
        batch = replace(
            new_batch(),
            file=one.path.name,
            sha256=one.sha256,
            area=one.area,
            sender=one.sender,
            staff=one.staff,
            name=one.name,
            created=one.created,
        )
        effect = replica.take_in(one.intake(), batch)
        if one.bundle and one.bundle.header.kind == Kind.RETURN:
            replica.note_receipt(read_return(one.bundle))
        return Applied(one, batch, effect)
    except SyncError as error:
        return Applied(one, error=error)
