"""What to do where there are no doors yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from survey_app.desktop.icons import pixmap
from survey_app.desktop.theme import Theme


class EmptyDoors(QWidget):
    generate_wanted = Signal()
    import_wanted = Signal()
    add_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        picture = QLabel(self)
        picture.setPixmap(pixmap("building", theme.tokens.quiet, 56, self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = QLabel(self.tr("No doors yet. A building takes a minute."), self)
        self.words.setProperty("role", "heading")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        generate = QPushButton(self.tr("F6  Generate by building"), self)
        generate.setProperty("kind", "primary")
        read = QPushButton(self.tr("Import a table …"), self)
        add = QPushButton(self.tr("Add one door"), self)
        self.ways = (generate, read, add)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in self.ways:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(picture)
        column.addWidget(self.words)
        column.addLayout(buttons)
        column.addStretch(3)
        generate.clicked.connect(self.generate_wanted)
        read.clicked.connect(self.import_wanted)
        add.clicked.connect(self.add_wanted)
        self.setFocusProxy(generate)

    def may_write(self, may: bool) -> None:
        """Where one only reads, nothing is offered that cannot be done."""
        for button in self.ways:
            button.setVisible(may)
        if not may:
            self.words.setText(self.tr("No doors yet."))
