"""Beside a disagreement: what is likely and why, the alike ones, and the way back to whoever recorded it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from survey_app.desktop.merge_desk.one_line import OneLine
from survey_app.suggestions import Reason


class SuggestionCard(QFrame):
    taken = Signal()
    alike_asked = Signal()
    sent = Signal(str)
    """The sentence with which the record goes back."""
    left = Signal()
    """The line for the sentence was closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._heading = QLabel(self.tr("Suggestion"), self)
        self._heading.setProperty("role", "heading")
        self._why = QLabel(self)
        self._take = QPushButton(self.tr("Take it  Enter"), self)
        self._alike = QPushButton(self)
        self._line = QFrame(self)
        self._line.setProperty("role", "line")
        self._asked = QLabel(self)
        self._asked.setProperty("role", "quiet")
        self.back_button = QPushButton(self)
        self.sentence = OneLine(self)
        self.sentence.setPlaceholderText(self.tr("What is to be looked at again?"))
        self.sentence.setMaxLength(200)
        self._send = QPushButton(self.tr("Send back  Enter"), self)
        for label in (self._why, self._asked):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for button in (self._take, self._alike, self.back_button, self._send):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        parts = (self._heading, self._why, self._take, self._alike, self._line, self._asked)
        for part in (*parts, self.back_button, self.sentence, self._send):
            layout.addWidget(part)
        layout.addStretch()

        self._take.clicked.connect(self.taken)
        self._alike.clicked.connect(self.alike_asked)
        self.back_button.clicked.connect(self.ask_sentence)
        self._send.clicked.connect(self._emit_sentence)
        self.sentence.returnPressed.connect(self._emit_sentence)

    def show_suggestion(self, why: str, alike: int) -> None:
        """`why` is "" where nothing speaks for either; `alike` counts the other conflicts that it would settle too."""
        self._why.setText(why or self.tr("Nothing tells which is right."))
        self._take.setVisible(bool(why))
        self._alike.setText(self.tr("%n alike: the same  A", "", alike))
        self._alike.setVisible(bool(why) and alike > 0)

    def show_way_back(self, assistant: str, remark: str) -> None:
        """`remark` is what was asked already and nobody has answered."""
        self.close_sentence()
        self._asked.setText(self.tr("Sent back: %1").replace("%1", remark))
        self._asked.setVisible(bool(remark))
        if remark:
            self.back_button.setText(self.tr("Ask again …  R"))
        elif assistant:
            self.back_button.setText(self.tr("Send back to %1 …  R").replace("%1", assistant))
        else:
            self.back_button.setText(self.tr("Send back …  R"))

    def ask_sentence(self) -> None:
        """R: one line to say what is to be looked at."""
        for part in (self.sentence, self._send):
            part.show()
        self.back_button.hide()
        self.sentence.setFocus()

    def close_sentence(self) -> bool:
        """Esc: nothing is sent. True where the line was open."""
        was_open = not self.sentence.isHidden()
        self.sentence.clear()
        for part in (self.sentence, self._send):
            part.hide()
        self.back_button.show()
        return was_open

    def words(self, number: int, reason: Reason, who: str, when: str) -> str:
        """Say which value is likely and why; with 0 for the number, only why."""
        why = {
            Reason.LOOKED_AGAIN: self.tr("%1 looked again on %2 and left it so."),
            Reason.ANSWERED: self.tr("Nothing was answered on the other side."),
            Reason.NOT_COPIED: self.tr("It was asked; the other comes from an old list."),
            Reason.LATER: self.tr("It was saved later, %2, by %1."),
        }[reason]
        reason_told = why.replace("%1", who).replace("%2", when)
        value = self.tr("Take %1.").replace("%1", str(number)) if number else ""
        return f"{value} {reason_told}".strip()

    def _emit_sentence(self) -> None:
        text = self.sentence.text().strip()
        if text:
            self.sent.emit(text)
