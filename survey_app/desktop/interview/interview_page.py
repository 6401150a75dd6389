"""The interview: one household on paper, member by member. The only place that joins questions and answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from forms.instance import Removed
from forms.state import Missing, Path, QuestionState
from survey_app.desktop.interview.at_the_door import AtTheDoor
from survey_app.desktop.interview.finish_panel import FinishPanel
from survey_app.desktop.interview.help_panel import HelpPanel
from survey_app.desktop.interview.paper import Paper
from survey_app.desktop.interview.reason_bar import ReasonBar
from survey_app.desktop.interview.roster_grid import RosterGrid
from survey_app.desktop.interview.section_list import SectionList
from survey_app.desktop.interview.sections import Section, is_question, next_unasked, sections_of
from survey_app.desktop.page import Key, Page
from survey_app.interviews import Interview, Left

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace


class InterviewPage(Page):
    SIDE_WIDTH = 316
    BODY_AT_LEAST = 820
    """The list of members, and beside it labels and answers in full."""

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.interview: Interview | None = None
        self._here: AtTheDoor | None = None
        self._states: dict[Path, QuestionState] = {}
        self._sections: list[Section] = []
        self._current: Path = ""
        self._door = ""

        self._list = SectionList(self.body)
        self._member = QLabel(self.body)
        self._member.setProperty("role", "title")
        self._counter = QLabel(self.body)
        self._counter.setProperty("role", "quiet")
        self._paper = Paper(self.body)
        self._grid = RosterGrid(self.body)
        self._reasons = ReasonBar(self.body)
        self._sheets = QStackedWidget(self.body)
        self._sheets.addWidget(self._paper)
        self._sheets.addWidget(self._grid)
        self._head = QWidget()
        self._place = QPushButton(self._head)
        self._place.setProperty("kind", "link")
        self._households = QTabBar(self._head)
        self._households.setExpanding(False)
        self._language = QPushButton(self._head)
        self._language.setProperty("kind", "quiet")
        for button in (self._place, self._language, self._households):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._panels = QStackedWidget(self)
        self._help = HelpPanel(self._panels)
        self._finish = FinishPanel(self._panels)
        self._panels.addWidget(self._help)
        self._panels.addWidget(self._finish)

        self._lay_out()
        self._connect()
        self._bind_keys()

    def _lay_out(self) -> None:
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._place)
        head.addWidget(self._households)
        head.addStretch()
        head.addWidget(self._language)
        titles = QHBoxLayout()
        titles.setContentsMargins(24, 12, 24, 4)
        titles.addWidget(self._member)
        titles.addStretch()
        titles.addWidget(self._counter)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addLayout(titles)
        middle.addWidget(self._sheets, 1)
        middle.addWidget(self._reasons)
        layout = QHBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._list)
        layout.addLayout(middle, 1)
        self.set_side(self._panels, self.SIDE_WIDTH)

    def _connect(self) -> None:
        self._paper.answered.connect(self._answer)
        self._paper.finished.connect(self._go_on)
        self._paper.entered.connect(self._stand_at)
        self._grid.answered.connect(self._answer)
        self._grid.member_wanted.connect(self._add_named)
        self._grid.chosen.connect(self._open_section)
        self._list.chosen.connect(self._open_section)
        self._list.question_chosen.connect(self.go_to)
        self._list.add_asked.connect(self.add_member)
        self._list.grid_asked.connect(self.toggle_grid)
        self._reasons.chosen.connect(self._keep_reason)
        self._reasons.closed.connect(self.go_to)
        self._finish.question_chosen.connect(self._leave_finish_for)
        self._finish.finished.connect(self.finish)
        self._finish.closed.connect(self._close_finish)
        self._language.clicked.connect(self._switch_language)
        self._place.clicked.connect(self.to_doors)
        self._households.tabBarClicked.connect(self._open_household)

    def _bind_keys(self) -> None:
        self.bind("Shift+Tab", self._go_back)
        self.bind("F2", self.toggle_grid)
        self.bind("F3", self.next_unasked)
        self.bind("F4", self.ask_reason)
        self.bind("F6", self.as_printed)
        self.bind("F7", self.another_household)
        self.bind("Shift+F7", self.absent_owner)
        self.bind("F8", self.same_as_above)
        self.bind("F9", self.open_finish)
        self.bind("Insert", self.add_member)
        self.bind("Ctrl+PgDown", self._next_section)
        self.bind("Ctrl+PgUp", self._previous_section)
        self.bind("Ctrl+Delete", self.remove_member)

    # ------------------------------------------------------------------ page

    def title(self) -> str:
        return ""

    def head(self) -> QWidget:
        return self._head

    def keys(self) -> list[Key]:
        return [
            Key("Enter", self.tr("next question")),
            Key("Shift+Tab", self.tr("back"), self._go_back),
            Key("F3", self.tr("next unasked"), self.next_unasked),
            Key("F4", self.tr("no answer"), self.ask_reason),
            Key("F8", self.tr("same as above"), self.same_as_above),
            Key("F2", self.tr("all names"), self.toggle_grid),
            Key("F9", self.tr("finish"), self.open_finish),
            Key("Esc", self.tr("to the doors"), self.to_doors),
        ]

    def help(self) -> str:
        return self.tr(
            "<p>Enter keeps the answer and goes to the next question. A digit chooses an answer. In a list, type the "
            "label, the code or the first letters of its pinyin.</p>"
            "<p>Nothing is blocked because something else is missing. Every answer is on the disk before the next "
            "question: you can close the lid at any time.</p>"
            "<p>F7 begins another household at this door, as tenants; Shift+F7 an owner who is registered here and "
            "lives elsewhere. Ctrl+Delete deletes the member, Ctrl+PgUp and Ctrl+PgDn go through the members.</p>"
        )

    def on_show(self, **spot: Any) -> None:
        """Open a household at a door: `door`, and `record` for one that exists, or `draft` to go on with one."""
        if spot:
            self._open(**spot)
        if not self._paper.current():
            self._stand()

    def on_leave(self) -> bool:
        """Leaving keeps everything: what is typed goes to the draft, the draft to the record."""
        if self.interview is not None:
            if self._sheets.currentWidget() is self._grid:
                self._grid.keep()
            self._paper.keep()
            self.interview.close()
            self.interview = None
        return True

    def step_back(self) -> bool:
        if self._reasons.isVisible():
            self._reasons.hide()
            self.go_to(self._paper.current() or self._stood_at)
        elif self._panels.currentWidget() is self._finish:
            self._close_finish()
        elif self._sheets.currentWidget() is self._grid:
            self.toggle_grid()
        else:
            return False
        return True

    # ------------------------------------------------------------------ opening

    def _open(self, **spot: Any) -> None:
        if self.interview is not None:
            self.on_leave()
        person = spot.pop("person", "")
        self._here = AtTheDoor.open(self.workspace, self.shell.language, **spot)
        self.interview = self._here.interview
        self._door = self._here.door
        self._stood_at: Path = self.interview.place
        self._read_all()
        self._show_head()
        place = self.interview.place
        path = place if place in self._states else ""
        path = self._first_question_of(person) or path
        self._open_section(self._section_of(path))
        if path:
            self.go_to(path)
            if path == place and not self._states[path].is_blank:
                # The last answer is kept; whoever gave it was at the question after it.
                self._paper.go_on(path, +1)
        elif not any(section.is_begun for section in self._sections) and len(self._sections) > 1:
            self.toggle_grid()

    def _first_question_of(self, person: str) -> Path:
        """Where a person of the household is asked first, if somebody comes from the list of people."""
        if not person or self.interview is None:
            return ""
        member = next(
            (section.path for section in self._sections if section.path and self._record(section.path) == person), ""
        )
        return (
            next(
                (path for path, state in self._states.items() if path.startswith(member + "/") and is_question(state)),
                "",
            )
            if member
            else ""
        )

    def _record(self, path: Path) -> str:
        assert self.interview is not None
        return self.interview.instance.record_of(path)

    def _show_head(self) -> None:
        assert self.interview is not None and self._here is not None
        self._place.setText(self._here.address)
        while self._households.count():
            self._households.removeTab(0)
        for number, household in enumerate(self._here.households(), start=1):
            index = self._households.addTab(household.title or self.tr("Household %1").replace("%1", str(number)))
            self._households.setTabData(index, household.record_id)
            if household.record_id == self.interview.record_id:
                self._households.setCurrentIndex(index)
        languages = self.interview.instance.form.languages
        self._language.setVisible(len(languages) > 1)
        self._language.setText(next((name for name in languages if name != self.interview.instance.language), ""))

    def _read_all(self) -> None:
        assert self.interview is not None
        states = self.interview.instance.states()
        self._states = {state.path: state for state in states}
        self._sections = sections_of(states)

    # ------------------------------------------------------------------ answering

    def _answer(self, path: Path, value: object) -> None:
        if self.interview is None:
            return
        try:
            changed = self.interview.answer(path, value)
        except OSError as error:
            self.shell.refuse(error)
            return
        self.shell.note_saved(self.shell.now())
        self._show(changed)

    def _show(self, changed: Iterable[QuestionState]) -> None:
        changed = list(changed)
        if any(state.path not in self._states for state in changed):
            self._lay_out_again()
            return
        self._states |= {state.path: state for state in changed}
        self._sections = sections_of(self._states.values())
        self._paper.show_states(state for state in changed if self._section_of(state.path) == self._current)
        if self._sheets.currentWidget() is self._grid:
            self._show_grid()
        self._show_lists()

    def _lay_out_again(self) -> None:
        """Members have come or gone: paths are others than before."""
        self._read_all()
        if self._current not in [section.path for section in self._sections]:
            self._current = self._sections[-1].path
        self._paper.show_section(self._section(self._current), self._aside())
        if self._sheets.currentWidget() is self._grid:
            self._show_grid()
        self._show_lists()

    def _keep_reason(self, path: Path, reason: Missing | None) -> None:
        if self.interview is None:
            return
        self._show(self.interview.leave_unanswered(path, reason))
        self.shell.note_saved(self.shell.now())
        self._go_on(path) if reason else self.go_to(path)

    def ask_reason(self) -> None:
        path = self._paper.current()
        if path and is_question(self._states[path]):
            self._reasons.ask(path, self._states[path].label)

    def same_as_above(self) -> None:
        """F8: the answer of the person before, or of the last household in this stairwell."""
        path = self._paper.current()
        if not path or self.interview is None:
            return
        value = self._answer_above(path)
        if value:
            self._answer(path, value)
            self._go_on(path)
        else:
            self.shell.tell(self.tr("There is no answer above to take over."))

    def _answer_above(self, path: Path) -> str:
        assert self.interview is not None
        places = [section.path for section in self._sections if section.path]
        if self._current in places and places.index(self._current) > 0:
            above = places[places.index(self._current) - 1]
            state = self._states.get(above + path.removeprefix(self._current))
            return state.value if state else ""
        return self._here.answer_next_door(path) if self._here else ""

    def as_printed(self) -> None:
        """F6: the card really says so."""
        identity = self.workspace.pack.identity if self.workspace.pack else None
        path = self._paper.current()
        if identity is None or not identity.source or not path.endswith("/" + identity.number):
            return
        self._answer(f"{path.rpartition('/')[0]}/{identity.source}", identity.as_printed)
        self.shell.tell(self.tr("Noted: the card really says so. It goes on the list to be checked."))
        self._go_on(path)

    # ------------------------------------------------------------------ members

    def add_member(self) -> None:
        if (repeat := self._roster()) and self.interview is not None:
            path = self.interview.add_repeat(repeat)
            self._read_all()
            self._open_section(path)

    def _add_named(self, name: str) -> None:
        """A name typed into the grid: the member comes with it."""
        repeat = self._roster()
        if not repeat or self.interview is None:
            return
        blank = next((s.path for s in self._sections if s.path and not s.has_name), "")
        path = blank or self.interview.add_repeat(repeat)
        self._read_all()
        column = self._columns()[0] if self._columns() else ""
        question = next((p for p in self._states if p.startswith(path + "/") and p.endswith("/" + column)), "")
        if question:
            self.interview.answer(question, name)
            self.shell.note_saved(self.shell.now())
        self._lay_out_again()
        self._grid.begin()

    def remove_member(self) -> None:
        if not self._current or self.interview is None:
            return
        name = self._section(self._current).title
        removed = self.interview.remove_repeat(self._current)
        self._lay_out_again()
        self._open_section(self._current)
        self.shell.did(
            self.tr("%1 is deleted").replace("%1", name),
            lambda: self._bring_back(removed),
            lambda: self._lay_out_again(),
        )

    def _bring_back(self, removed: Removed) -> None:
        if self.interview is not None:
            path = self.interview.insert_back(removed)
            self._lay_out_again()
            self._open_section(path)

    def toggle_grid(self) -> None:
        if self._sheets.currentWidget() is self._grid:
            self._sheets.setCurrentWidget(self._paper)
            self._lay_out_again()
            self._stand()
        elif self._roster():
            self._paper.keep()
            self._sheets.setCurrentWidget(self._grid)
            self._show_grid()
            self._grid.begin()
        self._show_title()
        self.changed.emit()

    def _show_grid(self) -> None:
        self._grid.show_sections(self._sections, self._columns())

    def _columns(self) -> list[str]:
        """The questions that are columns of the grid: those the pack names, else the first five."""
        if self.workspace.pack and self.workspace.pack.interview.grid:
            return list(self.workspace.pack.interview.grid)
        members = [section for section in self._sections if section.path]
        return [state.name for state in members[0].states if is_question(state)][:5] if members else []

    def _roster(self) -> Path:
        """The repeat that holds the members, "" in a form without one."""
        if self.interview is None:
            return ""
        open_ones = [
            repeat.path for repeat in self.interview.instance.repeats() if not repeat.fixed and repeat.relevant
        ]
        outer = [path for path in open_ones if "[" not in path]
        return outer[0] if outer else ""

    # ------------------------------------------------------------------ walking

    def go_to(self, path: Path) -> None:
        """Put the cursor on a question, wherever it stands."""
        if path not in self._states:
            return
        section = self._section_of(path)
        if section != self._current:
            self._open_section(section)
        self._sheets.setCurrentWidget(self._paper)
        self._paper.go_to(path)

    def _go_on(self, path: Path) -> None:
        if self._paper.go_on(path, +1):
            return
        self._next_section()

    def _go_back(self) -> None:
        path = self._paper.current()
        if path and not self._paper.go_on(path, -1):
            self._previous_section()

    def _next_section(self) -> None:
        place = [section.path for section in self._sections].index(self._current) + 1
        if place < len(self._sections):
            self._open_section(self._sections[place].path)
        else:
            self.open_finish()

    def _previous_section(self) -> None:
        place = [section.path for section in self._sections].index(self._current) - 1
        if place >= 0:
            self._open_section(self._sections[place].path)

    def next_unasked(self) -> None:
        order = [state for section in self._sections for state in section.states]
        path = next_unasked(order, self._paper.current())
        if path:
            self.go_to(path)
        else:
            self.shell.tell(self.tr("Everything has been asked. F9 finishes the household."))

    def _open_section(self, path: Path) -> None:
        self._paper.keep()
        self._current = path
        self._sheets.setCurrentWidget(self._paper)
        self._paper.show_section(self._section(path), self._aside())
        self._show_lists()
        self._stand()

    def _stand(self) -> None:
        """Stand where work goes on: the first unasked question of the paper, else its first."""
        if self._sheets.currentWidget() is self._grid:
            self._grid.setFocus()
            return
        section = self._section(self._current)
        path = next_unasked(section.states)
        if not (path and self._paper.go_to(path)):
            self._paper.go_on("", +1)

    def _stand_at(self, path: Path) -> None:
        self._stood_at = path
        if self.interview is not None:
            self.interview.stand_at(path)
        self._help.show_question(self._states.get(path))
        self.changed.emit()

    # ------------------------------------------------------------------ finishing

    def open_finish(self) -> None:
        self._paper.keep()
        self._finish.show_household(self._sections)
        self._panels.setCurrentWidget(self._finish)
        if self.side_is_drawer and not self._panels.isVisible():
            self.toggle_drawer()
            self._finish.show_household(self._sections)

    def _close_finish(self) -> None:
        self.close_drawer()
        self._panels.setCurrentWidget(self._help)
        self._stand()

    def _leave_finish_for(self, path: Path) -> None:
        self.close_drawer()
        self._panels.setCurrentWidget(self._help)
        self.go_to(path)

    def finish(self) -> None:
        """Keep the household and its visit, and stand before the next door."""
        if self.interview is None:
            return
        interview, self.interview = self.interview, None
        self._panels.setCurrentWidget(self._help)
        left = interview.close()
        self.shell.note_saved(self.shell.now())
        self.shell.tell(self._told(left))
        self.shell.open("doors" if self._door else "records", door=self._door, next=True)

    def _told(self, left: Left) -> str:
        if left.next_visit is not None:
            when = left.next_visit.strftime("%m-%d %H:%M")
            return self.tr("The household is kept; next visit %1.").replace("%1", when)
        return self.tr("The household is kept.") if left.commits else self.tr("Nothing was changed here.")

    def to_doors(self) -> None:
        self.shell.open("doors" if self._door else "records", **({"door": self._door} if self._door else {}))

    def another_household(self) -> None:
        if self._door:
            self.shell.open("interview", door=self._door, another=True)

    def absent_owner(self) -> None:
        """A household that is registered at this door and lives elsewhere."""
        if self._door:
            self.shell.open("interview", door=self._door, owner=True)

    def _open_household(self, index: int) -> None:
        record = self._households.tabData(index)
        if self.interview is not None and record != self.interview.record_id:
            self.shell.open("interview", door=self._door, record=record)

    def _switch_language(self) -> None:
        if self.interview is not None:
            self._paper.keep()
            self.interview.instance.set_language(self._language.text())
            self._lay_out_again()
            self._show_head()
            self._stand()

    # ------------------------------------------------------------------ showing

    def _section(self, path: Path) -> Section:
        return next((section for section in self._sections if section.path == path), self._sections[0])

    def _section_of(self, path: Path) -> Path:
        return next((s.path for s in self._sections if s.path and path.startswith(s.path + "/")), "")

    def _show_lists(self) -> None:
        self._list.show_sections(self._sections, self._current, bool(self._roster()))
        aside = self._aside()
        self._help.show_notes(state for state in self._section(self._current).states if state.name in aside)
        self._show_title()

    def _aside(self) -> frozenset[str]:
        """The notes that stand beside the paper."""
        return frozenset(self.workspace.pack.interview.aside) if self.workspace.pack else frozenset()

    def _show_title(self) -> None:
        members = [section.path for section in self._sections if section.path]
        if self._sheets.currentWidget() is self._grid:
            self._member.setText(self.tr("First everyone's name; details follow."))
            self._counter.setText("")
        elif self._current in members:
            self._member.setText(self._section(self._current).title)
            place = self.tr("Person %1 of %2").replace("%1", str(members.index(self._current) + 1))
            self._counter.setText(place.replace("%2", str(len(members))))
        else:
            self._member.setText(self.interview.instance.form.title() if self.interview else "")
            self._counter.setText("")
