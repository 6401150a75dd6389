"""Numbers of a list in full, for whoever says why; beside the parts above the table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget


class InFull(QWidget):
    given = Signal()
    """`reason` has been given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = ""
        """Why numbers are to be shown in full, "" while they are not."""
        self.button = QPushButton(self.tr("Numbers in full …"), self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Why? It is kept with your name. Enter"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.field)
        self.button.clicked.connect(self.ask)
        self.field.returnPressed.connect(self.accept)
        self.leave()

    @property
    def is_open(self) -> bool:
        """The reason is being asked for, or has been given."""
        return not self.field.isHidden()

    def ask(self) -> None:
        self.button.hide()
        self.field.show()
        self.field.setMinimumWidth(self.field.fontMetrics().horizontalAdvance(self.field.placeholderText()) + 28)
        self.field.setFocus()

    def accept(self) -> None:
        """Enter: a reason is given; blanks are none."""
        if reason := self.field.text().strip():
            self.reason = reason
            self.given.emit()

    def leave(self) -> None:
        """Forget the reason."""
        self.reason = ""
        self.field.clear()
        self.field.hide()
        self.button.show()
