"""The four walls stay where they are."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_no_arrow_between_the_rooms_points_back():
    linter = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert linter.returncode == 0, linter.stdout + linter.stderr


def test_there_is_no_room_for_leftovers():
    leftovers = {"utils", "helpers", "common", "manager", "managers", "base_classes", "services", "misc"}
    rooms = [path for top in ("forms", "sync", "reports", "survey_app") for path in (ROOT / top).rglob("*.py")]

    assert rooms
    assert not [path for path in rooms if leftovers & {path.stem, path.parent.name}]
