"""Appointments as people write them on a landing."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_app.desktop.doors.appointment import moment_from

THURSDAY = datetime(2003, 6, 12, 18, 40)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("19", datetime(2003, 6, 12, 19)),
        ("9", datetime(2003, 6, 13, 9)),
        ("19:30", datetime(2003, 6, 12, 19, 30)),
        ("１９点", datetime(2003, 6, 12, 19)),
        ("六", datetime(2003, 6, 14, 19)),
        ("周六 18:30", datetime(2003, 6, 14, 18, 30)),
        ("Sat 10", datetime(2003, 6, 14, 10)),
        ("四 19", datetime(2003, 6, 19, 19)),
        ("明天 18", datetime(2003, 6, 13, 18)),
        ("6-14 19:00", datetime(2003, 6, 14, 19)),
        ("6月14日 19点", datetime(2003, 6, 14, 19)),
        ("1-5 19", datetime(2004, 1, 5, 19)),
        ("31日 19", datetime(2003, 7, 31, 19)),
    ],
)
def test_an_appointment_is_understood(typed, meant):
    assert moment_from(typed, THURSDAY) == meant


@pytest.mark.parametrize("typed", ["", "later", "61", "19:75", "2-30 19", "今天 8", "6-14 19:00 or so"])
def test_what_is_no_coming_moment_is_refused(typed):
    assert moment_from(typed, THURSDAY) is None


@given(st.text(max_size=12))
def test_nothing_typed_gives_a_moment_that_has_passed(text):
    found = moment_from(text, THURSDAY)

    assert found is None or THURSDAY < found < THURSDAY + timedelta(days=400)
