"""Where records hang."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.places import circles, crossed, cut, survivor, unplaced

names = st.sampled_from("abcdefgh")
links = st.dictionaries(names, names)


def test_two_households_put_into_each_other_are_cut_where_it_was_decided_first():
    parents = {"a": "b", "b": "a", "c": "a"}

    assert cut(parents, {"a": (2, "x"), "b": (1, "y"), "c": (0, "z")}) == {"b"}


def test_a_household_put_into_itself_is_cut_loose():
    assert cut({"a": "a"}, {"a": (1, "x")}) == {"a"}


@pytest.mark.invariant(14)
def test_of_crossed_mergers_the_smallest_id_stays_visible():
    assert crossed({"b": "c", "c": "a", "a": "b", "d": "a"}) == {"a"}
    assert crossed({"a": "b", "b": "c"}) == set()


def test_a_duplicate_stands_for_the_one_at_the_end():
    assert survivor("a", {"a": "b", "b": "c"}) == "c"
    assert survivor("c", {"a": "b"}) == "c"
    assert survivor("a", {"a": "b", "b": "a"}) in ("a", "b")


def test_whose_household_is_gone_is_listed():
    assert unplaced(["a", "b", "c"], {"a": "x", "b": "gone"}, ["x", "a"]) == {"b"}


@pytest.mark.invariant(14)
@given(links)
def test_what_is_left_after_cutting_has_no_circles(parents):
    ranks = {name: (0, name) for name in "abcdefgh"}

    left = {name: parent for name, parent in parents.items() if name not in cut(parents, ranks)}

    assert circles(left) == []


@pytest.mark.invariant(13)
@given(links)
def test_only_records_on_a_circle_are_cut(parents):
    for name in cut(parents, {name: (0, name) for name in "abcdefgh"}):
        passed, at = set(), name
        while at in parents and at not in passed:
            passed.add(at)
            at = parents[at]
        assert at == name
