"""What the rows of a large roster add up to is kept from answer to answer, and is what it would be added up anew."""

import json
import random
from statistics import median
from time import process_time

from form_tables import form_of, world
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.instance import Instance

ROSTER = form_of(
    """
    |survey|
    ||type|name|label|relevant|calculation|repeat_count|
    ||begin repeat|person|Person||||
    ||decimal|age|Age||||
    ||text|job|Job|${age} > 15|||
    ||calculate|at|||position(..)||
    ||calculate|share|||${age} div sum(${age})||
    ||begin repeat|loan|Loan|${age} < 60|||
    ||integer|sum|Sum||||
    ||end repeat|||||
    ||end repeat|||||
    ||calculate|persons|||count(${person})||
    ||calculate|ages|||sum(${age})||
    ||calculate|grown|||count(${person}[age >= 18])||
    ||calculate|workers|||count(${person}[job = 'a' or ./age = 3])||
    ||calculate|loans|||count(/data/person/loan)||
    ||calculate|large|||sum(/data/person/loan[sum > 10]/sum)||
    ||calculate|owed|||sum(/data/person/loan/sum)||
    ||calculate|nth|||count(/data/person[position() > 3 and age > 2])||
    """
)
CALCULATED = ("persons", "ages", "grown", "workers", "loans", "large", "owed", "nth")


def one_act(instance: Instance, chance: random.Random) -> None:
    count = instance.repeats()[0].count
    row = f"/data/person[{chance.randint(1, count)}]" if count else ""
    what = chance.random()
    if not row or (what < 0.2 and count < 16):
        instance.add_repeat("/data/person", chance.choice([None, None, 1, 3]))
    elif what < 0.55:
        instance.answer(f"{row}/age", chance.choice(["", "3", "17", "18.5", "0.1", "70", "-4", "x"]))
    elif what < 0.65:
        instance.answer(f"{row}/job", chance.choice(["", "a", "b"]))
    elif what < 0.85:
        path = instance.add_repeat(f"{row}/loan")
        instance.answer(f"{path}/sum", chance.randint(0, 30))
    elif what < 0.93:
        removed = instance.remove_repeat(row)
        if chance.random() < 0.5:
            instance.insert_back(removed)
    else:
        instance.move_repeat(row, chance.randint(1, count))


@given(seed=st.integers(0, 2**32), acts=st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_a_large_roster_adds_up_step_by_step_to_what_it_adds_up_to_anew(seed: int, acts: int):
    chance = random.Random(seed)
    instance = Instance.new(ROSTER, world())
    for _ in range(12):
        instance.add_repeat("/data/person")

    for _ in range(acts):
        one_act(instance, chance)

    again = Instance.restore(ROSTER, json.loads(json.dumps(instance.snapshot())), world(2))
    assert instance.states() == again.states()
    assert [instance.state(f"/data/{name}") for name in CALCULATED] == [
        again.state(f"/data/{name}") for name in CALCULATED
    ]
    ages = [row.child("age").text for row in instance.root.named("person")]
    assert instance.state("/data/persons").value == str(len(ages))
    known = [float(age) for age in ages if age and age != "x"]
    assert instance.state("/data/grown").value == str(sum(age >= 18 for age in known))


def test_rows_cost_the_same_however_many_stand_there():
    """Measured are whole rosters: what one row costs must not grow with their number."""
    costs: dict[int, list[float]] = {50: [], 800: []}
    form = form_of(
        """
        |survey|
        ||type|name|label|calculation|
        ||begin repeat|person|Person||
        ||integer|age|Age||
        ||calculate|at||position(..)|
        ||end repeat|||
        ||calculate|ages||sum(${age})|
        ||calculate|grown||count(${person}[age >= 18])|
        """
    )

    for rows in (50, 800, 50, 800, 50, 800):
        instance = Instance.new(form, world())
        began = process_time()
        for row in range(2, rows + 1):
            instance.answer(f"{instance.add_repeat('/data/person')}/age", row % 90)
        costs[rows].append((process_time() - began) / rows)

    assert instance.state("/data/grown").value == str(sum(row % 90 >= 18 for row in range(2, 801)))
    assert median(costs[800]) < 3 * median(costs[50])


def test_fractions_are_added_in_the_order_of_the_rows():
    """The last digit of a sum of fractions hangs on their order."""
    instance = Instance.new(ROSTER, world())
    ages = [1.8, 7.3, 9.8, 0.9, 3.3, 1.6, 6.4, 9.8, 5.8, 6.1, 8.4, 4.9]
    for _ in ages[1:]:
        instance.add_repeat("/data/person")

    for row, age in reversed(list(enumerate(ages, start=1))):
        instance.answer(f"/data/person[{row}]/age", age)

    assert float(instance.state("/data/ages").value) == sum(ages, 0.0)
    assert sum(ages, 0.0) != sum(reversed(ages), 0.0)
