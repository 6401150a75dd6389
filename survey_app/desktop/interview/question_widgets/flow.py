"""A layout that sets widgets side by side and goes on in the next line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

GAP = 8
AS_MANY_AS_FIT = -1
NARROWEST = 96
"""Of columns, as many stand side by side as are this wide at least."""
MOST_COLUMNS = 5


class Flow(QLayout):
    """`columns` 0 lets every widget be as wide as it likes; else all are equally wide, so many in a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.columns = 0
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items (or only measure) and return the height that they need."""
        shown = [item for item in self._items if not item.isEmpty()]
        if self.columns:
            return self._in_columns(shown, rect, move)
        x, y, line = rect.x(), rect.y(), 0
        for item in shown:
            size = item.sizeHint()
            if size.width() > rect.width() > 0:
                size = QSize(rect.width(), _height(item, rect.width()))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + GAP, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + GAP
            line = max(line, size.height())
        return y + line - rect.y()

    def _in_columns(self, shown: list[QLayoutItem], rect: QRect, move: bool) -> int:
        columns = self.columns if self.columns > 0 else self._fitting(shown, rect.width())
        width = max(1, (rect.width() - GAP * (columns - 1)) // columns)
        y = rect.y()
        for start in range(0, len(shown), columns):
            line = shown[start : start + columns]
            height = max(_height(item, width) for item in line)
            for place, item in enumerate(line if move else ()):
                item.setGeometry(QRect(rect.x() + place * (width + GAP), y, width, height))
            y += height + GAP
        return max(0, y - GAP - rect.y())

    def _fitting(self, shown: list[QLayoutItem], width: int) -> int:
        widest = max((item.sizeHint().width() for item in shown), default=0)
        return max(1, min(MOST_COLUMNS, (width + GAP) // (max(NARROWEST, widest) + GAP)))


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
