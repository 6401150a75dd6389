"""One box to tick: seen and agreed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget

SEEN = "OK"
"""What XForms keeps for an acknowledged statement."""


class Tick(AnswerWidget):
    """1 or Space ticks, Backspace takes it back, Enter goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QCheckBox(self.tr("1  Seen"), self)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        self.setFocusProxy(self._box)
        self._box.installEventFilter(self)
        self._box.clicked.connect(self._report)

    def show_state(self, state: QuestionState) -> None:
        self.path = state.path
        self._box.setChecked(state.value == SEEN)
        self._box.setEnabled(not state.readonly)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event.key())
        return super().eventFilter(watched, event)

    def _pressed(self, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit(self.path)
        elif key == Qt.Key.Key_1:
            self._set(True)
            self.finished.emit(self.path)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._set(False)
        else:
            return False
        return True

    def _set(self, ticked: bool) -> None:
        self._box.setChecked(ticked)
        self._report(ticked)

    def _report(self, ticked: bool) -> None:
        self.answered.emit(self.path, SEEN if ticked else None)
