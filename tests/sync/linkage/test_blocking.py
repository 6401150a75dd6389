"""Whom the search compares at all: whatever is worth a clerk's time, in whatever order it lies."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from people import NUMBERS, PEOPLE, WANG, crowd_of, listed, proposed

from sync.linkage import Listing, compare, propose

OLD = WANG.number[:6] + WANG.number[8:17]
DIGITS = "0123456789"


@pytest.mark.fault(47)
@given(NUMBERS, st.integers(0, 16), st.sampled_from(DIGITS))
@settings(max_examples=100, deadline=None)
@example(WANG.number, 14, "9")
def test_one_wrong_digit_is_always_found(number, place, digit):
    wrong = number[:place] + digit + number[place + 1 :]

    assert proposed(replace(WANG, number=number), listed(number=wrong)) == {(0, 1)}


@pytest.mark.fault(47)
@given(NUMBERS, st.integers(0, 15))
@settings(max_examples=100, deadline=None)
def test_two_swapped_digits_are_always_found(number, place):
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert proposed(replace(WANG, number=number), listed(number=wrong)) == {(0, 1)}


@given(NUMBERS, st.integers(0, 14), st.sampled_from(DIGITS))
@settings(max_examples=100, deadline=None)
def test_one_wrong_digit_of_an_old_number_is_always_found(number, place, digit):
    old = number[:6] + number[8:17]
    wrong = old[:place] + digit + old[place + 1 :]

    assert proposed(replace(WANG, number=number), listed(number=wrong)) == {(0, 1)}


@given(NUMBERS, st.integers(0, 17))
@settings(max_examples=100, deadline=None)
def test_a_lost_digit_is_always_found(number, place):
    assert proposed(replace(WANG, number=number), listed(number=number[:place] + number[place + 1 :])) == {(0, 1)}


def test_both_forms_damaged_ones_and_none_are_found():
    for number in (WANG.number, OLD, WANG.number[:15] + "000", "1.1E+17", ""):
        assert proposed(WANG, listed(number=number, name="王桂枝")) == {(0, 1)}, number


def test_a_wrong_birth_date_does_not_hide_an_equal_number():
    assert proposed(WANG, listed(birth="1988-11-03")) == {(0, 1)}


def test_without_a_number_the_phone_finds_whose_birth_date_is_a_digit_off():
    assert proposed(WANG, replace(WANG, number="", birth="1960-05-13", household="b", door="B")) == {(0, 1)}


def test_many_with_one_made_up_name_and_date_are_not_compared_with_each_other():
    crowd = [Listing("", "无名氏", "1900-01-01") for _ in range(400)]

    assert proposed(*crowd) == set()


@given(st.lists(PEOPLE, max_size=7))
@settings(max_examples=100, deadline=None)
def test_nothing_is_found_that_comparing_all_with_all_would_not(people):
    pairs = propose(crowd_of(people))

    every = {
        (one, other): likeness
        for one, other in combinations(range(len(people)), 2)
        if (likeness := compare(crowd_of(people).listing(one), crowd_of(people).listing(other))).is_enough
    }
    assert {(pair.one, pair.other): pair.likeness for pair in pairs}.items() <= every.items()


@given(st.lists(PEOPLE, max_size=7), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_in_which_people_lie_makes_no_difference(people, random):
    order = list(range(len(people)))
    random.shuffle(order)

    mixed = {tuple(sorted((order[one], order[other]))) for one, other in proposed(*(people[at] for at in order))}

    assert mixed == proposed(*people)


@given(st.lists(PEOPLE, max_size=7), st.sets(st.integers(0, 6)))
@settings(max_examples=100, deadline=None)
def test_looking_only_through_the_touched_finds_what_looking_through_all_finds_of_them(people, touched):
    every = proposed(*people)

    assert proposed(*people, touched=touched) == {pair for pair in every if touched & set(pair)}


@given(PEOPLE)
@settings(max_examples=100, deadline=None)
def test_a_crowd_gives_back_whom_it_has_taken_in(one):
    crowd = crowd_of([one])

    assert (
        compare(crowd.listing(0), replace(one, household="", door="")).evidence
        == compare(one, replace(one, household="", door="")).evidence
    )


def test_a_search_says_how_far_it_has_come():
    told = []

    propose(crowd_of([WANG, listed(number=OLD)]), report=lambda done, total: told.append((done, total)))

    assert told and all(done <= total for done, total in told)
