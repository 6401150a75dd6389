"""A table over records, read page by page: a million rows cost what the screen shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from forms.areas import in_language
from forms.datasets import Dataset, Field
from forms.identity_numbers import Grouping
from forms.sql_condition import UNFINISHED
from survey_app.desktop.doors.door_words import SHAPES
from survey_app.desktop.icons import icon
from survey_app.desktop.people.clipboard import as_table
from survey_app.desktop.theme import Theme
from survey_app.visiting import DoorState
from sync.store.store import RecordStore

PAGE = 200
LOOKED_AT = 60
"""Rows that a column's width is taken from."""
PADDING = 30
SIGN = 16
"""A sign in front of a row, in pixels at 14 points."""
WIDEST = 34
"""Characters of a column; what is longer ends in dots."""
MOST_FOUND = 1000
"""A search that finds more asks for another word instead."""

Index = QModelIndex | QPersistentModelIndex


class TextModel(QAbstractTableModel):
    """A table of texts: `text` is what is copied, `shown` what stands on the screen."""

    def text(self, number: int, column: int) -> str:
        raise NotImplementedError

    def shown(self, number: int, column: int) -> str:
        return self.text(number, column)


class RecordModel(TextModel):
    def __init__(
        self,
        store: RecordStore,
        dataset: Dataset,
        fields: Sequence[str],
        language: str,
        area: str = "",
        flags: Collection[str] = (),
        theme: Theme | None = None,
        groupings: Mapping[str, Grouping] | None = None,
    ) -> None:
        """With a theme, records that are half asked or disagreed about have a sign of that colour in front.

        `groupings`: fields that are shown in groups, and copied without them.
        """
        super().__init__()
        self._flags, self._theme, self._groupings = flags, theme, groupings or {}
        self._store, self._dataset, self._language, self._area = store, dataset, language, area
        self.fields: list[Field] = [found for name in fields if (found := dataset.field(name))]
        self._order: tuple[str, ...] = ()
        self._text = ""
        self._pages: dict[int, list[dict[str, Any]]] = {}
        self._count = 0
        self.refresh()

    def refresh(self) -> None:
        """Read again: records have changed."""
        self.beginResetModel()
        self._pages.clear()
        if self._text:
            found = self._store.search(self._dataset.name, self._text, MOST_FOUND, 0, self._area)
            if self._order:
                name = self._order[0].lstrip("-")
                found.sort(key=lambda row: (row[name] is None, row[name]), reverse=self._order[0].startswith("-"))
            self._pages = {start // PAGE: found[start : start + PAGE] for start in range(0, len(found), PAGE)}
            self._count = len(found)
        else:
            self._count = self._store.count(self._dataset.name, area=self._area)
        self.endResetModel()

    def search(self, text: str) -> None:
        self._text = text.strip()
        self.refresh()

    def row(self, number: int) -> dict[str, Any]:
        page = number // PAGE
        if page not in self._pages:
            self._pages[page] = self._store.rows(
                self._dataset.name, None, self._order, PAGE, page * PAGE, area=self._area
            )
        return self._pages[page][number % PAGE]

    def text(self, number: int, column: int) -> str:
        """Return a cell as people read it: choices by their label."""
        field = self.fields[column]
        value = self.row(number).get(field.name)
        if value is None:
            return ""
        if field.name in self._flags:
            return "✓" if value in (1, "1", True) else ""
        if not field.choices:
            return str(value)
        labels = [in_language(field.choices.get(code, {}), self._language, code) for code in str(value).split()]
        return "、".join(labels)

    def shown(self, number: int, column: int) -> str:
        """The same, as it is easiest to read aloud."""
        text, grouping = self.text(number, column), self._groupings.get(self.fields[column].name)
        return grouping(text) if grouping else text

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(index.row(), index.column())
        if role == Qt.ItemDataRole.FontRole and self._theme and self.fields[index.column()].name in self._groupings:
            return self._theme.font(fixed=True)
        if self._theme is None or index.column() != 0:
            return None
        sign = self.sign(index.row())
        if sign is None:
            return None
        pair = self._theme.tokens.door(sign)
        match role:
            case Qt.ItemDataRole.DecorationRole:
                return icon(SHAPES[sign], pair.ink, self._theme.pixels(SIGN))
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(pair.ink)
            case Qt.ItemDataRole.BackgroundRole:
                return QColor(pair.ground)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._says(sign)
            case _:
                return None

    def sign(self, number: int) -> DoorState | None:
        """Return what is the matter with a record: two answers that differ, or an interview that stood open."""
        row = self.row(number)
        if row["conflicts"]:
            return DoorState.CONFLICT
        return DoorState.PARTLY if row["status"] == UNFINISHED else None

    def _says(self, sign: DoorState) -> str:
        return (
            self.tr("Answers differ") if sign is DoorState.CONFLICT else self.tr("Half asked when it was handed over")
        )

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or section >= self.columnCount():
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        return in_language(self.fields[section].labels, self._language, self.fields[section].name)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.fields):
            name = self.fields[column].name
            self._order = (name if order == Qt.SortOrder.AscendingOrder else f"-{name}",)
            self.refresh()


class RecordTable(QTableView):
    """Whole rows are chosen; Ctrl+C copies them so that a spreadsheet keeps eighteen digits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSortingEnabled(True)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(36)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def show_model(self, model: TextModel) -> None:
        self.setModel(model)
        self.fit()

    def fit(self) -> None:
        """Give each column the room that its head and its first cells want."""
        model = self.model()
        if not isinstance(model, TextModel):
            return
        head, cells = self.horizontalHeader().fontMetrics(), self.fontMetrics()
        rows = range(min(model.rowCount(), LOOKED_AT))
        for column in range(model.columnCount()):
            title = head.horizontalAdvance(str(model.headerData(column, Qt.Orientation.Horizontal)))
            font = model.data(model.index(0, column), Qt.ItemDataRole.FontRole) if rows else None
            face = QFontMetrics(font) if isinstance(font, QFont) else cells
            widest = max((face.horizontalAdvance(model.shown(row, column)) for row in rows), default=0)
            room = PADDING + (SIGN + 8 if column == 0 else 0)
            self.setColumnWidth(column, min(max(title, widest) + room, cells.averageCharWidth() * WIDEST))
        self.verticalHeader().setDefaultSectionSize(max(36, cells.height() + 14))

    def stand_on(self, row: int) -> None:
        """Choose a row, whatever keys are held down at that moment."""
        model = self.model()
        if 0 <= row < model.rowCount():
            chosen = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(model.index(row, 0), chosen.ClearAndSelect | chosen.Rows)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, as text and as a table whose cells are text."""
        model = self.model()
        if not isinstance(model, TextModel):
            return
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        cells = [[model.text(row, column) for column in range(model.columnCount())] for row in rows]
        head = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())]
        QGuiApplication.clipboard().setMimeData(as_table(head, cells))
