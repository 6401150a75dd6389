"""One computer of a simulated survey: a real store on a disk, and what the harness knows to be on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from survey_oracle import RENAMED, Shown
from survey_people import GROUP, POSTS, Post

from forms.datasets import Dataset
from sync.edit import Author
from sync.store.backup import back_up, put_back
from sync.store.opening import copy_store, create_store, open_store
from sync.store.store import RecordStore

KEY = bytes(32)
Place = Path | str
"""A folder, or the URL of a server."""
Now = Callable[[], datetime]


@dataclass(frozen=True)
class Looked:
    """What somebody had before them when they began to write."""

    seen: tuple[str, ...]
    """What the program says that was."""
    knew: frozenset[str]
    """Every commit that was there."""
    shown: Mapping[str, Any] | None
    """The answers; None where there was no such record."""


@dataclass
class Disks:
    """Gives room for stores, and copies what lies on one disk to another."""

    folder: Path
    templates: Path
    new_url: Callable[[], str] | None
    """Room on a server for the offices' stores."""
    count: int = 0

    def new_place(self, number: int) -> Place:
        self.count += 1
        if self.new_url and POSTS[number].is_office:
            return self.new_url()
        return self.folder / f"disk {self.count}"

    def template(self, number: int, version: Dataset, now: Now) -> Path:
        """Return a store as somebody gets it, with key and form; it is made once for all histories."""
        template = self.templates / f"{number} {'second' if version.renamed else 'first'} form"
        if not template.exists():
            _furnish(create_store(template, KEY, now=now, random=Random(number).randbytes), number, version).close()
        return template


@dataclass
class Computer:
    """One store, open."""

    number: int
    place: Place
    version: Dataset
    now: Now
    random: Random
    machine: str
    """What the program takes this computer for: a clone and a disk put back look like the one they were."""
    store: RecordStore = field(init=False)
    held: set[str] = field(default_factory=set[str])
    batches: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    """What each batch brought that was new."""
    drafts: dict[str, tuple[str, Looked]] = field(default_factory=dict[str, tuple[str, Looked]])

    @property
    def post(self) -> Post:
        return POSTS[self.number]

    @property
    def author(self) -> Author:
        return Author(self.post.chain[0].holder, self.post.area)

    def set_up(self, disks: Disks) -> None:
        if isinstance(self.place, Path):
            shutil.copytree(disks.template(self.number, self.version, self.now), self.place)
            self.open()
        else:
            self.store = create_store(self.place, None, now=self.now, random=self.random.randbytes)
            _furnish(self.store, self.number, self.version)

    def open(self) -> None:
        told = {"now": self.now, "random": self.random.randbytes, "machine": self.machine}
        self.store = open_store(self.place, KEY if isinstance(self.place, Path) else None, **told)
        _prepare(self.store, self.version)

    def upgrade(self, version: Dataset) -> None:
        if self.version is not version:
            self.version = version
            _prepare(self.store, version)

    def copy_to(self, disks: Disks, name: str) -> Place:
        """Return a second copy of the whole store."""
        if isinstance(self.place, Path):
            return back_up(self.store.database, disks.folder / name, "2003-08-01")
        copy = disks.new_place(self.number)
        copy_store(self.store, copy, None, now=self.now, random=self.random.randbytes)
        return copy

    def put_back(self, disks: Disks, copy: Place) -> None:
        """Go on from a copy, in place of what is there."""
        self.store.close()
        if isinstance(copy, Path) and isinstance(self.place, Path):
            put_back(copy, self.place)
        else:
            self.place = disks.new_place(self.number)
            kept = open_store(copy, None, now=self.now, read_only=True)
            copy_store(kept, self.place, None, now=self.now, random=self.random.randbytes)
            kept.close()
        self.open()

    def look(self, record: str) -> Looked:
        """Return what somebody has before them who opens that record now."""
        there = self.store.record(record)
        seen = there.commits if there else self.store.seen(record)
        return Looked(seen, frozenset(self.held), there.kept if there else None)

    def present(self) -> list[str]:
        return [row["record_id"] for row in self.store.rows("person", order=["record_id"], columns=["record_id"])]

    def view(self) -> object:
        """Everything that people are shown, however it came about."""
        rows = self.store.rows("person", order=["record_id"])
        # A table keeps the column of a question that has another name now.
        told = [{name: value for name, value in row.items() if name not in RENAMED} for row in rows]
        disputes = sorted((each.record, each.fields, str(each.choices)) for each in self.store.conflicts())
        return told, disputes, self.store.contested(), self.store.deleted(), self.store.unplaced()

    def shown(self, records: list[str]) -> Shown:
        found = self.store.records(records)
        return Shown(
            {name: record.kept for name, record in found.items()},
            {name: record.parent for name, record in found.items()},
            {name: record.into for name, record in found.items()},
            tuple(row["record_id"] for row in self.store.rows("person")),
            {
                (each.record, name): [choice.values for choice in each.choices]
                for each in self.store.conflicts()
                for name in each.fields
            },
            frozenset(self.store.deleted()),
            frozenset(self.store.contested()),
            frozenset(self.store.unplaced()),
        )


def _furnish(store: RecordStore, number: int, version: Dataset) -> RecordStore:
    post = POSTS[number]
    store.sign_as(post.key, post.chain)
    _prepare(store, version)
    return store


def _prepare(store: RecordStore, version: Dataset) -> None:
    store.prepare([version], {"person": [frozenset(GROUP)]}, {"person": {"remark": "concat", "visits": "max"}})
