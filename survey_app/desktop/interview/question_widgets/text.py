"""Words: one line, or several."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from forms.identity_numbers import Grouping, grouping_of
from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.line import Line
from survey_app.desktop.interview.question_widgets.number import SEPARATORS, half_width, with_separators
from survey_app.desktop.interview.question_widgets.standing_word import StandingWord

DIGITS = {"numbers", "fixed"}
"""Appearances whose answer is read digit by digit: fixed-width face, no input method."""
HIDDEN = {"masked", "hidden-answer"}
NO_SIGN_OF_A_NUMBER = re.compile(r"[^0-9+\-.,()/#* ]")
"""What is not taken where a form wants digits; numbers of telephones and rooms have signs too."""
WEB = ("http://", "https://")


class TextQuestion(AnswerWidget):
    takes_text = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = Line(self)
        self._shown = ""
        self._length = 0
        self._grouped = self._only_numbers = False
        self._grouping: Grouping | None = None
        """How the answer is written to be read; it is reported without the gaps."""
        self._go = QPushButton(self.tr("Open"), self)
        self._go.setProperty("kind", "quiet")
        self._go.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        layout.addWidget(self._go)

        self.setFocusProxy(self._line)
        self._go.clicked.connect(self._open_page)
        self._line.textEdited.connect(self._watch)
        self._line.entered.connect(self._enter)
        self._line.left.connect(self.keep)

    def show_state(self, state: QuestionState) -> None:
        self.path = state.path
        # A scanner types like a keyboard, and its Enter goes on; an input method would only swallow its signs.
        self._grouping = grouping_of(state.appearance)
        digits = bool(state.appearance & DIGITS) or state.kind == "barcode" or self._grouping is not None
        self._grouped = {"numbers", "thousands-sep"} <= state.appearance
        self._only_numbers = "numbers" in state.appearance and self._grouping is None
        if bool(self._line.property("digits")) != digits:
            self._line.setProperty("digits", digits)
            self._line.setProperty("role", "fixed" if digits else None)
            self._line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not digits)
            self._line.style().polish(self._line)
        self._length = int(state.parameters.get("length", 0) or 0)
        self._line.setReadOnly(state.readonly)
        masked = bool(state.appearance & HIDDEN)
        self._go.setVisible("url" in state.appearance)
        self._go.setEnabled(state.value.startswith(WEB))
        self._line.setEchoMode(QLineEdit.EchoMode.Password if masked else QLineEdit.EchoMode.Normal)
        # While somebody types here, what they type is the truth; a state that echoes it must not move the cursor.
        if not self._line.hasFocus() or self._line.text() == self._shown:
            self._shown = self._as_read(state.value)
            self._line.setText(self._shown)

    def keep(self) -> None:
        self._line.accept_preedit()
        text = self._line.text()
        if text != self._shown and not self._line.isReadOnly():
            if self._grouped:
                text = half_width(text).translate(SEPARATORS)
                self._line.setText(with_separators(text))
            elif self._grouping is not None and self._grouping(text) != text:
                self._line.setText(self._grouping(text))
            if self._grouping is not None:
                text = "".join(text.split())
            self._shown = self._line.text()
            self.answered.emit(self.path, text or None)

    def _as_read(self, value: str) -> str:
        if self._grouping is not None:
            return self._grouping(value)
        return with_separators(value) if self._grouped else value

    def _open_page(self) -> None:
        self.keep()
        if self._line.text().startswith(WEB):
            QDesktopServices.openUrl(QUrl(self._line.text()))

    def _enter(self) -> None:
        self.keep()
        self.finished.emit(self.path)

    def _watch(self, text: str) -> None:
        if self._only_numbers:
            text = self._without_other_signs(text)
        self._watch_length(text)

    def _without_other_signs(self, text: str) -> str:
        """Letters are not taken where the form wants digits; full-width digits are."""
        numeric = NO_SIGN_OF_A_NUMBER.sub("", half_width(text))
        if numeric != text:
            before = NO_SIGN_OF_A_NUMBER.sub("", half_width(text[: self._line.cursorPosition()]))
            self._line.setText(numeric)
            self._line.setCursorPosition(len(before))
        return numeric

    def _watch_length(self, text: str) -> None:
        """A number of known length is judged at its last character, not only on leaving."""
        if self._grouping is not None and self._line.cursorPosition() == len(text) and not text[-1:].isspace():
            # Somebody who mends the middle of it has the cursor there, and it stays.
            self._line.setText(self._grouping(text))
        if self._length and sum(not character.isspace() for character in text) >= self._length:
            self.keep()


ROWS, MOST_ROWS = 3, 12
FRAME = 24
"""Pixels of a text around its lines."""


def _rows_of(state: QuestionState) -> int:
    told = state.parameters.get("rows", "")
    return max(1, min(MOST_ROWS, int(told))) if told.isdecimal() else ROWS


class _LongLine(QPlainTextEdit):
    def __init__(self, owner: LongText) -> None:
        super().__init__(owner)
        self._owner = owner
        self._standing = StandingWord(self)
        self.setTabChangesFocus(True)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._standing.hear(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if not self._standing.accept():
                self._owner.enter()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.accept_preedit()
        super().focusOutEvent(event)
        self._owner.keep()

    def accept_preedit(self) -> None:
        self._standing.accept()


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
        self._text.setFixedHeight(_rows_of(state) * self._text.fontMetrics().lineSpacing() + FRAME)
        if state.value != self._shown or not self._text.hasFocus():
            self._shown = state.value
            if self._text.toPlainText() != state.value:
                self._text.setPlainText(state.value)

    def keep(self) -> None:
        self._text.accept_preedit()
        text = self._text.toPlainText()
        if text != self._shown:
            self._shown = text
            self.answered.emit(self.path, text or None)

    def enter(self) -> None:
        self.keep()
        self.finished.emit(self.path)
