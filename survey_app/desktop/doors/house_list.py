"""The list at the left: every building, how much of it is done; bungalows last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from survey_app.desktop.doors.door_layout import House
from survey_app.desktop.doors.door_words import DoorWords
from survey_app.desktop.icons import pixmap
from survey_app.desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class HouseModel(QAbstractListModel):
    def __init__(self, words: DoorWords):
        super().__init__()
        self._words = words
        self.houses: Sequence[House] = ()

    def show_houses(self, houses: Sequence[House]) -> None:
        self.beginResetModel()
        self.houses = houses
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.houses)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        house = self.houses[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.house(house)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{self._words.house(house)} {house.visited}/{len(house.doors)}"
        return None


class HouseList(QListView):
    """Not in the Tab order of the grid: PageUp and PageDown walk it, the mouse points at it."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, words: DoorWords, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self._houses = HouseModel(words)
        self.setModel(self._houses)
        self.setItemDelegate(_HousePainter(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "panel")
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)

    def show_houses(self, houses: Sequence[House], here: House | None) -> None:
        """Show the list with a mark at one house."""
        self._houses.show_houses(houses)
        if here is not None:
            keys = [house.key for house in houses]
            if here.key in keys:
                index = self._houses.index(keys.index(here.key))
                self.setCurrentIndex(index)
                self.scrollTo(index)

    def width_of_names(self) -> int:
        """As wide as names and counts need side by side."""
        metrics = QFontMetrics(self._theme.font(bold=True))
        names = (
            metrics.horizontalAdvance(f"{self._houses.index(row).data()}  00/00")
            for row in range(self._houses.rowCount())
        )
        return max(names, default=0) + self._theme.pixels(14) + 48

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._houses.houses[index.row()])


class _HousePainter(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: HouseList):
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._theme.control_height + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._view.model()
        assert isinstance(model, HouseModel)
        house = model.houses[index.row()]
        tokens = self._theme.tokens
        rect: QRect = option.rect  # type: ignore[attr-defined]
        here = index == self._view.currentIndex()
        painter.save()
        painter.fillRect(rect, QColor(tokens.selected if here else tokens.panel))
        if here:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        inner = rect.adjusted(16, 0, -16, -4)
        painter.setFont(self._theme.font(bold=here))
        painter.setPen(QColor(tokens.text))
        count = f"{house.visited}/{len(house.doors)}"
        hint = self._theme.font(hint=True)
        painter.setFont(hint)
        width = painter.fontMetrics().horizontalAdvance(count)
        painter.setPen(QColor(tokens.quiet))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        if not house.left:
            size = self._theme.pixels(14)
            left = inner.right() - width - size - 6
            picture = pixmap("check", tokens.quiet, size, self._view.devicePixelRatioF())
            painter.drawPixmap(left, inner.center().y() - size // 2 + 1, picture)
            width += size + 6
        painter.setFont(self._theme.font(bold=here))
        painter.setPen(QColor(tokens.text))
        name = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inner.width() - width - 8
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        self._paint_progress(painter, rect, house)
        painter.restore()

    def _paint_progress(self, painter: QPainter, rect: QRect, house: House) -> None:
        track = QRect(rect.left() + 16, rect.bottom() - 5, rect.width() - 32, 3)
        painter.fillRect(track, QColor(self._theme.tokens.line))
        done = round(track.width() * house.visited / max(1, len(house.doors)))
        painter.fillRect(QRect(track.left(), track.top(), done, 3), QColor(self._theme.tokens.accent))
