"""Hand edits as commits: work of somebody who knew the export and no more. The same edit gives the same commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b

from sync.answers import commit_value
from sync.commit import PARENT, Commit, Value, canonical
from sync.workbook.base import Base
from sync.workbook.edits import CellChange, NewRow, Reading

SOURCE = "workbook"

Groups = Mapping[str, Collection[frozenset[str]]]
"""Dataset -> fields that are only ever written together (identity number and its type)."""


def stream_of(xid: str) -> str:
    """Return the stream of an export's hand edits; it is no device's, so it raises no fork alarm."""
    return f"wb:{xid}"


def commits_from(reading: Reading, groups: Groups | None = None) -> list[Commit]:
    """Return the commits of all changes and new rows that were read; whoever reads the file makes the same ones."""
    by_record: dict[str, list[CellChange]] = defaultdict(list)
    for change in reading.changes:
        by_record[change.record].append(change)
    commits = [_creation(reading.base, row) for row in reading.new_rows]
    for record, changes in by_record.items():
        commits += _edits(reading, record, changes, (groups or {}).get(changes[0].dataset, ()))
    return commits


def _edits(
    reading: Reading, record: str, changes: Sequence[CellChange], groups: Collection[frozenset[str]]
) -> list[Commit]:
    base = reading.base
    before = reading.bases.get(record, {})
    waiting = {change.field: change for change in changes}
    commits: list[Commit] = []
    while waiting:
        name, change = next(iter(waiting.items()))
        group = next((group for group in groups if name in group), frozenset({name}))
        together = [waiting.pop(member) for member in sorted(group) if member in waiting]
        new = {each.field: each.new for each in together}
        # Touching one member writes the whole group, so that no merge mixes halves.
        values = {member: commit_value(new.get(member, before.get(member))) for member in sorted(group)}
        after = {commit for each in together for commit in each.after}
        row = base.rows[record]
        seen = (*row.seen, *sorted(after))
        commits.append(_commit(base, record, change.dataset, values, seen, row.area))
    return commits


def _creation(base: Base, row: NewRow) -> Commit:
    values: dict[str, Value] = {name: commit_value(value) for name, value in row.values.items()}
    if row.parent:
        values[PARENT] = row.parent
    return _commit(base, row.record, row.dataset, values, (), row.area)


def _commit(
    base: Base, record: str, dataset: str, values: Mapping[str, Value], seen: Sequence[str], area: str
) -> Commit:
    return Commit(
        record=record,
        dataset=dataset,
        set=values,
        seen=tuple(seen),
        source=SOURCE,
        area=area,
        stream=stream_of(base.xid),
        hlc=base.hlc,
        wall=base.wall,
        nonce=blake2b(canonical([base.xid, record, values]), digest_size=8).hexdigest(),
    )
