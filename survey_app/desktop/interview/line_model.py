"""Lines of text that stand for a place in the form. Thousands cost no more than those that are in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from forms.state import Path

Index = QModelIndex | QPersistentModelIndex


class LineModel(QAbstractListModel):
    _lines: Sequence[tuple[str, Path]] = ()

    def show(self, lines: Sequence[tuple[str, Path]]) -> None:
        """Show other lines; what stands there already is not painted again, for this happens with every answer."""
        if len(lines) != len(self._lines):
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()
            return
        before, self._lines = self._lines, lines
        changed = [row for row, (old, new) in enumerate(zip(before, lines, strict=True)) if old != new]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def path(self, index: Index) -> Path:
        return self._lines[index.row()][1]

    def row_of(self, path: Path) -> int:
        return next((row for row, line in enumerate(self._lines) if line[1] == path), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._lines[index.row()][0] if role == Qt.ItemDataRole.DisplayRole and index.isValid() else None
