"""Sticks and the files on them: odd names, half copies, broken blocks, scanners, and files that are no bundles."""

import errno
import gzip
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from test_exchange import CLERK, OFFICE, OFFICE_CHAIN, STREET, Computer, desk, laptop, merge, new_batch, office, person

from sync.certificate import Refusal
from sync.durable import DISK, Disk, write_durably
from sync.effect import Counts
from sync.errors import StickUnwritable
from sync.exchange import State, apply, check, check_all, receipt

BLOCK = 4096


@pytest.fixture
def one():
    """A laptop with enough on it for a file of several blocks."""
    one = laptop(1)
    for number in range(1, 41):
        one.write(person(number), full_name=f"居民{number}", mobile=os.urandom(600).hex())
    return one


@pytest.mark.fault(4)
def test_one_file_merged_at_two_desks_of_one_store_at_the_same_time_is_there_once(one, tmp_path):
    file, clerk = one.export(tmp_path, "周五.bundle"), Computer(OFFICE, OFFICE_CHAIN, STREET, tmp_path / "office")

    def merged(_):
        return apply(clerk.store, check_all([file], desk(), clerk.store), new_batch, CLERK)

    with ThreadPoolExecutor(4) as desks:
        effects = [done.effect.counts for several in desks.map(merged, range(4)) for done in several]

    assert sum(effects, Counts()) == Counts(new=40, unchanged=120)
    assert clerk.view() == one.view()
    assert clerk.store.verify() == []


NAMES = (
    "湖滨 (1).bundle",
    "湖滨（１）.bundle",
    "ＨＵＢＩＮ．社区.bundle",
    "湖滨 - 副本.bundle",
    "湖滨 (LI-MIN 的冲突副本 2003-06-13).bundle",
    "hubin-DESKTOP-7.bundle",
    "a" * 248 + ".bundle",
    "湖" * 82 + ".bundle",
)


@pytest.mark.fault(5, 11)
def test_whatever_a_file_is_called_it_is_the_same_file_once(one, tmp_path):
    first, clerk = one.export(tmp_path, "湖滨.bundle"), office()
    data = first.read_bytes()
    for name in NAMES:
        write_durably(tmp_path / name, data, lambda back: None)

    done = merge(clerk, [tmp_path / name for name in NAMES] + [first])

    assert sorted(one.checked.state for one in done) == [State.KNOWN] * len(NAMES) + [State.READY]
    assert clerk.view() == one.view()


@pytest.mark.fault(5)
@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_stick_that_may_only_be_read_keeps_what_it_has(tmp_path, number):
    class WriteProtected(Disk):
        def write(self, path: Path, data: bytes) -> None:
            raise OSError(number, os.strerror(number))

    (tmp_path / "湖滨.bundle").write_bytes(b"last week")

    with pytest.raises(StickUnwritable):
        write_durably(tmp_path / "湖滨.bundle", b"this week", lambda back: None, WriteProtected())

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"last week"]


@pytest.mark.fault(6)
@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="nothing here fails while it is read")
def test_a_file_that_breaks_while_it_is_read_is_unreadable_and_holds_nobody_up(one, tmp_path):
    good, broken, clerk = one.export(tmp_path, "好.bundle"), tmp_path / "坏.bundle", office()
    # It opens, and its first byte gives an input/output error.
    broken.symlink_to("/proc/self/mem")

    done = merge(clerk, [broken, good])

    assert {each.checked.path: each.checked.state for each in done} == {broken: State.UNREADABLE, good: State.READY}
    assert clerk.view() == one.view()


@pytest.mark.fault(8, 29)
def test_a_file_that_is_still_being_copied_is_damaged_until_it_is_whole(one, tmp_path):
    data, clerk = one.export(tmp_path, "湖滨.bundle").read_bytes(), office()
    growing = tmp_path / "growing.bundle"
    assert len(data) > 5 * BLOCK

    for length in range(0, len(data), BLOCK):
        growing.write_bytes(data[:length])
        (part,) = merge(clerk, [growing])
        # Some programs lay the whole length out first and fill it from the front.
        growing.write_bytes(data[:length] + b"\xff" * (len(data) - length))
        (laid_out,) = merge(clerk, [growing])
        assert {part.checked.state, laid_out.checked.state} == {State.DAMAGED}
    assert clerk.store.batches() == []

    growing.write_bytes(data)
    (whole,) = merge(clerk, [growing])
    assert whole.effect.counts == Counts(new=40)


@pytest.mark.fault(9)
def test_work_under_a_certificate_of_another_round_waits_for_the_office(tmp_path):
    one, clerk = laptop(1, rounds=("2003",)), office()
    one.write(person(1), full_name="王桂芝")
    file = one.export(tmp_path, "上一轮.bundle")

    now = check(file, replace(desk(), survey_round="2004"), clerk.store)
    then = check(file, replace(desk(), survey_round="2003"), clerk.store)
    (done,) = apply(clerk.store, [now], new_batch, CLERK)

    assert (now.reasons, then.reasons) == ({Refusal.OTHER_ROUND: 1}, {})
    assert done.effect.counts == Counts(refused=1)
    assert clerk.view()[0] == [] and len(clerk.store.withheld()) == 1


@pytest.mark.fault(11)
def test_a_scanner_that_lets_go_in_time_is_waited_for_and_one_that_does_not_leaves_the_old_file(tmp_path, monkeypatch):
    target, replace_file, held = tmp_path / "湖滨.bundle", os.replace, [2]
    target.write_bytes(b"last week")

    def held_by_a_scanner(source, to):
        held[0] -= 1
        if held[0] >= 0:
            raise PermissionError(errno.EACCES, "used by another process", str(to))
        replace_file(source, to)

    monkeypatch.setattr("sync.durable.os.replace", held_by_a_scanner)
    monkeypatch.setattr("sync.durable._RENAME_PAUSE", 0)
    write_durably(target, b"this week", lambda back: None, DISK)
    assert target.read_bytes() == b"this week"

    held[0] = sys.maxsize
    with pytest.raises(StickUnwritable):
        write_durably(target, b"next week", lambda back: None, DISK)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"this week"]


@pytest.mark.fault(29)
def test_whose_receipt_was_lost_hands_over_again_and_gets_it(one, tmp_path):
    clerk = office()
    merge(clerk, [one.export(tmp_path, "1.bundle")])

    again = check_all([one.export(tmp_path, "2.bundle")], desk(), clerk.store)
    told = receipt(clerk.store, again, OFFICE.public, "2003-06-20T13:00:00+08:00")

    assert again[0].state is State.OLD
    assert all(told.covers(commit) for save in one.store.saves() for commit in save.commits)


@pytest.mark.fault(31)
@pytest.mark.parametrize("name", ["湖滨.bundle", "湖滨.xlsx", "湖滨"])
def test_a_page_or_a_packed_file_by_the_name_of_ours_is_none(one, tmp_path, name):
    data, clerk = one.export(tmp_path, "real.bundle").read_bytes(), office()
    page = "<!DOCTYPE html><html><title>校园网登录</title><body>请先登录</body></html>".encode()
    others = [page, gzip.compress(data), gzip.compress(data)[:-200], data[: len(data) // 2] + page]

    for content in others:
        (tmp_path / name).write_bytes(content)
        (done,) = merge(clerk, [tmp_path / name])
        assert done.checked.state in (State.DAMAGED, State.NOT_A_BUNDLE, State.WORKBOOK)

    assert clerk.store.batches() == []
