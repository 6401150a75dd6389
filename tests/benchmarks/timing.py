"""Side-by-side timing: ours and the others in turn, in one run; on a shared machine absolute times say little."""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import TypeVar

Measured = TypeVar("Measured")

ROOT = Path(__file__).resolve().parents[2]


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def work_so_far() -> float:
    """Return seconds of the processor, those of processes that were started and have ended too."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def medians(rounds: int, works: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """Let each take its turn, round after round; return the median of what each measured."""
    return {name: statistics.median(times) for name, times in _by_turns(rounds, works).items()}


def medians_of_all(rounds: int, works: Mapping[str, Callable[[], dict[str, float]]]) -> dict[str, dict[str, float]]:
    """The same for works that measure several things at once."""
    return {
        name: {what: statistics.median(each[what] for each in told) for what in told[0]}
        for name, told in _by_turns(rounds, works).items()
    }


def _by_turns(rounds: int, works: Mapping[str, Callable[[], Measured]]) -> dict[str, list[Measured]]:
    measured: dict[str, list[Measured]] = {name: [] for name in works}
    for number in range(rounds):
        # Whoever goes first finds colder caches, so the order changes.
        order = list(works.items())
        for name, work in order if number % 2 == 0 else reversed(order):
            measured[name].append(work())
    return measured


def in_own_process(script: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> dict[str, float]:
    """Run a script in a fresh Python and return the JSON object on its last line."""
    more = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", **(environment or {})}
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that so large a share of the others do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def show(name: str, ours: str, theirs: str, ratio: float, goal: str, is_met: bool) -> None:
    """Print one figure: its name, ours, theirs, the ratio, the goal."""
    sign = "ok" if is_met else "NOT YET"
    print(f"{name:<58} ours {ours:>10}  theirs {theirs:>10}  ratio {ratio:6.2f}  goal {goal:<14} {sign}", flush=True)


def show_times(name: str, ours: float, theirs: float, *, at_most: float = 0, times_faster: float = 0) -> None:
    """Print seconds against seconds: how many times theirs ours may take, or how many times faster it must be."""
    if times_faster:
        ratio = theirs / ours
        goal, is_met = f">= {times_faster:g}x faster", ratio >= times_faster
    else:
        ratio = ours / theirs
        goal, is_met = f"<= {at_most:g}x", ratio <= at_most
    show(name, f"{ours:.3f} s", f"{theirs:.3f} s", ratio, goal, is_met)


def show_limit(name: str, ours: float, limit: float, unit: str = "ms") -> None:
    """Print a figure against a limit that is a plain number."""
    show(name, f"{ours:.2f} {unit}", f"{limit:g} {unit}", ours / limit, f"< {limit:g} {unit}", ours < limit)
