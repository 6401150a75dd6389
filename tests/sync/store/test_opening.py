"""Opening a store: keys, the one writer, copies, falling back, and being killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stored_town import AREA, CLERK, PERSON, Clock, a_store, change, hand_over, plain, prepare, visit

import sync.store.migrations as migrations
from sync.errors import InUse, NewerStore, NoStore, OnlyReading, WrongStoreKey
from sync.store.backup import DATABASE, KEPT, KEYS, back_up, copies
from sync.store.migrations import STEPS
from sync.store.opening import FELL_BACK, create_store, open_store, restore_store

KEY, OTHER_KEY = bytes(range(32)), bytes(32)


def opened(folder: Path, key: bytes | None = KEY, **more):
    return prepare(open_store(folder, key, now=Clock(), **more))


def test_what_was_saved_is_there_when_the_store_is_opened_again(tmp_path):
    store = a_store(tmp_path, KEY)
    visit(store)
    before = plain(store)
    store.close()

    again = opened(tmp_path)

    assert plain(again) == before
    assert again.verify() == []
    assert again.device[0].public == store.device[0].public


def test_nothing_on_the_disk_can_be_read_without_the_key(tmp_path):
    store = a_store(tmp_path, KEY)
    visit(store)

    every = b"".join(path.read_bytes() for path in tmp_path.glob(DATABASE + "*"))

    assert "李晓明".encode() not in every and b"13500001234" not in every and b"SQLite format" not in every
    store.close()


@pytest.mark.parametrize("key", [OTHER_KEY, None])
def test_another_key_does_not_open_it(tmp_path, key, capfd):
    a_store(tmp_path, KEY).close()

    with pytest.raises(WrongStoreKey):
        opened(tmp_path, key)

    assert capfd.readouterr().err == ""
    opened(tmp_path).close()


def test_a_folder_without_records_says_so(tmp_path):
    with pytest.raises(NoStore):
        opened(tmp_path)


def test_a_store_is_not_made_over_another(tmp_path):
    a_store(tmp_path, KEY).close()

    with pytest.raises(FileExistsError):
        a_store(tmp_path, KEY)


@pytest.mark.fault(17)
def test_the_second_to_open_sees_who_writes_and_may_read(tmp_path):
    first = a_store(tmp_path, KEY, who="李敏")
    visit(first)

    with pytest.raises(InUse) as refused:
        opened(tmp_path)
    assert (refused.value.who, refused.value.since[:10]) == ("李敏", "2003-08-01")

    second = opened(tmp_path, read_only=True)
    assert second.count("person") == 1
    with pytest.raises(OnlyReading):
        change(second, mobile="136")
    change(first, mobile="137")
    assert second.record(PERSON).values["mobile"] == "137"
    assert second.verify() == []
    second.close()

    first.close()
    opened(tmp_path, who="王").close()


def test_the_second_copy_is_whole_and_as_secret_as_the_first(tmp_path):
    store = a_store(tmp_path / "laptop", KEY)
    (tmp_path / "laptop" / KEYS).write_text("{}")
    visit(store)

    copy = back_up(store.database, tmp_path / "stick", "2003-08-01")
    change(store, mobile="136")

    assert "李晓明".encode() not in copy.read_bytes()
    assert (tmp_path / "stick" / KEYS).read_text() == "{}"
    restore_store(copy, tmp_path / "new", KEY, now=Clock())
    restored = opened(tmp_path / "new")
    assert restored.record(PERSON).values["mobile"] == "13500001234"
    assert restored.verify() == []


def test_one_copy_a_day_and_only_so_many(tmp_path):
    store = a_store(tmp_path / "laptop", KEY)

    for day in range(1, KEPT + 4):
        back_up(store.database, tmp_path / "stick", f"2003-08-{day:02}")
        back_up(store.database, tmp_path / "stick", f"2003-08-{day:02}")

    assert [copy.name for copy in copies(tmp_path / "stick")] == [
        f"records-2003-08-{day:02}.db" for day in range(4, KEPT + 4)
    ]
    assert not list((tmp_path / "stick").glob("*.tmp"))


@pytest.mark.invariant(5, 20)
@pytest.mark.fault(21)
def test_a_dead_laptop_that_comes_back_from_its_copy_loses_nothing_that_others_hold(tmp_path):
    store, office = a_store(tmp_path / "laptop", KEY), a_store()
    visit(store)
    copy = back_up(store.database, tmp_path / "stick", "2003-08-01")
    change(store, mobile="136")
    hand_over(store, office)
    store.close()

    restore_store(copy, tmp_path / "laptop", KEY, now=Clock())
    back = opened(tmp_path / "laptop")
    change(back, full_name="李晓鸣")
    hand_over(back, office)
    hand_over(office, back)

    assert office.forks() == []
    assert back.record(PERSON).values["mobile"] == "136"
    assert back.record(PERSON).values["full_name"] == "李晓鸣"
    assert plain(back) == plain(office)
    assert (tmp_path / "laptop" / (DATABASE + ".before")).exists()


def test_restoring_from_nothing_says_so(tmp_path):
    with pytest.raises(NoStore):
        restore_store(tmp_path / "records-1.db", tmp_path / "new", KEY, now=Clock())


def streams(store):
    return {commit.stream for save in store.saves() for commit in save.commits if commit.area == AREA}


@pytest.mark.invariant(18)
@pytest.mark.fault(13, 21)
def test_a_store_that_fell_back_does_not_use_its_numbers_again(tmp_path):
    mark = tmp_path / "mark.json"
    store = a_store(tmp_path / "laptop", KEY, high_water=mark)
    visit(store)
    earlier = back_up(store.database, tmp_path / "stick", "1")
    change(store, mobile="136")
    store.close()
    for path in (tmp_path / "laptop").glob(DATABASE + "*"):
        path.unlink()
    earlier.rename(tmp_path / "laptop" / DATABASE)

    back = opened(tmp_path / "laptop", high_water=mark)
    change(back, mobile="137")

    assert len(streams(back)) == 2
    assert json.loads(mark.read_text())["written"] == 1
    with back.database.read() as connection:
        from sync.store.facts import fact

        assert fact(connection, FELL_BACK)["missing"] == 1


def test_a_store_that_is_where_it_was_goes_on_with_its_stream(tmp_path):
    mark = tmp_path / "mark.json"
    store = a_store(tmp_path / "laptop", KEY, high_water=mark, machine="desk 1")
    visit(store)
    store.close()

    again = opened(tmp_path / "laptop", high_water=mark, machine="desk 1")
    change(again, mobile="136")
    assert len(streams(again)) == 1
    again.close()

    mark.write_text("torn")
    elsewhere = opened(tmp_path / "laptop", high_water=mark, machine="desk 2")
    change(elsewhere, mobile="137")
    assert len(streams(elsewhere)) == 2


def test_an_older_store_takes_the_missing_step_after_a_copy_was_made(tmp_path, monkeypatch):
    store = a_store(tmp_path / "laptop", KEY)
    visit(store)
    store.close()

    def next_step(connection):
        connection.exec_driver_sql('ALTER TABLE "@drafts" ADD COLUMN colour TEXT')

    for module in (migrations, sys.modules["sync.store.opening"]):
        monkeypatch.setattr(module, "STEPS", (*STEPS, next_step))
    monkeypatch.setattr(migrations.migrate, "__defaults__", ((*STEPS, next_step),))
    newer = opened(tmp_path / "laptop", backups=tmp_path / "stick")
    assert newer.count("person") == 1
    newer.close()
    assert [copy.name for copy in copies(tmp_path / "stick")] == [f"records-2003-08-01-step-{len(STEPS)}.db"]

    monkeypatch.undo()
    with pytest.raises(NewerStore):
        opened(tmp_path / "laptop")


@pytest.mark.fault(13)
def test_a_flipped_bit_is_found(tmp_path):
    store = a_store(tmp_path, KEY)
    visit(store)
    for number in range(200):
        change(store, mobile=str(number))
    store.close()
    file = tmp_path / DATABASE
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)

    found: list[object] = []
    try:
        damaged = open_store(tmp_path, KEY, now=Clock())
        found = damaged.verify()
    except Exception as error:
        found = [error]

    assert found


WRITER = """
import sys
from pathlib import Path
sys.path[:0] = {paths!r}
from stored_town import Clock, PERSON, change, prepare, a_store, visit
from sync.store.opening import open_store
store = prepare(open_store(Path({folder!r}), bytes(range(32)), now=Clock()))
store.open_draft("d", "household", "h", "李敏") if not store.drafts() else None
number = int(store.record(PERSON).values["mobile"])
while True:
    number += 1
    store.write_draft("d", str(number).encode() * 500, str(number))
    change(store, mobile=str(number))
    print(number, flush=True)
"""


@pytest.mark.invariant(16)
@pytest.mark.fault(12)
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_killed_at_any_moment_it_opens_with_everything_that_was_told_to_be_saved(tmp_path):
    store = a_store(tmp_path, KEY)
    visit(store, mobile="0")
    store.close()
    here = Path(__file__).parent
    program = WRITER.format(paths=[str(here), str(here.parents[2])], folder=str(tmp_path))
    chance = random.Random(4050)

    for _ in range(6):
        running = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        assert running.stdout
        told = int(running.stdout.readline())
        time.sleep(chance.random() * 0.2)
        os.kill(running.pid, signal.SIGKILL)
        told = int((running.stdout.read().split() or [told])[-1])
        running.wait()

        back = opened(tmp_path)
        assert int(back.record(PERSON).values["mobile"]) in (told, told + 1)
        assert int(back.drafts()[0].place) in (told, told + 1)
        assert back.verify() == []
        back.close()


def test_a_store_in_memory_needs_neither_folder_nor_key():
    store = create_store(None, None, now=Clock())

    assert store.batches() == []
    with pytest.raises(NoStore):
        back_up(store.database, Path("nowhere"), "1")
    assert CLERK.area
