"""What arrived: one file read completely, verified and judged. Nothing is written."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from itertools import count, islice
from pathlib import Path

from sync.attachments import digests_in
from sync.bundle import Bundle, Kind, Unreadable, open_bundle
from sync.certificate import chain_refusal, is_under
from sync.commit import Commit
from sync.effect import Effect, Outcome, RecordEffect
from sync.errors import (
    BundleDamaged,
    BundleRefused,
    BundleTooBig,
    NewerFormat,
    NotABundle,
    NotForUs,
    StartCodeNeeded,
)
from sync.looking import TOGETHER, UNREADABLE_SAVE, Desk, Judged, Looked, judged, look_at
from sync.looking_ahead import each_looked_at
from sync.progress import Report
from sync.replica import Batch, Intake, Replica, Withheld
from sync.save import Save

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
    is_vouched: bool = False
    """An office that we trust says whose computer packed it."""
    created: str = ""
    records: int = 0
    saves: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict[str, int])
    """Why saves are withheld -> how many."""
    batch: Batch | None = None
    """The batch that took in this file before, or for an old one the latest from the same sender."""
    taken_back: Batch | None = None
    """Where it brings something new: the batch with which the rest of it was taken back, if it was."""
    newer: str = ""
    """For an old one: when the file was made that holds all of it."""
    error: Exception | None = None
    """What stood in the way, with its facts."""
    carried: frozenset[str] = field(default=frozenset(), repr=False)
    """Contents (SHA-256) that its commits name and that lie in it."""
    of_no_record: tuple[Commit, ...] = field(default=(), repr=False)
    """Commits that speak of other commits or of certificates, and are not withheld."""
    _withheld: Mapping[int, str] = field(default_factory=dict[int, str], repr=False)

    @property
    def can_be_applied(self) -> bool:
        return self.state in (State.READY, State.UNDONE)

    def nothing_new(self) -> Effect:
        """Return the effect of a file that brings nothing: each of its records unchanged or still refused."""
        effects: dict[str, RecordEffect] = {}
        for at, save in self._numbered():
            outcome = Outcome.REFUSED if at in self._withheld else Outcome.UNCHANGED
            for commit in save.commits if isinstance(save, Save) else ():
                known = effects.get(commit.record)
                if commit.record and (known is None or known.outcome is Outcome.UNCHANGED):
                    effects[commit.record] = RecordEffect(commit.record, commit.dataset, commit.area, outcome)
        return Effect(tuple(effects.values()))

    def told_again(self) -> Effect:
        """Return the effect of a file that is not applied; of a known one nobody unpacks the records to count them."""
        is_counted = self.state is State.KNOWN and self.batch is not None and self.batch.withheld == 0
        return Effect(untold=self.records) if is_counted else self.nothing_new()

    def commits(self) -> Iterator[Commit]:
        """Yield all of its commits, the withheld ones too."""
        return (commit for _, save in self._numbered() if isinstance(save, Save) for commit in save.commits)

    def commit_ids(self) -> set[str]:
        return {each for _, save in self._numbered() if isinstance(save, Save) for each in save.ids}

    def contents(self) -> Iterator[bytes]:
        """Yield the pictures and files that it brings. What none of its commits names is nobody's, and left out."""
        for digest, content in self.bundle.attachments() if self.bundle and self.carried else ():
            if digest in self.carried:
                yield content

    def intake(self) -> Intake:
        """Return what the file brings; its saves are unpacked while they are read."""
        numbered = self._numbered() if self._withheld else ()
        withheld = [Withheld(save, self._withheld[at]) for at, save in numbered if at in self._withheld]
        return Intake(self._accepted(), withheld)

    def _accepted(self) -> Iterator[Save]:
        for at, save in self._numbered():
            if at not in self._withheld and isinstance(save, Save):
                yield save

    def _numbered(self) -> Iterator[tuple[int, Save | Unreadable]]:
        return enumerate(self.bundle.saves() if self.bundle else ())


