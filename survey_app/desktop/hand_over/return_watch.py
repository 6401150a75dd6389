"""The stick comes home: what the office has written on it is taken at once, on whatever page somebody stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from survey_app.desktop.jobs import Job
from survey_app.desktop.merge_desk.sticks import StickWatch
from survey_app.returns import Returned, arrived, returns_in, take_return
from survey_app.sentences import sentence

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace


class ReturnWatch(QObject):
    taken = Signal()
    """Records have changed, and the office has received more than was known."""

    def __init__(self, workspace: Workspace, shell: Shell, sticks: StickWatch, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._shell = workspace, shell
        self.sticks = sticks
        self._waiting = set(sticks.drives())
        """Sticks that nobody has looked at yet; while a household is being written down they wait."""
        sticks.came.connect(self._note)
        sticks.went.connect(self._forget)

    def _note(self, folder: str) -> None:
        self._waiting.add(folder)

    def _forget(self, folder: str) -> None:
        self._waiting.discard(folder)

    def look(self) -> None:
        """Take what lies on the sticks for us."""
        workspace, folders = self._workspace, [Path(each) for each in sorted(self._waiting)]
        self._waiting.clear()
        if not folders or workspace.read_only:
            return

        def work(report: object) -> Returned | None:
            found = [path for folder in folders for path in returns_in(workspace, folder)]
            # The latest says all that the earlier ones said.
            return take_return(workspace, found[0]) if found else None

        job = Job(work)
        job.succeeded.connect(self._tell)
        self._shell.start(job)

    def _tell(self, returned: Returned | None) -> None:
        if returned is None or returned.is_known:
            return
        self._shell.note_saved(self._shell.now())
        if returned.version is not None:
            self._shell.renew(sentence(self._shell.language, "publish.taken", version=returned.version.version))
            return
        self.taken.emit()
        self._shell.tell(arrived(returned, self._shell.language))
