"""While a person is typed, look whether the same one is here already: after a pause, in a thread of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from forms.state import Path, QuestionState
from survey_app.desktop.interview.known_card import KnownCard
from survey_app.desktop.jobs import Job
from survey_app.interviews import Interview
from survey_app.known_already import KnownPerson, known_already
from sync.marks import ANOTHER, TOLD

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell

PAUSE = 400
"""Milliseconds after the last answer before looking: nobody waits for it, and no key is slower for it."""


class Recognising(QObject):
    found = Signal(str)
    """Somebody new is shown; their name."""

    def __init__(self, card: KnownCard, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._card, self._shell = card, shell
        self._interview: Interview | None = None
        self._member: Path = ""
        self._names: frozenset[str] = frozenset()
        self._known: list[KnownPerson] = []
        self._is_looking = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look)
        card.told.connect(self._tell)
        card.another.connect(self._set_apart)

    def follow(self, interview: Interview | None, member: Path) -> None:
        """Stand with another member, or with nobody."""
        if (interview, member) == (self._interview, self._member):
            return
        self._interview, self._member = interview, member
        pack = interview.workspace.pack if interview else None
        identity = pack.identity if pack else None
        self._names = frozenset((identity.number, identity.name, identity.birth)) - {""} if identity else frozenset()
        self._known = []
        self._show()
        if interview is not None and member and self._names:
            self._pause.start()

    def heed(self, changed: Iterable[QuestionState]) -> None:
        """Something was answered: look again if it says who the member is."""
        inside = self._member + "/"
        if self._member and any(state.name in self._names and state.path.startswith(inside) for state in changed):
            self._pause.start()

    def _look(self) -> None:
        interview, member = self._interview, self._member
        if interview is None or not member:
            return
        if self._is_looking:
            self._pause.start()
            return
        self._is_looking = True
        workspace, language = interview.workspace, self._shell.language
        record, answers, own = interview.instance.record_of(member), interview.answers_of(member), interview.records
        job = Job(lambda report: (interview, member, known_already(workspace, record, answers, own, language)))
        job.succeeded.connect(self._take)
        job.ended.connect(self._looked)
        self._shell.start(job)

    def _looked(self) -> None:
        self._is_looking = False

    def _take(self, answer: tuple[Interview, Path, list[KnownPerson]]) -> None:
        interview, member, known = answer
        if (interview, member) != (self._interview, self._member):
            return
        before = {each.record for each in self._known}
        self._known = known
        self._show()
        person = self._card.person
        if person is not None and person.record not in before:
            self.found.emit(person.name)

    def _show(self) -> None:
        interview, member = self._interview, self._member
        said = {each.record: each.said for each in self._known}
        if interview is not None and member:
            said = {record: interview.said(member, record) or there for record, there in said.items()}
        left = [each for each in self._known if said[each.record] != ANOTHER]
        left.sort(key=lambda each: said[each.record] == TOLD)
        self._card.show_known(left, bool(left) and said[left[0].record] == TOLD)

    def _tell(self, record: str) -> None:
        self._say(record, TOLD, self.tr("The street will be told with the next hand-over"))

    def _set_apart(self, record: str) -> None:
        self._say(record, ANOTHER, self.tr("Noted: another person"))

    def _say(self, record: str, what: str, told: str) -> None:
        interview, member = self._interview, self._member
        if interview is None:
            return
        before = interview.said(member, record) or None
        self._note(interview, member, record, what)
        self._shell.did(
            told,
            lambda: self._note(interview, member, record, before),
            lambda: self._note(interview, member, record, what),
        )

    def _note(self, interview: Interview, member: Path, record: str, what: str | None) -> None:
        # After the household was left it is part of what was saved, and changed by opening it again.
        if interview is self._interview:
            interview.say(member, record, what)
            self._shell.note_saved(self._shell.now())
            self._show()
