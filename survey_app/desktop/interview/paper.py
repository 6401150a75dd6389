"""The paper: the questions of one section in one column, the current one kept in sight."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from forms.state import Path, QuestionState
from survey_app.desktop.interview.question_row import QuestionRow
from survey_app.desktop.interview.sections import CONTAINERS, Section, is_question

INPUT_METHOD_WINDOW = 220
"""Pixels that stay free below the current question for the candidates of an input method."""


class Paper(QScrollArea):
    answered = Signal(str, object)
    finished = Signal(str)
    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows: dict[Path, QuestionRow] = {}
        self._headings: dict[Path, QLabel] = {}
        self.section = Section("", "", ())
        self._aside: Collection[str] = ()

    def show_section(self, section: Section, aside: Collection[str] = ()) -> None:
        """Lay out a section anew, without the notes that stand aside."""
        self.section, self._aside = section, aside
        sheet = QWidget(self)
        sheet.setProperty("role", "page")
        self._rows, self._headings = {}, {}
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(0)
        for state in section.states:
            if not self._stands_here(state):
                continue
            layout.addWidget(self._heading(state, sheet) if state.kind in CONTAINERS else self._row(state, sheet))
        layout.addSpacing(INPUT_METHOD_WINDOW)
        layout.addStretch()
        self.setWidget(sheet)
        self._hide_empty_headings()

    def show_states(self, states: Iterable[QuestionState]) -> bool:
        """Show what changed; False if a state does not stand on this paper (the caller lays it out anew)."""
        changed = {state.path: state for state in states}
        known = True
        for path, state in changed.items():
            if row := self._rows.get(path):
                row.show_state(state)
            elif heading := self._headings.get(path):
                heading.setText(state.label)
            elif self._stands_here(state):
                known = False
        kept = tuple(changed.get(state.path, state) for state in self.section.states)
        self.section = Section(self.section.path, self.section.title, kept)
        self._hide_empty_headings()
        return known

    def _stands_here(self, state: QuestionState) -> bool:
        return state.kind not in ("calculate", "hidden") and not (state.kind == "note" and state.name in self._aside)

    def row(self, path: Path) -> QuestionRow | None:
        return self._rows.get(path)

    def go_to(self, path: Path) -> bool:
        """Put the cursor on a question and bring it into the upper third."""
        row = self._rows.get(path)
        if row is None or not row.state.relevant:
            return False
        row.widget.take_focus()
        self._bring_up(row)
        return True

    def go_on(self, path: Path, by: int) -> bool:
        """Go to the next (+1) or previous (-1) question that can be answered; False at the end of the paper."""
        places = [state.path for state in self.section.states if state.relevant and is_question(state)]
        if path not in places:
            return bool(places) and self.go_to(places[0])
        place = places.index(path) + by
        return 0 <= place < len(places) and self.go_to(places[place])

    def current(self) -> Path:
        """The question that the cursor is on, or ""."""
        return next((path for path, row in self._rows.items() if row.has_cursor()), "")

    def keep(self) -> None:
        """Report what is typed but not reported yet."""
        for row in self._rows.values():
            if row.has_cursor():
                row.widget.keep()

    def _row(self, state: QuestionState, sheet: QWidget) -> QuestionRow:
        row = QuestionRow(state, sheet)
        row.answered.connect(self.answered)
        row.finished.connect(self.finished)
        row.entered.connect(self._entered)
        self._rows[state.path] = row
        return row

    def _heading(self, state: QuestionState, sheet: QWidget) -> QLabel:
        heading = QLabel(state.label, sheet)
        heading.setProperty("role", "divider")
        self._headings[state.path] = heading
        return heading

    def _hide_empty_headings(self) -> None:
        """A group with nothing to ask now has no heading either."""
        for path, heading in self._headings.items():
            inside = (row for known, row in self._rows.items() if known.startswith(path + "/"))
            heading.setVisible(bool(heading.text()) and any(row.state.relevant for row in inside))

    def _entered(self, path: Path) -> None:
        self._bring_up(self._rows[path])
        self.entered.emit(path)

    def _bring_up(self, row: QuestionRow) -> None:
        top = row.y()
        view, bar = self.viewport().height(), self.verticalScrollBar()
        low = bar.value() + max(row.height(), view - max(INPUT_METHOD_WINDOW, view * 2 // 3))
        if top < bar.value() or top + row.height() > low:
            bar.setValue(max(0, top - view // 3))
