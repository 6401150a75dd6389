"""Each mistake of the catalogue, planted into the shipped modules, is found by the test that is named for it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mutants.catalogue import MUTANTS

ROOT = Path(__file__).parents[2]
HARMLESS = "M9b"


def run(tests: str, planted: str = "") -> subprocess.CompletedProcess[str]:
    """Run tests in a process of their own, in which the mistake is planted before anything is imported."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "mutants.planting", "-p", "no:cacheprovider", "-rf", *tests.split()],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "MUTANT": planted, "HYPOTHESIS_PROFILE": "steady"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.mark.parametrize("name", sorted(MUTANTS.keys() - {HARMLESS}, key=lambda name: int(name[1:])))
def test_a_harmful_mutant_is_killed(name):
    mutant = MUTANTS[name]

    told = run(mutant.killer, name)

    assert told.returncode == 1, f"{name} lives: {mutant.what}\n{told.stdout}{told.stderr}"
    assert re.findall(r"^FAILED (\S+)", told.stdout, re.MULTILINE) == [mutant.killer], told.stdout
    print(f"{name} ({mutant.what}) was killed by {mutant.killer}")


def test_the_harmless_mutant_survives():
    told = run(MUTANTS[HARMLESS].killer, HARMLESS)

    assert told.returncode == 0, told.stdout + told.stderr


def test_the_tests_that_kill_are_green_without_a_mutant():
    """Otherwise they would kill nobody, only fail."""
    told = run(" ".join(sorted({mutant.killer for mutant in MUTANTS.values()})))

    assert told.returncode == 0, told.stdout
