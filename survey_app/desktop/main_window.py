"""The one window: rail, top bar, the page, error bar, footer; or, before all that, a start page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from survey_app.desktop.idleness import Idleness
from survey_app.desktop.shell.places import ABOVE, PLACES, Place, places_for
from survey_app.desktop.shell.shell import Shell
from survey_app.desktop.start.centred import Centred

if TYPE_CHECKING:
    from survey_app.desktop.hand_over.return_watch import ReturnWatch
    from survey_app.desktop.page import Page
    from survey_app.desktop.shell.drawer import HelpDrawer
    from survey_app.desktop.shell.footer import Footer
    from survey_app.desktop.shell.top_bar import TopBar
    from survey_app.desktop.shell.trouble_bar import TroubleBar
    from survey_app.desktop.shell.workplace import Workplace
    from survey_app.workspace import Workspace

SMALLEST = (880, 520)
LOCKS_AFTER = 5 * 60 * 1000
ENDS_WITHIN = 30_000
"""Milliseconds that running work has to come to an end when the window closes."""
COUNTS_AFTER = 400
"""Milliseconds after the last change of place before what waits is counted: nobody reads it in passing."""


class MainWindow(QMainWindow):
    lock_wanted = Signal()
    closing = Signal()
    arrived = Signal(str)
    """A place is shown; its name."""

    def __init__(self, shell: Shell, places: Sequence[Place] = PLACES):
        super().__init__()
        self.shell, self._all_places = shell, places
        self.workspace: Workspace | None = None
        self.pages: dict[str, Page] = {}
        self.place = ""
        self._before: list[str] = []
        self._places: dict[str, Place] = {}
        self._returns: ReturnWatch | None = None
        self.setMinimumSize(*SMALLEST)
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)
        self._idle = Idleness(LOCKS_AFTER, self)
        self._idle.lasted.connect(self.lock)
        shell.wanted.connect(self._go)
        shell.renewed.connect(self.renew)
        shell.lock_wanted.connect(self.lock)
        shell.theme.changed.connect(self._show_page_words)
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.setInterval(COUNTS_AFTER)
        self._count.timeout.connect(self._count_tasks)
        shell.act_done.connect(self._count_soon)
        shell.act_undone.connect(self._count_soon)
        self._bind_keys()

    # Furniture

    @cached_property
    def workplace(self) -> Workplace:
        """The bars around the pages. They are made when they are first wanted: the password prompt does without."""
        # Imported here for the same reason.
        from survey_app.desktop.shell.workplace import Workplace

        made = Workplace(self.shell, self)
        self._stack.addWidget(made)
        made.rail.chosen.connect(self._go_there)
        made.top_bar.searched.connect(self._search)
        made.top_bar.search_entered.connect(self._search_done)
        made.top_bar.search_left.connect(self._back_to_page)
        made.top_bar.lock_pressed.connect(self.lock)
        made.top_bar.staff_pressed.connect(self._show_staff)
        made.top_bar.sized.connect(self.resize_type)
        made.top_bar.back_pressed.connect(self.step_back)
        made.footer.undo_pressed.connect(self.undo)
        made.footer.redo_pressed.connect(self.redo)
        made.trouble_bar.dismissed.connect(self._calm)
        made.help_drawer.closed.connect(self.step_back)
        return made

    def furnish(self) -> None:
        """Make the bars now, while there is time."""
        self.workplace.hide()

    @property
    def _is_furnished(self) -> bool:
        return "workplace" in self.__dict__

    @property
    def top_bar(self) -> TopBar:
        return self.workplace.top_bar

    @property
    def footer(self) -> Footer:
        return self.workplace.footer

    @property
    def trouble_bar(self) -> TroubleBar:
        return self.workplace.trouble_bar

    @property
    def help_drawer(self) -> HelpDrawer:
        return self.workplace.help_drawer

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+Z": self.undo,
            "Ctrl+Y": self.redo,
            "Ctrl+Shift+Z": self.redo,
            "Ctrl+L": self.lock,
            "Ctrl+F": self._focus_search,
            "Ctrl+D": self.switch_scheme,
            "Ctrl++": self._larger,
            "Ctrl+=": self._larger,
            "Ctrl+-": self._smaller,
            "F1": self.show_help,
            "Esc": self.step_back,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)
        nth = (self._first, self._second, self._third, self._fourth, self._fifth, self._sixth, self._seventh)
        for number, act in enumerate(nth, start=1):
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(act)

    # What stands in the window

    def show_start(self, page: Centred) -> None:
        """Before the work: first start, password, recovery."""
        self._clear_start()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def show_workspace(self, workspace: Workspace, place: str = "", **spot: Any) -> None:
        """Take a workspace to work with; stand at a place, or at the first of the rail."""
        self._clear_pages()
        self.workspace = workspace
        self._places = {each.name: each for each in places_for(workspace.role, data_of(workspace), self._all_places)}
        in_rail = [each for each in self._open_places if each.in_rail]
        self.workplace.rail.show_places(in_rail)
        self.top_bar.show_owner(workspace.area_name(self.shell.language), workspace.staff.name)
        self._stack.setCurrentWidget(self.workplace)
        self._clear_start()
        if workspace.settings.has_password:
            self._idle.begin()
        self._watch_for_returns(workspace)
        if place not in [each.name for each in self._open_places]:
            place = in_rail[0].name if in_rail else ""
        self.go(place, **spot)

    @property
    def _open_places(self) -> list[Place]:
        """Where there is something to do; while records are only read, not where one would only write."""
        reading = self.workspace is not None and self.workspace.read_only
        return [place for place in self._places.values() if not (reading and place.writes)]

    def renew(self, told: str) -> None:
        """The questionnaires are others than a moment ago: every page is made anew, and stands where it stood."""
        if self.workspace is not None:
            self.show_workspace(self.workspace, self.place)
            self.shell.tell(told)

    def show_banner(self, banner: QWidget | None) -> None:
        """Put one line under the top bar, in place of the one that stood there."""
        self.workplace.show_banner(banner)

    def put_away(self) -> None:
        """Take the workspace off the screen: its pages go, nothing of it stays visible."""
        self._clear_pages()
        self.workspace = None
        if self._returns is not None:
            self._returns.deleteLater()
            self._returns = None
        if self._is_furnished:
            self.workplace.fall_silent()
        self._idle.stop()
        self._count.stop()

    def retranslate(self) -> None:
        """The language has changed: bars say their words anew, pages are made anew by `show_workspace`."""
        if self._is_furnished:
            self.top_bar.retranslate()
            self.footer.fall_silent()

    @property
    def page(self) -> Page | None:
        return self.pages.get(self.place)

    def go(self, name: str, **spot: Any) -> bool:
        """Show a place. False when the page here kept the person, or nobody may go there."""
        place = self._places.get(name)
        if place is None or self.workspace is None:
            return False
        if place.writes and self.workspace.read_only:
            self.shell.tell(self.tr("Opened for reading only: nothing can be recorded now"))
            return False
        leaving = self.page
        if leaving is not None and name != self.place and not leaving.on_leave():
            return False
        if name not in self.pages:
            page = place.page()(self.workspace, self.shell)
            page.changed.connect(self._show_page_words)
            self.pages[name] = page
            self.workplace.pages.addWidget(page)
        if self.place and name != self.place:
            self._before = [*self._before[-8:], self.place]
        self.place = name
        self.workplace.pages.setCurrentWidget(self.pages[name])
        self.top_bar.search.clear()
        self.help_drawer.hide()
        self.pages[name].on_show(**spot)
        self.workplace.rail.mark(name if place.in_rail else self.pages[name].home() or place.home)
        self._show_page_words()
        self._count_soon()
        self._look_at_sticks()
        self.arrived.emit(name)
        return True

    def _go(self, name: str, spot: dict[str, Any]) -> None:
        self.go(name, **spot)

    def _go_there(self, name: str) -> None:
        self.go(name)

    # What comes home on a stick

    def _watch_for_returns(self, workspace: Workspace) -> None:
        """Whoever hands over is told when it has arrived, and takes what waits, without asking for it."""
        if self._returns is not None:
            self._returns.deleteLater()
            self._returns = None
        if "hand_over" not in self._places or workspace.read_only:
            return
        # Imported here: the password prompt does without.
        from survey_app.desktop.hand_over.return_watch import ReturnWatch
        from survey_app.desktop.merge_desk.sticks import StickWatch

        sticks = StickWatch(self)
        self._returns = ReturnWatch(workspace, self.shell, sticks, self)
        sticks.setParent(self._returns)
        sticks.came.connect(self._look_at_sticks)
        self._returns.taken.connect(self._show_what_came)

    def _look_at_sticks(self) -> None:
        # A household that is being written down is not changed under the hands of its assistant.
        if self._returns is not None and self._places[self.place].in_rail:
            self._returns.look()

    def _show_what_came(self) -> None:
        if self.page is not None:
            self.page.refresh()
        self._count_soon()

    # What waits

    def _count_soon(self) -> None:
        # In an interview nothing else is done beside it: an answer must not wait for a count.
        if self.workspace is not None and "to_do" in self._places and self._places[self.place].in_rail:
            self._count.start()

    def _count_tasks(self) -> None:
        workspace, language = self.workspace, self.shell.language
        if workspace is None or workspace.is_closed or not self._places[self.place].in_rail:
            return
        if self.shell.jobs.is_busy:
            self._count.start()
            return
        # Loaded here: the password prompt does without.
        from survey_app.desktop.jobs import Job
        from survey_app.to_do import tasks

        job = Job(lambda report: len(tasks(workspace, language)))
        job.succeeded.connect(self._show_count)
        self.shell.start(job)

    def _show_count(self, count: int) -> None:
        self.workplace.rail.show_count("to_do", count)

    # Keys that work everywhere

    def undo(self) -> None:
        if not self.shell.undo():
            self.shell.tell(self.tr("Nothing to undo"))
        elif self.page is not None:
            self.page.refresh()

    def redo(self) -> None:
        if not self.shell.redo():
            self.shell.tell(self.tr("Nothing to redo"))
        elif self.page is not None:
            self.page.refresh()

    def lock(self) -> None:
        """Close the workspace behind a password prompt. Running work is waited for, then it locks."""
        if self.workspace is None or (self.page is not None and not self.page.on_leave()):
            return
        self.shell.jobs.stop_beside()
        if self.shell.jobs.is_busy:
            self.shell.tell(self.tr("Locks as soon as the running work is done"))
            self.shell.jobs.became_idle.connect(self.lock, Qt.ConnectionType.SingleShotConnection)
            return
        self.lock_wanted.emit()

    def resize_type(self, by: int) -> None:
        self.shell.theme.step(by)
        self.shell.settings.points = self.shell.theme.points
        self.shell.tell(self.tr("Type size {points}").format(points=self.shell.theme.points))

    def switch_scheme(self) -> None:
        scheme = "light" if self.shell.theme.scheme == "dark" else "dark"
        self.shell.theme.choose(scheme=scheme)
        self.shell.settings.scheme = scheme

    def show_help(self) -> None:
        page = self.page
        if page is None:
            return
        if not self.help_drawer.isHidden():
            self.help_drawer.hide()
            page.close_drawer()
            return
        # First the panel that had no room, with a second F1 the help itself.
        if page.side_is_drawer and page.side is not None and not page.side.isVisible() and page.toggle_drawer():
            return
        page.close_drawer()
        self.help_drawer.show_help(page.title(), page.help(), page.keys())
        self.workplace.place_drawer()

    def step_back(self) -> None:
        """Esc: the help, the drawer, what the page has open, the page before; it decides nothing."""
        page = self.page
        if page is None:
            start = self._stack.currentWidget()
            if isinstance(start, Centred):
                start.step_back()
        elif not self.help_drawer.isHidden():
            self.help_drawer.hide()
        elif (page.is_filling_in() and page.step_back()) or page.close_drawer() or page.step_back():
            pass
        elif not self._places[self.place].in_rail:
            back = self._before.pop() if self._before else self._places[self.place].home
            self.go(back)
            if self._before and self._before[-1] != back:
                self._before.pop()

    def _larger(self) -> None:
        self.resize_type(1)

    def _smaller(self) -> None:
        self.resize_type(-1)

    def _first(self) -> None:
        self._go_nth(0)

    def _second(self) -> None:
        self._go_nth(1)

    def _third(self) -> None:
        self._go_nth(2)

    def _fourth(self) -> None:
        self._go_nth(3)

    def _fifth(self) -> None:
        self._go_nth(4)

    def _sixth(self) -> None:
        self._go_nth(5)

    def _seventh(self) -> None:
        self._go_nth(6)

    def _go_nth(self, index: int) -> None:
        in_rail = [place.name for place in self._open_places if place.in_rail]
        if index < len(in_rail):
            self.go(in_rail[index])

    # Search, words, sizes

    def _search(self, text: str) -> None:
        if self.page is not None:
            self.page.search(text)

    def _search_done(self, text: str) -> None:
        if self.page is not None:
            self.page.search_done(text)

    def _show_staff(self) -> None:
        self.go("staff")

    def _focus_search(self) -> None:
        if self.page is not None:
            self.top_bar.focus_search()

    def _back_to_page(self) -> None:
        if self.page is not None:
            self.page.setFocus()

    def _calm(self) -> None:
        self.shell.calm()
        self._back_to_page()

    def _show_page_words(self) -> None:
        page = self.page
        if page is None:
            return
        back = not self._places[self.place].in_rail
        self.top_bar.show_page(page.title(), page.summary(), page.search_hint(), page.head(), back)
        self.footer.show_keys([*page.keys(), *self._help_key()])
        self.setWindowTitle(" – ".join(part for part in (page.title(), self.tr("survey-app")) if part))

    def _help_key(self) -> list[Any]:
        from survey_app.desktop.page import Key

        return [Key("F1", self.tr("Help"), self.show_help)]

    # Ends

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._idle.watch(self.windowHandle())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Digits and letters that no page wanted must not reach anything else.
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page is not None and not self.page.on_leave():
            event.ignore()
            return
        self.shell.settings.geometry = self.saveGeometry()
        self._count.stop()
        # A count that still runs reads records that are about to be closed.
        self.shell.jobs.finish(ENDS_WITHIN)
        self.closing.emit()
        super().closeEvent(event)

    def _clear_pages(self) -> None:
        for page in self.pages.values():
            self.workplace.pages.removeWidget(page)
            page.setParent(None)
            page.deleteLater()
        if self.pages:
            self.top_bar.show_page("", "", "", None, False)
        self.pages, self.place, self._before = {}, "", []

    def _clear_start(self) -> None:
        for index in reversed(range(self._stack.count())):
            widget = self._stack.widget(index)
            if widget is not self.__dict__.get("workplace"):
                self._stack.removeWidget(widget)
                widget.deleteLater()


def data_of(workspace: Workspace) -> list[str]:
    """Which roles have a dataset here, as `Place.needs` names them."""
    if workspace.pack is None:
        return ["lone"]
    roles = workspace.pack.roles
    found = [role for role in ("place", "household", "person", "visit") if getattr(roles, role)]
    more = {
        "figures": workspace.pack.key_figures,
        "registers": workspace.pack.registers,
        ABOVE: len(workspace.credentials.chain) > 1,
    }
    return [*found, *(name for name, there in more.items() if there)]
