"""The interview: one household on paper, member by member. The only place that joins questions and answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from forms.state import Path, QuestionState
from survey_app.desktop.interview.above_paper import AbovePaper
from survey_app.desktop.interview.at_the_door import AtTheDoor
from survey_app.desktop.interview.finishing import Finishing
from survey_app.desktop.interview.help_panel import HelpPanel
from survey_app.desktop.interview.interview_head import InterviewHead
from survey_app.desktop.interview.making_ready import MakingReady
from survey_app.desktop.interview.member_acts import MemberActs
from survey_app.desktop.interview.page_keys import PageKeys
from survey_app.desktop.interview.paper_walk import PaperWalk
from survey_app.desktop.interview.recognising import Recognising
from survey_app.desktop.interview.rosters import Rosters
from survey_app.desktop.interview.section_list import SectionList
from survey_app.desktop.interview.sections import Papers, is_question, next_unasked
from survey_app.desktop.interview.sheets import Sheets
from survey_app.desktop.interview.short_answers import ShortAnswers
from survey_app.desktop.interview.workspace_media import media_of
from survey_app.desktop.page import Key, Page
from survey_app.interviews import Interview

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
        self.here: AtTheDoor | None = None
        self.rosters: Rosters | None = None
        self.stood_at: Path = ""

        self._list = SectionList(self.body)
        self.sheets = Sheets(self.body)
        self.paper, self.grid = self.sheets.paper, self.sheets.grid
        self.paper.media = media_of(workspace, shell)
        self._head = InterviewHead()
        self._panels = QStackedWidget(self)
        self._help = HelpPanel(self._panels)
        self.known = self._help.known
        self.above = AbovePaper(self)
        self.members = MemberActs(self)
        self.walk = PaperWalk(self)
        self.answers = ShortAnswers(self)
        self.finishing = Finishing(self, self._panels)
        self.recognising = Recognising(self.known, shell, self)
        self._making_ready = MakingReady(self)
        self._keys = PageKeys(self)

        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._panels.addWidget(self._help)
        self._panels.addWidget(self.finishing.panel)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.above.notice)
        middle.addWidget(self.above.remark)
        middle.addWidget(self.sheets, 1)
        middle.addWidget(self.members.surplus_bar)
        middle.addWidget(self.answers.reasons)
        layout = QHBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._list)
        layout.addLayout(middle, 1)
        self.set_side(self._panels, self.SIDE_WIDTH)

    def _connect(self) -> None:
        self.paper.answered.connect(self.answer)
        self.paper.finished.connect(self.walk.go_on)
        self.paper.went_back.connect(self.walk.go_back)
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
        self.recognising.found.connect(self._tell_known)
        for done in (self.known.left, self.known.told, self.known.another):
            done.connect(self._leave_known)
        self._head.place_chosen.connect(self.to_doors)
        self._head.household_chosen.connect(self._open_household)
        self._head.language_chosen.connect(self._speak)

    # ------------------------------------------------------------------ page

    def title(self) -> str:
        return ""

    def head(self) -> QWidget:
        return self._head

    def keys(self) -> list[Key]:
        return self._keys.now()

    def help(self) -> str:
        return self._keys.help()

    def on_show(self, **spot: Any) -> None:
        """Open a household at a door: `door`, and `record` for one that exists, or `draft` to go on with one."""
        if spot:
            self._open(**spot)
        if not self.paper.current():
            self.stand()

    def on_leave(self) -> bool:
        """Leaving keeps everything: what is typed goes to the draft, the draft to the record."""
        if self.interview is not None:
            self.sheets.keep()
            self.interview.close()
            self.interview = None
            self.recognising.follow(None, "")
        return True

    def keep(self) -> None:
        """Report what is typed and not reported yet."""
        self.sheets.keep()

    def is_filling_in(self) -> bool:
        return self._panels.currentWidget() is self.finishing.panel and not self.answers.reasons.isVisible()

    def step_back(self) -> bool:
        if self.answers.reasons.isVisible():
            self.answers.reasons.hide()
            self.go_to(self.paper.current() or self.stood_at)
        elif self.members.surplus_bar.hasFocus():
            self.members.back_from_surplus()
        elif self._panels.currentWidget() is self.finishing.panel:
            self.finishing.close()
        elif self.known.hasFocus():
            self._leave_known()
        elif self.shows_grid and not (self.interview and self.interview.is_untouched):
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
        self.here = here
        self.interview = here.interview
        if self.interview.saved_at:
            # What somebody comes back to after a power cut is what was written then.
            self.shell.note_saved(datetime.fromisoformat(self.interview.saved_at))
        self._making_ready.begin(self.interview.instance.form)
        self.paper.tell_missing(False)
        self.above.tell_what_was_carried_over()
        self.rosters = Rosters(self.interview)
        self.door = self.here.door
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

    def _first_question_of(self, person: str) -> Path:
        """Where a person of the household is asked first, if somebody comes from the list of people."""
        if not person or self.interview is None:
            return ""
        record_of = self.interview.instance.record_of
        member = next((each for each in self.papers.sections() if each.path and record_of(each.path) == person), None)
        return next((state.path for state in member.states if is_question(state)), "") if member else ""

    def _show_head(self) -> None:
        assert self.interview is not None and self.here is not None
        self._head.show_place(
            self.here.address, self.here.households() if self.is_at_home else (), self.interview.record_id
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
        self.show_changed(changed)

    def show_changed(self, changed: Iterable[QuestionState]) -> None:
        changed = list(changed)
        assert self.rosters is not None
        self.recognising.heed(changed)
        if self.rosters.has_other_rows() or not self.papers.show(changed):
            self.lay_out_again()
        else:
            on_paper = [state for state in changed if self.papers.section_of(state.path) == self.current_section]
            self.paper.show_states(on_paper)
            if self.shows_grid:
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
        if self.shows_grid:
            self._show_grid()
        elif stood_at:
            self.paper.go_to(stood_at)
        self._show_lists()

    def open_media(self) -> None:
        """F5: listen to, watch or enlarge what belongs to the question."""
        row = self.paper.row(self.paper.with_media(self.paper.current()))
        if row is not None:
            row.open_media()
        else:
            self.shell.tell(self.tr("This question has nothing to listen to or to watch."))

    def _speak(self, language: str) -> None:
        """Go on in another language of the form: every word on the page is another, every answer stays."""
        if self.interview is None:
            return
        self.sheets.keep()
        self.interview.set_language(language)
        stood_at = self.paper.current()
        self.lay_out_again()
        self._show_head()
        self.members.ask_about_surplus()
        if stood_at:
            self._help.show_question(self.papers.state(stood_at))
        elif not self.shows_grid:
            self.stand()

    # ------------------------------------------------------------------ sheets

    @property
    def shows_grid(self) -> bool:
        return self.sheets.shows_grid

    @property
    def has_members(self) -> bool:
        """The form has a list whose names can be seen all at once."""
        return bool(self.rosters and self.rosters.main())

    def toggle_grid(self) -> None:
        self.sheets.keep()
        if self.shows_grid:
            self.sheets.turn_to_paper()
            self.lay_out_again()
            self.stand()
        elif self.has_members:
            self.sheets.turn_to_grid()
            self._help.show_question(None)
            self._show_grid()
            self.grid.begin()
        self.above.show_title()
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
        self.sheets.turn_to_paper()
        self.paper.go_to(path)

    def open_section(self, path: Path) -> None:
        self.paper.keep()
        self.current_section = path
        self.sheets.turn_to_paper()
        self._show_paper()
        self._show_lists()
        self.above.show_remark()
        self.recognising.follow(self.interview, path)
        self.stand()

    def stand(self) -> None:
        """Stand where work goes on: the first unasked question of the paper, else its first."""
        if self.shows_grid:
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
        self.finishing.open()

    def finish(self) -> None:
        self.finishing.finish()

    def to_doors(self) -> None:
        self.shell.open(self.home(), **({"door": self.door} if self.door else {}))

    @property
    def is_at_home(self) -> bool:
        """It is asked at a door, or about the household behind one; a form of its own knows neither."""
        return bool(self.door) or self.is_household

    def home(self) -> str:
        """The page that one comes from and goes back to."""
        return self.here.home if self.here else "doors"

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

    def show_panel(self, panel: QWidget | None) -> None:
        """Show a panel at the side in place of the help, or the help again."""
        self._panels.setCurrentWidget(panel or self._help)

    def open_drawer(self) -> bool:
        """Open the side panel where it has no room of its own; say whether it had to be opened."""
        had_to = self.side_is_drawer and not self._panels.isVisible()
        return had_to and self.toggle_drawer()

    def _show_paper(self) -> None:
        section = self.papers.section(self.current_section)
        self.paper.show_section(section, self._aside(), self.rosters.addables(section) if self.rosters else ())

    def _show_lists(self) -> None:
        self._list.show_sections(self.papers.sections(), self.current_section, self.has_members, self.above.own_title)
        aside = self._aside()
        states = self.papers.section(self.current_section).states
        self._help.show_notes(state for state in states if state.kind == "note" and state.name in aside)
        self.above.show_title()

    # ------------------------------------------------------------------ who is here already

    def look_at_known(self) -> None:
        """F10: to the card of somebody who may be the same person; a digit does one of the three things there."""
        if self.known.person is None:
            self.shell.tell(self.tr("Nobody like this is here yet."))
            return
        self.paper.keep()
        self.open_drawer()
        self.known.setFocus()
        self.changed.emit()

    def _leave_known(self) -> None:
        self.close_drawer()
        self.go_to(self.paper.current() or self.stood_at)

    def _tell_known(self, name: str) -> None:
        self.changed.emit()
        # Where the panel is a drawer nobody would see the card.
        if self.side_is_drawer:
            self.shell.tell(self.tr("Perhaps already entered: %1.  F10 looks").replace("%1", name))

    def _aside(self) -> frozenset[str]:
        """The notes that stand beside the paper."""
        return frozenset(self.workspace.pack.interview.aside) if self.workspace.pack else frozenset()

    @property
    def is_household(self) -> bool:
        pack = self.workspace.pack
        return bool(pack and self.interview and self.interview.instance.form.id == pack.interview.form)