def check(
    path: Path, desk: Desk, replica: Replica, report: Report | None = None, looked: Looked | None = None
) -> Checked:
    """Read a file completely and say how it stands. Raises nothing for a bad file: that is a state.

    `looked` is what another process has found in it already.
    """
    desk = replace(desk, withdrawn=replica.withdrawals())
    checked = _check(path, desk, replica, report, looked)
    now = replica.withdrawals(checked.of_no_record)
    # A certificate that this very file withdraws.
    return checked if now == desk.withdrawn else _check(path, replace(desk, withdrawn=now), replica)


def _check(
    path: Path, desk: Desk, replica: Replica, report: Report | None = None, looked: Looked | None = None
) -> Checked:
    try:
        data = path.read_bytes()
    except OSError as error:
        return Checked(path, State.UNREADABLE, error=error)
    return check_bundle(path, data, desk, replica, report, looked)


def check_bundle(
    path: Path,
    data: bytes,
    desk: Desk,
    replica: Replica,
    report: Report | None = None,
    looked: Looked | None = None,
) -> Checked:
    """Say how a bundle stands that lies at a path, or inside the workbook there."""
    checked = Checked(path, State.READY, hashlib.sha256(data).hexdigest())
    # The file may have been written anew since.
    if looked and looked.sha256 == checked.sha256:
        return _judged(_introduced(checked, looked.bundle, desk), looked.bundle, desk, replica, looked)
    try:
        bundle = open_bundle(data, desk.keys, report=report)
    except BundleRefused as error:
        return replace(checked, state=_state_of(error, path, data), error=error, **_facts_of(error))
    return _judged(_introduced(checked, bundle, desk), bundle, desk, replica)


def check_all(paths: Iterable[Path], desk: Desk, replica: Replica, report: Report | None = None) -> list[Checked]:
    """Check files, each also against the others: what lies there twice is known, what a later one holds is old."""
    every = list(paths)
    desk = replace(desk, withdrawn=replica.withdrawals())
    checked = _check_each(every, desk, replica, report)
    now = replica.withdrawals(commit for one in checked for commit in one.of_no_record)
    if now != desk.withdrawn:
        # Some of these files withdraw a certificate; all of them are to be judged by that, in any order.
        checked = _check_each(every, replace(desk, withdrawn=now), replica, report)
    return _superseded(checked)


def _check_each(every: Sequence[Path], desk: Desk, replica: Replica, report: Report | None) -> list[Checked]:
    checked: list[Checked] = []
    known = frozenset(batch.sha256 for batch in replica.batches())
    with closing(each_looked_at(every, partial(look_at, desk=desk, known=known))) as ahead:
        for number, (path, looked) in enumerate(ahead):
            if report:
                report(number, len(every))
            one = _check(path, desk, replica, looked=looked)
            if one.bundle:
                # What lies on the desk together may be many times what memory holds.
                one.bundle.forget()
            if one.state is State.READY and any(one.sha256 == other.sha256 for other in checked):
                one = replace(one, state=State.KNOWN)
            checked.append(one)
    return checked


def _introduced(checked: Checked, bundle: Bundle, desk: Desk) -> Checked:
    header, manifest, chain = bundle.header, bundle.manifest, bundle.manifest.chain
    staff, name = ("", "") if desk.roots else (manifest.staff, manifest.name)
    # Where there are offices, a name is shown only if one that we trust vouches for it.
    is_named = bool(chain) and chain[0].key == header.sender and chain_refusal(chain, desk.roots) is None
    if is_named:
        staff, name = chain[0].holder, chain[0].name
    return replace(
        checked,
        bundle=bundle,
        area=header.area,
        sender=header.sender,
        created=header.created,
        staff=staff,
        name=name,
        is_vouched=is_named or header.sender in desk.roots,
        saves=bundle.counts["S"],
    )


