"""The footer: what was just done with its way back, and the keys that work now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from survey_app.desktop.page import Key
from survey_app.desktop.theme import Theme

HEIGHT = 36
STANDS = 10_000


class Footer(QFrame):
    undo_pressed = Signal()
    redo_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self._keys: list[Key] = []
        self.setProperty("role", "footer")
        self.said = QLabel(self)
        self.said.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.said.setMinimumWidth(0)
        self.way_back = KeyButton(self)
        self.way_forth = KeyButton(self)
        self._hints = QWidget(self)
        self._hint_row = QHBoxLayout(self._hints)
        self._hint_row.setContentsMargins(0, 0, 0, 0)
        self._hint_row.setSpacing(2)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.said)
        row.addWidget(self.way_back)
        row.addWidget(self.way_forth)
        row.addStretch(1)
        row.addWidget(self._hints)
        self._silence.timeout.connect(self.fall_silent)
        self.way_back.clicked.connect(self.undo_pressed)
        self.way_forth.clicked.connect(self.redo_pressed)
        theme.changed.connect(self._fit)
        self._fit()
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
        self._keys = list(keys)
        while self._hint_row.count():
            item = self._hint_row.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for key in self._keys:
            button = KeyButton(self._hints)
            button.show_key(key.key, key.does)
            if key.run is None:
                button.setEnabled(False)
            else:
                button.clicked.connect(_runner(key.run))
            self._hint_row.addWidget(button)
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
        """The sentence comes first; hints that do not fit beside it are dropped from the left, F1 shows all."""
        metrics = QFontMetrics(self.font())
        said = self.said.toolTip()
        taken = metrics.horizontalAdvance(said) + 48 if said else 32
        taken += sum(each.sizeHint().width() for each in (self.way_back, self.way_forth) if not each.isHidden())
        room = self.width() - taken
        for index in reversed(range(self._hint_row.count())):
            item = self._hint_row.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is None:
                continue
            room -= widget.sizeHint().width() + 2
            widget.setVisible(room >= 0)
        space = self.width() - 200
        self.said.setText(metrics.elidedText(said, Qt.TextElideMode.ElideRight, max(space, 100)))

    def _fit(self) -> None:
        self.setFixedHeight(max(HEIGHT, QFontMetrics(self._theme.font()).height() + 14))
        self._show_what_fits()


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
