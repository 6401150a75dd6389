"""The first page of a new computer: four ways to begin, and the workspaces opened lately."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from survey_app.desktop.icons import pixmap
from survey_app.desktop.start.centred import Centred
from survey_app.desktop.theme import Theme

START_BUNDLE, BY_HAND, DEMO, LONE_FORM, FOLDER, COPY = "start_bundle", "by_hand", "demo", "lone_form", "folder", "copy"


class FirstPage(Centred):
    chosen = Signal(str)
    """One of the ways above."""
    recent_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(
        self, theme: Theme, language: str, recent: Sequence[tuple[Path, str]] = (), parent: QWidget | None = None
    ):
        super().__init__(theme, 620, parent)
        self.ways: list[WayButton] = []
        self.name.setText(self.tr("survey-app"))
        self._add_languages(language)
        self.welcome = QLabel(self.tr("How would you like to begin?"), self)
        self.welcome.setProperty("role", "heading")
        self.column.addWidget(self.welcome)
        for way, sign, title, text in (
            (
                START_BUNDLE,
                "stick",
                self.tr("Open the office's start file"),
                self.tr("From the stick you were given. It knows your community and who you are."),
            ),
            (
                BY_HAND,
                "person",
                self.tr("Set up by hand"),
                self.tr("Who you are, your community, the questionnaires, a password. Two minutes."),
            ),
            (
                DEMO,
                "tour",
                self.tr("Look around in a demo town"),
                self.tr("Invented people; nothing can go wrong."),
            ),
            (
                LONE_FORM,
                "records",
                self.tr("Open a form"),
                self.tr("Any XLSForm or XForm, without districts and doors."),
            ),
        ):
            self._add_way(way, sign, title, text)
        if recent:
            self._add_recent(recent)
        self._add_folder()
        self.add_trouble()
        self.setFocusProxy(self.ways[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            here = next((place for place, way in enumerate(self.ways) if way.hasFocus()), 0)
            self.ways[(here + steps[Qt.Key(event.key())]) % len(self.ways)].setFocus()
        elif event.text() in ("1", "2", "3", "4"):
            self.ways[int(event.text()) - 1].click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here = next((way for way in self.ways if way.hasFocus()), None)
            if here is not None:
                here.click()
        else:
            super().keyPressEvent(event)

    def _add_languages(self, language: str) -> None:
        for code, label in (("zh", "中文"), ("en", "English")):
            button = QPushButton(label, self)
            button.setProperty("kind", "quiet")
            button.setCheckable(True)
            button.setChecked(code == language)
            button.setProperty("language", code)
            button.clicked.connect(self._choose_language)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.top.addWidget(button)

    def _add_way(self, way: str, sign: str, title: str, text: str) -> None:
        button = WayButton(self.theme, way, f"{len(self.ways) + 1}", sign, title, text, self)
        button.clicked.connect(self._choose)
        self.ways.append(button)
        self.column.addWidget(button)

    def _add_recent(self, recent: Sequence[tuple[Path, str]]) -> None:
        title = QLabel(self.tr("Opened lately"), self)
        title.setProperty("role", "quiet")
        self.column.addSpacing(8)
        self.column.addWidget(title)
        for folder, name in recent:
            button = QPushButton(name or folder.name, self)
            button.setProperty("kind", "link")
            button.setProperty("folder", str(folder))
            button.setToolTip(str(folder))
            button.clicked.connect(self._choose_recent)
            self.column.addWidget(button)

    def _add_folder(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(24)
        for way, text in (
            (FOLDER, self.tr("Open a workspace folder …")),
            (COPY, self.tr("Restore from a copy …")),
        ):
            button = QPushButton(text, self)
            button.setProperty("kind", "link")
            button.setProperty("way", way)
            button.clicked.connect(self._choose)
            line.addWidget(button)
        line.addStretch(1)
        self.column.addSpacing(8)
        self.column.addLayout(line)

    def _choose(self) -> None:
        self.chosen.emit(self.sender().property("way"))

    def _choose_recent(self) -> None:
        self.recent_chosen.emit(self.sender().property("folder"))

    def _choose_language(self) -> None:
        self.language_chosen.emit(self.sender().property("language"))


class WayButton(QPushButton):
    """One way to begin: a sign, a title, a sentence."""

    def __init__(
        self, theme: Theme, way: str, number: str, sign: str, title: str, text: str, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self.setProperty("kind", "choice")
        self.setProperty("way", way)
        self.setAccessibleName(f"{title}. {text}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        picture = QLabel(self)
        picture.setPixmap(pixmap(sign, theme.tokens.accent, theme.pixels(26), self.devicePixelRatioF()))
        heading = QLabel(title, self)
        heading.setProperty("role", "heading")
        words = QLabel(text, self)
        words.setProperty("role", "hint")
        words.setWordWrap(True)
        key = QLabel(number, self)
        key.setProperty("role", "hint")
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(heading)
        column.addWidget(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(16)
        row.addWidget(picture)
        row.addLayout(column, 1)
        row.addWidget(key)
        self.setMinimumHeight(theme.pixels(64))
        for label in (picture, heading, words, key):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
