"""A small table of numbers to look at: what files would do, key figures before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

Index = QModelIndex | QPersistentModelIndex

HEAD_PADDING, PADDING, NAME_PADDING = 9, 16, 10
ROW, LEAST = 32, 36
"""Pixels, where the type is not large."""


@dataclass(frozen=True, slots=True)
class NumberRow:
    title: str
    numbers: tuple[str, ...]
    is_total: bool = False
    indent: int = 0
    key: str = ""
    """What to open when the row is chosen."""


class NumberModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.head: Sequence[str] = ()
        self.rows: Sequence[NumberRow] = ()

    def show(self, head: Sequence[str], rows: Sequence[NumberRow]) -> None:
        self.beginResetModel()
        self.head, self.rows = head, rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.head)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.head):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return self.head[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            cells = ("    " * row.indent + row.title, *row.numbers)
            return cells[index.column()] if index.column() < len(cells) else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.FontRole and row.is_total:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None


class NumberTable(QTableView):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = NumberModel()
        self.setModel(self.numbers)
        self.setProperty("kind", "numbers")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(LEAST)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_rows(self, head: Sequence[str], rows: Sequence[NumberRow]) -> None:
        self.numbers.show(head, rows)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Numbers are seen whole, each under its word; the names take the rest, and end in dots where it is little."""
        numbers = range(1, self.numbers.columnCount())
        self.verticalHeader().setDefaultSectionSize(max(ROW, self.fontMetrics().height() + 8))
        # Its smaller type comes with the style sheet.
        self.horizontalHeader().ensurePolished()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        # Totals are bold, and no number may end in dots.
        head, cells = self.horizontalHeader(), QFontMetrics(bold)
        least = [
            max((cells.horizontalAdvance(row.numbers[column - 1]) for row in self._with(column)), default=0) + PADDING
            for column in numbers
        ]
        words = [
            head.fontMetrics().horizontalAdvance(str(self.numbers.head[column])) + HEAD_PADDING for column in numbers
        ]
        least = [max(LEAST, each) for each in least]
        wanted = [max(each) for each in zip(least, words, strict=True)]
        names = [cells.horizontalAdvance("    " * row.indent + row.title) + NAME_PADDING for row in self.numbers.rows]
        room = self.viewport().width() - min(max(names, default=0), self.viewport().width() * 2 // 5)
        # The longest words above the numbers end in dots before a name does, and before any number is out of sight.
        while sum(wanted) > room and wanted != least:
            longest = max(range(len(wanted)), key=lambda column: wanted[column] - least[column])
            wanted[longest] = max(least[longest], wanted[longest] - (sum(wanted) - room))
        for column, width in zip(numbers, wanted, strict=True):
            self.setColumnWidth(column, width)
        if self.numbers.columnCount():
            self.setColumnWidth(0, max(0, self.viewport().width() - sum(wanted)))

    def _with(self, column: int) -> Sequence[NumberRow]:
        return [row for row in self.numbers.rows if len(row.numbers) >= column]

    def key(self) -> str:
        index = self.currentIndex()
        return self.numbers.rows[index.row()].key if index.isValid() else ""


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
