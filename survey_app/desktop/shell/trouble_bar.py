"""The bar above the footer that says what happened, whether anything is lost, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from survey_app.desktop.icons import pixmap
from survey_app.desktop.theme import Theme
from survey_app.explain import Explanation


class TroubleBar(QFrame):
    dismissed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "trouble")
        self.sign = QLabel(self)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.understood = QPushButton(self)
        self.understood.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        row.addWidget(self.understood)
        self.understood.clicked.connect(self.dismissed)
        self.hide()

    def show_trouble(self, explanation: Explanation | None) -> None:
        if explanation is None:
            self.hide()
            return
        self.sign.setPixmap(pixmap("error", self._theme.tokens.error, 24, self.devicePixelRatioF()))
        self.understood.setText(self.tr("Understood"))
        self.words.setText(str(explanation))
        self.show()
