"""Hundreds of surveys from seeds: whatever happened to the sticks, everybody ends with the same records."""

from collections import Counter

import pytest
from simulator import World

HISTORIES, AT_A_TIME = 400, 50

ENOUGH = {
    "conflicts": 100,
    "three ways": 5,
    "group conflicts": 10,
    "contested": 100,
    "deleted": 100,
    "resolved": 8,
    "edited by hand": 80,
    "undone": 60,
    "redone": 30,
    "restored": 100,
    "cloned": 100,
    "circles": 15,
    "crossed": 1,
}
"""A simulation in which nothing happens proves nothing."""

met: Counter[str] = Counter()


@pytest.mark.parametrize("first", range(0, HISTORIES, AT_A_TIME))
def test_everybody_ends_with_the_same_records_and_nothing_is_lost(first):
    for seed in range(first, first + AT_A_TIME):
        met.update(World(seed).run())


def test_the_histories_reached_what_they_were_made_for():
    if met["runs"] < HISTORIES:
        met.clear()
        for seed in range(HISTORIES):
            met.update(World(seed).run())

    assert {what: met[what] for what, least in ENOUGH.items() if met[what] < least} == {}
