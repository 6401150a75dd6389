"""The ways in from the first page: a start bundle, by hand, one form, a copy of another computer, the demo town."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from survey_app.desktop.jobs import Report
from survey_app.desktop.shell.shell import REFUSALS
from survey_app.desktop.start.password_page import PasswordPage

if TYPE_CHECKING:
    from survey_app.desktop.launch import Desktop
    from survey_app.desktop.start.by_hand import ByHandPage, SetUp
    from survey_app.workspace import Workspace


class FirstSteps(QObject):
    """Asks what each way needs to know, then makes or finds the workspace; the desktop enters it."""

    def __init__(self, desktop: Desktop):
        super().__init__(desktop)
        self._desktop, self._around = desktop, desktop.surroundings
        self._by_hand: ByHandPage | None = None

    @Slot()
    def show(self) -> None:
        from survey_app.desktop.start.first_page import FirstPage

        known = self._desktop.settings
        recent = [(folder, known.label_of(folder)) for folder in self._around.recent()[:3]]
        page = FirstPage(self._desktop.theme, self._desktop.language, recent)
        page.chosen.connect(self._take_way)
        page.recent_chosen.connect(self._desktop.switch_to)
        page.language_chosen.connect(self._desktop.change_language)
        self._desktop.show_start(page)

    @Slot(str)
    def _take_way(self, way: str) -> None:
        from survey_app.desktop.start import first_page as ways

        if way == ways.START_BUNDLE:
            self._pick(self.tr("The office's start file"), self.tr("Start files (*.bundle)"), self.ask_start_password)
        elif way == ways.BY_HAND:
            self.show_by_hand()
        elif way == ways.LONE_FORM:
            self._pick(self.tr("Open a form"), self.tr("Forms (*.xlsx *.xml)"), self.open_form)
        elif way == ways.DEMO:
            self._desktop.open_demo()
        elif way == ways.COPY:
            folder = QFileDialog.getExistingDirectory(self._desktop.window, self.tr("Restore from a copy"))
            if folder:
                self.restore_copy(Path(folder))
        else:
            folder = QFileDialog.getExistingDirectory(self._desktop.window, self.tr("Open a workspace folder"))
            if folder:
                self._desktop.switch_to(folder)

    def _pick(self, title: str, kinds: str, then: Callable[[Path], None]) -> None:
        path, _ = QFileDialog.getOpenFileName(self._desktop.window, title, "", kinds)
        if path:
            then(Path(path))

    def ask_start_password(self, file: Path) -> None:
        """The code on the office's slip and a password of one's own, then the doors."""
        from survey_app.desktop.start.new_password_page import NewPasswordPage

        text = self.tr("The code is on the slip that came with the stick. The password is yours: choose one.")
        page = NewPasswordPage(self._desktop.theme, self.tr("Welcome"), text, self.tr("Code on the slip"))
        page.accepted.connect(partial(self._create_from_start, file))
        page.left.connect(self.show)
        self._desktop.show_start(page)

    def _create_from_start(self, file: Path, password: str, code: str) -> None:
        folder, now = self._new_folder(file.stem), self._around.now

        def work(report: Report) -> Workspace:
            from survey_app.workspace import create_from_start

            machine = self._around.machine(folder)
            return create_from_start(folder, file, password, now, code=code, machine=machine)

        self._desktop.begin(work, self.tr("Reading the start file …"))

    def show_by_hand(self) -> None:
        from forms.pack import REEMPLOYMENT_4050, load_pack
        from survey_app.desktop.start.by_hand import ByHandPage

        page = ByHandPage(self._desktop.theme, self._desktop.language, REEMPLOYMENT_4050, load_pack)
        page.accepted.connect(self._create_by_hand)
        page.left.connect(self.show)
        page.pack_wanted.connect(self._pick_pack)
        self._by_hand = page
        self._desktop.show_start(page)

    def _pick_pack(self) -> None:
        self._pick(self.tr("Questionnaires"), self.tr("Packs (*.zip)"), self._take_pack)

    def _take_pack(self, path: Path) -> None:
        assert self._by_hand is not None
        try:
            self._by_hand.choose_pack(path)
        except REFUSALS as error:
            self._desktop.tell(error)

    @Slot(object)
    def _create_by_hand(self, wish: SetUp) -> None:
        folder, now = self._new_folder(wish.area or wish.number), self._around.now

        def work(report: Report) -> Workspace:
            from survey_app.workspace import Staff, create_workspace

            staff = Staff(wish.number, wish.name, wish.role)
            machine = self._around.machine(folder)
            return create_workspace(folder, wish.pack, wish.area, staff, wish.password, now, machine=machine)

        self._desktop.begin(work, self.tr("Making the workspace …"))

    def open_form(self, file: Path) -> None:
        """One form alone: no password, no areas, no doors."""
        folder, now = self._new_folder(file.stem), self._around.now

        def work(report: Report) -> Workspace:
            from survey_app.workspace import create_lone

            return create_lone(folder, file, None, now, machine=self._around.machine(folder))

        self._desktop.begin(work, self.tr("Reading the form …"))

    def _new_folder(self, name: str) -> Path:
        """A folder that does not exist yet."""
        home = self._around.home
        number = 1
        folder = home / name
        while folder.exists():
            number += 1
            folder = home / f"{name}-{number}"
        return folder

    def restore_copy(self, copy: Path) -> None:
        """A dead computer's second copy becomes a workspace here; its own password opens it."""
        page = PasswordPage(self._desktop.theme, self.tr("The copy in {folder}").format(folder=copy.name))
        page.entered.connect(partial(self._restore, copy))
        page.elsewhere.connect(self.show)
        page.forgot_button.hide()
        self._desktop.show_start(page)

    def _restore(self, copy: Path, password: str) -> None:
        folder, now = self._new_folder(copy.name), self._around.now

        def work(report: Report) -> Workspace:
            from survey_app.recovery import restore
            from survey_app.workspace import open_workspace

            restore(copy, folder, password, now)
            return open_workspace(folder, password, now, machine=self._around.machine(folder))

        self._desktop.begin(work)
