"""Copied laptops, restored offices, lost keys and wrong clocks: work goes on, nothing is lost, and it is noticed."""

import random
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from test_exchange import (
    CHINA,
    CLERK,
    OFFICE,
    OFFICE_CHAIN,
    PERSON,
    RANDOM,
    STREET,
    Computer,
    check,
    desk,
    desk_of,
    laptop,
    merge,
    office,
    person,
    put,
)

from sync.bundle import Heads
from sync.certificate import Refusal, Role
from sync.clock import COUNTER_BITS, FARTHEST, hybrid, receive, tick
from sync.commit import Commit, UnfitValue
from sync.edit import Author
from sync.effect import Counts
from sync.exchange import Desk, State, check_all, receipt
from sync.hand_over import Envelope, Load, Packer, pack_export, pack_return
from sync.lock import lock_key_of
from sync.replica import Batch
from sync.start_bundle import Enrolment, certify, found_office
from sync.store.backup import DATABASE, back_up
from sync.store.opening import open_store, restore_store


def woken(folder, like):
    """A computer on a copy of another's folder: the same keys, the same streams, the same numbers."""
    copy = Computer(like.key, like.chain, like.area)
    copy.store = open_store(folder, bytes(32), now=copy.now, random=RANDOM)
    copy.store.prepare([PERSON])
    copy.at = like.at
    return copy


def twins(tmp_path, number=1):
    """A laptop that has recorded one person, and the copy that somebody has made of it."""
    one = laptop(number, folder=tmp_path / f"laptop {number}")
    one.write(person(1), full_name="王桂芝", mobile="13500000001")
    one.store.close()
    shutil.copytree(tmp_path / f"laptop {number}", tmp_path / f"copy of {number}")
    return woken(tmp_path / f"laptop {number}", one), woken(tmp_path / f"copy of {number}", one)


@pytest.mark.fault(22)
def test_a_copied_laptop_that_changes_the_same_record_is_noticed_and_both_answers_are_kept(tmp_path):
    one, copy = twins(tmp_path)
    clerk = office()
    one.write(person(1), mobile="13511111111")
    copy.write(person(1), mobile="13522222222")

    merge(clerk, [one.export(tmp_path, "1.bundle"), copy.export(tmp_path, "2.bundle")])

    ((stream, number),) = clerk.store.forks()
    assert {stream} == {commit.stream for save in one.store.saves() for commit in save.commits} and number == 2
    (conflict,) = clerk.store.conflicts()
    assert {choice.values["mobile"] for choice in conflict.choices} == {"13511111111", "13522222222"}
    assert clerk.store.verify() == []


@pytest.mark.fault(23)
def test_a_copy_is_noticed_where_its_work_first_meets_the_other_three_hops_away(tmp_path):
    city, city_chain = found_office(Enrolment("220104", "S", "上级", Role.DISTRICT), RANDOM)
    district, district_chain = certify(Enrolment("220104", "D", "区", Role.DISTRICT), city, city_chain, RANDOM)
    streets = [certify(Enrolment(STREET, f"C{n}", "街道", Role.STREET), district, district_chain, RANDOM) for n in "12"]
    one = laptop(1, *streets[0], folder=tmp_path / "laptop")
    one.write(person(1), full_name="王桂芝")
    one.store.close()
    shutil.copytree(tmp_path / "laptop", tmp_path / "copy")
    pair = [woken(tmp_path / "laptop", one), woken(tmp_path / "copy", one)]
    pair[0].write(person(1), mobile="13511111111")
    pair[1].write(person(1), mobile="13522222222")

    carried = []
    for each, (key, chain) in zip(pair, streets, strict=True):
        street = Computer(key, chain, STREET)
        there = Desk((lock_key_of(key.seed),), frozenset({city.public}), STREET)
        merge(street, [each.export(tmp_path, f"{key.public[:6]}.bundle", (lock_key_of(key.seed).public,))], there)
        assert street.store.forks() == []
        carried.append(street.export(tmp_path, f"{key.public[:6]}-up.bundle", (lock_key_of(district.seed).public,)))
    middle, top = Computer(district, district_chain, "220104"), Computer(city, city_chain, "220104")
    # The district passes the second on without having looked at the first.
    merge(top, [_passed_on(middle, carried[0], district, city, tmp_path / "d1.bundle")], _at(city, city, "220104"))
    second = Computer(district, district_chain, "220104")
    merge(top, [_passed_on(second, carried[1], district, city, tmp_path / "d2.bundle")], _at(city, city, "220104"))

    assert (middle.store.forks(), second.store.forks()) == ([], [])
    assert [number for _, number in top.store.forks()] == [2]
    assert len(top.store.conflicts()) == 1


