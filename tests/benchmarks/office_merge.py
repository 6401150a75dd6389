"""What the office's computer does with forty workbooks: the real store, keys, desk and master."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from itertools import islice
from pathlib import Path

from forty_laptops import FORM, LANGUAGE, STREET, dataset, office

from forms.rows import Value
from sync.answers import answer_value
from sync.arrival import check_bundle
from sync.edit import Author
from sync.exchange import Desk, apply
from sync.lock import lock_key_of
from sync.looking_ahead import each_looked_at
from sync.replica import Batch, Intake
from sync.store.opening import create_store
from sync.store.store import RecordStore
from sync.workbook.commits import commits_from
from sync.workbook.master import create_master
from sync.workbook.reader import look_inside, open_workbook
from sync.workbook.sheets import Export, Sheet, SheetRow

TOGETHER = 8
"""Workbooks that are at hand at once."""


def merge(files: list[Path], to: Path) -> None:
    """Take all workbooks in, hand edits too, and write the master."""
    key, chain = office()
    described = dataset((files[0].parent / FORM).read_text(encoding="utf-8"))
    store = create_store(to.parent / "store", os.urandom(32), now=lambda: datetime.now(timezone(timedelta(hours=8))))
    store.prepare([described], search_fields={described.name: ("full_name", "id_no", "phone", "address")})
    store.sign_as(key, chain)
    desk = Desk((lock_key_of(key.seed),), frozenset({key.public}), STREET)
    author, new_batch = Author("C003", STREET), lambda: Batch(os.urandom(16).hex())
    ahead = each_looked_at(files, partial(look_inside, desk=desk))
    while several := list(islice(ahead, TOGETHER)):
        opened = {file: open_workbook(file) for file, _ in several}
        checked = [
            replace(
                check_bundle(file, opened[file].embedded, desk, store, looked=looked), sha256=opened[file].file_hash
            )
            for file, looked in several
        ]
        applied = apply(store, checked, new_batch, author)
        assert all(one.error is None and one.batch for one in applied), checked
        for book in opened.values():
            reading = book.read({described.name: described}, lambda name, seen: base_values(store, seen))
            commits = commits_from(reading)
            if commits:
                store.take_in(Intake([store.attest(commits)]), replace(new_batch(), sha256=book.file_hash))
    export = Export(
        os.urandom(16).hex(), [Sheet(described, rows(store, described.name))], LANGUAGE, STREET, key.public, 7, "now"
    )
    create_master(to, export, key)
    store.close()


def base_values(store: RecordStore, seen: Mapping[str, tuple[str, ...]]) -> Mapping[str, Mapping[str, Value]]:
    found = store.values_seen(seen)
    return {record: {name: answer_value(value) for name, value in values.items()} for record, values in found.items()}


def rows(store: RecordStore, name: str) -> Iterator[SheetRow]:
    for record in store.each_record(name, ["area"]):
        yield SheetRow(record.id, record.values, record.commits, record.area, record.parent)
