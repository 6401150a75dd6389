"""One merge, step by step: check, preview, apply, receipt; one undo. Every step may be repeated.

Files are taken one by one, each in a transaction of its own, so that a bad one never holds up the others. Their order
cannot matter, because what is stored is a set of commits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sync.arrival import Checked, State, check, check_all
from sync.bundle import Kind
from sync.certificate import Refusal, Role
from sync.edit import Author
from sync.effect import Counts, Effect, Outcome, RecordEffect
from sync.errors import NotAllowed, NotReleasable, SyncError
from sync.hand_over import read_return
from sync.looking import UNREADABLE_SAVE, Desk
from sync.progress import Report
from sync.receipt import Receipt, farther, how_far
from sync.replica import Batch, CountFigures, Figures, Replica, Standing
from sync.save import Save

__all__ = [
    "Applied",
    "Checked",
    "Desk",
    "Preview",
    "State",
    "apply",
    "check",
    "check_all",
    "preview",
    "receipt",
    "release",
    "undo",
]

_NEVER_RELEASED = (Refusal.UNSIGNED, Refusal.BAD_SIGNATURE, UNREADABLE_SAVE)


@dataclass(frozen=True, slots=True)
class Preview:
    """What applying several files would do, in the order in which they would be applied."""

    files: tuple[tuple[Checked, Effect], ...]
    before: Figures = field(default_factory=dict[str, int])
    after: Figures = field(default_factory=dict[str, int])

    @property
    def counts(self) -> Counts:
        return sum((effect.counts for _, effect in self.files), Counts())


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one file: its batch, or the error that left all as it was, or neither where it is of no use."""

    checked: Checked
    batch: Batch | None = None
    effect: Effect = field(default_factory=Effect)
    error: SyncError | None = None


def preview(replica: Replica, files: Iterable[Checked], figures: CountFigures | None = None) -> Preview:
    """Say what applying those of the files that are ready would do. Nothing is written."""
    ready = _in_order(one for one in files if one.state is State.READY)
    rehearsal = replica.rehearse([one.intake() for one in ready], figures)
    return Preview(tuple(zip(ready, rehearsal.effects, strict=True)), rehearsal.before, rehearsal.after)


def apply(
    replica: Replica,
    files: Iterable[Checked],
    new_batch: Callable[[], Batch],
    author: Author,
    report: Report | None = None,
    *,
    role: Role = Role.STREET,
) -> list[Applied]:
    """Take in the files that can be, each as one batch, and bring back what was undone. Return what became of all.

    `new_batch` gives a batch with its random id, the time, and who is at the desk; `role` is that person's. Bringing
    back is an office's decision, as taking back is.
    """
    ordered = _in_order(files)
    results: list[Applied] = []
    for number, one in enumerate(ordered):
        if report:
            report(number, len(ordered))
        results.append(_applied(replica, one, new_batch, author, role))
    return results


def receipt(replica: Replica, files: Iterable[Checked], office: str, at: str) -> Receipt:
    """Return the receipt for what is stored and for what lies here verified, merged or not."""
    heads = dict(replica.heads())
    read = [one for one in files if one.bundle and one.state in (State.READY, State.KNOWN, State.OLD, State.UNDONE)]
    for one in read:
        saves = (save for save in one.bundle.saves() if isinstance(save, Save)) if one.bundle else ()
        heads = farther(heads, how_far(commit for save in saves for commit in save.commits))
    named = {digest for one in read for digest in one.named}
    lacking = named.difference(replica.holds_contents(named), *(one.carried for one in read))
    bundles = tuple(one.bundle.header.bundle_id for one in read if one.bundle)
    return Receipt(office, at, heads, bundles, tuple(sorted(lacking)))


def undo(replica: Replica, batch_id: str, role: Role, author: Author) -> None:
    """Take a batch back as a whole; work done later on top of it stays. An office's decision."""
    _only_offices(role)
    replica.undo(batch_id, author)


def redo(replica: Replica, batch_id: str, role: Role, author: Author) -> None:
    """Bring a batch back that was taken back. An office's decision."""
    _only_offices(role)
    replica.redo(batch_id, author)


def release(replica: Replica, keys: Sequence[str], role: Role, batch: Batch) -> Effect:
    """Apply withheld saves after all. An office's decision; what nobody rightly signed stays where it is."""
    _only_offices(role)
    forged = {key: each.reason for key, each in replica.withheld() if each.reason in _NEVER_RELEASED}
    for key in keys:
        if key in forged:
            raise NotReleasable(forged[key])
    return replica.release(keys, batch)


def _only_offices(role: Role) -> None:
    if not role.is_office:
        raise NotAllowed(role)


def _in_order(files: Iterable[Checked]) -> list[Checked]:
    # Any order gives the same records; one fixed order gives the same counts each time, too.
    return sorted(files, key=lambda one: (one.area, one.created, one.sha256))


def _applied(replica: Replica, one: Checked, new_batch: Callable[[], Batch], author: Author, role: Role) -> Applied:
    try:
        if one.state is State.UNDONE and one.batch:
            _only_offices(role)
            return Applied(one, one.batch, _brought_back(replica, one, one.batch, author))
        if one.state is not State.READY:
            return Applied(one, effect=one.nothing_new())
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
        # Before the answers that name them, as at the door.
        replica.keep_contents(one.contents())
        effect = replica.take_in(one.intake(), batch)
        if one.bundle and one.bundle.header.kind == Kind.RETURN:
            replica.note_receipt(read_return(one.bundle))
        return Applied(one, batch, effect)
    except SyncError as error:
        return Applied(one, error=error)


def _brought_back(replica: Replica, one: Checked, batch: Batch, author: Author) -> Effect:
    known = one.nothing_new()
    ids = [each.record for each in known.records]
    with replica.transaction():
        before = replica.records(ids)
        replica.redo(batch.id, author)
        after = replica.records(ids)
    return Effect(tuple(replace(each, outcome=_outcome(each, before, after)) for each in known.records))


def _outcome(known: RecordEffect, before: Mapping[str, Standing], after: Mapping[str, Standing]) -> Outcome:
    old, now = before.get(known.record), after.get(known.record)
    if known.outcome is Outcome.REFUSED or old == now or now is None:
        return known.outcome
    if now.conflicts and (old is None or dict(now.conflicts) != dict(old.conflicts)):
        return Outcome.CONFLICTING
    return Outcome.NEW if old is None else Outcome.CHANGED
