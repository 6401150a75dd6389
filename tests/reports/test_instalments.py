"""Instalments add up to what was lent, to the fen, whatever was paid."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reports.instalments import instalments

FEN = st.integers(1, 10**10)


@given(FEN, st.integers(1, 60), st.booleans(), st.integers(0, 10**10))
def test_what_is_due_paid_and_owed_adds_up(amount, months, monthly, paid):
    plan = instalments(amount, "2003-06-24", months, monthly, min(paid, amount))

    assert len(plan) == (months if monthly else 1)
    assert sum(each.due for each in plan) == amount
    assert sum(each.paid for each in plan) == min(paid, amount)
    assert plan[-1].owed == amount - min(paid, amount)
    # The earliest is paid first, and no instalment more than once.
    assert all(each.paid in (0, each.due) or later.paid == 0 for each, later in pairwise(plan))
    assert all(0 <= each.paid <= each.due for each in plan)
    assert [each.day for each in plan] == sorted(each.day for each in plan)
    assert max(each.due for each in plan) - min(each.due for each in plan) < months


def test_a_month_that_is_too_short_ends_on_its_last_day():
    assert [each.day for each in instalments(3, "2003-12-31", 3, True)] == ["2004-01-31", "2004-02-29", "2004-03-31"]
