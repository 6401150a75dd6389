"""Leaving a household writes only what was touched."""

from hypothesis import given
from hypothesis import strategies as st

from forms.datasets import Dataset, Field
from forms.rows import Row
from forms.state import Missing
from survey_app.record_changes import between, changes

DATASETS = {
    "household": Dataset("household", (Field("phone", "text"), Field("head_name", "text", calculated=True))),
    "person": Dataset("person", (Field("full_name", "text"), Field("id_no", "text")), parent="household"),
}


def house(**values):
    return Row("household", "h", "", 1, values)


def person(record_id, position, **values):
    return Row("person", record_id, "h", position, values)


def saved(base, now, positions=None, parent_id="door"):
    return {
        each.record_id: dict(each.set) for each in changes(base, now, DATASETS, positions or {}, parent_id=parent_id)
    }


def test_a_new_household_writes_everything_that_is_not_blank():
    written = saved(
        [], [house(phone="13500000000", head_name="王桂芝"), person("w", 1, full_name="王桂芝", id_no=None)]
    )

    assert written["h"] == {"@life": "live", "@parent": "door", "phone": "13500000000"}
    assert written["w"].items() >= {"@life": "live", "@parent": "h", "full_name": "王桂芝"}.items()
    assert "id_no" not in written["w"]


def test_a_household_that_was_only_looked_at_writes_nothing():
    rows = [house(phone="13500000000"), person("w", 1, full_name="王桂芝")]

    assert saved(rows, rows, {"w": "V"}) == {}


def test_an_answer_put_back_to_what_it_was_is_not_touched():
    base = [house(phone="13500000000")]

    assert saved(base, [house(phone="13500000000")]) == {}


def test_a_cleared_answer_is_written_as_a_blank():
    assert saved([house(phone="13500000000")], [house(phone=None)]) == {"h": {"phone": None}}


def test_a_reason_for_a_missing_answer_is_written_as_a_pair():
    base, now = [person("w", 1, id_no=None)], [person("w", 1, id_no=Missing.NO_CARD)]

    assert saved(base, now, {"w": "V"}) == {"w": {"id_no": ("missing", "no_card")}}


def test_calculated_values_are_never_written():
    assert saved([house(head_name="王桂芝")], [house(head_name="张建国")]) == {}


def test_a_person_taken_away_is_gone_and_keeps_the_answers():
    base = [house(), person("w", 1, full_name="王桂芝"), person("z", 2, full_name="张丽")]

    assert saved(base, base[:2], {"w": "V", "z": "W"}) == {"z": {"@life": "gone:removed"}}


def test_moving_one_person_writes_one_position():
    base = [house(), person("a", 1), person("b", 2), person("c", 3)]
    moved = [house(), person("c", 1), person("a", 2), person("b", 3)]

    written = saved(base, moved, {"a": "F", "b": "V", "c": "k"})

    assert list(written) == ["c"]
    assert written["c"]["@pos"] < "F"


def test_a_person_added_in_the_middle_stands_there():
    base = [house(), person("a", 1), person("c", 2)]
    now = [house(), person("a", 1), person("b", 2), person("c", 3)]

    written = saved(base, now, {"a": "F", "c": "V"})

    assert list(written) == ["b"]
    assert "F" < written["b"]["@pos"] < "V"


def test_members_typed_one_after_the_other_keep_their_order_with_short_positions():
    rows = [person(str(number), number) for number in range(1, 31)]

    written = saved([], rows)
    places = [written[str(number)]["@pos"] for number in range(1, 31)]

    assert places == sorted(places)
    assert max(map(len, places)) <= 2


@given(st.lists(st.integers(0, 40), max_size=40))
def test_there_is_always_room_between_two_neighbours(inserts):
    places = [between("", "")]
    for insert in inserts:
        at = insert % (len(places) + 1)
        low = places[at - 1] if at else ""
        high = places[at] if at < len(places) else ""
        places.insert(at, between(low, high))

    assert places == sorted(set(places))
