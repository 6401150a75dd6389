"""What a range allows, reckoned exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.range_steps import steps_of


def steps(**told):
    return steps_of(QuestionState(path="/data/q", name="q", kind="range", parameters=told))


def test_a_tenth_three_times_is_three_tenths():
    share = steps(start="0", end="1", step="0.1")

    assert [share.value(place) for place in range(share.count)][3] == "0.3"
    assert share.count == 11


def test_a_range_may_run_downwards():
    down = steps(start="10", end="-10", step="5")

    assert [down.value(place) for place in range(down.count)] == ["10", "5", "0", "-5", "-10"]
    assert down.place("-5") == 3


@pytest.mark.parametrize("told", [{}, {"step": "0"}, {"start": "neulich", "step": "NaN"}, {"end": "Infinity"}])
def test_what_an_author_wrote_wrongly_is_one_to_ten(told):
    assert (steps(**told).value(0), steps(**told).count) == ("1", 10)


@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(1, 30), st.sampled_from([1, 10, 100]))
def test_every_value_stands_where_it_came_from(start, end, step, parts):
    told = steps(start=str(start / parts), end=str(end / parts), step=str(step / parts))

    for place in range(told.count):
        assert told.place(told.value(place)) == place


def test_few_values_have_a_tick_each_and_many_every_tenth():
    assert steps(start="0", end="10", step="1").ticks() == list(range(11))
    assert len(steps(start="0", end="1000", step="1").ticks()) == 11
    assert steps(start="1", end="5", step="1", **{"tick-interval": "2"}).ticks() == [0, 2, 4]
