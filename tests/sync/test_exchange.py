"""Friday: what twelve laptops hand over becomes one master, whatever happened to the files on the way."""

import pickle
import random
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.datasets import Dataset, Field
from sync.certificate import Refusal, Role
from sync.edit import Author, Edit
from sync.effect import Counts, Outcome
from sync.errors import BundleDamaged, NotAllowed, NotReleasable, StickUnwritable
from sync.exchange import Checked, Desk, State, apply, check, check_all, preview, receipt, release, undo
from sync.hand_over import Envelope, Load, Packer, pack_export, pack_return
from sync.lock import lock_key_from, lock_key_of
from sync.looking import look_at
from sync.progress import Cancelled
from sync.replica import Batch
from sync.save import Save, sign_save
from sync.start_bundle import Enrolment, Start, certify, found_office, pack_start
from sync.store.opening import create_store

CHINA = timezone(timedelta(hours=8))
STREET = "220104/220104003"
RANDOM = random.Random(2003).randbytes
RECOVERY = lock_key_from(RANDOM(32))
OFFICE, OFFICE_CHAIN = found_office(Enrolment(STREET, "C003", "陈静", Role.STREET), RANDOM)
ERDAO, ERDAO_CHAIN = found_office(Enrolment("220105", "C900", "二道区", Role.DISTRICT), RANDOM)
PERSON = Dataset("person", tuple(Field(name, "text") for name in ("full_name", "mobile", "labour_status")))
CLERK = Author("C003", STREET)


class Computer:
    """A real store with a key, a certificate and a clock of its own."""

    def __init__(self, key, chain, area, folder=None):
        self.key, self.chain, self.area = key, chain, area
        self.at = datetime(2003, 6, 2, 9, tzinfo=CHINA)
        self.store = create_store(folder, bytes(32) if folder else None, now=self.now, random=RANDOM)
        self.store.prepare([PERSON])
        self.store.sign_as(key, chain)
        self.author = Author(chain[0].holder, area)

    def now(self):
        self.at += timedelta(seconds=1)
        return self.at

    def write(self, person, **answers):
        edit = Edit(person, "person", answers, self.store.seen(person))
        return self.store.save([edit], self.author)

    def export(self, folder, name, locks=None):
        locks = locks or (lock_key_of(OFFICE.seed).public, RECOVERY.public)
        envelope = Envelope(self.area, RANDOM(16).hex(), self.now().isoformat(), locks)
        return put(folder / name, pack_export(Packer(self.key, self.chain), envelope, Load(self.store.saves())))

    def view(self):
        rows = self.store.rows("person", order=["record_id"])
        return rows, sorted(self.store.conflicts(), key=lambda each: (each.record, each.fields))


def laptop(number, office=OFFICE, chain=OFFICE_CHAIN, street=STREET, folder=None, rounds=()):
    area = f"{street}/{number:03}"
    enrolment = Enrolment(area, f"A{number:03}", "协理员", rounds=rounds)
    return Computer(*certify(enrolment, office, chain, RANDOM), area, folder)


def office():
    return Computer(OFFICE, OFFICE_CHAIN, STREET)


def desk(key=OFFICE, area=STREET):
    return Desk((lock_key_of(key.seed),), frozenset({key.public}), area)


def person(number):
    return f"5b2c7a3e-0000-4000-8000-{number:012}"


def put(path, data):
    path.write_bytes(data)
    return path


def new_batch():
    return Batch(RANDOM(16).hex(), at="2003-06-13T13:02:00+08:00", by="C003")


def merge(computer, paths, at=None):
    return apply(computer.store, check_all(paths, at or desk(), computer.store), new_batch, CLERK)


