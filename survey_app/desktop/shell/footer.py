"""The footer: what was just done with its way back, and the keys that work now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from survey_app.desktop.page import Key
from survey_app.desktop.theme import Theme

HEIGHT = 36
SIDES = 32
"""Pixels that no hint takes."""
GAP = 2
STANDS = 10_000


class Footer(QFrame):
    undo_pressed = Signal()
    redo_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "footer")
        self.said = QLabel(self)
        self.said.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.said.setMinimumWidth(0)
        self.way_back = KeyButton(self)
        self.way_forth = KeyButton(self)
        self._hints: list[KeyButton] = []
        self._rows = (QHBoxLayout(), QHBoxLayout())
        """Of hints: beside the sentence, and one below where they need it."""
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(4)
        upper.addWidget(self.said)
        upper.addWidget(self.way_back)
        upper.addWidget(self.way_forth)
        for line, hints in zip((upper, lower), self._rows, strict=True):
            line.addStretch(1)
            line.addLayout(hints)
            hints.setSpacing(GAP)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 0, 8, 0)
        lines.setSpacing(0)
        lines.addLayout(upper)
        lines.addLayout(lower)
        self._silence.timeout.connect(self.fall_silent)
        self.way_back.clicked.connect(self.undo_pressed)
        self.way_forth.clicked.connect(self.redo_pressed)
        theme.changed.connect(self._show_what_fits)
        self.fall_silent()

    def tell(self, text: str) -> None:
        self._say(text, back=False, forth=False)

    def tell_act(self, text: str) -> None:
        self._say(text, back=True, forth=False)

    def tell_undone(self, text: str) -> None:
        self._say(self.tr("Taken back: {act}").format(act=text), back=False, forth=True)

    def fall_silent(self) -> None:
        self.said.clear()
        self.said.setToolTip("")
        self.way_back.hide()
        self.way_forth.hide()
        self._show_what_fits()

    def show_keys(self, keys: Sequence[Key]) -> None:
        for hint in self._hints:
            hint.hide()
            hint.deleteLater()
        self._hints = []
        for key in keys:
            button = KeyButton(self)
            button.show_key(key.key, key.does)
            if key.run is None:
                button.setEnabled(False)
            else:
                button.clicked.connect(_runner(key.run))
            self._hints.append(button)
        self._show_what_fits()

    def _say(self, text: str, back: bool, forth: bool) -> None:
        self.said.setToolTip(text)
        self.said.setText(text)
        self.way_back.show_key("Ctrl+Z", self.tr("Undo"))
        self.way_forth.show_key("Ctrl+Y", self.tr("Redo"))
        self.way_back.setVisible(back)
        self.way_forth.setVisible(forth)
        self._silence.start(STANDS)
        self._show_what_fits()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_what_fits()

    def _show_what_fits(self) -> None:
        """Hints that need it stand in two rows. Beside a sentence they are dropped from the left; F1 shows all."""
        metrics = QFontMetrics(self.font())
        widths = [hint.sizeHint().width() + GAP for hint in self._hints]
        rows = 1 if sum(widths) <= self.width() - SIDES else 2
        self.setFixedHeight(rows * self._line_height())
        said = self.said.toolTip()
        taken = metrics.horizontalAdvance(said) + 48 if said else 32
        taken += sum(each.sizeHint().width() for each in (self.way_back, self.way_forth) if not each.isHidden())
        rooms = [self.width() - taken] if rows == 1 else [self.width() - taken, self.width() - SIDES]
        for hint, width in zip(reversed(self._hints), reversed(widths), strict=True):
            if len(rooms) == 2 and rooms[-1] < width:
                rooms.pop()
            rooms[-1] -= width
            hint.setVisible(rooms[-1] >= 0)
            self._rows[len(rooms) - 1 if rows == 2 else 0].insertWidget(0, hint)
        space = self.width() - 200
        self.said.setText(metrics.elidedText(said, Qt.TextElideMode.ElideRight, max(space, 100)))

    def _line_height(self) -> int:
        return max(HEIGHT, QFontMetrics(self._theme.font()).height() + 14)


class KeyButton(QPushButton):
    """A key as printed on it, then what it does. Not in the Tab order: its key is the keyboard's way."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("kind", "key")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_key(self, key: str, does: str) -> None:
        self.setText(f"{key}  {does}")


def _runner(run: Callable[[], object]) -> Callable[[], None]:
    def press() -> None:
        run()

    return press
