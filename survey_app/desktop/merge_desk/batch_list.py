"""What has been merged, batch by batch, each with its way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from survey_app.desktop.page import Key
from sync.replica import Batch

BATCH = Qt.ItemDataRole.UserRole


class BatchList(QWidget):
    undo_asked = Signal(object)
    """The batch to take back, or to bring back if it was taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self.tr("Everything merged so far, the latest first"), self)
        self._title.setProperty("role", "heading")
        self._list = QListWidget(self)
        self._undo = QPushButton(self.tr("Take this batch back  U"), self)
        self._empty = QLabel(self.tr("Nothing has been merged yet."), self)
        self._empty.setProperty("role", "quiet")
        self.setFocusProxy(self._list)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(self._title)
        layout.addWidget(self._empty)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignLeft)

        self._undo.clicked.connect(self.ask)
        self._list.currentItemChanged.connect(self._show_act)

    def show_batches(self, batches: Sequence[Batch], names: Mapping[str, str]) -> None:
        self._list.clear()
        for batch in reversed(batches):
            undone = "   " + self.tr("taken back %1").replace("%1", _when(batch.undone_at)) if batch.is_undone else ""
            parts = (_when(batch.at), names.get(batch.area, ""), batch.name or batch.staff, batch.file)
            item = QListWidgetItem("   ".join(part for part in parts if part) + undone)
            item.setData(BATCH, batch)
            self._list.addItem(item)
        self._empty.setVisible(not batches)
        self._list.setVisible(bool(batches))
        self._undo.setVisible(bool(batches))
        self._list.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_U:
            self.ask()
        else:
            super().keyPressEvent(event)

    @property
    def has_any(self) -> bool:
        return self._list.count() > 0

    def keys(self) -> list[Key]:
        return [Key("U", self.tr("take back, or bring back"), self.ask)] if self.has_any else []

    def ask(self) -> None:
        """U: take the chosen batch back, or bring it back."""
        item = self._list.currentItem()
        if item is not None:
            self.undo_asked.emit(item.data(BATCH))

    def _show_act(self, item: QListWidgetItem | None) -> None:
        undone = item is not None and item.data(BATCH).is_undone
        self._undo.setText(self.tr("Bring this batch back  U") if undone else self.tr("Take this batch back  U"))


def _when(moment: str) -> str:
    return moment[5:16].replace("T", " ")
