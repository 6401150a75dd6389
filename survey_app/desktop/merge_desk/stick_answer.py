"""A stick that comes is read, and before it is pulled out it holds the receipts and what waits for its community."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStorageInfo, Signal

from survey_app.answering import Answered, answer_stick, told
from survey_app.desktop.jobs import Job, Report
from survey_app.desktop.merge_desk.sticks import StickWatch
from survey_app.desktop.staff.staff_page import REQUEST
from survey_app.merge_desk import receive
from survey_app.sentences import sentence

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace


class StickAnswer(QObject):
    read = Signal(list)
    """Its files lie on the desk now; with them come requests for forgotten passwords that lay on it."""

    def __init__(self, workspace: Workspace, shell: Shell, sticks: StickWatch, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._shell, self._sticks = workspace, shell, sticks
        sticks.came.connect(self.take)

    def begin(self) -> None:
        """A stick that was plugged in before the program was started has come, too."""
        for folder in sorted(self._sticks.drives()):
            self.take(folder)

    def take(self, folder: str) -> None:
        """Copy, verify, list and answer, in one go; nothing is merged."""
        if self._workspace.read_only:
            return
        workspace, stick, language = self._workspace, Path(folder), self._shell.language
        name = name_of(folder)
        self._shell.tell(sentence(language, "stick.reading", stick=name))

        def work(report: Report) -> tuple[str, list[Path]]:
            answered: Answered = answer_stick(workspace, receive(workspace, [stick], report), stick)
            return told(answered, name, language), sorted(stick.glob(f"*{REQUEST}"))

        job = Job(work)
        job.succeeded.connect(self._tell)
        self._shell.start(job)

    def _tell(self, done: tuple[str, list[Path]]) -> None:
        words, requests = done
        if requests:
            words += sentence(self._shell.language, "stick.request")
        self.read.emit(requests)
        self._shell.tell(words)


def name_of(folder: str) -> str:
    """Return what people call a stick: its label and its letter or folder."""
    label = QStorageInfo(folder).displayName() if Path(folder).is_mount() else ""
    return f"{label} ({folder})" if label and label != folder else Path(folder).name or folder
