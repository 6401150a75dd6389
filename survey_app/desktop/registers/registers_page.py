"""Registers: the list of one, a part of it or what is due; digits take steps, Ctrl+N begins a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from forms.areas import in_language
from forms.register import Register, Step
from survey_app.desktop.in_full import InFull
from survey_app.desktop.jobs import Job
from survey_app.desktop.page import Key, Page
from survey_app.desktop.people.record_table import RecordTable
from survey_app.desktop.registers.holder_strip import HolderStrip
from survey_app.desktop.registers.list_saving import ListSaving
from survey_app.desktop.registers.part_bar import PartBar
from survey_app.desktop.registers.register_acts import RegisterActs
from survey_app.desktop.registers.register_model import RegisterModel
from survey_app.desktop.registers.register_names import RegisterNames
from survey_app.desktop.registers.step_strip import StepStrip
from survey_app.desktop.registers.target_strip import TargetStrip
from survey_app.register_groups import grouped
from survey_app.register_holders import Found, about, holder_words, holders_like
from survey_app.register_listing import DUE, note_numbers_in_full, overview
from survey_app.register_steps import given_by, holder_for, may, questions_of, refuse_elsewhere, steps_for
from survey_app.registers import RegisterList, RegisterRow, Wanted, registers_of
from survey_app.sentences import sentence
from survey_app.target_block import cells_of, targets_of
from survey_app.workspace_errors import StepRefused

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

PAUSE = 120
"""Milliseconds after the last key before searching."""
WIDTH = 200


class RegistersPage(Page):
    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        groups = grouped(registers_of(workspace), shell.language)
        self._registers = {each.name: each for _, registers in groups for each in registers}
        self.register = next(iter(self._registers.values()))
        self.model: RegisterModel | None = None
        self.part = ""
        self._text = ""
        self._holder = ""
        self._step: Step | None = None
        self._opened: tuple[Register, dict[str, str]] | None = None
        """The register of the record that a step begins, and what the step gives it, while whom is asked."""
        self.names = RegisterNames(self._titles_under_headings(groups), self.body)
        self.names.setFixedWidth(shell.theme.pixels(WIDTH))
        self.parts = PartBar(self.body)
        self.new_button = QPushButton(self.tr("New  Ctrl+N"), self.body)
        self.new_button.setProperty("kind", "primary")
        self._about = QLabel(self.body)
        self._about.setProperty("role", "told")
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self.table = RecordTable(self.body)
        self._empty = QLabel(self.body)
        self._empty.setProperty("role", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._views = QStackedWidget(self.body)
        self.steps = StepStrip(self.body)
        self.acts = RegisterActs(self)
        self.saving = ListSaving(self)
        self.holders = HolderStrip(self._find_holder, self.body)
        self.targets = TargetStrip(workspace, shell.language, self.body)
        self.paste_button = QPushButton(self.tr("Paste a block  Ctrl+V"), self.body)
        self.paste_button.hide()
        self.in_full = InFull(self.body)
        self._full_of: tuple[str, str, str, str] | None = None
        """Of which list, part, search and person a reason for numbers in full was given."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------ page

    def title(self) -> str:
        return in_language(self.register.title, self.shell.language, self.register.name)

    def summary(self) -> str:
        return self.tr("%n record(s)", "", self.model.rowCount() if self.model else 0)

    def search_hint(self) -> str:
        return self.tr("Name, initials, ID, number")

    def search(self, text: str) -> None:
        self._text = text
        self._pause.start()

    def search_done(self, text: str) -> None:
        self._text = text
        self._read()
        self._stand(0)

    def keys(self) -> list[Key]:
        if self.steps.isVisible():
            act = self.title_of(self._step) if self._step else ""
            return [Key("F9", act, self.take_asked), Key("Esc", self.tr("leave it"), self.step_back)]
        if self.holders.isVisible():
            return [Key("Enter", self.tr("begin")), Key("Esc", self.tr("leave it"), self.step_back)]
        if self.targets.isVisible():
            return [
                Key("F9", self.tr("keep the targets"), self.targets.keep),
                Key("Esc", self.tr("leave it"), self.step_back),
            ]
        row = self.current()
        keys = [Key(step.key, self.title_of(step)) for step in self._steps_of(row) if step.key] if row else []
        if row:
            keys.append(Key("Enter", self.tr("open"), self.open_record))
        if row and self._is_matched:
            keys.append(Key("F4", self.tr("match"), self.match))
        if self._may_begin:
            keys.append(Key("Ctrl+N", self.tr("new"), self.new))
        if len(self.parts.names) > 1:
            keys.append(Key("F2", self.tr("next list"), self.next_part))
        if row:
            keys.append(Key("Ctrl+S", self.tr("save"), self.saving.ask_where))
        keys.append(Key("Ctrl+PgDn", self.tr("next register"), self.next_register))
        return keys

    def help(self) -> str:
        return self.tr(
            "<p>On the left the registers, with what is due of each. Above the table the parts of a list: everything, "
            "what is due, and those that the pack names; F2 goes to the next.</p>"
            "<p>A digit takes a step with the chosen record; only the steps that you may take from where it stands are "
            "shown below. What a step asks is asked under the table, F9 takes it, Esc leaves everything as it was. "
            "Ctrl+Z takes a step back. In the registers of posts and candidates F4 matches the chosen one.</p>"
            "<p>Ctrl+N begins a record: type a name, initials, an ID or a phone, Enter chooses. Delete takes a record "
            "away. Ctrl+C copies rows for WPS or Excel.</p>"
            "<p>Ctrl+S saves the list as it is shown: as a workbook, as a page to print or as plain text. Numbers are "
            "in full only after you have said why; that is kept with your name.</p>"
        )

    def on_show(self, **spot: Any) -> None:
        """`register` names one, `part` a part of it; `holder` is a person whose records alone are wanted."""
        if spot:
            self._holder = spot.get("holder", "")
        self.open_register(spot.get("register", self.register.name), keep_part=not spot)
        if spot.get("part") in self.parts.names:
            self.show_part(spot["part"])
        self._tell_due()

    def refresh(self) -> None:
        self._read()
        self._tell_due()

    def is_filling_in(self) -> bool:
        return self.steps.isVisible() or self.holders.isVisible() or self.targets.isVisible()

    def step_back(self) -> bool:
        if self.is_filling_in():
            self.leave_strips()
            return True
        if self.in_full.is_open:
            self.in_full.leave()
            self._read()
            self.table.setFocus()
            return True
        if self._holder:
            self._holder = ""
            self._read()
            return True
        return False

    # ------------------------------------------------------------------ targets as a block

    @property
    def _takes_blocks(self) -> bool:
        settings = targets_of(self.workspace)
        return settings is not None and settings.dataset == self.register.dataset and self._may_begin

    def paste(self) -> None:
        """Ctrl+V in the list of targets: look at what a spreadsheet has put on the clipboard."""
        if self._takes_blocks:
            self.leave_strips()
            self.targets.show_rows(cells_of(QGuiApplication.clipboard().text()))
            self.changed.emit()

    def _kept_targets(self, count: int) -> None:
        self.leave_strips()
        self.refresh()
        self.shell.tell(sentence(self.shell.language, "targets.kept", count=count))

    # ------------------------------------------------------------------ which list

    def open_register(self, name: str, keep_part: bool = False) -> None:
        """Show another register."""
        self.leave_strips()
        self.in_full.leave()
        changed = name != self.register.name or not self.parts.names
        self.register = self._registers.get(name, self.register)
        self.names.mark(self.register.name)
        if changed or not keep_part:
            self.part = ""
            self.parts.show_parts(self._part_titles())
        self.in_full.setVisible(bool(self.register.masked))
        self.new_button.setVisible(self._may_begin)
        self.paste_button.setVisible(self._takes_blocks)
        self._read()
        self._stand(0)

    def next_register(self) -> None:
        self._go_register(1)

    def previous_register(self) -> None:
        self._go_register(-1)

    def show_part(self, name: str) -> None:
        """Show a part of the list: "" everything, DUE what is due, else a filter of the pack."""
        self.part = name
        self.parts.mark(name)
        self._read()
        self._stand(0)

    def next_part(self) -> None:
        names = self.parts.names
        self.show_part(names[(names.index(self.part) + 1) % len(names)])

    # ------------------------------------------------------------------ acts

    def current(self) -> RegisterRow | None:
        place = self.table.currentIndex().row()
        return self.model.row(place) if self.model and 0 <= place < self.model.rowCount() else None

    def open_record(self) -> None:
        """Enter: the record itself, as its form asks it."""
        row = self.current()
        if row is None:
            return
        roles = self.workspace.pack.roles if self.workspace.pack else None
        if self.register.only_lists and roles and self.register.dataset == roles.person:
            household = self.workspace.store.record(row.parent_id)
            door = household.parent if household else ""
            self.shell.open("interview", door=door, record=row.parent_id, person=row.record_id)
            return
        try:
            refuse_elsewhere(self.workspace, row.record_id, self.shell.language)
        except StepRefused as refused:
            self.acts.refuse(refused)
            return
        self.shell.open("interview", form=self.register.form, record=row.record_id)

    def new(self) -> None:
        """Ctrl+N: begin a record, first asking on whom."""
        if not self._may_begin or self.is_filling_in():
            return
        if not self.register.of:
            self.acts.begin(self.register, "")
        elif self._holder and self._is_of_holder:
            self.acts.begin(self.register, self._holder)
        else:
            self._ask_whom(self.register, {})

    def act(self, digit: str) -> None:
        """A digit: the step that it stands for."""
        row = self.current()
        if row is None or self.is_filling_in():
            return
        step = next((each for each in self._steps_of(row) if each.key == digit), None)
        if step is None:
            return
        if step.is_opened:
            self._open(step, row)
        elif step.ask:
            questions = questions_of(self.workspace, self.register, row.record_id, step, self.shell.language)
            self._step = step
            whom = about(self.workspace, self.register, row)
            self.steps.ask(f"{self.title_of(step)}   {whom}", self.title_of(step), questions)
            self.changed.emit()
        else:
            self.acts.take(step, row, {})

    def match(self) -> None:
        """F4: who fits the chosen post, which posts fit the chosen person."""
        row = self.current()
        if row is not None and self._is_matched and not self.is_filling_in():
            self.shell.open("match", register=self.register.name, record=row.record_id)

    def take_asked(self) -> None:
        """F9: the step with what was answered; or the block of targets."""
        if self.targets.isVisible():
            self.targets.keep()
            return
        row = self.current()
        if self.steps.isVisible() and self._step is not None and row is not None:
            self.acts.take(self._step, row, self.steps.answers)

    def delete(self) -> None:
        """Delete: gone at once, with the way back; in the history for ever."""
        row = self.current()
        if row is not None and not (self.workspace.read_only or self.register.only_lists or self.is_filling_in()):
            self.acts.delete(row)

    def _open(self, step: Step, row: RegisterRow) -> None:
        """Begin the record that a step opens, first asking on whom where this one does not say."""
        opened = self._registers[step.opens]
        try:
            given = given_by(self.workspace, self.register, row.record_id, step, self.shell.language)
        except StepRefused as refused:
            self.acts.refuse(refused)
            return
        holder = holder_for(self.register, opened, row)
        if opened.of and not holder:
            self._ask_whom(opened, given)
        else:
            self.acts.begin(opened, holder, given)

    def _ask_whom(self, register: Register, given: dict[str, str]) -> None:
        self._opened = register, given
        nobody = "" if register.needs_one else self.tr("Nobody by name")
        title = in_language(register.title, self.shell.language, register.name)
        self.holders.ask(self.tr("%1: about whom?").replace("%1", title), nobody)
        self.changed.emit()

    # ------------------------------------------------------------------ showing

    @property
    def _may_begin(self) -> bool:
        register = self.register
        is_begun_here = not (register.only_lists or register.new.by_step)
        return is_begun_here and may(self.workspace, register.new.by)

    @property
    def _is_matched(self) -> bool:
        matched = [each for each in self._registers.values() if each.match.candidates]
        return any(self.register.name in (each.name, each.match.candidates) for each in matched)

    @property
    def _is_of_holder(self) -> bool:
        record = self.workspace.store.record(self._holder)
        return record is not None and record.dataset == self.register.of

    def _steps_of(self, row: RegisterRow) -> Sequence[Step]:
        return steps_for(self.workspace, self.register, row.state)

    def title_of(self, step: Step) -> str:
        return in_language(step.title, self.shell.language, step.name)

    def _find_holder(self, text: str) -> list[Found]:
        return holders_like(self.workspace, self._opened[0] if self._opened else self.register, text)

    def _read(self) -> None:
        self._pause.stop()
        stood = self.current()
        today = self.shell.now().date()
        reason = self._reason()
        listed = RegisterList(self.workspace, self.register, self.shell.language, bool(reason))
        wanted = Wanted(
            text=self._text,
            filter="" if self.part == DUE else self.part,
            due_on=today if self.part == DUE else None,
            holder=self._holder if self._is_of_holder else "",
            today=today,
        )
        heads = (self.tr("Due"), self.tr("What for"))
        model = RegisterModel(listed, wanted, today, heads, self.shell.theme)
        if reason:
            try:
                note_numbers_in_full(listed, wanted, model.rowCount(), reason)
            except self.shell.refusals as refused:
                self.in_full.leave()
                self._read()
                self.shell.refuse(refused)
                return
        self.model = model
        self.table.show_model(self.model)
        self.table.selectionModel().currentRowChanged.connect(self._tell_keys)
        # Where there was nothing, the button had the cursor.
        place = self.model.place_of(stood.record_id) if stood else 0
        self._stand(max(0, place), with_focus=self.new_button.hasFocus())
        self._tell()

    def _reason(self) -> str:
        """Return why numbers are shown in full; a reason is for the list that it was given for, and for no other."""
        of = (self.register.name, self.part, self._text, self._holder)
        if self._full_of != of:
            self.in_full.leave()
        self._full_of = of
        return self.in_full.reason

    def _show_in_full(self) -> None:
        self._read()
        self.table.setFocus()

    def part_title(self) -> str:
        """Return what the part of the list that is shown is called, "" for everything."""
        return self._part_titles()[self.part] if self.part else ""

    def told_of_the_list(self) -> list[str]:
        """Return what makes the list that is shown less than the whole register: a part, a person, a search."""
        whom = holder_words(self.workspace, self._holder) if self._holder and self._is_of_holder else ""
        return [words for words in (self.part_title(), whom, self._text.strip()) if words]

    def _tell(self) -> None:
        count = self.model.rowCount() if self.model else 0
        self._views.setCurrentIndex(0 if count else 1)
        if self._text:
            self._empty.setText(self.tr("Nothing is found. Try fewer letters, or only the surname."))
        elif self.part == DUE:
            self._empty.setText(self.tr("Nothing is due."))
        elif self.part or not self._may_begin:
            self._empty.setText(self.tr("There is none of these."))
        else:
            self._empty.setText(self.tr("No record yet. Ctrl+N begins the first one."))
        whom = holder_words(self.workspace, self._holder) if self._holder else ""
        self._about.setText(self.tr("Only of %1.  Esc shows all").replace("%1", whom))
        self._about.setVisible(bool(whom))
        self.changed.emit()

    def _tell_keys(self) -> None:
        self.changed.emit()

    def _tell_due(self) -> None:
        """Count what is due of each register, beside the work."""
        workspace, language = self.workspace, self.shell.language
        job = Job(lambda report: {name: due for name, _, _, due in overview(workspace, language)})
        job.succeeded.connect(self._show_due)
        self.shell.start_calmly(job)

    def _show_due(self, due: dict[str, int]) -> None:
        self.names.show_due(due)
        self.parts.show_count(DUE, due.get(self.register.name, 0))

    def _part_titles(self) -> dict[str, str]:
        language, register = self.shell.language, self.register
        titles = {"": self.tr("All")} | ({DUE: self.tr("Due")} if register.dues else {})
        return titles | {each.name: in_language(each.title, language, each.name) for each in register.filters}

    def stand_on(self, record_id: str) -> None:
        """Stand on a record, where it is in the list; else on the first."""
        if self.model:
            self._stand(max(0, self.model.place_of(record_id)))

    def _stand(self, place: int, with_focus: bool = True) -> None:
        if self.model is not None and self.model.rowCount():
            self.table.stand_on(min(place, self.model.rowCount() - 1))
        if with_focus and not self.is_filling_in():
            (self.table if self.model and self.model.rowCount() else self.new_button).setFocus()

    def leave_strips(self) -> None:
        was_shown = self.is_filling_in()
        self._step, self._opened = None, None
        self.steps.leave()
        self.holders.hide()
        self.targets.hide()
        if was_shown:
            self.table.setFocus()
            self.changed.emit()

    def _titles_under_headings(self, groups: Sequence[tuple[str, list[Register]]]) -> list[tuple[str, dict[str, str]]]:
        # What the pack puts under no heading stands last, under one of ours where there are others.
        others = self.tr("Others") if len(groups) > 1 else ""
        language = self.shell.language
        return [
            (heading or others, {each.name: in_language(each.title, language, each.name) for each in registers})
            for heading, registers in groups
        ]

    def _go_register(self, by: int) -> None:
        names = self.names.names
        self.open_register(names[(names.index(self.register.name) + by) % len(names)])

    def _chosen(self, record_id: str) -> None:
        register, given = self._opened or (self.register, {})
        self.acts.begin(register, record_id, given)

    def _digit(self) -> None:
        shortcut = self.sender()
        if shortcut is not None:
            self.act(str(shortcut.property("digit")))

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.parts, 1)
        for widget in (self.in_full, self.paste_button, self.new_button):
            above.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self._views.addWidget(self.table)
        self._views.addWidget(self._empty)
        right = QVBoxLayout()
        right.setContentsMargins(16, 12, 16, 16)
        right.setSpacing(8)
        right.addLayout(above)
        right.addWidget(self._about)
        right.addWidget(self._views, 1)
        right.addWidget(self.steps)
        right.addWidget(self.holders)
        right.addWidget(self.targets)
        layout = QHBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.names)
        layout.addLayout(right, 1)

    def _bind_in_table(self, key: str, run: Callable[[], None]) -> QShortcut:
        """Make a key work while the table has the cursor: in a question a digit is an answer."""
        shortcut = QShortcut(QKeySequence(key), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(run)
        return shortcut

    def _connect(self) -> None:
        self._pause.timeout.connect(self._read)
        self.names.chosen.connect(self.open_register)
        self.parts.chosen.connect(self.show_part)
        self.new_button.clicked.connect(self.new)
        self.table.doubleClicked.connect(self.open_record)
        self.steps.accepted.connect(self.take_asked)
        self.steps.left.connect(self.leave_strips)
        self.holders.chosen.connect(self._chosen)
        self.holders.left.connect(self.leave_strips)
        self.targets.left.connect(self.leave_strips)
        self.targets.kept.connect(self._kept_targets)
        self.paste_button.clicked.connect(self.paste)
        for digit in "123456789":
            self._bind_in_table(digit, self._digit).setProperty("digit", digit)
        self._bind_in_table("Return", self.open_record)
        self._bind_in_table("Delete", self.delete)
        self.in_full.given.connect(self._show_in_full)
        self.bind("Ctrl+N", self.new)
        self.bind("Ctrl+S", self.saving.ask_where)
        self.bind("F2", self.next_part)
        self.bind("F4", self.match)
        self.bind("F9", self.take_asked)
        self.bind("Ctrl+V", self.paste, inside=True)
        self.bind("Ctrl+PgDown", self.next_register)
        self.bind("Ctrl+PgUp", self.previous_register)
