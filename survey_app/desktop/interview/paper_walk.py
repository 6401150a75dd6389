"""From question to question and from paper to paper, with the keys that everybody uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from forms.state import Path
from survey_app.desktop.interview.sections import next_unasked

if TYPE_CHECKING:
    from survey_app.desktop.interview.interview_page import InterviewPage


class PaperWalk(QObject):
    def __init__(self, page: InterviewPage) -> None:
        super().__init__(page)
        self._page = page

    def go_on(self, path: Path) -> None:
        """Enter: the next question, after the last of a paper the next paper."""
        surplus = self._page.members.surplus_bar
        if surplus.isVisible() and not surplus.hasFocus():
            surplus.setFocus()
        elif not self._page.paper.go_on(path, +1):
            self.next_section()

    def go_back(self) -> None:
        path = self._page.paper.place()
        if path and not self._page.paper.go_on(path, -1):
            self.previous_section()

    def next_section(self) -> None:
        paths, place = self._sections()
        if place + 1 < len(paths):
            self._page.open_section(paths[place + 1])
        else:
            self._page.open_finish()

    def previous_section(self) -> None:
        paths, place = self._sections()
        if place > 0:
            self._page.open_section(paths[place - 1])

    def next_unasked(self) -> None:
        """F3: the next question that has to be asked and was not, on whatever paper."""
        order = [state for section in self._page.papers.sections() for state in section.states]
        path = next_unasked(order, self._page.paper.current())
        if path:
            self._page.go_to(path)
        elif self._page.is_at_home:
            self._page.shell.tell(self.tr("Everything has been asked. F9 finishes the household."))
        else:
            self._page.shell.tell(self.tr("Everything has been asked. F9 closes the record."))

    def _sections(self) -> tuple[list[Path], int]:
        """Return the papers in their order, and where the open one is among them."""
        paths = [section.path for section in self._page.papers.sections()]
        return paths, paths.index(self._page.current_section)
