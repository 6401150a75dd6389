"""From the double-click to the first page: language, theme, which workspace, its password; and back there on Ctrl+L."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFileDialog

from survey_app.app import Surroundings
from survey_app.desktop.crash import CrashHandler
from survey_app.desktop.input_methods import prepare as prepare_input_methods
from survey_app.desktop.jobs import Job, Report
from survey_app.desktop.main_window import MainWindow
from survey_app.desktop.settings import Settings
from survey_app.desktop.shell.shell import REFUSALS, Shell
from survey_app.desktop.start.centred import Centred
from survey_app.desktop.start.password_page import PasswordPage
from survey_app.desktop.theme import Theme, system_scheme
from survey_app.desktop.translation import Translator, install, uninstall
from survey_app.explain import explain

if TYPE_CHECKING:
    from survey_app.desktop.start.by_hand import SetUp
    from survey_app.desktop.tour import TourBar
    from survey_app.workspace import Workspace

AHEAD_AFTER = 60
"""Milliseconds that the prompt has for itself: it is there, and takes keys, before anything else is loaded."""

Open = Callable[[Report], "Workspace"]
Demo = Callable[[Report], Path]
"""Makes the demo town and returns the workspace to open first."""


def run_desktop(
    surroundings: Surroundings,
    folder: Path | None = None,
    demo: Demo | None = None,
    arguments: Sequence[str] = (),
    *,
    tour: bool = False,
) -> int:
    """Show the window until it is closed; the exit code. `tour` goes straight to the demo town."""
    prepare_input_methods(os.environ, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    application = QApplication([sys.argv[0], *arguments])
    desktop = Desktop(application, surroundings, demo)
    desktop.start(folder, tour)
    return application.exec()


class Desktop(QObject):
    """Holds the one window and what stands in it: a start page or a workspace."""

    def __init__(self, application: QApplication, surroundings: Surroundings, demo: Demo | None = None):
        super().__init__(application)
        self._application, self.surroundings, self._demo = application, surroundings, demo
        self.settings = Settings(surroundings.settings_folder / "desktop.ini")
        self._translator: Translator | None = None
        self.theme = Theme(application, self.settings.scheme or system_scheme(), self.settings.points)
        self.workspace: Workspace | None = None
        self._folder: Path | None = None
        self._place, self._user = "", ""
        self._start_page: Centred | None = None
        self._tour: TourBar | None = None
        self._tour_step, self._tour_ended = 0, False
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(AHEAD_AFTER)
        self._ahead.timeout.connect(self._load_ahead)
        self._speak(self.settings.language or surroundings.language)
        self.crashes = CrashHandler(surroundings.settings_folder / "reports", surroundings.now, self)
        self.crashes.crashed.connect(self._tell_crash)
        self.shell = Shell(self.theme, self.settings, self._language, surroundings.now, parent=self)
        self.window = MainWindow(self.shell)
        self.window.lock_wanted.connect(self.lock)
        self.window.closing.connect(self.close)
        self.window.arrived.connect(self._note_place)
        self.shell.language_wanted.connect(self.change_language)
        self.shell.workspace_wanted.connect(self.switch_to)

    def start(self, folder: Path | None = None, tour: bool = False) -> None:
        """Show the window: at the password of a workspace, or at the first page of a new computer."""
        self.crashes.install()
        self.window.resize(1366, 697)
        if not self.settings.geometry.isEmpty():
            self.window.restoreGeometry(self.settings.geometry)
        recent = self.surroundings.recent()
        if tour:
            self.show_first_page()
            self.window.show()
            self.open_demo()
            return
        if folder is not None or recent:
            self.knock(folder or recent[0])
        else:
            self.show_first_page()
        self.window.show()

    # Opening

    def knock(self, folder: Path, user: str = "") -> None:
        """Ask for the password of a workspace, or open one that has none."""
        from survey_app.workspace_settings import read_settings

        self._folder, self._user = folder, user
        try:
            has_password = read_settings(folder).has_password
        except REFUSALS as error:
            self.show_first_page()
            self._tell(error)
            return
        if not has_password:
            self._show_opening()
            self.open(None)
            return
        page = PasswordPage(self.theme, self.settings.label_of(folder) or folder.name)
        page.entered.connect(self.open)
        page.forgotten.connect(self.show_recovery)
        page.elsewhere.connect(self.show_first_page)
        self._show_start(page)
        self._ahead.start()

    @Slot()
    def _load_ahead(self) -> None:
        """What opening needs is loaded while the password is typed."""
        assert self._folder is not None
        self.shell.jobs.start(Job(partial(_load_opening, self._folder)))
        self.window.furnish()

    def _show_opening(self) -> None:
        """Nothing to ask: say what is being waited for."""
        page = Centred(self.theme)
        page.name.setText(self.tr("survey-app"))
        page.add_trouble()
        page.left.connect(self.show_first_page)
        self._show_start(page)
        page.begin_work(self.tr("Opening …"))
        page.work_line.cancel_button.hide()

    @Slot(str)
    def open(self, password: str | None, read_only: bool = False) -> None:
        """Open the workspace knocked at, beside the window: the password is stretched on purpose."""
        folder, now, user = self._folder, self.surroundings.now, self._user
        assert folder is not None

        def work(report: Report) -> Workspace:
            # Imported here: the prompt must be there before the store is.
            from survey_app.workspace import open_workspace

            machine = self.surroundings.machine(folder)
            return open_workspace(folder, password, now, user=user, read_only=read_only, machine=machine)

        self._begin(work)

    def _begin(self, work: Open, words: str = "") -> None:
        self._run(Job(work), self.enter, words)

    def _run(self, job: Job, then: Callable[[Any], None], words: str) -> None:
        """Work that belongs to the start page: its progress, its way to stop and its trouble are told there."""
        job.succeeded.connect(then)
        job.failed.connect(self._tell)
        page = self._start_page
        if page is not None and words:
            page.begin_work(words)
            job.progressed.connect(page.show_progress)
            job.stopped.connect(page.work_line.hide)
            page.cancelled.connect(job.cancel)
        self.shell.jobs.start(job)

    @Slot(object)
    def enter(self, workspace: Workspace) -> None:
        """Stand in an open workspace, where this person left off."""
        self.workspace, self._folder = workspace, workspace.folder
        self.surroundings.remember(workspace.folder)
        self.settings.for_person(workspace.staff.number)
        self.theme.choose(self.settings.scheme or self.theme.scheme, self.settings.points)
        area = workspace.area_name(self._language)
        whose = " · ".join(part for part in (area, workspace.staff.name) if part)
        self.settings.label(workspace.folder, whose or workspace.folder.name)
        self._start_page = None
        self.window.show_workspace(workspace, self._place or self.settings.recall("place"))
        self._go_on_with_interview(workspace)
        self._show_tour(workspace)
        if not workspace.read_only:
            self.shell.start_calmly(Job(partial(_copy_daily, workspace)))

    def _go_on_with_interview(self, workspace: Workspace) -> None:
        """After a crash or a power cut: stand at the question where it happened."""
        from survey_app.demo_story import partner_of
        from survey_app.interviews import resumable

        # The demo town begins at its tour.
        if not workspace.read_only and partner_of(workspace.folder) is None:
            stopped = next((each for each in resumable(workspace) if each.actor == workspace.staff.number), None)
            if stopped is not None:
                self.window.go("interview", draft=stopped.draft_id)

    def _show_tour(self, workspace: Workspace) -> None:
        """In the demo town: what to look at, and the way to the other person."""
        from survey_app.demo_story import partner_of
        from survey_app.desktop.tour import ASSISTANT, CLERK, TourBar

        if self._tour_ended or partner_of(workspace.folder) is None:
            self.window.show_banner(None)
            return
        person = CLERK if workspace.role.is_office else ASSISTANT
        bar = TourBar(self.theme, person, self._tour_step)
        bar.place_wanted.connect(self._go_on_tour)
        bar.other_wanted.connect(self._be_the_other)
        bar.closed.connect(self._end_tour)
        self._tour = bar
        self.window.show_banner(bar)

    @Slot(str)
    def _go_on_tour(self, place: str) -> None:
        self._tour_step = self._tour.place if self._tour else 0
        self.window.go(place)

    @Slot(str)
    def _be_the_other(self, place: str) -> None:
        from survey_app.demo_story import partner_of

        assert self.workspace is not None and self._tour is not None
        self._tour_step = self._tour.place
        other = partner_of(self.workspace.folder)
        if other is not None:
            self.switch_to(str(other))
            self._place = place

    @Slot()
    def _end_tour(self) -> None:
        self._tour_ended = True
        self.window.show_banner(None)

    @Slot()
    def lock(self) -> None:
        """Close the records and ask for the password again; the place is kept."""
        folder = self._folder
        self._leave()
        if folder is not None:
            self.knock(folder, self._user)

    @Slot(str, str)
    def switch_to(self, folder: str, user: str = "") -> None:
        """Another workspace in the same window: the demo town's assistant becomes its clerk."""
        self._leave()
        self._place = ""
        self.knock(Path(folder), user)

    def _leave(self) -> None:
        self.shell.jobs.finish(30_000)
        self.window.put_away()
        self.shell.acts.forget()
        self.shell.calm()
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None

    @Slot()
    def close(self) -> None:
        self.shell.jobs.finish(30_000)
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None
        self.settings.write()
        self.crashes.remove()
        if self._translator is not None:
            uninstall(self._application, self._translator)
            self._translator = None

    # The first page and its ways

    @Slot()
    def show_first_page(self) -> None:
        from survey_app.desktop.start.first_page import FirstPage

        recent = [(folder, self.settings.label_of(folder)) for folder in self.surroundings.recent()[:3]]
        page = FirstPage(self.theme, self._language, recent)
        page.chosen.connect(self._take_way)
        page.recent_chosen.connect(self.switch_to)
        page.language_chosen.connect(self.change_language)
        self._show_start(page)

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
            self.open_demo()
        elif way == ways.COPY:
            folder = QFileDialog.getExistingDirectory(self.window, self.tr("Restore from a copy"))
            if folder:
                self.restore_copy(Path(folder))
        else:
            folder = QFileDialog.getExistingDirectory(self.window, self.tr("Open a workspace folder"))
            if folder:
                self.switch_to(folder)

    def _pick(self, title: str, kinds: str, then: Callable[[Path], None]) -> None:
        path, _ = QFileDialog.getOpenFileName(self.window, title, "", kinds)
        if path:
            then(Path(path))

    def ask_start_password(self, file: Path) -> None:
        """The code on the office's slip and a password of one's own, then the doors."""
        from survey_app.desktop.start.new_password_page import NewPasswordPage

        text = self.tr("The code is on the slip that came with the stick. The password is yours: choose one.")
        page = NewPasswordPage(self.theme, self.tr("Welcome"), text, self.tr("Code on the slip"))
        page.accepted.connect(partial(self._create_from_start, file))
        page.left.connect(self.show_first_page)
        self._show_start(page)

    def _create_from_start(self, file: Path, password: str, code: str) -> None:
        folder, now = self._new_folder(file.stem), self.surroundings.now

        def work(report: Report) -> Workspace:
            from survey_app.workspace import create_from_start

            return create_from_start(folder, file, password, now, code=code, machine=self.surroundings.machine(folder))

        self._begin(work, self.tr("Reading the start file …"))

    def show_by_hand(self) -> None:
        from forms.pack import REEMPLOYMENT_4050, load_pack
        from survey_app.desktop.start.by_hand import ByHandPage

        page = ByHandPage(self.theme, self._language, REEMPLOYMENT_4050, load_pack)
        page.accepted.connect(self._create_by_hand)
        page.left.connect(self.show_first_page)
        page.pack_wanted.connect(self._pick_pack)
        self._show_start(page)

    def _pick_pack(self) -> None:
        self._pick(self.tr("Questionnaires"), self.tr("Packs (*.zip)"), self._take_pack)

    def _take_pack(self, path: Path) -> None:
        from survey_app.desktop.start.by_hand import ByHandPage

        page = self._start_page
        if isinstance(page, ByHandPage):
            try:
                page.choose_pack(path)
            except REFUSALS as error:
                page.say_trouble(str(explain(error, self._language)))

    @Slot(object)
    def _create_by_hand(self, wish: SetUp) -> None:
        folder, now = self._new_folder(wish.area or wish.number), self.surroundings.now

        def work(report: Report) -> Workspace:
            from survey_app.workspace import Staff, create_workspace

            staff = Staff(wish.number, wish.name, wish.role)
            machine = self.surroundings.machine(folder)
            return create_workspace(folder, wish.pack, wish.area, staff, wish.password, now, machine=machine)

        self._begin(work, self.tr("Making the workspace …"))

    def open_form(self, file: Path) -> None:
        """One form alone: no password, no areas, no doors."""
        folder, now = self._new_folder(file.stem), self.surroundings.now

        def work(report: Report) -> Workspace:
            from survey_app.workspace import create_lone

            return create_lone(folder, file, None, now, machine=self.surroundings.machine(folder))

        self._begin(work, self.tr("Reading the form …"))

    def open_demo(self) -> None:
        """Make the demo town beside the window, then stand in it."""
        if self._demo is None:
            return
        self._run(Job(self._demo), self._enter_demo, self.tr("Building a town of invented people …"))

    @Slot(object)
    def _enter_demo(self, folder: Path) -> None:
        self.switch_to(str(folder))

    def _new_folder(self, name: str) -> Path:
        """A folder that does not exist yet."""
        home = self.surroundings.home
        number = 1
        folder = home / name
        while folder.exists():
            number += 1
            folder = home / f"{name}-{number}"
        return folder

    # A forgotten password, a dead computer

    @Slot()
    def show_recovery(self) -> None:
        from survey_app.desktop.start.recovery_page import RecoveryPage

        assert self._folder is not None
        page = RecoveryPage(self.theme, self.settings.label_of(self._folder) or self._folder.name)
        page.chosen.connect(self._recover)
        page.left.connect(self._knock_again)
        self._show_start(page)

    @Slot(str)
    def _recover(self, way: str) -> None:
        from survey_app.desktop.start import recovery_page as ways

        if way == ways.ASK:
            title, kinds = self.tr("Write a request for the office"), self.tr("Requests (*.request)")
            path, _ = QFileDialog.getSaveFileName(self.window, title, "", kinds)
            if path:
                self.write_request(Path(path).with_suffix(".request"))
        elif way == ways.ANSWER:
            self._pick(self.tr("The office's answer"), self.tr("Answers (*.answer)"), self.take_answer)
        else:
            self.ask_sheet()

    def write_request(self, path: Path) -> None:
        """The file that goes to the office; its answer comes back the same way."""
        from survey_app.desktop.start.recovery_page import RecoveryPage
        from survey_app.recovery import ask_office

        assert self._folder is not None
        try:
            ask_office(self._folder, path, self._user)
        except REFUSALS as error:
            self._tell(error)
            return
        if isinstance(self._start_page, RecoveryPage):
            words = self.tr("Written: {file}. Take it to the office; come back with its answer and press 2.")
            self._start_page.say_done(words.format(file=path.name))

    def take_answer(self, answer: Path) -> None:
        self._ask_new_password(
            self.tr("The office has answered. Choose a new password."), partial(self._reopen, answer)
        )

    def ask_sheet(self) -> None:
        text = self.tr("Type the lines of the printed sheet, then choose a new password.")
        self._ask_new_password(text, self._reopen_by_sheet, self.tr("The lines of the sheet"))

    def _ask_new_password(self, text: str, then: Callable[[str, str], None], lines: str = "") -> None:
        from survey_app.desktop.start.new_password_page import NewPasswordPage

        page = NewPasswordPage(self.theme, self.tr("A new password"), text, lines_label=lines)
        page.accepted.connect(then)
        page.left.connect(self.show_recovery)
        self._show_start(page)

    def _reopen(self, answer: Path, password: str, _code: str) -> None:
        from survey_app.recovery import reopen

        folder = self._folder
        assert folder is not None
        self._set_password(lambda: reopen(folder, answer, password), password)

    def _reopen_by_sheet(self, password: str, _code: str) -> None:
        from survey_app.desktop.start.new_password_page import NewPasswordPage
        from survey_app.recovery import reopen_by_sheet

        folder, page, user = self._folder, self._start_page, self._user
        assert folder is not None and isinstance(page, NewPasswordPage)
        lines = page.lines.toPlainText().splitlines()
        self._set_password(lambda: reopen_by_sheet(folder, lines, password, user), password)

    def _set_password(self, write: Callable[[], None], password: str) -> None:
        try:
            write()
        except REFUSALS as error:
            self._tell(error)
            return
        self.open(password)

    @Slot()
    def _knock_again(self) -> None:
        if self._folder is not None:
            self.knock(self._folder, self._user)

    def restore_copy(self, copy: Path) -> None:
        """A dead computer's second copy becomes a workspace here; its own password opens it."""
        page = PasswordPage(self.theme, self.tr("The copy in {folder}").format(folder=copy.name))
        page.entered.connect(partial(self._restore, copy))
        page.elsewhere.connect(self.show_first_page)
        page.forgot_button.hide()
        self._show_start(page)

    def _restore(self, copy: Path, password: str) -> None:
        folder, now = self._new_folder(copy.name), self.surroundings.now

        def work(report: Report) -> Workspace:
            from survey_app.recovery import restore
            from survey_app.workspace import open_workspace

            restore(copy, folder, password, now)
            return open_workspace(folder, password, now, machine=self.surroundings.machine(folder))

        self._begin(work)

    # Telling

    @Slot(Exception)
    def _tell(self, error: Exception) -> None:
        """What the world refused while starting stands on the start page, elsewhere in the error bar."""
        if not isinstance(error, REFUSALS):
            raise error
        if self._start_page is not None:
            self._say_on_page(str(explain(error, self._language)))
        else:
            self.shell.refuse(error)

    def _say_on_page(self, text: str) -> None:
        if self._start_page is not None:
            self._start_page.say_trouble(text)

    @Slot(str)
    def _tell_crash(self, path: str) -> None:
        words = explain(RuntimeError(), self._language)
        if self._start_page is not None:
            self._say_on_page(str(words))
        else:
            self.shell.complain(words)

    def _show_start(self, page: Centred) -> None:
        self._start_page = page
        self.window.show_start(page)

    @Slot(str)
    def _note_place(self, place: str) -> None:
        if place != "interview":
            self._place = place
            self.settings.remember("place", place)

    # Language

    @Slot(str)
    def change_language(self, language: str) -> None:
        """Speak another language at once: every page is made anew, nothing typed is lost."""
        self.settings.language = language
        self._speak(language)
        self.shell.language = language
        self.window.retranslate()
        if self.workspace is not None:
            self.window.show_workspace(self.workspace, self._place)
        else:
            self.show_first_page()

    def _speak(self, language: str) -> None:
        if self._translator is not None:
            uninstall(self._application, self._translator)
        self._language = language
        self._translator = install(self._application, language)


def _copy_daily(workspace: Workspace, report: Report) -> None:
    """Once a day the records go to the second path, before the day's work begins."""
    from survey_app.recovery import back_up_daily

    back_up_daily(workspace)


def _load_opening(folder: Path, report: Report) -> None:
    """Load what stands between the password and the first page: two thirds of a second on a slow laptop."""
    # None of what is loaded here is ever garbage: looking for some meanwhile, and among it ever after, costs time.
    gc.disable()
    try:
        import_module("survey_app.desktop.doors.door_page")
        import_module("survey_app.interviews")
        from survey_app.workspace import read_ahead

        # A workspace that is broken is told to whoever opens it.
        with suppress(*REFUSALS):
            read_ahead(folder)
        gc.freeze()
    finally:
        gc.enable()
