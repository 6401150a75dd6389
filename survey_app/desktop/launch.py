"""From the double-click to the first page: language, theme, which workspace, its password; and back there on Ctrl+L."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from survey_app.app import Surroundings
from survey_app.desktop.crash import CrashHandler
from survey_app.desktop.input_methods import prepare as prepare_input_methods
from survey_app.desktop.jobs import Job, Report
from survey_app.desktop.main_window import MainWindow
from survey_app.desktop.settings import Settings
from survey_app.desktop.shell.reading_bar import ReadingBar
from survey_app.desktop.shell.shell import REFUSALS, Shell
from survey_app.desktop.start.centred import Centred
from survey_app.desktop.start.password_page import PasswordPage
from survey_app.desktop.theme import Theme, system_scheme
from survey_app.desktop.translation import Translator, install, uninstall
from survey_app.explain import explain
from survey_app.memory import set_apart
from sync.errors import InUse, OnlyReading

if TYPE_CHECKING:
    from survey_app.desktop.start.first_steps import FirstSteps
    from survey_app.desktop.start.forgotten import ForgottenPassword
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
        self.folder: Path | None = None
        self._place, self.user = "", ""
        self._start_page: Centred | None = None
        self._tour: TourBar | None = None
        self._tour_step, self._tour_ended = 0, False
        self._held: InUse | None = None
        """Who writes where we only read."""
        self._typed: str | None = None
        """The password just typed, until the records are open or another is typed."""
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(AHEAD_AFTER)
        self._ahead.timeout.connect(self._load_ahead)
        self._speak(self.settings.language or surroundings.language)
        self.crashes = CrashHandler(surroundings.settings_folder / "reports", surroundings.now, self)
        self.crashes.crashed.connect(self._tell_crash)
        self.crashes.refused.connect(self.tell)
        self.shell = Shell(self.theme, self.settings, self.language, surroundings.now, parent=self)
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

        self.folder, self.user = folder, user
        try:
            settings = read_settings(folder)
        except REFUSALS as error:
            self.show_first_page()
            self.tell(error)
            return
        if not settings.has_password:
            self._show_opening()
            self.open(None)
            return
        people = [(each.number, each.name) for each in settings.staff]
        last = user or self.settings.user_of(folder)
        whose = self.settings.label_of(folder) or folder.name
        # Where several work, the prompt asks who it is.
        whose = whose.partition(" · ")[0] if len(people) > 1 else whose
        page = PasswordPage(self.theme, whose, people, last)
        page.entered.connect(self._open_as_chosen)
        page.forgotten.connect(self._forget_as_chosen)
        page.elsewhere.connect(self.show_first_page)
        self.show_start(page)
        self._ahead.start()

    @Slot(str)
    def _open_as_chosen(self, password: str) -> None:
        self._be_chosen()
        self.open(password)

    @Slot()
    def _forget_as_chosen(self) -> None:
        self._be_chosen()
        self.show_recovery()

    def _be_chosen(self) -> None:
        if isinstance(self._start_page, PasswordPage) and self._start_page.user:
            self.user = self._start_page.user

    @Slot()
    def _load_ahead(self) -> None:
        """What opening needs is loaded while the password is typed."""
        assert self.folder is not None
        self.shell.jobs.start(Job(partial(_load_opening, self.folder)))
        self.window.furnish()

    def _show_opening(self) -> None:
        """Nothing to ask: say what is being waited for."""
        page = Centred(self.theme)
        page.name.setText(self.tr("survey-app"))
        page.add_trouble()
        page.left.connect(self.show_first_page)
        self.show_start(page)
        page.begin_work(self.tr("Opening …"))
        page.work_line.cancel_button.hide()

    @Slot(str)
    def open(self, password: str | None, read_only: bool = False) -> None:
        """Open the workspace knocked at, beside the window: the password is stretched on purpose."""
        folder, now, user = self.folder, self.surroundings.now, self.user
        assert folder is not None

        def work(report: Report) -> Workspace:
            # Imported here: the prompt must be there before the store is.
            from survey_app.workspace import open_workspace

            machine = self.surroundings.machine(folder)
            return open_workspace(folder, password, now, user=user, read_only=read_only, machine=machine)

        if not read_only:
            self._held, self._typed = None, password
        self.run(Job(work), self.enter, "", otherwise=self._tell_closed)

    @Slot(Exception)
    def _tell_closed(self, error: Exception) -> None:
        """Why it does not open; where somebody else writes, everything can be looked at meanwhile."""
        self.tell(error)
        page = self._start_page
        if isinstance(error, InUse) and page is not None:
            self._held = error
            words = explain(error, self.language)
            page.say_trouble(words.joined(words.what, words.lost))
            page.offer(self.tr("Open for reading only"))
            page.offered.connect(self._open_to_read, Qt.ConnectionType.SingleShotConnection)

    @Slot()
    def _open_to_read(self) -> None:
        self.open(self._typed, read_only=True)

    def begin(self, work: Open, words: str = "") -> None:
        self.run(Job(work), self.enter, words)

    def run(
        self,
        job: Job,
        then: Callable[[Any], None],
        words: str,
        otherwise: Callable[[Exception], None] | None = None,
    ) -> None:
        """Work that belongs to the start page: its progress, its way to stop and its trouble are told there."""
        job.succeeded.connect(then)
        job.failed.connect(otherwise or self.tell)
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
        self.workspace, self.folder = workspace, workspace.folder
        self.surroundings.remember(workspace.folder)
        self.settings.for_person(workspace.staff.number)
        self.theme.choose(self.settings.scheme or self.theme.scheme, self.settings.points)
        area = workspace.area_name(self.language)
        whose = " · ".join(part for part in (area, workspace.staff.name) if part)
        self.settings.label(workspace.folder, whose or workspace.folder.name)
        self.settings.note_user(workspace.folder, workspace.staff.number)
        self._start_page, self._typed = None, None
        self.window.show_workspace(workspace, self._place or self.settings.recall("place"))
        self._go_on_with_interview(workspace)
        self._show_tour(workspace)
        if workspace.read_only:
            self._show_reading()
        if not workspace.read_only:
            self.shell.start_calmly(Job(partial(_copy_daily, workspace)))
        set_apart()

    def _show_reading(self) -> None:
        words = explain(self._held or OnlyReading(), self.language)
        bar = ReadingBar(words.joined(words.what, words.todo))
        bar.again_wanted.connect(self.lock)
        self.window.show_banner(bar)

    def _go_on_with_interview(self, workspace: Workspace) -> None:
        """After a crash or a power cut: stand at the question where it happened."""
        from survey_app.demo_story import partner_of
        from survey_app.drafts import resumable

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
        folder = self.folder
        self._leave()
        if folder is not None:
            self.knock(folder, self.user)

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

    # The ways in

    @cached_property
    def first_steps(self) -> FirstSteps:
        # Imported here, like the other: on most days there is only a password to type.
        from survey_app.desktop.start.first_steps import FirstSteps

        return FirstSteps(self)

    @cached_property
    def forgotten(self) -> ForgottenPassword:
        from survey_app.desktop.start.forgotten import ForgottenPassword

        return ForgottenPassword(self)

    @Slot()
    def show_first_page(self) -> None:
        self.first_steps.show()

    @Slot()
    def show_recovery(self) -> None:
        self.forgotten.show()

    @Slot()
    def knock_again(self) -> None:
        if self.folder is not None:
            self.knock(self.folder, self.user)

    def open_demo(self) -> None:
        """Make the demo town beside the window, then stand in it."""
        if self._demo is None:
            return
        self.run(Job(self._demo), self._enter_demo, self.tr("Building a town of invented people …"))

    @Slot(object)
    def _enter_demo(self, folder: Path) -> None:
        self.switch_to(str(folder))

    # Telling

    @Slot(Exception)
    def tell(self, error: Exception) -> None:
        """What the world refused while starting stands on the start page, elsewhere in the error bar."""
        if not isinstance(error, REFUSALS):
            raise error
        if self._start_page is not None:
            self._say_on_page(str(explain(error, self.language)))
        else:
            self.shell.refuse(error)

    def _say_on_page(self, text: str) -> None:
        if self._start_page is not None:
            self._start_page.say_trouble(text)

    @Slot(str)
    def _tell_crash(self, path: str) -> None:
        words = explain(RuntimeError(), self.language)
        if self._start_page is not None:
            self._say_on_page(str(words))
        else:
            self.shell.complain(words)

    def show_start(self, page: Centred) -> None:
        self._start_page = page
        self.window.show_start(page)

    @Slot(str)
    def _note_place(self, place: str) -> None:
        # Where one only goes for a moment is no place to begin tomorrow.
        if place not in ("interview", "staff"):
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
        self.language = language
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
