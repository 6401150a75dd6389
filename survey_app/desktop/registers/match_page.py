"""Who fits a post, or which posts fit somebody: the best first, each with its reasons; one key proposes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from survey_app.desktop.jobs import Job
from survey_app.desktop.page import Key, Page
from survey_app.desktop.people.record_table import RecordTable, TextModel
from survey_app.matching import Matches, Matching, Pair
from survey_app.record_removal import bring_back, remove_again
from survey_app.register_printing import matches_report
from survey_app.register_steps import may
from survey_app.registers import register_named
from survey_app.reporting import write_report
from survey_app.sentences import sentence
from survey_app.workspace_errors import StepRefused

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex


class MatchModel(TextModel):
    """What was found: the score in front, then the register's columns."""

    def __init__(self, matches: Matches | None) -> None:
        super().__init__()
        self.matches = matches
        language = matches.found.language if matches else ""
        score = [sentence(language, "match.score", most=matches.most)] if matches else []
        self._heads = [*score, *(column.label for column in matches.columns)] if matches else []

    def pair(self, number: int) -> Pair:
        assert self.matches is not None
        return self.matches.pairs[number]

    def text(self, number: int, column: int) -> str:
        assert self.matches is not None
        pair = self.pair(number)
        return str(pair.score) if column == 0 else self.matches.shown(pair, column - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return len(self.matches.pairs) if self.matches and not parent.isValid() else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.shown(index.row(), index.column()) if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or section >= len(self._heads):
            return None
        return section + 1 if orientation == Qt.Orientation.Vertical else self._heads[section]


class MatchPage(Page):
    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.matching: Matching | None = None
        self.model = MatchModel(None)
        self._record = ""
        self._register = ""
        self.table = RecordTable(self.body)
        self.empty = QLabel(self.body)
        self.empty.setProperty("role", "quiet")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.why = QLabel(self.body)
        self.why.setProperty("role", "told")
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setWordWrap(True)
        self._views = QStackedWidget(self.body)
        self._views.addWidget(self.table)
        self._views.addWidget(self.empty)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._views, 1)
        layout.addWidget(self.why)
        self.table.doubleClicked.connect(self.propose)
        self.bind("Return", self.propose, inside=True)
        self.bind("Ctrl+P", self.save_list)

    def title(self) -> str:
        if self.model.matches is None:
            return self.tr("Matching")
        words = self.tr("For %1: %2")
        return words.replace("%1", self.model.matches.about).replace("%2", self.model.matches.found.title)

    def summary(self) -> str:
        return self.tr("%n fit(s), the best first", "", self.model.rowCount())

    def keys(self) -> list[Key]:
        if not self.model.rowCount():
            return [Key("Esc", self.tr("back"))]
        proposing = [Key("Enter", self.tr("propose"), self.propose)] if self._may_propose else []
        printing = [Key("Ctrl+P", self.tr("list for the employer"), self.save_list)] if self._for_employer else []
        return [
            *proposing,
            *printing,
            Key("Ctrl+C", self.tr("copy rows"), self.table.copy),
            Key("Esc", self.tr("back")),
        ]

    def help(self) -> str:
        return self.tr(
            "<p>What must hold, and how much each ground counts, stands in the pack; below the table is why the chosen "
            "row was found.</p><p>Enter proposes: the placement begins with the post, the employer and the wage. "
            "Ctrl+P saves a list for the employer: no telephone, no ID, no address.</p>"
        )

    def home(self) -> str:
        return "registers"

    def on_show(self, **spot: Any) -> None:
        """`register` and `record` say for what."""
        if spot:
            self._register, self._record = spot["register"], spot["record"]
        self.refresh()

    def refresh(self) -> None:
        """Match again: a placement may have taken somebody away."""
        stood = self.table.currentIndex().row()
        found: Matches | None = None
        if self._record:
            try:
                named = register_named(self.workspace, self._register)
                self.matching = Matching(self.workspace, named, self.shell.language)
                found = self.matching.of(self._record)
                self.empty.setText(self.tr("Nothing fits now. What must hold stands in the pack."))
            except StepRefused as refused:
                self.empty.setText(refused.says)
        self.model = MatchModel(found)
        self.table.show_model(self.model)
        self.table.selectionModel().currentRowChanged.connect(self._tell_why)
        self._views.setCurrentIndex(0 if self.model.rowCount() else 1)
        if self.model.rowCount():
            self.table.stand_on(min(max(stood, 0), self.model.rowCount() - 1))
            self.table.setFocus()
        self._tell_why()
        self.changed.emit()

    def propose(self) -> None:
        """Enter: begin the placement of the chosen one."""
        pair = self._chosen
        if pair is None or self.matching is None or not self._may_propose:
            return
        try:
            begun = self.matching.propose(self._record, pair.row.record_id)
        except StepRefused as refused:
            self.shell.refuse(refused)
            return
        if begun.interview is not None:
            self.shell.open("interview", draft=begun.interview.draft_id)
            return
        workspace = self.workspace
        opened = self.matching.opened
        gone = {begun.record_id: opened.dataset}
        self.shell.calm()
        self.shell.did(
            self.tr("Proposed: %1").replace("%1", self.model.text(self.table.currentIndex().row(), 1)),
            lambda: remove_again(workspace, gone),
            lambda: bring_back(workspace, gone),
        )
        self.shell.note_saved(self.shell.now())
        self.refresh()

    def save_list(self) -> None:
        """Ctrl+P: the list for the employer."""
        if not (self.matching and self.model.matches and self._for_employer):
            return
        start = self.workspace.exports / f"{self.model.matches.about}-{self.workspace.now():%Y-%m-%d}.pdf"
        to, _ = QFileDialog.getSaveFileName(self, self.tr("List for the employer"), str(start), "*.pdf *.xlsx *.html")
        if to:
            self.write_list(Path(to))

    def write_list(self, to: Path) -> None:
        """Write the list; to set it on paper takes a moment, so that is done beside the window."""
        assert self.matching is not None
        found = self.matching.of(self._record, columns=self.matching.register.match.columns)
        report, language = matches_report(found, self.shell.now().date()), self.shell.language
        job = Job(lambda _report: write_report(report, to, language))
        job.succeeded.connect(lambda _: self.shell.tell(self.tr("Saved: %1").replace("%1", to.name)))
        self.shell.start(job)

    @property
    def _chosen(self) -> Pair | None:
        row = self.table.currentIndex().row()
        return self.model.pair(row) if 0 <= row < self.model.rowCount() else None

    @property
    def _may_propose(self) -> bool:
        return self.matching is not None and may(self.workspace, self.matching.opened.new.by)

    @property
    def _for_employer(self) -> bool:
        return bool(self.matching and self.matching.looks_for_candidates and self.matching.register.match.columns)

    def _tell_why(self) -> None:
        pair = self._chosen
        reasons = sentence(self.shell.language, "match.comma").join(pair.reasons) if pair else ""
        nothing = self.tr("nothing against it, and nothing in particular for it") if pair else ""
        self.why.setText(self.tr("Why: %1").replace("%1", reasons or nothing) if pair else "")
        self.why.setVisible(pair is not None)
