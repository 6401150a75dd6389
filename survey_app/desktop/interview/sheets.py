"""The middle of the interview: the paper of one section, or the table of all names, and what it is called."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from survey_app.desktop.interview.paper import Paper
from survey_app.desktop.interview.roster_grid import RosterGrid


class Sheets(QWidget):
    turned = Signal()
    """The other sheet is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._counter = QLabel(self)
        self._counter.setProperty("role", "quiet")
        self.paper = Paper(self)
        self.grid = RosterGrid(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.paper)
        self._stack.addWidget(self.grid)

        titles = QHBoxLayout()
        titles.setContentsMargins(24, 12, 24, 4)
        titles.addWidget(self._title)
        titles.addStretch()
        titles.addWidget(self._counter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(titles)
        layout.addWidget(self._stack, 1)

        self._stack.currentChanged.connect(self.turned)

    @property
    def shows_grid(self) -> bool:
        return self._stack.currentWidget() is self.grid

    def turn_to_paper(self) -> None:
        self._stack.setCurrentWidget(self.paper)

    def turn_to_grid(self) -> None:
        self._stack.setCurrentWidget(self.grid)

    def keep(self) -> None:
        """Report what is typed and not reported yet, wherever that is."""
        if self.shows_grid:
            self.grid.keep()
        self.paper.keep()

    def show_title(self, title: str, place: int = 0, of: int = 0, are_people: bool = True) -> None:
        """Say what the paper is called, and which of how many members it is about."""
        if self.shows_grid and are_people:
            self._title.setText(self.tr("First everyone's name; details follow."))
        else:
            self._title.setText(title)
        shown = bool(place) and not self.shows_grid
        words = self.tr("Person %1 of %2") if are_people else self.tr("%1 of %2")
        told = words.replace("%1", str(place)).replace("%2", str(of))
        self._counter.setText(told if shown else "")
