"""Whatever has happened to a bundle or a workbook: refused, or what it was, in bounded memory and time."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="processes with bounded memory need POSIX"),
    pytest.mark.fault(1, 2, 3, 10, 43),
    pytest.mark.invariant(22, 30),
]

PROGRAM = Path(__file__).with_name("fuzzed_files.py")
MEGABYTES = {"bundle": 800, "workbook": 1500}


def fuzzed(kind: str, seed: int, rounds: int) -> dict[str, int]:
    asked = [sys.executable, str(PROGRAM), kind, str(seed), str(rounds), str(MEGABYTES[kind])]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return ast.literal_eval(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(("kind", "rounds"), [("bundle", 300), ("workbook", 60)])
def test_a_damaged_file_is_refused_or_says_what_it_said(kind: str, rounds: int):
    found = fuzzed(kind, 0, rounds)

    assert sum(found.values()) == rounds and found["refused"] > rounds // 4


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize(("kind", "rounds"), [("bundle", 60_000), ("workbook", 6_000)])
def test_many_of_them_are(kind: str, rounds: int, capsys: pytest.CaptureFixture[str]):
    found = fuzzed(kind, 1_000_000, rounds)

    with capsys.disabled():
        print(f"\n{rounds} damaged {kind}s in {MEGABYTES[kind]} MB: {found}")
