"""What others recorded: taken in by batches, counted, withheld, taken back."""

from itertools import count

import pytest
from sqlalchemy import event
from stored_town import (
    AREA,
    CHILD,
    CLERK,
    DWELLING,
    HOUSEHOLD,
    IN_BOTH,
    LI,
    PERSON,
    a_store,
    change,
    hand_over,
    new_person,
    plain,
    visit,
)

from sync.bundle import Unreadable
from sync.commit import LIFE, Commit
from sync.edit import Edit
from sync.effect import Counts, Outcome
from sync.errors import NothingToUndo
from sync.receipt import Receipt
from sync.replica import Batch, Intake, Withheld
from sync.save import Save

pytestmark = IN_BOTH


def test_what_one_typed_the_other_has():
    laptop, office = a_store(), a_store()
    visit(laptop, birth_year=1960)

    effect = hand_over(laptop, office)

    assert effect.counts == Counts(new=3)
    assert effect.by_area() == {AREA: Counts(new=3)}
    assert plain(office) == plain(laptop)


@pytest.mark.invariant(2)
@pytest.mark.fault(4)
def test_the_same_stick_five_times_is_the_same_stick_once():
    laptop, office = a_store(), a_store()
    visit(laptop)
    hand_over(laptop, office)
    once = plain(office)

    for _ in range(4):
        assert hand_over(laptop, office).counts == Counts(unchanged=3)

    assert plain(office) == once
    assert len(list(office.saves())) == 1


def test_every_record_of_a_file_is_counted_once():
    laptop, office = a_store(), a_store()
    visit(laptop)
    hand_over(laptop, office)
    change(office, mobile="137", author=CLERK)
    change(laptop, mobile="136")
    change(laptop, HOUSEHOLD, dataset="household", head_name="王桂枝")
    laptop.save([new_person(CHILD, full_name="李小明")], LI)

    effect = hand_over(laptop, office)

    assert effect.counts == Counts(new=1, changed=1, unchanged=1, conflicting=1)
    assert effect.by_field() == {"mobile": 1, "head_name": 1}
    outcomes = {each.record: each.outcome for each in effect.records}
    assert outcomes == {
        PERSON: Outcome.CONFLICTING,
        HOUSEHOLD: Outcome.CHANGED,
        DWELLING: Outcome.UNCHANGED,
        CHILD: Outcome.NEW,
    }


def test_a_delete_that_buries_nothing_is_a_change_and_one_that_would_is_a_conflict():
    laptop, office = a_store(), a_store()
    visit(laptop)
    hand_over(laptop, office)
    change(laptop, **{LIFE: "gone:moved"})

    assert laptop.deleted() == [PERSON]
    assert office.rehearse([Intake(laptop.saves())]).effects[0].counts.changed == 1

    change(office, mobile="137", author=CLERK)
    assert hand_over(laptop, office).counts.conflicting == 1
    assert office.contested() == [PERSON]


def test_members_that_arrive_before_their_household_find_it():
    laptop, office = a_store(), a_store()
    visit(laptop, birth_year=1960)
    change(laptop, HOUSEHOLD, dataset="household", survey_date="2003-08-01")
    saves = list(laptop.saves())
    first = [office.attest([commit]) for save in saves for commit in save.commits if commit.record == PERSON]

    office.add(first, Batch("members"))
    assert office.unplaced() == [PERSON]
    assert office.search("person", "建设路") == []

    office.add(saves, Batch("all"))
    assert office.unplaced() == []
    assert plain(office) == plain(laptop)
    assert [row["record_id"] for row in office.search("person", "建设路")] == [PERSON]


def test_a_rehearsal_says_what_would_be_and_leaves_everything_as_it_was():
    laptop, office = a_store(), a_store()
    visit(laptop)

    def figures(ask):
        return {"persons": int(str(ask("SELECT count(*) AS n FROM person")[0]["n"]))}

    rehearsal = office.rehearse([Intake(laptop.saves()), Intake(laptop.saves())], figures)

    assert [effect.counts for effect in rehearsal.effects] == [Counts(new=3), Counts(unchanged=3)]
    assert (rehearsal.before, rehearsal.after) == ({"persons": 0}, {"persons": 1})
    assert office.numbers() == {"commits": 0, "records": 0}
    assert (office.batches(), office.search("person", "李")) == ([], [])


@pytest.mark.invariant(16)
def test_a_file_that_breaks_in_the_middle_leaves_nothing():
    laptop, office = a_store(), a_store()
    visit(laptop)
    change(laptop, mobile="136")

    def torn():
        yield from list(laptop.saves())[:1]
        raise OSError("the stick was pulled out")

    with pytest.raises(OSError, match="stick"):
        office.add(torn(), Batch("b"))

    assert office.numbers() == {"commits": 0, "records": 0}
    assert office.batches() == []


