"""The real window on a laptop with one building, for benchmarks of the interview."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.pack import REEMPLOYMENT_4050
from survey_app.app import Surroundings
from survey_app.demo import fill_household
from survey_app.demo_people import DemoHousehold, People
from survey_app.desktop.interview.interview_page import InterviewPage
from survey_app.desktop.launch import Desktop
from survey_app.doors import DoorPlan, doors, generate_doors, save_doors
from survey_app.interviews import Interview
from survey_app.workspace import Staff, Workspace, create_workspace

COMMUNITY = "220104003001"


STARTED = monotonic()
EVENING = datetime(2003, 6, 12, 18, 30, tzinfo=timezone(timedelta(hours=8)))


def now() -> datetime:
    """The evening on which the invented families were asked."""
    return EVENING + timedelta(seconds=monotonic() - STARTED)


def laptop(folder: Path) -> Workspace:
    """Make a workspace with a dozen doors, on the disk and encrypted as all are."""
    workspace = create_workspace(folder / "laptop", REEMPLOYMENT_4050, COMMUNITY, Staff("A-01", "李敏"), None, now)
    plan = DoorPlan(5, 5, 1, 1, 6, 2, road="南湖大路", road_no="1288号", estate="湖滨家园")
    save_doors(workspace, plan, generate_doors(plan))
    return workspace


def household_of(size: int) -> DemoHousehold:
    """Return one household of so many people, made of several."""
    people = People(Random(7), "220104", date(2003, 6, 12))
    found = people.household()
    while len(found.persons) < size:
        found = replace(found, persons=(*found.persons, *people.household().persons))
    return replace(found, persons=found.persons[:size])


def record(workspace: Workspace, size: int) -> tuple[str, str]:
    """Record such a household at the first door; return the door and the record."""
    door = doors(workspace)[0].record_id
    interview = Interview.open(workspace, "household", parent_id=door)
    fill_household(interview, interview.instance, "person", household_of(size))
    record_id = interview.record_id
    interview.close()
    return door, record_id


def desktop(workspace: Workspace, folder: Path) -> Desktop:
    """Show the window on the workspace."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    shown = Desktop(application, Surroundings("zh", folder / "settings", folder / "settings"), None)
    shown.window.resize(1366, 768)
    shown.window.show()
    shown.window.activateWindow()
    # Shortcuts reach an active window only.
    QTest.qWaitForWindowActive(shown.window)
    shown.enter(workspace)
    settle()
    return shown


def interview_page(shown: Desktop, **spot: str) -> InterviewPage:
    """Open the interview page there."""
    shown.shell.open("interview", **spot)
    settle()
    page = shown.window.pages["interview"]
    assert isinstance(page, InterviewPage)
    return page


def settle() -> None:
    """Let everything happen that is waiting, painting too."""
    for _ in range(3):
        QApplication.processEvents()
        # Outside of the program's own loop nothing else takes away what was to be deleted.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
