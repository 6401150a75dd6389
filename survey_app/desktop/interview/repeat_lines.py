"""Lines of the paper that ask nothing: headings of groups and inner repeats, and where one more is added."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from forms.state import Path, QuestionState
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.sections import position_of

BESIDE_LABELS = 184
"""Pixels at 14 points: where the answers begin."""


class Heading(QWidget):
    """What a group is called. An inner repeat instance can be moved and deleted here."""

    remove_asked = Signal(str)
    move_asked = Signal(str, int)
    grew = Signal()

    def __init__(self, state: QuestionState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = state.path
        self._label = QLabel(self)
        self._label.setProperty("role", "divider")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label, 1)
        if state.kind == "repeat":
            for sign, name, act in (
                ("↑", self.tr("Move up  Ctrl+Shift+Up"), self._up),
                ("↓", self.tr("Move down  Ctrl+Shift+Down"), self._down),
                ("✕", self.tr("Delete  Ctrl+Delete"), self._remove),
            ):
                button = QPushButton(sign, self)
                button.setProperty("kind", "quiet")
                button.setToolTip(name)
                button.setAccessibleName(name)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.clicked.connect(act)
                button.setVisible(not state.readonly)
                layout.addWidget(button)
        self.show_state(state)

    def show_state(self, state: QuestionState) -> None:
        name = as_plain(state.label) or (state.name if state.kind == "repeat" else "")
        self._label.setText(f"{name}  {position_of(state.path)}" if state.kind == "repeat" else name)

    def _up(self) -> None:
        self.move_asked.emit(self._path, -1)

    def _down(self) -> None:
        self.move_asked.emit(self._path, +1)

    def _remove(self) -> None:
        self.remove_asked.emit(self._path)


class RepeatEnd(QWidget):
    """Where one more instance of an inner repeat is added: Insert or Space; Enter goes on without."""

    add_asked = Signal(str)
    finished = Signal(str)
    grew = Signal()

    def __init__(self, path: Path, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        what = as_plain(label) or path.rpartition("/")[2]
        self._add = QPushButton(self.tr("+ %1  Insert").replace("%1", what.replace("&", "&&")), self)
        self._add.setProperty("kind", "chip")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(BESIDE_LABELS * self.font().pointSize() // 14, 8, 8, 8)
        layout.addWidget(self._add)
        layout.addStretch()
        self.setFocusProxy(self._add)
        self._add.clicked.connect(self._ask)
        self._add.installEventFilter(self)

    def take_focus(self) -> None:
        self._add.setFocus()

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # type: ignore[override]
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.finished.emit(self._path)
                return True
            if event.key() == Qt.Key.Key_Insert:
                self._ask()
                return True
        return False

    def _ask(self) -> None:
        self.add_asked.emit(self._path)