@pytest.fixture(scope="module")
def friday(tmp_path_factory):
    """Twelve laptops that share some people, an old file of one, a damaged one, and one from another district."""
    folder = tmp_path_factory.mktemp("stick")
    laptops = [laptop(number) for number in range(1, 13)]
    for number, each in enumerate(laptops):
        for one in range(6):
            each.write(
                person(number * 4 + one), full_name=f"居民{number * 4 + one}", mobile=f"1350000{number:02}{one:02}"
            )
    old = laptops[0].export(folder, "上周.bundle")
    files = []
    for number, each in enumerate(laptops):
        each.write(person(number * 4 + 2), labour_status="24")
        files.append(each.export(folder, f"社区{number:02}.bundle"))
    red_flag = laptop(13)
    red_flag.write(person(900), full_name="赵红")
    whole = red_flag.export(folder, "红旗.bundle").read_bytes()
    damaged = put(folder / "红旗.bundle", whole[:700] + bytes([whole[700] ^ 1]) + whole[701:])
    stranger = laptop(1, ERDAO, ERDAO_CHAIN, "220105")
    stranger.write(person(901), full_name="外区")
    foreign = stranger.export(folder, "清和.bundle", (lock_key_of(ERDAO.seed).public,))
    return files, old, damaged, foreign


@pytest.mark.invariant(3)
def test_twelve_exports_in_any_order_give_one_master_and_four_reasons(friday):
    files, old, damaged, foreign = friday
    masters = []

    for seed in range(10):
        clerk, chance = office(), random.Random(seed)
        twice = put(files[3].with_name(f"{files[3].stem} (1).bundle"), files[3].read_bytes())
        dropped = [*files, old, damaged, foreign, twice]
        chance.shuffle(dropped)
        drops = [dropped] if seed % 2 else [dropped[:5], dropped[5:9], dropped[9:]]
        states = {one.checked.path: one.checked.state for drop in drops for one in merge(clerk, drop)}
        assert states[damaged] is State.DAMAGED
        assert states[foreign] is State.FOREIGN
        assert sorted((states[files[3]], states[twice])) == [State.KNOWN, State.READY]
        if states[old] is State.READY:  # it came in an earlier drop than its successor
            assert check(old, desk(), clerk.store).state is State.KNOWN
        else:
            assert states[old] is State.OLD
        assert clerk.store.verify() == []
        masters.append(clerk.view())

    assert len(masters[0][0]) == 50
    assert masters[0][1]
    assert all(master == masters[0] for master in masters)


@pytest.mark.invariant(2)
@pytest.mark.fault(4)
def test_all_of_it_again_changes_nothing(friday):
    files, *rest = friday
    clerk = office()
    merge(clerk, [*files, *rest])
    before = clerk.view(), clerk.store.numbers()

    again = merge(clerk, [*rest, *reversed(files)])

    assert (clerk.view(), clerk.store.numbers()) == before
    assert {one.checked.state for one in again} == {State.KNOWN, State.OLD, State.DAMAGED, State.FOREIGN}
    assert sum((one.effect.counts for one in again), Counts()) == Counts(unchanged=78)


def test_the_same_work_in_another_file_is_old_and_says_since_when(friday, tmp_path):
    clerk, one = office(), laptop(1)
    one.write(person(1), full_name="王桂芝")
    earlier = one.export(tmp_path, "周一.bundle")
    one.write(person(2), full_name="张建国")
    merge(clerk, [one.export(tmp_path, "周五.bundle")])

    found = check(earlier, desk(), clerk.store)

    assert found.state is State.OLD
    assert found.batch is not None and found.newer == found.batch.created > found.created


def test_the_preview_writes_nothing_and_says_what_applying_then_does(friday):
    files, old, damaged, foreign = friday
    clerk = office()
    merge(clerk, files[:4])
    clerk.write(person(20), full_name="总表里改的")
    before = clerk.view(), clerk.store.numbers(), clerk.store.batches()
    checked = check_all([*files[3:], old, damaged, foreign], desk(), clerk.store)

    def figures(ask):
        return {"persons": ask("SELECT count(*) AS n FROM person")[0]["n"]}

    foreseen = preview(clerk.store, checked, figures)
    assert (clerk.view(), clerk.store.numbers(), clerk.store.batches()) == before
    done = apply(clerk.store, checked, new_batch, CLERK)

    assert [one.effect for one in done if one.batch] == [effect for _, effect in foreseen.files]
    assert foreseen.before == {"persons": len(before[0][0])}
    assert foreseen.after == {"persons": len(clerk.view()[0])}
    assert foreseen.counts.conflicting > 0
    for one, effect in foreseen.files:
        assert effect.counts.total == one.records
        assert sum(effect.by_area().values(), Counts()) == effect.counts


