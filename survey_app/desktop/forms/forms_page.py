"""Forms: a new version comes in by a button or by dropping it, is looked at, tried out, and published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from forms.definition import Form
from forms.pack import Pack
from survey_app.change_words import touched_in_words
from survey_app.definitions import title_of
from survey_app.desktop.forms.change_list import ChangeList
from survey_app.desktop.forms.finding_table import FindingTable
from survey_app.desktop.jobs import Job
from survey_app.desktop.lines_of_an_item import LinesOfAnItem
from survey_app.desktop.page import Key, Page
from survey_app.desktop.progress_line import ProgressLine
from survey_app.laptop_versions import versions_on_laptops
from survey_app.publishing import Proposal, propose, publish
from survey_app.sentences import sentence
from survey_app.versions import pack_here

if TYPE_CHECKING:
    from forms.pack_versions import Renamed
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

KINDS = "*.xlsx *.xls *.xml *.zip"


class FormsPage(Page):
    BODY_AT_LEAST = 700

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.setAcceptDrops(True)
        self.proposal: Proposal | None = None
        self.choose_button = QPushButton(self.tr("Choose a form …  Ctrl+O"), self.body)
        self.try_button = QPushButton(self.tr("Try it out  F5"), self.body)
        self.publish_button = QPushButton(self.tr("Publish  F9"), self.body)
        self.publish_button.setProperty("kind", "primary")
        self.progress = ProgressLine(self.body)
        self.verdict = QLabel(self.body)
        self.verdict.setWordWrap(True)
        self.verdict.setContentsMargins(12, 6, 12, 6)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.changes = ChangeList(shell.theme, self.body)
        self._changes_head = QLabel(self.body)
        self._changes_head.setProperty("role", "heading")
        self.findings = FindingTable(shell.theme, self.body)
        self._findings_head = QLabel(self.body)
        self._findings_head.setProperty("role", "heading")
        self._in_use = QListWidget(self.body)
        self._in_use_head = QLabel(self.body)
        self._in_use_head.setProperty("role", "heading")
        self._hint = QLabel(self.tr("or drop it here: .xlsx, .xls, .xml, a whole pack"), self.body)
        self._hint.setProperty("role", "quiet")
        self._views = QStackedWidget(self.body)
        self.laptops = QListWidget(self)
        for told in (self._in_use, self.laptops):
            LinesOfAnItem(shell.theme, told)
        self.laptops.setProperty("role", "panel")
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------ page

    def title(self) -> str:
        return self.tr("Forms")

    def summary(self) -> str:
        return self.proposal.file.name if self.proposal else ""

    def keys(self) -> list[Key]:
        keys = [Key("Ctrl+O", self.tr("choose a form"), self.choose)]
        if self.proposal is not None:
            if self.proposal.pack is not None and self.proposal.form_id:
                keys.append(Key("F5", self.tr("try it out"), self.try_out))
            if self._may_publish():
                keys.append(Key("F9", self.tr("publish"), self.publish))
            keys.append(Key("Esc", self.tr("leave it"), self.leave))
        return keys

    def help(self) -> str:
        return self.tr(
            "<p>A form is changed in Excel or WPS and dropped here. Everything that is wrong with it stands in a list "
            "with sheet, row and how to mend it; remarks do not hold it up.</p><p>Then you see what changes and how "
            "many records have answers that it touches. F5 tries the form out, and nothing of that is kept. F9 "
            "publishes it: it is in use here at once, and the laptops get it with whatever is written for them next. "
            "Nothing that was recorded is lost.</p>"
        )

    def on_show(self, **spot: Any) -> None:
        """`file`: a form that was dropped elsewhere."""
        self.refresh()
        if file := spot.get("file"):
            self.look_at(Path(file))
        elif self.proposal is None:
            self.choose_button.setFocus()

    def refresh(self) -> None:
        self._show_in_use()
        self._show_laptops()
        self._show_proposal()

    def step_back(self) -> bool:
        if self.proposal is None:
            return False
        self.leave()
        return True

    # ------------------------------------------------------------------ acts

    def choose(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, self.tr("A changed form"), "", KINDS)
        if file:
            self.look_at(Path(file))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.look_at(files[0])

    def look_at(self, file: Path, renamed: Renamed | None = None) -> None:
        """Read a form and say what it would change. Nothing is written."""
        workspace = self.workspace
        job = Job(lambda report: propose(workspace, file, renamed))
        job.succeeded.connect(self._take)
        self.progress.follow(job, self.tr("Reading %1 …").replace("%1", file.name))
        self.shell.calm()
        self.shell.start(job)

    def try_out(self) -> None:
        """F5: fill the form in; nothing is kept."""
        proposal = self.proposal
        if proposal is not None and proposal.pack is not None and proposal.form_id:
            self.shell.open("form_preview", pack=proposal.pack, form_id=proposal.form_id)

    def publish(self) -> None:
        """F9: take the new version into use."""
        proposal, workspace = self.proposal, self.workspace
        if proposal is None or not self._may_publish() or self.progress.is_working:
            return
        job = Job(lambda report: publish(workspace, proposal))
        job.succeeded.connect(self._show_published)
        self.progress.follow(job, self.tr("Taking it into use …"))
        self.publish_button.setEnabled(False)
        self.shell.start(job)

    def leave(self) -> None:
        """Esc: put the file aside; nothing has changed."""
        self.proposal = None
        self._show_proposal()
        self.choose_button.setFocus()

    def _take(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self._show_proposal()
        (self.changes if proposal.told else self.findings).setFocus()

    def _look_again(self) -> None:
        if self.proposal is not None:
            self.look_at(self.proposal.file, self.changes.renamed())

    def _show_published(self, pack: Pack) -> None:
        self.proposal = None
        key = "done" if self.workspace.pack is not None else "done_alone"
        self.shell.renew(sentence(self.shell.language, f"publish.{key}", version=pack.version))

    def _may_publish(self) -> bool:
        proposal, workspace = self.proposal, self.workspace
        allowed = workspace.pack is None or workspace.role.is_office
        return (
            proposal is not None
            and proposal.can_be_published
            and proposal.is_new
            and allowed
            and not workspace.read_only
        )

    # ------------------------------------------------------------------ showing

    def _show_proposal(self) -> None:
        proposal = self.proposal
        self._views.setCurrentIndex(0 if proposal is None else 1)
        self.try_button.setVisible(proposal is not None)
        self.publish_button.setVisible(proposal is not None and not self.workspace.read_only)
        if proposal is not None:
            self.try_button.setEnabled(proposal.pack is not None and bool(proposal.form_id))
            self.publish_button.setEnabled(self._may_publish())
            self._show_verdict(proposal)
            self.changes.show_changes(proposal.told, self.shell.language)
            for widget in (self.changes, self._changes_head):
                widget.setVisible(bool(proposal.told))
            self.findings.show_findings(proposal.findings, self.shell.language, self.tr("row %1"))
            for widget in (self.findings, self._findings_head):
                widget.setVisible(bool(proposal.findings))
        self.changed.emit()

    def _show_verdict(self, proposal: Proposal) -> None:
        language = self.shell.language
        problems = sum(each.is_problem for each in proposal.findings)
        remarks = len(proposal.findings) - problems
        parts: list[str] = []
        if problems:
            parts.append(sentence(language, "publish.problems", count=problems))
        if remarks:
            parts.append(sentence(language, "publish.warnings", count=remarks))
        self._findings_head.setText("    ".join(parts))
        version = proposal.pack.version if proposal.pack else ""
        head = self.tr("What version %1 changes").replace("%1", version) if version else self.tr("What changes")
        self._changes_head.setText(head)
        can = proposal.can_be_published
        self.verdict.setText(touched_in_words(proposal, language) if can else sentence(language, "publish.refused"))
        self.verdict.setProperty("role", "done" if proposal.can_be_published else "warning")
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)

    def _show_in_use(self) -> None:
        pack = pack_here(self.workspace)
        self._in_use_head.setText(
            self.tr("In use: %1, version %2").replace("%1", pack.title(self.shell.language)).replace("%2", pack.version)
        )
        self._in_use.clear()
        for form in pack.forms.values():
            self._in_use.addItem(self._form_line(form, pack))

    def _form_line(self, form: Form, pack: Pack) -> str:
        title = title_of(form, pack.datasets, self.shell.language)
        questions = self.tr("%n question(s)", "", sum(1 for node in form.order if node.control not in ("", "note")))
        version = self.tr("version %1").replace("%1", form.version) if form.version else ""
        return "\n".join([title, "   ".join(part for part in (form.id, version, questions) if part)])

    def _show_laptops(self) -> None:
        found = versions_on_laptops(self.workspace)
        self.laptops.clear()
        for each in found:
            area = self.workspace.area_name(self.shell.language, each.area)
            version = self.tr("version %1").replace("%1", each.version) if each.version else self.tr("not heard of yet")
            waits = "" if each.is_current else self.tr("gets the new one with its next return")
            when = each.at[5:10]
            lines = (f"{area}   {each.name}", "   ".join(part for part in (version, when) if part), waits)
            self.laptops.addItem("\n".join(line for line in lines if line))
        self.show_side(bool(found))

    # ------------------------------------------------------------------ parts

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self._hint)
        buttons.addStretch()
        buttons.addWidget(self.try_button)
        buttons.addWidget(self.publish_button)
        in_use = QWidget(self._views)
        column = QVBoxLayout(in_use)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._in_use_head)
        column.addWidget(self._in_use, 1)
        proposed = QWidget(self._views)
        column = QVBoxLayout(proposed)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.verdict)
        column.addWidget(self._changes_head)
        column.addWidget(self.changes, 1)
        column.addWidget(self._findings_head)
        column.addWidget(self.findings, 1)
        column.addStretch(0)
        self._views.addWidget(in_use)
        self._views.addWidget(proposed)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(buttons)
        layout.addWidget(self.progress)
        layout.addWidget(self._views, 1)
        side = QFrame(self)
        side.setProperty("role", "panel")
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(16, 16, 16, 16)
        head = QLabel(self.tr("Which laptop has which version"), side)
        head.setProperty("role", "heading")
        head.setWordWrap(True)
        side_column.addWidget(head)
        side_column.addWidget(self.laptops, 1)
        self.set_side(side)

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self.choose)
        self.try_button.clicked.connect(self.try_out)
        self.publish_button.clicked.connect(self.publish)
        self.changes.kept_apart.connect(self._look_again)
        self.bind("Ctrl+O", self.choose)
        self.bind("F5", self.try_out)
        self.bind("F9", self.publish)
