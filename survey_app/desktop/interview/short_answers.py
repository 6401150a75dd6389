"""Answers that nobody types: why there is none, the same as above, and that the card really says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from forms.state import Missing, Path
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.reason_bar import ReasonBar
from survey_app.desktop.interview.sections import is_question

if TYPE_CHECKING:
    from survey_app.desktop.interview.interview_page import InterviewPage


class ShortAnswers(QObject):
    def __init__(self, page: InterviewPage) -> None:
        super().__init__(page)
        self._page = page
        self.reasons = ReasonBar(page.body)
        self.reasons.chosen.connect(self._keep_reason)
        self.reasons.closed.connect(page.go_to)

    def ask_reason(self) -> None:
        """F4: why there is no answer."""
        state = self._page.papers.state(self._page.paper.current())
        if state and is_question(state):
            self.reasons.ask(state.path, as_plain(state.label))

    def _keep_reason(self, path: Path, reason: Missing | None) -> None:
        if self._page.interview is None:
            return
        self._page.show_changed(self._page.interview.leave_unanswered(path, reason))
        self._page.note_saved()
        self._page.walk.go_on(path) if reason else self._page.go_to(path)

    def same_as_above(self) -> None:
        """F8: the answer of the person before, or of the last household in this stairwell."""
        path = self._page.paper.current()
        if not path or self._page.interview is None:
            return
        value = self._answer_above(path)
        if value:
            self._page.answer(path, value)
            self._page.walk.go_on(path)
        else:
            self._page.shell.tell(self.tr("There is no answer above to take over."))

    def _answer_above(self, path: Path) -> str:
        papers, current, here = self._page.papers, self._page.current_section, self._page.here
        places = [section.path for section in papers.sections() if section.path]
        if current in places and places.index(current) > 0:
            above = places[places.index(current) - 1]
            state = papers.state(above + path.removeprefix(current))
            return state.value if state else ""
        return here.answer_next_door(path) if here else ""

    def as_printed(self) -> None:
        """F6: the card really says so."""
        pack = self._page.workspace.pack
        identity = pack.identity if pack else None
        path = self._page.paper.current()
        if identity is None or not identity.source or not path.endswith("/" + identity.number):
            return
        self._page.answer(f"{path.rpartition('/')[0]}/{identity.source}", identity.as_printed)
        self._page.shell.tell(self.tr("Noted: the card really says so. It goes on the list to be checked."))
        self._page.walk.go_on(path)
