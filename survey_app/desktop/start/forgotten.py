"""A forgotten password: the request to the office, its answer, the printed sheet; then a new password."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from survey_app.desktop.shell.shell import REFUSALS

if TYPE_CHECKING:
    from survey_app.desktop.launch import Desktop
    from survey_app.desktop.start.new_password_page import NewPasswordPage
    from survey_app.desktop.start.recovery_page import RecoveryPage


class ForgottenPassword(QObject):
    """For the workspace that the desktop knocks at."""

    def __init__(self, desktop: Desktop):
        super().__init__(desktop)
        self._desktop = desktop
        self._page: RecoveryPage | None = None
        self._asking: NewPasswordPage | None = None

    @Slot()
    def show(self) -> None:
        from survey_app.desktop.start.recovery_page import RecoveryPage

        page = RecoveryPage(self._desktop.theme, self._desktop.settings.label_of(self._folder) or self._folder.name)
        page.chosen.connect(self._recover)
        page.left.connect(self._desktop.knock_again)
        self._page = page
        self._desktop.show_start(page)

    @Slot(str)
    def _recover(self, way: str) -> None:
        from survey_app.desktop.start import recovery_page as ways

        if way == ways.ASK:
            title, kinds = self.tr("Write a request for the office"), self.tr("Requests (*.request)")
            path, _ = QFileDialog.getSaveFileName(self._desktop.window, title, "", kinds)
            if path:
                self.write_request(Path(path).with_suffix(".request"))
        elif way == ways.ANSWER:
            title, kinds = self.tr("The office's answer"), self.tr("Answers (*.answer)")
            path, _ = QFileDialog.getOpenFileName(self._desktop.window, title, "", kinds)
            if path:
                self.take_answer(Path(path))
        else:
            self.ask_sheet()

    def write_request(self, path: Path) -> None:
        """The file that goes to the office; its answer comes back the same way."""
        from survey_app.recovery import ask_office

        assert self._page is not None
        try:
            ask_office(self._folder, path, self._desktop.user)
        except REFUSALS as error:
            self._desktop.tell(error)
            return
        words = self.tr("Written: {file}. Take it to the office; come back with its answer and press 2.")
        self._page.say_done(words.format(file=path.name))

    def take_answer(self, answer: Path) -> None:
        self._ask_new_password(
            self.tr("The office has answered. Choose a new password."), partial(self._reopen, answer)
        )

    def ask_sheet(self) -> None:
        text = self.tr("Type the lines of the printed sheet, then choose a new password.")
        self._ask_new_password(text, self._reopen_by_sheet, self.tr("The lines of the sheet"))

    def _ask_new_password(self, text: str, then: Callable[[str, str], None], lines: str = "") -> None:
        from survey_app.desktop.start.new_password_page import NewPasswordPage

        page = NewPasswordPage(self._desktop.theme, self.tr("A new password"), text, lines_label=lines)
        page.accepted.connect(then)
        page.left.connect(self.show)
        self._asking = page
        self._desktop.show_start(page)

    def _reopen(self, answer: Path, password: str, _code: str) -> None:
        from survey_app.recovery import reopen

        folder = self._folder
        self._set_password(lambda: reopen(folder, answer, password), password)

    def _reopen_by_sheet(self, password: str, _code: str) -> None:
        from survey_app.recovery import reopen_by_sheet

        assert self._asking is not None
        folder, user = self._folder, self._desktop.user
        lines = self._asking.lines.toPlainText().splitlines()
        self._set_password(lambda: reopen_by_sheet(folder, lines, password, user), password)

    def _set_password(self, write: Callable[[], None], password: str) -> None:
        try:
            write()
        except REFUSALS as error:
            self._desktop.tell(error)
            return
        self._desktop.open(password)

    @property
    def _folder(self) -> Path:
        assert self._desktop.folder is not None, "nobody forgets a password before knocking"
        return self._desktop.folder
