"""Whatever is typed, in whatever order: what is computed step by step is what would be computed from scratch."""

import json
import random

import pytest
from form_tables import form_of, world
from hypothesis import given, settings
from hypothesis import strategies as st
from walking import ODD, fitting, is_open

from forms.definition import Form
from forms.instance import Instance
from forms.recalculation import recalculator
from forms.rows import instance_from_rows, rows_of
from forms.state import Missing

HOUSEHOLD = form_of(
    """
    |survey|
    ||type|name|label|relevant|required|constraint|calculation|repeat_count|choice_filter|read_only|
    ||integer|rooms|Rooms||yes|. < 20|||||
    ||select_one town|town|Town||||||||
    ||select_one street|street|Street|${town} != ''|||||town = ${town}||
    ||begin group|home|Home ${rooms}|${rooms} > 1|||||||
    ||select_multiple street|liked|Liked|||count-selected(.) < 3|||town = ${town}||
    ||begin repeat|person|Person|${rooms} < 15|||||||
    ||text|nm|Name||yes||||||
    ||integer|age|Age of ${nm}|||. > 0 and . <= ${oldest} + 120||||${nm} = 'abc'|
    ||integer|jobs|Jobs|${age} > 5|||||||
    ||begin repeat|job|Job|||||if(${jobs} < 5, ${jobs}, 4)|||
    ||text|what|What||${age} > 7||||||
    ||calculate|at|||||concat(position(../..), '-', position(..), ${what})||||
    ||end repeat||||||||||
    ||calculate|all_jobs|||||join(',', ${at})||||
    ||calculate|share|||||${age} div sum(${age})||||
    ||end repeat||||||||||
    ||end group||||||||||
    ||calculate|oldest|||||max(${age})||||
    ||calculate|persons|||||count(${person})||||
    ||calculate|grown|||||count(${person}[age > 5])||||
    ||calculate|words||${persons} > 1|||concat(${persons}, ${grown}, jr:choice-name(${town}, '${town}'))||||
    |choices|
    ||list_name|name|label|town|
    ||town|1|One||
    ||town|2|Two||
    ||street|a|A|1|
    ||street|b|B|1|
    ||street|c|C|2|
    """
)


def one_step(instance: Instance, chance: random.Random) -> None:
    """Do one of the things that a person can do."""
    states = instance.states()
    open_states = [state for state in states if is_open(state)] or states
    what = chance.random()
    if what < 0.75:
        state = chance.choice(open_states)
        answer = chance.choice(ODD) if chance.random() < 0.3 else fitting(state, chance)
        if state.kind == "integer" and chance.random() < 0.8:
            answer = str(chance.randint(0, 9))
        instance.answer(state.path, answer)
    elif what < 0.8:
        instance.leave_unanswered(chance.choice(open_states).path, chance.choice([None, *Missing]))
    else:
        repeats = [each for each in instance.repeats() if not each.fixed]
        repeat = chance.choice(repeats)
        if what < 0.9 and repeat.count < 5:
            instance.add_repeat(repeat.path, chance.choice([None, 1, 2, 9]))
        elif repeat.count and what < 0.96:
            removed = instance.remove_repeat(f"{repeat.path}[{chance.randint(1, repeat.count)}]")
            if chance.random() < 0.5:
                instance.insert_back(removed)
        elif repeat.count:
            instance.move_repeat(f"{repeat.path}[{chance.randint(1, repeat.count)}]", chance.randint(1, 5))


def from_scratch(instance: Instance) -> Instance:
    return Instance.restore(instance.form, json.loads(json.dumps(instance.snapshot())), world(seed=2))


@given(seed=st.integers(0, 2**32), steps=st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_step_by_step_is_as_from_scratch(seed: int, steps: int):
    chance = random.Random(seed)
    instance = Instance.new(HOUSEHOLD, world())

    for _ in range(steps):
        one_step(instance, chance)

    again = from_scratch(instance)
    assert instance.states() == again.states()
    assert rows_of(instance) == rows_of(again)
    assert instance.snapshot() == again.snapshot()
    assert instance.to_xml() == again.to_xml()


@given(seed=st.integers(0, 2**32), steps=st.integers(1, 40))
@settings(max_examples=40, deadline=None)
def test_a_screen_that_follows_the_changed_states_is_never_stale(seed: int, steps: int):
    chance = random.Random(seed)
    instance = Instance.new(HOUSEHOLD, world())
    screen = {state.path: state for state in instance.states()}

    for _ in range(steps):
        state = chance.choice([state for state in screen.values() if is_open(state)])
        before = [state.path for state in instance.states()]
        changed = instance.answer(state.path, fitting(state, chance) if chance.random() < 0.7 else chance.choice(ODD))
        if before != [state.path for state in instance.states()]:
            # Repeat instances came or went, which a screen asks for anew.
            screen = {state.path: state for state in instance.states()}
        screen |= {state.path: state for state in changed}

        assert list(screen.values()) == instance.states()


@given(seed=st.integers(0, 2**32), steps=st.integers(1, 40))
@settings(max_examples=40, deadline=None)
def test_a_merge_recomputes_what_the_form_computed(seed: int, steps: int):
    chance = random.Random(seed)
    instance = Instance.new(HOUSEHOLD, world())
    for _ in range(steps):
        one_step(instance, chance)
    kept = rows_of(instance, kept=True)

    computed = recalculator(HOUSEHOLD, world(seed=3))(kept)

    relevant = {row.record_id: row.values for row in rows_of(instance)}
    for row in computed:
        assert row.values == relevant.get(row.record_id, dict.fromkeys(row.values))


@given(seed=st.integers(0, 2**32), steps=st.integers(1, 40))
@settings(max_examples=40, deadline=None)
def test_records_opened_again_are_the_same_records(seed: int, steps: int):
    chance = random.Random(seed)
    instance = Instance.new(HOUSEHOLD, world())
    for _ in range(steps):
        one_step(instance, chance)
    rows = rows_of(instance, kept=True)

    again = instance_from_rows(HOUSEHOLD, rows, world(seed=4))

    assert rows_of(again, kept=True) == rows


@pytest.mark.parametrize("odd", ["/data/person[0]", "person", "", "/data", "/data/home/person[1]/nm/x", "/other/rooms"])
def test_only_a_path_that_is_not_there_is_an_error(odd: str):
    form: Form = HOUSEHOLD

    with pytest.raises(KeyError):
        Instance.new(form, world()).answer(odd, "1")