@pytest.mark.invariant(15)
@pytest.mark.fault(48)
def test_a_batch_is_taken_back_and_brought_back_whole(friday):
    files, *_ = friday
    clerk = office()
    merge(clerk, files[:2])
    before = clerk.view()
    (brought,) = merge(clerk, files[2:3])
    assert brought.batch is not None
    after = clerk.view()

    undo(clerk.store, brought.batch.id, Role.STREET, CLERK)

    assert clerk.view() == before
    found = check(files[2], desk(), clerk.store)
    assert found.state is State.UNDONE
    assert found.batch is not None and found.batch.undone_by == "C003"
    (refused,) = apply(clerk.store, [found], new_batch, CLERK, role=Role.ASSISTANT)
    assert isinstance(refused.error, NotAllowed) and clerk.view() == before

    (again,) = apply(clerk.store, [found], new_batch, CLERK)
    assert clerk.view() == after
    assert again.effect.counts.total == brought.effect.counts.total
    assert again.effect.counts == brought.effect.counts
    assert check(files[2], desk(), clerk.store).state is State.KNOWN


@pytest.mark.fault(48)
def test_work_done_after_a_merge_stays_when_the_merge_is_taken_back(friday):
    files, *_ = friday
    clerk = office()
    (brought,) = merge(clerk, files[:1])
    clerk.write(person(0), mobile="13511112222")

    undo(clerk.store, brought.batch.id, Role.STREET, CLERK)

    (left,) = clerk.view()[0]
    assert (left["mobile"], left["full_name"]) == ("13511112222", None)


def test_an_assistant_takes_nothing_back_and_releases_nothing(friday):
    clerk = office()
    (brought,) = merge(clerk, friday[0][:1])

    with pytest.raises(NotAllowed):
        undo(clerk.store, brought.batch.id, Role.ASSISTANT, CLERK)
    with pytest.raises(NotAllowed):
        release(clerk.store, [], Role.ASSISTANT, new_batch())


def with_saves(computer, saves, folder, name="file.bundle"):
    envelope = Envelope(computer.area, RANDOM(16).hex(), computer.now().isoformat(), (lock_key_of(OFFICE.seed).public,))
    return put(folder / name, pack_export(Packer(computer.key, computer.chain), envelope, Load(saves)))


def moved(computer, save, **more):
    (commit,) = save.commits
    return sign_save([replace(commit, **more)], computer.key, computer.chain)


@pytest.mark.invariant(23)
def test_what_was_recorded_outside_the_signers_area_is_kept_back_until_an_office_lets_it_go(tmp_path):
    clerk, one = office(), laptop(1)
    one.write(person(1), full_name="王桂芝")
    one.write(person(2), full_name="张建国")
    mine, other = one.store.saves()
    strayed = moved(one, other, area=f"{STREET}/002")
    file = with_saves(one, [mine, strayed], tmp_path)

    checked = check(file, desk(), clerk.store)
    assert checked.state is State.READY
    assert checked.reasons == {Refusal.OTHER_AREA: 1}
    foreseen = preview(clerk.store, [checked])
    (done,) = apply(clerk.store, [checked], new_batch, CLERK)

    assert foreseen.counts == done.effect.counts == Counts(new=1, refused=1)
    assert [row["full_name"] for row in clerk.view()[0]] == ["王桂芝"]
    ((key, withheld),) = clerk.store.withheld()
    assert withheld.save == strayed and withheld.reason == Refusal.OTHER_AREA
    assert check(with_saves(one, [mine, strayed], tmp_path, "again.bundle"), desk(), clerk.store).state is State.OLD
    known = check(file, desk(), clerk.store)
    assert (known.state, known.reasons) == (State.KNOWN, {Refusal.OTHER_AREA: 1})

    released = release(clerk.store, [key], Role.STREET, new_batch())

    assert check(file, desk(), clerk.store).reasons == {}
    assert released.counts == Counts(new=1)
    assert [row["full_name"] for row in clerk.view()[0]] == ["王桂芝", "张建国"]
    assert clerk.store.withheld() == []


