"""One key, one outcome: what a digit on a door writes, and the one thing that it may have to ask first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from survey_app.acts import Act
from survey_app.desktop.doors.appointment import moment_from
from survey_app.desktop.doors.ask_strip import AskStrip
from survey_app.desktop.doors.door_book import Ask, DoorBook, Written
from survey_app.desktop.doors.door_words import DoorWords
from survey_app.desktop.shell.shell import Shell
from survey_app.doors import Door, Visit

RETIME = "t"


class VisitKeys(QObject):
    """Knows the visit just written and the question that stands open; the page knows the doors."""

    written = Signal(object)
    """A visit of this Door has been written or changed."""
    settled = Signal()
    """The question has gone: the keys belong to the doors again."""

    def __init__(self, book: DoorBook, words: DoorWords, shell: Shell, strip: AskStrip, room: Callable[[], int]):
        super().__init__(strip)
        self._book, self._words, self._shell, self._strip, self._room = book, words, shell, strip, room
        self._asked: tuple[Door, str, Ask] | None = None
        self._latest: tuple[Door, Visit] | None = None
        """The visit just recorded: T changes its appointment."""
        strip.answered.connect(self._take_answer)

    @property
    def can_retime(self) -> bool:
        return self._latest is not None and self._latest[1].next_visit is not None

    @property
    def is_asking(self) -> bool:
        return self._asked is not None or self._strip.isVisible()

    def press(self, key: str, door: Door | None) -> None:
        """A digit or letter on a door: record an outcome, or ask the one thing that it needs."""
        if key == RETIME and self.can_retime:
            self.ask_time()
            return
        code = next((each.code for each in self._book.outcome_keys if each.key == key), "")
        if door is None or not code:
            return
        if self._book.was_just_recorded(door, code):
            self._shell.tell(self.tr("{door} already has this outcome").format(door=self._words.door(door)))
            return
        ask = self._book.ask(code)
        if ask is None:
            self._record(door, code)
            self.settled.emit()
        else:
            self._asked = (door, code, ask)
            self._put(f"{self._words.door(door)}  {self._book.outcome_name(code)}: {ask.label}", ask)

    def ask_time(self) -> None:
        """T: another appointment than the one proposed."""
        if self.can_retime:
            self._strip.ask_text(self.tr("Come again when?"), self._moment_example())

    def stop_asking(self) -> None:
        self._asked = None
        self._strip.close_strip()
        self.settled.emit()

    def _put(self, question: str, ask: Ask) -> None:
        if ask.choices:
            self._strip.ask_choice(question, ask.choices, self._room() - 32)
        elif ask.is_moment:
            self._strip.ask_text(question, self._moment_example())
        else:
            self._strip.ask_text(question)

    def _moment_example(self) -> str:
        return self.tr("19, Sat 19:30 or 6-14 19")

    def _take_answer(self, answer: str) -> None:
        moment: datetime | None = None
        if self._asked is None or self._asked[2].is_moment:
            moment = moment_from(answer, self._shell.now())
            if moment is None:
                self._strip.refuse(self.tr("This is no time to come: try 19, Sat 19:30 or 6-14 19"))
                return
        asked, self._asked = self._asked, None
        self._strip.close_strip()
        if asked is not None:
            door, code, ask = asked
            self._record(door, code, {ask.field: moment.isoformat() if moment else answer})
        elif self._latest is not None and moment is not None:
            door, visit = self._latest
            self._write(door, lambda: self._book.change_time(visit, moment))
        self.settled.emit()

    def _record(self, door: Door, code: str, answers: dict[str, str] | None = None) -> None:
        self._write(door, lambda: self._book.record(door, code, answers or {}))

    def _write(self, door: Door, write: Callable[[], Written]) -> None:
        try:
            written = write()
        except self._shell.refusals as error:
            self._shell.refuse(error)
            return
        assert written.visit is not None
        self._shell.note_saved(self._shell.now())
        self._latest = (door, written.visit)
        self.written.emit(door)
        self._shell.remember(self._act(door, written, written.visit))

    def _act(self, door: Door, written: Written, visit: Visit) -> Act:
        outcome = f"{visit.outcome} {self._book.outcome_name(visit.outcome)}"
        facts = {"door": self._words.door(door), "outcome": outcome}
        if visit.next_visit is None:
            return Act("act.visit", facts, written.undo, written.redo)
        facts["next"] = self._words.day(visit.next_visit)
        return Act("act.visit_next", facts, written.undo, written.redo)
