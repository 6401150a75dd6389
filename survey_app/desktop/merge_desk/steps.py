"""The head of the merge desk: receive, look, batches, settle, same person; where one stands, how many wait."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

RECEIVE, LOOK, BATCHES, SETTLE, SAME_PERSON = range(5)


class Steps(QWidget):
    chosen = Signal(int)

    def __init__(self, with_duplicates: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The last is there only where the survey says what tells people apart.
        self._count = 5 if with_duplicates else 4
        self.buttons = [QPushButton(self) for _ in range(self._count)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for number, button in enumerate(self.buttons):
            button.setProperty("kind", "quiet")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, step=number: self.chosen.emit(step))
            layout.addWidget(button)
        layout.addStretch()
        self.show_waiting(0, 0)

    def show_waiting(self, conflicts: int, pairs: int) -> None:
        words = (
            self.tr("1 Receive"),
            self.tr("2 Look"),
            self.tr("3 Batches"),
            self.tr("4 Settle") + (f"  {conflicts}" if conflicts else ""),
            self.tr("Same person?") + (f"  {pairs}" if pairs else ""),
        )
        for button, word in zip(self.buttons, words, strict=False):
            button.setText(word)

    def stand_at(self, step: int) -> None:
        for number, button in enumerate(self.buttons):
            button.setChecked(number == step)
