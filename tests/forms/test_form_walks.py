"""Walks over whole forms: after every step the instance is what a second, plain engine computes from the answers."""

import random

import pytest
from form_tables import world
from form_walks import Walk, questions_of
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_engine import Compiled, PlainEngine, shown_states
from test_whole_forms import FOLDER, NAMES, files

from forms.instance import Instance
from forms.pack import REEMPLOYMENT_4050, load_pack
from forms.xlsform import form_from_xlsx

LARGE = ("socio-economic-survey-v20240515", "whova_form")
OURS = ("dwelling", "household", "staff", "visit")
LONG = ("household",)
"""A walk over it takes a second step by step: on most days every sixteenth step of a few walks is compared."""
REACHED = 0.95


def named_form(name):
    if name in OURS:
        return load_pack(REEMPLOYMENT_4050).forms[name]
    path = FOLDER / f"{name}.xlsx"
    if not path.exists():
        pytest.skip("the public forms are not beside this repository (CONFORMANCE_DIR)")
    return form_from_xlsx(path)


def walk_and_compare(form, walks: int, every: int = 1, compared: int | None = None) -> set:
    """Fill the form in that many times, and compare after every so many steps; return what was reached.

    Of a large form only the first walks are compared, and the others see what it holds.
    """
    compiled, reached, tried, steps = Compiled(), set(), {}, [0, 0]

    @given(seed=st.integers(0, 2**32))
    @settings(max_examples=walks, deadline=None)
    def walk(seed: int) -> None:
        environment = world(instances=files(form))
        instance = Instance.new(form, environment)
        going = Walk(instance, random.Random(seed + steps[0]), tried=tried)
        is_compared = compared is None or steps[0] < compared
        for number, _ in enumerate(going.steps(most=1500)):
            if is_compared and number % every == 0:
                assert shown_states(instance) == PlainEngine(instance, environment, compiled).states()
                steps[1] += 1
        assert shown_states(instance) == PlainEngine(instance, environment, compiled).states()
        reached.update(going.reached)
        steps[0] += 1

    walk()
    asked = questions_of(form)
    print(f"{form.id}: {len(reached & asked)} of {len(asked)} questions reached, compared after {steps[1]} steps")
    return reached & asked


@pytest.mark.parametrize("name", [name for name in (*NAMES, *OURS) if name not in (*LARGE, *LONG)])
def test_a_walk_over_a_form_is_at_every_step_what_its_answers_make_of_it(name):
    form = named_form(name)

    reached = walk_and_compare(form, walks=40, compared=20)

    assert len(reached) >= REACHED * len(questions_of(form)), names(questions_of(form) - reached)


@pytest.mark.parametrize("name", LONG)
def test_a_walk_over_a_long_form_is_compared_every_few_steps(name):
    walk_and_compare(named_form(name), walks=3, every=16)


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_a_walk_over_a_long_form_is_at_every_step_what_its_answers_make_of_it(name):
    form = named_form(name)

    reached = walk_and_compare(form, walks=40, compared=20)

    assert len(reached) >= REACHED * len(questions_of(form)), names(questions_of(form) - reached)


@pytest.mark.parametrize("name", LARGE)
def test_a_walk_over_a_large_form_is_now_and_then_compared(name):
    walk_and_compare(named_form(name), walks=2, every=25)


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_a_walk_over_a_large_form_is_at_every_step_what_its_answers_make_of_it(name):
    form = named_form(name)

    reached = walk_and_compare(form, walks=150, compared=10)

    assert len(reached) >= REACHED * len(questions_of(form)), names(questions_of(form) - reached)


def names(nodes) -> list[str]:
    return sorted(node.path for node in nodes)
