"""From process start to a password prompt that takes keys, and from there to painted doors, against a bare window.

Each start is a process of its own. The bare window is the least that PySide6 can show: an empty widget, painted once.
The password is typed at five keys a second, as a person does, and the clock starts with its last key, Enter. Beside
the clock stands the processor's time, which other work on the machine disturbs less. At the end: how a large form that
was converted once opens, against converting it.

    start_against_bare_window.py [--rounds N]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from time import monotonic, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

PASSWORD = "nine apples"
LARGE_FORM = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "forms" / "whova_form.xlsx"
BUILDINGS, UNITS, FLOORS, PER_FLOOR = 25, 5, 6, 4


def make_workspace(folder: Path) -> None:
    """Make a laptop with 3,000 doors and a password."""
    from forms.pack import REEMPLOYMENT_4050
    from survey_app.doors import DoorPlan, generate_doors, save_doors
    from survey_app.workspace import Staff, create_workspace

    staff = Staff("A-01", "李敏")
    now = lambda: datetime.now().astimezone()  # noqa: E731
    workspace = create_workspace(folder, REEMPLOYMENT_4050, "220104003001", staff, PASSWORD, now)
    plan = DoorPlan(1, BUILDINGS, UNITS, 1, FLOORS, PER_FLOOR, road="南湖大路", road_no="1288号", estate="湖滨家园")
    save_doors(workspace, plan, generate_doors(plan))
    assert workspace.store.count("dwelling") == BUILDINGS * UNITS * FLOORS * PER_FLOOR
    workspace.close()


def show_bare_window() -> None:
    from PySide6.QtWidgets import QApplication, QWidget

    application = QApplication([])
    window = QWidget()
    window.show()
    _paint(application, window)
    _told(painted=monotonic(), processor=process_time())


def show_ours(folder: Path, settings: Path) -> None:
    """Start as the program does, type the password, wait for the doors."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from survey_app.app import Surroundings
    from survey_app.desktop.launch import Desktop
    from survey_app.desktop.start.password_page import PasswordPage

    application = QApplication([])
    desktop = Desktop(application, Surroundings("zh", settings, settings), None)
    desktop.start(folder)
    page = desktop.window.findChild(PasswordPage)
    assert page is not None
    _paint(application, desktop.window)
    QTest.keyClick(page.password, PASSWORD[0])
    assert page.password.text() == PASSWORD[0]
    typeable, typeable_work = monotonic(), process_time()
    for character in PASSWORD[1:]:
        QTest.qWait(200)
        QTest.keyClick(page.password, character)
    entered, entered_work = monotonic(), process_time()
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    there = QEventLoop()
    desktop.window.arrived.connect(there.quit)
    QTimer.singleShot(60_000, there.quit)
    there.exec()
    assert desktop.window.place == "doors"
    _paint(application, desktop.window)
    doors, doors_work = monotonic() - entered, process_time() - entered_work
    _told(typeable=typeable, processor=typeable_work, doors=doors, doors_processor=doors_work)
    desktop.window.close()
    application.processEvents()


def _paint(application: object, window: object) -> None:
    """Return when everything that is shown has been painted."""
    for _ in range(3):
        application.processEvents()  # type: ignore[attr-defined]
    window.grab()  # type: ignore[attr-defined]


def _told(**times: float) -> None:
    print(json.dumps(times), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--show", choices=("bare", "ours"))
    parser.add_argument("--folder", type=Path)
    told = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if told.show == "bare":
        show_bare_window()
    elif told.show == "ours":
        show_ours(told.folder / "laptop", told.folder / "settings")
    else:
        with tempfile.TemporaryDirectory() as folder:
            make_workspace(Path(folder) / "laptop")
            compare(Path(folder), told.rounds)
            compare_form(Path(folder), told.rounds)


def compare(folder: Path, rounds: int) -> None:
    from timing import in_own_process, medians_of_all, show_times

    def bare() -> dict[str, float]:
        start = monotonic()
        told = in_own_process(Path(__file__), "--show", "bare")
        return told | {"painted": told["painted"] - start}

    def ours() -> dict[str, float]:
        start = monotonic()
        told = in_own_process(Path(__file__), "--show", "ours", "--folder", str(folder))
        return told | {"typeable": told["typeable"] - start}

    # Once without counting, so that both find their files in memory.
    bare()
    ours()
    times = medians_of_all(rounds, {"bare": bare, "ours": ours})
    window, ours_took = times["bare"], times["ours"]
    show_times("process start to a prompt that takes keys", ours_took["typeable"], window["painted"], at_most=2)
    show_times("  the same, processor time", ours_took["processor"], window["processor"], at_most=2)
    show_times("password to painted doors, 3,000 of them", ours_took["doors"], window["painted"], at_most=8)
    show_times("  the same, processor time", ours_took["doors_processor"], window["processor"], at_most=8)


def compare_form(folder: Path, rounds: int) -> None:
    """The stored form of a workspace against the workbook that it was made of."""
    from timing import medians, seconds_of, show_times

    from forms.pack import REEMPLOYMENT_4050
    from survey_app.definitions import lone_definitions

    form = LARGE_FORM if LARGE_FORM.exists() else REEMPLOYMENT_4050 / "forms" / "household.xlsx"
    stored = folder / "form.xml"

    def converted() -> float:
        stored.unlink(missing_ok=True)
        return seconds_of(lambda: lone_definitions(form, stored))

    def opened() -> float:
        return seconds_of(lambda: lone_definitions(form, stored))

    converted()
    times = medians(rounds, {"stored": opened, "converted": converted})
    show_times(f"{form.stem} opened as stored, against converting it", times["stored"], times["converted"], at_most=0.5)


if __name__ == "__main__":
    main()
