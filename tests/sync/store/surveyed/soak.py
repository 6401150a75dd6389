"""A million steps of simulated surveys, over real stores, bundles and workbooks: what `make soak` ends with.

    soak.py [--from SEED] [--histories N] [--steps N] [--processes N]

Each history is made from its seed alone, so a run that was cut off goes on with the seed that it had told last, and a
history that fails is told by the seed with which it fails again: --from SEED --histories 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[4]))
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from survey_histories import Histories
from survey_rates import COPIED, IN_LONG_ONES, RATES, too_seldom

HISTORIES, STEPS = 5_000, 200
TOLD_EVERY = 20
SHARE = 100
"""Histories after which each situation has to have been met often enough."""


def run(seed: int, steps: int, folder: Path) -> tuple[int, Counter[str], str]:
    """Run one history in this process; return what was met, or what went wrong."""
    try:
        return seed, Histories(folder / str(seed)).run(seed, steps), ""
    except Exception as error:  # whatever it is, the seed has to be told
        return seed, Counter(), f"{type(error).__name__}: {error}"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="first", type=int, default=0, help="seed to begin or to go on with")
    parser.add_argument("--histories", type=int, help=f"how many; without it those up to seed {HISTORIES - 1}")
    parser.add_argument("--steps", type=int, default=STEPS, help="of each history")
    parser.add_argument("--processes", type=int, default=2)
    told = parser.parse_args()
    seeds = range(told.first, told.first + (told.histories or max(0, HISTORIES - told.first)))
    start, failed, met, share = time.monotonic(), list[int](), Counter[str](), Counter[str]()
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(told.processes, mp_context=get_context("spawn")) as processes,
    ):
        one = partial(run, steps=told.steps, folder=Path(folder))
        for done, (seed, found, wrong) in enumerate(processes.map(one, seeds), start=1):
            if wrong:
                failed.append(seed)
                print(f"SEED {seed} FAILED: {wrong}", flush=True)
            met.update(found)
            share.update(found)
            if share["runs"] == SHARE:
                if rare := too_seldom(share, RATES | COPIED | IN_LONG_ONES):
                    failed.append(seed)
                    print(f"met too seldom in the {SHARE} histories up to seed {seed} (met, least): {rare}", flush=True)
                share.clear()
            if done % TOLD_EVERY == 0 or done == len(seeds):
                minutes = (time.monotonic() - start) / 60
                left = f"{minutes / done * (len(seeds) - done):.0f} minutes left, go on with --from {seed + 1}"
                steps = f"{met['steps']:,} of {len(seeds) * told.steps:,} steps in {minutes:.0f} minutes"
                print(f"seeds {told.first} to {seed}: {steps}, {left}", flush=True)
    print(", ".join(f"{what} {count:,}" for what, count in sorted(met.items())))
    print(f"FAILED: {failed}" if failed else "every history ended with everybody showing the same")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
