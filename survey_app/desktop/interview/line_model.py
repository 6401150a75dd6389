"""Lines of text that stand for a place in the form. Thousands cost no more than those that are in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QStringListModel

from forms.state import Path


class LineModel(QStringListModel):
    """Qt's own model of texts: a view asks about every row, and a thousand questions to Python take their time."""

    _lines: Sequence[tuple[str, Path]] = ()

    def show(self, lines: Sequence[tuple[str, Path]]) -> None:
        """Show other lines; what stands there already is not painted again, for this happens with every answer."""
        before, self._lines = self._lines, lines
        if len(lines) != len(before):
            self.setStringList([text for text, _ in lines])
            return
        for row, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old[0] != new[0]:
                self.setData(self.index(row), new[0])

    def path(self, index: QModelIndex) -> Path:
        return self._lines[index.row()][1]

    def row_of(self, path: Path) -> int:
        return next((row for row, line in enumerate(self._lines) if line[1] == path), -1)
