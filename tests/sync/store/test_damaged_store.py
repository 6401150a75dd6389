"""A store's file that is torn, copied without its log, zeroed, on a drive that cannot lock, or short of memory."""

import errno
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stored_town import LI, PERSON, Clock, a_store, change, hand_over, new_person, plain, prepare, visit

from sync.errors import CannotLock, WrongStoreKey
from sync.replica import Batch
from sync.store.backup import DATABASE, back_up
from sync.store.facts import fact
from sync.store.opening import FELL_BACK, open_store, restore_store
from sync.store.verifying import Flaw

KEY = bytes(range(32))
PAGE = 4096


def opened(folder: Path, **more):
    return prepare(open_store(folder, KEY, now=Clock(), **more))


def states(folder: Path, changes: int) -> tuple[object, list[dict]]:
    """A store that is left open, and what it shows after each of its saves."""
    store = a_store(folder, KEY, high_water=folder.with_name("mark.json"))
    visit(store)
    shown = [plain(store)]
    for number in range(changes):
        change(store, mobile=str(number))
        shown.append(plain(store))
    return store, shown


def copied(folder: Path, to: Path, log: bytes | None) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir()
    shutil.copyfile(folder / DATABASE, to / DATABASE)
    if log is not None:
        (to / f"{DATABASE}-wal").write_bytes(log)
    return to


@pytest.mark.fault(13)
def test_a_log_that_is_torn_or_rotten_gives_an_earlier_state_and_this_is_noticed(tmp_path):
    store, shown = states(tmp_path / "laptop", 12)
    log, chance = (tmp_path / "laptop" / f"{DATABASE}-wal").read_bytes(), random.Random(13)
    assert len(log) > 20 * PAGE
    torn = [log[: chance.randrange(len(log))] for _ in range(12)]
    rotten = [log[:at] + bytes([log[at] ^ 0x10]) + log[at + 1 :] for at in random.Random(14).sample(range(len(log)), 6)]
    holed = [log[:at] + bytes(PAGE) + log[at + PAGE :] for at in (PAGE, len(log) // 2)]
    earlier = 0

    for number, left in enumerate([*torn, *rotten, *holed]):
        folder = copied(tmp_path / "laptop", tmp_path / f"cut {number}", left)
        mark = folder.with_name(f"mark {number}.json")
        shutil.copyfile(tmp_path / "mark.json", mark)
        try:
            back = opened(folder, high_water=mark)
        except WrongStoreKey:
            # Cut before the first commit: there was no store yet.
            continue
        held = plain(back)
        if any(held.values()):
            at = shown.index(held)
            earlier += at < len(shown) - 1
            with back.database.read() as connection:
                assert (fact(connection, FELL_BACK) is not None) == (at < len(shown) - 1)
        assert back.verify() == []
        change(back, mobile="weiter")
        hand_over(store, back)
        assert back.forks() == []
        back.close()

    assert earlier > 3
    store.close()


@pytest.mark.fault(18)
def test_a_file_copied_without_its_log_is_an_earlier_store_or_none_and_regains_the_rest(tmp_path):
    store, shown = states(tmp_path / "laptop", 5)
    store.database.dialect.checkpoint()
    change(store, mobile="nur im Protokoll")
    office = a_store()
    hand_over(store, office)

    folder = copied(tmp_path / "laptop", tmp_path / "copy", None)
    back = opened(folder, high_water=tmp_path / "mark.json")

    assert plain(back) == shown[-1]
    assert back.verify() == []
    change(back, full_name="李晓鸣")
    hand_over(back, office)
    hand_over(office, back)
    assert office.forks() == []
    assert plain(back) == plain(office)
    assert back.record(PERSON).values["mobile"] == "nur im Protokoll"


@pytest.mark.fault(13, 18)
@pytest.mark.parametrize("left", [b"", None])
def test_a_file_that_lost_everything_is_called_damaged_and_not_taken_for_a_new_one(tmp_path, left):
    store = a_store(tmp_path / "laptop", KEY)
    visit(store)
    folder = copied(tmp_path / "laptop", tmp_path / "copy", left)
    for length in (0, PAGE):
        with open(folder / DATABASE, "rb+") as file:
            file.truncate(length)
        for _ in range(2):
            with pytest.raises(WrongStoreKey):
                opened(folder)


@pytest.mark.fault(20)
def test_with_its_first_page_zeroed_it_does_not_open_and_comes_back_from_the_second_copy(tmp_path):
    store, office = a_store(tmp_path / "laptop", KEY), a_store()
    visit(store)
    copy = back_up(store.database, tmp_path / "stick", "2003-08-01")
    change(store, mobile="136")
    hand_over(store, office)
    store.close()
    file = tmp_path / "laptop" / DATABASE
    zeroed = bytes(PAGE) + file.read_bytes()[PAGE:]
    file.write_bytes(zeroed)

    with pytest.raises(WrongStoreKey):
        opened(tmp_path / "laptop")
    assert file.read_bytes() == zeroed

    restore_store(copy, tmp_path / "laptop", KEY, now=Clock())
    back = opened(tmp_path / "laptop")
    hand_over(office, back)
    assert plain(back) == plain(office)
    assert (tmp_path / "laptop" / f"{DATABASE}.before").read_bytes() == zeroed


@pytest.mark.fault(20)
def test_any_other_page_zeroed_is_found_and_never_read_as_something_else(tmp_path):
    store = a_store(tmp_path / "laptop", KEY)
    visit(store)
    for number in range(12):
        change(store, mobile=str(number))
    before = plain(store)
    store.close()
    whole = (tmp_path / "laptop" / DATABASE).read_bytes()

    for at in range(PAGE, len(whole), 11 * PAGE):
        (tmp_path / "laptop" / DATABASE).write_bytes(whole[:at] + bytes(PAGE) + whole[at + PAGE :])
        try:
            spoilt = opened(tmp_path / "laptop")
            shown, found = plain(spoilt), spoilt.verify()
        except Exception:
            continue
        assert Flaw.FILE in {finding.flaw for finding in found}
        assert shown == before
        spoilt.close()


@pytest.mark.fault(17)
@pytest.mark.skipif(os.name == "nt", reason="Windows locks in another way")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL])
def test_a_drive_that_cannot_lock_is_called_so_and_nobody_is_said_to_write_there(tmp_path, monkeypatch, number):
    a_store(tmp_path, KEY).close()

    def cannot(handle, operation):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("sync.store.writer_lock.fcntl.flock", cannot)
    with pytest.raises(CannotLock):
        opened(tmp_path)

    monkeypatch.undo()
    assert opened(tmp_path).verify() == []


