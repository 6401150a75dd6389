"""The merge desk: receive, look, merge, settle, hand back. Nothing enters the master before F9."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from survey_app import merge_desk
from survey_app.desktop.jobs import Job
from survey_app.desktop.merge_desk.batch_list import BatchList
from survey_app.desktop.merge_desk.change_view import ChangeView
from survey_app.desktop.merge_desk.conflict_desk import ConflictDesk
from survey_app.desktop.merge_desk.conflict_view import ConflictView
from survey_app.desktop.merge_desk.desk import Desk, Merged, changes_on, look, merge
from survey_app.desktop.merge_desk.desk_view import DeskView
from survey_app.desktop.merge_desk.duplicate_desk import DuplicateDesk
from survey_app.desktop.merge_desk.duplicate_view import DuplicateView
from survey_app.desktop.merge_desk.enrolling import Enrolling
from survey_app.desktop.merge_desk.ledger_paper import LedgerPaper
from survey_app.desktop.merge_desk.master_watch import MasterWatch
from survey_app.desktop.merge_desk.moved_list import MovedList
from survey_app.desktop.merge_desk.steps import BATCHES, LOOK, RECEIVE, SAME_PERSON, SETTLE, Steps
from survey_app.desktop.merge_desk.stick_answer import StickAnswer
from survey_app.desktop.merge_desk.sticks import StickWatch
from survey_app.desktop.merge_desk.totals import Totals
from survey_app.desktop.page import Key, Page
from survey_app.desktop.staff.staff_page import REQUEST
from survey_app.field_changes import FieldChange
from survey_app.figure_lists import Moved, who_moves
from survey_app.form_check import is_form
from survey_app.old_lists.looking import is_list
from survey_app.undoing import lines_of, undo_outlook
from survey_app.why import Act, ready_reasons
from sync.replica import Batch

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace


class MergePage(Page):
    SIDE_WIDTH = 336
    BODY_AT_LEAST = 760

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.setAcceptDrops(True)
        self.desk: Desk | None = None
        self._has_begun = False
        self._can_enrol = workspace.pack is not None
        self.desk_view = DeskView(workspace, shell, self._area_name, self.body)
        self.conflicts = ConflictDesk(workspace, shell, self.body)
        self.batches = BatchList(ready_reasons(Act.UNDO, shell.language), self.body)
        self.ledger = LedgerPaper(workspace, shell, self)
        self.moved = MovedList(workspace, shell.language, self.body)
        self.duplicates = DuplicateDesk(workspace, shell, self._area_name, self.body)
        self.changes = ChangeView(self._area_name, self.body)
        self.views = QStackedWidget(self.body)
        self.totals = Totals(shell.language, self)
        self.steps = Steps(self.duplicates.is_there)
        self._sticks = StickWatch(self)
        self.master = MasterWatch(workspace, shell, self)
        self._stick_answer = StickAnswer(workspace, shell, self._sticks, self)
        self.enrolling = Enrolling(workspace, shell, self._sticks, self)
        self.sides = QStackedWidget(self)

        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for view in (self.desk_view, self.conflicts.view, self.batches, self.moved, self.duplicates.view, self.changes):
            self.views.addWidget(view)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.views)
        self.sides.addWidget(self.totals)
        self.sides.addWidget(self.enrolling.panel)
        self.set_side(self.sides, self.SIDE_WIDTH)

    def _connect(self) -> None:
        self.desk_view.files_wanted.connect(self.choose_files)
        self.desk_view.merge_wanted.connect(self.merge)
        self.desk_view.laptop_wanted.connect(self.enrol)
        self.desk_view.changes_wanted.connect(self.show_changes)
        self.totals.who_asked.connect(self.show_moved)
        self.totals.master_asked.connect(self.master.open)
        self.batches.undo_asked.connect(self._look_before_undo)
        self.batches.undo_confirmed.connect(self._undo_batch)
        self.batches.print_wanted.connect(self.ledger.preview)
        self.batches.save_wanted.connect(self.ledger.save)
        self.conflicts.counted.connect(self._show_counts)
        self.conflicts.moved.connect(self.changed)
        self.conflicts.all_settled.connect(self.master.refresh)
        self.duplicates.counted.connect(self._show_counts)
        self.master.told.connect(self.totals.show_master)
        self.master.edited.connect(self._take_master)
        self._stick_answer.read.connect(self.receive)
        self.enrolling.left.connect(self.leave_enrolling)
        self.steps.chosen.connect(self._show_step)
        self.bind("F8", self.enrol)
        self.bind("Ctrl+P", self.print_what_stands_here)
        self.bind("Ctrl+S", self.save_what_stands_here)
        self.bind("Ctrl+O", self.choose_files)
        self.bind("F5", self.show_moved)
        self.bind("F9", self.merge)
        self.bind("F4", self.show_duplicates)
        self.bind("F6", self.show_conflicts)
        self.bind("F7", self.show_batches)
        aside = QShortcut(QKeySequence("Delete"), self.desk_view.roll)
        aside.setContext(Qt.ShortcutContext.WidgetShortcut)
        aside.activated.connect(self.put_aside)
        # Elsewhere on the page F2 is another key.
        listed = QShortcut(QKeySequence("F2"), self.desk_view)
        listed.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        listed.activated.connect(self.list_changes)

    # ------------------------------------------------------------------ page

    def title(self) -> str:
        return self.tr("Merge desk")

    def head(self) -> QWidget:
        return self.steps

    def keys(self) -> list[Key]:
        view = self.views.currentWidget()
        if view is self.conflicts.view and self.conflicts.has_any:
            return [*self.conflicts.keys(), Key("Esc", self.tr("leave; decides nothing"), self.step_back)]
        if self.sides.currentWidget() is self.enrolling.panel:
            return [Key("Esc", self.tr("leave"), self.step_back)]
        if view is self.duplicates.view and self.duplicates.count:
            return [*self.duplicates.keys(), Key("Esc", self.tr("leave; decides nothing"), self.step_back)]
        if view is self.batches:
            return [*self.batches.keys(), Key("Esc", self.tr("back to the desk"), self.step_back)]
        if view in (self.moved, self.changes):
            return [
                Key("Ctrl+C", self.tr("copy rows")),
                Key("Esc", self.tr("back to the desk"), self.step_back),
            ]
        return self._keys_of_the_desk()

    def _keys_of_the_desk(self) -> list[Key]:
        return [
            Key("Ctrl+O", self.tr("choose files"), self.choose_files),
            *([Key("F9", self.tr("merge"), self.merge)] if self._waits else []),
            *([Key("F5", self.tr("who is that"), self.show_moved)] if self.totals.has_any else []),
            Key("F6", self.tr("conflicts"), self.show_conflicts),
            *([Key("F4", self.tr("same person?"), self.show_duplicates)] if self.duplicates.is_there else []),
            Key("F7", self.tr("batches"), self.show_batches),
            *([Key("Delete", self.tr("put the file aside"), self.put_aside)] if self._has_files else []),
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
        self.desk_view.setFocus()
        self.refresh()
        if not self._has_begun:
            self._has_begun = True
            self._stick_answer.begin()
        if spot.get("view") == "conflicts":
            self.show_conflicts()
            self.conflicts.view.stand_at(spot.get("record", ""))
        elif spot.get("view") == "duplicates":
            self.show_duplicates()
            self.duplicates.view.stand_at(spot.get("record", ""))
        elif spot.get("choose"):
            self.choose_files()

    def refresh(self) -> None:
        self._look([])
        self.conflicts.look()
        self.duplicates.look()
        self.batches.show_batches(self.workspace.store.batches(), self._names())

    def is_filling_in(self) -> bool:
        return self.sides.currentWidget() is self.enrolling.panel

    def step_back(self) -> bool:
        if self.is_filling_in():
            self.leave_enrolling()
        elif self._step_back_inside():
            pass
        elif self.views.currentWidget() is not self.desk_view:
            self._show_view(self.desk_view)
        else:
            return False
        return True

    def _step_back_inside(self) -> bool:
        """Close what is open within a step: a list, the line for a sentence."""
        view = self.views.currentWidget()
        return isinstance(view, ConflictView | DuplicateView | BatchList) and view.step_back()

    def _show_view(self, view: QWidget) -> None:
        self.views.setCurrentWidget(view)
        view.setFocus()
        self._mark_step()

    def _show_step(self, step: int) -> None:
        acts = {BATCHES: self.show_batches, SETTLE: self.show_conflicts, SAME_PERSON: self.show_duplicates}
        acts.get(step, self.step_back)()

    def _mark_step(self) -> None:
        """Show at which step one stands: the view decides, and on the desk whether anything waits."""
        steps: dict[QWidget, int] = {
            self.conflicts.view: SETTLE,
            self.batches: BATCHES,
            self.duplicates.view: SAME_PERSON,
        }
        self.steps.stand_at(steps.get(self.views.currentWidget(), LOOK if self._waits else RECEIVE))
        self.changed.emit()

    def _show_counts(self) -> None:
        self.steps.show_waiting(self.conflicts.count, self.duplicates.count)
        if self.desk is not None and not self.desk.mergeable:
            self.desk_view.show_next(self.conflicts.count)
        self.changed.emit()

    # ------------------------------------------------------------------ new laptops

    def enrol(self) -> None:
        """F8: the panel for a start bundle, at the right."""
        if not self._can_enrol or self.workspace.read_only:
            return
        self.sides.setCurrentWidget(self.enrolling.panel)
        self.changed.emit()
        if self.side_is_drawer and not self.sides.isVisible():
            self.toggle_drawer()
        self.enrolling.begin()

    def leave_enrolling(self) -> None:
        self.sides.setCurrentWidget(self.totals)
        self.changed.emit()
        self.close_drawer()
        self.desk_view.setFocus()

    def print_what_stands_here(self) -> None:
        """Ctrl+P: the slip of the laptop just made, or the ledger."""
        if self.is_filling_in():
            self.enrolling.print_slip()
        elif self.views.currentWidget() is self.batches and self.batches.has_any:
            self.ledger.preview()

    def save_what_stands_here(self) -> None:
        """Ctrl+S: the ledger as a file."""
        if self.views.currentWidget() is self.batches and self.batches.has_any:
            self.ledger.save()

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
        line = self.desk_view.line()
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

    def _take_master(self) -> None:
        self.receive([self.workspace.master])

    def _look(self, new: list[Path]) -> None:
        workspace = self.workspace
        self.desk_view.show_reading()
        self._start(lambda report: look(workspace, new, report), self._show_desk)

    def _show_desk(self, desk: Desk) -> None:
        self.desk = desk
        self.desk_view.show_desk(desk, self.conflicts.count)
        self.totals.show_changes(desk.figures)
        self._mark_step()

    # ------------------------------------------------------------------ looking

    def show_moved(self) -> None:
        """F5: who stands behind the chosen figure: those who come and go, or all of them where nothing waits."""
        change, desk, workspace = self.totals.change, self.desk, self.workspace
        if change is None or desk is None:
            return
        name = change.figure.name
        if desk.mergeable and change.difference:
            self._start(lambda report: who_moves(workspace, desk.arrivals, name), self._show_moved)
        else:
            self.shell.open("reports", figure=name)

    def list_changes(self) -> None:
        """F2: field by field, of the community that is chosen among the numbers, else of all."""
        self.show_changes(self.desk_view.area())

    def show_changes(self, area: str) -> None:
        """Who would look different, from what to what, by whom, when, from which file."""
        desk, workspace, language = self.desk, self.workspace, self.shell.language
        if desk is None or not desk.mergeable:
            return

        def show(found: list[FieldChange]) -> None:
            self.changes.show_changes(found, area)
            self._show_view(self.changes)

        self._start(lambda report: changes_on(workspace, desk, language), show)

    def _show_moved(self, moved: Moved) -> None:
        change = self.totals.change
        self.moved.show_moved(change.figure.label(self.shell.language) if change else moved.figure, moved)
        self._show_view(self.moved)

    # ------------------------------------------------------------------ merging

    @property
    def _has_files(self) -> bool:
        return self.desk is not None and bool(self.desk.arrivals)

    @property
    def _waits(self) -> bool:
        return self.desk is not None and self.desk.mergeable > 0

    def merge(self) -> None:
        """F9: merge what is ready. The rest stays where it is."""
        desk, workspace = self.desk, self.workspace
        if desk is None or not desk.mergeable or workspace.read_only:
            return
        self.desk_view.forbid_merging()
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
        self.master.refresh()
        if self.conflicts.has_any:
            self.show_conflicts()

    def _take_back(self, batches: list[Batch], why: str = "") -> None:
        for batch in reversed(batches):
            merge_desk.undo_batch(self.workspace, batch.id, why)
        self.refresh()

    def _bring(self, batches: list[Batch]) -> None:
        for batch in batches:
            merge_desk.redo_batch(self.workspace, batch.id)
        self.refresh()

    def show_batches(self) -> None:
        self.batches.show_batches(self.workspace.store.batches(), self._names())
        self._show_view(self.batches)

    def _look_before_undo(self, batch: Batch) -> None:
        """What depends on it is told before anything is taken back."""
        workspace, language = self.workspace, self.shell.language

        def work(report: object) -> list[str]:
            return lines_of(undo_outlook(workspace, batch.id, language), workspace, language)

        self._start(work, lambda lines: self.batches.show_outlook(batch, lines))

    def _undo_batch(self, batch: Batch, why: str) -> None:
        if batch.is_undone:
            self._bring([batch])
            self.shell.did(self.tr("The batch is back"), lambda: self._take_back([batch]), lambda: self._bring([batch]))
        else:
            self._take_back([batch], why)
            self.shell.did(
                self.tr("The batch is taken back"), lambda: self._bring([batch]), lambda: self._take_back([batch], why)
            )
        self.show_batches()
        self.master.refresh()

    def show_conflicts(self) -> None:
        self.conflicts.look()
        self._show_view(self.conflicts.view)

    def show_duplicates(self) -> None:
        """F4: who may be listed twice, one pair at a time."""
        if self.duplicates.is_there:
            self._show_view(self.duplicates.view)

    # ------------------------------------------------------------------ parts

    def _start(self, work: Any, then: Any) -> None:
        job = Job(work)
        job.succeeded.connect(then)
        self.shell.start(job)

    def _area_name(self, area: str) -> str:
        return self.workspace.area_name(self.shell.language, area) or area

    def _names(self) -> dict[str, str]:
        batches = self.workspace.store.batches()
        return {batch.area: self._area_name(batch.area) for batch in batches}
