"""The power goes, at every moment at which it could make a difference."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import power_cut
import pytest
from scripted_interview import ENVIRONMENT, command, script
from undisturbed_evening import Evening, acts_held

pytestmark = pytest.mark.skipif(not power_cut.is_possible(), reason="strace is not here or may not watch a process")


FIRST_HOUSEHOLD = 1 + next(number for number, act in enumerate(script()) if act.what == "close")


@pytest.fixture
def laptop(community: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "laptop" / "community"
    shutil.copytree(community, folder)
    return folder


@pytest.mark.acceptance(1)
@pytest.mark.fault(13)
def test_whatever_the_program_said_is_done_outlives_a_power_cut(laptop: Path, evening: Evening):
    found = list(cut_evenings(laptop, evening, FIRST_HOUSEHOLD))

    assert len(found) > FIRST_HOUSEHOLD
    assert [cut for cut in found if cut.held < cut.told] == []
    assert [cut for cut in found if cut.held > cut.told + 1] == []


@pytest.mark.fault(13)
def test_a_disk_that_kept_some_of_what_was_not_synced_does_no_harm(laptop: Path, evening: Evening):
    found = list(cut_evenings(laptop, evening, FIRST_HOUSEHOLD, chance=random.Random(1998), every=3))

    assert [cut for cut in found if cut.held < cut.told] == []
    assert [cut for cut in found if cut.held > cut.told + 1] == []


@pytest.mark.slow
@pytest.mark.parametrize("chance", [None, random.Random(1), random.Random(2)])
def test_a_power_cut_at_any_moment_of_a_long_evening_takes_nothing(
    laptop: Path, evening: Evening, chance: random.Random | None, capsys: pytest.CaptureFixture[str]
):
    found = list(cut_evenings(laptop, evening, len(script()), chance))

    assert [cut for cut in found if cut.held < cut.told] == []
    with capsys.disabled():
        print(f"\n{len(found)} power cuts over {len(script())} acts; none lost")


@pytest.mark.parametrize("mode", ["NORMAL", "OFF"])
def test_without_full_synchronisation_answers_are_lost_and_this_is_noticed(mode: str, laptop: Path, evening: Evening):
    found = cut_evenings(laptop, evening, FIRST_HOUSEHOLD, options=("--synchronous", mode))

    assert any(cut.held < cut.told for cut in found)


@dataclass(frozen=True)
class Cut:
    """One power cut, in acts of the evening."""

    told: int
    """How many the program had said are done."""
    held: int
    """How many were found afterwards."""


def cut_evenings(
    laptop: Path,
    evening: Evening,
    acts: int,
    chance: random.Random | None = None,
    every: int = 1,
    options: Sequence[str] = (),
) -> Iterator[Cut]:
    """Record an evening, then cut its power after every fsync, or every third.

    With `chance` the disk has kept some of what was not synced.
    """
    before, trace = power_cut.files_in(laptop), laptop.parent / "trace"
    power_cut.record(command(laptop, "--to", str(acts), *options), trace, ENVIRONMENT)
    for number, disk in power_cut.cuts(trace, laptop, before):
        if number % every == 0:
            left_behind = laptop.parent / f"after fsync {number}"
            disk.lay_out(left_behind, chance)
            told = [int(line) for line in disk.printed.split() if line.isdigit()]
            yield Cut(told[-1] if told else 0, acts_held(left_behind, evening))
            shutil.rmtree(left_behind)
