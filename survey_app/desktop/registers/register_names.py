"""At the left: the registers of the pack under their headings, with what is due of each; typing finds one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from forms.pinyin import matching

NAME, TITLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
PAUSE = 600
"""Milliseconds after the last letter before the register that was found is opened: opening takes the cursor."""


class RegisterNames(QListWidget):
    chosen = Signal(str)

    def __init__(self, groups: Sequence[tuple[str, Mapping[str, str]]], parent: QWidget | None = None) -> None:
        """`groups` are the headings with name -> title of their registers; a heading "" is not written."""
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._items: dict[str, QListWidgetItem] = {}
        bold = QFont()
        bold.setBold(True)
        for heading, titles in groups:
            if heading:
                item = QListWidgetItem(heading, self)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setFont(bold)
                item.setToolTip(heading)
            for name, title in titles.items():
                item = QListWidgetItem(title, self)
                item.setData(NAME, name)
                item.setData(TITLE, title)
                self._items[name] = item
        self._typed = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._open_found)
        self.currentItemChanged.connect(self._choose)

    @property
    def names(self) -> list[str]:
        """The registers in the order in which they stand."""
        return list(self._items)

    def mark(self, name: str) -> None:
        """Show which one is open, without opening it again."""
        self.blockSignals(True)
        self.setCurrentItem(self._items[name])
        self.blockSignals(False)

    def text_of(self, name: str) -> str:
        return self._items[name].text()

    def show_due(self, due: Mapping[str, int]) -> None:
        for name, item in self._items.items():
            count = due.get(name, 0)
            item.setText(f"{item.data(TITLE)}   {count}" if count else item.data(TITLE))
            item.setToolTip(self.tr("%n due", "", count) if count else item.data(TITLE))

    def keyboardSearch(self, search: str) -> None:
        """Letters find a register by its title or the pinyin of it, wherever they stand in it."""
        titles = [str(item.data(TITLE)) for item in self._items.values()]
        found = matching(self._typed + search, titles)
        if found:
            self._typed += search
            self.mark(self.names[found[0]])
        self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Rows were measured before the style that gives them their height.
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._typed:
            self._open_found()
        else:
            super().keyPressEvent(event)

    def _open_found(self) -> None:
        self._pause.stop()
        was_typed, self._typed = bool(self._typed), ""
        if was_typed:
            self._choose(self.currentItem())

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(NAME))
