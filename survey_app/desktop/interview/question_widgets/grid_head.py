"""The top row of a grid of questions with the same choices: what the columns mean."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.choice_button import broken_into_lines
from survey_app.desktop.interview.question_widgets.flow import Flow


class GridHead(AnswerWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads: list[_Head] = []
        self._flow = Flow(self)

    def show_state(self, state: QuestionState) -> None:
        self.path = state.path
        labels = [as_plain(choice.label) for choice in state.choices]
        if labels == [head.label for head in self._heads]:
            return
        for head in self._heads:
            self._flow.removeWidget(head)
            head.deleteLater()
        self._flow.columns = max(1, len(labels))
        self._heads = [self._head(label) for label in labels]

    def _head(self, label: str) -> _Head:
        head = _Head(label, self)
        self._flow.addWidget(head)
        head.show()
        return head


class _Head(QLabel):
    """A label over a column, broken within a word where the column is narrower than the word."""

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(label, parent)
        self.label = label
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        self.setProperty("role", "hint")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().lineSpacing())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return len(broken_into_lines(self.label, self.fontMetrics(), width)) * self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setText("\n".join(broken_into_lines(self.label, self.fontMetrics(), self.width())))
