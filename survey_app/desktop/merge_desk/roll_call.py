"""The roll call: one line a community, and beneath it, where something is wrong, what and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from survey_app.desktop.merge_desk.lines import MISSING, Line
from survey_app.desktop.theme import Pair, Theme
from sync.exchange import State

LINE = Qt.ItemDataRole.UserRole
WIDTH = 470
Index = QModelIndex | QPersistentModelIndex


class RollModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(part for part in (line.title, line.staff, line.word, line.note) if part)
        return line if role == LINE else None


class RollCall(QListView):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.roll = RollModel()
        self.setModel(self.roll)
        self.setItemDelegate(_Painter(theme, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def line(self) -> Line | None:
        """The line that is chosen."""
        index = self.currentIndex()
        return self.roll.lines[index.row()] if index.isValid() else None


class _Painter(QStyledItemDelegate):
    COLUMNS = (0.35, 0.14, 0.10, 0.16, 0.25)
    """Shares of the width: community, staff, records, when, state."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(LINE)
        height = self._theme.control_height
        if line.note:
            height += self._note_box(line, self._width(option)).height() + 8
        return QSize(100, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        tokens, theme = self._theme.tokens, self._theme
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(option.rect, QColor(tokens.selected))  # type: ignore[attr-defined]
        rect: QRect = option.rect.adjusted(12, 0, -12, 0)  # type: ignore[attr-defined]
        top = QRect(rect.x(), rect.y(), rect.width(), theme.control_height)
        left = top.x()
        word = QFontMetrics(theme.font(hint=True)).horizontalAdvance(line.word) + 20
        # A long word for how a file stands takes its room from the columns before it, all alike.
        shares = min(1.0, (top.width() - word) / (top.width() * sum(self.COLUMNS[:4])))
        cells = (line.title, line.staff, line.records, line.came)
        for number, (text, share) in enumerate(zip(cells, self.COLUMNS, strict=False)):
            width = int(top.width() * share * shares)
            cell = QRect(left, top.y(), width - 8, top.height())
            painter.setFont(theme.font(bold=number == 0))
            painter.setPen(QColor(tokens.text if number == 0 else tokens.quiet))
            align = Qt.AlignmentFlag.AlignRight if number == 2 else Qt.AlignmentFlag.AlignLeft
            elided = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, cell.width())
            painter.drawText(cell, align | Qt.AlignmentFlag.AlignVCenter, elided)
            left += width
        self._paint_word(painter, QRect(left, top.y() + 6, rect.right() - left, top.height() - 12), line)
        if line.note:
            painter.setFont(theme.font(hint=True))
            painter.setPen(QColor(tokens.error if line.needs_a_person and line.state != MISSING else tokens.quiet))
            box = self._note_box(line, self._width(option)).translated(rect.x() + 12, top.bottom())
            painter.drawText(box, Qt.TextFlag.TextWordWrap, line.note)
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_word(self, painter: QPainter, rect: QRect, line: Line) -> None:
        pair = self._pair(line)
        painter.setFont(self._theme.font(hint=True))
        width = min(rect.width(), QFontMetrics(painter.font()).horizontalAdvance(line.word) + 20)
        badge = QRect(rect.right() - width, rect.y(), width, rect.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.ground))
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(QColor(pair.ink))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, line.word)

    def _pair(self, line: Line) -> Pair:
        tokens = self._theme.tokens
        if line.state in (State.READY, State.UNDONE, State.WORKBOOK):
            return tokens.complete
        if line.state == MISSING:
            return tokens.nobody_home
        return tokens.refused if line.needs_a_person else tokens.settled

    def _width(self, option: QStyleOptionViewItem) -> int:
        view = self.parent()
        if not isinstance(view, QListView):
            return max(120, option.rect.width() - 48)  # type: ignore[attr-defined]
        # As if the scroll bar were there: it comes after the rows were measured, and a text would be a line longer.
        width = view.width() - 2 * view.frameWidth() - view.verticalScrollBar().sizeHint().width()
        return max(120, width - 48)

    def _note_box(self, line: Line, width: int) -> QRect:
        metrics = QFontMetrics(self._theme.font(hint=True))
        return metrics.boundingRect(QRect(0, 0, width, 1000), Qt.TextFlag.TextWordWrap, line.note)
