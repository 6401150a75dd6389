"""A start page: one column in the middle of a calm window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from survey_app.desktop.icons import pixmap
from survey_app.desktop.theme import Theme

WIDTH = 560


class Centred(QWidget):
    """Put widgets into `self.column`. The name of the program stands on top."""

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

    def _fit(self) -> None:
        self._inner.setFixedWidth(self.theme.pixels(self._width))
        size = self.theme.pixels(32)
        self._sign.setPixmap(pixmap("doors", self.theme.tokens.accent, size, self.devicePixelRatioF()))
