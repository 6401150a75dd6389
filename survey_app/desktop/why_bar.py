"""Why: a digit takes a reason that is at hand, the line takes any other; Esc decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget


class WhyBar(QFrame):
    said = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._reasons: list[str] = []
        self._asked = QLabel(self)
        self._asked.setProperty("role", "heading")
        self._asked.setWordWrap(True)
        self.line = _Line(self)
        self.line.setMaxLength(200)
        self.line.setPlaceholderText(self.tr("Another reason, then Enter"))
        self._buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(6)
        self._column.addWidget(self._asked)
        self._column.addWidget(self.line)
        self.line.returnPressed.connect(self._say_line)
        self.line.left.connect(self.close_up)
        self.hide()

    def ask(self, asked: str, reasons: Sequence[str]) -> None:
        """Show the reasons and wait for one."""
        self._asked.setText(asked)
        self._reasons = list(reasons)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(number, reason) for number, reason in enumerate(reasons, 1)]
        for place, button in enumerate(self._buttons, 1):
            self._column.insertWidget(place, button)
        self.line.clear()
        self.show()
        self.setFocus()

    def close_up(self) -> None:
        """Nothing was said."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isdigit() and 1 <= int(text) <= len(self._reasons) and not event.isAutoRepeat():
            self._say(self._reasons[int(text) - 1])
        elif event.key() == Qt.Key.Key_Escape:
            self.close_up()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Tab) or (text.isprintable() and text.strip()):
            # Whoever begins to type has a reason of his own.
            self.line.setFocus()
            self.line.setText(text if text.isprintable() else "")
        else:
            super().keyPressEvent(event)

    def _button(self, number: int, reason: str) -> QPushButton:
        button = QPushButton(f"{number}   {reason}", self)
        button.setProperty("kind", "choice")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("place", number - 1)
        button.clicked.connect(self._clicked)
        return button

    def _clicked(self) -> None:
        self._say(self._reasons[int(self.sender().property("place"))])

    def _say_line(self) -> None:
        if self.line.text().strip():
            self._say(self.line.text().strip())

    def _say(self, why: str) -> None:
        self.hide()
        self.said.emit(why)


class _Line(QLineEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # What stands behind it has an Enter of its own.
            event.accept()