def test_each_save_of_a_long_file_is_judged_by_itself(tmp_path):
    clerk, one = office(), laptop(1)
    for number in range(1, 601):
        one.write(person(number), full_name="王桂芝")
    saves = list(one.store.saves())
    strayed = [moved(one, saves[number], area=f"{STREET}/002") for number in (40, 511, 512, 599)]
    here = [save for save in saves if save.ids not in {saves[number].ids for number in (40, 511, 512, 599)}]

    (done,) = merge(clerk, [with_saves(one, [*here, *strayed], tmp_path)])

    assert done.effect.counts == Counts(new=596, refused=4)
    assert {withheld.save.ids for _, withheld in clerk.store.withheld()} == {save.ids for save in strayed}


def test_what_nobody_rightly_signed_is_never_released(tmp_path):
    clerk, one = office(), laptop(1)
    one.write(person(1), full_name="王桂芝")
    (good,) = one.store.saves()
    forged = Save(good.commits, good.signer, "00" * 64, good.chain)
    merge(clerk, [with_saves(one, [forged], tmp_path)])
    ((key, withheld),) = clerk.store.withheld()

    with pytest.raises(NotReleasable):
        release(clerk.store, [key], Role.STREET, new_batch())

    assert withheld.reason == Refusal.BAD_SIGNATURE
    assert clerk.view()[0] == []


def test_a_laptop_that_nobody_enrolled_waits_for_the_office(tmp_path):
    key, chain = found_office(Enrolment(f"{STREET}/009", "A099", "自称李敏", Role.ASSISTANT), RANDOM)
    clerk, unknown = office(), Computer(key, chain, f"{STREET}/009")
    unknown.write(person(1), full_name="王桂芝")
    file = unknown.export(tmp_path, "不认识.bundle")

    (done,) = merge(clerk, [file])

    assert done.checked.name == ""
    assert done.checked.reasons == {Refusal.UNKNOWN_ISSUER: 1}
    assert done.effect.counts == Counts(refused=1)


def test_one_bad_file_never_holds_up_the_others(friday, tmp_path, monkeypatch):
    files, *_ = friday
    clerk = office()
    checked = check_all(files[:3], desk(), clerk.store)
    take_in = clerk.store.take_in

    def refuse_the_second(brought, batch):
        if batch.file == files[1].name:
            raise StickUnwritable(batch.file, "I/O error")
        return take_in(brought, batch)

    monkeypatch.setattr(clerk.store, "take_in", refuse_the_second)
    done = apply(clerk.store, checked, new_batch, CLERK)

    assert [isinstance(one.error, StickUnwritable) for one in done] == [False, True, False]
    assert len(clerk.store.batches()) == 2


@pytest.mark.parametrize("is_preview", [False, True])
def test_what_a_bad_file_had_written_goes_and_the_others_count_as_if_it_had_not_been_there(
    friday, monkeypatch, is_preview
):
    files, *_ = friday
    clerk, without = office(), office()
    checked = check_all(files[:3], desk(), clerk.store)
    take_in = clerk.store.take_in

    def refuse_the_second_afterwards(brought, batch):
        effect = take_in(brought, batch)
        if batch.file == files[1].name:
            raise StickUnwritable(batch.file, "I/O error")
        return effect

    monkeypatch.setattr(clerk.store, "take_in", refuse_the_second_afterwards)
    with clerk.store.transaction() if is_preview else nullcontext():
        done = apply(clerk.store, checked, new_batch, CLERK)
    merge(without, [files[0], files[2]])

    assert [isinstance(one.error, StickUnwritable) for one in done] == [False, True, False]
    assert done[0].effect.counts.new == clerk.store.numbers()["records"] - done[2].effect.counts.new
    assert clerk.store.numbers() == without.store.numbers()
    assert [batch.file for batch in clerk.store.batches()] == [files[0].name, files[2].name]


