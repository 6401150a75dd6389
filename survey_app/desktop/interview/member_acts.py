"""What is done to the lists of an open form: adding, deleting, moving, and what becomes of rows that are too many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from forms.instance import Removed
from forms.state import Path
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.rosters import Rosters, Surplus
from survey_app.desktop.interview.sections import Papers, instance_around, is_question
from survey_app.desktop.interview.surplus_bar import SurplusBar

if TYPE_CHECKING:
    from survey_app.desktop.interview.interview_page import InterviewPage


class MemberActs(QObject):
    """The acts of one page; each ends with the page laid out anew."""

    def __init__(self, page: InterviewPage) -> None:
        super().__init__(page)
        self._page = page
        self.surplus_bar = SurplusBar(page.body)
        self.surplus_bar.kept.connect(self.let_stand)
        self.surplus_bar.taken_out.connect(self.take_out)
        self.surplus_bar.closed.connect(self.back_from_surplus)

    def add_member(self) -> None:
        """Insert: one more on the list around the cursor, else one more member."""
        if self._page.rosters:
            self.add_to(self._page.rosters.to_add_at(self._page.paper.place() or self._page.current_section))

    def add_to(self, repeat: Path) -> None:
        if not repeat or self._page.interview is None:
            return
        self._page.paper.keep()
        path = self._page.interview.add_repeat(repeat)
        self._page.lay_out_again()
        self._go_into(path)

    def _go_into(self, path: Path) -> None:
        """Stand on the first question of an instance."""
        section = self._page.papers.section(self._page.papers.section_of(path))
        if section.path == path:
            self._page.open_section(path)
            return
        inside = (state.path for state in section.states if state.path.startswith(path + "/") and is_question(state))
        self._page.go_to(next(inside, ""))

    def add_named(self, name: str) -> None:
        """A name typed into the grid: the member comes with it."""
        repeat = self._page.rosters.main() if self._page.rosters else ""
        if not repeat or self._page.interview is None:
            return
        blank = next((s.path for s in self._page.papers.sections() if s.path and not s.has_name), "")
        path = blank or self._page.interview.add_repeat(repeat)
        self._page.papers = Papers(self._page.interview.states())
        column = next(iter(self._page.columns()), "")
        states = self._page.papers.section(path).states
        if question := next((state.path for state in states if state.name == column), ""):
            self._page.interview.answer(question, name)
            self._page.note_saved()
        self._page.lay_out_again()
        self._page.grid.begin()

    def remove_member(self) -> None:
        """Ctrl+Delete: the instance around the cursor, of whatever list."""
        self.remove(instance_around(self._page.paper.current()) or self._page.current_section)

    def remove(self, path: Path) -> None:
        if not path or self._page.rosters is None:
            return
        if not self._page.rosters.is_removable(path):
            self._page.shell.tell(self.tr("How many there are is worked out by the form; change the number instead."))
            return
        self._take_away([path], self._name_of(path))

    def _name_of(self, path: Path) -> str:
        section = self._page.papers.section(path)
        if section.path == path:
            return section.title
        head = self._page.papers.state(path)
        return f"{as_plain(head.label) or head.name} {path.rpartition('[')[2].rstrip(']')}" if head else path

    def _take_away(self, paths: Sequence[Path], name: str) -> None:
        rosters = self._page.rosters
        assert rosters is not None
        removed: list[Removed] = []

        def take_away() -> None:
            if self._is_open(rosters):
                self._page.keep()
                removed[:] = rosters.remove(paths)
                self._page.lay_out_again()
                self._page.open_section(self._page.current_section)
                self.ask_about_surplus()

        def bring_back() -> None:
            if self._is_open(rosters):
                path = rosters.put_back(removed)
                self._page.lay_out_again()
                self.ask_about_surplus()
                self._go_into(path)

        take_away()
        self._page.shell.did(self.tr("%1 is deleted").replace("%1", name), bring_back, take_away)

    def _is_open(self, rosters: Rosters) -> bool:
        """Say whether these are still the lists on the page: undo may come after the household was left."""
        return self._page.interview is not None and self._page.rosters is rosters

    def move_up(self) -> None:
        self.move(instance_around(self._page.paper.current()) or self._page.current_section, -1)

    def move_down(self) -> None:
        self.move(instance_around(self._page.paper.current()) or self._page.current_section, +1)

    def move(self, path: Path, by: int) -> None:
        if not path or self._page.rosters is None:
            return
        inside = self._page.paper.current().removeprefix(path)
        self._page.paper.keep()
        moved = self._page.rosters.move(path, by)
        if self._page.current_section == path:
            self._page.current_section = moved
        self._page.lay_out_again()
        self._page.go_to(moved + inside)

    def ask_about_surplus(self) -> None:
        found = self._page.rosters.surplus() if self._page.rosters else None
        names = [self._name_of(path) for path in found.over] if found else []
        self.surplus_bar.ask(found, self.tr(", ").join(names))

    def let_stand(self, surplus: Surplus) -> None:
        assert self._page.rosters is not None
        self._page.rosters.let_stand(surplus)
        self.back_from_surplus()
        self.ask_about_surplus()

    def take_out(self, surplus: Surplus) -> None:
        names = [self._name_of(path) for path in surplus.over]
        self._take_away(surplus.over, self.tr(", ").join(names))

    def back_from_surplus(self) -> None:
        """Go on behind the number that was changed."""
        self._page.go_to(self._page.stood_at)
        self._page.paper.go_on(self._page.stood_at, +1)
