"""What leaving a household writes: only what differs from the base frozen when it was opened. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from forms.carrying_over import LeftBehind
from forms.datasets import Dataset
from forms.entities import Purpose
from forms.rows import Row
from forms.rows import Value as Answer
from sync.answers import commit_value
from sync.commit import LIFE, LIVE, PARENT, POSITION, UNMADE, Value

REMOVED = "gone:removed"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Change:
    """One record as it is to be saved."""

    record_id: str
    dataset: str
    set: Mapping[str, Value]


def changes(
    base: Sequence[Row],
    now: Sequence[Row],
    datasets: Mapping[str, Dataset],
    positions: Mapping[str, str],
    parent_id: str = "",
) -> list[Change]:
    """Return the records to save, parents first.

    `positions` are the `@pos` of the base's records; `parent_id` is the record that holds the root, for a new root.
    """
    before = {row.record_id: row for row in base}
    placed = _placed(now, positions)
    found: list[Change] = []
    for row in now:
        old = before.get(row.record_id)
        calculated = {field.name for field in datasets[row.dataset].fields if field.calculated}
        touched = _touched(old, row, calculated)
        if old is None:
            parent = row.parent_id or parent_id
            touched = {LIFE: _life(row)} | ({PARENT: parent} if parent else {}) | touched
        elif _life(row) != _life(old) or (touched and row.purpose is Purpose.NOTHING):
            # Whoever goes on with what is nothing says so again, or his answers would bring it to life.
            touched[LIFE] = _life(row)
        if placed[row.record_id] != positions.get(row.record_id) and row.parent_id:
            touched[POSITION] = placed[row.record_id]
        if touched:
            found.append(Change(row.record_id, row.dataset, touched))
    kept = {row.record_id for row in now}
    found += [Change(row.record_id, row.dataset, {LIFE: REMOVED}) for row in base if row.record_id not in kept]
    return found


def with_left_behind(found: Sequence[Change], left: Iterable[LeftBehind], records: Collection[str]) -> list[Change]:
    """Return the changes with answers to questions that are asked no more: they are kept, only not shown."""
    kept = {change.record_id: change for change in found}
    for each in left:
        if each.record_id in records:
            change = kept.get(each.record_id) or Change(each.record_id, each.dataset, {})
            kept[each.record_id] = replace(change, set={**change.set, each.field: commit_value(each.value)})
    return list(kept.values())


def _touched(old: Row | None, row: Row, calculated: set[str]) -> dict[str, Value]:
    base = old.values if old else {}
    return {
        name: commit_value(value)
        for name, value in row.values.items()
        if name not in calculated and not same_answer(value, base.get(name))
    }


def _life(row: Row) -> str:
    return UNMADE if row.purpose is Purpose.NOTHING else LIVE


def same_answer(one: Answer, other: Answer) -> bool:
    # In Python True == 1, and a reason equals its own text; neither is the same answer.
    return type(one) is type(other) and one == other


def _placed(now: Sequence[Row], positions: Mapping[str, str]) -> dict[str, str]:
    """Give every record its `@pos`, changing as few as possible."""
    siblings: dict[tuple[str, str], list[Row]] = {}
    for row in now:
        siblings.setdefault((row.dataset, row.parent_id), []).append(row)
    placed: dict[str, str] = {}
    for rows in siblings.values():
        ordered = sorted(rows, key=lambda row: row.position)
        keeping = _longest_rising([positions.get(row.record_id, "") for row in ordered])
        after = ""
        for index, row in enumerate(ordered):
            if index in keeping:
                after = positions[row.record_id]
            else:
                following = [positions[ordered[later].record_id] for later in keeping if later > index]
                after = between(after, min(following, default=""))
            placed[row.record_id] = after
    return placed


def _longest_rising(texts: Sequence[str]) -> list[int]:
    """Return the indexes of a longest strictly rising run of non-blank texts, in order."""
    tails: list[str] = []
    tail_indexes: list[int] = []
    previous: list[int] = [-1] * len(texts)
    for index, text in enumerate(texts):
        if not text:
            continue
        length = bisect_left(tails, text)
        tails[length:] = [text]
        previous[index] = tail_indexes[length - 1] if length else -1
        tail_indexes[length:] = [index]
    found: list[int] = []
    at = tail_indexes[-1] if tail_indexes else -1
    while at >= 0:
        found.append(at)
        at = previous[at]
    return found[::-1]


def between(low: str, high: str) -> str:
    """Return a text that sorts after `low` and before `high`; "" is the open end on either side.

    Texts made here never end in the lowest digit, so there is always room before them.
    """
    made = ""
    while True:
        at = len(made)
        bottom = DIGITS.index(low[at]) if at < len(low) else 0
        top = DIGITS.index(high[at]) if high and at < len(high) else len(DIGITS)
        if top - bottom > 1:
            # After the last one, small steps keep the texts of a growing list short.
            step = bottom + 1 if not high and bottom else (bottom + top) // 2
            return made + DIGITS[step]
        made += DIGITS[bottom]
        if top > bottom:
            # Below `high` already; only `low` still binds.
            high = ""
