"""Long work on a page: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from survey_app.desktop.jobs import Job


class ProgressLine(QWidget):
    """Hidden while nothing runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self.stop_button = QPushButton(self.tr("Stop"), self)
        self._job: Job | None = None
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addLayout(row)
        self.stop_button.clicked.connect(self.stop)
        self.hide()

    @property
    def is_working(self) -> bool:
        return self._job is not None

    def follow(self, job: Job, words: str) -> None:
        """Show a job until it ends, whichever way."""
        self._job = job
        self._words.setText(words)
        # No end is known until the work has said how much there is.
        self._bar.setRange(0, 0)
        self.stop_button.setEnabled(True)
        job.progressed.connect(self._show)
        job.ended.connect(self._end)
        self.show()

    def stop(self) -> None:
        """Ask the work to stop at its next step; what is written whole stays."""
        if self._job is not None:
            self._job.cancel()
            self.stop_button.setEnabled(False)

    @Slot(int, int)
    def _show(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)

    @Slot()
    def _end(self) -> None:
        self._job = None
        self.hide()
