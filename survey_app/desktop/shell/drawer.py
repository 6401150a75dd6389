"""Help for this spot (F1), laid over the right side of the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from survey_app.desktop.icons import icon
from survey_app.desktop.page import Key
from survey_app.desktop.theme import Theme

WIDTH = 380


class HelpDrawer(QFrame):
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = QLabel(self)
        self.heading.setProperty("role", "title")
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.close_button = QPushButton(self)
        self.close_button.setProperty("kind", "quiet")
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.text)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 16, 16)
        layout.addLayout(top)
        layout.addWidget(scroll, 1)
        self.close_button.clicked.connect(self.closed)
        self.hide()

    def show_help(self, title: str, text: str, keys: Sequence[Key]) -> None:
        self.close_button.setIcon(icon("close", self._theme.tokens.quiet, 18))
        self.close_button.setToolTip(self.tr("Close   Esc"))
        self.heading.setText(self.tr("Help: {page}").format(page=title) if title else self.tr("Help"))
        everywhere = [
            Key("Alt+1 … 5", self.tr("the places of the rail")),
            Key("Ctrl+F", self.tr("search")),
            Key("Ctrl+Z / Ctrl+Y", self.tr("undo, redo the last twenty acts")),
            Key("Ctrl++ / Ctrl+−", self.tr("larger, smaller type")),
            Key("Ctrl+D", self.tr("light, dark")),
            Key("Ctrl+L", self.tr("lock")),
            Key("Esc", self.tr("one step back; loses nothing")),
        ]
        here = self._table(self.tr("Keys here"), keys) if keys else ""
        # lupdate finds no tr() inside an f-string.
        rest = self._table(self.tr("Keys everywhere"), everywhere)
        self.text.setText(f"<p>{text}</p>{here}{rest}")
        self.show()
        self.raise_()

    def _table(self, title: str, keys: Sequence[Key]) -> str:
        rows = "".join(
            f"<tr><td style='padding:3px 16px 3px 0; white-space:nowrap'><b>{escape(key.key)}</b></td>"
            f"<td style='padding:3px 0'>{escape(key.does)}</td></tr>"
            for key in keys
        )
        return f"<p><b>{escape(title)}</b></p><table>{rows}</table>"
