"""Words: one line, or several."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.line import Line

DIGITS = {"numbers", "fixed"}
"""Appearances whose answer is read digit by digit: fixed-width face, no input method."""


class TextQuestion(AnswerWidget):
    takes_text = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = Line(self)
        self._shown = ""

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)

        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self._watch_length)
        self._line.entered.connect(self._enter)
        self._line.left.connect(self.keep)

    def show_state(self, state: QuestionState) -> None:
        self.path = state.path
        digits = bool(state.appearance & DIGITS)
        if bool(self._line.property("digits")) != digits:
            self._line.setProperty("digits", digits)
            self._line.setProperty("role", "fixed" if digits else None)
            self._line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not digits)
            self._line.style().polish(self._line)
        self._length = int(state.parameters.get("length", 0) or 0)
        self._line.setReadOnly(state.readonly)
        masked = "masked" in state.appearance
        self._line.setEchoMode(QLineEdit.EchoMode.Password if masked else QLineEdit.EchoMode.Normal)
        # While somebody types here, what they type is the truth; a state that echoes it must not move the cursor.
        if not self._line.hasFocus() or self._line.text() == self._shown:
            self._line.setText(state.value)
            self._shown = state.value

    def keep(self) -> None:
        self._line.accept_preedit()
        text = self._line.text()
        if text != self._shown and not self._line.isReadOnly():
            self._shown = text
            self.answered.emit(self.path, text or None)

    def _enter(self) -> None:
        self.keep()
        self.finished.emit(self.path)

    def _watch_length(self, text: str) -> None:
        """A number of known length is judged at its last character, not only on leaving."""
        if self._length and sum(not character.isspace() for character in text) >= self._length:
            self.keep()


class _LongLine(QPlainTextEdit):
    def __init__(self, owner: LongText) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setTabChangesFocus(True)
        self.setFixedHeight(96)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._owner.enter()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._owner.keep()


class LongText(AnswerWidget):
    """Several lines; Shift+Enter begins a new one, Enter goes on as everywhere."""

    takes_text = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _LongLine(self)
        self._shown = ""

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        self.setFocusProxy(self._text)

    def show_state(self, state: QuestionState) -> None:
        self.path = state.path
        self._text.setReadOnly(state.readonly)
        if state.value != self._shown or not self._text.hasFocus():
            self._shown = state.value
            if self._text.toPlainText() != state.value:
                self._text.setPlainText(state.value)

    def keep(self) -> None:
        text = self._text.toPlainText()
        if text != self._shown:
            self._shown = text
            self.answered.emit(self.path, text or None)

    def enter(self) -> None:
        self.keep()
        self.finished.emit(self.path)