def _judged(checked: Checked, bundle: Bundle, desk: Desk, replica: Replica, looked: Looked | None = None) -> Checked:
    if bundle.header.kind == Kind.START:
        return replace(checked, state=State.START)
    if not (is_under(checked.area, desk.area) or is_under(desk.area, checked.area)):
        return replace(checked, state=State.FOREIGN)
    same = replica.batches(checked.sha256)
    # A file that was merged is called so, and nothing of it is looked up.
    is_new = merged = bool(same)
    if merged and same[-1].withheld == 0:
        # All of it was taken in; what it says is known without unpacking it.
        return _compared(replace(checked, records=same[-1].records), same, replica, is_new)
    withheld: dict[int, str] = {}
    records: set[str] = set()
    quarantined = replica.quarantined()
    named: set[str] = set()
    known: set[str] = set()
    of_no_record: list[Commit] = []
    # This very file was verified when it was merged; what was withheld then lies in quarantine.
    if merged and UNREADABLE_SAVE not in quarantined.values():
        bundle.vouch()
    every = _as_before(bundle, quarantined) if merged else looked.judged() if looked else judged(bundle, desk)
    place = count()
    for several in every:
        held = set[str]() if is_new else replica.holds(each for save, _ in several for each in _ids(save))
        known.update(each for save, _ in several for each in _ids(save))
        for (save, reason), at in zip(several, place, strict=False):
            if isinstance(save, Save):
                records.update(commit.record for commit in save.commits if commit.record)
                named |= digests_in(save.commits)
            if reason:
                withheld[at] = reason
            elif isinstance(save, Save):
                of_no_record += [commit for commit in save.commits if not commit.record]
            is_new = is_new or not _is_held(save, reason, quarantined, held)
    carried = named.intersection(digest for digest, _ in bundle.attachments()) if bundle.counts["A"] else set[str]()
    # The records may have come with another stick, before their pictures.
    is_new = is_new or not replica.holds_contents(carried).issuperset(carried)
    checked = replace(
        checked,
        records=len(records),
        reasons=dict(Counter(withheld.values())),
        carried=frozenset(carried),
        of_no_record=tuple(of_no_record),
        _withheld=withheld,
    )
    return _compared(checked, same, replica, is_new, None if merged else replica.undone_with(known, checked.sender))


def _as_before(bundle: Bundle, quarantined: Mapping[str, str]) -> Iterator[list[Judged]]:
    saves = bundle.saves()
    while several := list(islice(saves, TOGETHER)):
        yield [(save, quarantined.get(Withheld(save, "").key) if quarantined else None) for save in several]


def _is_held(save: Save | Unreadable, reason: str | None, quarantined: Mapping[str, str], held: set[str]) -> bool:
    return bool(reason and Withheld(save, reason).key in quarantined) or (
        isinstance(save, Save) and held.issuperset(save.ids)
    )


def _ids(save: Save | Unreadable) -> tuple[str, ...]:
    return save.ids if isinstance(save, Save) else ()


def _superseded(files: Sequence[Checked]) -> list[Checked]:
    """Mark as old what another file of the same sender holds altogether."""
    by_sender: dict[str, list[Checked]] = {}
    for one in files:
        if one.state is State.READY:
            by_sender.setdefault(one.sender, []).append(one)
    newer: dict[str, str] = {}
    for siblings in by_sender.values():
        ids = {one.sha256: one.commit_ids() for one in siblings} if len(siblings) > 1 else {}
        for one in siblings if ids else ():
            holders = [other.created for other in siblings if _holds_all(other, one, ids)]
            newer |= {one.sha256: max(holders)} if holders else {}
    return [_aged(one, newer.get(one.sha256, "")) if one.state is State.READY else one for one in files]


def _holds_all(other: Checked, one: Checked, ids: Mapping[str, set[str]]) -> bool:
    return ids[one.sha256] < ids[other.sha256] and one.carried <= other.carried


def _aged(one: Checked, newer: str) -> Checked:
    return replace(one, state=State.OLD, newer=newer) if newer else one


def _compared(
    checked: Checked, same: Sequence[Batch], replica: Replica, is_new: bool, undone: Batch | None = None
) -> Checked:
    if same:
        return replace(checked, state=State.UNDONE if same[-1].is_undone else State.KNOWN, batch=same[-1])
    # A return may bring nothing but its receipt.
    if is_new or (checked.bundle and checked.bundle.header.kind == Kind.RETURN):
        return replace(checked, taken_back=undone)
    if undone:
        # Another file, made anew of what was taken back.
        return replace(checked, state=State.UNDONE, batch=undone)
    theirs = [batch for batch in replica.batches() if batch.sender == checked.sender]
    latest = max(theirs, key=lambda batch: batch.created, default=None)
    return replace(checked, state=State.OLD, batch=latest, newer=latest.created if latest else "")


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
