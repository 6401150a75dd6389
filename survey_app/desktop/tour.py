"""The demo town shows itself: five steps in one line under the top bar, and a button to become the other person."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from survey_app.desktop.theme import Theme

ASSISTANT, CLERK = "assistant", "clerk"

PLACES = (
    (ASSISTANT, "doors"),
    (ASSISTANT, "doors"),
    (ASSISTANT, "hand_over"),
    (CLERK, "merge_desk"),
    (CLERK, "merge_desk"),
)
"""Who stands where at each step."""


@dataclass(frozen=True, slots=True)
class Step:
    """What to look at, as whom, and on which page."""

    person: str
    place: str
    text: str


def steps() -> list[Step]:
    """Return the five steps in the language of the moment."""
    texts = (
        QCoreApplication.translate(
            "Tour",
            "You are an assistant before building 1. Walk with the arrow keys; nobody home? Press 3, and Ctrl+Z "
            "takes it back.",
        ),
        QCoreApplication.translate(
            "Tour",
            "Press Enter at a door to ask a household. Enter goes on, digits choose, xg finds 下岗. Every answer is "
            "kept at once.",
        ),
        QCoreApplication.translate(
            "Tour", "Friday: one button writes everything for the street, reads it back and says that it is right."
        ),
        QCoreApplication.translate(
            "Tour", "Now you are the clerk. Twelve files wait, three are wrong. See what would happen, then F9."
        ),
        QCoreApplication.translate(
            "Tour", "F6 shows where two people disagree; F7 takes any batch back. The master workbook follows."
        ),
    )
    return [Step(person, place, text) for (person, place), text in zip(PLACES, texts, strict=True)]


class TourBar(QFrame):
    place_wanted = Signal(str)
    other_wanted = Signal(str)
    """The other person, at a place."""
    closed = Signal()

    def __init__(self, theme: Theme, person: str, start: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "told")
        self._person = person
        self._steps = steps()
        self.place = start
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._next = QPushButton(self.tr("Next"), self)
        other = self.tr("Be the clerk") if person == ASSISTANT else self.tr("Be the assistant")
        self._other = QPushButton(other, self)
        self._close = QPushButton("✕", self)
        self._close.setToolTip(self.tr("End the tour"))

        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.setSpacing(8)
        layout.addWidget(self._text, 1)
        for button in (self._next, self._other, self._close):
            button.setProperty("kind", "quiet")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(button)

        self._next.clicked.connect(self.go_on)
        self._other.clicked.connect(self._become)
        self._close.clicked.connect(self.closed)
        self._show()

    def go_on(self) -> None:
        """The next step; from the last back to the first."""
        self.place = (self.place + 1) % len(self._steps)
        step = self._steps[self.place]
        if step.person != self._person:
            self.other_wanted.emit(step.place)
            return
        self._show()
        self.place_wanted.emit(step.place)

    def _become(self) -> None:
        """The other person, at the first step of theirs."""
        self.place = next(place for place, step in enumerate(self._steps) if step.person != self._person)
        self.other_wanted.emit(self._steps[self.place].place)

    def _show(self) -> None:
        self._text.setText(f"{self.place + 1}/{len(self._steps)}   {self._steps[self.place].text}")
