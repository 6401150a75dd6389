"""The disk is full, breaks, or the program is killed at the n-th write: all or nothing, and it can be done again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import power_cut
import pytest
from story_of_faults import BROKEN, DONE, FULL, KILL, REFUSED, STORIES, STRUCK, UNREAD

pytestmark = pytest.mark.skipif(not power_cut.is_possible(), reason="strace is not here or may not watch a process")

PROGRAM = Path(__file__).with_name("story_of_faults.py")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
EVERY = 200
"""Calls of a story that each fault strikes, one by one."""
SAMPLE = [f"merge:{fault}" for fault in STRUCK] + [
    "save:" + KILL,
    "hand over:" + FULL,
    "refresh:" + BROKEN,
    "migrate:" + UNREAD,
]
"""Every fault and every story; all of them together would take a minute."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


@pytest.mark.invariant(16)
@pytest.mark.fault(7, 12, 14, 15)
def test_a_fault_in_the_middle_leaves_all_or_nothing_and_can_be_done_again(folder: Path):
    found = told(folder, 1, *SAMPLE)

    assert sorted(f"{each['story']}:{each['fault']}" for each in found) == sorted(SAMPLE)
    check(found)


@pytest.mark.slow
@pytest.mark.invariant(16)
@pytest.mark.fault(7, 12, 14, 15)
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("fault", STRUCK)
@pytest.mark.parametrize("name", STORIES)
def test_so_does_a_fault_at_every_call(folder: Path, name: str, fault: str, capsys: pytest.CaptureFixture[str]):
    found = told(folder, EVERY, f"{name}:{fault}")

    check(found)
    assert len(found) == min(EVERY, found[0]["calls"])
    with capsys.disabled():
        done, calls = sum(each["all"] for each in found), found[0]["calls"]
        print(f"\n{name}, {fault}: {len(found)} of {calls} calls struck; {done} times all was done, else nothing")


def told(folder: Path, most: int, *wanted: str) -> list[dict[str, Any]]:
    command = [sys.executable, str(PROGRAM), str(folder), str(most), *wanted]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(found: list[dict[str, Any]]) -> None:
    # It opens, is in order, holds all or nothing; what was not done is done the second time; no litter is left.
    assert [each["broken"] for each in found if "broken" in each] == []
    assert [each for each in found if each["problems"]] == []
    assert [each for each in found if not each["all"] and not each["nothing"]] == []
    assert [each for each in found if not each["again"] or each["litter"]] == []
    # Whoever is refused is told so in words; who is told that it is done finds it done.
    codes = {fault: {-signal.SIGKILL} if fault == KILL else {DONE, REFUSED} for fault in STRUCK}
    assert [each for each in found if each["code"] not in codes[each["fault"]]] == []
    assert [each for each in found if each["code"] == DONE and not each["all"]] == []
    assert [each for each in found if each["code"] == REFUSED and "program made a mistake" in each["said"]] == []