@pytest.mark.invariant(16)
def test_an_import_that_breaks_off_at_any_statement_leaves_nothing_and_can_be_done_again():
    laptop, office = a_store(), a_store()
    visit(laptop)
    saves = list(laptop.saves())
    for statements in count():
        left = iter(range(statements))

        def refuse(connection, cursor, statement, *more, left=left):
            if not statement.startswith("BEGIN") and next(left, None) is None:
                raise OSError("I/O error")

        event.listen(office.database.engine, "before_cursor_execute", refuse)
        try:
            office.add(saves, Batch("b"))
            break
        except OSError:
            pass
        finally:
            event.remove(office.database.engine, "before_cursor_execute", refuse)
        assert office.numbers() == {"commits": 0, "records": 0} and office.batches() == []

    assert statements > 20
    assert plain(office) == plain(laptop) and office.verify() == []


@pytest.mark.fault(48)
def test_an_import_taken_back_leaves_what_was_there_and_what_was_done_on_top():
    laptop, office = a_store(), a_store()
    visit(laptop)
    hand_over(laptop, office, "first")
    change(laptop, mobile="136")
    hand_over(laptop, office, "wrong month")
    before_undo = plain(office)
    change(office, full_name="李晓鸣", author=CLERK)

    office.undo("wrong month", CLERK)

    person = office.record(PERSON)
    assert (person.values["mobile"], person.values["full_name"]) == ("13500001234", "李晓鸣")
    first, wrong = office.batches()
    assert (first.is_undone, wrong.is_undone, wrong.undone_by) == (False, True, "街道")

    office.redo("wrong month", CLERK)
    assert office.record(PERSON).values["mobile"] == "136"
    assert not any(batch.is_undone for batch in office.batches())
    assert plain(office).keys() == before_undo.keys()


def test_a_new_person_whose_import_is_taken_back_is_not_there():
    laptop, office = a_store(), a_store()
    visit(laptop)
    hand_over(laptop, office, "b")

    office.undo("b", CLERK)
    assert (office.count("person"), office.record(PERSON), office.search("person", "李")) == (0, None, [])

    with pytest.raises(NothingToUndo):
        office.undo("b", CLERK)
    with pytest.raises(NothingToUndo):
        office.undo("no such batch", CLERK)
    office.redo("b", CLERK)
    assert office.count("person") == 1
    with pytest.raises(NothingToUndo):
        office.redo("b", CLERK)


@pytest.mark.invariant(15)
def test_a_stick_that_brought_an_undo_and_its_redo_is_taken_back_without_a_trace():
    """INV 15: what one commit of the batch keeps back would stand when only the other is taken back."""
    laptop, other, office = a_store(), a_store(), a_store()
    visit(laptop)
    hand_over(laptop, office)
    before = plain(office)
    hand_over(laptop, other, "b")
    other.undo("b", CLERK)
    other.redo("b", CLERK)

    hand_over(other, office, "two decisions")
    office.undo("two decisions", CLERK)

    assert plain(office) == before and office.count("person") == 1
    office.redo("two decisions", CLERK)
    assert plain(office) == before and office.verify() == []


@pytest.mark.invariant(10)
def test_an_answer_that_was_replaced_is_not_shown_when_it_arrives_last():
    """INV 10: what somebody saw and replaced is nowhere current, whichever of the two came first."""
    laptop, office = a_store(), a_store()
    visit(laptop)
    hand_over(laptop, office)
    change(laptop, mobile="136")
    change(laptop, mobile="137")
    *_, replaced, latest = laptop.saves()

    office.add([latest], Batch("latest"))
    office.add([replaced], Batch("replaced"))

    assert office.record(PERSON).values["mobile"] == "137"
    assert office.conflicts() == [] and plain(office) == plain(laptop)


def test_an_undo_travels_and_holds_for_what_arrives_after_it():
    laptop, office, district = a_store(), a_store(), a_store()
    visit(laptop)
    hand_over(laptop, office, "b")
    (undo,) = office.undo("b", CLERK)

    late = [save for save in office.saves() if undo in save.commits]
    district.add(late, Batch("1"))
    hand_over(laptop, district)

    assert district.count("person") == 0
    assert district.verify() == []


