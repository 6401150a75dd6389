"""One more thing that an outcome wants to know, asked in a line below the grid: a reason by digit, a place, a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget


class AskStrip(QFrame):
    """Either choices, one digit each, or one field and Enter. Esc leaves the outcome unrecorded."""

    answered = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._codes: list[str] = []
        self.setProperty("role", "told")
        self.question = QLabel(self)
        self.question.setProperty("role", "heading")
        self.field = QLineEdit(self)
        self.hint = QLabel(self)
        self.hint.setProperty("role", "hint")
        self._chips = QWidget(self)
        self._chip_lines = QVBoxLayout(self._chips)
        self._chip_lines.setContentsMargins(0, 0, 0, 0)
        self._chip_lines.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.question, 1)
        line.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 10)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._chips, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.field)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.field.returnPressed.connect(self._take_field)
        self.field.installEventFilter(self)
        self.hide()

    def ask_choice(self, question: str, choices: Sequence[tuple[str, str]], room: int = 0) -> None:
        """`choices` are (code, label); the digit of the key is the code where it is one digit, else its place.

        `room` is the width there is for them while the strip is not shown yet.
        """
        self._forget_chips()
        self._codes = [code for code, _ in choices]
        self._lay_chips(choices, room or self.width() - 32)
        self._open(question, self.tr("Esc  not recorded"), chips=True)
        self.setFocus()

    def ask_text(self, question: str, example: str = "") -> None:
        self._forget_chips()
        self.field.clear()
        self.field.setPlaceholderText(example)
        self._open(question, self.tr("Enter  record    Esc  not recorded"), chips=False)
        self.field.setFocus()
        self.field.selectAll()

    def refuse(self, why: str) -> None:
        """The answer cannot be taken: say why and stay."""
        self.hint.setText(why)
        self.field.setProperty("wrong", True)
        self._restyle()
        self.field.setFocus()

    def close_strip(self) -> None:
        self.hide()
        self._forget_chips()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        keys = {self._key(code, place): code for place, code in enumerate(self._codes, start=1)}
        if event.text() in keys:
            self.answered.emit(keys[event.text()])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        # Esc belongs to the strip while it is open, not to the window.
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def _open(self, question: str, hint: str, chips: bool) -> None:
        self.question.setText(question)
        self.hint.setText(hint)
        self.field.setProperty("wrong", False)
        self._restyle()
        self._chips.setVisible(chips)
        self.field.setVisible(not chips)
        self.show()

    def _chip(self, code: str, text: str) -> QPushButton:
        chip = QPushButton(text, self._chips)
        chip.setProperty("kind", "chip")
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setProperty("code", code)
        chip.clicked.connect(self._take_chip)
        return chip

    def _take_field(self) -> None:
        self.answered.emit(self.field.text().strip())

    def _take_chip(self) -> None:
        self.answered.emit(self.sender().property("code"))

    def _restyle(self) -> None:
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)

    def _lay_chips(self, choices: Sequence[tuple[str, str]], room: int) -> None:
        """As many on a line as fit."""
        line, taken = QHBoxLayout(), 0
        for place, (code, label) in enumerate(choices, start=1):
            chip = self._chip(code, f"{self._key(code, place)}  {label}")
            width = chip.sizeHint().width() + 8
            if taken and taken + width > room:
                line.addStretch(1)
                self._chip_lines.addLayout(line)
                line, taken = QHBoxLayout(), 0
            line.addWidget(chip)
            taken += width
        line.addStretch(1)
        self._chip_lines.addLayout(line)

    def _forget_chips(self) -> None:
        self._codes = []
        while self._chip_lines.count():
            line = self._chip_lines.takeAt(0).layout()
            while line is not None and line.count():
                if (chip := line.takeAt(0).widget()) is not None:
                    chip.deleteLater()

    @staticmethod
    def _key(code: str, place: int) -> str:
        return code if len(code) == 1 and code.isdecimal() else str(place)