SECOND = """
import sys
import time
from pathlib import Path
sys.path[:0] = {paths!r}
from stored_town import Clock, prepare
from sync.errors import InUse
from sync.store.backup import DATABASE, back_up
from sync.store.database import Database
from sync.store.opening import open_store
from sync.store.sqlite import Sqlite
folder = Path({folder!r})
try:
    open_store(folder, bytes(range(32)), now=Clock())
except InUse as busy:
    print(busy.who)
back_up(Database(Sqlite(folder / DATABASE, bytes(range(32)))), folder.parent / "copies", "1")
"""


@pytest.mark.fault(17)
def test_a_second_program_may_copy_what_the_first_writes_and_the_copy_is_whole(tmp_path):
    store = a_store(tmp_path / "laptop", KEY, who="李敏")
    visit(store)
    here = Path(__file__).parent
    program = SECOND.format(paths=[str(here), str(here.parents[2])], folder=str(tmp_path / "laptop"))

    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as second:
        number = 0
        while second.poll() is None:
            number += 1
            change(store, mobile=str(number))
        assert second.stdout is not None and second.stdout.read().strip() == "李敏"

    restore_store(tmp_path / "copies" / "records-1.db", tmp_path / "restored", KEY, now=Clock())
    copy = opened(tmp_path / "restored")
    assert copy.verify() == []
    assert int(copy.record(PERSON).values["mobile"].replace("13500001234", "0")) <= number
    # What a program that keeps folders alike leaves beside it is no store of ours.
    shutil.copyfile(tmp_path / "laptop" / DATABASE, tmp_path / "laptop" / "records (LI-MIN 的冲突副本).db")
    store.close()
    again = opened(tmp_path / "laptop")
    assert again.record(PERSON).values["mobile"] == str(number)


