"""A forgotten password: ask the office by file, open its answer, or use the printed recovery sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from survey_app.desktop.start.centred import Centred
from survey_app.desktop.start.first_page import WayButton
from survey_app.desktop.theme import Theme

ASK, ANSWER, SHEET = "ask", "answer", "sheet"


class RecoveryPage(Centred):
    chosen = Signal(str)

    def __init__(self, theme: Theme, whose: str, parent: QWidget | None = None):
        super().__init__(theme, 620, parent)
        self.ways: list[WayButton] = []
        self.name.setText(self.tr("Forgot the password"))
        words = QLabel(
            self.tr("{whose}: all records are here and stay locked. The office can open them.").format(whose=whose)
        )
        words.setWordWrap(True)
        self.column.addWidget(words)
        for way, sign, title, text in (
            (
                ASK,
                "stick",
                self.tr("Write a request for the office"),
                self.tr("A small file on a stick. It tells nothing to whoever finds it."),
            ),
            (
                ANSWER,
                "open",
                self.tr("Open the office's answer"),
                self.tr("Then choose a new password. Only this computer can use the answer."),
            ),
            (
                SHEET,
                "key",
                self.tr("Use the printed recovery sheet"),
                self.tr("The sheet that the office keeps locked away: type its lines."),
            ),
        ):
            button = WayButton(theme, way, str(len(self.ways) + 1), sign, title, text, self)
            button.clicked.connect(self._choose)
            self.ways.append(button)
            self.column.addWidget(button)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.hide()
        self.column.addWidget(self.told)
        self.add_trouble()
        leave = QPushButton(self.tr("Esc  Back"), self)
        leave.clicked.connect(self.left)
        self.column.addWidget(leave)
        self.setFocusProxy(self.ways[0])

    def say_done(self, text: str) -> None:
        """What has been written, and what comes next."""
        self.say_trouble("")
        self.told.setText(text)
        self.told.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("1", "2", "3"):
            self.ways[int(event.text()) - 1].click()

    def _choose(self) -> None:
        self.chosen.emit(self.sender().property("way"))