@pytest.mark.invariant(16)
def test_a_file_is_taken_in_altogether_or_not_at_all(friday, monkeypatch):
    files, *_ = friday
    clerk = office()
    (checked,) = check_all(files[:1], desk(), clerk.store)

    def cut(self):
        yield from list(whole(self))[:3]
        raise BundleDamaged("record")

    whole = Checked._accepted
    monkeypatch.setattr(Checked, "_accepted", cut)
    (done,) = apply(clerk.store, [checked], new_batch, CLERK)

    assert isinstance(done.error, BundleDamaged)
    assert clerk.store.numbers() == {"commits": 0, "records": 0}
    assert clerk.store.batches() == []


@pytest.fixture(scope="module")
def every_kind_of_save():
    """An office, and one laptop with saves that are good, of another's area, and forged."""
    one = laptop(1)
    for number in range(1, 10):
        one.write(person(number), full_name="王桂芝", mobile=f"1350000000{number}")
    saves = list(one.store.saves())
    strayed = [moved(one, save, area=f"{STREET}/002") for save in saves[3:6]]
    forged = [Save(save.commits, save.signer, "00" * 64, save.chain) for save in saves[6:]]
    return office(), one, [*saves[:3], *strayed, *forged]


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_that_another_process_has_looked_at_stands_as_one_looked_at_here(every_kind_of_save, tmp_path, data):
    clerk, one, saves = every_kind_of_save
    file = with_saves(one, data.draw(st.lists(st.sampled_from(saves), min_size=1, unique_by=id)), tmp_path)
    if data.draw(st.booleans(), label="damaged"):
        whole = file.read_bytes()
        at = data.draw(st.integers(0, len(whole) - 1))
        put(file, whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])

    found = []
    for looked in (None, pickle.loads(pickle.dumps(look_at(file, desk())))):
        checked = check(file, desk(), clerk.store, looked=looked)
        intake = checked.intake()
        found.append((*_facts(checked), list(intake.saves), intake.withheld))

    assert found[0] == found[1]


def _facts(checked):
    return checked.state, checked.area, checked.name, checked.records, checked.saves, checked.reasons, checked.carried


