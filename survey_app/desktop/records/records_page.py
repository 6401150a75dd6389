"""Records: a form on its own. All that was filled in with it, in one table with the same keys as everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from forms.areas import in_language
from forms.entities import containers_of
from survey_app.desktop.jobs import Job, Report
from survey_app.desktop.page import Key, Page
from survey_app.desktop.people.record_table import MOST_FOUND, RecordModel, RecordTable
from survey_app.desktop.progress_line import ProgressLine
from survey_app.desktop.records.submission_export import SubmissionExport
from survey_app.drafts import resumable
from survey_app.figures import columns_of
from survey_app.hand_over import HandedOver, hand_over
from survey_app.record_removal import bring_back, remove, remove_again

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

PAUSE = 120
"""Milliseconds after the last key before searching."""


class RecordsPage(Page):
    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.form = next(iter(workspace.forms.values()))
        self.dataset = workspace.definitions.datasets[containers_of(self.form)[0].dataset]
        self.model = RecordModel(
            workspace.store, self.dataset, columns_of(workspace, self.dataset), shell.language, theme=shell.theme
        )
        self.table = RecordTable(self.body)
        self.table.show_model(self.model)
        self.new_button = QPushButton(self.tr("New  Ctrl+N"), self.body)
        self.new_button.setProperty("kind", "primary")
        self.resume_button = QPushButton(self.body)
        self.save_button = QPushButton(self.tr("Save a copy …  Ctrl+S"), self.body)
        self.merge_button = QPushButton(self.tr("Merge files …  Ctrl+O"), self.body)
        self.progress = ProgressLine(self.body)
        self.submissions = SubmissionExport(self, self.progress)
        self._empty = QWidget(self.body)
        self._empty_title = QLabel(self._empty)
        self._empty_title.setProperty("role", "title")
        self._empty_hint = QLabel(self._empty)
        self._empty_hint.setProperty("role", "quiet")
        self._empty_hint.setWordWrap(True)
        self._views = QStackedWidget(self.body)
        self._text = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._lay_out()
        self._connect()
        self._tell()

    # ------------------------------------------------------------------ page

    def title(self) -> str:
        return in_language(self.form.titles, self.shell.language, self.form.id)

    def summary(self) -> str:
        count = self.model.rowCount()
        if self._text and count >= MOST_FOUND:
            return self.tr("More than %1 found; type another word").replace("%1", str(MOST_FOUND))
        return self.tr("%n record(s)", "", count)

    def search_hint(self) -> str:
        return self.tr("Any word of a record")

    def search(self, text: str) -> None:
        self._text = text
        self._pause.start()

    def search_done(self, text: str) -> None:
        self._text = text
        self._search_now()
        self.table.setFocus()
        self.table.stand_on(0)

    def keys(self) -> list[Key]:
        keys = [Key("Ctrl+N", self.tr("new"), self.begin)]
        if self.model.rowCount():
            keys += [
                Key("Enter", self.tr("open"), self.open_record),
                Key("Delete", self.tr("delete"), self.delete),
                Key("Ctrl+C", self.tr("copy rows"), self.table.copy),
                Key("Ctrl+S", self.tr("save a copy"), self.save),
                Key("Ctrl+E", self.tr("as ODK submissions"), self.submissions.ask),
            ]
        return [*keys, Key("Ctrl+O", self.tr("merge files"), self.merge)]

    def help(self) -> str:
        return self.tr(
            "<p>Ctrl+N begins a new record, Enter opens the one that is chosen. Every answer is on the disk before the "
            "next question. Delete takes a record away; Ctrl+Z brings it back.</p>"
            "<p>To join what several people filled in: each saves a .bundle with Ctrl+S, one opens all of them with "
            "Ctrl+O. Nothing is merged before you have seen what it would do, and every file can be taken back.</p>"
        )

    def on_show(self, **spot: Any) -> None:
        self.refresh()
        if self.model.rowCount():
            self.table.setFocus()
            if not self.table.selectionModel().hasSelection():
                self.table.stand_on(0)
        else:
            self.new_button.setFocus()

    def refresh(self) -> None:
        chosen = self.table.currentIndex().row()
        self.model.refresh()
        if self.model.rowCount():
            self.table.stand_on(min(max(0, chosen), self.model.rowCount() - 1))
        self._tell()

    # ------------------------------------------------------------------ acts

    def begin(self) -> None:
        """Ctrl+N: a new record."""
        if not self.workspace.read_only:
            self.shell.open("interview", record="")

    def open_record(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.shell.open("interview", record=self.model.row(row)["record_id"])
        else:
            self.begin()

    def resume(self) -> None:
        """Go on with the record that was not closed last time."""
        open_drafts = resumable(self.workspace)
        if open_drafts:
            self.shell.open("interview", draft=open_drafts[0].draft_id)

    def delete(self) -> None:
        """Delete: gone at once, with the way back; in the history for ever."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        if not rows or self.workspace.read_only:
            return
        workspace = self.workspace
        gone = remove(workspace, self.dataset.name, [str(self.model.row(row)["record_id"]) for row in rows])
        self.shell.did(
            self.tr("%n record(s) deleted", "", len(rows)),
            lambda: bring_back(workspace, gone),
            lambda: remove_again(workspace, gone),
        )
        self.shell.note_saved(self.shell.now())
        self.refresh()

    def save(self) -> None:
        """Ctrl+S: ask where; .xlsx for people, .bundle for another computer with this form."""
        name = f"{self.title()}-{self.workspace.now():%Y-%m-%d}.xlsx"
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save a copy"), str(self.workspace.exports / name), "*.xlsx *.bundle"
        )
        if file:
            self.save_to(Path(file))

    def save_to(self, path: Path) -> None:
        workspace, language = self.workspace, self.shell.language

        def work(report: Report) -> HandedOver:
            return hand_over(workspace, path, report, language)

        job = Job(work)
        job.succeeded.connect(self._show_saved)
        self.progress.follow(job, self.tr("Writing to %1, then reading it back …").replace("%1", path.name))
        self.shell.calm()
        self.shell.start(job)

    def merge(self) -> None:
        """Ctrl+O: to the merge desk, which asks for the files."""
        self.shell.open("merge_desk", choose=True)

    def _show_saved(self, done: HandedOver) -> None:
        told = self.tr("%n record(s) written, read back and correct: %1", "", done.records)
        self.shell.tell(told.replace("%1", done.path.name))
        self.refresh()

    # ------------------------------------------------------------------ showing

    def _search_now(self) -> None:
        self._pause.stop()
        self.model.search(self._text)
        self._tell()

    def _tell(self) -> None:
        if self._text:
            self._empty_title.setText(self.tr("Nothing is found"))
            self._empty_hint.setText(self.tr("Try fewer letters."))
        else:
            self._empty_title.setText(self.tr("No record yet"))
            self._empty_hint.setText(self.tr("Ctrl+N begins the first one."))
        self._views.setCurrentIndex(0 if self.model.rowCount() else 1)
        waiting = len(self.workspace.store.drafts())
        self.resume_button.setText(self.tr("Go on with %n open record(s)", "", waiting))
        self.resume_button.setVisible(waiting > 0)
        self.save_button.setEnabled(self.model.rowCount() > 0)
        self.changed.emit()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.new_button)
        buttons.addWidget(self.resume_button)
        buttons.addStretch()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.merge_button)
        empty = QVBoxLayout(self._empty)
        empty.addStretch(2)
        empty.addWidget(self._empty_title, 0, Qt.AlignmentFlag.AlignHCenter)
        empty.addWidget(self._empty_hint, 0, Qt.AlignmentFlag.AlignHCenter)
        empty.addStretch(3)
        self._views.addWidget(self.table)
        self._views.addWidget(self._empty)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(buttons)
        layout.addWidget(self.progress)
        layout.addWidget(self._views, 1)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.begin)
        self.resume_button.clicked.connect(self.resume)
        self.save_button.clicked.connect(self.save)
        self.merge_button.clicked.connect(self.merge)
        self.table.doubleClicked.connect(self.open_record)
        self._pause.timeout.connect(self._search_now)
        self.bind("Ctrl+N", self.begin)
        self.bind("Return", self.open_record, inside=True)
        self.bind("Delete", self.delete, inside=True)
        self.bind("Ctrl+S", self.save)
        self.bind("Ctrl+E", self.submissions.ask)
        self.bind("Ctrl+O", self.merge)
