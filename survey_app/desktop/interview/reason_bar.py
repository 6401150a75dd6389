"""F4: why there is no answer, chosen by one digit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from forms.state import Missing, Path
from survey_app.desktop.elided_label import ElidedLabel

REASONS = (Missing.DOES_NOT_KNOW, Missing.REFUSED, Missing.NO_CARD, Missing.LATER)


class ReasonBar(QFrame):
    chosen = Signal(str, object)
    """path; a `Missing`, or None to take the reason back"""
    closed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "told")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._path: Path = ""
        self._question = ElidedLabel("", self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.addWidget(self._question, 1)
        words = (self.tr("Does not know"), self.tr("Refused"), self.tr("No card at hand"), self.tr("Later"))
        for key, (reason, word) in enumerate(zip(REASONS, words, strict=True), start=1):
            button = QPushButton(f"{key}  {word}", self)
            button.setProperty("kind", "quiet")
            button.setProperty("reason", str(reason))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self._clicked)
            layout.addWidget(button)
        layout.addStretch(0)
        self.hide()

    def ask(self, path: Path, label: str) -> None:
        self._path = path
        self._question.setText(self.tr("%1: why is there no answer?").replace("%1", label))
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text and text in "1234":
            self._choose(REASONS[int(text) - 1])
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_0):
            self._choose(None)
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F4):
            self.hide()
            self.closed.emit(self._path)
        else:
            super().keyPressEvent(event)

    def _clicked(self) -> None:
        self._choose(Missing(self.sender().property("reason")))

    def _choose(self, reason: Missing | None) -> None:
        self.hide()
        self.chosen.emit(self._path, reason)
