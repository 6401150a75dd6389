"""The keys of the interview page: what each does, which of them the footer offers now, and what F1 says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from survey_app.desktop.page import Key

if TYPE_CHECKING:
    from survey_app.desktop.interview.interview_page import InterviewPage


class PageKeys(QObject):
    def __init__(self, page: InterviewPage) -> None:
        super().__init__(page)
        self._page = page
        acts = {
            "Shift+Tab": page.walk.go_back,
            "F2": page.toggle_grid,
            "F3": page.walk.next_unasked,
            "F4": page.answers.ask_reason,
            "F5": page.open_media,
            "F6": page.answers.as_printed,
            "F7": page.another_household,
            "Shift+F7": page.absent_owner,
            "F8": page.answers.same_as_above,
            "F9": page.open_finish,
            "F10": page.look_at_known,
            "Insert": page.members.add_member,
            "Ctrl+Shift+Up": page.members.move_up,
            "Ctrl+Shift+Down": page.members.move_down,
            "Ctrl+PgDown": page.walk.next_section,
            "Ctrl+PgUp": page.walk.previous_section,
            "Ctrl+Delete": page.members.remove_member,
        }
        for key, act in acts.items():
            page.bind(key, act)

    def now(self) -> list[Key]:
        """Return the hints of the footer."""
        page = self._page
        if page.is_filling_in():
            close = self.tr("close the household") if page.door else self.tr("close it")
            return [Key("Enter", close, page.finish), Key("Esc", self.tr("back to the questions"), page.step_back)]
        if page.shows_grid:
            return [
                Key("Enter", self.tr("next name; on an empty line to the questions")),
                Key("F2", self.tr("to the questions"), page.toggle_grid),
                Key("F9", self.tr("finish"), page.open_finish),
            ]
        if page.known.hasFocus():
            return [
                Key("1", self.tr("look")),
                Key("2", self.tr("tell the street")),
                Key("3", self.tr("another person")),
                Key("Esc", self.tr("back to the questions"), page.step_back),
            ]
        return self._at_a_question()

    def _at_a_question(self) -> list[Key]:
        page = self._page
        keys = [
            Key("Enter", self.tr("next")),
            Key("Shift+Tab", self.tr("back"), page.walk.go_back),
            Key("F3", self.tr("next unasked"), page.walk.next_unasked),
            Key("F4", self.tr("no answer"), page.answers.ask_reason),
            Key("F8", self.tr("as above"), page.answers.same_as_above),
        ]
        if page.paper.with_media(page.paper.current()):
            keys.append(Key("F5", self.tr("listen, watch"), page.open_media))
        if page.has_members:
            keys.append(Key("F2", self.tr("all names"), page.toggle_grid))
        if page.known.person:
            keys.append(Key("F10", self.tr("already entered?"), page.look_at_known))
        keys.append(Key("F9", self.tr("finish") if page.is_at_home else self.tr("close it"), page.open_finish))
        keys.append(Key("Esc", self._way_back(), page.to_doors))
        return keys

    def _way_back(self) -> str:
        if self._page.door:
            return self.tr("to the doors")
        return self.tr("to the records") if self._page.home() == "records" else self.tr("back to the list")

    def help(self) -> str:
        """Return what F1 says; a form of its own hears nothing of doors and households."""
        parts = [
            self.tr(
                "<p>Enter keeps the answer and goes to the next question. A digit chooses an answer. In a list, type "
                "the label, the code or the first letters of its pinyin.</p>"
                "<p>Nothing is blocked because something else is missing. Every answer is on the disk before the next "
                "question: you can close the lid at any time.</p>"
            )
        ]
        if self._page.door:
            parts.append(
                self.tr(
                    "<p>F7 begins another household at this door, as tenants; Shift+F7 an owner who is registered "
                    "here and lives elsewhere.</p>"
                )
            )
        if self._page.is_at_home:
            parts.append(
                self.tr(
                    "<p>F10 goes to somebody who may be entered already: look, tell the street, or say that it is "
                    "another person; nobody is joined here.</p>"
                )
            )
        if self._page.has_members:
            parts.append(
                self.tr(
                    "<p>Insert adds one more to a list, Ctrl+Delete deletes the one where the cursor stands, "
                    "Ctrl+Shift with an arrow moves it, Ctrl+PgUp and Ctrl+PgDn go through the papers. Inside a list "
                    "of its own (jobs, children) the same keys work on that list.</p>"
                )
            )
        return "".join(parts)
