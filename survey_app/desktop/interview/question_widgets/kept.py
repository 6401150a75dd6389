"""A kind of question that a laptop has no control for: its answer is kept, and says so."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget


class KeptQuestion(AnswerWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setProperty("role", "hint")
        self._label.setWordWrap(True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.addWidget(self._label)

    def show_state(self, state: QuestionState) -> None:
        self.path = state.path
        if state.value:
            self._label.setText(self.tr("Kept as it is: %1").replace("%1", state.value))
        else:
            self._label.setText(self.tr("This kind of answer cannot be given on a laptop. Go on; nothing is lost."))
