"""The second copy: the whole store on another path, made while it is open, and how a dead laptop comes back from it."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from sync.errors import NoStore, WrongStoreKey
from sync.store.attachments import ATTACHED, AttachmentStore
from sync.store.database import Database
from sync.store.sqlite import Sqlite

DATABASE, KEYS = "records.db", "keys.json"
KEPT = 7
"""Copies kept, the latest."""


def back_up(database: Database, folder: Path, day: str) -> Path:
    """Copy an open store, encrypted with the same key, with the file that unlocks it; return the copy.

    A second copy on one day replaces the first, once it is whole. The copy is synced before it gets its name.
    Pictures and files lie there once for all days.
    """
    if not isinstance(dialect := database.dialect, Sqlite) or dialect.path is None:
        raise NoStore("memory")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"records-{day}.db"
    unfinished = target.with_name(target.name + ".tmp")
    unfinished.unlink(missing_ok=True)
    try:
        dialect.copy_to(unfinished)
        _sync(unfinished)
        os.replace(unfinished, target)
    except BaseException:
        # What was begun would keep a full disk full.
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    keys = dialect.path.with_name(KEYS)
    if keys.exists():
        beside = folder / (KEYS + ".tmp")
        shutil.copyfile(keys, beside)
        _sync(beside)
        os.replace(beside, folder / KEYS)
    _copy_attachments(dialect, folder)
    for old in copies(folder)[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def copies(folder: Path) -> list[Path]:
    """Return the copies in a folder, the latest last."""
    return sorted(folder.glob("records-*.db"))


def put_back(copy: Path, folder: Path) -> None:
    """Lay a copy out as a store. It is opened afterwards as a new incarnation, because others may have gone on."""
    if not copy.exists():
        raise NoStore(str(copy))
    folder.mkdir(parents=True, exist_ok=True)
    brought = [name for name in (DATABASE, ATTACHED) if name == DATABASE or copy.with_name(name).exists()]
    for name in (each + more for each in brought for more in ("", "-wal", "-shm")):
        present = folder / name
        if present.exists():
            # Whatever is left of the old store is kept beside, in case more of it can be read one day.
            os.replace(present, folder / (name + ".before"))
    for name in brought:
        shutil.copyfile(copy if name == DATABASE else copy.with_name(name), folder / name)
        _sync(folder / name)
    keys = copy.with_name(KEYS)
    if keys.exists() and not (folder / KEYS).exists():
        shutil.copyfile(keys, folder / KEYS)
        _sync(folder / KEYS)


def _copy_attachments(dialect: Sqlite, folder: Path) -> None:
    beside = dialect.beside(ATTACHED)
    if beside.path is None or not beside.path.exists():
        return
    own = AttachmentStore(beside, read_only=True)
    try:
        there = AttachmentStore(beside.at(folder / ATTACHED))
    except WrongStoreKey:
        # Another store's copies lie in that folder; they are no use to this one, and not ours to delete.
        os.replace(folder / ATTACHED, folder / (ATTACHED + ".before"))
        there = AttachmentStore(beside.at(folder / ATTACHED))
    try:
        own.copy_into(there)
    finally:
        own.close()
        there.close()


def _sync(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())
