"""The merge desk: what came in, what it would do, merging, taking back, and what goes home on the stick."""

import random
import shutil
from pathlib import Path

import pytest
from small_town import HUBIN, XINCUN, Clock, building, laptop_by_hand, laptop_of, office_at, persons, record, typed

from survey_app.answering import write_back
from survey_app.hand_over import exports, hand_over, not_receipted
from survey_app.interviews import Interview
from survey_app.merge_desk import (
    Due,
    arrivals,
    figures_now,
    judged,
    merge,
    outlook,
    put_aside,
    receive,
    redo_batch,
    roll_call,
    undo_batch,
)
from survey_app.open_conflicts import open_conflicts, settle
from survey_app.verification import verify
from sync.errors import NotAllowed, NothingToUndo
from sync.exchange import State


class Friday:
    """An office, two laptops that have recorded a household each, and their files."""

    def __init__(self, folder):
        self.clock = Clock()
        self.folder = folder
        self.office = office_at(folder, self.clock)
        self.li = laptop_of(self.office, folder, HUBIN, "李敏", self.clock)
        self.zhao = laptop_of(self.office, folder, XINCUN, "赵红", self.clock)
        for seed, laptop in enumerate((self.li, self.zhao), start=1):
            record(laptop, building(laptop)[0], seed)

    def export(self, laptop, name):
        return hand_over(laptop, self.folder / name).path

    def close(self):
        for workspace in (self.office, self.li, self.zhao):
            workspace.close()


@pytest.fixture
def friday(tmp_path):
    story = Friday(tmp_path)
    yield story
    story.close()


def test_a_file_on_the_desk_says_who_recorded_it_and_how_much(friday):
    arrived = receive(friday.office, [friday.export(friday.li, "li.bundle")])

    assert [(each.state, each.who, each.phone) for each in arrived] == [(State.READY, "李敏", "8555-0131")]
    assert arrived[0].records == 4 + 1 + 1 + len(persons(friday.li))


@pytest.mark.fault(13)
def test_what_was_left_half_copied_when_the_power_went_does_not_stand_for_the_file(friday):
    file = friday.export(friday.li, "li.bundle")
    left = friday.office.inbox / ".li.bundle.tmp"
    left.write_bytes(file.read_bytes())

    arrived = receive(friday.office, [file])

    assert [each.state for each in arrived] == [State.READY]
    assert not left.exists()


def test_nothing_enters_the_master_before_it_is_merged(friday):
    arrived = receive(friday.office, [friday.export(friday.li, "li.bundle")])

    seen = outlook(friday.office, arrived)

    assert seen.counts.new == arrived[0].records
    assert friday.office.store.count("person") == 0
    assert {each.figure.name: each.difference for each in seen.figures}["doors"] == 4


def test_the_roll_call_puts_first_what_needs_a_person(friday):
    arrived = receive(friday.office, [friday.export(friday.li, "li.bundle")])

    lines = roll_call(friday.office, arrived)

    assert [(line.who, line.due) for line in lines] == [("赵红", Due.MISSING), ("李敏", Due.READY)]


def test_after_merging_the_community_is_in_and_its_file_is_filed(friday):
    merge(friday.office, receive(friday.office, [friday.export(friday.li, "li.bundle")]))

    lines = {line.who: line.due for line in roll_call(friday.office, arrivals(friday.office))}

    assert lines == {"李敏": Due.MERGED, "赵红": Due.MISSING}
    assert [path.name for path in friday.office.imported.iterdir()] == ["li.bundle"]


