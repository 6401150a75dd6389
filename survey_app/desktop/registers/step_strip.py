"""Under the table: the few questions of a step, answered and then taken as one, or left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from survey_app.desktop.interview.media import NO_MEDIA
from survey_app.desktop.interview.question_row import QuestionRow
from survey_app.register_steps import Questions

WIDEST = 760
"""Pixels of a question at 14 points: its label stays near its answer."""


class StepStrip(QFrame):
    accepted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        self._title.setWordWrap(True)
        self._rows: dict[str, QuestionRow] = {}
        self._questions: Questions | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._trouble = QLabel(self)
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        self.accept_button = QPushButton(self)
        self.accept_button.setProperty("kind", "primary")
        self.leave_button = QPushButton(self.tr("Leave it  Esc"), self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.accept_button)
        buttons.addWidget(self.leave_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addLayout(self._list)
        layout.addWidget(self._trouble)
        layout.addLayout(buttons)
        self.accept_button.clicked.connect(self.accepted)
        self.leave_button.clicked.connect(self.left)
        self.hide()

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, with what is typed and not reported yet."""
        for row in self._rows.values():
            row.widget.keep()
        return dict(self._questions.answers) if self._questions else {}

    def ask(self, title: str, act: str, questions: Questions) -> None:
        """Show the questions of a step, and stand at the first."""
        self._clear()
        self._questions = questions
        self._title.setText(title)
        self.accept_button.setText(f"{act}  F9")
        self.refuse("")
        self._show()
        self.show()
        if self._rows:
            next(iter(self._rows.values())).take_focus()

    def refuse(self, says: str) -> None:
        """Say why the step cannot be taken like this."""
        self._trouble.setText(f"⚠ {says}" if says else "")
        self._trouble.setVisible(bool(says))

    def leave(self) -> None:
        self._clear()
        self.hide()

    def _show(self) -> None:
        assert self._questions is not None
        states = {state.path: state for state in self._questions.states()}
        for path in [path for path in self._rows if path not in states]:
            row = self._rows.pop(path)
            self._list.removeWidget(row)
            row.deleteLater()
        for place, (path, state) in enumerate(states.items()):
            if path in self._rows:
                self._rows[path].show_state(state)
            else:
                row = QuestionRow(state, NO_MEDIA, self)
                row.answered.connect(self._answer)
                row.finished.connect(self._go_on)
                row.setMaximumWidth(WIDEST * self.font().pointSize() // 14)
                self._rows[path] = row
                self._list.insertWidget(place, row)

    def _answer(self, path: str, value: object) -> None:
        if self._questions is not None:
            self._questions.answer(path, value)
            self.refuse("")
            self._show()

    def _go_on(self, path: str) -> None:
        """Enter: the next question, after the last the step itself."""
        paths = list(self._rows)
        place = paths.index(path) + 1 if path in paths else len(paths)
        if place < len(paths):
            self._rows[paths[place]].take_focus()
        else:
            self.accept_button.setFocus()

    def _clear(self) -> None:
        for row in self._rows.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self._questions = {}, None
