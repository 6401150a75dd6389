"""Saving what was done on this machine: edits become commits, one signature, one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from sync.answers import commit_value
from sync.certificate import Chain, certificate_from
from sync.clock import receive, tick
from sync.commit import AREA, AWAITED, LIFE, Commit, Value
from sync.edit import Author, Edit
from sync.fold import FIELD_BY_FIELD, Rules, fold
from sync.reasons import because
from sync.save import sign_save
from sync.signing import SigningKey
from sync.store import log
from sync.store.deriving import Deriving
from sync.store.facts import fact, keep_fact
from sync.store.numbers import known_numbers, stream_numbers
from sync.store.schema import Schema
from sync.store.tables import STREAMS

REVOKE = "revoke"

HLC, INCARNATION, DEVICE, WRITTEN = "hlc", "incarnation", "device", "written"
FELL_BACK = "fell_back"


@dataclass(frozen=True, slots=True)
class Pen:
    """What writing needs from outside: the wall clock and randomness."""

    now: Callable[[], datetime]
    random: Callable[[int], bytes]

    def milliseconds(self) -> int:
        return int(self.now().timestamp() * 1000)

    def wall(self) -> str:
        return self.now().isoformat(timespec="seconds")


class Recording:
    """One local save inside one transaction."""

    def __init__(self, connection: Connection, schema: Schema, pen: Pen, author: Author, source: str) -> None:
        self._connection, self._schema, self._pen = connection, schema, pen
        self._author, self._source = author, source
        incarnation = fact(connection, INCARNATION)
        named = f"{incarnation}|{author.area}".encode()
        self._stream = hashlib.blake2b(named, digest_size=8).hexdigest()
        numbers, _ = stream_numbers(connection, [self._stream])
        self._stream_number = numbers[self._stream]
        row = connection.execute(select(STREAMS).where(STREAMS.c.s == self._stream_number)).one()
        self._seq, self._last = row.seq, row.last
        self._hlc = fact(connection, HLC, 0)
        self._commits: list[Commit] = []

    def save(self, edits: Sequence[Edit]) -> list[Commit]:
        """Store the edits as commits and write what follows from them."""
        numbers = known_numbers(self._connection, (edit.record_id for edit in edits))
        before = log.load(self._connection, numbers.values())
        taken_back = log.taken_back(self._connection)
        for edit in edits:
            known = before.get(numbers.get(edit.record_id, 0), ())
            self._append(edit, self._completed(edit, known, taken_back))
        records, unheard = self._put_in()
        touched: dict[int, list[Commit]] = {}
        for commit in self._commits:
            record = records[commit.record]
            touched.setdefault(record, list(before.get(record, ()))).append(commit)
        Deriving(self._connection, self._schema).derive(touched, {records[each] for each in unheard})
        return self._commits

    def revoke(self, targets: Sequence[str], why: str = "") -> Commit:
        """Take commits back, or a revoke; write what follows."""
        told = because(why, self._pen.random)
        commit = self._commit(record="", dataset="", set=told, source=REVOKE, targets=tuple(targets))
        self._put_in()
        changed = log.renew_taken_back(self._connection)
        touched = log.records_of(self._connection, changed)
        Deriving(self._connection, self._schema).derive(log.load(self._connection, touched))
        return commit

    def declare(self, values: Mapping[str, Value], why: str = "") -> Commit:
        """Say something that concerns no record."""
        told = {**values, **because(why, self._pen.random)}
        commit = self._commit(record="", dataset="", set=told, source=self._source)
        self._put_in()
        return commit

    def _append(self, edit: Edit, values: Mapping[str, Value]) -> None:
        self._commit(
            record=edit.record_id,
            dataset=edit.dataset,
            set=values,
            seen=tuple(edit.seen),
            source=self._source,
            form=edit.form,
        )

    def _commit(self, **told: Any) -> Commit:
        self._seq += 1
        self._hlc = tick(self._hlc, self._pen.milliseconds())
        commit = Commit(
            **told,
            actor=self._author.actor,
            area=self._author.area,
            stream=self._stream,
            seq=self._seq,
            prev=self._last,
            hlc=self._hlc,
            wall=self._pen.wall(),
            nonce=self._pen.random(8).hex(),
        )
        self._last = commit.id
        self._commits.append(commit)
        return commit

    def _completed(self, edit: Edit, known: Sequence[Commit], taken_back: Collection[str]) -> dict[str, Value]:
        """Return what to write: whole groups, and for a new record where it belongs."""
        values = {name: commit_value(value) for name, value in edit.set.items()}
        seen = set(edit.seen)
        held = [commit for commit in known if commit.id in seen]
        if not held and self._author.area and values.get(LIFE) != AWAITED:
            values.setdefault(AREA, self._author.area)
        # What was taken back does not come back because somebody touches the other half of it.
        held = [commit for commit in held if commit.id not in taken_back]
        return with_whole_groups(values, held, self._schema.rules.get(edit.dataset, FIELD_BY_FIELD))

    def _put_in(self) -> tuple[dict[str, int], set[str]]:
        device, chain = signer(self._connection)
        save = sign_save(self._commits, device, chain)
        put = log.put_in(self._connection, [save], {commit.id for commit in self._commits})
        here = STREAMS.c.s == self._stream_number
        self._connection.execute(STREAMS.update().where(here).values(seq=self._seq, last=self._last))
        keep_fact(self._connection, HLC, self._hlc)
        keep_fact(self._connection, WRITTEN, fact(self._connection, WRITTEN, 0) + len(self._commits))
        return put


def with_whole_groups(values: Mapping[str, Value], held: Sequence[Commit], rules: Rules) -> dict[str, Value]:
    """Return the values with every group that they touch made whole from what the author had before them."""
    whole = dict(values)
    touched = [group for group in rules.groups if not group.isdisjoint(values) and not group.issubset(values)]
    if held and touched:
        before = fold(held, rules).values
        for group in touched:
            whole = {name: before.get(name) for name in group} | whole
    return whole


def signer(connection: Connection) -> tuple[SigningKey, Chain]:
    """Return the device's key and its chain of certificates."""
    kept = fact(connection, DEVICE)
    return SigningKey(bytes.fromhex(kept["seed"])), tuple(certificate_from(link) for link in kept["chain"])


def keep_signer(connection: Connection, key: SigningKey, chain: Chain) -> None:
    """From now on sign with that key."""
    keep_fact(connection, DEVICE, {"seed": key.seed.hex(), "chain": [link.as_plain() for link in chain]})


def hear(connection: Connection, commits: Sequence[Commit], pen: Pen) -> None:
    """Move our clock past the commits', as far as they can be believed."""
    last = fact(connection, HLC, 0)
    now, heard = pen.milliseconds(), last
    for commit in commits:
        heard = receive(heard, commit.hlc, now)
    if heard != last:
        keep_fact(connection, HLC, heard)
