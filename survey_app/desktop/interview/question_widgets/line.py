"""A line of text that loses nothing that an input method was still holding."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from survey_app.desktop.interview.question_widgets.standing_word import StandingWord


class Line(QLineEdit):
    """Enter in a preedit accepts the word and stays; a preedit left standing is kept when the focus moves on."""

    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, input_method: bool = True) -> None:
        super().__init__(parent)
        self._standing = StandingWord(self)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, input_method)
        if not input_method:
            self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._standing.hear(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        event.accept()
        if not self._standing.accept():
            self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.accept_preedit()
        super().focusOutEvent(event)
        self.left.emit()

    def accept_preedit(self) -> None:
        """Turn what the input method still holds into text."""
        self._standing.accept()
