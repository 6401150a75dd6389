"""One register as a table, read page by page: what is due in front, then the pack's columns."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from survey_app.desktop.icons import icon
from survey_app.desktop.people.record_table import PAGE, SIGN, TextModel
from survey_app.desktop.theme import Theme
from survey_app.door_state import DoorState
from survey_app.register_listing import due_in_words
from survey_app.registers import RegisterList, RegisterRow, Wanted

Index = QModelIndex | QPersistentModelIndex


class RegisterModel(TextModel):
    def __init__(self, register: RegisterList, wanted: Wanted, today: date, due_head: tuple[str, str], theme: Theme):
        """`due_head` are the headings of the two columns that say what is due; the second stands in a list of that."""
        super().__init__()
        self.register, self.wanted, self.today = register, wanted, today
        self._theme = theme
        self._order: tuple[str, ...] | None = None
        dues = due_head[: 2 if wanted.due_on else 1] if register.register.dues else ()
        self._heads = [*dues, *(column.label for column in register.columns)]
        self.first = len(dues)
        """The first of the register's own columns."""
        self._pages: dict[int, list[RegisterRow]] = {}
        self._count = 0
        self.refresh()

    def refresh(self) -> None:
        """Read again: records have changed."""
        self.beginResetModel()
        self._pages.clear()
        if self.wanted.due_on:
            # Few are due, and what has waited longest comes first.
            rows = self.register.rows(self.asked)
            if self._order is None:
                rows.sort(key=lambda row: row.due)
            self._pages = {start // PAGE: rows[start : start + PAGE] for start in range(0, len(rows), PAGE)}
            self._count = len(rows)
        else:
            self._count = self.register.count(self.wanted)
        self.endResetModel()

    def row(self, number: int) -> RegisterRow:
        page = number // PAGE
        if page not in self._pages:
            self._pages[page] = self.register.rows(self.asked, PAGE, page * PAGE)
        return self._pages[page][number % PAGE]

    def place_of(self, record_id: str) -> int:
        """Return the row of a record among those that were read, -1 where it is not among them."""
        places = (
            page * PAGE + place
            for page, rows in self._pages.items()
            for place, row in enumerate(rows)
            if row.record_id == record_id
        )
        return next(places, -1)

    def text(self, number: int, column: int) -> str:
        row = self.row(number)
        if column >= self.first:
            return self.register.shown(row, column - self.first)
        return due_in_words(row, self.today, self.register.language) if column == 0 else self.register.reason(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(index.row(), index.column())
        if self.first == 0 or index.column() != 0 or not self.row(index.row()).is_due(self.today):
            return None
        pair = self._theme.tokens.door(DoorState.APPOINTMENT)
        match role:
            case Qt.ItemDataRole.DecorationRole:
                return icon("clock", pair.ink, self._theme.pixels(SIGN))
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(pair.ink)
            case Qt.ItemDataRole.BackgroundRole:
                return QColor(pair.ground)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self.register.reason(self.row(index.row()))
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or section >= len(self._heads):
            return None
        return section + 1 if orientation == Qt.Orientation.Vertical else self._heads[section]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if self.first <= column < len(self._heads):
            name = self.register.columns[column - self.first].name
            self._order = (name if order == Qt.SortOrder.AscendingOrder else f"-{name}",)
            self.refresh()

    @property
    def asked(self) -> Wanted:
        """What is shown, in the order in which it is shown."""
        wanted = self.wanted
        return Wanted(
            wanted.text,
            wanted.filter,
            wanted.due_on,
            wanted.holder,
            wanted.record,
            wanted.area,
            self.today,
            self._order,
        )