def test_a_damaged_file_names_whom_to_call_and_holds_nobody_up(friday):
    good, bad = friday.export(friday.li, "li.bundle"), friday.export(friday.zhao, "南湖新村社区.bundle")
    data = bytearray(bad.read_bytes())
    data[len(data) // 2] ^= 1
    bad.write_bytes(bytes(data))

    arrived = receive(friday.office, [good, bad])
    merge(friday.office, arrived)

    spoilt = next(each for each in arrived if each.state is State.DAMAGED)
    assert "赵红" in spoilt.explanation(friday.office, "zh").todo
    assert friday.office.store.count("household") == 1
    assert {line.who: line.due for line in roll_call(friday.office, arrivals(friday.office))}["赵红"] is Due.AGAIN


def test_a_file_that_is_not_there_is_called_missing_and_nobody_without_a_name_is_to_be_asked(friday, tmp_path):
    (tmp_path / "half.bundle").write_bytes((friday.export(friday.li, "li.bundle")).read_bytes()[:500])

    gone, half = judged(friday.office, [tmp_path / "gone.bundle", tmp_path / "half.bundle"])

    assert str(gone.explanation(friday.office, "en")).startswith("There is no such file: gone.bundle.")
    assert "Ask whoever recorded it to export again" in str(half.explanation(friday.office, "en"))


@pytest.mark.fault(6)
@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="nothing here fails while it is read")
def test_a_stick_with_a_bad_spot_holds_up_none_of_its_other_files(friday, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    for laptop, name in ((friday.li, "1.bundle"), (friday.zhao, "3.bundle")):
        shutil.move(friday.export(laptop, name), stick / name)
    # It opens, and its first byte gives an input/output error.
    (stick / "2.bundle").symlink_to("/proc/self/mem")

    arrived = receive(friday.office, [stick])

    assert sorted(each.state for each in arrived) == [State.READY, State.READY, State.UNREADABLE]
    bad = next(each for each in arrived if each.state is State.UNREADABLE)
    assert "拔下再插上" in bad.explanation(friday.office, "zh").todo
    assert "plug it in again" in bad.explanation(friday.office, "en").todo
    assert sum(one.error is None and one.batch is not None for one in merge(friday.office, arrived)) == 2


@pytest.mark.fault(5)
def test_two_files_of_the_longest_name_both_lie_on_the_desk_and_are_answered(friday, tmp_path):
    long = "湖" * 82 + ".bundle"
    for laptop, folder in ((friday.li, tmp_path / "1"), (friday.zhao, tmp_path / "2")):
        folder.mkdir()
        shutil.move(friday.export(laptop, "f.bundle"), folder / long)

    arrived = receive(friday.office, [tmp_path / "1" / long, tmp_path / "2" / long])

    assert [each.state for each in arrived] == [State.READY, State.READY]
    assert len({path.name for path in write_back(friday.office, arrived, tmp_path / "1")}) == 2
    merge(friday.office, arrived)
    assert len(list(friday.office.imported.iterdir())) == 2


def test_an_older_file_brings_nothing_and_says_so(friday):
    older = friday.export(friday.li, "first.bundle")
    record(friday.li, building(friday.li)[1], 7)
    newer = friday.export(friday.li, "second.bundle")
    merge(friday.office, judged(friday.office, [newer]))

    arrived = judged(friday.office, [older])

    assert arrived[0].state is State.OLD
    assert "没有新内容" in arrived[0].explanation(friday.office, "zh").what


def test_the_order_of_the_files_makes_no_difference(friday, tmp_path):
    files = [friday.export(friday.li, "1.bundle"), friday.export(friday.zhao, "2.bundle")]
    record(friday.li, building(friday.li)[1], 7)
    files += [friday.export(friday.li, "3.bundle"), files[0]]
    states = []
    for seed in range(3):
        office_folder = tmp_path / f"copy {seed}"
        shutil.copytree(friday.office.folder, office_folder)
        from survey_app.workspace import open_workspace

        office = open_workspace(office_folder, None, friday.clock)
        mixed = random.Random(seed).sample(files, len(files))
        for path in mixed:
            merge(office, judged(office, [path]))
        states.append((persons_of(office), office.store.query("SELECT record_id FROM visit ORDER BY record_id")))
        assert verify(office).problems == ()
        office.close()

    assert states[0] == states[1] == states[2]


def persons_of(workspace):
    return sorted((row["record_id"], row["full_name"], row["id_no"], row["mobile"]) for row in persons(workspace))


def test_a_merge_is_taken_back_and_brought_again(friday):
    merge(friday.office, receive(friday.office, [friday.export(friday.li, "li.bundle")]))
    batch = friday.office.store.batches()[0]

    undo_batch(friday.office, batch.id)
    gone = friday.office.store.count("person")
    redo_batch(friday.office, batch.id[:8])

    assert gone == 0
    assert friday.office.store.count("person") == len(persons(friday.li))
    assert verify(friday.office).problems == ()


def test_a_file_that_was_taken_back_says_so_when_it_comes_again(friday):
    path = friday.export(friday.li, "li.bundle")
    merge(friday.office, judged(friday.office, [path]))
    undo_batch(friday.office, friday.office.store.batches()[0].id)

    assert judged(friday.office, [path])[0].state is State.UNDONE


def test_an_assistant_cannot_take_a_merge_back(friday):
    merge(friday.office, receive(friday.office, [friday.export(friday.li, "li.bundle")]))
    for back in write_back(friday.office, judged(friday.office, [friday.folder / "li.bundle"]), friday.folder):
        merge(friday.li, judged(friday.li, [back]))

    with pytest.raises(NotAllowed):
        undo_batch(friday.li, friday.li.store.batches()[0].id)
    with pytest.raises(NothingToUndo):
        undo_batch(friday.office, "no such batch")


def test_two_people_who_correct_one_number_disagree_until_somebody_decides(friday):
    merge(friday.office, judged(friday.office, [friday.export(friday.li, "1.bundle")]))
    person = persons(friday.li)[0]["record_id"]
    friday.office.change(person, "person", {"mobile": "13500000021"})
    friday.li.change(person, "person", {"mobile": "13500000028"})

    merge(friday.office, judged(friday.office, [friday.export(friday.li, "2.bundle")]))
    found = open_conflicts(friday.office, "zh")

    assert [(each.label, len(each.candidates)) for each in found] == [("手机", 2)]
    assert found[0].title == persons(friday.li)[0]["full_name"]
    settle(friday.office, [(found[0], {"mobile": "13500000028"})])
    assert open_conflicts(friday.office, "zh") == []
    assert friday.office.store.record(person).values["mobile"] == "13500000028"


def test_the_decision_travels_back_to_the_laptop(friday):
    merge(friday.office, judged(friday.office, [friday.export(friday.li, "1.bundle")]))
    person = persons(friday.li)[0]["record_id"]
    friday.office.change(person, "person", {"mobile": "13500000021"})

    arrived = judged(friday.office, [friday.export(friday.li, "2.bundle")])
    (back,) = write_back(friday.office, arrived, friday.folder)
    merge(friday.li, judged(friday.li, [back]))

    assert friday.li.store.record(person).values["mobile"] == "13500000021"


def test_the_receipt_empties_the_counter_of_what_is_not_handed_over(friday):
    before = not_receipted(friday.li)
    arrived = receive(friday.office, [friday.export(friday.li, "1.bundle")])

    (back,) = write_back(friday.office, arrived, friday.folder)
    merge(friday.li, judged(friday.li, [back]))
    after = not_receipted(friday.li)
    record(friday.li, building(friday.li)[1], 9)

    assert before == arrived[0].records and after == 0
    assert not_receipted(friday.li) > 0


def test_a_computer_that_nobody_enrolled_is_admitted_within_its_community(friday, tmp_path):
    stranger = laptop_by_hand(tmp_path / "stranger", HUBIN, friday.clock, "孙伟")
    record(stranger, building(stranger)[0], 3)
    path = hand_over(stranger, tmp_path / "x.bundle").path
    stranger.close()

    (arrived,) = judged(friday.office, [path])
    kept_out = judged(friday.office, [path], admitting=False)[0]

    assert arrived.admitted is not None and arrived.who == "孙伟"
    assert merge(friday.office, [arrived])[0].effect.counts.new == arrived.records
    assert kept_out.checked.reasons


def test_a_file_can_be_put_aside(friday):
    (arrived,) = receive(friday.office, [friday.export(friday.li, "li.bundle")])

    kept = put_aside(friday.office, arrived)

    assert arrivals(friday.office) == [] and kept.exists()


def test_the_same_file_plugged_in_twice_lies_on_the_desk_once(friday):
    path = friday.export(friday.li, "li.bundle")
    receive(friday.office, [path])

    assert len(receive(friday.office, [path.parent / "li.bundle"])) == 1


def test_handing_over_carries_what_stands_open(friday):
    interview = Interview.open(friday.li, "household", parent_id=building(friday.li)[1])
    interview.answer("/data/person[1]/core/full_name", "王桂芝")

    done = hand_over(friday.li, friday.folder, language="zh")

    assert done.unfinished == 1 and done.path.name.startswith("湖滨社区-李敏-2003-06-12")
    assert "王桂芝" in [row["full_name"] for row in persons(friday.li)]
    assert exports(friday.li)[0].file == done.path.name


def test_what_was_handed_over_open_is_shown_and_not_counted_until_it_is_finished(friday):
    door = building(friday.li)[1]
    interview = typed(friday.li, door, seed=9)
    names = {member.record_id for member in interview.instance.root.named("person")}
    merge(friday.office, judged(friday.office, [friday.export(friday.li, "1.bundle")]))

    assert {row["record_id"] for row in persons(friday.office) if row["status"] == "unfinished"} == names
    counted = {figure.name: figure.value for figure in figures_now(friday.office)}
    assert counted["households"] == 1

    household = friday.li.rows("household", door)[0]["record_id"]
    Interview.open(friday.li, "household", household).finish()
    merge(friday.office, judged(friday.office, [friday.export(friday.li, "2.bundle")]))

    assert {row["status"] for row in persons(friday.office)} == {"live"}
    assert {figure.name: figure.value for figure in figures_now(friday.office)}["households"] == 2


def test_a_household_that_was_complete_stays_counted_while_somebody_changes_it(friday):
    (household,) = [row["record_id"] for row in friday.li.store.rows("household")]
    interview = Interview.open(friday.li, "household", household)
    interview.answer("/data/house/contact_phone", "13500000028")
    interview.add_repeat("/data/person")
    added = interview.instance.root.named("person")[-1]
    interview.answer(f"{added.path}/core/full_name", "王小宝")

    merge(friday.office, judged(friday.office, [friday.export(friday.li, "1.bundle")]))

    assert {row["full_name"]: row["status"] for row in persons(friday.office)}["王小宝"] == "unfinished"
    assert [row["status"] for row in persons(friday.office)].count("unfinished") == 1
    assert friday.office.store.rows("household")[0]["status"] == "live"
    assert friday.office.store.rows("household")[0]["contact_phone"] == "13500000028"


def test_whoever_only_looks_at_it_leaves_it_unfinished(friday):
    door = building(friday.li)[1]
    typed(friday.li, door, seed=9)
    friday.export(friday.li, "1.bundle")
    household = friday.li.rows("household", door)[0]["record_id"]

    Interview.open(friday.li, "household", household).close()

    assert friday.li.rows("household", door)[0]["status"] == "unfinished"


def test_a_workbook_from_a_laptop_stands_in_for_its_bundle(friday):
    from survey_app.merge_report import merge_files
    from sync.progress import unwatched

    book = friday.export(friday.li, "li.xlsx")
    result = merge_files(friday.office, [book], "zh", False, True, unwatched)

    assert result.counts.new == result.counts.total > 0
    assert persons_of(friday.office) == persons_of(friday.li)


def test_key_figures_count_usual_residents(friday):
    merge(friday.office, judged(friday.office, [friday.export(friday.li, "1.bundle")]))

    found = {figure.name: figure.value for figure in figures_now(friday.office)}

    assert found["households"] == 1
    assert found["persons"] == sum(row["resident"] for row in persons(friday.li))
