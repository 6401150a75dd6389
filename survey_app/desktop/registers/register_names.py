"""At the left: the registers of the pack, with what is due of each."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

NAME, TITLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class RegisterNames(QListWidget):
    chosen = Signal(str)

    def __init__(self, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        for name, title in titles.items():
            item = QListWidgetItem(title)
            item.setData(NAME, name)
            item.setData(TITLE, title)
            self.addItem(item)
        self.currentRowChanged.connect(self._choose)

    def mark(self, name: str) -> None:
        """Show which one is open, without opening it again."""
        names = [self.item(place).data(NAME) for place in range(self.count())]
        self.blockSignals(True)
        self.setCurrentRow(names.index(name))
        self.blockSignals(False)

    def show_due(self, due: Mapping[str, int]) -> None:
        for place in range(self.count()):
            item = self.item(place)
            count = due.get(item.data(NAME), 0)
            item.setText(f"{item.data(TITLE)}   {count}" if count else item.data(TITLE))
            item.setToolTip(self.tr("%n due", "", count) if count else item.data(TITLE))

    def _choose(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(self.item(place).data(NAME))
