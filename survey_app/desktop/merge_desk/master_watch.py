"""Keeps the master workbook up to date, and notices what a person saves in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from survey_app.desktop.jobs import Job
from survey_app.hand_edits import is_waiting
from survey_app.master import MasterWritten, pending_edits, refresh_master
from sync.errors import EditsNotRead, MasterInUse

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

IN_USE, UNREAD, REFUSED = "in use", "unread", "refused"
"""Why the master was not brought up to date."""

PAUSE = 1500
"""Milliseconds after a change of the master before it is read: a saving program writes it in several steps."""


class MasterWatch(QObject):
    told = Signal(str, bool)
    """How it stands, in words; whether the file is there."""
    edited = Signal()
    """Somebody changed cells that nobody has read in."""

    def __init__(self, workspace: Workspace, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._shell = workspace, shell
        self._watch = QFileSystemWatcher(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._watch.fileChanged.connect(self._changed)
        self._pause.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Bring the master up to date; never over an edit that nobody has read."""
        workspace, language = self._workspace, self._shell.language

        def work(report: Any) -> MasterWritten | str:
            try:
                edits = pending_edits(workspace)
                if edits is not None:
                    return UNREAD if is_waiting(workspace, edits) else REFUSED
                return refresh_master(workspace, None, report, language=language)
            except MasterInUse:
                return IN_USE
            except EditsNotRead:
                return UNREAD

        job = Job(work)
        job.succeeded.connect(self._tell)
        self._shell.start(job)

    def open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._workspace.master)))

    def _tell(self, written: MasterWritten | str) -> None:
        master = self._workspace.master
        self.told.emit(self._words(written), master.exists())
        if written == UNREAD:
            self.edited.emit()
        if master.exists() and str(master) not in self._watch.files():
            self._watch.addPath(str(master))

    def _words(self, written: MasterWritten | str) -> str:
        if written == IN_USE:
            return self.tr(
                "The master is open in WPS or Excel and was left alone; the merge itself is done. "
                "It is refreshed when you close it."
            )
        if written == UNREAD:
            return self.tr("Somebody changed cells in the master. They lie on the desk: look, then F9.")
        if written == REFUSED:
            return self.tr(
                "The master holds cells that were not taken; they stand under To do. It is refreshed when somebody "
                "has dealt with them."
            )
        return self.tr("The master workbook is up to date.")

    def _changed(self) -> None:
        self._pause.start()
