"""Today's route as a list (Ctrl+2): overdue first, then appointments, then stairwells in walking order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from survey_app.desktop.doors.door_layout import House
from survey_app.desktop.doors.door_words import DoorWords
from survey_app.desktop.theme import Theme
from survey_app.doors import Door

Index = QModelIndex | QPersistentModelIndex
WHERE, STATE, WHEN, WHO = range(4)


class RouteModel(QAbstractTableModel):
    def __init__(self, theme: Theme, words: DoorWords):
        super().__init__()
        self._theme, self._words = theme, words
        self.doors: Sequence[Door] = ()
        self.today = date.min

    def show_doors(self, doors: Sequence[Door], today: date) -> None:
        self.beginResetModel()
        self.doors, self.today = doors, today
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.doors)

    def columnCount(self, parent: Index | None = None) -> int:
        return 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("Door"), self.tr("State"), self.tr("When"), self.tr("Who"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        door = self.doors[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(door, index.column())
        if role == Qt.ItemDataRole.FontRole and index.column() == WHERE:
            return self._theme.font(bold=True)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == WHEN and door.is_overdue(self.today):
            return QBrush(QColor(self._theme.tokens.error))
        return None

    def _text(self, door: Door, column: int) -> str:
        if column == WHERE:
            house = House(door.building, door.is_bungalow, ())
            return f"{self._words.house(house)} {self._words.door(door)}"
        if column == STATE:
            sign = self._words.sign(door)
            return f"{sign}  {self._words.state_name(door.state)}" if sign else self._words.state_name(door.state)
        if column == WHEN:
            if door.next_visit is None:
                return ""
            day = self._words.day(door.next_visit)
            return self.tr("{day}, overdue").format(day=day) if door.is_overdue(self.today) else day
        return f"{door.surname} {self._words.heads(door.persons)}".strip() if door.persons else door.surname


class RouteList(QTableView):
    moved = Signal(object)
    opened = Signal(object)
    digit = Signal(str)
    searched = Signal()

    def __init__(self, theme: Theme, words: DoorWords, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self._route = RouteModel(theme, words)
        self.setModel(self._route)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setResizeContentsPrecision(50)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._fit)
        self._fit()

    def show_doors(self, doors: Sequence[Door], today: date, cursor: str = "") -> None:
        self._route.show_doors(doors, today)
        rows = [place for place, door in enumerate(doors) if door.record_id == cursor]
        if doors:
            self.selectRow(rows[0] if rows else 0)

    @property
    def doors(self) -> Sequence[Door]:
        return self._route.doors

    @property
    def door(self) -> Door | None:
        row = self.currentIndex().row()
        return self._route.doors[row] if 0 <= row < len(self._route.doors) else None

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.moved.emit(self.door)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif text == "/":
            self.searched.emit()
        elif len(text) == 1 and text.isalnum() and text.isascii():
            self.digit.emit(text.lower())
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.door is not None:
            self.opened.emit(self.door)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.control_height)
        font = QFont(self._theme.font(hint=True))
        self.horizontalHeader().setFont(font)
