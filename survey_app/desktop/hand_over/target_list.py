"""Where a hand-over file can go: the sticks that are plugged in, folders used before."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from survey_app.desktop.icons import icon
from survey_app.desktop.theme import Theme

FOLDER = Qt.ItemDataRole.UserRole


class TargetList(QListWidget):
    accepted = Signal()
    """Enter on a target."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setProperty("role", "targets")
        self.setAccessibleName(self.tr("Where to"))
        self.itemDoubleClicked.connect(self.accepted)

    def show_targets(self, sticks: Iterable[str], folders: Iterable[Path], chosen: Path | None = None) -> None:
        """Show sticks first; keep the choice where it is still there."""
        wanted = chosen or self.folder()
        self.clear()
        tokens = self._theme.tokens
        for root in sticks:
            self._add(self.tr("Stick  %1").replace("%1", root), Path(root), icon("stick", tokens.accent, 20))
        for folder in folders:
            self._add(str(folder), folder, icon("open", tokens.quiet, 20))
        rows = [row for row in range(self.count()) if self.item(row).data(FOLDER) == wanted]
        self.setCurrentRow(rows[0] if rows else 0)
        row_height = self.sizeHintForRow(0) if self.count() else self._theme.control_height
        self.setFixedHeight(min(4, max(1, self.count())) * row_height + 10)

    def folder(self) -> Path | None:
        item = self.currentItem()
        return item.data(FOLDER) if item is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def _add(self, text: str, folder: Path, picture: object) -> None:
        item = QListWidgetItem(picture, text, self)  # type: ignore[call-overload]
        item.setData(FOLDER, folder)
        item.setToolTip(str(folder))
