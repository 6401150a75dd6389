"""What every control of the interview has in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from forms.state import Path, QuestionState
from survey_app.desktop.interview.media import NO_MEDIA, Media


class AnswerWidget(QWidget):
    """Shows one `QuestionState` and reports what is typed or chosen."""

    answered = Signal(str, object)
    """path; the lexical value as XForms writes it, or None when cleared"""

    finished = Signal(str)
    """path; the person is done here and wants the next question"""

    takes_text = False
    """Digits are text here, not commands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path = ""
        self.media: Media = NO_MEDIA

    def show_state(self, state: QuestionState) -> None:
        """Show the state; never report an answer because of it."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the cursor where the answer is typed."""
        self.setFocus()

    def keep(self) -> None:
        """Report what is typed but not reported yet: the page is about to leave."""
