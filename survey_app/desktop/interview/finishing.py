"""F9: the panel that says how far it is, and what is said when a household or a record is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from forms.state import Path
from survey_app.desktop.interview.finish_panel import FinishPanel
from survey_app.interviews import Left

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from survey_app.desktop.interview.interview_page import InterviewPage


class Finishing(QObject):
    def __init__(self, page: InterviewPage, parent: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.panel = FinishPanel(parent)
        self.panel.question_chosen.connect(self._leave_for)
        self.panel.finished.connect(page.finish)
        self.panel.closed.connect(self.close)

    def open(self) -> None:
        page = self._page
        page.paper.keep()
        # Until here a blank was only not asked yet.
        page.paper.tell_missing(True)
        self._show_panel()
        page.show_panel(self.panel)
        self.panel.ask_why(bool(page.interview and page.interview.wants_a_reason))
        page.changed.emit()
        if page.open_drawer():
            self._show_panel()

    def close(self) -> None:
        self._put_away()
        self._page.stand()
        self._page.changed.emit()

    def finish(self) -> None:
        """Keep the household and its visit, and stand before the next door."""
        page = self._page
        if page.interview is None:
            return
        interview, page.interview = page.interview, None
        interview.explain(self.panel.why)
        page.recognising.follow(None, "")
        page.show_panel(None)
        left = interview.finish()
        page.note_saved()
        page.shell.tell(self._told(left))
        page.shell.open(page.home(), **({"door": page.door, "next": True} if page.door else {}))

    def _show_panel(self) -> None:
        called = self._page.interview.instance.title if self._page.interview else ""
        self.panel.show_household(self._page.papers.sections(), self._page.is_at_home, called)

    def _leave_for(self, path: Path) -> None:
        self._put_away()
        self._page.go_to(path)

    def _put_away(self) -> None:
        self._page.close_drawer()
        self._page.show_panel(None)

    def _told(self, left: Left) -> str:
        if left.next_visit is not None:
            when = left.next_visit.strftime("%m-%d %H:%M")
            return self.tr("The household is kept; next visit %1.").replace("%1", when)
        if not left.commits:
            return self.tr("Nothing was changed here.")
        return self.tr("The household is kept.") if self._page.door else self.tr("It is kept.")
