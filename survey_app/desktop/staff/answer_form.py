"""The office's side of a forgotten password: who asks, and the file that lets that computer open again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from survey_app.desktop.side_form import SideForm
from survey_app.recovery import Asking


class AnswerForm(SideForm):
    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.request: Path | None = None
        self.title.setText(self.tr("Somebody forgot a password"))
        self.result.setText(
            self.tr(
                "Ask the person yourself before you answer. "
                "Only the computer that asked can use the answer, and only once."
            )
        )
        self.accept_button.setText(self.tr("Answer …"))
        self.leave_button.setText(self.tr("Esc  Leave"))

    def show_request(self, request: Path, asking: Asking) -> None:
        self.request = request
        known = self.tr("{name} (staff number {number}) asks to get in again.")
        unknown = self.tr(
            "Somebody with the staff number {number} asks to get in again. Nobody of that number is known here."
        )
        self.explanation.setText((known if asking.name else unknown).format(name=asking.name, number=asking.number))

    def begin(self) -> None:
        # The answer is not given by an Enter too many.
        self.leave_button.setFocus()
