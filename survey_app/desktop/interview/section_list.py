"""The members of the household, how far each one is, and what nobody has asked yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from forms.state import Path
from survey_app.desktop.interview.sections import Section

WIDTH = 200
PLACE = Qt.ItemDataRole.UserRole


class SectionList(QFrame):
    chosen = Signal(str)
    """path of the section; "" for what is asked once"""
    question_chosen = Signal(str)
    add_asked = Signal()
    grid_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._fit()
        self._sections = QListWidget(self)
        self._sections.setProperty("role", "panel")
        self._add = QPushButton(self.tr("+ Person  Insert"), self)
        self._add.setProperty("kind", "quiet")
        self._grid = QPushButton(self.tr("All names  F2"), self)
        self._grid.setProperty("kind", "quiet")
        self._heading = QLabel(self)
        self._heading.setProperty("role", "heading")
        self._unasked = QListWidget(self)
        self._unasked.setProperty("role", "panel")
        for part in (self._sections, self._unasked, self._add, self._grid):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self._sections, self._unasked):
            part.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            part.setTextElideMode(Qt.TextElideMode.ElideRight)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 16, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self._sections, 3)
        layout.addWidget(self._add)
        layout.addWidget(self._grid)
        layout.addSpacing(16)
        layout.addWidget(self._heading)
        layout.addWidget(self._unasked, 2)

        self._sections.itemClicked.connect(self._choose)
        self._unasked.itemClicked.connect(self._choose_question)
        self._add.clicked.connect(self.add_asked)
        self._grid.clicked.connect(self.grid_asked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(WIDTH * self.font().pointSize() // 14)

    def show_sections(self, sections: Sequence[Section], current: Path, can_add: bool) -> None:
        self._add.setVisible(can_add)
        self._grid.setVisible(can_add)
        lines = [(self._line(place, section), section.path) for place, section in enumerate(sections)]
        _fill(self._sections, lines)
        rows = [row for row, section in enumerate(sections) if section.path == current]
        if rows and self._sections.currentRow() != rows[0]:
            self._sections.setCurrentRow(rows[0])
        self.show_unasked(next((section for section in sections if section.path == current), None))

    def show_unasked(self, section: Section | None) -> None:
        missing = section.unasked if section else ()
        self._heading.setText(self.tr("Not asked yet   %1").replace("%1", str(len(missing))))
        self._heading.setVisible(bool(missing))
        self._unasked.setVisible(bool(missing))
        _fill(self._unasked, [(state.label, state.path) for state in missing])

    def _line(self, place: int, section: Section) -> str:
        if section.path:
            return f"{place}  {section.title}   {self._sign(section)}"
        household = self.tr("The household")
        return f"{household}   {self._sign(section)}"

    def _sign(self, section: Section) -> str:
        if section.wrong:
            return "⚠"
        if section.is_complete:
            return "✓"
        return self.tr("%1 left").replace("%1", str(len(section.unasked))) if section.is_begun else "–"

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(PLACE))

    def _choose_question(self, item: QListWidgetItem) -> None:
        self.question_chosen.emit(item.data(PLACE))


def _fill(shown: QListWidget, lines: Sequence[tuple[str, Path]]) -> None:
    """Show lines; what stands there already is not painted again, for this happens with every answer."""
    while shown.count() > len(lines):
        shown.takeItem(shown.count() - 1)
    for row, (text, path) in enumerate(lines):
        item = shown.item(row)
        if item is None:
            item = QListWidgetItem()
            shown.addItem(item)
        if item.text() != text or item.data(PLACE) != path:
            item.setText(text)
            item.setData(PLACE, path)
