"""What an input method still holds for a field: half a word, underlined, that is no text of the field yet."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


class StandingWord:
    def __init__(self, field: QLineEdit | QPlainTextEdit) -> None:
        self._field = field
        self._preedit = ""

    def hear(self, event: QInputMethodEvent) -> None:
        """Note what stands there after an event that the field has handled."""
        self._preedit = event.preeditString()

    def accept(self) -> bool:
        """Turn it into text of the field; say whether there was any."""
        if not self._preedit:
            return False
        QGuiApplication.inputMethod().commit()
        # An input method that knew of it has sent its own event by now and emptied the preedit.
        if self._preedit:
            standing = QInputMethodEvent()
            standing.setCommitString(self._preedit)
            self._field.inputMethodEvent(standing)
        return True
