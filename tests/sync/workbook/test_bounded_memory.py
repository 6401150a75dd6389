"""Workbooks that would fill a computer are read or refused in a process that has only so much memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from test_hostile_workbooks import in_sheet, rebuilt

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes with bounded memory need POSIX")

MEGABYTES = 1500
ROOT = Path(__file__).parents[3]
READER = """
import resource, sys
from pathlib import Path
from test_hostile_workbooks import WANG, person, read_back
from sync.errors import WorkbookRefused
resource.setrlimit(resource.RLIMIT_AS, ({most} << 20, {most} << 20))
try:
    reading = read_back(Path(sys.argv[1]), WANG, person(2, full_name="李娜"))
except WorkbookRefused as refused:
    print(type(refused).__name__)
else:
    print(len(reading.changes), "changes")
"""


def spaces(megabytes: int) -> bytes:
    return in_sheet(lambda xml: xml + " " * (megabytes << 20))


def rows(cell: str) -> bytes:
    more = "".join(f'<row r="{row}">{cell.format(row=row)}</row>' for row in range(10, 1_048_577))
    return in_sheet(lambda xml: xml.replace("</sheetData>", more + "</sheetData>"))


CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a sheet of blanks": (lambda: spaces(400), "WorkbookTooBig"),
    "styles to the last row": (lambda: rows('<c r="A{row}" s="1"/>'), "0 changes"),
    "a hundred thousand parts": (
        lambda: rebuilt(lambda _, content: content, {f"xl/media/{n}": b"" for n in range(100_000)}),
        "WorkbookTooBig",
    ),
    "a bomb beside the sheets": (lambda: rebuilt(lambda _, old: old, {"xl/media/x": bytes(400 << 20)}), "0 changes"),
}


@pytest.mark.invariant(30)
@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_what_would_fill_a_computer_is_read_or_refused_in_bounded_memory(tmp_path: Path, name: str):
    make, expected = CASES[name]
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(make())

    done = subprocess.run(
        [sys.executable, "-c", READER.format(most=MEGABYTES), str(path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == expected
