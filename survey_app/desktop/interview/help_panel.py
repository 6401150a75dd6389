"""Beside the paper: what the current question means, and what the form has to say about this person."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from forms.identity_numbers import grouping_of
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
        self.known = KnownCard(self)
        self._notes = QVBoxLayout()
        self._cards: list[_NoteCard] = []
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
        grouping = grouping_of(state.appearance) if state else None
        self._value.setText(grouping(state.value) if grouping and state else "")
        self._value.setVisible(bool(self._value.text()))

    def show_notes(self, notes: Iterable[QuestionState]) -> None:
        """Show the form's notes that stand aside: why somebody is counted, what does not fit."""
        texts = [as_plain(note.label) for note in notes if note.relevant and note.label]
        if texts == self._texts:
            return
        self._texts = texts
        # A card costs more to make than to fill: those that were made stay, and one too many is hidden.
        for _ in range(len(texts) - len(self._cards)):
            self._cards.append(_NoteCard(self))
            self._notes.addWidget(self._cards[-1])
        for place, card in enumerate(self._cards):
            card.show_text(texts[place] if place < len(texts) else "")


class _NoteCard(QFrame):
    """What a form says about this person: what stands before a colon is the heading."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        self._head, self._body = QLabel(self), QLabel(self)
        self._head.setProperty("role", "heading")
        for label in (self._head, self._body):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)

    def show_text(self, text: str) -> None:
        for label, words in zip((self._head, self._body), _parted(text), strict=True):
            label.setText(words)
            label.setVisible(bool(words))
        self.setVisible(bool(text))


def _parted(text: str) -> tuple[str, str]:
    for colon in ("：", ": "):
        head, found, body = text.partition(colon)
        if found and body.strip():
            return head.strip(), body.strip()
    return "", text
