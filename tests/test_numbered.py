"""What the tests have to show is written down by number, and every number has a test that runs in `make test`.

Which tests those are is asked of pytest itself, so that a test which is renamed, deleted or marked slow cannot leave
its number behind. `pytest tests/test_numbered.py -rP` prints the whole list.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
LISTS = {"fault": "faults.toml", "invariant": "invariants.toml", "acceptance": "acceptance.toml"}
NUMBERED = {name: tomllib.loads((TESTS / file).read_text(encoding="utf-8")) for name, file in LISTS.items()}
"""Marker -> the number as text -> what it stands for."""
MARKED = re.compile(rf"mark\.({'|'.join(NUMBERED)})\(")
COLLECT = """
import json, sys, pytest
class Marks:
    def pytest_collection_modifyitems(self, items):
        self.found = [
            [mark.name, number, item.nodeid, item.get_closest_marker("slow") is not None]
            for item in items for mark in item.iter_markers() if mark.name in names.split() for number in mark.args
        ]
names, *files = sys.argv[1:]
marks = Marks()
code = pytest.main(["--collect-only", "-qq", "-p", "no:cacheprovider", *files], plugins=[marks])
print("\\n" + json.dumps(marks.found))
sys.exit(code)
"""
Tests = Mapping[str, Mapping[int, list[str]]]


@pytest.fixture(scope="module")
def collected() -> Tests:
    """Marker -> number -> the tests that carry it and run in `make test`."""
    files = [str(path) for path in TESTS.rglob("test_*.py") if MARKED.search(path.read_text(encoding="utf-8"))]
    asked = [sys.executable, "-c", COLLECT, " ".join(NUMBERED), *files]
    done = subprocess.run(asked, cwd=TESTS.parent, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, dict[int, list[str]]] = {name: {} for name in NUMBERED}
    for name, number, test, is_slow in json.loads(done.stdout.splitlines()[-1]):
        tests = found[name].setdefault(number, [])
        tests += [] if is_slow else [test]
    return found


@pytest.mark.parametrize("name", NUMBERED)
def test_every_number_has_a_test_and_every_test_a_number_that_exists(name: str, collected: Tests):
    tests, told = collected[name], NUMBERED[name]

    assert [number for number in told if not tests.get(int(number))] == []
    assert sorted(tests.keys() - {int(number) for number in told}) == []
    for number, meaning in told.items():
        print(f"\n{name} {number}: {meaning}", *tests[int(number)], sep="\n    ")
