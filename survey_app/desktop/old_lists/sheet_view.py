"""A list as it stands in its file: the headings and the rows left aside are seen at once, and can be chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from survey_app.desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex
WIDEST = 220


class SheetModel(QAbstractTableModel):
    """Cells are asked for as they come into sight: a list may have a million rows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: Sequence[Sequence[str]] = ()
        self._header = (1, 1)
        self._questions: Mapping[int, str] = {}
        self._aside: Collection[int] = ()
        self._refused: Mapping[int, Collection[int]] = {}
        self._width = 0

    def show(
        self,
        rows: Sequence[Sequence[str]],
        header: tuple[int, int],
        questions: Mapping[int, str],
        aside: Collection[int],
        refused: Mapping[int, Collection[int]],
    ) -> None:
        """`refused`: row -> columns whose cell is not taken."""
        self.beginResetModel()
        self._rows, self._header, self._questions = rows, header, questions
        self._aside, self._refused = aside, refused
        self._width = max((len(row) for row in rows[:200]), default=0)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._width

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return str(section + 1) if orientation == Qt.Orientation.Vertical else self._questions.get(section, "–")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        number, column = index.row() + 1, index.column()
        tokens = self._theme.tokens
        is_heading = self._header[0] <= number <= self._header[1]
        if role == Qt.ItemDataRole.DisplayRole:
            row = self._rows[index.row()]
            return row[column] if column < len(row) else ""
        if role == Qt.ItemDataRole.ForegroundRole:
            if column in self._refused.get(number, ()):
                return QBrush(QColor(tokens.error))
            is_aside = number < self._header[0] or number in self._aside
            return QBrush(QColor(tokens.quiet)) if is_aside or column not in self._questions else None
        if role == Qt.ItemDataRole.FontRole and is_heading:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None


class SheetView(QTableView):
    header_chosen = Signal(int, int)
    """First and last row of the headings, 1-based."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = SheetModel(theme)
        self._header = (1, 1)
        self.setModel(self._model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(theme.pixels(28))
        self.verticalHeader().sectionClicked.connect(self._click)

    def show_sheet(
        self,
        rows: Sequence[Sequence[str]],
        header: tuple[int, int],
        questions: Mapping[int, str],
        aside: Collection[int] = (),
        refused: Mapping[int, Collection[int]] | None = None,
    ) -> None:
        is_another = rows is not self._model._rows
        self._header = header
        self._model.show(rows, header, questions, aside, refused or {})
        self.resizeColumnsToContents()
        for column in range(self._model.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column), WIDEST))
        if is_another:
            self.scrollToTop()
            self.selectRow(header[0] - 1)

    def show_row(self, number: int) -> None:
        self.selectRow(number - 1)
        self.scrollTo(self._model.index(number - 1, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def choose_header(self, last: bool = False) -> None:
        """Take the row where one stands for the headings; `last`: for the lower one of two."""
        number = self.currentIndex().row() + 1
        if number > 0:
            first = min(self._header[0], number) if last else number
            self.header_chosen.emit(first, number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_H:
            self.choose_header(last=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _click(self, row: int) -> None:
        self.selectRow(row)
        self.choose_header(last=bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier))
