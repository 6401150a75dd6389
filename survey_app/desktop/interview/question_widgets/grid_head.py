"""The top row of a grid of questions with the same choices: what the columns mean."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.flow import Flow


class GridHead(AnswerWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads: list[QLabel] = []
        self._flow = Flow(self)

    def show_state(self, state: QuestionState) -> None:
        self.path = state.path
        labels = [as_plain(choice.label) for choice in state.choices]
        if labels == [head.text() for head in self._heads]:
            return
        for head in self._heads:
            self._flow.removeWidget(head)
            head.deleteLater()
        self._flow.columns = max(1, len(labels))
        self._heads = [self._head(label) for label in labels]

    def _head(self, label: str) -> QLabel:
        head = QLabel(label, self)
        head.setWordWrap(True)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        head.setProperty("role", "hint")
        self._flow.addWidget(head)
        head.show()
        return head