IMPORT = """
import pickle, resource, sys
from pathlib import Path
sys.path[:0] = {paths!r}
from stored_town import Clock, prepare
from sync.replica import Batch
from sync.store.opening import open_store
folder = Path({folder!r})
office = prepare(open_store(folder, bytes(range(32)), now=Clock()))
saves = pickle.loads(folder.with_name("saves").read_bytes())
used = int(next(line for line in open("/proc/self/status") if line.startswith("VmSize")).split()[1]) << 10
resource.setrlimit(resource.RLIMIT_AS, (used + ({most} << 10), resource.RLIM_INFINITY))
try:
    office.add(saves, Batch("large"))
except MemoryError:
    print("no memory")
else:
    print("done")
"""


@pytest.mark.fault(16)
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="nothing here says how much a process uses")
def test_without_memory_for_a_large_import_nothing_of_it_is_there_and_it_can_be_done_again(tmp_path):
    laptop, here = a_store(), Path(__file__).parent
    laptop.save([new_person(f"{n:08}-0000-4000-8000-000000000001", full_name="李" * 40) for n in range(2000)], LI)
    (tmp_path / "saves").write_bytes(pickle.dumps(list(laptop.saves())))
    folder = tmp_path / "office"
    a_store(folder, KEY).close()
    told = []

    for kilobytes in (128, 2 << 10, 5 << 10, 1 << 20):
        program = IMPORT.format(paths=[str(here), str(here.parents[2])], folder=str(folder), most=kilobytes)
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        told.append(done.stdout.strip())
        back = opened(folder)
        assert back.count("person") == (2000 if told[-1] == "done" else 0), done.stderr
        back.close()

    assert told[-1] == "done" and told[0] == "no memory" and set(told) == {"done", "no memory"}
    assert opened(folder).verify() == []


SUSPENDED = """
import pickle, sys
from datetime import timedelta
from pathlib import Path
sys.path[:0] = {paths!r}
from stored_town import Clock, prepare
from sync.replica import Batch
from sync.store.opening import open_store
class Asleep(Clock):
    def __call__(self):
        self.time += timedelta(hours=9)
        return super().__call__()
folder = Path({folder!r})
office = prepare(open_store(folder, bytes(range(32)), now=Asleep()))
saves = pickle.loads(folder.with_name("saves").read_bytes())
print("begins", flush=True)
office.add(saves, Batch("large"))
print("done", flush=True)
"""


@pytest.mark.fault(19)
@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be stopped here")
@pytest.mark.parametrize("comes_back", [True, False])
def test_suspended_in_the_middle_of_an_import_it_goes_on_or_begins_anew(tmp_path, comes_back):
    laptop, here, folder = a_store(), Path(__file__).parent, tmp_path / "office"
    laptop.save([new_person(f"{n:08}-0000-4000-8000-000000000001", full_name="李") for n in range(1500)], LI)
    (tmp_path / "saves").write_bytes(pickle.dumps(list(laptop.saves())))
    a_store(folder, KEY).close()
    program = SUSPENDED.format(paths=[str(here), str(here.parents[2])], folder=str(folder))
    importing = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert importing.stdout is not None and importing.stdout.readline() == "begins\n"

    for _ in range(3):
        time.sleep(0.03)
        os.kill(importing.pid, signal.SIGSTOP)
        time.sleep(0.2)
        os.kill(importing.pid, signal.SIGCONT if comes_back else signal.SIGKILL)
    done = importing.communicate()[0].strip() == "done"

    back = opened(folder)
    assert done or not comes_back
    assert back.count("person") == (1500 if done else 0)
    if not done:
        back.add(pickle.loads((tmp_path / "saves").read_bytes()), Batch("again"))
    assert back.count("person") == 1500
    assert back.verify() == []
