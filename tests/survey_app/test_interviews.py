"""One open household: nothing typed is ever lost, and leaving writes only what was touched."""

import pytest
from small_survey import office_with
from small_town import Clock, building, laptop_by_hand, persons, record, typed

from forms.pack_settings import Prefill
from forms.state import Missing
from survey_app.drafts import resumable
from survey_app.interviews import Interview
from survey_app.records import root_of
from survey_app.visits import visits_of
from survey_app.workspace import UnknownForm, open_workspace

NAME = "/data/person[1]/core/full_name"


@pytest.fixture
def laptop(tmp_path):
    workspace = laptop_by_hand(tmp_path / "laptop")
    yield workspace
    workspace.close()


@pytest.fixture
def door(laptop):
    return building(laptop)[0]


def open_at(laptop, door, **more):
    return Interview.open(laptop, "household", parent_id=door, **more)


def test_an_answer_is_on_the_disk_before_the_next_question(laptop, door):
    interview = open_at(laptop, door)
    interview.answer(NAME, "王桂芝")

    again = Interview.resume(laptop, resumable(laptop)[0].draft_id)

    assert again.instance.state(NAME).value == "王桂芝"


def test_after_a_crash_the_interview_stands_at_the_same_question(tmp_path):
    clock = Clock()
    laptop = laptop_by_hand(tmp_path / "laptop", clock=clock)
    door = building(laptop)[0]
    interview = open_at(laptop, door)
    interview.answer(NAME, "王桂芝")
    interview.answer("/data/person[1]/core/id_no", "2201041960")
    laptop.store.database.close()
    laptop.store.close()

    laptop = open_workspace(tmp_path / "laptop", None, clock)
    stopped = resumable(laptop)[0]
    again = Interview.resume(laptop, stopped.draft_id)

    assert stopped.place == "/data/person[1]/core/id_no"
    assert again.instance.state(stopped.place).value == "2201041960"
    assert again.parent_id == door
    laptop.close()


def test_leaving_makes_records_and_closes_the_visit(laptop, door):
    interview = typed(laptop, door)

    left = interview.close(respondent="1")

    visit = visits_of(laptop, door)[0]
    assert left.outcome == "01" == visit["outcome"]
    assert visit["respondent"] == "1"
    assert laptop.store.count("person") == len(interview.instance.root.named("person"))
    assert resumable(laptop) == []


def test_a_household_with_questions_left_is_partly_done_and_proposes_a_revisit(laptop, door):
    interview = open_at(laptop, door)
    interview.answer(NAME, "王桂芝")

    left = interview.close()

    assert left.outcome == "02"
    assert left.next_visit is not None
    assert visits_of(laptop, door)[0]["next_visit"]


def test_whoever_only_looks_writes_nothing(laptop, door):
    household = record(laptop, door)
    commits = laptop.store.numbers()["commits"]

    Interview.open(laptop, "household", household).close()
    open_at(laptop, door).close()

    assert laptop.store.numbers()["commits"] == commits
    assert laptop.store.drafts() == []


def test_a_member_who_was_never_filled_in_is_no_person(laptop, door):
    interview = open_at(laptop, door)
    interview.answer(NAME, "王桂芝")
    interview.add_repeat("/data/person")

    interview.close()

    assert [row["full_name"] for row in persons(laptop)] == ["王桂芝"]


def test_an_edit_writes_only_the_field_that_was_touched(laptop, door):
    household = record(laptop, door)
    interview = Interview.open(laptop, "household", household)
    before = interview.instance.state("/data/house/contact_phone").value

    interview.answer("/data/house/contact_phone", "13500000028")
    changed = interview.changes()

    assert before != "13500000028"
    assert [(each.record_id, dict(each.set)) for each in changed] == [(household, {"contact_phone": "13500000028"})]


def test_the_base_is_frozen_when_the_household_is_opened(laptop, door):
    household = record(laptop, door)
    interview = Interview.open(laptop, "household", household)
    laptop.change(household, "household", {"contact_phone": "13500000021"})

    interview.answer("/data/house/contact_phone", "13500000028")
    interview.close()

    assert len(laptop.store.conflicts()) == 1


def test_a_removed_member_is_gone_and_comes_back_with_undo(laptop, door):
    household = record(laptop, door, seed=3)
    members = laptop.store.count("person")
    interview = Interview.open(laptop, "household", household)

    removed = interview.remove_repeat("/data/person[1]")
    gone = [dict(each.set) for each in interview.changes() if "@life" in each.set]
    interview.insert_back(removed)
    interview.close()

    assert gone == [{"@life": "gone:removed"}]
    assert laptop.store.count("person") == members


