"""Whole surveys from seeds, over real stores, bundles and workbooks: whatever happened, everybody ends with the same.

Each share of the histories must meet what it was made for; a simulation in which nothing happens proves nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from stored_town import NewPlace
from survey_histories import Histories

SHARE, STEPS = 25, 30
IN_FILES, ON_SERVER = 150, 50
EACH_RUN = {IN_FILES: 75, ON_SERVER: 25}
"""How many of them fit into `make test`; `make soak` runs all."""
SOAKED, SOAKED_SHARE, LONG = 1_000_000, 20_000, 200
"""Steps of `make soak`, how many of them one test makes, and in histories of which length."""

RATES = {
    "conflicts": 250,
    "three ways": 40,
    "group conflicts": 40,
    "reopened": 20,
    "contested": 350,
    "deleted": 400,
    "circles": 80,
    "resolved": 100,
    "edited by hand": 200,
    "disarranged": 100,
    "drafts": 40,
    "undone": 250,
    "undone at once": 100,
    "redone": 40,
    "restored": 650,
}
"""How often each situation has to be met in a thousand histories."""
COPIED = {"forked": 200, "cloned": 950}
"""Where a disk can be laid into another computer, too."""
IN_LONG_ONES = {"deleted": 200}
"""In a long history somebody has mostly written about whoever was deleted, unheard."""


def shares(histories: int) -> Sequence[Any]:
    slow = {first: [pytest.mark.slow] if first >= EACH_RUN[histories] else [] for first in range(0, histories, SHARE)}
    return [pytest.param(first, marks=marks) for first, marks in slow.items()]


def met_in(seeds: range, steps: int, folder: Path, new_url: Callable[[], str] | None = None) -> Counter[str]:
    histories, met = Histories(folder, new_url), Counter[str]()
    for seed in seeds:
        met.update(histories.run(seed, steps))
    return met


def too_seldom(met: Counter[str], rates: dict[str, int]) -> dict[str, tuple[int, int]]:
    wanted = {what: rate * met["runs"] // 1000 for what, rate in rates.items()}
    return {what: (met[what], least) for what, least in wanted.items() if met[what] < least}


@pytest.mark.invariant(1, 2, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 17, 19, 20, 23, 25, 26, 27, 28)
@pytest.mark.parametrize("first", shares(IN_FILES))
def test_after_all_that_happens_to_a_street_everybody_shows_the_same_and_what_was_typed(first: int, tmp_path: Path):
    met = met_in(range(first, first + SHARE), STEPS, tmp_path)

    assert too_seldom(met, RATES | COPIED) == {}


@pytest.mark.invariant(20)
@pytest.mark.parametrize("first", shares(ON_SERVER))
def test_so_it_is_where_the_offices_keep_their_records_on_a_server(first: int, tmp_path: Path, postgres: NewPlace):
    met = met_in(range(first, first + SHARE), STEPS, tmp_path, postgres)

    assert too_seldom(met, RATES) == {}


@pytest.mark.slow
@pytest.mark.timeout(14_400)
@pytest.mark.parametrize("first", range(0, SOAKED // LONG, SOAKED_SHARE // LONG))
def test_so_it_is_after_a_million_steps(first: int, tmp_path: Path):
    met = met_in(range(first, first + SOAKED_SHARE // LONG), LONG, tmp_path)

    assert too_seldom(met, RATES | COPIED | IN_LONG_ONES) == {}