@given(st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_a_file_that_was_merged_the_same_is_said_without_unpacking_it(every_kind_of_save, tmp_path, data):
    _, one, saves = every_kind_of_save
    clerk = office()
    file = with_saves(one, data.draw(st.lists(st.sampled_from(saves), min_size=1, unique_by=id)), tmp_path)
    before = check(file, desk(), clerk.store)
    (done,) = apply(clerk.store, [before], new_batch, CLERK)
    first = receipt(clerk.store, [before], OFFICE.public, "now")

    known = check(file, desk(), clerk.store)
    (again,) = apply(clerk.store, [known], new_batch, CLERK)

    assert known.state is State.KNOWN and known.batch == done.batch
    assert _facts(known)[1:] == _facts(before)[1:]
    assert again.effect.counts == known.nothing_new().counts
    assert receipt(clerk.store, [known], OFFICE.public, "now") == first


@pytest.mark.fault(8)
def test_a_file_written_anew_since_it_was_looked_at_is_looked_at_again(friday):
    files, *_ = friday

    checked = check(files[0], desk(), office().store, looked=look_at(files[1], desk()))

    assert checked == check(files[0], desk(), office().store)


def test_cancelling_keeps_what_was_merged_before(friday):
    files, *_ = friday
    clerk = office()
    checked = check_all(files[:4], desk(), clerk.store)

    def stop_at_the_third(done, total):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        apply(clerk.store, checked, new_batch, CLERK, stop_at_the_third)

    assert len(clerk.store.batches()) == 2
    merge(clerk, files[:4])
    assert len(clerk.store.batches()) == 4


def test_a_receipt_says_how_far_and_the_correction_comes_home(tmp_path):
    clerk, one = office(), laptop(1)
    one.write(person(1), full_name="王桂芝", mobile="13500000000")
    one.write(person(2), full_name="张建国")
    file = one.export(tmp_path, "周五.bundle")
    checked = check_all([file], desk(), clerk.store)

    plugged_in = receipt(clerk.store, checked, OFFICE.public, "2003-06-13T13:00:00+08:00")
    apply(clerk.store, checked, new_batch, CLERK)
    clerk.write(person(1), mobile="13511112222")
    settled = [save for save in clerk.store.saves() if save.signer == OFFICE.public]
    envelope = Envelope(one.area, RANDOM(16).hex(), clerk.now().isoformat(), (one.chain[0].lock,))
    back = put(tmp_path / "回执.bundle", pack_return(Packer(OFFICE, OFFICE_CHAIN), envelope, Load(settled), plugged_in))
    (arrived,) = merge(one, [back], desk_of(one))

    assert all(plugged_in.covers(commit) for save in one.store.saves() for commit in own(save, one))
    assert one.store.receipts() == [plugged_in]
    assert arrived.effect.counts == Counts(changed=1)
    assert one.store.record(person(1)).values["mobile"] == "13511112222"
    one.write(person(3), full_name="张丽")
    assert not plugged_in.covers(own(list(one.store.saves())[-1], one)[0])


def test_a_return_that_holds_only_a_receipt_is_read(tmp_path):
    clerk, one = office(), laptop(1)
    one.write(person(1), full_name="王桂芝")
    given = receipt(
        clerk.store, check_all([one.export(tmp_path, "f.bundle")], desk(), clerk.store), OFFICE.public, "now"
    )
    envelope = Envelope(one.area, RANDOM(16).hex(), clerk.now().isoformat(), (one.chain[0].lock,))

    merge(one, [put(tmp_path / "回执.bundle", pack_return(Packer(OFFICE), envelope, Load(), given))], desk_of(one))

    assert one.store.receipts() == [given]


def own(save, computer):
    return save.commits if save.signer == computer.key.public else ()


def desk_of(one):
    return Desk((lock_key_of(one.key.seed),), frozenset({OFFICE.public}), one.area)


@pytest.mark.invariant(4)
def test_work_goes_from_laptop_to_laptop_through_an_office(tmp_path):
    district, district_chain = found_office(Enrolment("220104", "D", "朝阳区", Role.DISTRICT), RANDOM)
    street, street_chain = certify(Enrolment(STREET, "C", "街道", Role.STREET), district, district_chain, RANDOM)
    low = laptop(1, street, street_chain)
    middle, top = Computer(street, street_chain, STREET), Computer(district, district_chain, "220104")
    low.write(person(1), full_name="王桂芝")

    merge(middle, [low.export(tmp_path, "1.bundle", (lock_key_of(street.seed).public,))], desk(street))
    relayed = middle.export(tmp_path, "2.bundle", (street_chain[1].lock,))
    (done,) = merge(top, [relayed], desk(district, "220104"))

    assert done.checked.reasons == {}
    assert top.view() == low.view()
    assert [save.signer for save in top.store.saves()] == [low.key.public]


def test_a_lone_form_without_offices_hands_over_and_merges(tmp_path):
    key, chain = found_office(Enrolment("", "", "", Role.ASSISTANT), RANDOM)
    writer, reader = Computer(key, chain, ""), Computer(*found_office(Enrolment("", "", ""), RANDOM), "")
    writer.write(person(1), full_name="Ann")
    envelope = Envelope("", RANDOM(16).hex(), writer.now().isoformat())
    file = put(
        tmp_path / "lone.bundle", pack_export(Packer(key, name="Ann's laptop"), envelope, Load(writer.store.saves()))
    )

    (done,) = merge(reader, [file], Desk(()))

    assert done.checked.name == "Ann's laptop"
    assert reader.view() == writer.view()


def test_every_other_file_is_called_by_its_name(friday, tmp_path):
    files, *_ = friday
    whole = files[0].read_bytes()
    with zipfile.ZipFile(tmp_path / "总表.xlsx", "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    device, chain = certify(Enrolment(f"{STREET}/001", "A", "李敏"), OFFICE, OFFICE_CHAIN, RANDOM)
    start = Start(device, chain, (OFFICE.public,), RECOVERY.public)
    named = {
        State.WORKBOOK: tmp_path / "总表.xlsx",
        State.WPS: put(tmp_path / "总表.et", bytes.fromhex("d0cf11e0a1b11ae1") + b"..."),
        State.NOT_A_BUNDLE: put(tmp_path / "照片.jpg", b"\xff\xd8\xff"),
        State.DAMAGED: put(tmp_path / "头没了.bundle", b"\0" * 4096 + whole[4096:]),
        State.UNREADABLE: tmp_path / "拔掉了.bundle",
        State.START: put(tmp_path / "开机.bundle", pack_start(start, OFFICE, OFFICE_CHAIN, "ABCD", "", RANDOM)),
    }

    found = {state: check(path, desk(), office().store).state for state, path in named.items()}

    assert found == {state: state for state in named}
    assert check(put(tmp_path / "空.bundle", b""), desk(), office().store).state is State.DAMAGED


def test_a_file_that_opens_but_belongs_elsewhere_is_not_taken(tmp_path):
    stranger = laptop(1, ERDAO, ERDAO_CHAIN, "220105")
    stranger.write(person(1), full_name="外区")

    found = check(stranger.export(tmp_path, "清和.bundle"), desk(), office().store)

    assert found.state is State.FOREIGN
    assert found.area == "220105/001"
    assert found.name == ""


def test_who_packed_a_file_is_what_its_certificate_says(tmp_path):
    one = laptop(1)
    one.write(person(1), full_name="王桂芝")
    envelope = Envelope(one.area, RANDOM(16).hex(), "", (lock_key_of(OFFICE.seed).public,))
    claimed = pack_export(Packer(one.key, one.chain, "C003", "市长"), envelope, Load(one.store.saves()))

    found = check(put(tmp_path / "f.bundle", claimed), desk(), office().store)

    assert (found.staff, found.name) == ("A001", "协理员")


def test_outcomes_of_a_conflict_are_told_by_field(tmp_path):
    clerk, one, other = office(), laptop(1), laptop(2)
    one.write(person(1), full_name="陈静", mobile="13500000021")
    merge(clerk, [one.export(tmp_path, "1.bundle")])
    other.write(person(1), full_name="陈静", mobile="13500000028")

    (done,) = merge(clerk, [other.export(tmp_path, "2.bundle")])

    (effect,) = done.effect.records
    assert effect.outcome is Outcome.CONFLICTING
    assert "mobile" in effect.fields and "full_name" not in effect.fields


def test_what_a_newer_program_recorded_is_kept_until_this_one_can_read_it(tmp_path, monkeypatch):
    clerk, one = office(), laptop(1)
    one.write(person(1), full_name="王桂芝")
    with monkeypatch.context() as later:
        later.setattr("sync.commit.FORMAT", 2)
        one.write(person(2), full_name="张建国")
        file = one.export(tmp_path, "新程序.bundle")

    (done,) = merge(clerk, [file])

    assert done.checked.reasons == {"unreadable": 1}
    assert done.effect.counts.new == 1
    ((key, withheld),) = clerk.store.withheld()
    assert "张建国".encode() in withheld.save.body
    assert check(one.export(tmp_path, "again.bundle"), desk(), clerk.store).state is State.OLD
    with pytest.raises(NotReleasable):
        release(clerk.store, [key], Role.STREET, new_batch())
