"""One merge, step by step: check, preview, apply, receipt; one undo. Every step may be repeated.

Each file is taken altogether or not at all, and a bad one never holds up the others. Their order cannot matter,
because what is stored is a set of commits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sync.arrival import Checked, State, check, check_all
from sync.attachments import digests_in
from sync.bundle import Bundle, Kind
from sync.certificate import Certificate, Refusal, Role, commit_refusal
from sync.edit import Author
from sync.effect import Counts, Effect, Outcome, RecordEffect
from sync.errors import BelongsElsewhere, NotAllowed, NotReleasable, SyncError
from sync.hand_over import read_return
from sync.looking import UNREADABLE_SAVE, Desk
from sync.progress import Cancelled, Report
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

TOGETHER = 2_000
"""Saves that wait for the disk together at most: eight laptops' weeks. Until it has them nobody else can write."""

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

    def take(number: int) -> Applied:
        if report:
            report(number, len(ordered))
        return _taken(replica, ordered[number], new_batch())

    def alone(number: int) -> Applied:
        one = ordered[number]
        try:
            if one.state is State.READY:
                # Before the answers that name them, as at the door.
                replica.keep_contents(one.contents())
                with replica.altogether():
                    return take(number)
            if report:
                report(number, len(ordered))
            return _known(replica, one, author, role)
        except SyncError as error:
            return Applied(one, error=error)

    results: list[Applied] = []
    while len(results) < len(ordered):
        several = range(len(results), len(results) + _how_many_together(ordered[len(results) :]))
        taken = _together(replica, several, take) if len(several) > 1 else []
        # One of them is bad, and the others do not wait for it.
        results += taken or [alone(number) for number in several]
    return results


def receipt(replica: Replica, files: Iterable[Checked], office: str, at: str) -> Receipt:
    """Return the receipt for what is stored and for what lies here verified, merged or not."""
    heads, named = dict(replica.heads()), set[str]()
    read = [one for one in files if one.bundle and one.state in (State.READY, State.KNOWN, State.OLD, State.UNDONE)]
    for one in read:
        commits = list(one.commits())
        heads = farther(heads, how_far(commits))
        named |= digests_in(commits)
    lacking = named.difference(replica.holds_contents(named), *(one.carried for one in read))
    bundles = tuple(one.bundle.header.bundle_id for one in read if one.bundle)
    return Receipt(office, at, heads, bundles, tuple(sorted(lacking)))


def undo(replica: Replica, batch_id: str, role: Role, author: Author, why: str = "") -> None:
    """Take a batch back as a whole; work done later on top of it stays. An office's decision."""
    only_offices(role)
    replica.undo(batch_id, author, why)


def redo(replica: Replica, batch_id: str, role: Role, author: Author, why: str = "") -> None:
    """Bring a batch back that was taken back. An office's decision."""
    only_offices(role)
    replica.redo(batch_id, author, why)


def release(
    replica: Replica, keys: Sequence[str], role: Role, batch: Batch, office: Certificate | None = None
) -> Effect:
    """Apply withheld saves after all, signed by the office that answers for them from now on.

    An office's decision, and only about what lies in its own area; what nobody rightly signed stays where it is.
    Raises NotAllowed, NotReleasable, BelongsElsewhere.
    """
    only_offices(role)
    for each in (each for key, each in replica.withheld() if key in keys):
        if each.reason in _NEVER_RELEASED:
            raise NotReleasable(each.reason)
        if office and isinstance(each.save, Save):
            _only_ours(each.save, office)
    return replica.release(keys, batch)


def only_offices(role: Role) -> None:
    """Raise NotAllowed for whoever is no office."""
    if not role.is_office:
        raise NotAllowed(role)


def _only_ours(save: Save, office: Certificate) -> None:
    for commit in save.commits:
        if refusal := commit_refusal(commit, office):
            raise BelongsElsewhere(refusal)


def _in_order(files: Iterable[Checked]) -> list[Checked]:
    # Any order gives the same records; one fixed order gives the same counts each time, too.
    return sorted(files, key=lambda one: (one.area, one.created, one.sha256))


def _how_many_together(files: Sequence[Checked]) -> int:
    """Return how many of the next files are taken in one transaction: waiting for the disk is half of a small one."""
    saves = count = 0
    for one in files:
        saves += one.saves
        # Pictures are pushed down one by one, and for so long others can write.
        if one.state is not State.READY or one.carried or saves > TOGETHER:
            break
        count += 1
    return max(count, 1)


def _together(replica: Replica, numbers: Iterable[int], take: Callable[[int], Applied]) -> list[Applied]:
    """Take files in one transaction; of those that one refusal has stopped none is kept, and none is returned.

    Raises Cancelled, and keeps what was taken before.
    """
    results: list[Applied] = []
    cancelled: Cancelled | None = None
    try:
        with replica.altogether():
            for number in numbers:
                try:
                    results.append(take(number))
                except Cancelled as stop:
                    cancelled = stop
                    break
    except SyncError:
        return []
    if cancelled:
        raise cancelled
    return results


def _taken(replica: Replica, one: Checked, batch: Batch) -> Applied:
    """Take a file in whose pictures are kept already."""
    batch = replace(
        batch,
        file=one.path.name,
        sha256=one.sha256,
        area=one.area,
        sender=one.sender,
        staff=one.staff,
        name=one.name,
        created=one.created,
        records=one.records,
        withheld=sum(one.reasons.values()),
    )
    effect = replica.take_in(one.intake(), batch)
    # Anybody can write "received"; only an office that we trust is believed.
    if one.bundle and one.bundle.header.kind == Kind.RETURN and _is_by_an_office(one, one.bundle):
        replica.note_receipt(read_return(one.bundle))
    return Applied(one, batch, effect)


def _known(replica: Replica, one: Checked, author: Author, role: Role) -> Applied:
    """Bring back what was taken back; of anything else that is not ready nothing is taken."""
    if one.state is not State.UNDONE or not one.batch:
        return Applied(one, effect=one.told_again())
    only_offices(role)
    return Applied(one, one.batch, _brought_back(replica, one, one.batch, author))


def _is_by_an_office(one: Checked, bundle: Bundle) -> bool:
    chain = bundle.manifest.chain
    # A key that is trusted by itself needs no certificate.
    return one.is_vouched and (not chain or Role(chain[0].role).is_office)


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
