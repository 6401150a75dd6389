"""A box in which several of a list are ticked; the list stays open until Esc or Enter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

VALUE = Qt.ItemDataRole.UserRole


class CheckCombo(QComboBox):
    ticked = Signal()

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        """`nothing` stands in the box while nothing is ticked."""
        super().__init__(parent)
        self._nothing = nothing
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.view().viewport().installEventFilter(self)
        self.view().installEventFilter(self)

    def offer(self, choices: Iterable[tuple[str, str]], ticked: Sequence[str] = ()) -> None:
        """Show (value, label) in the order given, those ticked that are named."""
        self._items.clear()
        for value, label in choices:
            item = QStandardItem(label)
            item.setData(value, VALUE)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if value in ticked else Qt.CheckState.Unchecked)
            self._items.appendRow(item)
        self.update()

    def values(self) -> tuple[str, ...]:
        """Return the values that are ticked, in the order of the list."""
        items = (self._items.item(row) for row in range(self._items.rowCount()))
        return tuple(str(item.data(VALUE)) for item in items if item.checkState() is Qt.CheckState.Checked)

    def tick(self, row: int) -> None:
        """Tick an entry, or take its tick away."""
        item = self._items.item(row)
        is_on = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
        self.update()
        self.ticked.emit()

    def text(self) -> str:
        items = (self._items.item(row) for row in range(self._items.rowCount()))
        chosen = [item.text() for item in items if item.checkState() is Qt.CheckState.Checked]
        return "、".join(chosen) if chosen else self._nothing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view().viewport() and event.type() == QEvent.Type.MouseButtonRelease:
            self._tick_at(self.view().currentIndex())
            return True
        if watched is self.view() and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Space:
                self._tick_at(self.view().currentIndex())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.hidePopup()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QEvent) -> None:
        # A combo box shows one entry; this one shows what is ticked.
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.text()  # pyright: ignore[reportAttributeAccessIssue]
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _tick_at(self, index: QModelIndex) -> None:
        if index.isValid():
            self.tick(index.row())
