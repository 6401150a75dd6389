"""Hundreds of surveys from seeds: whatever happened to the sticks, everybody ends with the same records."""

from collections import Counter

import pytest
from simulator import World

HISTORIES, AT_A_TIME = 2000, 200

RATES = {
    "conflicts": 500,
    "three ways": 100,
    "group conflicts": 50,
    "contested": 500,
    "deleted": 500,
    "resolved": 120,
    "reopened": 40,
    "edited by hand": 200,
    "undone": 300,
    "redone": 60,
    "forked": 300,
    "restored": 800,
    "cloned": 1200,
    "circles": 300,
    "crossed": 10,
}
"""How often each situation has to be met in a thousand histories. A simulation in which nothing happens proves nothing,
so each share of them is asked for its part."""


@pytest.mark.parametrize("first", range(0, HISTORIES, AT_A_TIME))
def test_everybody_ends_with_the_same_records_and_nothing_is_lost(first):
    met: Counter[str] = Counter()
    for seed in range(first, first + AT_A_TIME):
        met.update(World(seed).run())

    wanted = {what: rate * AT_A_TIME // 1000 for what, rate in RATES.items()}
    assert {what: (met[what], least) for what, least in wanted.items() if met[what] < least} == {}
