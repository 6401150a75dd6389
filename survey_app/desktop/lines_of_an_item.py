"""Items of several lines: the first says who or what it is, the others in quiet what there is to know of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from survey_app.desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex

SIDE, ABOVE = 12, 7
"""Pixels beside the words, and above and below them."""


class LinesOfAnItem(QStyledItemDelegate):
    """A line that has no room ends in dots in its middle: a file's name is known by both its ends."""

    def __init__(self, theme: Theme, view: QListWidget) -> None:
        super().__init__(view)
        self._theme = theme
        view.setItemDelegate(self)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = _lines(index)
        return QSize(100, sum(QFontMetrics(self._font(number)).height() for number in range(len(lines))) + 2 * ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = self._theme.tokens
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(tokens.selected))
        top = rect.top() + ABOVE
        for number, text in enumerate(_lines(index)):
            font = self._font(number)
            metrics = QFontMetrics(font)
            line = QRect(rect.left() + SIDE, top, rect.width() - 2 * SIDE, metrics.height())
            painter.setFont(font)
            painter.setPen(QColor(tokens.quiet if number else tokens.text))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            top += metrics.height()
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.left() + SIDE, rect.bottom(), rect.right() - SIDE, rect.bottom())
        painter.restore()

    def _font(self, number: int) -> QFont:
        return self._theme.font(hint=number > 0)


def _lines(index: Index) -> list[str]:
    return str(index.data() or "").split("\n")
