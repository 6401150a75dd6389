"""Words to read: nothing to answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.markup import as_plain, as_rich
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget


class Note(AnswerWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setOpenExternalLinks(True)
        self._label.setProperty("role", "quiet")

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.addWidget(self._label)

    def show_state(self, state: QuestionState) -> None:
        self.path = state.path
        # A label is styled by the form's author; an answer is only ever text.
        text, is_rich = as_rich(state.label) if state.kind == "note" else (state.value, False)
        self._label.setTextFormat(Qt.TextFormat.RichText if is_rich else Qt.TextFormat.PlainText)
        if state.kind == "note" and state.value:
            # Read-only text is a note to XForms; what stands in it is to be read as well.
            text = f"{as_plain(state.label)}\n{state.value}"
            self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setText(text)
