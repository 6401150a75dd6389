"""A range as a scale: no value stands there until somebody chooses one. Arrows step, digits name a value."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.range_steps import Steps, as_number, spelled, steps_of

KNOB = 10
"""Radius."""
MARGIN = 24
PAGE = 10


class Scale(AnswerWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value, self._typed = "", ""
        self._labels: dict[str, str] = {}
        self._readonly = self._is_vertical = self._has_ticks = False
        self._placeholder = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_state(self, state: QuestionState) -> None:
        self.path, self._value, self._readonly = state.path, state.value, state.readonly
        self._steps: Steps = steps_of(state)
        self._is_vertical = "vertical" in state.appearance
        self._has_ticks = "no-ticks" not in state.appearance
        self._labels = {choice.name: as_plain(choice.label) for choice in state.choices}
        self._placeholder = state.parameters.get("placeholder", "")
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, fixed)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        if self._is_vertical:
            return QSize(200, max(160, min(320, self._steps.count * line)) + 2 * KNOB)
        return QSize(320, 2 * KNOB + 2 * line + 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: PAGE,
            Qt.Key.Key_PageDown: -PAGE,
        }
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._typed = ""
            self.finished.emit(self.path)
        elif self._readonly:
            super().keyPressEvent(event)
        elif key in steps:
            self._step(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(self._steps.value(0 if key == Qt.Key.Key_Home else self._steps.count - 1))
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._typed = ""
            self._choose("")
        elif text and text in "0123456789.-":
            self._type(text)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        self._point_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point_at(event.position())

    def _step(self, by: int) -> None:
        place = self._steps.place(self._value)
        if place is None:
            place, by = self._steps.place(self._placeholder) or 0, 0
        self._typed = ""
        self._choose(self._steps.value(place + by))

    def _type(self, sign: str) -> None:
        """Digits that follow each other are one number; one that cannot be on the scale begins anew."""
        for typed in (self._typed + sign, sign):
            number = as_number(typed)
            if number is not None and self._steps.value(self._steps.place(typed) or 0) == spelled(number):
                self._typed = typed
                self._choose(spelled(number))
                return
        self._typed = (self._typed + sign)[-8:]

    def _choose(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self.update()
            self.answered.emit(self.path, value or None)

    # ------------------------------------------------------------------ picture

    def _track(self) -> QRect:
        line = self.fontMetrics().height()
        if self._is_vertical:
            return QRect(MARGIN, KNOB + 2, 4, self.height() - 2 * KNOB - 4)
        return QRect(MARGIN, line + KNOB + 4, self.width() - 2 * MARGIN, 4)

    def _point(self, place: int) -> QPointF:
        track, share = self._track(), place / max(1, self._steps.count - 1)
        if self._is_vertical:
            return QPointF(track.center().x() + 1, track.bottom() - share * track.height())
        return QPointF(track.left() + share * track.width(), track.center().y() + 1)

    def _point_at(self, position: QPointF) -> None:
        if self._readonly:
            return
        track, last = self._track(), self._steps.count - 1
        if self._is_vertical:
            share = (track.bottom() - position.y()) / max(1, track.height())
        else:
            share = (position.x() - track.left()) / max(1, track.width())
        self._choose(self._steps.value(round(share * last)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, role = self.palette(), QPalette.ColorRole
        track, edge = self._track(), palette.color(role.Dark)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(edge)
        painter.drawRoundedRect(track, 2, 2)
        painter.setPen(QPen(edge, 1))
        for place in self._steps.ticks() if self._has_ticks else ():
            point = self._point(place)
            across = QPointF(8, 0) if self._is_vertical else QPointF(0, 8)
            painter.drawLine(point - across, point + across)
        painter.setPen(palette.color(role.WindowText))
        for place, text in self._words().items():
            self._write(painter, place, text)
        place = self._steps.place(self._value)
        if place is not None:
            self._draw_knob(painter, place)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(role.Accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _draw_knob(self, painter: QPainter, place: int) -> None:
        palette, role = self.palette(), QPalette.ColorRole
        point = self._point(place)
        painter.setBrush(palette.color(role.Dark if self._readonly else role.Highlight))
        painter.setPen(QPen(palette.color(role.Window), 2))
        painter.drawEllipse(point, KNOB, KNOB)
        painter.setPen(palette.color(role.WindowText))
        font = painter.font()
        painter.save()
        font.setBold(True)
        painter.setFont(font)
        line = self.fontMetrics().height()
        if self._is_vertical:
            beside = QRect(self.width() // 2, int(point.y()) - line // 2, self.width() // 2 - 8, line)
            painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._value)
        else:
            above = QRect(int(point.x()) - 60, 0, 120, line)
            above.moveLeft(max(4, min(self.width() - 124, above.left())))
            align = Qt.AlignmentFlag.AlignHCenter
            if above.left() == 4:
                align, above = Qt.AlignmentFlag.AlignLeft, above.translated(int(point.x()) - KNOB // 2 - 4, 0)
            painter.drawText(above, align | Qt.AlignmentFlag.AlignVCenter, self._value)
        painter.restore()

    def _words(self) -> dict[int, str]:
        """Return what is written at the scale: the labels of the form, else its two ends."""
        last = self._steps.count - 1
        if self._labels:
            places = {self._steps.place(name): text for name, text in self._labels.items()}
            return {place: text for place, text in places.items() if place is not None}
        return {0: self._steps.value(0), last: self._steps.value(last)}

    def _write(self, painter: QPainter, place: int, text: str) -> None:
        point, line = self._point(place), self.fontMetrics().height()
        if self._is_vertical:
            at = QRect(QPoint(MARGIN + 24, int(point.y()) - line // 2), QSize(self.width() - MARGIN - 32, line))
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            return
        wide = self.fontMetrics().horizontalAdvance(text) + 4
        left = max(0, min(self.width() - wide, int(point.x()) - wide // 2))
        at = QRect(left, self._track().bottom() + 12, wide, line)
        painter.drawText(at, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, text)
