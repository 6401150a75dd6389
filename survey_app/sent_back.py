"""Records that an office has sent back with a sentence, until somebody has looked at them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey_app.enrolment import enrolled
from survey_app.records import place_of
from survey_app.workspace import Workspace
from sync.commit import RETURNED, Commit


@dataclass(frozen=True, slots=True)
class SentBack:
    """One record that waits to be looked at again."""

    record: str
    dataset: str
    remark: str


def send_back(workspace: Workspace, record: str, dataset: str, remark: str) -> list[Commit]:
    """Send a record to whoever recorded it, with a sentence. It travels with the next files that go there."""
    return workspace.change(record, dataset, {RETURNED: remark})


def seen_to(workspace: Workspace, record: str, dataset: str) -> list[Commit]:
    """Say that a record was looked at again and is right as it stands."""
    return workspace.change(record, dataset, {RETURNED: None})


def sent_back(workspace: Workspace) -> list[SentBack]:
    """Return every record that waits to be looked at again."""
    return [SentBack(mark.record, mark.dataset, mark.value) for mark in workspace.store.marks(RETURNED)]


def remarks_by_door(workspace: Workspace) -> dict[str, str]:
    """Return for each door what is to be looked at again behind it."""
    found: dict[str, list[str]] = {}
    for each in sent_back(workspace):
        if door := place_of(workspace, each.record):
            found.setdefault(door, []).append(each.remark)
    return {door: "\n".join(remarks) for door, remarks in found.items()}


def assistant_of(workspace: Workspace, area: str) -> str:
    """Return the name of whoever records in a community, "" where no laptop of it is known."""
    names: Sequence[str] = [each.name for each in enrolled(workspace) if each.area == area]
    return names[-1] if names else ""