def _at(key, root, area):
    return Desk((lock_key_of(key.seed),), frozenset({root.public}), area)


def _passed_on(relay, file, key, above, to):
    merge(relay, [file], _at(key, above, relay.area))
    return relay.export(to.parent, to.name, (lock_key_of(above.seed).public,))


@pytest.mark.fault(33, 22)
def test_a_copy_does_not_believe_a_receipt_for_the_others_work(tmp_path):
    one, copy = twins(tmp_path)
    clerk = office()
    for number in (2, 3, 4):
        one.write(person(number), full_name=f"居民{number}")
    copy.write(person(9), full_name="只在副本上")
    told = _receipt_for(clerk, one, tmp_path)

    # The stick with the receipt is plugged into the copy.
    _take_back(copy, clerk, told, tmp_path)

    mine = [commit for save in copy.store.saves() for commit in save.commits if commit.record == person(9)]
    assert not any(kept.covers(commit) for kept in copy.store.receipts() for commit in mine)


@pytest.mark.fault(33)
@pytest.mark.parametrize("seq", [0, 1, 7, 10**9])
def test_a_receipt_that_says_too_much_or_too_little_lets_nothing_be_left_out(tmp_path, seq):
    clerk, one = office(), laptop(1)
    first = one.write(person(1), full_name="王桂芝")
    false = {first[0].stream: Heads(first[0].stream, seq, "ab" * 16)}
    told = replace(_receipt_for(clerk, one, tmp_path), heads=false)

    _take_back(one, clerk, told, tmp_path)
    later = one.write(person(2), full_name="张建国")
    merge(clerk, [one.export(tmp_path, "later.bundle")])

    assert not any(kept.covers(commit) for kept in one.store.receipts() for commit in (*first, *later))
    assert clerk.view() == one.view()


@pytest.mark.fault(33)
def test_nobody_but_an_office_that_is_trusted_can_say_what_arrived(tmp_path):
    stranger, one = found_office(Enrolment(STREET, "X", "冒充街道", Role.STREET), RANDOM), laptop(1)
    one.write(person(1), full_name="王桂芝")
    envelope = Envelope(one.area, RANDOM(16).hex(), "", (one.chain[0].lock,))
    told = _receipt_for(office(), one, tmp_path)
    forged = put(tmp_path / "回执.bundle", pack_return(Packer(*stranger), envelope, Load(), told))

    checked = check(forged, desk_of(one), one.store)

    assert checked.name == ""  # nobody whom we trust vouches for its sender


def _receipt_for(clerk, one, folder):
    checked = check_all([one.export(folder, "for receipt.bundle")], desk(), clerk.store)
    merge(clerk, [folder / "for receipt.bundle"])
    return receipt(clerk.store, checked, OFFICE.public, "2003-06-13T13:00:00+08:00")


def _take_back(one, clerk, told, folder):
    envelope = Envelope(one.area, RANDOM(16).hex(), clerk.now().isoformat(), (one.chain[0].lock,))
    back = pack_return(Packer(OFFICE, OFFICE_CHAIN), envelope, Load(), told)
    (done,) = merge(one, [put(folder / "回执.bundle", back)], desk_of(one))
    assert done.error is None


MOMENTS = {
    "ten years ahead": datetime(2013, 6, 2, 9, tzinfo=CHINA),
    "ten years back": datetime(1993, 6, 2, 9, tzinfo=CHINA),
    "an empty battery": datetime(1970, 1, 1, 0, 0, 5, tzinfo=CHINA),
    "before 1970": datetime(1969, 12, 31, 23, 59, tzinfo=CHINA),
    "another zone": datetime(2003, 6, 2, 1, tzinfo=ZoneInfo("America/New_York")),
    "the hour that comes twice": datetime(1991, 9, 15, 0, 59, 50, tzinfo=ZoneInfo("Asia/Shanghai")),
    "the hour that is left out": datetime(1991, 4, 14, 1, 59, 50, tzinfo=ZoneInfo("Asia/Shanghai")),
    "midnight of a leap day": datetime(2004, 2, 28, 23, 59, 55, tzinfo=CHINA),
}


