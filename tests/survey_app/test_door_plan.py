"""A building in a minute: doors from a few numbers."""

from hypothesis import given
from hypothesis import strategies as st

from survey_app.door_plan import DoorPlan, generate_doors


def test_a_building_of_three_units_six_floors_and_two_doors_has_36_doors():
    doors = generate_doors(DoorPlan(5, 5, units=3, floor_from=1, floor_to=6, per_floor=2))

    assert len(doors) == 36
    assert doors[0].door == "101"
    assert (doors[-1].unit, doors[-1].floor, doors[-1].door) == ("3", 6, "602")


def test_doors_numbered_through_count_up_each_unit():
    doors = generate_doors(DoorPlan(1, 1, units=2, floor_from=1, floor_to=2, per_floor=3, numbering="through"))

    assert [door.door for door in doors if door.unit == "2"] == ["1", "2", "3", "4", "5", "6"]


def test_skipped_floors_and_floor_zero_get_no_doors():
    plan = DoorPlan(1, 1, units=1, floor_from=-1, floor_to=5, per_floor=1, skip=frozenset({4}))

    assert [door.floor for door in generate_doors(plan)] == [-1, 1, 2, 3, 5]


def test_a_cellar_door_reads_as_on_its_plate():
    doors = generate_doors(DoorPlan(1, 1, units=1, floor_from=-1, floor_to=-1, per_floor=2))

    assert [door.door for door in doors] == ["B101", "B102"]


def test_floors_given_upside_down_are_the_same_house():
    assert generate_doors(DoorPlan(3, 2, 1, 6, 1, 2)) == generate_doors(DoorPlan(2, 3, 1, 1, 6, 2))


@given(
    st.integers(1, 9), st.integers(1, 9), st.integers(0, 5), st.integers(-2, 12), st.integers(-2, 12), st.integers(0, 9)
)
def test_the_size_told_while_typing_is_the_number_of_doors_made(first, last, units, low, high, per_floor):
    plan = DoorPlan(first, last, units, low, high, per_floor)
    doors = generate_doors(plan)

    assert len(doors) == plan.size
    assert len(set(doors)) == len(doors)
