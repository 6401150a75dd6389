"""Files looked at by two processes: the same is found, in the same order, whatever becomes of the other process."""

import multiprocessing
import os
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from sync.looking_ahead import MUCH, each_looked_at


def letters_in(path: Path) -> str:
    return path.read_text() if path.exists() else "nothing"


def process_of(path: Path) -> int:
    return os.getpid()


def process_of_both(path: Path) -> int:
    """What takes this process a while, so that the other one can begin."""
    begun = path.parent / "begun"
    if multiprocessing.parent_process():
        begun.touch()
    while not begun.exists():
        sleep(0.01)
    sleep(0 if multiprocessing.parent_process() else 0.1)
    return os.getpid()


def letters_unless_helping(path: Path) -> str:
    """What a process does that is killed at its third file."""
    if multiprocessing.parent_process() and path.name == "03":
        os._exit(9)
    return letters_in(path)


@pytest.fixture
def files(tmp_path):
    for number in range(1, 31):
        (tmp_path / f"{number:02}").write_text("abc" * number)
    return sorted(tmp_path.iterdir())


def test_what_two_processes_find_comes_in_the_order_of_the_files(files):
    found = list(each_looked_at(files, letters_in, much=0))

    assert found == [(path, path.read_text()) for path in files]


def test_a_little_is_looked_at_here(files):
    assert {process for _, process in each_looked_at(files, process_of)} == {os.getpid()}
    assert sum(path.stat().st_size for path in files) < MUCH


def test_both_processes_do_their_share(files):
    processes = [process for _, process in each_looked_at(files, process_of_both, much=0)]

    assert len({*processes}) == 2
    assert processes[-1] == os.getpid()


def test_a_process_that_dies_leaves_the_rest_to_this_one(files):
    found = list(each_looked_at(files, letters_unless_helping, much=0))

    assert found == [(path, path.read_text()) for path in files]


def test_who_stops_in_the_middle_leaves_no_process_behind(files):
    with closing(each_looked_at(files, letters_in, much=0)) as found:
        next(found)

    assert multiprocessing.active_children() == []


def test_where_no_process_can_be_started_everything_is_looked_at_here(files, monkeypatch):
    def refused(self):
        raise OSError("no more processes")

    monkeypatch.setattr(multiprocessing.context.SpawnProcess, "start", refused)

    assert {process for _, process in each_looked_at(files, process_of, much=0)} == {os.getpid()}


def test_a_file_that_is_gone_by_then_is_no_trouble(files):
    files[2].unlink()

    assert [found for _, found in each_looked_at(files, letters_in, much=0)][2] == "nothing"
