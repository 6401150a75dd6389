"""A decision of an office that can be taken back and made again, however often, and travels each time."""

from __future__ import annotations

from collections.abc import Sequence

from survey_app.workspace import Workspace
from sync.commit import Commit


class Decision:
    """Commits that stand until they are taken back."""

    def __init__(self, workspace: Workspace, commits: Sequence[Commit]) -> None:
        self._workspace, self._commits = workspace, commits
        self._revokes: Sequence[Commit] = ()

    def take_back(self) -> None:
        self._revokes = self._workspace.take_back(self._commits)

    def make_again(self) -> None:
        self._workspace.take_back(self._revokes)
