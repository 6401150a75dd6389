"""Hundreds of surveys from seeds: whatever happened to the sticks, everybody ends with the same records."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

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


@pytest.mark.invariant(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15)
@pytest.mark.parametrize("first", range(0, HISTORIES, AT_A_TIME))
def test_everybody_ends_with_the_same_records_and_nothing_is_lost(first):
    met: Counter[str] = Counter()
    for seed in range(first, first + AT_A_TIME):
        met.update(World(seed).run())

    wanted = {what: rate * AT_A_TIME // 1000 for what, rate in RATES.items()}
    assert {what: (met[what], least) for what, least in wanted.items() if met[what] < least} == {}


SHOW = """
import hashlib
from simulator import World
world = World(3)
world.run()
shown = [
    [name, sorted(one.values.items()), one.status, one.into, [each.candidates for each in one.disagreements]]
    for name, one in sorted(world.laptops[0].view().items())
]
print(hashlib.sha256(repr(shown).encode()).hexdigest())
"""
GOLDEN = "5966e6abf55e3271d20ad25463464f42e5062050ead13684760f8398faa3e243"
"""Whoever changes what people do in a simulated survey writes this down anew; nobody else may have to."""


@pytest.mark.invariant(1)
@pytest.mark.parametrize("order", ["0", "1", "2003"])
def test_what_is_shown_is_the_same_to_the_byte_in_every_process_and_on_every_computer(order):
    """In one process sets happen to keep one order; another process has another."""
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": order}
    told = subprocess.run([sys.executable, "-c", SHOW], env=environment, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == GOLDEN
