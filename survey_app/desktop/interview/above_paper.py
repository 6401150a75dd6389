"""What stands above the paper: its title, what the street asks to look at again, what was carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel

from survey_app.carried_words import carried_in_words

if TYPE_CHECKING:
    from survey_app.desktop.interview.interview_page import InterviewPage


class AbovePaper(QObject):
    def __init__(self, page: InterviewPage) -> None:
        super().__init__(page)
        self._page = page
        self.notice = QLabel(page.body)
        self.notice.setProperty("role", "warning")
        self.notice.setWordWrap(True)
        self.notice.hide()
        self.remark = QLabel(page.body)
        """What the street asks to look at again."""
        self.remark.setProperty("role", "warning")
        self.remark.setWordWrap(True)
        self.remark.setTextFormat(Qt.TextFormat.PlainText)

    def tell(self, text: str) -> None:
        """Say something of the whole interview; "" says nothing any more."""
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def tell_what_was_carried_over(self) -> None:
        """An interview that was begun in an earlier version of the form: what was renamed, what is asked no more."""
        assert self._page.interview is not None
        self.tell(carried_in_words(self._page.workspace, self._page.interview, self._page.shell.language))

    def show_remark(self) -> None:
        interview, current = self._page.interview, self._page.current_section
        remark = interview.remark(current) if interview else ""
        if not remark and not current and interview:
            # Where one stands first; a member's own remark stands on the member's paper.
            sections = [section for section in self._page.papers.sections() if section.path]
            told = [(section.title, interview.remark(section.path)) for section in sections]
            remark = "\n".join(f"{title}: {text}" for title, text in told if text)
        self.remark.setText(self.tr("The street asks: %1").replace("%1", remark))
        self.remark.setVisible(bool(remark))

    def show_title(self) -> None:
        page = self._page
        members = [section.path for section in page.papers.sections() if section.path]
        if page.current_section in members:
            title = page.papers.section(page.current_section).title
            place = members.index(page.current_section) + 1
            page.sheets.show_title(title, place, len(members), page.is_at_home)
            return
        # A form has its title in one language; the pack says that this paper is the household's.
        title = self.tr("The household") if page.is_household else self.own_title or self._form_title
        page.sheets.show_title(title, are_people=page.is_at_home)

    @property
    def own_title(self) -> str:
        """What the paper of what is asked once is called: its name, "" for the household's."""
        if self._page.here and self._page.home() == "registers":
            return self._page.here.title
        if self._page.interview is None or self._page.is_at_home:
            return ""
        return self._page.interview.instance.title or self._form_title

    @property
    def _form_title(self) -> str:
        instance = self._page.interview.instance if self._page.interview else None
        return instance.form.title(instance.language) if instance else ""
