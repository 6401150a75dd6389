"""Ctrl+E: every record as an OpenRosa submission, into a folder that is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from survey_app.desktop.jobs import Job
from survey_app.desktop.progress_line import ProgressLine
from survey_app.sentences import sentence
from survey_app.submissions import Submitted, write_submissions

if TYPE_CHECKING:
    from survey_app.desktop.page import Page


class SubmissionExport(QObject):
    def __init__(self, page: Page, progress: ProgressLine) -> None:
        super().__init__(page)
        self._page, self._progress = page, progress

    def ask(self) -> None:
        """Ask for a folder; the records go there, for ODK's own programs."""
        folder = QFileDialog.getExistingDirectory(
            self._page, self.tr("Where the submissions go"), str(self._page.workspace.exports)
        )
        if folder:
            self.write_to(Path(folder))

    def write_to(self, folder: Path) -> None:
        workspace, shell = self._page.workspace, self._page.shell
        job = Job(lambda report: write_submissions(workspace, folder, report=report))
        job.succeeded.connect(self._tell)
        self._progress.follow(job, self.tr("Writing submissions to %1 …").replace("%1", folder.name))
        shell.calm()
        shell.start(job)

    def _tell(self, done: Submitted) -> None:
        shell = self._page.shell
        shell.tell(sentence(shell.language, "cli.submissions", count=done.records, folder=done.folder.name))
