"""The power goes while the office merges or refreshes its master, or a laptop hands over or takes a new step."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import power_cut
import pytest
from story_of_faults import STORIES, Story, files, lay_out, looked_at, tell

pytestmark = [
    pytest.mark.skipif(not power_cut.is_possible(), reason="strace is not here or may not watch a process"),
    pytest.mark.fault(13),
]

PROGRAM = Path(__file__).with_name("story_of_faults.py")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
FEW = 3


@dataclass(frozen=True)
class Cut:
    """What was left after one power cut."""

    after: int
    """Of how many synchronisations."""
    told: bool
    """The program had said that it is done."""
    held: Any
    again: Any
    """The same after the story was told once more, undisturbed."""
    problems: list[str]
    litter: set[str]


@dataclass(frozen=True)
class Recorded:
    """A story told once, and what there was before and after it."""

    folder: Path
    story: Story
    trace: Path
    content: dict[str, bytes]
    before: Any
    after: Any
    files: set[str]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "laid out"
    lay_out(folder)
    return folder


def recorded(laid_out: Path, name: str) -> Recorded:
    story, target = STORIES[name], laid_out.with_name(f"recorded {name}")
    shutil.copytree(laid_out, target)
    before, _ = looked_at(target, story)
    shutil.rmtree(target)
    shutil.copytree(laid_out, target)
    content, trace = power_cut.files_in(target), laid_out.with_name(f"{name}.trace")
    power_cut.record([sys.executable, str(PROGRAM), "--tell", str(target), name], trace, ENVIRONMENT)
    after, problems = looked_at(target, story)
    assert problems == []
    return Recorded(target, story, trace, content, before, after, files(target))


def cuts(story: Recorded, laid_out: Path, most: int | None, chance: random.Random | None) -> Iterator[Cut]:
    """Cut the power after each synchronisation, or so many of them and the last."""
    number = sum(1 for _ in power_cut.cuts(story.trace, story.folder, story.content))
    wanted = set(range(number)) if most is None else {number - 1 - at * number // most for at in range(most)}
    for at, disk in power_cut.cuts(story.trace, story.folder, story.content):
        if at not in wanted:
            continue
        left = laid_out.with_name("left behind")
        for folder in laid_out.rglob("*"):
            if folder.is_dir():
                (left / folder.relative_to(laid_out)).mkdir(parents=True, exist_ok=True)
        disk.lay_out(left, chance)
        held, problems = looked_at(left, story.story)
        tell(left, story.story)
        again, more = looked_at(left, story.story)
        yield Cut(at, bool(disk.printed.strip()), held, again, problems + more, files(left) - story.files)
        shutil.rmtree(left)


def check(found: list[Cut], story: Recorded) -> None:
    assert [cut for cut in found if cut.held not in (story.before, story.after)] == []
    assert [cut for cut in found if cut.told and cut.held != story.after] == []
    assert [cut for cut in found if cut.again != story.after] == []
    assert [cut.problems for cut in found if cut.problems] == []
    assert [cut.litter for cut in found if cut.litter] == []
    assert found[-1].told


@pytest.mark.parametrize("name", ["merge", "refresh", "hand over"])
def test_a_power_cut_in_the_middle_leaves_all_or_nothing(laid_out: Path, name: str):
    story = recorded(laid_out, name)

    check(list(cuts(story, laid_out, FEW, random.Random(1998))), story)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", [None, 1, 2])
@pytest.mark.parametrize("name", STORIES)
def test_so_does_one_at_every_moment(laid_out: Path, name: str, seed: int | None, capsys: pytest.CaptureFixture[str]):
    story = recorded(laid_out, name)
    found = list(cuts(story, laid_out, None, random.Random(seed) if seed else None))
    shutil.rmtree(story.folder)

    check(found, story)
    with capsys.disabled():
        print(f"\n{name}: {len(found)} power cuts, {sum(cut.held == story.after for cut in found)} times all was there")
