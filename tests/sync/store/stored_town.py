"""A small town for the store's tests: doors, households, persons, and stores that hold them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from forms.datasets import Dataset, Field
from forms.pinyin import search_keys
from sync.commit import LIFE, LIVE, PARENT
from sync.edit import Author, Edit
from sync.replica import Batch
from sync.store.opening import create_store
from sync.store.schema import Recalculation
from sync.store.store import RecordStore

NewPlace = Callable[[], str]
new_place: NewPlace | None = None
"""Makes room for one more store in PostgreSQL, while a test is held there."""
_opened: list[RecordStore] = []

IN_BOTH = pytest.mark.parametrize("held_in", ["memory", "postgresql"], indirect=True)

AREA = "220104/220104003/220104003001"
LI = Author("李敏", AREA)
CLERK = Author("街道", "220104/220104003")

DWELLING, HOUSEHOLD, PERSON, CHILD = (f"{number:08}-0000-4000-8000-000000000000" for number in range(1, 5))

DATASETS = (
    Dataset("dwelling", (Field("address_text", "text"),)),
    Dataset(
        "household",
        (Field("head_name", "text"), Field("survey_date", "date"), Field("members", "integer", calculated=True)),
        parent="dwelling",
    ),
    Dataset(
        "person",
        (
            Field("full_name", "text"),
            Field("id_type", "select_one"),
            Field("id_no", "text"),
            Field("mobile", "text"),
            Field("birth_year", "integer"),
            Field("income", "decimal"),
            Field("works", "select_one"),
            Field("employer", "text"),
            Field("is_old", "integer", calculated=True),
        ),
        parent="household",
    ),
)
GROUPS = {"person": (frozenset({"id_type", "id_no"}),)}
SEARCH = {
    "dwelling": ("address_text",),
    "household": ("head_name",),
    "person": ("full_name", "id_no", "mobile"),
}


class Clock:
    """A clock that goes one second further each time somebody looks."""

    def __init__(self, start: datetime = datetime(2003, 8, 1, 9, tzinfo=timezone(timedelta(hours=8)))) -> None:
        self.time = start

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


def household_form(rows):
    """What the household form calculates: how many members, who is old that year, and no employer without work."""
    root, *members = rows
    year = str(root.values.get("survey_date") or "0")[:4]
    yield type(root)(
        root.dataset, root.record_id, root.parent_id, root.position, {**root.values, "members": len(members)}
    )
    for row in members:
        born = row.values.get("birth_year")
        is_known = year.isdigit() and isinstance(born, int)
        values = {**row.values, "is_old": int(is_known and int(year) - born >= 40)}
        if row.values.get("works") != "1":
            values["employer"] = None
        yield type(row)(row.dataset, row.record_id, row.parent_id, row.position, values)


FAMILY = Recalculation("household", frozenset({"person"}), lambda rows: list(household_form(rows)))


def prepare(store: RecordStore, **more) -> RecordStore:
    told = {"groups": GROUPS, "search_fields": SEARCH, "search_keys": search_keys, "recalculate": [FAMILY]} | more
    store.prepare(told.pop("datasets", DATASETS), **told)
    return store


def a_store(folder=None, key=None, **more) -> RecordStore:
    place = new_place() if new_place else folder
    store = create_store(place, key, now=more.pop("now", None) or Clock(), **more)
    if new_place:
        _opened.append(store)
    return prepare(store)


def close_all() -> None:
    """Let go of a server's connections, which are few."""
    while _opened:
        _opened.pop().close()


def visit(store: RecordStore, author: Author = LI, **more) -> None:
    """Record one door with one household of one person."""
    store.save(
        [
            Edit(DWELLING, "dwelling", {LIFE: LIVE, "address_text": "建设路14号楼3单元501"}),
            Edit(HOUSEHOLD, "household", {LIFE: LIVE, PARENT: DWELLING, "head_name": "王桂芝"}),
            new_person(PERSON, **{"full_name": "李晓明", "mobile": "13500001234"} | more),
        ],
        author,
    )


def new_person(record_id: str = PERSON, parent: str = HOUSEHOLD, **values) -> Edit:
    return Edit(record_id, "person", {LIFE: LIVE, PARENT: parent, **values})


def change(store: RecordStore, record_id: str = PERSON, author: Author = LI, dataset: str = "person", **values):
    return store.save([Edit(record_id, dataset, values, store.seen(record_id))], author)


def hand_over(giver: RecordStore, taker: RecordStore, batch: str = "") -> object:
    number = len(taker.batches())
    return taker.add(giver.saves(), Batch(batch or f"batch {number}"))


def plain(store: RecordStore) -> dict[str, list[dict]]:
    """Everything that the views show, in an order that does not depend on arrival."""
    return {dataset.name: sorted(store.rows(dataset.name), key=lambda row: row["record_id"]) for dataset in DATASETS}
