"""A stick that comes is read, and before it is pulled out it holds the receipts and what waits for its community."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from survey_app import merge_desk
from survey_app.desktop.jobs import Job
from survey_app.desktop.merge_desk.desk import Desk
from survey_app.desktop.merge_desk.sticks import StickWatch

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace


class StickAnswer(QObject):
    came = Signal(list)
    """The stick's folder: its files should be taken to the desk."""

    def __init__(self, workspace: Workspace, shell: Shell, sticks: StickWatch, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._shell = workspace, shell
        self._stick: Path | None = None
        """The stick whose files are being read: it gets the receipts."""
        sticks.came.connect(self._take)

    def answer(self, desk: Desk) -> None:
        """Write a receipt, and what waits for the community, for every file that came on the stick."""
        stick, self._stick = self._stick, None
        if stick is None or self._workspace.read_only:
            return
        workspace = self._workspace
        came = [arrival for arrival in desk.arrivals if (stick / arrival.file.name).exists()]
        job = Job(lambda report: merge_desk.write_back(workspace, came, stick))
        job.succeeded.connect(self._tell)
        self._shell.start(job)

    def _take(self, folder: str) -> None:
        self._shell.tell(self.tr("Stick %1: reading …").replace("%1", folder))
        self._stick = Path(folder)
        self.came.emit([Path(folder)])

    def _tell(self, written: list[Path]) -> None:
        if written:
            self._shell.tell(
                self.tr("%n file(s) received; the receipts are on the stick. You can pull it out.", "", len(written))
            )
        else:
            self._shell.tell(self.tr("The stick has been read. You can pull it out."))
