"""To do: everything that waits for this person, in one list; Enter goes to where it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from survey_app import merge_desk
from survey_app.desktop.jobs import Job
from survey_app.desktop.page import Key, Page
from survey_app.desktop.to_do.task_list import Line, TaskList
from survey_app.desktop.why_bar import WhyBar
from survey_app.to_do import DEALT_WITH, Kind, Task, deal_with, let_in, take_up_again, tasks
from survey_app.why import Act, ready_reasons

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace


class ToDoPage(Page):
    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.tasks: list[Task] = []
        self._is_read = False
        self.list = TaskList(shell.theme, self.body)
        self.in_full = QLabel(self.body)
        """The chosen line without dots: what a cell says and what was kept is longer than a row."""
        self.in_full.setWordWrap(True)
        self.in_full.setProperty("role", "hint")
        self.in_full.setTextFormat(Qt.TextFormat.PlainText)
        self.why = WhyBar(self.body)
        self._asked: tuple[Task, Act] | None = None
        """What a reason is asked for."""
        self._empty = QWidget(self.body)
        self._done = QLabel(self._empty)
        self._done.setProperty("role", "title")
        self._next = QLabel(self._empty)
        self._next.setProperty("role", "quiet")
        for words in (self._done, self._next):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.go_button = QPushButton(self._empty)
        self._lay_out()
        self.list.opened.connect(self.open_task)
        self.list.moved.connect(self._show_in_full)
        self.why.said.connect(self._decide)
        self.why.left.connect(self.list.setFocus)
        self.go_button.clicked.connect(self.go_on)
        self.bind("F8", self.act)
        self.bind("Delete", self.keep_out, inside=True)

    # ------------------------------------------------------------------ page

    def title(self) -> str:
        return self.tr("To do")

    def summary(self) -> str:
        return self.tr("%n to do", "", len(self.tasks)) if self.tasks else ""

    def keys(self) -> list[Key]:
        task = self.list.task()
        if task is None:
            return [Key("Enter", self.go_button.text(), self.go_on)] if self._is_read else []
        keys = [Key("Enter", self.tr("go there"), self.open_task)] if task.place else []
        if does := self._does(task.kind):
            keys.append(Key("F8", does, self.act))
        if task.kind is Kind.WITHHELD:
            keys.append(Key("Delete", self.tr("keep it out"), self.keep_out))
        return keys

    def help(self) -> str:
        if self.workspace.role.is_office:
            return self.tr(
                "<p>Here stands what only a person can decide. Enter goes to the place where it is done.</p>"
                "<p>Put aside: what came in a file but is not rightly signed, or belongs to another place. It is kept "
                "as it came. Call whoever recorded it; F8 lets it in after all, Delete keeps it out, and "
                "Ctrl+Z takes either back.</p>"
                "<p>A cell of a workbook that was not taken stands here with what it says and what was kept. Mend it "
                "in the workbook or call somebody; F8 strikes it from the list, and it stays in the log.</p>"
            )
        return self.tr(
            "<p>Doors that are due again come with the earliest first. Interviews that were not closed go on at the "
            "question where they stopped. Enter goes there.</p>"
            "<p>Sent back: the street asks to look at it again. It is done when the household has been saved again; "
            "F8 says that it is right as it stands.</p>"
        )

    def on_show(self, **spot: Any) -> None:
        self.list.setFocus()
        self.refresh()

    def refresh(self) -> None:
        workspace, language = self.workspace, self.shell.language
        job = Job(lambda report: tasks(workspace, language))
        job.succeeded.connect(self._show_tasks)
        self.shell.start(job)

    # ------------------------------------------------------------------ acting

    def open_task(self) -> None:
        task = self.list.task()
        if task is not None and task.place:
            self.shell.open(task.place, **task.spot)

    def go_on(self) -> None:
        """Nothing waits: go where the next work is."""
        self.shell.open("merge_desk" if self.workspace.role.is_office else "doors")

    def act(self) -> None:
        """F8: what a person can do about the chosen line here, without going anywhere."""
        task = self.list.task()
        if task is None or self.workspace.read_only:
            return
        if task.kind is Kind.WITHHELD:
            self._ask_why(task, Act.LET_IN)
        elif task.kind in DEALT_WITH:
            self._deal_with(task)

    def keep_out(self) -> None:
        """Delete: what was put aside has been looked at and stays out; it is kept as it came."""
        task = self.list.task()
        if task is not None and task.kind is Kind.WITHHELD and not self.workspace.read_only:
            self._ask_why(task, Act.KEEP_OUT)

    def step_back(self) -> bool:
        """Esc: the reasons are put away, nothing is decided."""
        was_asked = not self.why.isHidden()
        self.why.close_up()
        return was_asked

    def is_filling_in(self) -> bool:
        return not self.why.isHidden()

    def _ask_why(self, task: Task, act: Act) -> None:
        self._asked = task, act
        asked = self.tr("Let in, why?  %1") if act is Act.LET_IN else self.tr("Keep out, why?  %1")
        self.why.ask(asked.replace("%1", task.what), ready_reasons(act, self.shell.language))

    def _decide(self, why: str) -> None:
        if self._asked is not None:
            task, act = self._asked
            if act is Act.LET_IN:
                self._let_in(task, why)
            else:
                self._deal_with(task, why)
        self.list.setFocus()

    def _deal_with(self, task: Task, why: str = "") -> None:
        workspace = self.workspace
        deal_with(workspace, task, why)
        self.shell.did(
            self.tr("Struck from the list: %1").replace("%1", task.what),
            lambda: take_up_again(workspace, task),
            lambda: deal_with(workspace, task, why),
        )
        self.shell.note_saved(self.shell.now())
        self.refresh()

    def _let_in(self, task: Task, why: str) -> None:
        """Apply what was put aside after all."""
        try:
            batch, counts = let_in(self.workspace, task, why)
        except self.shell.refusals as error:
            self.shell.refuse(error)
            return
        self.shell.did(
            self.tr("%n record(s) let in", "", counts.total),
            lambda: _take_back(self.workspace, batch.id),
            lambda: _bring_back(self.workspace, batch.id),
        )
        self.shell.note_saved(self.shell.now())
        self.refresh()

    # ------------------------------------------------------------------ showing

    def _show_tasks(self, found: list[Task]) -> None:
        self.tasks, self._is_read = found, True
        lines: list[Line] = []
        for number, task in enumerate(found):
            if number == 0 or found[number - 1].kind is not task.kind:
                lines.append(Line(self._heading(task.kind)))
            lines.append(Line(task.what or self.tr("Somewhere"), task, self._sign(task.kind), self._when(task)))
        self.list.show_lines(lines)
        self._show_in_full()
        self._show_empty()
        self._stack.setCurrentIndex(0 if found else 1)
        focus = self.list if found else self.go_button
        if self.isVisible():
            focus.setFocus()
        self.changed.emit()

    def _show_empty(self) -> None:
        if self.workspace.role.is_office:
            self._done.setText(self.tr("Nothing is left to decide"))
            self._next.setText(self.tr("When the next sticks come, plug them in at the merge desk."))
            self.go_button.setText(self.tr("To the merge desk"))
        else:
            self._done.setText(self.tr("Nothing waits for today"))
            self._next.setText(self.tr("Go on with the next door that nobody has visited yet."))
            self.go_button.setText(self.tr("To the doors"))

    def _heading(self, kind: Kind) -> str:
        return {
            Kind.OPEN: self.tr("Interviews that were not closed"),
            Kind.RETURNED: self.tr("Sent back by the street"),
            Kind.UNFINISHED: self.tr("Handed over half asked"),
            Kind.OVERDUE: self.tr("Revisits that are overdue"),
            Kind.TODAY: self.tr("Revisits for today"),
            Kind.REGISTER: self.tr("Due in the registers"),
            Kind.CONFLICT: self.tr("Two answers that differ"),
            Kind.PERHAPS: self.tr("Perhaps entered twice"),
            Kind.REFUSED: self.tr("Not taken from a workbook"),
            Kind.COPIED: self.tr("A laptop that exists twice or has forgotten something"),
            Kind.WITHHELD: self.tr("Put aside when it came"),
            Kind.CONTESTED: self.tr("Deleted, though others went on with it"),
            Kind.UNPLACED: self.tr("Without a household"),
            Kind.UNFIT: self.tr("Answers that do not fit their question"),
            Kind.ASKED: self.tr("Sent back; the assistant has not answered yet"),
        }[kind]

    def _sign(self, kind: Kind) -> str:
        return {
            Kind.OPEN: self.tr("Open"),
            Kind.RETURNED: self.tr("Back"),
            Kind.UNFINISHED: self.tr("Half"),
            Kind.OVERDUE: self.tr("Late"),
            Kind.TODAY: self.tr("Due"),
            Kind.REGISTER: self.tr("List"),
            Kind.CONFLICT: self.tr("Differ"),
            Kind.PERHAPS: self.tr("Same?"),
            Kind.REFUSED: self.tr("Cell"),
            Kind.COPIED: self.tr("Copy"),
            Kind.WITHHELD: self.tr("Aside"),
            Kind.CONTESTED: self.tr("Gone?"),
            Kind.UNPLACED: self.tr("Loose"),
            Kind.UNFIT: self.tr("Odd"),
            Kind.ASKED: self.tr("Asked"),
        }[kind]

    def _does(self, kind: Kind) -> str:
        """What F8 does about a line of that kind, "" for nothing."""
        return {
            Kind.WITHHELD: self.tr("let it in after all"),
            Kind.RETURNED: self.tr("it is right as it stands"),
            Kind.ASKED: self.tr("ask no more"),
            Kind.PERHAPS: self.tr("they are two people"),
            Kind.REFUSED: self.tr("dealt with"),
            Kind.COPIED: self.tr("dealt with"),
        }.get(kind, "")

    def _show_in_full(self) -> None:
        task = self.list.task()
        self.in_full.setText("   ".join(part for part in (task.what, task.detail) if part) if task else "")
        self.in_full.setVisible(task is not None and bool(task.detail))
        self.changed.emit()

    def _when(self, task: Task) -> str:
        if not task.when:
            return ""
        if task.when[:10] == self.shell.now().date().isoformat():
            return task.when[11:16]
        return f"{task.when[5:10]} {task.when[11:16]}"

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._empty)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._done)
        column.addWidget(self._next)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.go_button)
        row.addStretch()
        column.addLayout(row)
        column.addStretch(3)
        whole = QWidget(self.body)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.list, 1)
        told = QVBoxLayout()
        told.setContentsMargins(16, 8, 16, 8)
        told.addWidget(self.in_full)
        told.addWidget(self.why)
        rows.addLayout(told)
        self._stack = QStackedLayout(self.body)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty)


def _take_back(workspace: Workspace, batch: str) -> None:
    merge_desk.undo_batch(workspace, batch)


def _bring_back(workspace: Workspace, batch: str) -> None:
    merge_desk.redo_batch(workspace, batch)
