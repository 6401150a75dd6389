"""An answer costs what hangs on it, not what the form holds."""

import time
from statistics import median

import pytest
from form_tables import form_of, world

from forms.definition import Form
from forms.instance import Instance

FRAME = 0.016
"""Seconds between two pictures of a screen."""


@pytest.fixture(scope="module")
def thousand() -> Form:
    rows = [
        f"| | integer | q{n} | Question {n} | {f'${{q{n - 1}}} < 900 or true()' if n else ''} | . < 1000 |"
        for n in range(1000)
    ]
    return form_of("\n".join(["| survey |", "| | type | name | label | relevant | constraint |", *rows]))


@pytest.fixture(scope="module")
def roster() -> Form:
    rows = [f"| | integer | a{n} | A{n} | {f'${{a{n - 1}}} > 0' if n else ''} | |" for n in range(30)]
    head = ["| survey |", "| | type | name | label | relevant | calculation |", "| | begin repeat | p | P | | |"]
    tail = [
        "| | calculate | at | | | position(..) |",
        "| | end repeat | | | | |",
        "| | calculate | sum | | | sum(${a0}) |",
    ]
    return form_of("\n".join([*head, *rows, *tail]))


def test_an_answer_among_a_thousand_questions_is_there_before_the_next_picture(thousand):
    instance = Instance.new(thousand, world())
    instance.states()
    taken: list[float] = []

    for n in range(300):
        began = time.perf_counter()
        instance.answer(f"/data/q{n}", n)
        taken.append(time.perf_counter() - began)

    assert median(taken) < FRAME / 4


def test_the_states_of_questions_that_did_not_change_are_the_same_objects(thousand):
    instance = Instance.new(thousand, world())
    before = instance.states()

    changed = instance.answer("/data/q500", 1)

    again = instance.states()
    assert [state.name for state in changed] == ["q500"]
    assert [state.name for old, state in zip(before, again, strict=True) if old is not state] == ["q500"]


def test_a_roster_of_two_hundred_answers_as_quickly(roster):
    instance = Instance.new(roster, world())
    while instance.repeats()[0].count < 200:
        instance.add_repeat("/data/p")
    instance.states()
    taken: list[float] = []

    for n in range(1, 201):
        began = time.perf_counter()
        instance.answer(f"/data/p[{n}]/a0", 5)
        taken.append(time.perf_counter() - began)

    assert median(taken) < FRAME / 4
    assert instance.root.child("sum").text == "1000"
