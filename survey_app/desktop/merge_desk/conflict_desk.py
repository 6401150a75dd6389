"""What two people answered differently, kept in step with the records: shown in a view, settled or sent back here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from survey_app.around_conflict import Around, around
from survey_app.decisions import Decision
from survey_app.desktop.merge_desk.conflict_view import ConflictView
from survey_app.desktop.page import Key
from survey_app.enrolment import staff_name
from survey_app.open_conflicts import OpenConflict, open_conflicts, settle
from survey_app.sent_back import assistant_of, send_back
from survey_app.why import Act, ready_reasons
from sync.commit import Commit, Value

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace


class ConflictDesk(QObject):
    counted = Signal()
    """How many wait has changed."""
    moved = Signal()
    """Another one is looked at: other keys may work."""
    all_settled = Signal()

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._shell = workspace, shell
        self._open: list[OpenConflict] = []
        reasons = ready_reasons(Act.SETTLE, shell.language)
        self.view = ConflictView(self._area_name, self._person_name, self._assistant_of, self._around, reasons, parent)
        self.view.decided.connect(self._settle)
        self.view.sent_back.connect(self._send_back)

    @property
    def count(self) -> int:
        """How many wait for a decision here, not for an answer from somebody else."""
        return sum(not conflict.remark for conflict in self._open)

    @property
    def has_any(self) -> bool:
        return bool(self._open)

    def look(self) -> None:
        self._open = open_conflicts(self._workspace, self._shell.language)
        self.view.show_conflicts_open(self._open)
        self.counted.emit()

    def keys(self) -> list[Key]:
        alike = [Key("A", self.tr("alike ones"), self.view.show_alike)] if self.view.has_alike else []
        return [
            Key("1 2 3", self.tr("choose")),
            Key("Enter", self.tr("decide"), self.view.decide),
            Key("F2", self.tr("all fields"), self.view.agreed.turn),
            Key("W", self.tr("say why"), self.view.ask_why),
            Key("R", self.tr("send back"), self.view.ask_sentence),
            *alike,
            Key("PgDown", self.tr("next"), self._next),
            Key("PgUp", self.tr("back"), self._previous),
        ]

    def _next(self) -> None:
        self.view.walk(+1)
        self.moved.emit()

    def _previous(self) -> None:
        self.view.walk(-1)
        self.moved.emit()

    # ------------------------------------------------------------------ deciding

    def _settle(self, decisions: list[tuple[OpenConflict, Mapping[str, Value]]], why: str) -> None:
        if self._workspace.read_only:
            return
        commits = settle(self._workspace, decisions, why)
        told = self.tr("%n decided; it travels back to the laptops with the next hand-over.", "", len(decisions))
        self._did(told, commits)
        if not self._open:
            self.all_settled.emit()

    def _send_back(self, conflict: OpenConflict, remark: str) -> None:
        """R: whoever recorded it is asked to look again."""
        if self._workspace.read_only:
            return
        commits = send_back(self._workspace, conflict.record, conflict.dataset, remark)
        who = self._assistant_of(conflict.area) or self._area_name(conflict.area)
        self._did(self.tr("Sent back to %1 with the next stick.").replace("%1", who), commits)

    def _did(self, told: str, commits: list[Commit]) -> None:
        decision = Decision(self._workspace, commits)
        self._shell.did(told, decision.take_back, decision.make_again)
        self._shell.note_saved(self._shell.now())
        self.look()
        self.view.setFocus()

    def _around(self, conflict: OpenConflict) -> Around:
        return around(self._workspace, conflict, self._shell.language)

    def _area_name(self, area: str) -> str:
        return self._workspace.area_name(self._shell.language, area) or area

    def _person_name(self, number: str) -> str:
        return staff_name(self._workspace, number)

    def _assistant_of(self, area: str) -> str:
        return assistant_of(self._workspace, area)
