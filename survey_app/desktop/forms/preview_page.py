"""A form tried out before it is published: the interview as it will be, and nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from survey_app.desktop.interview.at_the_door import AtTheDoor
from survey_app.desktop.interview.interview_page import InterviewPage
from survey_app.desktop.page import Key
from survey_app.rehearsal import Rehearsal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace


class PreviewPage(InterviewPage):
    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        # A picture that is chosen here stands as an answer and is not taken along.
        self.paper.media = replace(self.paper.media, keep_file=_name_of, keep_picture=_name_of_drawing)

    def on_show(self, **spot: Any) -> None:
        """`pack` and `form_id`: a version that is not in use, and the form to try."""
        if spot:
            self.interview = None
            rehearsal = Rehearsal.of(self.workspace, spot["pack"], spot["form_id"], self.shell.language)
            self.stand_in(AtTheDoor(self.workspace, rehearsal, self.shell.language))
            self.above.tell(self.tr("Trying it out: answer what you like, nothing is kept. Esc goes back."))
        if not self.paper.current():
            self.stand()

    def keys(self) -> list[Key]:
        usual = super().keys()
        fitting = [key for key in usual if key.key not in ("Esc", "F9", "F8")]
        return [*fitting, Key("Esc", self.tr("enough tried"), self.to_doors)]

    def note_saved(self) -> None:
        """Nothing was."""

    def finish(self) -> None:
        self.to_doors()

    def to_doors(self) -> None:
        self.interview = None
        self.shell.open("forms")

    def step_back(self) -> bool:
        if super().step_back():
            return True
        self.to_doors()
        return True


def _name_of(file: Path) -> str:
    return file.name


def _name_of_drawing(content: bytes) -> str:
    return "drawing.png"
