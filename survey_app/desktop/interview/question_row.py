"""One line of the paper: label, control, and beneath it what is wrong or why there is no answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from forms.state import Missing, QuestionState
from survey_app.desktop.interview.label_media import LabelMedia
from survey_app.desktop.interview.markup import as_rich
from survey_app.desktop.interview.media import Media
from survey_app.desktop.interview.question_widgets import kind_of_widget
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.violation_words import missing_in_words, wrong_in_words

LABEL_WIDTH = 160
ANSWER_WIDTH = 560
"""Pixels at 14 points."""


class QuestionRow(QWidget):
    answered = Signal(str, object)
    finished = Signal(str)
    grew = Signal()
    """What stands in it needs another height than before."""

    def __init__(
        self, state: QuestionState, media: Media, parent: QWidget | None = None, tells_missing: bool = False
    ) -> None:
        super().__init__(parent)
        self._media = media
        self._tells_missing = tells_missing
        self.setProperty("role", "question")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._is_wide = state.kind == "note"
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setOpenExternalLinks(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._label.setContentsMargins(0, 4, 0, 0)
        self._shown: LabelMedia | None = None
        """What its label shows and plays; few questions have any."""
        self._why = QLabel(self)
        self._why.setProperty("role", "reason")
        self._trouble = QLabel(self)
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(2)
        if not self._is_wide:
            layout.addWidget(self._label, 1, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._why, 2, 1, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._trouble, 3, 1)
        layout.setColumnStretch(1, 1)
        self._label.setVisible(not self._is_wide)

        self._layout = layout
        self.widget = self._control(state)
        self._fit()
        self.show_state(state)

    def show_state(self, state: QuestionState) -> None:
        self.state = state
        star = " *" if state.required and state.is_unasked else ""
        text, is_rich = as_rich(state.label)
        self._label.setTextFormat(Qt.TextFormat.RichText if is_rich else Qt.TextFormat.PlainText)
        self._label.setText(text + star)
        self._show_media(state)
        if type(self.widget) is not kind_of_widget(state):
            # Other choices than before: few stand side by side, many in a list.
            self._layout.removeWidget(self.widget)
            self.widget.deleteLater()
            self.widget = self._control(state)
            self._fit()
        self.widget.setAccessibleName(state.label)
        self.widget.show_state(state)
        self._why.setText(self._reason(state.missing) if state.missing else "")
        self._why.setVisible(state.missing is not None)
        # A blank is not wrong until the end.
        message = wrong_in_words(state) or (missing_in_words(state) if self._tells_missing else "")
        self._trouble.setText(f"⚠ {message}" if message else "")
        self._trouble.setVisible(bool(message))

    def tell_missing(self, told: bool) -> None:
        """Say from now on what the form says where an answer is missing, or no longer."""
        if self._tells_missing != told:
            self._tells_missing = told
            self.show_state(self.state)

    def _control(self, state: QuestionState) -> AnswerWidget:
        widget = kind_of_widget(state)(self)
        widget.media = self._media
        column, columns = (0, 2) if self._is_wide else (1, 1)
        self._layout.addWidget(widget, 1, column, 1, columns, Qt.AlignmentFlag.AlignTop)
        widget.answered.connect(self.answered)
        widget.finished.connect(self.finished)
        widget.setVisible(True)
        return widget

    def open_media(self) -> None:
        """Play or enlarge what the label has."""
        if self._shown is not None:
            self._shown.open_first()

    def take_focus(self) -> None:
        self.widget.take_focus()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.grew.emit()
        return done

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        points = self.font().pointSize()
        self._label.setFixedWidth(LABEL_WIDTH * points // 14)
        self.widget.setMaximumWidth(ANSWER_WIDTH * points // 14)

    def mark_current(self, current: bool) -> None:
        if self.property("current") != current:
            self.setProperty("current", current)
            self.style().unpolish(self)
            self.style().polish(self)

    def _show_media(self, state: QuestionState) -> None:
        if state.media and self._shown is None:
            self._shown = LabelMedia(self._media, self)
            self._layout.addWidget(self._shown, 0, 0 if self._is_wide else 1)
        if self._shown is not None:
            self._shown.show_media(state.media)
            self._shown.setVisible(bool(state.media))

    def _reason(self, missing: Missing) -> str:
        return {
            Missing.DOES_NOT_KNOW: self.tr("Does not know"),
            Missing.REFUSED: self.tr("Refused"),
            Missing.NO_CARD: self.tr("No card at hand"),
            Missing.LATER: self.tr("Later"),
        }[missing]
