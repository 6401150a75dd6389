"""Taking in what others recorded: by batches, each in one transaction, counted per record."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, select

from sync.bundle import Unreadable
from sync.certificate import certificate_from
from sync.commit import Commit, commit_from
from sync.effect import Effect, Outcome, RecordEffect
from sync.fold import Folded, Status
from sync.replica import Batch, Intake, Withheld
from sync.save import Save
from sync.store import log
from sync.store.batches import note_counts
from sync.store.database import gathered, insert_rows
from sync.store.deriving import Deriving
from sync.store.numbers import known_numbers, next_number
from sync.store.recording import Pen, hear
from sync.store.schema import Schema
from sync.store.tables import BATCHES, COMMITS, QUARANTINE

_NOT_KEPT = ("id", "undone_at", "undone_by", "undone_why")
"""Of a batch: what its revokes say."""


class Taking:
    """One file taken in, inside one transaction."""

    def __init__(self, connection: Connection, schema: Schema, pen: Pen) -> None:
        self._connection, self._schema, self._pen = connection, schema, pen
        self._taken_back = log.taken_back(connection)

    def take_in(self, intake: Intake, batch: Batch) -> Effect:
        """Apply and withhold. What is known already changes nothing."""
        every = list(intake.saves)
        commits = {commit.id: commit for save in every for commit in save.commits}
        new = commits.keys() - log.held(self._connection, commits)
        saves = [save for save in every if any(commit.id in new for commit in save.commits)]
        fresh = [commits[each] for each in commits if each in new]
        first = next_number(self._connection, COMMITS, "n")
        effects = self._apply(saves, fresh)
        hear(self._connection, fresh, self._pen)
        self._note_batch(batch, first, first + len(fresh) - 1)
        for commit in commits.values():
            if commit.record and commit.record not in effects:
                effects[commit.record] = RecordEffect(commit.record, commit.dataset, commit.area, Outcome.UNCHANGED)
        refused = self._not_let_in(intake.withheld)
        for withheld in refused:
            effects |= _refused(withheld)
        withhold(self._connection, refused, batch.id)
        note_counts(self._connection, batch.id, batch.records, Effect(tuple(effects.values())).by_area())
        return Effect(tuple(effects.values()))

    def _not_let_in(self, every: Sequence[Withheld]) -> list[Withheld]:
        """Return what is to be withheld: not what an office has let in before, and comes again on another stick."""
        held = log.held(self._connection, [each for one in every for each in _ids(one)])
        return [one for one in every if not _ids(one) or not held.issuperset(_ids(one))]

    def _apply(self, saves: Sequence[Save], fresh: Sequence[Commit]) -> dict[str, RecordEffect]:
        numbers = known_numbers(self._connection, {commit.record for commit in fresh if commit.record})
        before = log.load(self._connection, numbers.values())
        records, unheard = log.put_in(self._connection, saves, {commit.id for commit in fresh})
        after = {record: list(before.get(record, ())) for record in (records[each] for each in records)}
        for commit in fresh:
            if commit.record:
                after[records[commit.record]].append(commit)
        deriving = Deriving(self._connection, self._schema)
        if any(commit.targets for commit in fresh):
            changed = log.records_of(self._connection, log.renew_taken_back(self._connection))
            after = log.load(self._connection, changed - after.keys()) | after
            deriving = Deriving(self._connection, self._schema)
        deriving.derive(after, {records[each] for each in unheard})
        return {
            name: self._effect(name, after[record], before.get(record, ()), deriving.folded[record])
            for name, record in records.items()
        }

    def _effect(
        self, record: str, commits: Sequence[Commit], before: Sequence[Commit], now: Folded | None
    ) -> RecordEffect:
        active = [commit for commit in before if commit.id not in self._taken_back]
        old = self._schema.fold(active) if active else None
        outcome, fields = compare(old, now)
        standing = now or old
        area = standing.area if standing else commits[0].area
        dataset = standing.dataset if standing else commits[0].dataset
        return RecordEffect(record, dataset, area, outcome, fields)

    def _note_batch(self, batch: Batch, first: int, last: int) -> None:
        if self._connection.scalar(select(BATCHES.c.n).where(BATCHES.c.id == batch.id)):
            return
        told = {name: value for name, value in asdict(batch).items() if name not in _NOT_KEPT}
        row = {
            "n": next_number(self._connection, BATCHES, "n"),
            "id": batch.id,
            "first": first,
            "last": last,
            "body": json.dumps(told, ensure_ascii=False),
        }
        insert_rows(self._connection, BATCHES, [row])


def compare(old: Folded | None, now: Folded | None) -> tuple[Outcome, tuple[str, ...]]:
    """Return what became of a record, and in which fields it looks different or is now in conflict."""
    if now is None:
        return (Outcome.CHANGED if old else Outcome.UNCHANGED), ()
    if old is None and not now.conflicts and now.status is not Status.CONTESTED:
        return Outcome.NEW, ()
    earlier = old.conflicts if old else {}
    disputed = {name for name, conflict in now.conflicts.items() if earlier.get(name) != conflict}
    newly_contested = now.status is Status.CONTESTED and (old is None or old.status is not Status.CONTESTED)
    if old is None:
        return (Outcome.CONFLICTING if disputed or newly_contested else Outcome.NEW), tuple(sorted(disputed))
    names = now.values.keys() | old.values.keys()
    changed = {name for name in names if _differs(now.values.get(name), old.values.get(name))}
    fields = tuple(sorted(changed | disputed))
    if disputed or newly_contested:
        return Outcome.CONFLICTING, fields
    is_changed = fields or now.status != old.status or now.conflicts.keys() != old.conflicts.keys()
    return (Outcome.CHANGED if is_changed else Outcome.UNCHANGED), fields


def withhold(connection: Connection, every: Iterable[Withheld], batch_id: str) -> None:
    """Put saves into quarantine, those already there only once."""
    new = {each.key: each for each in every}
    known = gathered(connection, select(QUARANTINE.c.key), QUARANTINE.c.key, new)
    for row in known:
        del new[row.key]
    start = next_number(connection, QUARANTINE, "n")
    rows = [
        {
            "key": key,
            "n": start + place,
            "batch": batch_id,
            "reason": each.reason,
            "why": each.save.why if isinstance(each.save, Unreadable) else "",
            "is_readable": isinstance(each.save, Save),
            "body": _body(each.save),
        }
        for place, (key, each) in enumerate(new.items())
    ]
    insert_rows(connection, QUARANTINE, rows)


def withheld(connection: Connection, keys: Collection[str] | None = None) -> list[tuple[str, Withheld]]:
    """Return what lies in quarantine, or some of it, in the order in which it came."""
    rows = connection.execute(select(QUARANTINE).order_by(QUARANTINE.c.n))
    return [
        (row.key, Withheld(_save(row.body) if row.is_readable else Unreadable(row.body, row.why), row.reason))
        for row in rows
        if keys is None or row.key in keys
    ]


def quarantined(connection: Connection) -> dict[str, str]:
    """Return the key of everything in quarantine with the reason, without reading any of it."""
    return {row.key: row.reason for row in connection.execute(select(QUARANTINE.c.key, QUARANTINE.c.reason))}


def let_go(connection: Connection, keys: Iterable[str]) -> None:
    """Take saves out of the quarantine."""
    for key in keys:
        connection.execute(QUARANTINE.delete().where(QUARANTINE.c.key == key))


def _ids(withheld: Withheld) -> tuple[str, ...]:
    return withheld.save.ids if isinstance(withheld.save, Save) else ()


def _refused(withheld: Withheld) -> Mapping[str, RecordEffect]:
    save = withheld.save
    if isinstance(save, Unreadable):
        return {}
    return {
        commit.record: RecordEffect(commit.record, commit.dataset, commit.area, Outcome.REFUSED)
        for commit in save.commits
        if commit.record
    }


def _differs(one: object, other: object) -> bool:
    return type(one) is not type(other) or one != other


def _body(save: Save | Unreadable) -> bytes:
    if isinstance(save, Unreadable):
        return save.body
    told = {
        "commits": [commit.body().decode() for commit in save.commits],
        "signer": save.signer,
        "signature": save.signature,
        "chain": [link.as_plain() for link in save.chain],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _save(body: bytes) -> Save:
    told = json.loads(body)
    commits = tuple(commit_from(commit.encode()) for commit in told["commits"])
    chain = tuple(certificate_from(link) for link in told["chain"])
    return Save(commits, told["signer"], told["signature"], chain)
