"""Under the table: on whom a new record is begun, found by a name, pinyin, an ID or a phone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from survey_app.register_holders import Found

PAUSE = 120
ROWS = 6
RECORD = Qt.ItemDataRole.UserRole


class HolderStrip(QFrame):
    chosen = Signal(str)
    """The record; "" for nobody by name."""
    left = Signal()

    def __init__(self, find: Callable[[str], Sequence[Found]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Name, initials, ID, phone"))
        self.list = QListWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nobody = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self._pause.timeout.connect(self._search)
        self.line.textEdited.connect(self._pause.start)
        self.line.returnPressed.connect(self._choose)
        self.list.itemClicked.connect(self._take)
        self.line.installEventFilter(self)
        self.hide()

    def ask(self, title: str, nobody: str) -> None:
        """Ask whom it is about; `nobody` is the line for a record that hangs on no one, "" where there must be one."""
        self._title.setText(title)
        self._nobody = nobody
        self.line.clear()
        self._search()
        row = self.list.sizeHintForRow(0) if self.list.count() else self.list.fontMetrics().height() + 8
        self.list.setFixedHeight(ROWS * max(row, self.list.fontMetrics().height() + 8) + 4)
        self.show()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The cursor stays in the line; the arrows go through what is found.
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if by and self.list.count():
                self.list.setCurrentRow(min(max(0, self.list.currentRow() + by), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        self._pause.stop()
        text = self.line.text().strip()
        found = [*self._find(text)] if text else []
        if self._nobody and not text:
            found.insert(0, Found("", self._nobody))
        self.list.clear()
        for each in found:
            item = QListWidgetItem(each.words)
            item.setData(RECORD, each.record_id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _choose(self) -> None:
        if self._pause.isActive():
            self._search()
        item = self.list.currentItem()
        if item is not None:
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(RECORD)))
