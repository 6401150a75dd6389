"""Doors: made by the building, visited, walked in order."""

import time
from datetime import date, datetime

import pytest
from small_town import CHINA, Clock, building, laptop_by_hand, record

from survey_app.doors import (
    DoorPlan,
    DoorState,
    doors,
    due_today,
    generate_doors,
    record_outcome,
    remove_records,
    restore_records,
    route_of,
    save_door,
    save_doors,
    visited_today,
)
from survey_app.visits import change_next_visit
from sync.edit import Edit


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def laptop(tmp_path, clock):
    workspace = laptop_by_hand(tmp_path / "laptop", clock=clock)
    yield workspace
    workspace.close()


def door_at(laptop, record_id):
    return next(door for door in doors(laptop) if door.record_id == record_id)


def test_a_generated_building_stands_in_walking_order(laptop):
    building(laptop, units=2, floors=2)

    assert [(door.unit, door.floor, door.door) for door in doors(laptop)][:5] == [
        ("1", 1, "101"),
        ("1", 1, "102"),
        ("1", 2, "201"),
        ("1", 2, "202"),
        ("2", 1, "101"),
    ]


def test_the_same_building_generated_twice_stands_there_once(laptop):
    building(laptop)

    plan = DoorPlan(5, 5, 1, 1, 3, 2, road="南湖大路")
    made = save_doors(laptop, plan, generate_doors(plan))

    assert len(made) == 2
    assert len(doors(laptop)) == 6


def test_generated_doors_can_be_taken_back_and_brought_again(laptop):
    plan = DoorPlan(1, 1, 1, 1, 1, 2)
    made = save_doors(laptop, plan, generate_doors(plan))

    remove_records(laptop, "dwelling", made)
    gone = doors(laptop)
    restore_records(laptop, "dwelling", made)

    assert gone == []
    assert len(doors(laptop)) == 2


def test_a_bungalow_stands_in_its_row(laptop):
    save_door(laptop, road="湖滨胡同", row="3排", row_no="5号")

    door = doors(laptop)[0]

    assert door.is_bungalow and (door.group, door.label) == ("3排", "5号")


def test_one_key_fills_time_attempt_and_the_next_visit(laptop):
    door = building(laptop)[0]

    visit = record_outcome(laptop, door, "03")

    assert visit.attempt == 1
    assert visit.next_visit == datetime(2003, 6, 14, 19, 0, tzinfo=CHINA)
    assert door_at(laptop, door).state is DoorState.NOBODY_HOME


def test_taking_a_visit_back_leaves_the_door_as_it_was(laptop):
    door = building(laptop)[0]
    visit = record_outcome(laptop, door, "05")

    remove_records(laptop, "visit", [visit.record_id])

    assert door_at(laptop, door).state is DoorState.NOT_VISITED
    assert door_at(laptop, door).attempts == 0


def test_a_refusal_keeps_its_reason_and_asks_for_no_revisit(laptop):
    door = building(laptop)[0]

    visit = record_outcome(laptop, door, "04", more={"refuse_reason": "1"})

    assert visit.next_visit is None
    assert laptop.store.rows("visit")[0]["refuse_reason"] == "1"


def test_a_door_knows_its_household_and_heads(laptop):
    door = building(laptop)[0]
    record(laptop, door)

    found = door_at(laptop, door)

    assert found.state is DoorState.COMPLETE
    assert found.households == 1 and found.persons >= 1
    assert found.surname and found.name.startswith(found.surname)


def test_a_conflict_in_a_household_is_seen_at_its_door(laptop):
    door = building(laptop)[0]
    household = record(laptop, door)
    seen = laptop.store.seen(household)
    for phone in ("13500000021", "13500000028"):
        laptop.save([Edit(household, "household", {"contact_phone": phone}, seen)])

    assert door_at(laptop, door).state is DoorState.CONFLICT


def test_the_route_of_saturday_begins_with_thursdays_absent(laptop, clock):
    found = building(laptop)
    record_outcome(laptop, found[2], "03")
    clock.set(day=15)

    route = route_of(doors(laptop), date(2003, 6, 15))

    assert route[0].record_id == found[2] and route[0].is_overdue(date(2003, 6, 15))
    assert len(route) == 4


def test_another_appointment_moves_the_revisit(laptop):
    door = building(laptop)[0]
    visit = record_outcome(laptop, door, "03")

    change_next_visit(laptop, visit.record_id, datetime(2003, 6, 13, 20, 0, tzinfo=CHINA))

    assert door_at(laptop, door).next_visit == datetime(2003, 6, 13, 20, 0, tzinfo=CHINA)


def test_the_day_is_counted(laptop):
    found = building(laptop)
    record_outcome(laptop, found[0], "03")
    record_outcome(laptop, found[1], "05")

    assert visited_today(doors(laptop), date(2003, 6, 12)) == 2
    assert due_today(doors(laptop), date(2003, 6, 14)) == 1


def test_reading_many_doors_costs_no_more_for_each(laptop):
    """Twelve times the doors take about twelve times as long, not a hundred and forty-four times."""
    few, many = DoorPlan(1, 3, 6, 1, 6, 2), DoorPlan(4, 42, 6, 1, 6, 2)
    save_doors(laptop, few, generate_doors(few))
    quick = time_to_read(laptop)

    save_doors(laptop, many, generate_doors(many))
    slow = time_to_read(laptop)

    assert len(doors(laptop)) == 3024
    assert slow < 60 * quick


def time_to_read(laptop) -> float:
    """Time of this thread, the best of three: a shared machine stalls now and then."""
    times = []
    for _ in range(3):
        begun = time.thread_time()
        doors(laptop)
        times.append(time.thread_time() - begun)
    return min(times)
