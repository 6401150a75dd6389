"""The members of the household, how far each one is, and what nobody has asked yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from forms.state import Path
from survey_app.desktop.interview.line_model import LineModel
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.sections import Section

WIDTH = 200


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
        self._once = ""
        self._sections, self._lines = self._list()
        self._add = QPushButton(self.tr("+ Person  Insert"), self)
        self._add.setProperty("kind", "quiet")
        self._grid = QPushButton(self.tr("All names  F2"), self)
        self._grid.setProperty("kind", "quiet")
        self._heading = QLabel(self)
        self._heading.setProperty("role", "heading")
        self._unasked, self._missing = self._list()
        for part in (self._sections, self._unasked, self._add, self._grid):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 16, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self._sections, 3)
        layout.addWidget(self._add)
        layout.addWidget(self._grid)
        layout.addSpacing(16)
        layout.addWidget(self._heading)
        layout.addWidget(self._unasked, 2)

        self._sections.clicked.connect(self._choose)
        self._unasked.clicked.connect(self._choose_question)
        self._add.clicked.connect(self.add_asked)
        self._grid.clicked.connect(self.grid_asked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(WIDTH * self.font().pointSize() // 14)

    def show_sections(self, sections: Sequence[Section], current: Path, can_add: bool, once: str = "") -> None:
        """`once` is what the paper of what is asked once is called, where it is no household's."""
        self._once = once
        self._add.setText(self.tr("+ Row  Insert") if once else self.tr("+ Person  Insert"))
        self._grid.setText(self.tr("All rows  F2") if once else self.tr("All names  F2"))
        self._add.setVisible(can_add)
        self._grid.setVisible(can_add)
        self._lines.show([(self._line(place, section), section.path) for place, section in enumerate(sections)])
        row = self._lines.row_of(current)
        if row >= 0 and self._sections.currentIndex().row() != row:
            self._sections.setCurrentIndex(self._lines.index(row))
        self.show_unasked(next((section for section in sections if section.path == current), None))

    def show_unasked(self, section: Section | None) -> None:
        missing = section.unasked if section else ()
        self._heading.setText(self.tr("Not asked yet   %1").replace("%1", str(len(missing))))
        self._heading.setVisible(bool(missing))
        self._unasked.setVisible(bool(missing))
        self._missing.show([(as_plain(state.label), state.path) for state in missing])

    def _line(self, place: int, section: Section) -> str:
        if section.path:
            return f"{place}  {section.title}   {self._sign(section)}"
        # lupdate finds no tr() inside an f-string.
        household = self._once or self.tr("The household")
        return f"{household}   {self._sign(section)}"

    def _sign(self, section: Section) -> str:
        if section.wrong:
            return "⚠"
        if section.is_complete:
            return "✓"
        return self.tr("%1 left").replace("%1", str(len(section.unasked))) if section.is_begun else "–"

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._lines.path(index))

    def _choose_question(self, index: QModelIndex) -> None:
        self.question_chosen.emit(self._missing.path(index))

    def _list(self) -> tuple[QListView, LineModel]:
        shown = QListView(self)
        shown.setProperty("role", "panel")
        shown.setUniformItemSizes(True)
        shown.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown.setTextElideMode(Qt.TextElideMode.ElideRight)
        lines = LineModel(shown)
        shown.setModel(lines)
        return shown, lines
