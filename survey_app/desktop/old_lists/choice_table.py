"""A table whose last column is chosen from a list: which question a column is, which choice a word means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from survey_app.desktop.theme import Theme

VALUE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
Options = Sequence[tuple[str, str]]
"""Value and what it reads."""


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    cells: tuple[str, ...]
    value: str
    shown: str
    options: Options
    is_open: bool = False
    """Nobody has said yet what it is."""


class ChoiceTable(QTableWidget):
    chosen = Signal(int, str)
    """Row, and the value that somebody chose."""

    def __init__(
        self, theme: Theme, heads: Sequence[str], shares: Sequence[int], parent: QWidget | None = None
    ) -> None:
        """`shares`: how much of the width each column has, in hundredths."""
        super().__init__(0, len(heads), parent)
        self._shares = shares
        self._theme = theme
        self.lines: Sequence[ChoiceLine] = ()
        self.setHorizontalHeaderLabels(list(heads))
        self.setItemDelegateForColumn(len(heads) - 1, _ChoiceDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.pixels(34))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)

    def show_lines(self, lines: Sequence[ChoiceLine]) -> None:
        stood = self.currentRow()
        self.lines = lines
        self.setRowCount(len(lines))
        tokens = self._theme.tokens
        for row, line in enumerate(lines):
            for column, text in enumerate((*line.cells, line.shown)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                is_last = column == self.columnCount() - 1
                flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if is_last else flags)
                if is_last:
                    item.setData(VALUE, line.value)
                    item.setForeground(QBrush(QColor(tokens.error if line.is_open else tokens.text)))
                self.setItem(row, column, item)
        if lines:
            self.setCurrentCell(min(max(stood, 0), len(lines) - 1), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, share in enumerate(self._shares):
            self.setColumnWidth(column, self.viewport().width() * share // 100)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.edit_row(self.currentRow())
        else:
            super().keyPressEvent(event)

    def edit_row(self, row: int) -> None:
        item = self.item(row, self.columnCount() - 1)
        if item is not None:
            self.editItem(item)


class _ChoiceDelegate(QStyledItemDelegate):
    def __init__(self, table: ChoiceTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        for value, label in self._table.lines[index.row()].options:
            box.addItem(label, value)
        box.setMaxVisibleItems(16)
        box.activated.connect(self._finish)
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(VALUE))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox) and editor.currentData() != index.data(VALUE):
            self._table.chosen.emit(index.row(), editor.currentData())

    def _finish(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.commitData.emit(box)
            self.closeEditor.emit(box)
