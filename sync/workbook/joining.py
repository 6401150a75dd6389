"""Workbooks and the store: which rows a sheet shows, what an edited row had been, what a file has already brought."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from forms.datasets import Dataset
from forms.rows import Value
from sync.answers import answer_value
from sync.commit import LIFE, PARENT
from sync.fold import Status
from sync.workbook.commits import stream_of
from sync.workbook.reader import BaseValues, Earlier, Recall
from sync.workbook.sheets import Sheet, SheetRow
from sync.workbook.words import Words, label, words_for

if TYPE_CHECKING:
    from sync.store.reading import Record
    from sync.store.store import RecordStore

PAGE = 1_000

ORDER = ("area", "parent_id", "position")
"""Areas together, members of a household together and in their order."""


def sheets_of(store: RecordStore, datasets: Iterable[Dataset], language: str, area: str = "") -> list[Sheet]:
    """Return one sheet per dataset with the records of an area's subtree; they are read while they are written."""
    return [Sheet(dataset, rows_of(store, dataset, language, area)) for dataset in datasets]


def rows_of(store: RecordStore, dataset: Dataset, language: str, area: str = "") -> Iterator[SheetRow]:
    """Yield the records of a dataset, deleted ones left out."""
    words = words_for(language)
    records = store.each_record(dataset.name, ORDER, area)
    while page := list(islice(records, PAGE)):
        # A record of one commit is what that commit says; only of others may something have been taken back.
        folded = store.values_seen({each.id: each.commits for each in page if len(each.commits) > 1})
        yield from (_row(record, dataset, folded.get(record.id), words, language) for record in page)


def base_values(store: RecordStore) -> BaseValues:
    """Return what edited rows had been: the fold of the commits that the workbook's maker had seen."""

    def values(dataset: str, seen: Mapping[str, tuple[str, ...]]) -> Mapping[str, Mapping[str, Value]]:
        folds = store.values_seen(seen)
        return {
            record: {name: answer_value(value) for name, value in fold.items() if name == PARENT or name[:1] != "@"}
            for record, fold in folds.items()
        }

    return values


def earlier_of(store: RecordStore, xid: str) -> Earlier:
    """Return what readings of this export have already brought, the latest per cell."""
    return {
        (commit.record, name): (answer_value(value), commit.id)
        for commit in store.commits_of(stream_of(xid))
        for name, value in commit.set.items()
        if commit.seen and (name in (PARENT, LIFE) or name[:1] != "@")
    }


def remember(store: RecordStore, xid: str, base: Sequence[str]) -> None:
    """Keep what a workbook knew, so that it is understood even when its hidden sheet is lost."""
    packed = zlib.compress(json.dumps(list(base)).encode(), 6)
    store.keep_fact(_fact(xid), packed.hex())


def recall_from(store: RecordStore) -> Recall:
    """Return what was remembered of exports made here."""

    def recall(xid: str) -> Sequence[str] | None:
        kept = store.fact(_fact(xid))
        return json.loads(zlib.decompress(bytes.fromhex(kept))) if kept else None

    return recall


def _fact(xid: str) -> str:
    return f"workbook {xid}"


def _row(
    record: Record, dataset: Dataset, folded: Mapping[str, object] | None, words: Words, language: str
) -> SheetRow:
    if folded is None:
        said: Mapping[str, object] = record.kept
    else:
        said = {name: answer_value(value) for name, value in folded.items()}  # pyright: ignore[reportArgumentType]
    differing: dict[str, Value] = {}
    # Nearly every record shows just what was typed.
    if said is not record.values:
        asked = [field.name for field in dataset.fields if not field.calculated]
        shown = record.values
        differing |= {name: shown.get(name) for name in asked if shown.get(name) != said.get(name)}
    if (folded is None and dataset.parent and not record.parent) or (folded and said.get(PARENT, "") != record.parent):
        # A circle was cut here.
        differing[PARENT] = record.parent
    return SheetRow(
        record.id,
        record.values,
        record.commits,
        record.area,
        record.parent,
        _remarks(record, dataset, words, language),
        differing,
    )


def _remarks(record: Record, dataset: Dataset, words: Words, language: str) -> str:
    remarks: list[str] = []
    if names := _labels(record.conflicts, dataset, language):
        remarks.append(words.in_conflict.format(fields=names))
    if record.status is Status.CONTESTED:
        remarks.append(words.contested)
    return "；".join(remarks)


def _labels(fields: Collection[str], dataset: Dataset, language: str) -> str:
    found = [label(field.labels, language, field.name) for field in dataset.fields if field.name in fields]
    return "、".join(found)
