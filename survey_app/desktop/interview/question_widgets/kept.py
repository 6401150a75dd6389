"""A kind of question that a laptop has no control for: its answer is kept, and says so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget


class KeptQuestion(AnswerWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label = QLabel(self)
        self._label.setProperty("role", "hint")
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.addWidget(self._label)

    def show_state(self, state: QuestionState) -> None:
        self.path = state.path
        why = self._why("osm" if is_of_a_map(state) else state.kind)
        if state.value:
            kept = self.tr("What is here stays as it is: %1").replace("%1", _short(state.value))
            why = f"{why} {kept}"
        self._label.setText(why)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit(self.path)
        else:
            super().keyPressEvent(event)

    def _why(self, kind: str) -> str:
        if kind == "geotrace":
            return self.tr("A line is drawn on a map or walked with a phone; it cannot be drawn here. Go on.")
        if kind == "geoshape":
            return self.tr("An area is drawn on a map or walked with a phone; it cannot be drawn here. Go on.")
        if kind == "osm":
            return self.tr("What OpenStreetMap has here is chosen in a phone's map; it cannot be chosen here. Go on.")
        return self.tr("This kind of answer cannot be given on a laptop. Go on; nothing is lost.")


def is_of_a_map(state: QuestionState) -> bool:
    """It is answered with a file that only a map program on a phone writes (type osm)."""
    return state.parameters.get("mediatype", "").startswith("osm/")


def _short(value: str) -> str:
    return value if len(value) <= 120 else value[:120] + " …"
