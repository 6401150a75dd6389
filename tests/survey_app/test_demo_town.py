"""The demo town in mid-story: what the tour shows is really there."""

import pytest
from small_town import Clock

from survey_app.demo_story import partner_of
from survey_app.demo_town import demo_town, town_at
from survey_app.doors import DoorState, doors
from survey_app.merge_desk import Due, arrivals, outlook, roll_call
from survey_app.workspace import open_workspace
from sync.exchange import State


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    clock = Clock()
    return demo_town(tmp_path_factory.mktemp("demo") / "town", clock), clock


def test_twelve_files_wait_and_three_of_them_are_wrong(town):
    office = open_workspace(town[0].office, None, town[1])

    arrived = arrivals(office)
    states = sorted(str(each.state) for each in arrived)

    assert len(arrived) == 12
    assert [state for state in states if state != State.READY] == ["damaged", "foreign", "old"]
    assert {line.due for line in roll_call(office, arrived)} == {Due.AGAIN, Due.MISSING, Due.READY, Due.MERGED}
    office.close()


def test_merging_them_would_show_one_conflict(town):
    office = open_workspace(town[0].office, None, town[1])

    seen = outlook(office, arrivals(office))

    assert seen.counts.conflicting == 1 and seen.counts.new > 100
    assert seen.by_field() == {"mobile": 1}
    office.close()


def test_every_state_of_a_door_is_to_be_seen(town):
    laptop = open_workspace(town[0].assistant, None, town[1])

    assert {door.state for door in doors(laptop)} == set(DoorState)
    assert any(door.is_bungalow for door in doors(laptop))
    assert any(door.households == 2 for door in doors(laptop))
    laptop.close()


def test_the_tour_goes_to_and_fro(town):
    assert partner_of(town[0].office) == town[0].assistant
    assert partner_of(town[0].assistant) == town[0].office


def test_a_town_that_stands_is_not_built_again(town):
    again = town_at(town[0].office.parent, town[1])

    assert again == town[0]
