"""Beside the paper: what the current question means, and what the form has to say about this person."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.known_card import KnownCard
from survey_app.desktop.interview.markup import as_plain, as_rich


class HelpPanel(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        self._hint = QLabel(self)
        self._guidance = QLabel(self)
        self._guidance.setProperty("role", "quiet")
        self._value = QLabel(self)
        self._value.setProperty("role", "fixed")
        self._line = QFrame(self)
        self._line.setProperty("role", "line")
        self._line.hide()
        self.known = KnownCard(self)
        self._notes = QVBoxLayout()
        self._texts: list[str] = []
        self._notes.setSpacing(8)
        for label in (self._title, self._hint, self._guidance, self._value):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setOpenExternalLinks(True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._hint)
        layout.addWidget(self._guidance)
        layout.addWidget(self._value)
        layout.addWidget(self._line)
        layout.addLayout(self._notes)
        layout.addWidget(self.known)
        layout.addStretch()

    def show_question(self, state: QuestionState | None) -> None:
        self._title.setText(as_plain(state.label) if state else "")
        for label, text in (
            (self._hint, state.hint if state else ""),
            (self._guidance, state.guidance if state else ""),
        ):
            words, is_rich = as_rich(text)
            label.setTextFormat(Qt.TextFormat.RichText if is_rich else Qt.TextFormat.PlainText)
            label.setText(words)
            label.setVisible(bool(text))
        digits = (
            state is not None and state.kind == "text" and len(state.value) in (15, 18) and state.value[:14].isdigit()
        )
        self._value.setText(grouped(state.value) if digits and state else "")
        self._value.setVisible(digits)

    def show_notes(self, notes: Iterable[QuestionState]) -> None:
        """Show the form's notes that stand aside: why somebody is counted, what does not fit."""
        texts = [as_plain(note.label) for note in notes if note.relevant and note.label]
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
