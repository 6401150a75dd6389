"""The doors of one house as one painted view: cells by colour and sign, walked with the arrow keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from survey_app.desktop.doors.door_layout import Cell, Layout
from survey_app.desktop.doors.door_words import SHAPES, DoorWords
from survey_app.desktop.icons import pixmap
from survey_app.desktop.theme import Pair, Theme
from survey_app.doors import Door
from survey_app.visiting import DoorState

GAP = 4
UNIT_GAP = 16
WIDEST = 148
EDGE = QPoint(1, 1)
"""Room around a painted cell for its smoothed border."""

PICTURES = 2000
"""Painted cells that are kept."""

LOW = 12
"""Up to so many floors a cell has two lines."""

SETTLED = (
    DoorState.VACANT,
    DoorState.MOVED,
    DoorState.LET,
    DoorState.DEMOLISHED,
    DoorState.NOT_RESIDENTIAL,
    DoorState.NOT_FOUND,
)

ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class DoorGrid(QAbstractScrollArea):
    """One view, no widget per door: thousands of doors scroll like ten, because only what is seen is painted."""

    moved = Signal(object)
    """The door under the cursor, None where the house is empty."""
    opened = Signal(object)
    digit = Signal(str)
    searched = Signal()
    turned = Signal(int)
    """PageDown (+1) and PageUp (-1): the next house."""

    def __init__(self, theme: Theme, words: DoorWords, today: Callable[[], date], parent: QWidget | None = None):
        super().__init__(parent)
        self._theme, self._words, self._today = theme, words, today
        self._layout = Layout()
        self._cell: Cell | None = None
        self._narrow = False
        self._cell_width, self._cell_height = 116, 52
        self._label_width, self._head_height = 40, 28
        self._lefts: list[int] = []
        self._bold, self._hint = theme.font(bold=True), theme.font(hint=True)
        self._pictures: dict[tuple[str, ...], QPixmap] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        theme.changed.connect(self._measure)

    def show_layout(self, layout: Layout, cursor: str = "") -> None:
        """Show a house, with the cursor at a door; at the first one if that door is not here."""
        self._layout = layout
        self._cell = layout.place_of(cursor) if cursor else None
        self._cell = self._cell or layout.first()
        self._measure()
        if self._cell is not None:
            self._bring_into_view(self._cell)
        self.moved.emit(self.door)

    @property
    def door(self) -> Door | None:
        return self._layout.cells.get(self._cell) if self._cell is not None else None

    def stand_at(self, record_id: str) -> bool:
        cell = self._layout.place_of(record_id)
        if cell is not None:
            self._move_to(cell)
        return cell is not None

    # Sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        if self._cell is not None:
            self._bring_into_view(self._cell)

    def _measure(self) -> None:
        """Choose the cell's size: as wide as the doors of a floor allow, then sideways, one unit at a time."""
        self._bold, self._hint = self._theme.font(bold=True), self._theme.font(hint=True)
        self._pictures.clear()
        metrics, hint = QFontMetrics(self._bold), QFontMetrics(self._hint)
        columns, rows = max(1, len(self._layout.columns)), max(1, len(self._layout.rows))
        labels = max((metrics.horizontalAdvance(label) for label in self._layout.rows), default=0)
        self._label_width = max(40, labels + 20)
        has_units = any(column.unit not in ("", "0") for column in self._layout.columns)
        self._head_height = hint.height() + 12 if has_units else 8
        gaps = GAP * columns + (UNIT_GAP - GAP) * max(0, len(self._layout.units()) - 1)
        fitting = (self.viewport().width() - self._label_width - gaps - 8) // columns
        wide = hint.horizontalAdvance("1000") + hint.horizontalAdvance("MMMM")
        plates = max((metrics.horizontalAdvance(door.label) for door in self._layout.cells.values()), default=0)
        narrow = max(plates, hint.horizontalAdvance("MMM")) + 16
        if rows > LOW:
            narrow = plates + hint.height() + 20
        self._narrow = fitting < wide
        self._cell_width = max(narrow, min(fitting, max(WIDEST, wide)))
        two_lines = metrics.height() + hint.height() + 12
        one_line = metrics.height() + 12
        room = (self.viewport().height() - self._head_height - 8) // rows - GAP
        self._cell_height = max(36, one_line) if rows > LOW else max(two_lines, min(room, two_lines + 12))
        self._lefts = []
        left = self._label_width
        for column in self._layout.columns:
            left += UNIT_GAP if column.first_of_unit and self._lefts else GAP if self._lefts else 0
            self._lefts.append(left)
            left += self._cell_width
        self._set_bars(left + 8, self._head_height + rows * (self._cell_height + GAP) + 8)
        self.viewport().update()

    def _set_bars(self, width: int, height: int) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, width - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        across.setSingleStep(self._cell_width + GAP)
        down.setRange(0, max(0, height - self.viewport().height()))
        down.setPageStep(self.viewport().height())
        down.setSingleStep(self._cell_height + GAP)

    def rect_of(self, cell: Cell) -> QRect:
        """Where a cell is on the screen now."""
        row, column = cell
        return QRect(
            self._lefts[column] - self.horizontalScrollBar().value(),
            self._head_height + row * (self._cell_height + GAP) - self.verticalScrollBar().value(),
            self._cell_width,
            self._cell_height,
        )

    def _bring_into_view(self, cell: Cell) -> None:
        rect = self.rect_of(cell)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if rect.left() < self._label_width or rect.right() > self.viewport().width():
            # Sideways by whole units: half a stairwell helps nobody.
            first = next(first for _, first, count in self._layout.units() if first <= cell[1] < first + count)
            across.setValue(self._lefts[first] - self._label_width)
            rect = self.rect_of(cell)
            if rect.right() > self.viewport().width():
                across.setValue(across.value() + rect.right() - self.viewport().width() + 8)
        if rect.top() < self._head_height:
            down.setValue(down.value() - (self._head_height - rect.top()) - GAP)
        elif rect.bottom() > self.viewport().height():
            down.setValue(down.value() + rect.bottom() - self.viewport().height() + GAP + 4)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = event.key()
        if not plain:
            event.ignore()
        elif key in ARROWS and self._cell is not None:
            self._move_to(self._layout.step(self._cell, *ARROWS[Qt.Key(key)]))
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._cell is not None:
            row = [cell for cell in self._layout.cells if cell[0] == self._cell[0]]
            self._move_to(min(row) if key == Qt.Key.Key_Home else max(row))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.door is not None:
            self.opened.emit(self.door)
        elif event.text() == "/":
            self.searched.emit()
        elif len(event.text()) == 1 and event.text().isalnum() and event.text().isascii():
            self.digit.emit(event.text().lower())
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (cell := self._cell_at(event.position().toPoint())) is not None:
            self._move_to(cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._cell_at(event.position().toPoint()) is not None and self.door is not None:
            self.opened.emit(self.door)

    def _cell_at(self, point: QPoint) -> Cell | None:
        row = (point.y() + self.verticalScrollBar().value() - self._head_height) // (self._cell_height + GAP)
        found = ((row, column) for column in range(len(self._lefts)) if (row, column) in self._layout.cells)
        return next((cell for cell in found if self.rect_of(cell).contains(point)), None)

    def _move_to(self, cell: Cell) -> None:
        if cell != self._cell:
            self._cell = cell
            self._bring_into_view(cell)
            self.viewport().update()
            self.moved.emit(self.door)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._theme.colour("ground"))
        if self._layout.columns:
            self._paint_cells(painter)
            self._paint_floors(painter)
            self._paint_units(painter)
        painter.end()

    def _paint_cells(self, painter: QPainter) -> None:
        pitch = self._cell_height + GAP
        top = max(0, (self.verticalScrollBar().value() - self._head_height) // pitch)
        bottom = min(len(self._layout.rows), top + self.viewport().height() // pitch + 3)
        seen = self.viewport().rect()
        today = self._today()
        for column in range(len(self._layout.columns)):
            for row in range(top, bottom):
                door = self._layout.cells.get((row, column))
                if door is not None and (rect := self.rect_of((row, column))).intersects(seen):
                    painter.drawPixmap(rect.topLeft() - EDGE, self._picture(door, door.is_overdue(today)))
        if self._cell is not None and self._cell in self._layout.cells:
            self._paint_cursor(painter, self.rect_of(self._cell))

    def _picture(self, door: Door, overdue: bool) -> QPixmap:
        """The cell as painted once: text is slow to shape, and doors look the same from frame to frame."""
        look = (door.label, door.state, self._words.sign(door), self._words.second_line(door), str(overdue))
        if look not in self._pictures:
            if len(self._pictures) >= PICTURES:
                self._pictures.clear()
            ratio = self.devicePixelRatioF()
            room = QSize(self._cell_width + 2 * EDGE.x(), self._cell_height + 2 * EDGE.y())
            picture = QPixmap(room * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(self._theme.colour("ground"))
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_door(painter, QRect(EDGE, QSize(self._cell_width, self._cell_height)), door, overdue)
            painter.end()
            self._pictures[look] = picture
        return self._pictures[look]

    def _paint_door(self, painter: QPainter, rect: QRect, door: Door, overdue: bool) -> None:
        pair = self._theme.tokens.door(door.state)
        self._paint_ground(painter, rect, door.state, pair)
        if overdue:
            painter.fillRect(rect.adjusted(0, 0, -(rect.width() - 5), 0), QColor(pair.ink))
        inner = rect.adjusted(10, 4, -8, -4) if not self._narrow else rect.adjusted(8, 3, -6, -3)
        painter.setPen(QColor(pair.ink))
        painter.setFont(self._bold)
        if len(self._layout.rows) > LOW:
            # A tower: number and sign on one line.
            self._write(painter, inner, door.label)
            taken = painter.fontMetrics().horizontalAdvance(door.label) + 4
            self._paint_sign(painter, inner.adjusted(taken, 0, 0, 0), door, pair)
            return
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = QRect(inner.left(), inner.top() + inner.height() // 2, inner.width(), inner.height() // 2)
        self._write(painter, upper, door.label)
        if self._narrow:
            # No room beside the number: the sign takes the second line.
            self._paint_sign(painter, lower, door, pair)
            return
        taken = painter.fontMetrics().horizontalAdvance(door.label) + 6
        self._paint_sign(painter, upper.adjusted(taken, 0, 0, 0), door, pair)
        painter.setFont(self._hint)
        metrics, line = painter.fontMetrics(), self._words.second_line(door)
        if metrics.horizontalAdvance(line) > lower.width():
            line = metrics.elidedText(self._words.second_line_short(door), Qt.TextElideMode.ElideRight, lower.width())
        self._write(painter, lower, line)

    @staticmethod
    def _write(painter: QPainter, rect: QRect, text: str) -> None:
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_ground(self, painter: QPainter, rect: QRect, state: DoorState, pair: Pair) -> None:
        tokens = self._theme.tokens
        edge = QColor(tokens.border if state is DoorState.NOT_VISITED else pair.ground)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(QColor(pair.ground))
        painter.drawRoundedRect(rect, 4, 4)
        if state in SETTLED:
            # The hatching keeps these apart in grey print; faint enough for the text above it.
            hatch = QColor(pair.ink)
            hatch.setAlpha(38)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(hatch, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(rect, 4, 4)

    def _paint_sign(self, painter: QPainter, place: QRect, door: Door, pair: Pair) -> None:
        """At the right: the shape and the word; the shape alone where the word has no room."""
        sign, shape = self._words.sign(door), SHAPES.get(door.state, "")
        painter.setFont(self._hint)
        width = painter.fontMetrics().horizontalAdvance(sign)
        size = self._theme.pixels(16)
        right = place.right()
        if width <= place.width() or not shape:
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, sign)
            right -= width + 4
        if shape and right - size >= place.left():
            picture = pixmap(shape, pair.ink, size, self.devicePixelRatioF())
            painter.drawPixmap(right - size, place.center().y() - size // 2 + 1, picture)

    def _paint_cursor(self, painter: QPainter, rect: QRect) -> None:
        colour = self._theme.colour("accent" if self.hasFocus() else "border")
        painter.setPen(QPen(colour, 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 5, 5)

    def _paint_floors(self, painter: QPainter) -> None:
        """Floor labels stay at the left while units scroll under them."""
        painter.fillRect(0, 0, self._label_width - 4, self.viewport().height(), self._theme.colour("ground"))
        painter.setFont(self._hint)
        painter.setPen(self._theme.colour("quiet"))
        for row, label in enumerate(self._layout.rows):
            top = self._head_height + row * (self._cell_height + GAP) - self.verticalScrollBar().value()
            if -self._cell_height < top < self.viewport().height():
                place = QRect(0, top, self._label_width - 12, self._cell_height)
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, label)

    def _paint_units(self, painter: QPainter) -> None:
        """Unit names stay on top while floors scroll under them."""
        painter.fillRect(0, 0, self.viewport().width(), self._head_height - 3, self._theme.colour("ground"))
        painter.setFont(self._hint)
        painter.setPen(self._theme.colour("quiet"))
        for unit, first, count in self._layout.units():
            left = self._lefts[first] - self.horizontalScrollBar().value()
            width = count * (self._cell_width + GAP) - GAP
            place = QRect(left, 0, width, self._head_height - 4)
            if place.right() > self._label_width:
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._words.unit(unit))

    def focusInEvent(self, event: object) -> None:
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        self.viewport().update()
