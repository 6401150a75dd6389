"""The table of faults names tests that are there, and says of every fault how it stands."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
TABLE = Path(__file__).with_name("FAULTS.md").read_text(encoding="utf-8")


def test_every_test_that_the_table_names_exists():
    every = "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    there = set(re.findall(r"^ *def (test_\w+)\(", every, re.MULTILINE))

    assert set(re.findall(r"`(test_\w+)`", TABLE)) - there == set()


def test_every_fault_has_a_test_or_is_called_open():
    lines = [line for line in TABLE.splitlines() if re.match(r"\| \d", line)]
    numbers = [number for line in lines for number in _numbers(line.split("|")[1])]

    assert sorted(numbers) == list(range(1, 49))
    assert [line for line in lines if "`test_" not in line and "*open*" not in line] == []


def _numbers(cell: str) -> list[int]:
    found = re.match(r" (\d+)(?: – (\d+))?((?:, \d+)*)", cell)
    assert found
    first, last = int(found[1]), int(found[2] or found[1])
    return [*range(first, last + 1), *map(int, re.findall(r"\d+", found[3]))]
