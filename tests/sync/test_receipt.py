"""How far an office has received each stream."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync import lock
from sync.bundle import Heads, open_bundle
from sync.commit import RETURNED, Commit, UnfitValue
from sync.errors import BundleDamaged
from sync.hand_over import Envelope, Load, Packer, pack_export, pack_return, read_return
from sync.receipt import Receipt, farther, how_far, receipt_from
from sync.save import sign_save
from sync.signing import SigningKey

RECORD = "5b2c7a3e-0000-4000-8000-000000000001"
OFFICE, LAPTOP = SigningKey(b"\1" * 32), lock.lock_key_of(b"\2" * 32)
HUBIN = "220104/220104003/220104003001"


def commit(seq: int, stream: str = "s1", nonce: str = "") -> Commit:
    return Commit(RECORD, "person", {"mobile": "13500000000"}, stream=stream, seq=seq, nonce=nonce)


def receipt(*commits: Commit) -> Receipt:
    return Receipt(OFFICE.public, "2003-06-13T17:05:00+08:00", how_far(commits), ("ab" * 16,))


@pytest.mark.invariant(21)
@settings(deadline=None)
@given(st.sets(st.integers(1, 12)))
def test_a_stream_counts_as_received_up_to_its_first_gap(numbers):
    expected = next(number for number in range(1, 14) if number not in numbers) - 1

    far = how_far(commit(number) for number in numbers)

    assert (far["s1"].seq if far else 0) == expected


@pytest.mark.invariant(21)
def test_a_receipt_covers_what_it_reaches_and_nothing_else():
    given = receipt(commit(1), commit(2), commit(4))

    assert [given.covers(commit(number)) for number in (1, 2, 3, 4)] == [True, True, False, False]
    assert not given.covers(commit(1, "s2"))
    assert not given.covers(commit(0))


def test_a_copied_laptop_is_not_told_that_its_own_work_arrived():
    theirs = commit(2, nonce="written on the copy")

    assert not receipt(commit(1), commit(2)).covers(theirs)
    assert how_far([commit(1), commit(2), theirs])["s1"].seq == 1


def test_receipts_only_grow():
    one, other = how_far([commit(1), commit(2)]), how_far([commit(1), commit(1, "s2")])

    assert farther(one, other) == farther(other, one)
    assert {stream: head.seq for stream, head in farther(one, other).items()} == {"s1": 2, "s2": 1}


def test_a_receipt_survives_being_written_down():
    assert receipt_from(receipt(commit(1)).as_plain()) == receipt(commit(1))


@pytest.mark.parametrize("odd", [None, {}, {"heads": 7}, receipt().as_plain() | {"heads": [[1]]}])
def test_what_is_no_receipt_is_not_read_as_one(odd):
    with pytest.raises(UnfitValue):
        receipt_from(odd)


def test_the_office_writes_back_what_waits_for_the_community():
    remark = Commit(RECORD, "person", {RETURNED: "请核对身份号码"}, seen=("ab" * 16,), source="resolve", area=HUBIN)
    envelope = Envelope(HUBIN, "cd" * 16, "2003-06-13T17:05:00+08:00", (LAPTOP.public,))
    load = Load([sign_save([remark], OFFICE)], {"pack.zip": b"PK newer"})

    opened = open_bundle(pack_return(Packer(OFFICE, name="南湖街道"), envelope, load, receipt(commit(1))), [LAPTOP])

    assert read_return(opened).heads == {"s1": Heads("s1", 1, commit(1).id)}
    assert [save.commits for save in opened.saves()] == [(remark,)]
    assert opened.definitions == {"pack.zip": b"PK newer"}


def test_an_export_is_no_receipt():
    with pytest.raises(BundleDamaged):
        read_return(open_bundle(pack_export(Packer(OFFICE), Envelope("", "cd" * 16, ""), Load())))
