"""A file is there whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from sync.durable import CHUNK, Disk, write_durably
from sync.errors import BundleDamaged, StickFull, StickUnwritable

OLD, NEW = b"Friday last week", b"this Friday " * 300_000


class Killed(BaseException):
    """The process is gone: nothing that follows is executed."""


class FailingDisk(Disk):
    """Does as it is told, one write of one chunk at a time, and stops at the n-th act."""

    def __init__(self, acts: int, failure: BaseException):
        self.left, self.failure, self.dead = acts, failure, False

    def _act(self) -> None:
        if self.dead:
            raise self.failure
        self.left -= 1
        if self.left < 0:
            self.dead = isinstance(self.failure, Killed)
            raise self.failure

    def write(self, path: Path, data: bytes) -> None:
        self._act()
        with open(path, "wb") as file:
            for at in range(0, len(data), CHUNK):
                file.write(data[at : at + CHUNK // 2])
                file.flush()
                self._act()
                file.write(data[at + CHUNK // 2 : at + CHUNK])
            file.flush()
            self._act()
            os.fsync(file.fileno())

    def read(self, path: Path) -> bytes:
        self._act()
        return super().read(path)

    def replace(self, source: Path, target: Path) -> None:
        self._act()
        super().replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._act()
        super().sync_folder(folder)

    def remove(self, path: Path) -> None:
        if self.dead:
            raise self.failure
        super().remove(path)


def acts_of_a_whole_write(folder: Path) -> int:
    counting = FailingDisk(1000, Killed())
    write_durably(folder / "count", NEW, lambda data: None, counting)
    return 1000 - counting.left


def test_a_file_is_written_and_checked(tmp_path):
    checked = []

    write_durably(tmp_path / "湖滨社区.bundle", NEW, checked.append)

    assert (tmp_path / "湖滨社区.bundle").read_bytes() == NEW
    assert checked == [NEW]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.fault(12)
@pytest.mark.parametrize("before", [None, OLD])
def test_killed_at_any_write_the_old_file_or_the_new_one_is_there(tmp_path, before):
    target, acts = tmp_path / "hubin.bundle", acts_of_a_whole_write(tmp_path)
    assert acts > 6

    for act in range(acts):
        target.unlink(missing_ok=True)
        if before:
            target.write_bytes(before)
        with pytest.raises(Killed):
            write_durably(target, NEW, lambda data: None, FailingDisk(act, Killed()))
        assert (target.read_bytes() if target.exists() else None) in (before, NEW)

        write_durably(target, NEW, lambda data: None)
        assert target.read_bytes() == NEW


@pytest.mark.fault(6, 7)
@pytest.mark.parametrize(
    ("number", "refusal"),
    [(errno.ENOSPC, StickFull), (errno.EIO, StickUnwritable), (errno.ENODEV, StickUnwritable)],
)
def test_a_full_or_broken_stick_leaves_the_old_file_and_no_litter(tmp_path, number, refusal):
    acts, stick = acts_of_a_whole_write(tmp_path), tmp_path / "stick"
    stick.mkdir()
    target = stick / "hubin.bundle"

    for act in range(acts - 1):
        target.write_bytes(OLD)
        with pytest.raises(refusal):
            write_durably(target, NEW, lambda data: None, FailingDisk(act, OSError(number, os.strerror(number))))
        assert target.read_bytes() == OLD
        assert [path.name for path in stick.iterdir()] == ["hubin.bundle"]


@pytest.mark.fault(8)
def test_a_stick_that_forgets_bytes_is_noticed_before_the_old_file_goes(tmp_path):
    class FakeCapacity(Disk):
        def write(self, path: Path, data: bytes) -> None:
            super().write(path, data[:4096] + b"\xff" * (len(data) - 4096))

    (tmp_path / "hubin.bundle").write_bytes(OLD)

    with pytest.raises(StickUnwritable):
        write_durably(tmp_path / "hubin.bundle", NEW, lambda data: None, FakeCapacity())

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [OLD]


def test_what_does_not_pass_its_check_is_not_put_in_place(tmp_path):
    def refuse(data: bytes) -> None:
        raise BundleDamaged("payload")

    with pytest.raises(BundleDamaged):
        write_durably(tmp_path / "hubin.bundle", NEW, refuse)

    assert not list(tmp_path.iterdir())


@pytest.mark.fault(5)
def test_a_name_of_255_characters_can_be_written(tmp_path):
    target = tmp_path / ("a" * 248 + ".bundle")

    write_durably(target, OLD, lambda data: None)

    assert target.read_bytes() == OLD
