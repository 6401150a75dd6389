"""The pairs that may be one person, kept in step with the records: looked for beside everything else, decided here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from survey_app.decisions import Decision
from survey_app.desktop.jobs import Job
from survey_app.desktop.merge_desk.duplicate_view import DuplicateView
from survey_app.desktop.page import Key
from survey_app.duplicates import Duplicate, Search, Waiting, ask_again, join, set_apart, tells_people_apart
from survey_app.sent_back import assistant_of
from sync.commit import Commit

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

AT_ONCE = 20
"""Pairs that are made ready to be looked at; behind them the next ones follow."""


class DuplicateDesk(QObject):
    counted = Signal()
    """How many wait has changed."""

    def __init__(self, workspace: Workspace, shell: Shell, place_name: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._shell = workspace, shell
        self._search = Search(workspace)
        self._is_looking = self._has_changed = False
        self._pairs: tuple[Duplicate, ...] = ()
        self.count = 0
        self.is_there = tells_people_apart(workspace) and workspace.role.is_office
        self.view = DuplicateView(place_name, parent)
        self.view.joined.connect(self._join)
        self.view.set_apart.connect(self._set_apart)
        self.view.sent_back.connect(self._send_back)

    def look(self) -> None:
        """Look again, beside everything else; what came or changed since is all that costs anything."""
        if not self.is_there:
            return
        if self._is_looking:
            self._has_changed = True
            return
        self._is_looking, self._has_changed = True, False
        search, language = self._search, self._shell.language
        job = Job(lambda report: search.look(language, report, AT_ONCE))
        job.succeeded.connect(self._show)
        job.ended.connect(self._looked)
        self._shell.start_beside(job)

    def _looked(self) -> None:
        self._is_looking = False
        if self._has_changed:
            self.look()

    def _show(self, waiting: Waiting) -> None:
        # Something was decided while the search ran: what it has found is from before.
        if not self._has_changed:
            self._take(waiting.pairs, waiting.count)

    def _take(self, pairs: Sequence[Duplicate], count: int) -> None:
        self._pairs, self.count = tuple(pairs), count
        self.view.show_pairs(self._pairs, count)
        self.counted.emit()

    def keys(self) -> list[Key]:
        return [
            Key("1", self.tr("one person"), self.view.decide_one),
            Key("2", self.tr("two persons"), self.view.decide_two),
            Key("3", self.tr("send back"), self.view.ask_sentence),
            Key("X", self.tr("change sides"), self.view.change_sides),
            Key("PgDown", self.tr("next"), self._next),
            Key("PgUp", self.tr("back"), self._previous),
        ]

    def _next(self) -> None:
        self.view.walk(+1)

    def _previous(self) -> None:
        self.view.walk(-1)

    # ------------------------------------------------------------------ deciding

    def _join(self, pair: Duplicate, taken: list[str]) -> None:
        if not self._workspace.read_only:
            self._did(self.tr("One person"), pair, join(self._workspace, pair, taken))

    def _set_apart(self, pair: Duplicate) -> None:
        if not self._workspace.read_only:
            told = self.tr("Two persons; asked again only if something about them changes")
            self._did(told, pair, set_apart(self._workspace, pair))

    def _send_back(self, pair: Duplicate, remark: str) -> None:
        if not self._workspace.read_only:
            who = assistant_of(self._workspace, pair.other.area)
            told = self.tr("Sent back to %1 with the next stick.").replace("%1", who or pair.other.who)
            self._did(told, pair, ask_again(self._workspace, pair, remark))

    def _did(self, told: str, pair: Duplicate, commits: list[Commit]) -> None:
        decision = Decision(self._workspace, commits)
        self._shell.did(told, lambda: self._again(decision.take_back), lambda: self._again(decision.make_again))
        self._shell.note_saved(self._shell.now())
        self._take([each for each in self._pairs if each.key != pair.key], self.count - 1)
        self.view.setFocus()
        self.look()

    def _again(self, act: Callable[[], None]) -> None:
        act()
        self.look()
