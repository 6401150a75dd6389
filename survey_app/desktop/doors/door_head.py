"""The line above the grid: which house, its address, grid or route; and what to do when the house is finished."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from survey_app.desktop.elided_label import ElidedLabel


class DoorHead(QWidget):
    grid_wanted = Signal()
    route_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.house = QLabel(self)
        self.house.setProperty("role", "title")
        self.address = ElidedLabel(parent=self)
        self.address.setProperty("role", "quiet")
        self.grid_button = QPushButton(self.tr("Grid"), self)
        self.route_button = QPushButton(self.tr("Route"), self)
        self.banner = QFrame(self)
        self.banner.setProperty("role", "told")
        self.finished = QLabel(self.banner)
        self.finished.setWordWrap(True)
        self.next_button = QPushButton(self.tr("Go there"), self.banner)
        self._arrange()
        self.grid_button.clicked.connect(self.grid_wanted)
        self.route_button.clicked.connect(self.route_wanted)
        self.next_button.clicked.connect(self.next_wanted)

    def _arrange(self) -> None:
        group = QButtonGroup(self)
        for button, key in ((self.grid_button, "Ctrl+1"), (self.route_button, "Ctrl+2")):
            button.setProperty("kind", "quiet")
            button.setCheckable(True)
            button.setToolTip(key)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            group.addButton(button)
        self.grid_button.setChecked(True)
        self.next_button.setFocusPolicy(self.grid_button.focusPolicy())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.house)
        line.addWidget(self.address, 1)
        line.addWidget(self.grid_button)
        line.addWidget(self.route_button)
        told = QHBoxLayout(self.banner)
        told.setContentsMargins(12, 4, 4, 4)
        told.addWidget(self.finished, 1)
        told.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.banner)
        self.banner.hide()

    def show_house(self, house: str, address: str) -> None:
        self.house.setText(house)
        self.address.setText(address)

    def show_mode(self, route: bool) -> None:
        (self.route_button if route else self.grid_button).setChecked(True)

    def show_finished(self, text: str, leads_on: bool) -> None:
        """ "" hides it."""
        self.finished.setText(text)
        self.next_button.setVisible(leads_on)
        self.banner.setVisible(bool(text))
