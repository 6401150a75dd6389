"""A record goes back to its assistant with a sentence, over the same stick, and is done when it was saved again."""

import pytest
from small_town import HUBIN, Clock, building, laptop_of, office_at, persons, record

from survey_app.answering import write_back
from survey_app.doors import DoorState, doors, route_of
from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.merge_desk import judged, merge
from survey_app.open_conflicts import open_conflicts, settle
from survey_app.returns import take_return
from survey_app.sent_back import assistant_of, send_back, sent_back
from survey_app.suggestions import Reason
from survey_app.to_do import Kind, deal_with, take_up_again, tasks


class Story:
    """An office and a laptop that disagree about one phone number."""

    def __init__(self, folder):
        self.folder, self.clock = folder, Clock()
        self.office = office_at(folder, self.clock)
        self.laptop = laptop_of(self.office, folder, HUBIN, "李敏", self.clock)
        self.door = building(self.laptop)[0]
        self.household = record(self.laptop, self.door)
        self.carry("1")
        self.person = persons(self.laptop)[0]["record_id"]
        self.laptop.change(self.person, "person", {"mobile": "13500000021"})
        self.office.change(self.person, "person", {"mobile": "13500000028"})
        self.carry("2")

    def carry(self, name):
        """There and back: hand over, merge, and take home what waits."""
        path = hand_over(self.laptop, self.folder / f"{name}.bundle").path
        arrived = judged(self.office, [path])
        merge(self.office, arrived)
        self.bring_back(path)

    def bring_back(self, path):
        for back in write_back(self.office, judged(self.office, [path]), self.folder):
            take_return(self.laptop, back)

    def send_back(self, remark="哪个号码能打通？请再问一下。"):
        (conflict,) = open_conflicts(self.office, "zh")
        commits = send_back(self.office, conflict.record, conflict.dataset, remark)
        self.bring_back(self.folder / "2.bundle")
        return commits

    def close(self):
        self.office.close()
        self.laptop.close()


@pytest.fixture
def story(tmp_path):
    told = Story(tmp_path)
    yield told
    told.close()


def kinds(workspace):
    return [task.kind for task in tasks(workspace, "zh")]


def the_door(story):
    return next(door for door in doors(story.laptop) if door.record_id == story.door)


def test_it_stands_on_the_laptops_list_and_on_its_door(story):
    story.send_back()

    (task,) = [task for task in tasks(story.laptop, "zh") if task.kind is Kind.RETURNED]
    assert task.detail == "哪个号码能打通？请再问一下。"
    assert task.spot == {"record": story.household, "door": story.door, "person": story.person}
    assert the_door(story).state is DoorState.RETURNED
    assert the_door(story).remark == "哪个号码能打通？请再问一下。"
    assert story.door in [door.record_id for door in route_of(doors(story.laptop), story.clock().date())]
    assert Kind.CONFLICT not in kinds(story.laptop)


def test_at_the_office_it_waits_and_stands_in_the_way_of_nothing(story):
    story.send_back()

    assert kinds(story.office) == [Kind.ASKED]
    assert assistant_of(story.office, story.laptop.area) == "李敏"
    assert [conflict.remark for conflict in open_conflicts(story.office, "zh")] == ["哪个号码能打通？请再问一下。"]


def test_another_answer_settles_the_conflict_and_the_remark(story):
    story.send_back()
    interview = Interview.open(story.laptop, "household", story.household)
    (path,) = [state.path for state in interview.states() if state.path.endswith("/mobile") and "[1]" in state.path]
    interview.answer(path, "13900000000")
    interview.close()

    assert sent_back(story.laptop) == []
    assert the_door(story).state is not DoorState.RETURNED
    story.carry("3")
    assert open_conflicts(story.office, "zh") == []
    assert kinds(story.office) == []


def test_whoever_looked_and_left_it_gives_the_office_a_reason(story):
    story.send_back()

    Interview.open(story.laptop, "household", story.household).finish()
    story.carry("3")

    (conflict,) = open_conflicts(story.office, "zh")
    assert conflict.remark == ""
    assert conflict.suggestion.reason is Reason.LOOKED_AGAIN
    assert conflict.suggestion.facts["who"] == "A-李敏"


def test_only_looking_leaves_it_on_the_list(story):
    story.send_back()

    Interview.open(story.laptop, "household", story.household).close()

    assert Kind.RETURNED in kinds(story.laptop)


def test_it_can_be_struck_from_the_list_and_put_back(story):
    story.send_back()
    task = next(task for task in tasks(story.laptop, "zh") if task.kind is Kind.RETURNED)

    deal_with(story.laptop, task)
    assert Kind.RETURNED not in kinds(story.laptop)

    take_up_again(story.laptop, task)
    assert Kind.RETURNED in kinds(story.laptop)


def test_taking_it_back_travels_as_it_did(story):
    commits = story.send_back()

    revokes = story.office.take_back(commits)
    assert sent_back(story.office) == []
    story.bring_back(story.folder / "2.bundle")
    assert sent_back(story.laptop) == []

    story.office.take_back(revokes)
    story.bring_back(story.folder / "2.bundle")
    assert [each.record for each in sent_back(story.laptop)] == [story.person]


def test_a_clerk_who_decides_meanwhile_needs_no_answer(story):
    story.send_back()
    (conflict,) = open_conflicts(story.office, "zh")

    settle(story.office, [(conflict, conflict.candidates[0].values)])

    assert sent_back(story.office) == []
    story.bring_back(story.folder / "2.bundle")
    assert sent_back(story.laptop) == []


def test_an_unfinished_household_waits_on_the_laptop_until_somebody_goes_on(story):
    from small_town import typed

    typed(story.laptop, doors(story.laptop)[1].record_id, seed=5)
    hand_over(story.laptop, story.folder / "open.bundle")

    (task,) = [task for task in tasks(story.laptop, "zh") if task.kind is Kind.UNFINISHED]
    Interview.open(story.laptop, "household", task.spot["record"])
    assert Kind.UNFINISHED not in kinds(story.laptop)
    assert Kind.OPEN in kinds(story.laptop)
