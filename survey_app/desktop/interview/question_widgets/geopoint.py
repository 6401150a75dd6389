"""A place on the earth, read from a map or a phone and typed: latitude, longitude."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.line import Line
from survey_app.desktop.interview.question_widgets.number import half_width

NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
SIDES = {"N": 1, "北": 1, "S": -1, "南": -1, "E": 1, "东": 1, "W": -1, "西": -1}
MARKED = re.compile(rf"([{''.join(SIDES)}])", re.IGNORECASE)


class GeopointQuestion(AnswerWidget):
    takes_text = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = Line(self, input_method=False)
        self._line.setMaximumWidth(320)
        self._line.setPlaceholderText("43.8868, 125.3245")
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
            self._shown = as_read(state.value)
            self._line.setText(self._shown)

    def keep(self) -> None:
        text = self._line.text()
        if text != self._shown and not self._line.isReadOnly():
            value = as_typed(text)
            self._line.setText(as_read(value))
            self._shown = self._line.text()
            self.answered.emit(self.path, value or None)

    def _enter(self) -> None:
        self.keep()
        self.finished.emit(self.path)


def as_typed(text: str) -> str:
    """Return a place as XForms writes it, `43.8868 125.3245 0 0`; text that is none stays as it is."""
    text = half_width(text).strip()
    numbers = [float(found) for found in NUMBER.findall(text)]
    sides = [SIDES[mark.upper()] for mark in MARKED.findall(text)]
    spare = MARKED.sub("", NUMBER.sub("", text)).strip(" ,，、;°度纬经:：")
    if not 2 <= len(numbers) <= 4 or spare.translate(str.maketrans("", "", " ,，、;°度纬经:：")):
        return text
    for place, side in enumerate(sides[:2]):
        numbers[place] *= side
    if not (-90 <= numbers[0] <= 90 and -180 <= numbers[1] <= 180):
        return text
    return " ".join(f"{number:.10f}".rstrip("0").rstrip(".") for number in [*numbers, 0.0, 0.0][:4])


def as_read(value: str) -> str:
    """Return a place as people write it, height and accuracy only where somebody measured them."""
    parts = value.split()
    if not 2 <= len(parts) <= 4 or not all(NUMBER.fullmatch(part) for part in parts):
        return value
    while len(parts) > 2 and float(parts[-1]) == 0:
        parts.pop()
    return ", ".join(parts)
