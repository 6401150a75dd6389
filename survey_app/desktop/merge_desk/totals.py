"""The right side of the merge desk: key figures before and after, and how the master workbook stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from reports.indicators import Change
from survey_app.desktop.merge_desk.number_table import NumberRow, NumberTable


class Totals(QFrame):
    who_asked = Signal()
    """Who stands behind the chosen figure."""
    master_asked = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._language = language
        self._changes: Sequence[Change] = ()
        self._head = QLabel(self.tr("Totals"), self)
        self._head.setProperty("role", "heading")
        self.figures = NumberTable(self)
        self.figures.setProperty("role", "panel")
        self._who = QPushButton(self)
        self._who.hide()
        self.master = QLabel(self)
        self.master.setProperty("role", "hint")
        self.master.setWordWrap(True)
        self._open_master = QPushButton(self.tr("Open the master workbook"), self)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self._head)
        layout.addWidget(self.figures, 1)
        layout.addWidget(self._who)
        layout.addWidget(self.master)
        layout.addWidget(self._open_master)

        self._who.clicked.connect(self.who_asked)
        self.figures.doubleClicked.connect(self.who_asked)
        self.figures.selectionModel().currentRowChanged.connect(self._show_who)
        self._open_master.clicked.connect(self.master_asked)

    def show_changes(self, changes: Sequence[Change]) -> None:
        self._changes = changes
        rows = [
            NumberRow(
                change.figure.label(self._language),
                (_plain(change.before), _plain(change.figure.value), _signed(change.difference)),
                indent=1 if change.figure.parent else 0,
                key=change.figure.name,
            )
            for change in changes
        ]
        kept = self.figures.currentIndex().row()
        self.figures.show_rows(["", self.tr("now"), self.tr("after"), self.tr("difference")], rows)
        self.figures.selectRow(kept if 0 <= kept < len(rows) else _first_with_parts(changes))
        self._show_who()

    def show_master(self, words: str, is_there: bool) -> None:
        self.master.setText(words)
        self._open_master.setVisible(is_there)

    @property
    def has_any(self) -> bool:
        """Somebody is counted, now or after what waits."""
        return any(change.before or change.figure.value for change in self._changes)

    @property
    def change(self) -> Change | None:
        """The figure that is chosen."""
        name = self.figures.key()
        return next((each for each in self._changes if each.figure.name == name), None)

    def _show_who(self) -> None:
        change = self.change
        label = f"{change.figure.label(self._language)} {_signed(change.difference)}".strip() if change else ""
        self._who.setText(self.tr("%1: who is that  F5").replace("%1", label))
        self._who.setVisible(change is not None and self.has_any)


def _first_with_parts(changes: Sequence[Change]) -> int:
    """Where to stand first: at the figure that others are parts of, which is what the survey is about."""
    parents = {change.figure.parent for change in changes} - {""}
    return next((place for place, change in enumerate(changes) if change.figure.name in parents), 0)


def _plain(value: int | float | None) -> str:
    return "" if value is None else str(value)


def _signed(value: int | float) -> str:
    return f"+{value}" if value > 0 else (str(value) if value else "")
