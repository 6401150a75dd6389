"""More rows on a list than its number says: kept or taken out, as somebody decides. Nothing goes unasked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.rosters import Surplus


class SurplusBar(QFrame):
    kept = Signal(object)
    taken_out = Signal(object)
    closed = Signal()
    """Esc: nothing is decided, and the bar stays"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "told")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.surplus: Surplus | None = None
        self._question = QLabel(self)
        self._question.setWordWrap(True)
        self._question.setTextFormat(Qt.TextFormat.PlainText)
        self._keep = QPushButton(self)
        self._take_out = QPushButton(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.addWidget(self._question, 1)
        for button, act in ((self._keep, self._choose_keep), (self._take_out, self._choose_take_out)):
            button.setProperty("kind", "quiet")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(act)
            layout.addWidget(button)
        self.hide()

    def ask(self, surplus: Surplus | None, names: str) -> None:
        """Ask about a surplus, in which `names` are too many; without one there is nothing to ask."""
        self.surplus = surplus
        self.setVisible(surplus is not None)
        if surplus is None:
            return
        asked = self.tr("%1: the number says %2, but %3 are on the list. What about %4?")
        told = {"%1": as_plain(surplus.label), "%2": str(surplus.wanted), "%3": str(surplus.count), "%4": names}
        for sign, words in told.items():
            asked = asked.replace(sign, words)
        self._question.setText(asked)
        self._keep.setText(self.tr("1  Keep"))
        self._take_out.setText(self.tr("2  Take out"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "1":
            self._choose_keep()
        elif event.text() == "2":
            self._choose_take_out()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _choose_keep(self) -> None:
        self.kept.emit(self.surplus)

    def _choose_take_out(self) -> None:
        self.taken_out.emit(self.surplus)
