"""When to knock again and in which order to walk."""

from datetime import date, datetime

from forms.pack_settings import Outcome, Visits
from survey_app.doors import Door
from survey_app.visiting import DoorState, comes_again, next_visit, route, state_of

THURSDAY_EVENING = datetime(2003, 6, 12, 19, 5)
TUESDAY_EVENING = datetime(2003, 6, 10, 18, 40)


def test_after_a_visit_in_the_day_the_next_is_tomorrow_evening():
    assert next_visit([datetime(2003, 6, 10, 10, 0)]) == datetime(2003, 6, 11, 19, 0)


def test_after_two_evenings_the_next_is_saturday():
    assert next_visit([TUESDAY_EVENING, THURSDAY_EVENING]) == datetime(2003, 6, 14, 19, 0)


def test_a_saturday_evening_visit_counts_as_evening_and_weekend():
    assert next_visit([datetime(2003, 6, 14, 19, 0)]) == datetime(2003, 6, 16, 19, 0)


def test_after_three_attempts_the_door_rests_a_week():
    attempts = [TUESDAY_EVENING, THURSDAY_EVENING, datetime(2003, 6, 14, 19, 0)]

    assert next_visit(attempts) == datetime(2003, 6, 21, 19, 0)


def stop(record_id, building, *place, state=DoorState.NOT_VISITED, next_visit=None):
    unit, floor, door = (*place, "", "", "")[:3]
    floor = int(floor) if floor else None
    plates = {"building": building, "unit": unit, "floor": floor, "door": door}
    return Door(record_id, area="", state=state, next_visit=next_visit, **plates)


def test_the_route_begins_with_what_is_overdue_then_goes_up_the_stairwells():
    stops = [
        stop("unvisited 12", "5", "1", "12", "1201"),
        stop("unvisited 2", "5", "1", "2", "201"),
        stop("today", "9", "1", "1", "101", state=DoorState.APPOINTMENT, next_visit=datetime(2003, 6, 14, 19)),
        stop("overdue", "9", "1", "2", "201", state=DoorState.NOBODY_HOME, next_visit=datetime(2003, 6, 13, 19)),
        stop("next week", "1", "1", "1", "101", state=DoorState.NOBODY_HOME, next_visit=datetime(2003, 6, 21, 19)),
        stop("done", "1", "1", "1", "102", state=DoorState.COMPLETE),
        stop("refused", "1", "1", "2", "202", state=DoorState.REFUSED),
    ]

    walked = [each.record_id for each in route(stops, date(2003, 6, 14))]

    assert walked == ["overdue", "today", "unvisited 2", "unvisited 12"]


def test_plates_with_letters_stand_after_their_number():
    stops = [stop("12A", "12A", "1"), stop("甲", "甲", "1"), stop("12", "12", "1"), stop("2", "2", "1")]

    assert [each.record_id for each in route(stops, date(2003, 6, 14))] == ["2", "12", "12A", "甲"]


VISITS = Visits(outcomes=(Outcome("01", state="complete"), Outcome("03", state="nobody_home", again=True)))


def test_an_outcome_stands_on_the_door_as_the_pack_says():
    assert state_of(VISITS, "01") is DoorState.COMPLETE
    assert state_of(VISITS, "") is DoorState.NOT_VISITED


def test_an_outcome_of_a_newer_pack_means_come_again():
    assert state_of(VISITS, "77") is DoorState.NOBODY_HOME
    assert comes_again(VISITS, "77") and comes_again(VISITS, "03") and not comes_again(VISITS, "01")