@pytest.mark.fault(24)
@pytest.mark.parametrize("wrong", MOMENTS)
def test_no_clock_decides_what_holds(tmp_path, wrong):
    clerk, one = office(), laptop(1)
    one.at = MOMENTS[wrong]
    one.write(person(1), full_name="王桂芝", mobile="13500000001")
    for number in range(2, 12):
        one.write(person(number), full_name=f"居民{number}")
    merge(clerk, [one.export(tmp_path, "1.bundle")])

    # Whoever has seen it corrects it, whatever the clocks say; whoever has not makes a disagreement.
    clerk.write(person(1), mobile="13511111111")
    one.write(person(1), full_name="王桂枝")
    one.write(person(2), full_name="不知道改过")
    clerk.write(person(2), full_name="也不知道")
    merge(clerk, [one.export(tmp_path, "2.bundle")])

    assert clerk.store.record(person(1)).values == {"full_name": "王桂枝", "mobile": "13511111111"}
    assert [(each.record, each.fields) for each in clerk.store.conflicts()] == [(person(2), ("full_name",))]
    theirs = [commit.hlc for save in one.store.saves() for commit in save.commits]
    assert theirs == sorted(set(theirs))
    assert clerk.store.verify() == []


@pytest.mark.fault(24)
def test_a_clock_that_jumps_between_two_answers_leaves_their_order(tmp_path):
    clerk, one, chance = office(), laptop(1), random.Random(24)

    for turn in range(30):
        one.at += timedelta(days=chance.choice([-3650, -1, 0, 1, 3650]), hours=chance.choice([-1, 0, 1]))
        one.write(person(1), mobile=f"{turn}")
        if turn % 7 == 0:
            merge(clerk, [one.export(tmp_path, f"{turn}.bundle")])
    merge(clerk, [one.export(tmp_path, "last.bundle")])

    assert clerk.store.record(person(1)).values["mobile"] == "29"
    assert (clerk.store.conflicts(), clerk.store.forks()) == ([], [])


@pytest.mark.fault(25)
def test_the_counter_of_the_clock_runs_over_into_the_next_millisecond():
    now = 1_054_515_600_000
    last = hybrid(now) + (1 << COUNTER_BITS) - 1

    assert tick(last, now) == hybrid(now + 1)
    assert tick(tick(last, now), now) == hybrid(now + 1) + 1
    assert receive(last, hybrid(now + FARTHEST) + (1 << COUNTER_BITS) - 1, now) == last


@pytest.mark.fault(25)
def test_the_last_timestamp_that_there_is_does_no_harm_and_one_beyond_it_is_no_commit():
    clerk = office()
    last = Commit(person(1), "person", {"mobile": "1"}, stream="s", seq=1, hlc=2**63 - 1, area=STREET)
    clerk.store.add([clerk.store.attest([last])], Batch("last"))

    (mine,) = clerk.write(person(1), mobile="2")

    assert 0 < mine.hlc < 2**62
    assert clerk.store.record(person(1)).values["mobile"] == "2"
    assert clerk.store.verify() == []
    with pytest.raises(UnfitValue):
        Commit(person(1), "person", {"mobile": "1"}, hlc=2**63).body()


@pytest.mark.fault(26)
def test_who_lost_the_key_is_enrolled_anew_and_goes_on_and_nothing_under_the_old_key_is_lost(tmp_path):
    clerk, one = office(), laptop(1)
    one.write(person(1), full_name="王桂芝", mobile="13500000001")
    merge(clerk, [one.export(tmp_path, "1.bundle")])
    on_its_way = one.write(person(2), full_name="在路上")
    old_stick = one.export(tmp_path, "在路上.bundle")

    again = laptop(1)
    back = pack_export(Packer(OFFICE, OFFICE_CHAIN), _for(again), Load(clerk.store.saves()))
    merge(again, [put(tmp_path / "back.bundle", back)], desk_of(again))
    again.write(person(1), mobile="13511111111")
    merge(clerk, [again.export(tmp_path, "2.bundle"), old_stick])

    assert clerk.store.record(person(1)).values["mobile"] == "13511111111"
    assert clerk.store.holds([on_its_way[0].id])
    assert clerk.store.conflicts() == []


@pytest.mark.fault(26)
def test_work_of_a_laptop_whose_office_is_trusted_no_more_waits_and_can_be_let_in(tmp_path):
    former, former_chain = found_office(Enrolment(STREET, "C0", "旧街道", Role.STREET), RANDOM)
    one, clerk = laptop(1, former, former_chain), office()
    one.write(person(1), full_name="王桂芝")
    file = one.export(tmp_path, "f.bundle", (lock_key_of(OFFICE.seed).public,))

    (done,) = merge(clerk, [file])

    assert done.checked.reasons == {Refusal.UNKNOWN_ISSUER: 1}
    assert done.effect.counts == Counts(refused=1)
    assert clerk.view()[0] == [] and len(clerk.store.withheld()) == 1


def _for(computer):
    return Envelope(computer.area, RANDOM(16).hex(), computer.now().isoformat(), (computer.chain[0].lock,))


