"""A range as stars: a digit, an arrow or a click says how many."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF

from survey_app.desktop.interview.question_widgets.scale import Scale

STAR = 28
GAP = 8


class Rating(Scale):
    def sizeHint(self) -> QSize:
        return QSize(self._steps.count * (STAR + GAP) + GAP, STAR + 2 * GAP)

    def _point_at(self, position: QPointF) -> None:
        if not self._readonly:
            self._choose(self._steps.value(int((position.x() - GAP) // (STAR + GAP))))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stars are clicked, not dragged."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = QPalette.ColorRole
        chosen = self._steps.place(self._value)
        painter.setPen(QPen(self.palette().color(role.Highlight if chosen is not None else role.Dark), 1.5))
        for place in range(self._steps.count):
            filled = chosen is not None and place <= chosen
            painter.setBrush(self.palette().color(role.Highlight) if filled else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(_star(GAP + STAR / 2 + place * (STAR + GAP), GAP + STAR / 2))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(role.Accent), 2))
            wide = min(self.width(), self.sizeHint().width())
            painter.drawRoundedRect(QRectF(1, 1, wide - 2, self.height() - 2), 4, 4)


def _star(x: float, y: float) -> QPolygonF:
    points: list[QPointF] = []
    for corner in range(10):
        far = STAR / 2 if corner % 2 == 0 else STAR / 4.6
        turn = corner * pi / 5 - pi / 2
        points.append(QPointF(x + far * cos(turn), y + far * sin(turn)))
    return QPolygonF(points)
