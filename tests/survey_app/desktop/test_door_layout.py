"""The house on the screen stands as the house in the street."""

from hypothesis import given
from hypothesis import strategies as st
from town import building, plate

from survey_app.desktop.doors.door_layout import House, houses_of, lay_out, next_house_to_do
from survey_app.visiting import DoorState


def test_the_highest_floor_is_on_top_and_the_units_stand_side_by_side():
    layout = lay_out(House("5", False, tuple(building("5"))))

    assert layout.rows == ("6", "5", "4", "3", "2", "1")
    assert layout.units() == [("1", 0, 2), ("2", 2, 2), ("3", 4, 2)]
    assert layout.cells[0, 0].door == "601"
    assert layout.cells[5, 5].door == "102"


def test_arrows_walk_across_units():
    layout = lay_out(House("5", False, tuple(building("5"))))
    at_402_of_unit_1 = layout.place_of("5-1-402")

    assert layout.cells[layout.step(at_402_of_unit_1, 0, 1)].record_id == "5-2-401"
    assert layout.cells[layout.step(at_402_of_unit_1, -1, 0)].record_id == "5-1-502"
    assert layout.step((0, 0), -1, 0) == (0, 0)


def test_a_missing_door_leaves_a_gap_and_the_arrow_jumps_over_it():
    doors = [door for door in building("5", units=1, per_floor=3) if door.door != "402"]
    layout = lay_out(House("5", False, tuple(doors)))

    assert (2, 1) not in layout.cells
    assert layout.cells[2, 2].door == "403"
    assert layout.step((2, 0), 0, 1) == (2, 2)
    assert layout.step((1, 1), 1, 0) == (2, 0)


def test_doors_numbered_through_stand_in_their_order():
    doors = [
        plate(str(number), building="1", unit="1", floor=(number + 1) // 2, door=str(number)) for number in range(1, 13)
    ]
    layout = lay_out(House("1", False, tuple(doors)))

    assert layout.cells[0, 0].door == "11"
    assert layout.cells[5, 1].door == "2"


def test_bungalows_are_one_line_per_row():
    doors = [plate(f"{row}-{number}", row=f"{row}排", row_no=f"{number}号") for row in (10, 2) for number in (1, 2, 10)]
    layout = lay_out(houses_of(doors)[0])

    assert layout.rows == ("2排", "10排")
    assert [layout.cells[0, column].row_no for column in range(3)] == ["1号", "2号", "10号"]


def test_buildings_are_listed_as_people_count_and_bungalows_come_last():
    doors = [*building("10"), *building("2"), *building("12A"), *building("12"), plate("b", row="3排", row_no="1号")]

    assert [house.name or "平房" for house in houses_of(doors)] == ["2", "10", "12", "12A", "平房"]


def test_after_a_finished_building_the_next_one_with_work_is_proposed():
    done = dict.fromkeys(("u1_101", "u1_102"), DoorState.COMPLETE)
    houses = houses_of([*building("5", 1, 1, **done), *building("6", 1, 1, **done), *building("7", 1, 1)])

    assert next_house_to_do(houses, houses[0]) == houses[2]
    assert houses[0].left == 0


def test_a_dormitory_without_units_and_floors_still_shows_its_doors():
    layout = lay_out(houses_of([plate("a", building="宿舍", door="101"), plate("b", building="宿舍", door="102")])[0])

    assert [layout.cells[0, column].door for column in (0, 1)] == ["101", "102"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["1", "12A", ""]),
            st.sampled_from(["", "1", "2"]),
            st.one_of(st.none(), st.integers(-2, 40).filter(bool)),
            st.from_regex(r"[A-B]?[0-9]{1,4}", fullmatch=True),
        ),
        unique=True,
        max_size=40,
    )
)
def test_no_door_is_left_out_of_the_picture_whatever_its_plate_says(plates):
    parts = ("building", "unit", "floor", "door")
    doors = [plate("-".join(map(str, each)), **dict(zip(parts, each, strict=True))) for each in plates]

    shown = [door for house in houses_of(doors) for door in lay_out(house).cells.values()]

    assert sorted(door.record_id for door in shown) == sorted(door.record_id for door in doors)