def test_a_withheld_save_waits_until_somebody_releases_it():
    laptop, office = a_store(), a_store()
    visit(laptop)
    (save,) = laptop.saves()
    withheld = Withheld(save, "other_area")

    effect = office.take_in(Intake([], [withheld, withheld]), Batch("b"))
    assert effect.counts == Counts(refused=3)
    assert office.withheld() == [(withheld.key, withheld)]
    assert office.count("person") == 0

    assert office.release([withheld.key], Batch("released")).counts == Counts(new=3)
    assert office.withheld() == []
    assert office.count("person") == 1
    with pytest.raises(NothingToUndo):
        office.release([withheld.key], Batch("again"))


def test_what_this_program_cannot_read_is_kept_byte_by_byte():
    office = a_store()
    strange = Withheld(Unreadable(b"\x00\xff from 2030", "format"), "unreadable")

    office.take_in(Intake([], [strange]), Batch("b"))
    office.take_in(Intake([], [strange]), Batch("again"))

    assert office.withheld() == [(strange.key, strange)]
    with pytest.raises(NothingToUndo):
        office.release([strange.key], Batch("c"))


@pytest.mark.invariant(19)
@pytest.mark.fault(22)
def test_two_laptops_with_one_history_are_noticed():
    laptop, office = a_store(), a_store()
    visit(laptop)
    (save,) = laptop.saves()
    twin = Commit(
        PERSON, "person", {"mobile": "139"}, stream=save.commits[0].stream, seq=save.commits[0].seq, area=AREA
    )

    hand_over(laptop, office)
    assert office.forks() == []
    office.add([office.attest([twin])], Batch("twin"))

    assert office.forks() == [(twin.stream, twin.seq)]
    assert office.holds([twin.id, save.commits[0].id]) == {twin.id, save.commits[0].id}
    assert office.heads() == {}


@pytest.mark.fault(44)
def test_hand_edits_of_one_workbook_by_two_clerks_raise_no_alarm():
    office = a_store()
    edits = [Commit(PERSON, "person", {"mobile": each}, stream="wb:1", source="workbook") for each in ("1", "2")]

    office.add([office.attest(edits)], Batch("workbook"))

    assert office.forks() == []
    assert office.verify() == []


@pytest.mark.invariant(21)
def test_how_far_a_stream_goes_without_a_gap():
    laptop, office = a_store(), a_store()
    visit(laptop)
    for number in range(3):
        change(laptop, mobile=str(number))
    saves = list(laptop.saves())
    stream, last = saves[0].commits[0].stream, saves[-1].commits[0]

    office.add([saves[0], saves[3]], Batch("with a gap"))
    assert office.heads()[stream].seq == 3
    office.add(saves, Batch("all"))
    assert (office.heads()[stream].seq, office.heads()[stream].last) == (6, last.id)

    laptop.note_receipt(Receipt("office", "2003-08-02", office.heads()))
    assert laptop.receipts()[0].covers(last)


def test_saves_leave_as_they_came():
    laptop, office = a_store(), a_store()
    visit(laptop)
    change(laptop, mobile="136", author=CLERK)
    hand_over(laptop, office)

    assert list(office.saves()) == list(laptop.saves())
    assert [save.commits[0].area for save in office.saves(area=AREA)] == [AREA]
    assert len(list(office.saves(area=CLERK.area))) == 2
    ((number, _), _) = office.numbered_saves()
    assert len(list(office.saves(since=number))) == 1


@pytest.mark.invariant(28)
def test_what_no_form_here_knows_is_kept_and_passed_on():
    laptop, office = a_store(), a_store()
    strange = Edit("00000007-0000-4000-8000-000000000000", "vehicle", {"plate": "吉A12345"})
    laptop.save([strange, new_person(PERSON, full_name="李晓明", shoe_size=43)], LI)

    hand_over(laptop, office)

    assert office.record(strange.record_id).values == {"plate": "吉A12345"}
    assert office.record(PERSON).values["shoe_size"] == 43
    assert list(office.saves()) == list(laptop.saves())
    assert office.verify() == []


@pytest.mark.fault(24)
def test_a_clock_of_2099_does_not_drag_ours_along():
    office = a_store()
    mad = Commit(PERSON, "person", {"mobile": "1"}, stream="s", seq=1, hlc=2**62)
    visit(office)
    before = max(commit.hlc for save in office.saves() for commit in save.commits)

    office.add([office.attest([mad])], Batch("mad"))
    (mine,) = change(office, mobile="2")

    assert before < mine.hlc < mad.hlc
    assert office.conflicts() == []


