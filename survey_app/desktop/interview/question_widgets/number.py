"""Numbers: typed without an input method, full-width digits understood."""

from __future__ import annotations

import unicodedata

from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.line import Line


class NumberQuestion(AnswerWidget):
    takes_text = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = Line(self, input_method=False)
        self._line.setMaximumWidth(200)
        self._shown = ""

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        layout.addStretch()

        self.setFocusProxy(self._line)
        self._line.entered.connect(self._enter)
        self._line.left.connect(self.keep)

    def show_state(self, state: QuestionState) -> None:
        self.path = state.path
        self._line.setReadOnly(state.readonly)
        if not self._line.hasFocus() or self._line.text() == self._shown:
            self._line.setText(state.value)
            self._shown = state.value

    def keep(self) -> None:
        text = self._line.text()
        if text != self._shown and not self._line.isReadOnly():
            self._shown = text
            self.answered.emit(self.path, half_width(text).strip() or None)

    def _enter(self) -> None:
        self.keep()
        self.finished.emit(self.path)


def half_width(text: str) -> str:
    """Return full-width digits and signs as the half-width ones that they stand for."""
    return "".join(unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" else sign for sign in text)
