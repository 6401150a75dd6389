"""What the colours and signs mean, in one line below the grid."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from survey_app.desktop.doors.door_words import DoorWords
from survey_app.desktop.theme import Theme
from survey_app.visiting import DoorState

SHOWN = (
    DoorState.COMPLETE,
    DoorState.PARTLY,
    DoorState.NOBODY_HOME,
    DoorState.APPOINTMENT,
    DoorState.REFUSED,
    DoorState.VACANT,
    DoorState.LET,
    DoorState.MOVED,
    DoorState.DEMOLISHED,
    DoorState.NOT_RESIDENTIAL,
    DoorState.NOT_FOUND,
    DoorState.CONFLICT,
    DoorState.RETURNED,
)


class Legend(QWidget):
    def __init__(self, theme: Theme, words: DoorWords, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme, self._words = theme, words
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(200, self._theme.pixels(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._theme.pixels(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(hint=True))
        metrics = painter.fontMetrics()
        height = metrics.height() + 4
        signs = [(state, self._words.state_sign(state), self._words.state_name(state)) for state in SHOWN]
        whole = sum(metrics.horizontalAdvance(sign + name) + 34 for _, sign, name in signs)
        # Signs without their names where there is no room for all; F1 has them.
        with_names = whole + 8 <= self.width()
        left, top = 12, (self.height() - height) // 2
        for state, sign, name in signs:
            pair = self._theme.tokens.door(state)
            box = QRect(left, top, metrics.horizontalAdvance(sign) + 12, height)
            painter.setPen(QPen(QColor(pair.ground), 1))
            painter.setBrush(QColor(pair.ground))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(pair.ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
            left = box.right() + 8
            if with_names:
                painter.setPen(self._theme.colour("quiet"))
                words = QRect(box.right() + 6, top, metrics.horizontalAdvance(name) + 2, height)
                painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
                left = words.right() + 14
        painter.end()
