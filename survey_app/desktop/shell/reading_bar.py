"""One line under the top bar while somebody else writes: who holds the records, and the way to try again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class ReadingBar(QFrame):
    again_wanted = Signal()

    def __init__(self, words: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("role", "told")
        self.words = QLabel(words, self)
        self.words.setWordWrap(True)
        self.again_button = QPushButton(self.tr("Try again"), self)
        self.again_button.setProperty("kind", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.again_button)
        self.again_button.clicked.connect(self.again_wanted)
