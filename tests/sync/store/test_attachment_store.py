"""Pictures and files: each content once, on the disk before the answer, as secret as the records."""

import subprocess
import sys

import pytest
from stored_town import Clock, a_store

from sync.attachments import digest_of
from sync.errors import OnlyReading
from sync.store.attachments import ATTACHED, AttachmentStore
from sync.store.backup import back_up
from sync.store.opening import open_store, restore_store
from sync.store.sqlite import Sqlite

KEY = bytes(range(32))
STAIRWELL, CARD = b"a stairwell" * 1000, b"a disability card" * 1000


def test_the_same_picture_taken_twice_is_kept_once():
    kept = a_store().attachments

    first, second = kept.keep(STAIRWELL), kept.keep(STAIRWELL)
    kept.keep(CARD)

    assert first == second
    assert kept.content(first) == STAIRWELL
    assert kept.total() == (2, len(STAIRWELL) + len(CARD))


def test_whoever_finds_the_disk_sees_nothing(tmp_path):
    store = a_store(tmp_path, KEY)
    store.attachments.keep(STAIRWELL)
    store.close()

    for path in tmp_path.iterdir():
        assert b"a stairwell" not in path.read_bytes()


def test_what_was_kept_survives_a_process_that_is_killed(tmp_path):
    a_store(tmp_path, KEY).close()
    program = f"""
import os, signal
from pathlib import Path
from sync.store.attachments import ATTACHED, AttachmentStore
from sync.store.sqlite import Sqlite
AttachmentStore(Sqlite(Path({str(tmp_path)!r}) / ATTACHED, bytes.fromhex({KEY.hex()!r}))).keep(b"a stairwell" * 1000)
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", program], check=False, timeout=60)

    store = open_store(tmp_path, KEY, now=Clock())

    assert list(store.attachments.sizes().values()) == [len(STAIRWELL)]
    store.close()


def test_a_workspace_without_pictures_has_no_second_file(tmp_path):
    a_store(tmp_path, KEY).close()

    for read_only in (True, False):
        store = open_store(tmp_path, KEY, now=Clock(), read_only=read_only)
        assert store.attachments.sizes() == {}
        store.close()

    assert not (tmp_path / ATTACHED).exists()


def test_a_second_opener_sees_the_pictures(tmp_path):
    writer = a_store(tmp_path, KEY)
    name = writer.attachments.keep(STAIRWELL)

    reader = open_store(tmp_path, KEY, now=Clock(), read_only=True)

    assert reader.attachments.content(name) == STAIRWELL
    with pytest.raises(OnlyReading):
        reader.attachments.keep(CARD)
    reader.close()
    writer.close()


def test_the_second_copy_holds_the_pictures_once_for_all_days(tmp_path):
    store = a_store(tmp_path / "laptop", KEY)
    first = store.attachments.keep(STAIRWELL)
    back_up(store.database, tmp_path / "stick", "2003-08-01")
    second = store.attachments.keep(CARD)

    copy = back_up(store.database, tmp_path / "stick", "2003-08-02")
    store.close()

    assert len(list((tmp_path / "stick").glob("*attachments*"))) == 1
    restore_store(copy, tmp_path / "new", KEY, now=Clock())
    restored = open_store(tmp_path / "new", KEY, now=Clock())
    assert [restored.attachments.content(each) for each in (first, second)] == [STAIRWELL, CARD]
    restored.close()


def test_copies_of_another_computer_in_that_folder_are_set_aside(tmp_path):
    AttachmentStore(Sqlite(tmp_path / ATTACHED, bytes(32))).keep(CARD)
    store = a_store(tmp_path / "laptop", KEY)
    name = store.attachments.keep(STAIRWELL)

    back_up(store.database, tmp_path, "2003-08-01")
    store.close()

    assert AttachmentStore(Sqlite(tmp_path / ATTACHED, KEY)).content(name) == STAIRWELL
    assert (tmp_path / (ATTACHED + ".before")).exists()


def test_a_damaged_page_is_found_and_is_nobodys_crash(tmp_path):
    store = a_store(tmp_path, KEY)
    good, bad = store.attachments.keep(CARD), store.attachments.keep(STAIRWELL * 10)
    store.close()
    path = tmp_path / ATTACHED
    with open(path, "r+b") as file:
        file.seek(-5000, 2)
        file.write(b"damaged")

    kept = AttachmentStore(Sqlite(path, KEY))

    assert kept.damaged() == [bad]
    assert kept.content(bad) is None
    assert kept.content(good) == CARD


def test_what_is_forgotten_gives_its_room_back(tmp_path):
    kept = AttachmentStore(Sqlite(tmp_path / ATTACHED, KEY))
    gone, stays = kept.keep(bytes(range(256)) * 8000), kept.keep(CARD)

    assert kept.forget([gone, digest_of("nothing of ours") or "0" * 64]) == 256 * 8000

    assert kept.sizes() == {stays: len(CARD)}
    kept.close()
    assert (tmp_path / ATTACHED).stat().st_size < 256 * 8000
