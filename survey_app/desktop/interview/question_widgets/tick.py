"""One box to tick: seen and agreed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget

SEEN = "OK"
"""What XForms keeps for an acknowledged statement."""


class Tick(AnswerWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QCheckBox(self.tr("Seen"), self)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        self.setFocusProxy(self._box)
        self._box.clicked.connect(self._report)

    def show_state(self, state: QuestionState) -> None:
        self.path = state.path
        self._box.setChecked(state.value == SEEN)
        self._box.setEnabled(not state.readonly)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit(self.path)
        else:
            super().keyPressEvent(event)

    def _report(self, ticked: bool) -> None:
        self.answered.emit(self.path, SEEN if ticked else None)
