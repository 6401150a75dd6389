"""The hybrid logical clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.clock import FARTHEST, hybrid, milliseconds, receive, tick

MORNING = 1_060_000_000_000
times = st.integers(0, 2**40)


@pytest.mark.invariant(18)
@given(times, st.integers(0, 2**60))
def test_what_is_done_later_has_the_later_timestamp_whatever_the_wall_clock_says(now, last):
    assert tick(last, now) > last


def test_a_clock_that_runs_rightly_is_followed():
    assert tick(hybrid(MORNING), MORNING + 5) == hybrid(MORNING + 5)
    assert milliseconds(tick(0, MORNING)) == MORNING


def test_a_clock_two_days_ahead_is_believed_and_no_further():
    assert receive(0, hybrid(MORNING + FARTHEST), MORNING) == hybrid(MORNING + FARTHEST)
    assert receive(7, hybrid(MORNING + FARTHEST) + 1, MORNING) == 7


@given(times, st.lists(st.integers(-(2**63), 2**63 - 1)), st.randoms(use_true_random=False))
def test_whom_we_hear_first_does_not_matter(now, heard, chance):
    def after(every):
        clock = 0
        for theirs in every:
            clock = receive(clock, theirs, now)
        return clock

    shuffled = list(heard)
    chance.shuffle(shuffled)
    assert after(shuffled) == after(heard)
