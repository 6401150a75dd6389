"""The program is killed in the middle of typing, at moments that nobody chose."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from scripted_interview import ENVIRONMENT, OPENING, command
from undisturbed_evening import Evening, acts_held

LONGEST = 1.6
"""Seconds from the start of work; the whole script takes about as long."""


@pytest.mark.acceptance(1)
@pytest.mark.fault(12)
def test_a_kill_at_a_random_moment_takes_at_most_the_answer_being_typed(
    community: Path, evening: Evening, tmp_path: Path
):
    found = list(kills(12, 2003, community, evening, tmp_path))

    assert [kill for kill in found if kill.lost] == []


@pytest.mark.slow
def test_fifty_kills_at_random_moments_take_at_most_the_answers_being_typed(
    community: Path, evening: Evening, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    found = list(kills(50, 4050, community, evening, tmp_path))

    assert [kill for kill in found if kill.lost] == []
    with capsys.disabled():
        in_mid_act = sum(kill.held > kill.told for kill in found)
        working = sum(kill.told > kill.before for kill in found)
        print(f"\n{len(found)} kills, {working} after work, {in_mid_act} between an act and its word; none lost")


@dataclass(frozen=True)
class Kill:
    """One kill, counted in acts of the evening."""

    before: int
    """Done when the program was started."""
    told: int
    """Those of which it had said that they are done."""
    held: int
    """Those that were found afterwards."""

    @property
    def lost(self) -> int:
        return max(0, self.told - self.held)


def kills(count: int, seed: int, community: Path, evening: Evening, tmp_path: Path) -> Iterator[Kill]:
    """Kill the program again and again; each time it goes on where it stood."""
    chance = random.Random(seed)
    folder, done = tmp_path / "community", len(evening)
    for _ in range(count):
        if done >= len(evening) - 1:
            # The evening is over; a new one begins.
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(community, folder)
            done = 0
        told = told_until_killed(folder, done, chance.uniform(0, LONGEST))
        held = acts_held(folder, evening)
        assert held <= told + 1, "something is held that nobody had typed yet"
        yield Kill(done, told, held)
        done = held


def told_until_killed(folder: Path, done: int, seconds: float) -> int:
    """Let the program go on after `done` acts, kill it, and return of how many it had said that they are done."""
    program = command(folder, "--from", str(done))
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == OPENING
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        numbers = [int(line) for line in child.stdout.read().split() if line.isdigit()]
    return numbers[-1] if numbers else done