def test_a_reason_for_a_missing_answer_is_kept(laptop, door):
    interview = open_at(laptop, door)
    interview.answer(NAME, "王桂芝")
    interview.leave_unanswered("/data/person[1]/core/id_no", Missing.NO_CARD)

    interview.close()
    again = Interview.open(laptop, "household", laptop.store.children(door, "household")[0].id)

    assert again.instance.state("/data/person[1]/core/id_no").missing is Missing.NO_CARD


def test_the_answer_to_a_question_no_longer_asked_survives_leaving(laptop, door):
    interview = open_at(laptop, door)
    interview.answer(NAME, "王桂芝")
    interview.answer("/data/house_more/dibao", "1")
    interview.answer("/data/house_more/dibao_no", "DB000123")
    interview.answer("/data/house_more/dibao", "0")
    interview.close()
    household = laptop.store.children(door, "household")[0].id

    shown = laptop.store.rows("household")[0]["dibao_no"]
    again = Interview.open(laptop, "household", household)
    again.answer("/data/house_more/dibao", "1")

    assert shown is None
    assert again.instance.state("/data/house_more/dibao_no").value == "DB000123"


def test_two_households_of_one_door_are_one_visit(laptop, door):
    typed(laptop, door, seed=1).close()
    typed(laptop, door, seed=2).close()

    assert len(visits_of(laptop, door)) == 1


def test_a_second_household_left_unfinished_makes_the_visit_partly_done(laptop, door):
    typed(laptop, door, seed=1).close()
    second = open_at(laptop, door)
    second.answer(NAME, "刘强")

    assert second.close().outcome == "02"
    assert visits_of(laptop, door)[0]["outcome"] == "02"


def test_the_next_day_is_another_visit(tmp_path):
    clock = Clock()
    laptop = laptop_by_hand(tmp_path / "laptop", clock=clock)
    door = building(laptop)[0]
    first = open_at(laptop, door)
    first.answer(NAME, "王桂芝")
    first.close()

    clock.set(day=14)
    second = Interview.open(laptop, "household", laptop.store.children(door, "household")[0].id)
    second.answer("/data/house/contact_phone", "13500000028")
    second.close()

    assert [row["visit_no"] for row in visits_of(laptop, door)] == [1, 2]
    laptop.close()


def test_one_key_fills_in_what_a_tenant_is(laptop, door):
    tenant = Prefill({"hukou_here": "3"}, {"presence": "3"})

    interview = open_at(laptop, door, prefill=tenant)
    interview.add_repeat("/data/person")

    assert interview.instance.state("/data/house/hukou_here").value == "3"
    assert interview.instance.state("/data/person[2]/more/presence").value == "3"


def test_the_household_of_a_person_is_found(laptop, door):
    household = record(laptop, door)

    assert root_of(laptop, "household", persons(laptop)[0]["record_id"]) == household
    assert root_of(laptop, "household", door) == ""


def test_opening_an_open_household_goes_on_with_it(laptop, door):
    household = record(laptop, door)
    Interview.open(laptop, "household", household).answer("/data/house/contact_phone", "13500000028")

    again = Interview.open(laptop, "household", household)

    assert again.instance.state("/data/house/contact_phone").value == "13500000028"
    assert len(laptop.store.drafts()) == 1


def test_discarding_forgets_what_was_typed(laptop, door):
    interview = open_at(laptop, door)
    interview.answer(NAME, "王桂芝")

    interview.discard()

    assert resumable(laptop) == [] and laptop.store.count("household") == 0


def test_a_form_that_is_not_here_is_refused_by_name(laptop):
    with pytest.raises(UnknownForm) as refused:
        Interview.open(laptop, "survey_of_cats")

    assert "household" in refused.value.known


WELLS = """
| survey |
|        | type     | name    | label   |
|        | username | who     |         |
|        | text     | village | Village |
| settings |
|        | form_id | form_title |
|        | wells   | Wells      |
"""


def test_a_form_that_asks_for_it_gets_the_number_of_whoever_sits_here(tmp_path):
    office = office_with(tmp_path, WELLS)
    interview = Interview.open(office, "wells")
    interview.answer("/data/village", "Nanhu")

    left = interview.finish()

    (commit,) = [each for each in left.commits if each.dataset == "wells"]
    assert (commit.set["who"], commit.set["village"]) == ("S-01", "Nanhu")
    office.close()
