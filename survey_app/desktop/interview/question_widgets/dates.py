"""Dates and times, typed as digits: 19600512, 1960-5-12, 1960.5 all mean what they say.

Arrows up and down change the part that the cursor stands in; the button, or Alt and the arrow, opens a calendar.
"""

from __future__ import annotations

import re
from calendar import monthrange

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QPushButton, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.line import Line
from survey_app.desktop.interview.question_widgets.number import half_width

PATTERNS = {
    "date": "1960-05-12",
    "time": "18:40",
    "datetime": "2003-06-12 18:40",
    "month-year": "2003-06",
    "year": "2003",
}
NO_CALENDAR = {"no-calendar", "month-year", "year"}
DIGITS_WIDE = 20
PARTS = re.compile(r"\d+")


class DateQuestion(AnswerWidget):
    takes_text = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = Line(self, input_method=False)
        self._button = QPushButton("▾", self)
        self._button.setProperty("kind", "quiet")
        self._button.setAccessibleName(self.tr("Calendar  Alt+Down"))
        self._button.setToolTip(self.tr("Calendar  Alt+Down"))
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._calendar: QCalendarWidget | None = None
        self._kind, self._shown = "date", ""

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._line)
        layout.addWidget(self._button)
        layout.addStretch()

        self.setFocusProxy(self._line)
        self._line.installEventFilter(self)
        self._line.entered.connect(self._enter)
        self._line.left.connect(self.keep)
        self._button.clicked.connect(self._open_calendar)

    def show_state(self, state: QuestionState) -> None:
        self.path, self._kind = state.path, precision_of(state)
        self._line.setReadOnly(state.readonly)
        # Said to be an example: in grey it would be taken for an answer.
        pattern = PATTERNS.get(self._kind, "")
        self._line.setPlaceholderText(self.tr("e.g. %1").replace("%1", pattern) if pattern else "")
        # A date and a time are seen whole at every type size.
        self._line.setMaximumWidth(DIGITS_WIDE * self.fontMetrics().horizontalAdvance("0"))
        self._button.setVisible(
            not state.readonly and self._kind in ("date", "datetime") and not state.appearance & NO_CALENDAR
        )
        if not self._line.hasFocus() or self._line.text() == self._shown:
            self._line.setText(as_read(state.value, self._kind))
            self._shown = self._line.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self._line.isReadOnly():
            up_or_down = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
            if up_or_down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._open_calendar()
                return True
            if up_or_down:
                self._step(up_or_down)
                return True
        return super().eventFilter(watched, event)

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

    def _step(self, by: int) -> None:
        """Change the part of the date that the cursor stands in."""
        text = as_read(as_typed(self._line.text(), self._kind), self._kind)
        place = min(self._line.cursorPosition(), len(text))
        stepped = step(text, place, by, self._kind)
        self._line.setText(stepped)
        self._line.setCursorPosition(place)

    def _open_calendar(self) -> None:
        if not self._button.isVisible():
            return
        self._line.setFocus()
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlags(Qt.WindowType.Popup)
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._calendar.activated.connect(self._take_day)
            self._calendar.clicked.connect(self._take_day)
        day = QDate.fromString(as_typed(self._line.text(), self._kind)[:10], Qt.DateFormat.ISODate)
        if day.isValid():
            self._calendar.setSelectedDate(day)
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._calendar.show()
        self._calendar.setFocus()

    def _take_day(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        clock = self._line.text().partition(" ")[2]
        text = day.toString(Qt.DateFormat.ISODate)
        self._line.setText(f"{text} {clock}".strip())
        self.keep()
        self._line.setFocus()


def precision_of(state: QuestionState) -> str:
    """Return how much of a moment is asked for: its kind, or only the month or the year of a date."""
    if state.kind == "date":
        return next((look for look in ("year", "month-year") if look in state.appearance), "date")
    return state.kind


def as_typed(text: str, kind: str) -> str:
    """Return what was typed as XForms writes it; text that is no date stays as it is and is judged by the form."""
    text = half_width(text).strip()
    if kind == "time":
        return _time(text) or text
    if kind in ("month-year", "year"):
        match = re.fullmatch(r"(\d{4})(?:[-./年]?(\d{1,2})月?)?(?:[-./]?\d{1,2}日?)?年?", text)
        return f"{match[1]}-{int(match[2] or 1) if kind == 'month-year' else 1:02}-01" if match else text
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
    if kind in ("month-year", "year") and _date(value[:10]):
        return value[: len(PATTERNS[kind])]
    return value[:5] if kind == "time" and re.match(r"\d\d:\d\d:", value) else value


def step(text: str, place: int, by: int, kind: str) -> str:
    """Return a date or time with the part at `place` one more or less; text that is none stays as it is."""
    parts = list(PARTS.finditer(text))
    if [part.end() - part.start() for part in parts] != [len(part) for part in PARTS.findall(PATTERNS[kind])]:
        return text
    which = next((number for number, part in enumerate(parts) if place <= part.end()), len(parts) - 1)
    numbers = [int(part[0]) for part in parts]
    is_clock = kind == "time" or which > 2
    if is_clock:
        most = 24 if which in (0, 3) and (kind == "time" or which == 3) else 60
        numbers[which] = (numbers[which] + by) % most
    elif which == 0:
        numbers[0] = max(1, min(9999, numbers[0] + by))
    elif which == 1:
        numbers[1] = (numbers[1] - 1 + by) % 12 + 1
    else:
        numbers[2] = (numbers[2] - 1 + by) % monthrange(numbers[0], numbers[1])[1] + 1
    if not is_clock and which < 2 and len(numbers) > 2:
        # The 31st of a month that has none is its last day.
        numbers[2] = min(numbers[2], monthrange(numbers[0], numbers[1])[1])
    written = (f"{number:0{part.end() - part.start()}}" for number, part in zip(numbers, parts, strict=True))
    return PARTS.sub(lambda _: next(written), text)


def _date(text: str) -> str:
    match = re.fullmatch(r"(\d{4})(\d{2})(\d{2})|(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", text)
    if not match:
        return ""
    year, month, day = [part for part in match.groups() if part]
    return f"{year}-{int(month):02}-{int(day):02}"


def _time(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2})[:：.]?(\d{2})(?:[:：]\d{2})?", text)
    return f"{int(match[1]):02}:{match[2]}:00" if match else ""
