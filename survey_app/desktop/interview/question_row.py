"""One line of the paper: label, control, and beneath it what is wrong or why there is no answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

from forms.state import Missing, Problem, QuestionState
from survey_app.desktop.interview.question_widgets import kind_of_widget
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget

LABEL_WIDTH = 160
ANSWER_WIDTH = 560
"""Pixels at 14 points."""


class QuestionRow(QWidget):
    answered = Signal(str, object)
    finished = Signal(str)
    entered = Signal(str)
    """path; the cursor has come here"""

    def __init__(self, state: QuestionState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "question")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._label.setContentsMargins(0, 8, 0, 0)
        self._why = QLabel(self)
        self._why.setProperty("role", "reason")
        self._trouble = QLabel(self)
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        self.widget: AnswerWidget = kind_of_widget(state)(self)
        self._fit()

        layout = QGridLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(2)
        wide = state.kind == "note"
        if not wide:
            layout.addWidget(self._label, 0, 0)
        layout.addWidget(self.widget, 0, 0 if wide else 1, 1, 2 if wide else 1)
        layout.addWidget(self._why, 1, 1, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._trouble, 2, 1)
        layout.setColumnStretch(1, 1)
        self._label.setVisible(not wide)

        self.widget.answered.connect(self.answered)
        self.widget.finished.connect(self.finished)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)
        self.show_state(state)

    def show_state(self, state: QuestionState) -> None:
        self.state = state
        star = " *" if state.required and state.is_unasked else ""
        self._label.setText(state.label + star)
        self.widget.show_state(state)
        self._why.setText(self._reason(state.missing) if state.missing else "")
        self._why.setVisible(state.missing is not None)
        message = self._message(state)
        self._trouble.setText(f"⚠ {message}" if message else "")
        self._trouble.setVisible(bool(message))
        self.setVisible(state.relevant)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        points = self.font().pointSize()
        self._label.setFixedWidth(LABEL_WIDTH * points // 14)
        self.widget.setMaximumWidth(ANSWER_WIDTH * points // 14)

    def has_cursor(self) -> bool:
        # The window's own focus: it stays where it is while another program is in front.
        focused = self.window().focusWidget()
        return focused is not None and (focused is self.widget or self.widget.isAncestorOf(focused))

    def mark_current(self, current: bool) -> None:
        if self.property("current") != current:
            self.setProperty("current", current)
            self.style().unpolish(self)
            self.style().polish(self)

    def _follow_focus(self, _old: QObject | None, _new: QObject | None) -> None:
        here = self.has_cursor()
        if here and not self.property("current"):
            self.entered.emit(self.state.path)
        self.mark_current(here)

    def _message(self, state: QuestionState) -> str:
        """Say what is wrong, in the form's own words where it has some; a blank is not wrong until the end."""
        if not state.violation or not state.relevant or state.is_blank:
            return ""
        if state.violation.message:
            return state.violation.message
        if state.violation.problem is Problem.TYPE:
            return self.tr("This cannot be read as an answer to the question. It is kept; please look again.")
        return self.tr("This does not fit the question. It is kept; please look again.")

    def _reason(self, missing: Missing) -> str:
        return {
            Missing.DOES_NOT_KNOW: self.tr("Does not know"),
            Missing.REFUSED: self.tr("Refused"),
            Missing.NO_CARD: self.tr("No card at hand"),
            Missing.LATER: self.tr("Later"),
        }[missing]
