"""Where the program begins: the desktop where there is a screen, the command line everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from multiprocessing import freeze_support
from pathlib import Path

from survey_app.app import has_display, surroundings
from survey_app.memory import collect_seldom
from survey_app.sentences import sentence
from sync.progress import Report

OPENED = frozenset({".xlsx", ".xls", ".xml", ".bundle"})
"""Files that a double click hands to the desktop."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Open the window for no arguments, `tour`, or one file or folder; otherwise run the command that is named."""
    # In the frozen program the second process that helps to merge begins here too, and goes no further.
    freeze_support()
    collect_seldom()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not _wants_window(given):
        _command_line(given)
    elif has_display() and find_spec("PySide6"):
        raise SystemExit(_desktop(given))
    elif given == ["tour"]:
        print(sentence(surroundings().language, "cli.no_display"), file=sys.stderr)
        _command_line(["demo", str(_free_folder(surroundings().home / "demo-run"))])
    else:
        print(sentence(surroundings().language, "cli.no_desktop"), file=sys.stderr)
        raise SystemExit(1)


def _wants_window(given: Sequence[str]) -> bool:
    if not given or given == ["tour"]:
        return True
    path = Path(given[0])
    return len(given) == 1 and (path.is_dir() or (path.suffix.lower() in OPENED and path.is_file()))


def _desktop(given: Sequence[str]) -> int:
    # Loaded late: the command line must run where Qt is not installed.
    from survey_app.desktop.launch import run_desktop

    around = surroundings()
    town = around.home / "demo"

    def demo(report: Report) -> Path:
        from survey_app.demo_town import town_at

        return town_at(town, around.now, around.language, report).assistant

    if given == ["tour"]:
        return run_desktop(around, None, demo, tour=True)
    return run_desktop(around, Path(given[0]) if given else None, demo)


def _free_folder(folder: Path) -> Path:
    number, free = 1, folder
    while free.exists():
        number += 1
        free = folder.with_name(f"{folder.name}-{number}")
    return free


def _command_line(given: Sequence[str]) -> None:
    # Loaded late: the window does not need it.
    from survey_app.cli import app

    app(list(given))


if __name__ == "__main__":
    main()
