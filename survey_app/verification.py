"""Is everything in order: hashes, signatures, what was derived, counts."""

from __future__ import annotations

from dataclasses import dataclass

from survey_app.attachment_care import elsewhere
from survey_app.workspace import Workspace
from sync.progress import Report, unwatched


@dataclass(frozen=True, slots=True)
class Verified:
    """What was gone through, and what is wrong with it."""

    records: int
    commits: int
    problems: tuple[str, ...]
    elsewhere: int
    """Pictures and files that records name and that have not arrived here: no problem, but good to know."""


def verify(workspace: Workspace, report: Report = unwatched) -> Verified:
    """Go through everything. Nothing is changed."""
    numbers = workspace.store.numbers()
    problems = tuple(f"{finding.flaw}: {finding.where}" for finding in workspace.store.verify(report))
    return Verified(numbers["records"], numbers["commits"], problems, len(elsewhere(workspace)))
