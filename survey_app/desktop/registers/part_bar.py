"""Above the table: the parts of a list, one of them chosen; many go on in the next line."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from survey_app.desktop.interview.question_widgets.flow import Flow

AROUND = 34
"""Pixels of a part beside its words."""


class PartBar(QWidget):
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._flow = Flow(self)

    @property
    def names(self) -> list[str]:
        return list(self._buttons)

    def show_parts(self, parts: Mapping[str, str]) -> None:
        """Offer other parts: name -> title. The first is chosen."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons, self._titles = {}, dict(parts)
        for name, title in parts.items():
            button = QPushButton(self)
            button.setProperty("kind", "chip")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("part", name)
            button.clicked.connect(self._choose)
            self._group.addButton(button)
            self._flow.addWidget(button)
            self._buttons[name] = button
            self._write(button, title)
        self.mark(next(iter(parts), ""))

    def mark(self, name: str) -> None:
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def show_count(self, name: str, count: int) -> None:
        """A number behind the title of a part."""
        if name in self._buttons:
            self._write(self._buttons[name], self._titles[name] + (f"  {count}" if count else ""))

    def _write(self, button: QPushButton, text: str) -> None:
        button.setText(text)
        # The chosen one has other borders; it must be as wide as it is when another is chosen.
        button.setMinimumWidth(button.fontMetrics().horizontalAdvance(text) + AROUND)

    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.chosen.emit(str(button.property("part")))
