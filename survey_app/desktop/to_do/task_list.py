"""The list of what waits: a heading for each kind, then one line each, the sign at the left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from survey_app.desktop.theme import Pair, Theme
from survey_app.to_do import Kind, Task

LINE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a heading, or a task with its sign and the time in words."""

    text: str
    task: Task | None = None
    sign: str = ""
    when: str = ""


class TaskModel(QAbstractListModel):
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
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return "  ".join(part for part in (line.sign, line.text, line.task.detail if line.task else "") if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        # The arrows pass over headings.
        return super().flags(index) if self.lines[index.row()].task else Qt.ItemFlag.NoItemFlags


class TaskList(QListView):
    opened = Signal()
    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = TaskModel()
        self.setModel(self.tasks)
        self.setItemDelegate(_Painter(theme, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(self.opened)
        self.selectionModel().currentChanged.connect(self.moved)
        theme.changed.connect(self.doItemsLayout)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; stay at the task chosen, or where it was."""
        before, row = self.task(), self.currentIndex().row()
        self.tasks.show(lines)
        rows = [number for number, line in enumerate(lines) if line.task is not None]
        same = [number for number in rows if before is not None and lines[number].task == before]
        near = [number for number in rows if number >= row]
        if rows:
            self.setCurrentIndex(self.tasks.index((same or near or rows[-1:])[0]))

    def task(self) -> Task | None:
        index = self.currentIndex()
        return self.tasks.lines[index.row()].task if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._theme.control_height + (0 if index.data(LINE).task else 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        tokens, theme = self._theme.tokens, self._theme
        rect: QRect = option.rect.adjusted(16, 0, -16, 0)  # type: ignore[attr-defined]
        painter.save()
        if line.task is None:
            painter.setFont(theme.font(hint=True, bold=True))
            painter.setPen(QColor(tokens.quiet))
            low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(rect.adjusted(0, 0, 0, -6), low, line.text)
        else:
            if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
                painter.fillRect(option.rect, QColor(tokens.selected))  # type: ignore[attr-defined]
            self._paint_task(painter, rect, line)
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_task(self, painter: QPainter, rect: QRect, line: Line) -> None:
        tokens, theme = self._theme.tokens, self._theme
        assert line.task is not None
        sign_width = theme.pixels(64)
        self._paint_sign(painter, QRect(rect.x(), rect.y() + 5, sign_width, rect.height() - 10), line)
        when_width = theme.pixels(120) if line.when else 0
        left = rect.x() + sign_width + 16
        room = rect.right() - when_width - left
        painter.setFont(theme.font(bold=True))
        metrics = QFontMetrics(painter.font())
        share = room
        if line.task.detail:
            share = max(room * 45 // 100, min(metrics.horizontalAdvance(line.text), room // 2))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.text))
        text = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, share - 16)
        painter.drawText(QRect(left, rect.y(), share, rect.height()), middle, text)
        painter.setFont(theme.font())
        painter.setPen(QColor(tokens.quiet))
        detail = QRect(left + share, rect.y(), room - share - 16, rect.height())
        elided = QFontMetrics(painter.font()).elidedText(line.task.detail, Qt.TextElideMode.ElideRight, detail.width())
        painter.drawText(detail, middle, elided)
        if line.when:
            overdue = line.task.kind is Kind.OVERDUE
            painter.setPen(QColor(tokens.error if overdue else tokens.quiet))
            cell = QRect(rect.right() - when_width, rect.y(), when_width, rect.height())
            painter.drawText(cell, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.when)

    def _paint_sign(self, painter: QPainter, rect: QRect, line: Line) -> None:
        assert line.task is not None
        pair = self._pair(line.task.kind)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.ground))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(QColor(pair.ink))
        painter.setFont(self._theme.font(hint=True))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, line.sign)

    def _pair(self, kind: Kind) -> Pair:
        tokens = self._theme.tokens
        pairs: Mapping[Kind, Pair] = {
            Kind.OPEN: tokens.partly,
            Kind.OVERDUE: tokens.appointment,
            Kind.TODAY: tokens.appointment,
            Kind.REGISTER: tokens.appointment,
            Kind.CONFLICT: tokens.conflict,
            Kind.CONTESTED: tokens.conflict,
            Kind.COPIED: tokens.conflict,
            Kind.RETURNED: tokens.conflict,
            Kind.ASKED: tokens.conflict,
            Kind.PERHAPS: tokens.conflict,
            Kind.UNFINISHED: tokens.partly,
            Kind.WITHHELD: tokens.refused,
            Kind.REFUSED: tokens.refused,
        }
        return pairs.get(kind, tokens.nobody_home)
