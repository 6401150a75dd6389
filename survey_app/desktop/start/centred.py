"""A start page: one column in the middle of a calm window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from survey_app.desktop.icons import pixmap
from survey_app.desktop.theme import Theme

WIDTH = 560


class Centred(QWidget):
    """Put widgets into `self.column`. The name of the program stands on top, trouble and progress at the bottom."""

    cancelled = Signal()
    left = Signal()
    """Esc: one page back."""
    offered = Signal()
    """The person takes what `offer` proposed."""

    def __init__(self, theme: Theme, width: int = WIDTH, parent: QWidget | None = None):
        super().__init__(parent)
        self.theme = theme
        self.setProperty("role", "page")
        self._width = width
        self._inner = QWidget(self)
        self.column = QVBoxLayout(self._inner)
        self.column.setContentsMargins(16, 24, 16, 24)
        self.column.setSpacing(12)
        self._sign = QLabel(self._inner)
        self.name = QLabel(self._inner)
        self.name.setProperty("role", "title")
        self.top = QHBoxLayout()
        self.top.setSpacing(12)
        self.top.addWidget(self._sign)
        self.top.addWidget(self.name, 1)
        self.column.addLayout(self.top)
        self.column.addSpacing(16)
        self.trouble_line = TroubleLine(theme, self)
        self.offer_button = QPushButton(self)
        self.offer_button.hide()
        self.offer_button.clicked.connect(self.offered)
        self.work_line = WorkLine(self)
        self.work_line.cancel_button.clicked.connect(self.cancelled)
        middle = QWidget(self)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        across = QVBoxLayout()
        across.addStretch(2)
        across.addWidget(self._inner)
        across.addStretch(3)
        row.addLayout(across)
        row.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        theme.changed.connect(self._fit)
        self._fit()

    def step_back(self) -> None:
        self.left.emit()

    def add_trouble(self) -> None:
        """Where in the column trouble and progress are told: each page calls this once."""
        self.column.addWidget(self.trouble_line)
        self.column.addWidget(self.offer_button)
        self.column.addWidget(self.work_line)

    def say_trouble(self, text: str) -> None:
        """What happened, whether anything is lost, what to do; "" says nothing."""
        self.work_line.hide()
        self.offer_button.hide()
        self.trouble_line.say(text)

    def offer(self, text: str) -> None:
        """What can be done in spite of the trouble."""
        self.offer_button.setText(text)
        self.offer_button.show()

    def begin_work(self, text: str) -> None:
        """Something longer has begun; what it is."""
        self.trouble_line.say("")
        self.offer_button.hide()
        self.work_line.begin(text)

    def show_progress(self, done: int, total: int) -> None:
        self.work_line.show_progress(done, total)

    def _fit(self) -> None:
        self._inner.setFixedWidth(self.theme.pixels(self._width))
        size = self.theme.pixels(32)
        self._sign.setPixmap(pixmap("doors", self.theme.tokens.accent, size, self.devicePixelRatioF()))


class TroubleLine(QWidget):
    """A sign and a sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self._sign = QLabel(self)
        self.words = QLabel(self)
        self.words.setProperty("role", "error")
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, text: str) -> None:
        self._sign.setPixmap(pixmap("error", self._theme.tokens.error, 22, self.devicePixelRatioF()))
        self.words.setText(text)
        self.setVisible(bool(text))


class WorkLine(QWidget):
    """What is being done, how far it is, and a way to stop it."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setProperty("role", "quiet")
        self.bar = QProgressBar(self)
        self.cancel_button = QPushButton(self.tr("Stop"), self)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(column, 1)
        row.addWidget(self.cancel_button)
        self.hide()

    def begin(self, text: str) -> None:
        self.words.setText(text)
        self.bar.setRange(0, 0)
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
