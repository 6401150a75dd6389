"""Opening a store, in a folder or by URL: the key, the one writer, the steps it has to take, whether it fell back."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sync.errors import NewerStore, NoStore, WrongStoreKey
from sync.signing import SigningKey
from sync.store.backup import DATABASE, back_up, put_back
from sync.store.copying import copy_records
from sync.store.database import Database
from sync.store.dialect import Dialect
from sync.store.facts import fact, keep_fact
from sync.store.high_water import Mark, read_mark, write_mark
from sync.store.migrations import STEPS, migrate, taken
from sync.store.recording import DEVICE, FELL_BACK, INCARNATION, WRITTEN, Pen, keep_signer
from sync.store.sqlite import Sqlite
from sync.store.store import RecordStore
from sync.store.writer_lock import WriterLock

LOCK = "writer.lock"
MACHINE = "machine"

Clock = Callable[[], datetime]
Random = Callable[[int], bytes]


def create_store(
    place: Path | str | None,
    key: bytes | None,
    *,
    now: Clock,
    random: Random = os.urandom,
    who: str = "",
    high_water: Path | None = None,
    machine: str = "",
) -> RecordStore:
    """Make an empty store in a folder or at a PostgreSQL URL and open it for writing; for tests, without either, one
    in memory."""
    if isinstance(place, Path):
        place.mkdir(parents=True, exist_ok=True)
        if (place / DATABASE).exists():
            raise FileExistsError(place / DATABASE)
    elif place and _step(_dialect(place, key)):
        raise FileExistsError
    return _open(place, key, Pen(now, random), who, high_water, machine, None, is_new=True)


def open_store(
    place: Path | str,
    key: bytes | None,
    *,
    now: Clock,
    random: Random = os.urandom,
    who: str = "",
    high_water: Path | None = None,
    machine: str = "",
    backups: Path | None = None,
    read_only: bool = False,
) -> RecordStore:
    """Open the store of a folder or of a PostgreSQL URL, which many processes may write to and which has no key.

    Raises NoStore, WrongStoreKey, NewerStore, StoreUnreachable, and InUse where somebody writes already.

    `machine` names this computer and place: a store that wakes up elsewhere is a copy and goes on as a new
    incarnation. `backups` is where a copy goes before an older file is changed.
    """
    if isinstance(place, Path) and not (place / DATABASE).exists():
        raise NoStore(str(place))
    if isinstance(place, str) and not _step(_dialect(place, key)):
        raise NoStore("")
    pen = Pen(now, random)
    return _open_to_read(place, key, pen) if read_only else _open(place, key, pen, who, high_water, machine, backups)


def restore_store(copy: Path, folder: Path, key: bytes | None, *, now: Clock, random: Random = os.urandom) -> None:
    """Lay a second copy out in a folder, as a new incarnation: what it has forgotten others may hold."""
    put_back(copy, folder)
    database = Database(Sqlite(folder / DATABASE, key))
    try:
        with database.write() as connection:
            migrate(connection, now().isoformat(timespec="seconds"))
            keep_fact(connection, INCARNATION, random(8).hex())
            keep_fact(connection, WRITTEN, 0)
    finally:
        database.close()


def copy_store(
    source: RecordStore, place: Path | str, key: bytes | None, *, now: Clock, random: Random = os.urandom
) -> None:
    """Copy an open store, pictures too, into a new one: from a file to a server, from a server to an encrypted file.

    The copy is a new incarnation, because the source may go on. What is half copied when it fails holds no records.
    """
    target = create_store(place, key, now=now, random=random)
    try:
        source.attachments.copy_into(target.attachments)
        copy_records(source.database, target.database)
    finally:
        target.close()


def _open(
    place: Path | str | None,
    key: bytes | None,
    pen: Pen,
    who: str,
    high_water: Path | None,
    machine: str,
    backups: Path | None,
    is_new: bool = False,
) -> RecordStore:
    lock = WriterLock(place / LOCK, who, pen.wall()) if isinstance(place, Path) else None
    database = Database(_dialect(place, key))
    try:
        _migrate(database, pen, backups, is_new)
        _wake(database, pen, high_water, machine)
        return RecordStore(database, pen, high_water, lock.release if lock else lambda: None)
    except BaseException:
        database.close()
        if lock:
            lock.release()
        raise


def _open_to_read(place: Path | str, key: bytes | None, pen: Pen) -> RecordStore:
    database = Database(_dialect(place, key), read_only=True)
    try:
        with database.read() as connection:
            step = taken(connection)
        if step != len(STEPS):
            raise NewerStore(step, len(STEPS))
        return RecordStore(database, pen, None, lambda: None)
    except BaseException:
        database.close()
        raise


def _migrate(database: Database, pen: Pen, backups: Path | None, is_new: bool) -> None:
    with database.read() as connection:
        step = taken(connection)
    if step == len(STEPS):
        return
    if not step and not is_new:
        # A file that was cut to nothing is no new store: all that was recorded would seem never to have been.
        raise WrongStoreKey
    if step and backups is not None:
        back_up(database, backups, f"{pen.now().date().isoformat()}-step-{step}")
    with database.write() as connection:
        migrate(connection, pen.wall())


def _dialect(place: Path | str | None, key: bytes | None) -> Dialect:
    if not isinstance(place, str):
        return Sqlite(place / DATABASE if place else None, key)
    # A laptop has no driver for servers.
    from sync.store.postgres import Postgres

    return Postgres(place)


def _step(dialect: Dialect) -> int:
    database = Database(dialect, read_only=True)
    try:
        with database.read() as connection:
            return taken(connection)
    finally:
        database.close()


def _wake(database: Database, pen: Pen, high_water: Path | None, machine: str) -> None:
    """Give a new store its keys, and one that fell back or was copied a new incarnation."""
    with database.write() as connection:
        database.dialect.set_up(connection)
        machine += database.dialect.home(connection)
        if fact(connection, DEVICE) is None:
            keep_signer(connection, SigningKey(pen.random(32)), ())
            keep_fact(connection, MACHINE, machine)
        incarnation, written = fact(connection, INCARNATION), fact(connection, WRITTEN, 0)
        mark = read_mark(high_water) if high_water else None
        fell_back = mark is not None and mark.incarnation == incarnation and mark.written > written
        if fell_back and mark:
            keep_fact(connection, FELL_BACK, {"missing": mark.written - written, "at": pen.wall()})
        if not incarnation or fell_back or fact(connection, MACHINE, "") != machine:
            incarnation = pen.random(8).hex()
            keep_fact(connection, INCARNATION, incarnation)
            keep_fact(connection, WRITTEN, 0)
            keep_fact(connection, MACHINE, machine)
            written = 0
    if high_water:
        write_mark(high_water, Mark(incarnation, written))
