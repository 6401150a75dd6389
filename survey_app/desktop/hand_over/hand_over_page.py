"""Hand over: one button writes everything for the office onto a stick, reads it back, and says that it is right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from forms.areas import in_language
from survey_app.desktop.hand_over.target_list import TargetList
from survey_app.desktop.jobs import Job, Report
from survey_app.desktop.lines_of_an_item import LinesOfAnItem
from survey_app.desktop.merge_desk.sticks import StickWatch
from survey_app.desktop.page import Key, Page
from survey_app.desktop.progress_line import ProgressLine
from survey_app.hand_over import Exported, HandedOver, hand_over
from survey_app.hand_over_standing import Standing, standing
from survey_app.returns import Returned, arrived, returns_in, take_return, taken_back_in_words
from survey_app.sentences import sentence

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

REMEMBERED = "hand_over/folder"
WORKBOOK_TOO = "hand_over/workbook"
WIDEST = 720
"""Pixels at 14 points: a line of text longer than this is hard to follow."""


class HandOverPage(Page):
    BODY_AT_LEAST = 560

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.standing: Standing | None = None
        self.sticks = StickWatch(self)
        self._waiting = QLabel(self.body)
        self._waiting.setProperty("role", "title")
        self._waiting.setWordWrap(True)
        self._unfinished = QLabel(self.body)
        self._unfinished.setProperty("role", "quiet")
        self._unfinished.setWordWrap(True)
        self._contents = QGridLayout()
        self._contents_head = QLabel(self.tr("In the file"), self.body)
        self._contents_head.setProperty("role", "heading")
        self._where = QLabel(self.tr("Where to"), self.body)
        self._where.setProperty("role", "heading")
        self.targets = TargetList(shell.theme, self.body)
        self.other_button = QPushButton(self.tr("Another folder …  Ctrl+O"), self.body)
        self.workbook_too = QCheckBox(self.tr("An Excel workbook as well, for people to read"), self.body)
        self.write_button = QPushButton(self.tr("Hand over   F9"), self.body)
        self.write_button.setProperty("kind", "primary")
        self.progress = ProgressLine(self.body)
        self.done = QLabel(self.body)
        self.done.setWordWrap(True)
        self.done.setProperty("role", "done")
        self._received = QLabel(self)
        self._received.setWordWrap(True)
        self.receipt_button = QPushButton(self.tr("Read what came back   F6"), self)
        self._log_head = QLabel(self.tr("Written so far"), self)
        self._log_head.setProperty("role", "heading")
        self._log = QListWidget(self)
        LinesOfAnItem(shell.theme, self._log)
        self._log.setProperty("role", "panel")
        self._log.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._log.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._log_empty = QLabel(self.tr("Nothing has been handed over from here yet."), self)
        self._log_empty.setProperty("role", "quiet")
        self._log_empty.setWordWrap(True)
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------ page

    def title(self) -> str:
        return self.tr("Hand over")

    def summary(self) -> str:
        if self.standing is None or not self.standing.waiting:
            return ""
        return self.tr("%n record(s) not yet with the office", "", self.standing.waiting)

    def keys(self) -> list[Key]:
        if self.workspace.read_only:
            return []
        return [
            Key("F9", self.tr("hand over"), self.write),
            Key("F6", self.tr("read what came back"), self.read_return),
            Key("Ctrl+O", self.tr("another folder"), self.choose_folder),
        ]

    def help(self) -> str:
        return self.tr(
            "<p>Everything recorded on this computer goes into one file that only your office can open. It is written, "
            "read back and compared before it counts as done; the records stay here as well.</p>"
            "<p>It counts as delivered when the office's receipt has come back on the stick: plug it in and press F6. "
            "Handing over twice does no harm.</p>"
        )

    def on_show(self, **spot: Any) -> None:
        self._show_targets()
        self.refresh()
        self.targets.setFocus()

    def refresh(self) -> None:
        """Count again what there is to hand over, beside the window: it looks at every save."""
        workspace = self.workspace
        job = Job(lambda report: standing(workspace))
        job.succeeded.connect(self._show_standing)
        self.shell.start(job)

    # ------------------------------------------------------------------ writing

    def write(self) -> None:
        """F9: write the file, read it back, verify it."""
        folder = self.targets.folder()
        if folder is None or self.progress.is_working or self.workspace.read_only:
            return
        self.shell.settings.remember(REMEMBERED, folder)
        self.shell.settings.remember(WORKBOOK_TOO, int(self.workbook_too.isChecked()))
        self.done.hide()
        workspace, language, workbook = self.workspace, self.shell.language, self.workbook_too.isChecked()

        def work(report: Report) -> HandedOver:
            done = hand_over(workspace, folder, report, language)
            if workbook:
                # The pictures lie on the stick already.
                hand_over(workspace, done.path.with_suffix(".xlsx"), report, language, most_attached=0)
            return done

        job = Job(work)
        job.succeeded.connect(self._show_done)
        self.progress.follow(job, self.tr("Writing to %1, then reading it back …").replace("%1", str(folder)))
        job.ended.connect(self._show_can)
        self.write_button.setEnabled(False)
        self.shell.calm()
        self.shell.start(job)

    def choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where to"), str(self.targets.folder() or ""))
        if folder:
            self.shell.settings.remember(REMEMBERED, folder)
            self._show_targets(Path(folder))
            self.targets.setFocus()

    def _show_done(self, done: HandedOver) -> None:
        key = "handed_over_stick" if str(done.path.parent) in self.sticks.drives() else "handed_over"
        told = sentence(self.shell.language, f"status.{key}", persons=done.persons, new=done.new)
        lines = [told, f"{done.path.name}   {_size(done.size)}"]
        if done.attachments:
            lines.append(sentence(self.shell.language, "status.attached", count=done.attachments))
        if done.attachments_left:
            lines.append(sentence(self.shell.language, "status.attached_later", count=done.attachments_left))
        self.done.setText("\n".join(lines))
        self.done.show()
        self.shell.tell(told)
        self.refresh()

    # ------------------------------------------------------------------ what comes back

    def read_return(self) -> None:
        """F6: take in the receipt and what the office has written on the stick; without one, ask where it is."""
        folder = self.targets.folder()
        found = returns_in(self.workspace, folder) if folder is not None and folder.is_dir() else []
        if found:
            self.take(found[0])
            return
        file, _ = QFileDialog.getOpenFileName(self, self.tr("The office's answer"), str(folder or ""), "*.bundle")
        if file:
            self.take(Path(file))

    def take(self, file: Path) -> None:
        workspace = self.workspace
        job = Job(lambda report: take_return(workspace, file))
        job.succeeded.connect(self._show_returned)
        self.progress.follow(job, self.tr("Reading %1 …").replace("%1", file.name))
        self.shell.calm()
        self.shell.start(job)

    def _show_returned(self, returned: Returned) -> None:
        self.shell.note_saved(self.shell.now())
        if returned.version is not None:
            taken = sentence(self.shell.language, "publish.taken", version=returned.version.version)
            self.shell.renew(taken)
            return
        self.shell.tell(arrived(returned, self.shell.language))
        self.refresh()

    def _stick_came(self, root: str) -> None:
        self._show_targets(Path(root))

    def _stick_went(self, root: str) -> None:
        self._show_targets()

    # ------------------------------------------------------------------ showing

    def _show_targets(self, chosen: Path | None = None) -> None:
        settings = self.shell.settings
        kept = settings.recall(REMEMBERED)
        sticks = sorted(self.sticks.drives())
        folders = [Path(kept)] if kept and kept not in sticks and Path(kept).is_dir() else []
        if self.workspace.exports not in folders:
            folders.append(self.workspace.exports)
        if chosen is not None and str(chosen) not in sticks and chosen not in folders:
            folders.insert(0, chosen)
        remembered = Path(kept) if kept else None
        self.targets.show_targets(sticks, folders, chosen or remembered)
        self.workbook_too.setChecked(settings.recall(WORKBOOK_TOO) == "1")
        self._show_can()

    def _show_standing(self, found: Standing) -> None:
        self.standing = found
        if found.waiting:
            self._waiting.setText(self.tr("%n record(s) have not reached the office yet", "", found.waiting))
        elif found.contents:
            self._waiting.setText(self.tr("The office has everything that is here"))
        else:
            self._waiting.setText(self.tr("Nothing is recorded here yet"))
        self._contents_head.setVisible(bool(found.contents))
        self._unfinished.setText(
            self.tr("%n interview(s) are still open; they are carried as far as they have come.", "", found.unfinished)
        )
        self._unfinished.setVisible(found.unfinished > 0)
        self._show_contents(found)
        received = (
            sentence(self.shell.language, "status.arrived", date=_moment(found.received))
            if found.received
            else self.tr("No receipt has come back yet.")
        )
        back = [taken_back_in_words(each, self.shell.language) for each in found.taken_back]
        self._received.setText("\n\n".join([received, *back]))
        self._show_log(found)
        self._show_can()
        self.changed.emit()

    def _show_contents(self, found: Standing) -> None:
        while item := self._contents.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        datasets = self.workspace.definitions.datasets
        for column, (name, count) in enumerate(found.contents.items()):
            number = QLabel(f"{count:,}".replace(",", " "), self.body)
            number.setProperty("role", "title")
            label = QLabel(in_language(datasets[name].labels, self.shell.language, name), self.body)
            label.setProperty("role", "quiet")
            self._contents.addWidget(number, 0, column)
            self._contents.addWidget(label, 1, column)

    def _show_log(self, found: Standing) -> None:
        self._log.clear()
        for line in found.exports:
            self._log.addItem(self._log_line(line))
        self._log.setVisible(bool(found.exports))
        self._log_empty.setVisible(not found.exports)

    def _log_line(self, line: Exported) -> str:
        persons = self.tr("%n person(s)", "", line.persons)
        return f"{_moment(line.at)}   {persons}\n{line.file}"

    def _show_can(self) -> None:
        can = self.targets.count() > 0 and not self.progress.is_working and not self.workspace.read_only
        self.write_button.setEnabled(can)

    # ------------------------------------------------------------------ parts

    def _lay_out(self) -> None:
        sheet = QWidget(self.body)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self._waiting)
        column.addWidget(self._unfinished)
        self._contents.setHorizontalSpacing(40)
        self._contents.setVerticalSpacing(0)
        self._contents.setColumnStretch(12, 1)
        column.addSpacing(8)
        column.addWidget(self._contents_head)
        column.addLayout(self._contents)
        column.addSpacing(8)
        column.addWidget(self._where)
        column.addWidget(self.targets)
        other = QHBoxLayout()
        other.addWidget(self.other_button)
        other.addStretch()
        column.addLayout(other)
        column.addWidget(self.workbook_too)
        column.addSpacing(8)
        column.addWidget(self.write_button)
        column.addWidget(self.progress)
        column.addWidget(self.done)
        column.addStretch()
        self.done.hide()
        self._unfinished.hide()
        sheet.setMaximumWidth(self.shell.theme.pixels(WIDEST))
        scroll = QScrollArea(self.body)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(sheet)
        layout = QHBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        side = QFrame(self)
        side.setProperty("role", "panel")
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(16, 24, 16, 16)
        side_column.setSpacing(12)
        side_column.addWidget(self._received)
        side_column.addWidget(self.receipt_button)
        side_column.addSpacing(8)
        side_column.addWidget(self._log_head)
        side_column.addWidget(self._log_empty)
        side_column.addWidget(self._log, 1)
        side_column.addStretch(0)
        self.set_side(side)

    def _connect(self) -> None:
        self.write_button.clicked.connect(self.write)
        self.other_button.clicked.connect(self.choose_folder)
        self.receipt_button.clicked.connect(self.read_return)
        self.targets.accepted.connect(self.write)
        self.sticks.came.connect(self._stick_came)
        self.sticks.went.connect(self._stick_went)
        self.bind("F9", self.write)
        self.bind("F6", self.read_return)
        self.bind("Ctrl+O", self.choose_folder)


def _moment(at: str) -> str:
    return at[5:16].replace("T", " ")


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} KB"
