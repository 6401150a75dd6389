"""The merge desk: receive, look, merge, settle, hand back. Nothing enters the master before F9."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QFileSystemWatcher, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from forms.areas import in_language
from reports.indicators import Change
from survey_app import merge_desk
from survey_app.decisions import Decision
from survey_app.desktop.jobs import Job
from survey_app.desktop.merge_desk.batch_list import BatchList
from survey_app.desktop.merge_desk.conflict_view import ConflictView
from survey_app.desktop.merge_desk.desk import Desk, Merged, look, merge
from survey_app.desktop.merge_desk.duplicate_desk import DuplicateDesk
from survey_app.desktop.merge_desk.duplicate_view import DuplicateView
from survey_app.desktop.merge_desk.enrolling import Enrolling
from survey_app.desktop.merge_desk.lines import lines_of, tally
from survey_app.desktop.merge_desk.moved_list import MovedList
from survey_app.desktop.merge_desk.number_table import NumberRow, NumberTable
from survey_app.desktop.merge_desk.roll_call import RollCall
from survey_app.desktop.merge_desk.sticks import StickWatch
from survey_app.desktop.page import Key, Page
from survey_app.desktop.staff.staff_page import REQUEST
from survey_app.enrolment import staff_name
from survey_app.figure_lists import Moved, who_moves
from survey_app.form_check import is_form
from survey_app.hand_edits import is_waiting
from survey_app.master import MasterWritten, pending_edits, refresh_master
from survey_app.old_lists.looking import is_list
from survey_app.open_conflicts import OpenConflict, open_conflicts, settle
from survey_app.sent_back import assistant_of, send_back
from sync.commit import Commit, Value
from sync.errors import EditsNotRead, MasterInUse
from sync.replica import Batch

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

IN_USE, UNREAD, REFUSED = "in use", "unread", "refused"
"""Why the master was not brought up to date."""

PAUSE = 1500
"""Milliseconds after a change of the master before it is read: a saving program writes it in several steps."""


class MergePage(Page):
    SIDE_WIDTH = 356
    BODY_AT_LEAST = 760

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.setAcceptDrops(True)
        self.desk: Desk | None = None
        self._conflicts_open: list[OpenConflict] = []
        self._stick: Path | None = None
        """The stick whose files are being read: it gets the receipts."""
        self._roll = RollCall(shell.theme, self.body)
        self._tally = QLabel(self.body)
        self._tally.setProperty("role", "heading")
        self._receive = QPushButton(self.tr("Choose files …  Ctrl+O"), self.body)
        self._empty = QLabel(self.tr("Nothing yet. Plug in a stick or drop files here."), self.body)
        self._empty.setProperty("role", "quiet")
        self._effect_head = QLabel(self.body)
        self._effect_head.setProperty("role", "heading")
        self._effect = NumberTable(self.body)
        self._rest = QWidget(self.body)
        """Takes the room of the table where there is nothing to show in it."""
        self._fields = QLabel(self.body)
        self._fields.setProperty("role", "hint")
        self._fields.setWordWrap(True)
        self._merge = QPushButton(self.body)
        self._merge.setProperty("kind", "primary")
        self._undoable = QLabel(self.tr("Every batch can be taken back as a whole afterwards."), self.body)
        self._undoable.setProperty("role", "hint")
        self._conflicts = ConflictView(self._area_name, self._person_name, self._assistant_of, self.body)
        self._batches = BatchList(self.body)
        self._moved = MovedList(workspace, shell.language, self.body)
        self._duplicates = DuplicateDesk(workspace, shell, self._area_name, self.body)
        self._views = QStackedWidget(self.body)
        self._figures = NumberTable(self)
        self._figures_head = QLabel(self.tr("Totals"), self)
        self._figures_head.setProperty("role", "heading")
        self._who = QPushButton(self)
        self._who.hide()
        self._master = QLabel(self)
        self._master.setProperty("role", "hint")
        self._master.setWordWrap(True)
        self._open_master = QPushButton(self.tr("Open the master workbook"), self)
        self._steps: list[QPushButton] = []
        self._head = self._make_head()
        self._watch = QFileSystemWatcher(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._sticks = StickWatch(self)
        self._enrolling = Enrolling(workspace, shell, self._sticks, self)
        self._sides = QStackedWidget(self)
        self._can_enrol = workspace.pack is not None
        self._enrol = QPushButton(self.tr("New laptop …  F8"), self.body)
        self._enrol.setVisible(self._can_enrol)

        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------ page

    def title(self) -> str:
        return self.tr("Merge desk")

    def head(self) -> QWidget:
        return self._head

    def keys(self) -> list[Key]:
        if self._views.currentWidget() is self._conflicts and self._conflicts_open:
            alike = [Key("A", self.tr("alike ones"), self._conflicts.show_alike)] if self._conflicts.has_alike else []
            return [
                Key("1 2 3", self.tr("choose")),
                Key("Enter", self.tr("decide"), self._conflicts.decide),
                Key("R", self.tr("send back"), self._conflicts.ask_sentence),
                *alike,
                Key("PgDown", self.tr("next"), self._next_conflict),
                Key("PgUp", self.tr("back"), self._previous_conflict),
                Key("Esc", self.tr("leave; decides nothing"), self.step_back),
            ]
        if self._sides.currentIndex() == 1:
            return [Key("Esc", self.tr("leave"), self.step_back)]
        if self._views.currentWidget() is self._duplicates.view and self._duplicates.count:
            view = self._duplicates.view
            return [
                Key("1", self.tr("one person"), view.decide_one),
                Key("2", self.tr("two persons"), view.decide_two),
                Key("3", self.tr("send back"), view.ask_sentence),
                Key("X", self.tr("change sides"), view.change_sides),
                Key("PgDown", self.tr("next"), self._next_duplicate),
                Key("PgUp", self.tr("back"), self._previous_duplicate),
                Key("Esc", self.tr("leave; decides nothing"), self.step_back),
            ]
        if self._views.currentWidget() is self._batches:
            undo = [Key("U", self.tr("take back, or bring back"), self._batches.ask)] if self._batches.has_any else []
            return [*undo, Key("Esc", self.tr("back to the desk"), self.step_back)]
        if self._views.currentWidget() is self._moved:
            return [
                Key("Ctrl+C", self.tr("copy rows")),
                Key("Esc", self.tr("back to the desk"), self.step_back),
            ]
        waits = self.desk is not None and self.desk.mergeable > 0
        return [
            Key("Ctrl+O", self.tr("choose files"), self.choose_files),
            *([Key("F9", self.tr("merge"), self.merge)] if waits else []),
            *([Key("F5", self.tr("who is that"), self.show_moved)] if self._figures.numbers.rows else []),
            Key("F6", self.tr("conflicts"), self.show_conflicts),
            *([Key("F4", self.tr("same person?"), self.show_duplicates)] if self._duplicates.is_there else []),
            Key("F7", self.tr("batches"), self.show_batches),
            Key("Delete", self.tr("put the file aside"), self.put_aside),
            *([Key("F8", self.tr("new laptop"), self.enrol)] if self._can_enrol else []),
        ]

    def help(self) -> str:
        return self.tr(
            "<p>Plug in the sticks, or drop the files here. Good files never wait for bad ones, and nothing is written "
            "before F9.</p><p>The middle shows what would happen; the right shows the totals before and after. Any "
            "batch can be taken back later, even after other work.</p>"
        )

    def on_show(self, **spot: Any) -> None:
        """`view="conflicts"` or `"duplicates"` with a `record` opens there; `choose` asks for files at once."""
        self._roll.setFocus()
        self.refresh()
        if spot.get("view") == "conflicts":
            self.show_conflicts()
            self._conflicts.stand_at(spot.get("record", ""))
        elif spot.get("view") == "duplicates":
            self.show_duplicates()
            self._duplicates.view.stand_at(spot.get("record", ""))
        elif spot.get("choose"):
            self.choose_files()

    def refresh(self) -> None:
        self._look([])
        self._ask_conflicts_open()
        self._duplicates.look()
        self._batches.show_batches(self.workspace.store.batches(), self._names())

    def is_filling_in(self) -> bool:
        return self._sides.currentIndex() == 1

    def step_back(self) -> bool:
        if self._sides.currentIndex() != 0:
            self.leave_enrolling()
        elif self._step_back_inside():
            pass
        elif self._views.currentIndex() != 0:
            self._views.setCurrentIndex(0)
            self._mark_step()
            self._roll.setFocus()
        else:
            return False
        return True

    def _step_back_inside(self) -> bool:
        """Close what is open within a step: a list, the line for a sentence."""
        view = self._views.currentWidget()
        return isinstance(view, ConflictView | DuplicateView) and view.step_back()

    # ------------------------------------------------------------------ new laptops

    def enrol(self) -> None:
        """F8: the panel for a start bundle, at the right."""
        if not self._can_enrol or self.workspace.read_only:
            return
        self._sides.setCurrentIndex(1)
        self.changed.emit()
        if self.side_is_drawer and not self._sides.isVisible():
            self.toggle_drawer()
        self._enrolling.begin()

    def leave_enrolling(self) -> None:
        self._sides.setCurrentIndex(0)
        self.changed.emit()
        self.close_drawer()
        self._roll.setFocus()

    def print_what_stands_here(self) -> None:
        """Ctrl+P: the slip of the laptop just made."""
        if self._sides.currentIndex() == 1:
            self._enrolling.print_slip()

    # ------------------------------------------------------------------ receiving

    def choose_files(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(self, self.tr("Files to merge"), "", "*.bundle *.xlsx *.et *.xls *.csv")
        if files:
            self.receive([Path(file) for file in files])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.receive([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def receive(self, paths: list[Path]) -> None:
        """Copy files to the inbox, then look at everything that lies there.

        Forms and old lists go where they are looked at, the request of somebody who forgot a password to the staff
        page.
        """
        forms = [path for path in paths if is_form(path)]
        lists = [path for path in paths if is_list(path)]
        requests = [path for path in paths if path.suffix.lower() == REQUEST]
        self._look([path for path in paths if path not in (*forms, *lists, *requests)])
        if forms:
            self.shell.open("forms", file=str(forms[0]))
        elif lists:
            self.shell.open("old_list", file=str(lists[0]))
        elif requests:
            self.shell.open("staff", request=str(requests[0]))

    def put_aside(self) -> None:
        """Take a file from the desk without merging it: the bad ones, once somebody has been called."""
        line = self._roll.line()
        if line is None or line.arrival is None:
            return
        arrival = line.arrival
        aside = merge_desk.put_aside(self.workspace, arrival)
        self.shell.did(
            self.tr("%1 is put aside").replace("%1", aside.name),
            lambda: self._bring_back(aside, arrival.file),
            lambda: self._put_aside_again(arrival),
        )
        self._look([])

    def _bring_back(self, aside: Path, file: Path) -> None:
        aside.replace(file)
        self._look([])

    def _put_aside_again(self, arrival: Any) -> None:
        merge_desk.put_aside(self.workspace, arrival)
        self._look([])

    def _look(self, new: list[Path]) -> None:
        workspace = self.workspace
        self._effect_head.setText(self.tr("Reading what has come …"))
        self._merge.hide()
        self._undoable.hide()
        self._empty.hide()
        self._start(lambda report: look(workspace, new, report), self._show_desk)

    def _show_desk(self, desk: Desk) -> None:
        self.desk = desk
        self._answer_stick(desk)
        lines = lines_of(self.workspace, desk, self.shell.language)
        self._roll.roll.show(lines)
        self._empty.setVisible(not desk.arrivals)
        words = self.tr("due %1    ready %2    need you %3    missing %4")
        for number, count in enumerate(tally(desk, lines), start=1):
            words = words.replace(f"%{number}", str(count))
        self._tally.setText(words)
        self._show_effect(desk)

    # ------------------------------------------------------------------ looking

    def _show_effect(self, desk: Desk) -> None:
        rows = [NumberRow(self._area_name(area), _numbers(counts)) for area, counts in desk.outlook.by_area().items()]
        rows += [NumberRow(book.arrival.file.name, _numbers(book.counts)) for book in desk.books if book.is_waiting]
        total = sum((book.counts for book in desk.books if book.is_waiting), desk.outlook.counts)
        if rows:
            rows.append(NumberRow(self.tr("Together"), _numbers(total), is_total=True))
        head = [self.tr("new"), self.tr("changed"), self.tr("same"), self.tr("differ"), self.tr("refused")]
        self._effect.show_rows(["", *head], rows)
        self._effect_head.setText(
            self.tr("What it would do  (nothing is written yet)") if rows else self.tr("Nothing waits to be merged.")
        )
        if rows:
            self._show_fields(desk)
        else:
            self._show_next()
        can = desk.mergeable > 0 and not self.workspace.read_only
        self._merge.setText(self.tr("Merge %n file(s)   F9", "", desk.mergeable))
        self._merge.setEnabled(can)
        self._merge.setVisible(desk.mergeable > 0)
        self._effect.setVisible(bool(rows))
        self._rest.setVisible(not rows)
        self._undoable.setVisible(can)
        self._show_figures(desk)
        self._mark_step()

    def _show_next(self) -> None:
        """Nothing waits: say what is to be done instead."""
        count = sum(not conflict.remark for conflict in self._conflicts_open)
        settle_them = self.tr("%n disagreement(s) wait for you.  F6", "", count)
        self._fields.setText(settle_them if count else self.tr("Plug in the next stick, or drop files here."))

    def _show_fields(self, desk: Desk) -> None:
        datasets = self.workspace.definitions.datasets.values()
        labels = {field.name: field.labels for dataset in datasets for field in dataset.fields}
        told = [
            f"{in_language(labels[name], self.shell.language, name)} {count}"
            for name, count in desk.by_field().items()
            if name in labels
        ][:8]
        text = self.tr("Fields that would change:  %1").replace("%1", "   ".join(told))
        self._fields.setText(text if told else "")

    def _show_figures(self, desk: Desk) -> None:
        rows = [
            NumberRow(
                change.figure.label(self.shell.language),
                (_plain(change.before), _plain(change.figure.value), _signed(change.difference)),
                indent=1 if change.figure.parent else 0,
                key=change.figure.name,
            )
            for change in desk.figures
        ]
        kept = self._figures.currentIndex().row()
        self._figures.show_rows(["", self.tr("now"), self.tr("after"), self.tr("difference")], rows)
        self._figures.selectRow(kept if 0 <= kept < len(rows) else _first_with_parts(desk.figures))
        self._show_who()

    def _show_who(self) -> None:
        change = self._change()
        label = f"{change.figure.label(self.shell.language)} {_signed(change.difference)}".strip() if change else ""
        self._who.setText(self.tr("%1: who is that  F5").replace("%1", label))
        self._who.setVisible(change is not None)

    def _change(self) -> Change | None:
        name = self._figures.key()
        return next((each for each in (self.desk.figures if self.desk else ()) if each.figure.name == name), None)

    def show_moved(self) -> None:
        """F5: who stands behind the chosen figure: those who come and go, or all of them where nothing waits."""
        change, desk, workspace = self._change(), self.desk, self.workspace
        if change is None or desk is None:
            return
        name = change.figure.name
        if desk.mergeable and change.difference:
            self._start(lambda report: who_moves(workspace, desk.arrivals, name), self._show_moved)
        else:
            self.shell.open("reports", figure=name)

    def _show_moved(self, moved: Moved) -> None:
        change = self._change()
        label = change.figure.label(self.shell.language) if change else moved.figure
        self._moved.show_moved(label, moved)
        self._views.setCurrentWidget(self._moved)
        self._moved.setFocus()
        self._mark_step()

    # ------------------------------------------------------------------ merging

    def merge(self) -> None:
        """F9: merge what is ready. The rest stays where it is."""
        desk, workspace = self.desk, self.workspace
        if desk is None or not desk.mergeable or workspace.read_only:
            return
        self._merge.setEnabled(False)
        self._start(lambda report: merge(workspace, desk, report), self._show_merged)

    def _show_merged(self, merged: Merged) -> None:
        for error in merged.errors:
            self.shell.refuse(error)
        done = list(merged.batches)
        if done:
            self.shell.did(
                self.tr("%n file(s) merged", "", len(done)), lambda: self._take_back(done), lambda: self._bring(done)
            )
            self.shell.note_saved(self.shell.now())
        self.refresh()
        self.refresh_master()
        if self._conflicts_open:
            self.show_conflicts()

    def _take_back(self, batches: list[Batch]) -> None:
        for batch in reversed(batches):
            merge_desk.undo_batch(self.workspace, batch.id)
        self.refresh()

    def _bring(self, batches: list[Batch]) -> None:
        for batch in batches:
            merge_desk.redo_batch(self.workspace, batch.id)
        self.refresh()

    def show_batches(self) -> None:
        self._batches.show_batches(self.workspace.store.batches(), self._names())
        self._views.setCurrentWidget(self._batches)
        self._batches.setFocus()
        self._mark_step()

    def _undo_batch(self, batch: Batch) -> None:
        if batch.is_undone:
            self._bring([batch])
            self.shell.did(self.tr("The batch is back"), lambda: self._take_back([batch]), lambda: self._bring([batch]))
        else:
            self._take_back([batch])
            self.shell.did(
                self.tr("The batch is taken back"), lambda: self._bring([batch]), lambda: self._take_back([batch])
            )
        self.show_batches()
        self.refresh_master()

    # ------------------------------------------------------------------ settling

    def show_conflicts(self) -> None:
        self._ask_conflicts_open()
        self._views.setCurrentWidget(self._conflicts)
        self._conflicts.setFocus()
        self._mark_step()

    def _ask_conflicts_open(self) -> None:
        self._conflicts_open = open_conflicts(self.workspace, self.shell.language)
        self._conflicts.show_conflicts_open(self._conflicts_open)
        self._show_counts()
        if self.desk is not None and not self.desk.mergeable:
            self._show_next()

    def show_duplicates(self) -> None:
        """F4: who may be listed twice, one pair at a time."""
        if self._duplicates.is_there:
            self._views.setCurrentWidget(self._duplicates.view)
            self._duplicates.view.setFocus()
            self._mark_step()

    def _next_duplicate(self) -> None:
        self._duplicates.view.walk(+1)

    def _previous_duplicate(self) -> None:
        self._duplicates.view.walk(-1)

    def _next_conflict(self) -> None:
        self._conflicts.walk(+1)
        self.changed.emit()

    def _previous_conflict(self) -> None:
        self._conflicts.walk(-1)
        self.changed.emit()

    def _settle(self, decisions: list[tuple[OpenConflict, Mapping[str, Value]]]) -> None:
        if self.workspace.read_only:
            return
        commits = settle(self.workspace, decisions)
        told = self.tr("%n decided; it travels back to the laptops with the next hand-over.", "", len(decisions))
        self._did(told, commits)
        if not self._conflicts_open:
            self.refresh_master()

    def _send_back(self, conflict: OpenConflict, remark: str) -> None:
        """R: whoever recorded it is asked to look again."""
        if self.workspace.read_only:
            return
        commits = send_back(self.workspace, conflict.record, conflict.dataset, remark)
        who = self._assistant_of(conflict.area) or self._area_name(conflict.area)
        self._did(self.tr("Sent back to %1 with the next stick.").replace("%1", who), commits)

    def _did(self, told: str, commits: list[Commit]) -> None:
        decision = Decision(self.workspace, commits)
        self.shell.did(told, decision.take_back, decision.make_again)
        self.shell.note_saved(self.shell.now())
        self._ask_conflicts_open()
        self._conflicts.setFocus()

    # ------------------------------------------------------------------ master

    def refresh_master(self) -> None:
        """Bring the master up to date; never over an edit that nobody has read."""
        workspace, language = self.workspace, self.shell.language

        def work(report: Any) -> MasterWritten | str:
            try:
                edits = pending_edits(workspace)
                if edits is not None:
                    return UNREAD if is_waiting(workspace, edits) else REFUSED
                return refresh_master(workspace, None, report, language=language)
            except MasterInUse:
                return IN_USE
            except EditsNotRead:
                return UNREAD

        self._start(work, self._show_master)

    def _show_master(self, written: MasterWritten | str) -> None:
        if written == IN_USE:
            self._master.setText(
                self.tr(
                    "The master is open in WPS or Excel and was left alone; the merge itself is done. "
                    "It is refreshed when you close it."
                )
            )
        elif written == UNREAD:
            self._master.setText(self.tr("Somebody changed cells in the master. They lie on the desk: look, then F9."))
            self.receive([self.workspace.master])
        elif written == REFUSED:
            self._master.setText(
                self.tr(
                    "The master holds cells that were not taken; they stand under To do. It is refreshed when somebody "
                    "has dealt with them."
                )
            )
        else:
            self._master.setText(self.tr("The master workbook is up to date."))
        self._open_master.setVisible(self.workspace.master.exists())
        if self.workspace.master.exists() and str(self.workspace.master) not in self._watch.files():
            self._watch.addPath(str(self.workspace.master))

    def _master_changed(self) -> None:
        self._pause.start()

    # ------------------------------------------------------------------ parts

    def _start(self, work: Any, then: Any) -> None:
        job = Job(work)
        job.succeeded.connect(then)
        self.shell.start(job)

    def _area_name(self, area: str) -> str:
        return self.workspace.area_name(self.shell.language, area) or area

    def _person_name(self, number: str) -> str:
        return staff_name(self.workspace, number)

    def _assistant_of(self, area: str) -> str:
        return assistant_of(self.workspace, area)

    def _names(self) -> dict[str, str]:
        batches = self.workspace.store.batches()
        return {batch.area: self._area_name(batch.area) for batch in batches}

    def _show_counts(self) -> None:
        words = self._step_words()
        for step, word in zip(self._steps, words, strict=True):
            step.setText(word)
        self.changed.emit()

    def _step_words(self) -> list[str]:
        count = sum(not conflict.remark for conflict in self._conflicts_open)
        return [
            self.tr("1 Receive"),
            self.tr("2 Look"),
            self.tr("3 Batches"),
            self.tr("4 Settle") + (f"  {count}" if count else ""),
            *([self._duplicate_word()] if self._duplicates.is_there else []),
        ]

    def _duplicate_word(self) -> str:
        count = self._duplicates.count
        return self.tr("Same person?") + (f"  {count}" if count else "")

    def _mark_step(self) -> None:
        """Show at which step one stands: the view decides, and on the desk whether anything waits."""
        waits = self.desk is not None and self.desk.mergeable > 0
        view = self._views.currentIndex()
        place = {1: 3, 2: 2, 4: 4}.get(view, 1 if waits else 0)
        for number, step in enumerate(self._steps):
            step.setChecked(number == place)
        self.changed.emit()

    def _make_head(self) -> QWidget:
        head = QWidget()
        layout = QHBoxLayout(head)
        layout.setContentsMargins(0, 0, 0, 0)
        for word in self._step_words():
            step = QPushButton(word, head)
            step.setProperty("kind", "quiet")
            step.setCheckable(True)
            step.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._steps.append(step)
            layout.addWidget(step)
        layout.addStretch()
        return head

    def _lay_out(self) -> None:
        left = QWidget(self.body)
        left_column = QVBoxLayout(left)
        left_column.setContentsMargins(0, 8, 0, 8)
        self._tally.setContentsMargins(12, 4, 12, 4)
        self._empty.setContentsMargins(12, 4, 12, 4)
        left_column.addWidget(self._tally)
        left_column.addWidget(self._empty)
        left_column.addWidget(self._roll, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(12, 0, 12, 0)
        bottom.addWidget(self._receive)
        bottom.addWidget(self._enrol)
        bottom.addStretch()
        left_column.addLayout(bottom)
        middle = QWidget(self.body)
        middle_column = QVBoxLayout(middle)
        middle_column.setContentsMargins(16, 12, 16, 12)
        middle_column.setSpacing(8)
        middle_column.addWidget(self._effect_head)
        middle_column.addWidget(self._effect, 1)
        middle_column.addWidget(self._fields)
        middle_column.addWidget(self._rest, 1)
        middle_column.addWidget(self._merge)
        middle_column.addWidget(self._undoable)
        desk = QWidget(self.body)
        row = QHBoxLayout(desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 46)
        rule = QFrame(desk)
        rule.setProperty("role", "rule")
        row.addWidget(rule)
        row.addWidget(middle, 52)
        self._views.addWidget(desk)
        self._views.addWidget(self._conflicts)
        self._views.addWidget(self._batches)
        self._views.addWidget(self._moved)
        self._views.addWidget(self._duplicates.view)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._views)
        side = QFrame(self)
        side.setProperty("role", "panel")
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(16, 12, 16, 12)
        side_column.addWidget(self._figures_head)
        side_column.addWidget(self._figures, 1)
        side_column.addWidget(self._who)
        side_column.addWidget(self._master)
        side_column.addWidget(self._open_master)
        self._figures.setProperty("role", "panel")
        self._sides.addWidget(side)
        self._sides.addWidget(self._enrolling.panel)
        self.set_side(self._sides, self.SIDE_WIDTH)

    def _connect(self) -> None:
        self._receive.clicked.connect(self.choose_files)
        self._merge.clicked.connect(self.merge)
        self._open_master.clicked.connect(self._show_in_spreadsheet)
        self._who.clicked.connect(self.show_moved)
        self._figures.doubleClicked.connect(self.show_moved)
        self._figures.selectionModel().currentRowChanged.connect(self._show_who)
        self._conflicts.decided.connect(self._settle)
        self._conflicts.sent_back.connect(self._send_back)
        self._batches.undo_asked.connect(self._undo_batch)
        self._watch.fileChanged.connect(self._master_changed)
        self._pause.timeout.connect(self.refresh_master)
        self._sticks.came.connect(self._take_stick)
        self._enrol.clicked.connect(self.enrol)
        self._enrolling.left.connect(self.leave_enrolling)
        self.bind("F8", self.enrol)
        self.bind("Ctrl+P", self.print_what_stands_here)
        self.bind("Ctrl+O", self.choose_files)
        self.bind("F5", self.show_moved)
        self.bind("F9", self.merge)
        self._duplicates.counted.connect(self._show_counts)
        self.bind("F4", self.show_duplicates)
        self.bind("F6", self.show_conflicts)
        self.bind("F7", self.show_batches)
        self._roll_delete = QShortcut(QKeySequence("Delete"), self._roll)
        self._roll_delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._roll_delete.activated.connect(self.put_aside)
        steps = (self.step_back, self.step_back, self.show_batches, self.show_conflicts, self.show_duplicates)
        # The last is there only where the survey says what tells people apart.
        for step, act in zip(self._steps, steps, strict=False):
            step.clicked.connect(act)

    def _take_stick(self, folder: str) -> None:
        self.shell.tell(self.tr("Stick %1: reading …").replace("%1", folder))
        self._stick = Path(folder)
        self.receive([Path(folder)])

    def _answer_stick(self, desk: Desk) -> None:
        """Write a receipt, and what waits for the community, for every file that came on the stick."""
        stick, self._stick = self._stick, None
        if stick is None or self.workspace.read_only:
            return
        workspace = self.workspace
        came = [arrival for arrival in desk.arrivals if (stick / arrival.file.name).exists()]
        self._start(lambda report: merge_desk.write_back(workspace, came, stick), self._tell_answered)

    def _tell_answered(self, written: list[Path]) -> None:
        if written:
            self.shell.tell(
                self.tr("%n file(s) received; the receipts are on the stick. You can pull it out.", "", len(written))
            )
        else:
            self.shell.tell(self.tr("The stick has been read. You can pull it out."))

    def _show_in_spreadsheet(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.workspace.master)))


def _numbers(counts: Any) -> tuple[str, ...]:
    return tuple(str(n) for n in (counts.new, counts.changed, counts.unchanged, counts.conflicting, counts.refused))


def _first_with_parts(changes: Sequence[Change]) -> int:
    """Where to stand first: at the figure that others are parts of, which is what the survey is about."""
    parents = {change.figure.parent for change in changes} - {""}
    return next((place for place, change in enumerate(changes) if change.figure.name in parents), 0)


def _plain(value: int | float | None) -> str:
    return "" if value is None else str(value)


def _signed(value: int | float) -> str:
    return f"+{value}" if value > 0 else (str(value) if value else "")
