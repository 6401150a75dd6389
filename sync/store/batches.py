"""Batches: what came with which file, and taking it back. Nothing is erased: an undo is a commit like any other."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from sqlalchemy import Connection, select

from sync.commit import Commit
from sync.effect import Counts
from sync.errors import NothingToUndo
from sync.reasons import reason_of
from sync.replica import Batch
from sync.store import log
from sync.store.database import gathered
from sync.store.tables import BATCHES, COMMITS, RECORDS


def batches(connection: Connection, sha256: str = "") -> list[Batch]:
    """Return all batches, or those of one file, in the order in which they came; those undone say when and by whom."""
    wanted = select(BATCHES).order_by(BATCHES.c.n)
    if sha256:
        # This is asked for every file that comes, and each would read all that came before it.
        wanted = wanted.where(BATCHES.c.body.contains(sha256, autoescape=True))
    rows = connection.execute(wanted).all()
    revoking = _active_revokes(connection) if rows else []
    found = [_batch(connection, row, revoking) for row in rows]
    return [batch for batch in found if batch.sha256 == sha256] if sha256 else found


def ids_to_take_back(connection: Connection, batch_id: str) -> list[str]:
    """Return the commits of a batch. Raises NothingToUndo where none of them stands.

    Those too that another commit of the batch keeps back: they would stand as soon as that one does not.
    """
    ids = _ids(connection, _row(connection, batch_id))
    if log.taken_back(connection).issuperset(ids):
        raise NothingToUndo(batch_id)
    return ids


def revoking_ids(connection: Connection, batch_id: str) -> list[str]:
    """Return the revokes that keep commits of a batch back. Raises NothingToUndo where there are none."""
    ids = set(_ids(connection, _row(connection, batch_id)))
    revoking = [revoke.id for revoke in _active_revokes(connection) if not ids.isdisjoint(revoke.targets)]
    if not revoking:
        raise NothingToUndo(batch_id)
    return revoking


def note_counts(connection: Connection, batch_id: str, records: int, counts: Mapping[str, Counts]) -> None:
    """Keep what a batch did, area by area; what a file brings in two parts is counted by whoever knows both."""
    row = _row(connection, batch_id)
    numbers = {area: astuple(each) for area, each in counts.items()}
    told = {**json.loads(row.body), "records": records, "counts": numbers}
    body = json.dumps(told, ensure_ascii=False)
    connection.execute(BATCHES.update().where(BATCHES.c.id == batch_id).values(body=body))


def built_on(connection: Connection, batch_id: str) -> list[Commit]:
    """Return what others have written since on top of a batch: whoever wrote it had seen a commit of it.

    What hangs on a record of the batch and came later counts too. Raises NothingToUndo.
    """
    ids = set(ids_to_take_back(connection, batch_id))
    taken_back = log.taken_back(connection)
    own = log.records_of(connection, ids)
    rows = gathered(connection, select(RECORDS.c.r), RECORDS.c.parent, own)
    later = {row.r for row in rows} - own
    commits = log.load(connection, own | later)
    standing = [
        (record, commit)
        for record, every in commits.items()
        for commit in every
        if commit.id not in ids and commit.id not in taken_back
    ]
    found = [commit for record, commit in standing if record in later or not ids.isdisjoint(commit.seen)]
    return sorted(found, key=lambda commit: (commit.hlc, commit.id))


def undone_with(connection: Connection, commit_ids: Collection[str], sender: str) -> Batch | None:
    """Return the batch of a sender that was taken back last and brought any of these commits, None for none."""
    gone = log.taken_back(connection).intersection(commit_ids)
    if not gone:
        return None
    wanted = [bytes.fromhex(each) for each in gone]
    numbers = [row.n for row in gathered(connection, select(COMMITS.c.n), COMMITS.c.id, wanted)]
    rows = connection.execute(select(BATCHES)).all()
    brought = {row.id for row in rows if any(row.first <= number <= row.last for number in numbers)}
    undone = [each for each in batches(connection) if each.is_undone and each.id in brought and each.sender == sender]
    return max(undone, key=lambda batch: batch.undone_at, default=None)


def records_in(connection: Connection, batch_id: str) -> list[str]:
    """Return the records that a batch has written to."""
    numbers = log.records_of(connection, _ids(connection, _row(connection, batch_id)))
    return sorted(row.id for row in gathered(connection, select(RECORDS.c.id), RECORDS.c.r, numbers))


def _batch(connection: Connection, row: Any, revoking: Sequence[Commit]) -> Batch:
    told = json.loads(row.body)
    if not revoking:
        return Batch(row.id, **told)
    ids = _ids(connection, row)
    back = {target: revoke for revoke in revoking for target in revoke.targets}
    if not ids or not all(each in back for each in ids):
        return Batch(row.id, **told)
    last = max((back[each] for each in ids), key=lambda revoke: (revoke.hlc, revoke.id))
    return Batch(row.id, **told, undone_at=last.wall, undone_by=last.actor, undone_why=reason_of(last))


def _active_revokes(connection: Connection) -> list[Commit]:
    taken_back = log.taken_back(connection)
    return [revoke for revoke in log.of_no_record(connection) if revoke.id not in taken_back]


def _row(connection: Connection, batch_id: str) -> Any:
    row = connection.execute(select(BATCHES).where(BATCHES.c.id == batch_id)).first()
    if row is None:
        raise NothingToUndo(batch_id)
    return row


def _ids(connection: Connection, row: Any) -> list[str]:
    wanted = select(COMMITS.c.id).where(COMMITS.c.n.between(row.first, row.last)).order_by(COMMITS.c.n)
    return [commit_id.hex() for commit_id in connection.scalars(wanted)]
