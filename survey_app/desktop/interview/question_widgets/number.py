"""Numbers: typed without an input method, full-width digits understood."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.line import Line

PLAIN_NUMBER = re.compile(r"([+-]?)([0-9]+)(\.[0-9]*)?")
SEPARATORS = str.maketrans("", "", ",， '")


class NumberQuestion(AnswerWidget):
    takes_text = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = Line(self, input_method=False)
        self._line.setMaximumWidth(200)
        self._shown = ""
        self._grouped = False

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        layout.addStretch()

        self.setFocusProxy(self._line)
        self._line.entered.connect(self._enter)
        self._line.left.connect(self.keep)

    def show_state(self, state: QuestionState) -> None:
        self.path = state.path
        self._grouped = "thousands-sep" in state.appearance
        self._line.setReadOnly(state.readonly)
        if not self._line.hasFocus() or self._line.text() == self._shown:
            self._shown = with_separators(state.value) if self._grouped else state.value
            self._line.setText(self._shown)

    def keep(self) -> None:
        text = self._line.text()
        if text != self._shown and not self._line.isReadOnly():
            value = half_width(text).strip()
            if self._grouped:
                value = value.translate(SEPARATORS)
                self._line.setText(with_separators(value))
            self._shown = self._line.text()
            self.answered.emit(self.path, value or None)

    def _enter(self) -> None:
        self.keep()
        self.finished.emit(self.path)


def half_width(text: str) -> str:
    """Return full-width digits and signs as the half-width ones that they stand for."""
    return "".join(unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" else sign for sign in text)


def with_separators(value: str) -> str:
    """Return a number as it is read more easily, 1,234,567; text that is no plain number stays as it is."""
    match = PLAIN_NUMBER.fullmatch(value)
    return f"{match[1]}{int(match[2]):,}{match[3] or ''}" if match and not match[2].startswith("00") else value