@pytest.mark.fault(27)
def test_each_save_says_who_made_it_whatever_they_are_called_that_day(tmp_path):
    clerk, one = office(), laptop(1)
    names = ["李敏", "李敏（婚后王敏）", "赵红", "李敏"]
    for turn, name in enumerate(names):
        one.author = Author(name, one.area)
        one.write(person(1), mobile=str(turn))

    merge(clerk, [one.export(tmp_path, "1.bundle")])

    history = clerk.store.history(person(1))
    assert [entry.commit.actor for entry in history] == names
    assert [entry.commit.seq for entry in history] == [1, 2, 3, 4]
    assert (clerk.store.conflicts(), clerk.store.forks(), clerk.store.verify()) == ([], [], [])


@pytest.mark.fault(28, 21)
def test_an_office_put_back_to_last_week_regains_everything_from_the_laptops(tmp_path):
    clerk = Computer(OFFICE, OFFICE_CHAIN, STREET, tmp_path / "office")
    laptops = [laptop(number) for number in (1, 2)]
    for each in laptops:
        each.write(person(each.at.microsecond + int(each.area[-1])), full_name="第一周")
    merge(clerk, [each.export(tmp_path, f"{each.area[-1]}.bundle") for each in laptops])
    last_week = back_up(clerk.store.database, tmp_path / "stick", "2003-06-06")
    for each in laptops:
        each.write(person(int(each.area[-1])), full_name="第二周")
        _take_back(each, clerk, _receipt_for(clerk, each, tmp_path), tmp_path)
    clerk.write(person(1), mobile="街道改的")
    everything = merge_back(laptops[0], clerk, tmp_path)
    clerk.store.close()

    restore_store(last_week, tmp_path / "office", bytes(32), now=clerk.now)
    back = woken(tmp_path / "office", clerk)
    assert back.view() != everything
    back.write(person(1), labour_status="24")
    merge(back, [each.export(tmp_path, f"again {each.area[-1]}.bundle") for each in laptops])

    rows = {row["record_id"]: row for row in back.view()[0]}
    assert (rows[person(1)]["full_name"], rows[person(1)]["mobile"]) == ("第二周", "街道改的")
    assert rows[person(1)]["labour_status"] == "24"
    assert (back.store.forks(), back.store.verify()) == ([], [])


def merge_back(one, clerk, folder):
    """Carry what the office holds back to a laptop; return what the office shows."""
    back = pack_export(Packer(OFFICE, OFFICE_CHAIN), _for(one), Load(clerk.store.saves()))
    merge(one, [put(folder / "back.bundle", back)], desk_of(one))
    return clerk.view()


@pytest.mark.fault(28)
def test_an_office_begun_anew_and_empty_is_filled_by_the_next_sticks(tmp_path):
    clerk, one = office(), laptop(1)
    one.write(person(1), full_name="王桂芝")
    _take_back(one, clerk, _receipt_for(clerk, one, tmp_path), tmp_path)
    one.write(person(2), full_name="张建国")

    anew = office()
    merge(anew, [one.export(tmp_path, "2.bundle")])

    assert anew.view() == one.view()


@pytest.mark.fault(28)
def test_of_two_offices_for_one_district_the_second_takes_nothing_that_it_cannot_vouch_for(tmp_path):
    other, other_chain = found_office(Enrolment(STREET, "C7", "另一个街道", Role.STREET), RANDOM)
    one = laptop(1)
    one.write(person(1), full_name="王桂芝")
    second = Computer(other, other_chain, STREET)
    there = Desk((lock_key_of(other.seed),), frozenset({other.public}), STREET)

    sealed = check(one.export(tmp_path, "1.bundle"), there, second.store)
    (opened,) = merge(second, [one.export(tmp_path, "2.bundle", (lock_key_of(other.seed).public,))], there)

    assert sealed.state is State.FOREIGN
    assert opened.checked.reasons == {Refusal.UNKNOWN_ISSUER: 1}
    assert second.view()[0] == []


@pytest.mark.fault(30)
def test_files_that_come_doubled_mixed_and_weeks_late_give_what_they_give_in_order(tmp_path):
    laptops, files = [laptop(number) for number in (1, 2)], []
    for week in range(4):
        for each in laptops:
            each.write(person(week), mobile=f"{week}{each.area[-1]}")
            each.write(person(10 + int(each.area[-1])), full_name=f"第{week}周")
            files.append(each.export(tmp_path, f"{week} {each.area[-1]}.bundle"))
    in_order = office()
    for file in files:
        merge(in_order, [file])

    for seed in range(5):
        chance, mixed = random.Random(seed), office()
        for file in chance.sample(files * 2, len(files) * 2):
            merge(mixed, [file])
        assert mixed.view() == in_order.view()
        assert CLERK.area == STREET and DATABASE
