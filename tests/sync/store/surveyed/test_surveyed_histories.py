"""Whole surveys from seeds, over real stores, bundles and workbooks: whatever happened, everybody ends with the same.

Each share of the histories must meet what it was made for; a simulation in which nothing happens proves nothing.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from stored_town import NewPlace
from survey_histories import Histories
from survey_rates import COPIED, RATES, too_seldom

SHARE, STEPS = 25, 30
IN_FILES, ON_SERVER = 150, 50
EACH_RUN = {IN_FILES: 75, ON_SERVER: 25}
"""How many of them fit into `make test`; `make soak` runs all."""
RARE = 3
"""What is met less often than this in a share may by chance be missing from one of those that only `make soak` runs."""


def shares(histories: int) -> Sequence[Any]:
    slow = {first: [pytest.mark.slow] if first >= EACH_RUN[histories] else [] for first in range(0, histories, SHARE)}
    return [pytest.param(first, marks=marks) for first, marks in slow.items()]


def met_in(seeds: range, steps: int, folder: Path, new_url: Callable[[], str] | None = None) -> Counter[str]:
    histories, met = Histories(folder, new_url), Counter[str]()
    for seed in seeds:
        met.update(histories.run(seed, steps))
    return met


@pytest.mark.invariant(1, 2, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 17, 19, 20, 23, 25, 26, 27, 28)
@pytest.mark.parametrize("first", shares(IN_FILES))
def test_after_all_that_happens_to_a_street_everybody_shows_the_same_and_what_was_typed(first: int, tmp_path: Path):
    met = met_in(range(first, first + SHARE), STEPS, tmp_path)

    assert too_seldom(met, RATES | COPIED, 1 if first < EACH_RUN[IN_FILES] else RARE) == {}


@pytest.mark.invariant(20)
@pytest.mark.parametrize("first", shares(ON_SERVER))
def test_so_it_is_where_the_offices_keep_their_records_on_a_server(first: int, tmp_path: Path, postgres: NewPlace):
    met = met_in(range(first, first + SHARE), STEPS, tmp_path, postgres)

    assert too_seldom(met, RATES, 1 if first < EACH_RUN[ON_SERVER] else RARE) == {}


@pytest.mark.timeout(600)
def test_the_million_steps_of_make_soak_are_made_from_any_seed_on():
    program = Path(__file__).with_name("soak.py")

    wanted = [sys.executable, str(program), "--from", "7", "--histories", "2", "--steps", "40"]
    done = subprocess.run(wanted, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "seeds 7 to 8: 80 of 80 steps" in done.stdout
