"""Beside the paper: what the current question means, and what the form has to say about this person."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from forms.state import QuestionState


class HelpPanel(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        self._hint = QLabel(self)
        self._value = QLabel(self)
        self._value.setProperty("role", "fixed")
        self._line = QFrame(self)
        self._line.setProperty("role", "line")
        self._notes = QVBoxLayout()
        self._texts: list[str] = []
        self._notes.setSpacing(8)
        for label in (self._title, self._hint, self._value):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._hint)
        layout.addWidget(self._value)
        layout.addWidget(self._line)
        layout.addLayout(self._notes)
        layout.addStretch()

    def show_question(self, state: QuestionState | None) -> None:
        self._title.setText(state.label if state else "")
        hint = "\n".join(part for part in (state.hint, state.guidance) if part) if state else ""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        digits = (
            state is not None and state.kind == "text" and len(state.value) in (15, 18) and state.value[:14].isdigit()
        )
        self._value.setText(grouped(state.value) if digits and state else "")
        self._value.setVisible(digits)

    def show_notes(self, notes: Iterable[QuestionState]) -> None:
        """Show the form's notes that stand aside: why somebody is counted, what does not fit."""
        texts = [note.label for note in notes if note.relevant and note.label]
        if texts == self._texts:
            return
        self._texts = texts
        while item := self._notes.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for text in texts:
            label = QLabel(text, self)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "quiet")
            self._notes.addWidget(label)
        self._line.setVisible(self._notes.count() > 0)


def grouped(number: str) -> str:
    """Write an identity number as it is read aloud: 6-8-3-1, or 6-6-3 for the old one."""
    cuts = (6, 14, 17) if len(number) == 18 else (6, 12)
    places = (0, *cuts, len(number))
    return " ".join(number[start:end] for start, end in pairwise(places))
