"""What is done with the records of a register: steps, beginning and deleting, each told with its way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from forms.areas import in_language
from forms.register import Register, Step
from survey_app.record_removal import bring_back, remove, remove_again
from survey_app.register_holders import about, holder_words
from survey_app.register_steps import Begun, begin, put_back, refuse_elsewhere, take, take_again
from survey_app.registers import RegisterRow
from survey_app.workspace_errors import StepRefused

if TYPE_CHECKING:
    from survey_app.desktop.registers.registers_page import RegistersPage


class RegisterActs(QObject):
    def __init__(self, page: RegistersPage) -> None:
        super().__init__(page)
        self._page = page

    def take(self, step: Step, row: RegisterRow, answers: Mapping[str, str]) -> None:
        """Take a step with what was answered; nothing has changed where it is refused."""
        page, workspace = self._page, self._page.workspace
        try:
            taken = take(workspace, page.register, row.record_id, step, answers, page.shell.language)
        except StepRefused as refused:
            self.refuse(refused)
            return
        page.leave_strips()
        self._did(
            f"{page.title_of(step)}   {about(workspace, page.register, row)}",
            lambda: put_back(workspace, taken),
            lambda: take_again(workspace, taken),
        )

    def begin(self, register: Register, holder: str, given: dict[str, str] | None = None) -> None:
        """Begin a record on somebody: in an interview, or kept at once where nothing is left to ask."""
        page = self._page
        try:
            begun = begin(page.workspace, register, holder, page.shell.language, given)
        except StepRefused as refused:
            self.refuse(refused)
            return
        page.leave_strips()
        if begun.interview is not None:
            page.shell.open("interview", draft=begun.interview.draft_id)
            return
        self._tell_begun(register, begun, holder)

    def delete(self, row: RegisterRow) -> None:
        """Gone at once, with the way back; in the history for ever."""
        page, workspace = self._page, self._page.workspace
        try:
            refuse_elsewhere(workspace, row.record_id, page.shell.language)
        except StepRefused as refused:
            self.refuse(refused)
            return
        gone = remove(workspace, page.register.dataset, [row.record_id])
        self._did(
            self.tr("%1: deleted").replace("%1", about(workspace, page.register, row)),
            lambda: bring_back(workspace, gone),
            lambda: remove_again(workspace, gone),
        )

    def _tell_begun(self, register: Register, begun: Begun, holder: str) -> None:
        page, workspace = self._page, self._page.workspace
        gone = {begun.record_id: register.dataset}
        title = in_language(register.title, page.shell.language, register.name)
        self._did(
            self.tr("%1: kept   %2").replace("%1", title).replace("%2", holder_words(workspace, holder)),
            lambda: remove_again(workspace, gone),
            lambda: bring_back(workspace, gone),
        )
        if register is page.register:
            page.stand_on(begun.record_id)

    def refuse(self, refused: StepRefused) -> None:
        """Say why it cannot be, where it was asked for."""
        if self._page.steps.isVisible():
            self._page.steps.refuse(refused.says)
        else:
            self._page.shell.refuse(refused)

    def _did(self, words: str, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        page = self._page
        page.shell.calm()
        page.shell.did(words, undo, redo)
        page.shell.note_saved(page.shell.now())
        page.refresh()
