"""The column at the left: the buildings, and the ways to make doors."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from survey_app.desktop.doors.door_words import DoorWords
from survey_app.desktop.doors.house_list import HouseList
from survey_app.desktop.theme import Theme

WIDTH, MORE = 176, 64
"""Pixels at 14 points, and how many more the names of buildings may take."""


class HouseColumn(QFrame):
    generate_wanted = Signal()
    import_wanted = Signal()
    add_wanted = Signal()

    def __init__(self, theme: Theme, words: DoorWords, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "panel")
        self.houses = HouseList(theme, words, self)
        self.generate_button = QPushButton(self.tr("F6  Generate"), self)
        self.import_button = QPushButton(self.tr("Import …"), self)
        self.add_button = QPushButton(self.tr("+ Door"), self)
        self._ways = (self.generate_button, self.import_button, self.add_button)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        column.addWidget(self.houses, 1)
        buttons = QVBoxLayout()
        buttons.setContentsMargins(12, 4, 12, 4)
        buttons.setSpacing(8)
        for button in self._ways:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            buttons.addWidget(button)
        column.addLayout(buttons)

        self.generate_button.clicked.connect(self.generate_wanted)
        self.import_button.clicked.connect(self.import_wanted)
        self.add_button.clicked.connect(self.add_wanted)
        theme.changed.connect(self.fit)
        self.fit()

    def may_write(self, may: bool) -> None:
        for button in self._ways:
            button.setVisible(may)

    def fit(self) -> None:
        """As wide as the names of the buildings, within reason."""
        least, most = self._theme.pixels(WIDTH), self._theme.pixels(WIDTH + MORE)
        self.setFixedWidth(min(max(least, self.houses.width_of_names()), most))
