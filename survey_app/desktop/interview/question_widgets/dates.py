"""Dates and times, typed as digits: 19600512, 1960-5-12, 1960.5 all mean what they say."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.line import Line
from survey_app.desktop.interview.question_widgets.number import half_width

PATTERNS = {"date": "2003-06-12", "time": "18:40", "datetime": "2003-06-12 18:40"}


class DateQuestion(AnswerWidget):
    takes_text = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = Line(self, input_method=False)
        self._line.setMaximumWidth(220)
        self._kind, self._shown = "date", ""

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        layout.addStretch()

        self.setFocusProxy(self._line)
        self._line.entered.connect(self._enter)
        self._line.left.connect(self.keep)

    def show_state(self, state: QuestionState) -> None:
        self.path, self._kind = state.path, state.kind
        self._line.setReadOnly(state.readonly)
        self._line.setPlaceholderText(PATTERNS.get(state.kind, ""))
        if not self._line.hasFocus() or self._line.text() == self._shown:
            self._line.setText(as_read(state.value, state.kind))
            self._shown = self._line.text()

    def keep(self) -> None:
        text = self._line.text()
        if text != self._shown and not self._line.isReadOnly():
            value = as_typed(text, self._kind)
            # What was understood stands there at once, so that a slip is seen before the next question.
            self._line.setText(as_read(value, self._kind))
            self._shown = self._line.text()
            self.answered.emit(self.path, value or None)

    def _enter(self) -> None:
        self.keep()
        self.finished.emit(self.path)


def as_typed(text: str, kind: str) -> str:
    """Return what was typed as XForms writes it; text that is no date stays as it is and is judged by the form."""
    text = half_width(text).strip()
    if kind == "time":
        return _time(text) or text
    day, _, clock = text.partition(" ") if kind == "datetime" else (text, "", "")
    date = _date(day)
    if kind == "date" or not date:
        return date or text
    return f"{date}T{_time(clock) or '00:00:00'}"


def as_read(value: str, kind: str) -> str:
    """Return a value as people read it: without seconds and offset."""
    if kind == "datetime" and "T" in value:
        day, _, clock = value.partition("T")
        return f"{day} {clock[:5]}"
    return value[:5] if kind == "time" and re.match(r"\d\d:\d\d:", value) else value


def _date(text: str) -> str:
    match = re.fullmatch(r"(\d{4})(\d{2})(\d{2})|(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", text)
    if not match:
        return ""
    year, month, day = [part for part in match.groups() if part]
    return f"{year}-{int(month):02}-{int(day):02}"


def _time(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2})[:：.]?(\d{2})(?:[:：]\d{2})?", text)
    return f"{int(match[1]):02}:{match[2]}:00" if match else ""
