"""A community of one stairwell and an assistant at its doors, for whatever may happen to the laptop."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from forms.pack import REEMPLOYMENT_4050
from survey_app.doors import doors, save_door
from survey_app.drafts import resumable
from survey_app.interviews import Interview
from survey_app.workspace import Staff, Workspace, create_workspace, open_workspace

CHINA = timezone(timedelta(hours=8))
COMMUNITY = "220104003001"
LI_MIN = Staff("0301", "李敏")
PASSWORD = "三号楼"
DOORS = ("101", "102", "201")


def now() -> datetime:
    """One evening in June that does not pass, so that two runs can be compared."""
    return datetime(2003, 6, 12, 18, 30, tzinfo=CHINA)


def lay_out_community(folder: Path) -> None:
    """Make an assistant's workspace in which the doors are known and nobody has been visited."""
    workspace = create_workspace(folder, REEMPLOYMENT_4050, COMMUNITY, LI_MIN, PASSWORD, now)
    for number in DOORS:
        save_door(workspace, building="3", unit="1", floor=int(number[0]), door=number)
    workspace.close()


def opened(folder: Path) -> Workspace:
    return open_workspace(folder, PASSWORD, now)


def door_id(workspace: Workspace, number: str) -> str:
    return next(door.record_id for door in doors(workspace) if door.door == number)


def all_that_is_held(workspace: Workspace) -> dict[str, Any]:
    """Return every answer a person would find here, committed and not, under the numbers of the doors."""
    numbers = {door.record_id: door.door for door in doors(workspace)}
    return {
        "households": [_household(workspace, row, numbers) for row in _rows(workspace, "household")],
        "visits": sorted((numbers[row["parent_id"]], row["outcome"]) for row in _rows(workspace, "visit")),
        "open": [_open_interview(workspace, each.draft_id, numbers) for each in resumable(workspace)],
    }


def _rows(workspace: Workspace, dataset: str) -> list[dict[str, Any]]:
    return workspace.rows(dataset)


def _household(workspace: Workspace, row: dict[str, Any], numbers: dict[str, str]) -> tuple[str, Any, Any]:
    fields = [field.name for field in workspace.definitions.datasets["person"].fields]
    persons = [
        tuple(str(child.values.get(name)) for name in fields)
        for child in workspace.store.children(row["record_id"], "person")
    ]
    own = [field.name for field in workspace.definitions.datasets["household"].fields]
    return numbers[row["parent_id"]], tuple(str(row.get(name)) for name in own), persons


def _open_interview(workspace: Workspace, draft: str, numbers: dict[str, str]) -> tuple[str, str, dict[str, str]]:
    interview = Interview.resume(workspace, draft)
    answers = {state.path: state.missing or state.value for state in interview.states() if state.missing or state.value}
    return numbers[interview.parent_id], interview.place, answers
