"""The interview: one household on paper, member by member. The only place that joins questions and answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from forms.state import Missing, Path, QuestionState
from survey_app.carried_words import carried_in_words
from survey_app.desktop.interview.at_the_door import AtTheDoor
from survey_app.desktop.interview.finish_panel import FinishPanel
from survey_app.desktop.interview.help_panel import HelpPanel
from survey_app.desktop.interview.interview_head import InterviewHead
from survey_app.desktop.interview.making_ready import MakingReady
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.member_acts import MemberActs
from survey_app.desktop.interview.reason_bar import ReasonBar
from survey_app.desktop.interview.recognising import Recognising
from survey_app.desktop.interview.rosters import Rosters
from survey_app.desktop.interview.section_list import SectionList
from survey_app.desktop.interview.sections import Papers, is_question, next_unasked
from survey_app.desktop.interview.sheets import Sheets
from survey_app.desktop.interview.workspace_media import media_of
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
        self.papers = Papers()
        self.current_section: Path = ""
        self.door = ""
        self._here: AtTheDoor | None = None
        self.rosters: Rosters | None = None
        self.stood_at: Path = ""

        self._list = SectionList(self.body)
        self._sheets = Sheets(self.body)
        self.paper, self.grid = self._sheets.paper, self._sheets.grid
        self.paper.media = media_of(workspace, shell)
        self.members = MemberActs(self)
        self._reasons = ReasonBar(self.body)
        self.notice = QLabel(self.body)
        self.notice.setProperty("role", "warning")
        self.notice.setWordWrap(True)
        self.notice.hide()
        self._head = InterviewHead()
        self._panels = QStackedWidget(self)
        self._help = HelpPanel(self._panels)
        self._finish = FinishPanel(self._panels)
        self._remark = QLabel(self.body)
        """What the street asks to look at again."""
        self._remark.setProperty("role", "warning")
        self._remark.setWordWrap(True)
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._recognising = Recognising(self._help.known, shell, self)
        self._making_ready = MakingReady(self)
        self._panels.addWidget(self._help)
        self._panels.addWidget(self._finish)

        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.notice)
        middle.addWidget(self._remark)
        middle.addWidget(self._sheets, 1)
        middle.addWidget(self.members.surplus_bar)
        middle.addWidget(self._reasons)
        layout = QHBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._list)
        layout.addLayout(middle, 1)
        self.set_side(self._panels, self.SIDE_WIDTH)

        self._connect()
        self._bind_keys()

    def _connect(self) -> None:
        self.paper.answered.connect(self.answer)
        self.paper.finished.connect(self._go_on)
        self.paper.went_back.connect(self._go_back)
        self.paper.entered.connect(self._stand_at)
        self.paper.add_asked.connect(self.members.add_to)
        self.paper.remove_asked.connect(self.members.remove)
        self.paper.move_asked.connect(self.members.move)
        self.grid.answered.connect(self.answer)
        self.grid.member_wanted.connect(self.members.add_named)
        self.grid.chosen.connect(self.open_section)
        self._list.chosen.connect(self.open_section)
        self._list.question_chosen.connect(self.go_to)
        self._list.add_asked.connect(self.members.add_member)
        self._list.grid_asked.connect(self.toggle_grid)
        self._reasons.chosen.connect(self._keep_reason)
        self._reasons.closed.connect(self.go_to)
        self._finish.question_chosen.connect(self._leave_finish_for)
        self._finish.finished.connect(self.finish)
        self._finish.closed.connect(self._close_finish)
        self._recognising.found.connect(self._tell_known)
        for done in (self._help.known.left, self._help.known.told, self._help.known.another):
            done.connect(self._leave_known)
        self._head.place_chosen.connect(self.to_doors)
        self._head.household_chosen.connect(self._open_household)
        self._head.language_chosen.connect(self._speak)

    def _bind_keys(self) -> None:
        self.bind("Shift+Tab", self._go_back)
        self.bind("F2", self.toggle_grid)
        self.bind("F3", self.next_unasked)
        self.bind("F4", self.ask_reason)
        self.bind("F5", self.open_media)
        self.bind("F6", self.as_printed)
        self.bind("F7", self.another_household)
        self.bind("Shift+F7", self.absent_owner)
        self.bind("F8", self.same_as_above)
        self.bind("F9", self.open_finish)
        self.bind("F10", self.look_at_known)
        self.bind("Insert", self.members.add_member)
        self.bind("Ctrl+Shift+Up", self.members.move_up)
        self.bind("Ctrl+Shift+Down", self.members.move_down)
        self.bind("Ctrl+PgDown", self._next_section)
        self.bind("Ctrl+PgUp", self._previous_section)
        self.bind("Ctrl+Delete", self.members.remove_member)

    # ------------------------------------------------------------------ page

    def title(self) -> str:
        return ""

    def head(self) -> QWidget:
        return self._head

    def keys(self) -> list[Key]:
        if self.is_filling_in():
            return [
                Key("Enter", self.tr("close the household") if self.door else self.tr("close it"), self.finish),
                Key("Esc", self.tr("back to the questions"), self.step_back),
            ]
        if self._sheets.shows_grid:
            return [
                Key("Enter", self.tr("next name; on an empty line to the questions")),
                Key("F2", self.tr("to the questions"), self.toggle_grid),
                Key("F9", self.tr("finish"), self.open_finish),
            ]
        if self._help.known.hasFocus():
            return [
                Key("1", self.tr("look")),
                Key("2", self.tr("tell the street")),
                Key("3", self.tr("another person")),
                Key("Esc", self.tr("back to the questions"), self.step_back),
            ]
        return [
            Key("Enter", self.tr("next question")),
            Key("Shift+Tab", self.tr("back"), self._go_back),
            Key("F3", self.tr("next unasked"), self.next_unasked),
            Key("F4", self.tr("no answer"), self.ask_reason),
            Key("F8", self.tr("same as above"), self.same_as_above),
            *([Key("F5", self.tr("listen, watch"), self.open_media)] if self._has_media() else []),
            *([Key("F2", self.tr("all names"), self.toggle_grid)] if self.rosters and self.rosters.main() else []),
            *([Key("F10", self.tr("already entered?"), self.look_at_known)] if self._help.known.person else []),
            Key("F9", self.tr("finish") if self._is_at_home() else self.tr("close it"), self.open_finish),
            Key("Esc", self.tr("to the doors") if self.door else self.tr("back to the list"), self.to_doors),
        ]

    def help(self) -> str:
        return self.tr(
            "<p>Enter keeps the answer and goes to the next question. A digit chooses an answer. In a list, type the "
            "label, the code or the first letters of its pinyin.</p>"
            "<p>Nothing is blocked because something else is missing. Every answer is on the disk before the next "
            "question: you can close the lid at any time.</p>"
            "<p>F7 begins another household at this door, as tenants; Shift+F7 an owner who is registered here and "
            "lives elsewhere. F10 goes to somebody who may be entered already: look, tell the street, or say that it "
            "is another person; nobody is joined here. Ctrl+Delete deletes the member, Ctrl+Shift with an arrow moves "
            "it, Ctrl+PgUp and Ctrl+PgDn go through the members. Inside a list of its own (jobs, children) the same "
            "keys, and Insert, work on that list.</p>"
        )

    def on_show(self, **spot: Any) -> None:
        """Open a household at a door: `door`, and `record` for one that exists, or `draft` to go on with one."""
        if spot:
            self._open(**spot)
        if not self.paper.current():
            self._stand()

    def on_leave(self) -> bool:
        """Leaving keeps everything: what is typed goes to the draft, the draft to the record."""
        if self.interview is not None:
            self._sheets.keep()
            self.interview.close()
            self.interview = None
            self._recognising.follow(None, "")
        return True

    def keep(self) -> None:
        """Report what is typed and not reported yet."""
        self._sheets.keep()

    def is_filling_in(self) -> bool:
        return self._panels.currentWidget() is self._finish and not self._reasons.isVisible()

    def step_back(self) -> bool:
        if self._reasons.isVisible():
            self._reasons.hide()
            self.go_to(self.paper.current() or self.stood_at)
        elif self.members.surplus_bar.hasFocus():
            self.members.back_from_surplus()
        elif self._panels.currentWidget() is self._finish:
            self._close_finish()
        elif self._help.known.hasFocus():
            self._leave_known()
        elif self._sheets.shows_grid and not (self.interview and self.interview.is_untouched):
            self.toggle_grid()
        else:
            return False
        return True

    # ------------------------------------------------------------------ opening

    def _open(self, **spot: Any) -> None:
        if self.interview is not None:
            self.on_leave()
        person = spot.pop("person", "")
        self.stand_in(AtTheDoor.open(self.workspace, self.shell.language, **spot), person)

    def stand_in(self, here: AtTheDoor, person: str = "") -> None:
        """Show an open interview, at the question where work goes on."""
        self._here = here
        self.interview = here.interview
        if self.interview.saved_at:
            # What somebody comes back to after a power cut is what was written then.
            self.shell.note_saved(datetime.fromisoformat(self.interview.saved_at))
        self._making_ready.begin(self.interview.instance.form)
        self.paper.tell_missing(False)
        self._tell_what_was_carried_over()
        self.rosters = Rosters(self.interview)
        self.door = self._here.door
        self.stood_at = place = self.interview.place
        self.papers = Papers(self.interview.states())
        self._show_head()
        self.members.ask_about_surplus()
        path = self._first_question_of(person) or (place if place in self.papers else "")
        self.open_section(self.papers.section_of(path))
        if path:
            self.go_to(path)
            if path == place and (state := self.papers.state(path)) and not state.is_blank:
                # The last answer is kept; whoever gave it was at the question after it.
                self.paper.go_on(path, +1)
            return
        if self.interview.is_untouched:
            # First everyone's name; details follow.
            self.toggle_grid()

    def note_saved(self) -> None:
        """What was typed is on the disk."""
        self.shell.note_saved(self.shell.now())

    def _tell_what_was_carried_over(self) -> None:
        """An interview that was begun in an earlier version of the form: what was renamed, what is asked no more."""
        assert self.interview is not None
        told = carried_in_words(self.workspace, self.interview, self.shell.language)
        self.notice.setText(told)
        self.notice.setVisible(bool(told))

    def _first_question_of(self, person: str) -> Path:
        """Where a person of the household is asked first, if somebody comes from the list of people."""
        if not person or self.interview is None:
            return ""
        record_of = self.interview.instance.record_of
        member = next((each for each in self.papers.sections() if each.path and record_of(each.path) == person), None)
        return next((state.path for state in member.states if is_question(state)), "") if member else ""

    def _show_head(self) -> None:
        assert self.interview is not None and self._here is not None
        self._head.show_place(
            self._here.address, self._here.households() if self._is_at_home() else (), self.interview.record_id
        )
        self._head.show_languages(self.interview.form.languages, self.interview.instance.language)

    # ------------------------------------------------------------------ answering

    def answer(self, path: Path, value: object) -> None:
        if self.interview is None:
            return
        try:
            changed = self.interview.answer(path, value)
        except OSError as error:
            self.shell.refuse(error)
            return
        self.note_saved()
        self._show(changed)

    def _show(self, changed: Iterable[QuestionState]) -> None:
        changed = list(changed)
        assert self.rosters is not None
        self._recognising.heed(changed)
        if self.rosters.has_other_rows() or not self.papers.show(changed):
            self.lay_out_again()
        else:
            on_paper = [state for state in changed if self.papers.section_of(state.path) == self.current_section]
            self.paper.show_states(on_paper)
            if self._sheets.shows_grid:
                self._show_grid()
            self._show_lists()
        self.members.ask_about_surplus()

    def lay_out_again(self) -> None:
        """Members have come or gone: paths are others than before."""
        assert self.interview is not None
        stood_at = self.paper.current()
        self.papers = Papers(self.interview.states())
        sections = [section.path for section in self.papers.sections()]
        if self.current_section not in sections:
            self.current_section = sections[-1]
        self._show_paper()
        if self._sheets.shows_grid:
            self._show_grid()
        elif stood_at:
            self.paper.go_to(stood_at)
        self._show_lists()

    def _keep_reason(self, path: Path, reason: Missing | None) -> None:
        if self.interview is None:
            return
        self._show(self.interview.leave_unanswered(path, reason))
        self.note_saved()
        self._go_on(path) if reason else self.go_to(path)

    def ask_reason(self) -> None:
        state = self.papers.state(self.paper.current())
        if state and is_question(state):
            self._reasons.ask(state.path, as_plain(state.label))

    def _has_media(self) -> bool:
        return bool(self.paper.with_media(self.paper.current()))

    def open_media(self) -> None:
        """F5: listen to, watch or enlarge what belongs to the question."""
        row = self.paper.row(self.paper.with_media(self.paper.current()))
        if row is not None:
            row.open_media()
        else:
            self.shell.tell(self.tr("This question has nothing to listen to or to watch."))

    def same_as_above(self) -> None:
        """F8: the answer of the person before, or of the last household in this stairwell."""
        path = self.paper.current()
        if not path or self.interview is None:
            return
        value = self._answer_above(path)
        if value:
            self.answer(path, value)
            self._go_on(path)
        else:
            self.shell.tell(self.tr("There is no answer above to take over."))

    def _answer_above(self, path: Path) -> str:
        places = [section.path for section in self.papers.sections() if section.path]
        if self.current_section in places and places.index(self.current_section) > 0:
            above = places[places.index(self.current_section) - 1]
            state = self.papers.state(above + path.removeprefix(self.current_section))
            return state.value if state else ""
        return self._here.answer_next_door(path) if self._here else ""

    def as_printed(self) -> None:
        """F6: the card really says so."""
        identity = self.workspace.pack.identity if self.workspace.pack else None
        path = self.paper.current()
        if identity is None or not identity.source or not path.endswith("/" + identity.number):
            return
        self.answer(f"{path.rpartition('/')[0]}/{identity.source}", identity.as_printed)
        self.shell.tell(self.tr("Noted: the card really says so. It goes on the list to be checked."))
        self._go_on(path)

    def _speak(self, language: str) -> None:
        """Go on in another language of the form: every word on the page is another, every answer stays."""
        if self.interview is None:
            return
        self._sheets.keep()
        self.interview.set_language(language)
        stood_at = self.paper.current()
        self.lay_out_again()
        self._show_head()
        self.members.ask_about_surplus()
        if stood_at:
            self._help.show_question(self.papers.state(stood_at))
        elif not self._sheets.shows_grid:
            self._stand()

    # ------------------------------------------------------------------ sheets

    def toggle_grid(self) -> None:
        if self._sheets.shows_grid:
            self._sheets.turn_to_paper()
            self.lay_out_again()
            self._stand()
        elif self.rosters and self.rosters.main():
            self.paper.keep()
            self._sheets.turn_to_grid()
            self._help.show_question(None)
            self._show_grid()
            self.grid.begin()
        self._show_title()
        self.changed.emit()

    def _show_grid(self) -> None:
        self.grid.show_sections(self.papers.sections(), self.columns())

    def columns(self) -> list[str]:
        """The questions that are columns of the grid: those the pack names, else the first five."""
        if self.workspace.pack and self.workspace.pack.interview.grid:
            return list(self.workspace.pack.interview.grid)
        member = next((section for section in self.papers.sections() if section.path), None)
        return [state.name for state in member.states if is_question(state)][:5] if member else []

    # ------------------------------------------------------------------ walking

    def go_to(self, path: Path) -> None:
        """Put the cursor on a question, wherever it stands."""
        if path not in self.papers:
            return
        section = self.papers.section_of(path)
        if section != self.current_section:
            self.open_section(section)
        self._sheets.turn_to_paper()
        self.paper.go_to(path)

    def _go_on(self, path: Path) -> None:
        if self.members.surplus_bar.isVisible() and not self.members.surplus_bar.hasFocus():
            self.members.surplus_bar.setFocus()
        elif not self.paper.go_on(path, +1):
            self._next_section()

    def _go_back(self) -> None:
        path = self.paper.place()
        if path and not self.paper.go_on(path, -1):
            self._previous_section()

    def _next_section(self) -> None:
        paths = [section.path for section in self.papers.sections()]
        place = paths.index(self.current_section) + 1
        if place < len(paths):
            self.open_section(paths[place])
        else:
            self.open_finish()

    def _previous_section(self) -> None:
        paths = [section.path for section in self.papers.sections()]
        place = paths.index(self.current_section) - 1
        if place >= 0:
            self.open_section(paths[place])

    def next_unasked(self) -> None:
        order = [state for section in self.papers.sections() for state in section.states]
        path = next_unasked(order, self.paper.current())
        if path:
            self.go_to(path)
        else:
            self.shell.tell(self.tr("Everything has been asked. F9 finishes the household."))

    def open_section(self, path: Path) -> None:
        self.paper.keep()
        self.current_section = path
        self._sheets.turn_to_paper()
        self._show_paper()
        self._show_lists()
        self._show_remark()
        self._recognising.follow(self.interview, path)
        self._stand()

    def _stand(self) -> None:
        """Stand where work goes on: the first unasked question of the paper, else its first."""
        if self._sheets.shows_grid:
            self.grid.setFocus()
            return
        path = next_unasked(self.papers.section(self.current_section).states)
        if not (path and self.paper.go_to(path)):
            self.paper.go_on("", +1)

    def _stand_at(self, path: Path) -> None:
        self.stood_at = path
        if self.interview is not None:
            self.interview.stand_at(path)
        self._help.show_question(self.papers.state(path))
        self.changed.emit()

    # ------------------------------------------------------------------ finishing

    def open_finish(self) -> None:
        self.paper.keep()
        # Until here a blank was only not asked yet.
        self.paper.tell_missing(True)
        self._show_finish()
        self._panels.setCurrentWidget(self._finish)
        self._finish.ask_why(bool(self.interview and self.interview.wants_a_reason))
        self.changed.emit()
        if self.side_is_drawer and not self._panels.isVisible():
            self.toggle_drawer()
            self._show_finish()

    def _show_finish(self) -> None:
        called = self.interview.instance.title if self.interview else ""
        self._finish.show_household(self.papers.sections(), self._is_at_home(), called)

    def _close_finish(self) -> None:
        self.close_drawer()
        self._panels.setCurrentWidget(self._help)
        self._stand()
        self.changed.emit()

    def _leave_finish_for(self, path: Path) -> None:
        self.close_drawer()
        self._panels.setCurrentWidget(self._help)
        self.go_to(path)

    def finish(self) -> None:
        """Keep the household and its visit, and stand before the next door."""
        if self.interview is None:
            return
        interview, self.interview = self.interview, None
        interview.explain(self._finish.why)
        self._recognising.follow(None, "")
        self._panels.setCurrentWidget(self._help)
        left = interview.finish()
        self.note_saved()
        self.shell.tell(self._told(left))
        self.shell.open(self._home, **({"door": self.door, "next": True} if self.door else {}))

    def _told(self, left: Left) -> str:
        if left.next_visit is not None:
            when = left.next_visit.strftime("%m-%d %H:%M")
            return self.tr("The household is kept; next visit %1.").replace("%1", when)
        if not left.commits:
            return self.tr("Nothing was changed here.")
        return self.tr("The household is kept.") if self.door else self.tr("It is kept.")

    def to_doors(self) -> None:
        self.shell.open(self._home, **({"door": self.door} if self.door else {}))

    @property
    def _home(self) -> str:
        """The page that one comes from and goes back to."""
        return self._here.home if self._here else "doors"

    @property
    def _own_title(self) -> str:
        """What the paper of what is asked once is called: its name, "" for the household's."""
        if self._here and self._home == "registers":
            return self._here.title
        instance = self.interview.instance if self.interview else None
        if instance is None or self._is_at_home():
            return ""
        return instance.title or instance.form.title(instance.language)

    def _is_at_home(self) -> bool:
        """It is asked at a door, or about the household behind one; a form of its own knows neither."""
        return bool(self.door) or self._is_household()

    def home(self) -> str:
        return self._home

    def another_household(self) -> None:
        if self.door:
            self.shell.open("interview", door=self.door, another=True)

    def absent_owner(self) -> None:
        """A household that is registered at this door and lives elsewhere."""
        if self.door:
            self.shell.open("interview", door=self.door, owner=True)

    def _open_household(self, record: str) -> None:
        if self.interview is not None and record != self.interview.record_id:
            self.shell.open("interview", door=self.door, record=record)

    # ------------------------------------------------------------------ showing

    def _show_paper(self) -> None:
        section = self.papers.section(self.current_section)
        self.paper.show_section(section, self._aside(), self.rosters.addables(section) if self.rosters else ())

    def _show_lists(self) -> None:
        can_add = bool(self.rosters and self.rosters.main())
        self._list.show_sections(self.papers.sections(), self.current_section, can_add, self._own_title)
        aside = self._aside()
        states = self.papers.section(self.current_section).states
        self._help.show_notes(state for state in states if state.kind == "note" and state.name in aside)
        self._show_title()

    # ------------------------------------------------------------------ who is here already

    def look_at_known(self) -> None:
        """F10: to the card of somebody who may be the same person; a digit does one of the three things there."""
        if self._help.known.person is None:
            self.shell.tell(self.tr("Nobody like this is here yet."))
            return
        self.paper.keep()
        if self.side_is_drawer and not self._panels.isVisible():
            self.toggle_drawer()
        self._help.known.setFocus()
        self.changed.emit()

    def _leave_known(self) -> None:
        self.close_drawer()
        self.go_to(self.paper.current() or self.stood_at)

    def _tell_known(self, name: str) -> None:
        self.changed.emit()
        # Where the panel is a drawer nobody would see the card.
        if self.side_is_drawer:
            self.shell.tell(self.tr("Perhaps already entered: %1.  F10 looks").replace("%1", name))

    def _show_remark(self) -> None:
        remark = self.interview.remark(self.current_section) if self.interview else ""
        if not remark and not self.current_section and self.interview:
            # Where one stands first; a member's own remark stands on the member's paper.
            sections = [section for section in self.papers.sections() if section.path]
            told = [(section.title, self.interview.remark(section.path)) for section in sections]
            remark = "\n".join(f"{title}: {text}" for title, text in told if text)
        self._remark.setText(self.tr("The street asks: %1").replace("%1", remark))
        self._remark.setVisible(bool(remark))

    def _aside(self) -> frozenset[str]:
        """The notes that stand beside the paper."""
        return frozenset(self.workspace.pack.interview.aside) if self.workspace.pack else frozenset()

    def _is_household(self) -> bool:
        pack = self.workspace.pack
        return bool(pack and self.interview and self.interview.instance.form.id == pack.interview.form)

    def _show_title(self) -> None:
        members = [section.path for section in self.papers.sections() if section.path]
        if self.current_section in members:
            title = self.papers.section(self.current_section).title
            self._sheets.show_title(title, members.index(self.current_section) + 1, len(members), self._is_at_home())
        else:
            instance = self.interview.instance if self.interview else None
            title = instance.form.title(instance.language) if instance else ""
            # A form has its title in one language; the pack says that this paper is the household's.
            self._sheets.show_title(
                self.tr("The household") if self._is_household() else self._own_title or title,
                are_people=self._is_at_home(),
            )