def test_the_base_of_a_hand_edit_is_what_its_commits_meant():
    office = a_store()
    visit(office)
    seen = office.seen(PERSON)
    change(office, mobile="136")

    assert office.values_seen({PERSON: seen})[PERSON]["mobile"] == "13500001234"
    assert office.values_seen({PERSON: office.seen(PERSON)})[PERSON]["mobile"] == "136"
    assert office.values_seen({"nobody": ()}) == {}


def test_a_save_of_which_half_is_known_is_stored_whole():
    laptop, office = a_store(), a_store()
    visit(laptop)
    (save,) = laptop.saves()

    office.add([office.attest(save.commits[:1])], Batch("half"))
    office.add([save], Batch("whole"))

    assert [len(each.commits) for each in office.saves()] == [1, 3]
    assert save in list(office.saves())
    assert isinstance(save, Save)
    assert office.verify() == []


@pytest.mark.invariant(4, 5)
def test_the_same_answer_from_two_people_is_kept_twice_and_passed_on():
    """INV 4: whoever already knows an answer still hands on who else gave it."""
    laptop, office, district = a_store(), a_store(), a_store()
    visit(laptop)
    hand_over(laptop, office)
    other = a_store()
    hand_over(office, other)
    (again,) = change(other, mobile="13500001234")

    hand_over(other, office)
    hand_over(office, district)

    assert office.holds([again.id]) == district.holds([again.id]) == {again.id}
    assert plain(district) == plain(office)


@pytest.mark.invariant(8)
def test_who_saw_two_rivals_and_decided_has_decided():
    """INV 8: a write by somebody who held the others never conflicts with them."""
    laptop, office = a_store(), a_store()
    visit(laptop)
    hand_over(laptop, office)
    for number in range(4):
        change(laptop, mobile=f"1{number}")
        change(office, mobile=f"2{number}", author=CLERK)
    hand_over(laptop, office)
    assert len(office.conflicts()) == 1

    change(office, mobile="3", author=CLERK)

    assert office.conflicts() == []
    assert office.record(PERSON).values["mobile"] == "3"


def test_decisions_are_found_among_all_commits_by_how_they_came_about():
    """Bodies are looked through as bytes; who only quotes the words is not taken for one who decided."""
    office = a_store()
    visit(office)
    change(office, mobile="136", full_name='"source":"resolve"')
    (decision,) = office.save([Edit(PERSON, "person", {"mobile": "137"}, office.seen(PERSON))], CLERK, "resolve")
    (gone,) = office.save([Edit(PERSON, "person", {"mobile": "138"}, office.seen(PERSON))], CLERK, "resolve")

    office.take_back([gone.id], CLERK, "打错了")

    assert [commit.id for commit in office.commits_by("resolve")] == [decision.id]


def test_an_undo_keeps_its_reason_and_says_which_of_a_senders_files_it_concerned():
    laptop, office = a_store(), a_store()
    visit(laptop)
    ids = [each for save in laptop.saves() for each in save.ids]
    office.add(laptop.saves(), Batch("b", sender="laptop"))
    assert office.undone_with(ids, "laptop") is None

    office.undo("b", CLERK, "拿错了盘")

    (batch,) = office.batches()
    assert (batch.undone_why, batch.undone_by) == ("拿错了盘", CLERK.actor)
    assert office.undone_with(ids, "laptop") == batch
    assert office.undone_with(ids, "another laptop") is None


def test_a_withdrawn_certificate_is_kept_and_found_wherever_the_records_lie():
    laptop, office = a_store(), a_store()
    visit(laptop)
    hand_over(laptop, office)
    key, _ = laptop.device

    office.withdraw(key.public, CLERK, "丢了")

    (withdrawal,) = office.withdrawals()
    assert (withdrawal.key, withdrawal.why) == (key.public, "丢了")
    assert sum(number for _, number in withdrawal.until) == sum(len(save.ids) for save in laptop.saves())
    assert office.verify() == []


def test_who_got_a_later_save_without_the_earlier_one_has_not_seen_what_that_one_said():
    """What is seen is not closed over others, on real stores too: the stick lost a file on its way."""
    first, second, third, office = a_store(), a_store(), a_store(), a_store()
    visit(first)
    hand_over(first, second)
    hand_over(first, third)
    change(first, mobile="136")
    hand_over(first, second)
    (later,) = change(second, full_name="李晓鸣")
    third.add([save for save in second.saves() if later in save.commits], Batch("without the earlier one"))
    change(third, mobile="137")

    for number, store in enumerate((third, second, first)):
        hand_over(store, office, f"all {number}")

    (conflict,) = office.conflicts()
    assert conflict.fields == ("mobile",)
    assert {choice.values["mobile"] for choice in conflict.choices} == {"136", "137"}
