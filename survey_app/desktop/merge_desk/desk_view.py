"""The desk itself: who has come and who is missing, and what merging it would do. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from forms.areas import in_language
from survey_app.desktop.merge_desk.desk import Desk
from survey_app.desktop.merge_desk.lines import Line, lines_of, tally
from survey_app.desktop.merge_desk.number_table import NumberRow, NumberTable
from survey_app.desktop.merge_desk.roll_call import RollCall

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

FIELDS_TOLD = 8


class DeskView(QWidget):
    files_wanted = Signal()
    merge_wanted = Signal()
    laptop_wanted = Signal()
    changes_wanted = Signal(str)
    """What would change field by field, in one community; "" for all."""

    def __init__(
        self, workspace: Workspace, shell: Shell, area_name: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._shell, self._area_name = workspace, shell, area_name
        self.roll = RollCall(shell.theme, self)
        self._tally = QLabel(self)
        self._tally.setProperty("role", "heading")
        self._receive = QPushButton(self.tr("Choose files …  Ctrl+O"), self)
        self._enrol = QPushButton(self.tr("New laptop …  F8"), self)
        self._enrol.setVisible(workspace.pack is not None)
        self._empty = QLabel(self.tr("Nothing yet. Plug in a stick or drop files here."), self)
        self._empty.setProperty("role", "quiet")
        self._effect_head = QLabel(self)
        self._effect_head.setProperty("role", "heading")
        self._effect = NumberTable(self)
        self._rest = QWidget(self)
        """Takes the room of the table where there is nothing to show in it."""
        self._fields = QLabel(self)
        self._fields.setProperty("role", "hint")
        self._fields.setWordWrap(True)
        self._merge = QPushButton(self)
        self._merge.setProperty("kind", "primary")
        self._list = QPushButton(self.tr("Who, and from what to what …  F2"), self)
        self._undoable = QLabel(self.tr("Every batch can be taken back as a whole afterwards."), self)
        self._undoable.setProperty("role", "hint")
        self.setFocusProxy(self.roll)
        self._lay_out()
        self._receive.clicked.connect(self.files_wanted)
        self._merge.clicked.connect(self.merge_wanted)
        self._enrol.clicked.connect(self.laptop_wanted)
        self._list.clicked.connect(self._want_changes)
        self._effect.doubleClicked.connect(self._want_changes)

    def line(self) -> Line | None:
        """The line of the roll call that is chosen."""
        return self.roll.line()

    def show_reading(self) -> None:
        self._effect_head.setText(self.tr("Reading what has come …"))
        for part in (self._merge, self._undoable, self._empty, self._list):
            part.hide()

    def show_desk(self, desk: Desk, conflicts: int) -> None:
        lines = lines_of(self._workspace, desk, self._shell.language)
        self.roll.roll.show(lines)
        self._empty.setVisible(not desk.arrivals)
        words = self.tr("due %1    ready %2    need you %3    missing %4")
        for number, count in enumerate(tally(desk, lines), start=1):
            words = words.replace(f"%{number}", str(count))
        self._tally.setText(words)
        self._show_effect(desk, conflicts)

    def show_next(self, conflicts: int) -> None:
        """Nothing waits: say what is to be done instead."""
        settle_them = self.tr("%n disagreement(s) wait for you.  F6", "", conflicts)
        self._fields.setText(settle_them if conflicts else self.tr("Plug in the next stick, or drop files here."))

    def area(self) -> str:
        """The community whose numbers are chosen, "" for all of them."""
        return self._effect.key() if self._effect.hasFocus() else ""

    def _want_changes(self) -> None:
        self.changes_wanted.emit(self._effect.key() if self.sender() is self._effect else "")

    def forbid_merging(self) -> None:
        """The merge has begun: a second F9 would be a second merge."""
        self._merge.setEnabled(False)

    def _show_effect(self, desk: Desk, conflicts: int) -> None:
        rows = self._rows(desk)
        head = [self.tr("new"), self.tr("changed"), self.tr("unchanged"), self.tr("conflicting"), self.tr("refused")]
        self._effect.show_rows(["", *head], rows)
        self._effect_head.setText(
            self.tr("What it would do  (nothing is written yet)") if rows else self.tr("Nothing waits to be merged.")
        )
        if rows:
            self._show_fields(desk)
        else:
            self.show_next(conflicts)
        can = desk.mergeable > 0 and not self._workspace.read_only
        self._merge.setText(self.tr("Merge %n file(s)   F9", "", desk.mergeable))
        self._merge.setEnabled(can)
        self._merge.setVisible(desk.mergeable > 0)
        self._effect.setVisible(bool(rows))
        self._rest.setVisible(not rows)
        self._list.setVisible(bool(rows))
        self._undoable.setVisible(can)

    def _rows(self, desk: Desk) -> Sequence[NumberRow]:
        by_area = desk.outlook.by_area().items()
        rows = [NumberRow(self._area_name(area), _numbers(counts), key=area) for area, counts in by_area]
        rows += [NumberRow(book.arrival.file.name, _numbers(book.counts)) for book in desk.books if book.is_waiting]
        total = sum((book.counts for book in desk.books if book.is_waiting), desk.outlook.counts)
        return [*rows, NumberRow(self.tr("Together"), _numbers(total), is_total=True)] if rows else []

    def _show_fields(self, desk: Desk) -> None:
        datasets = self._workspace.definitions.datasets.values()
        labels = {field.name: field.labels for dataset in datasets for field in dataset.fields}
        told = [
            f"{in_language(labels[name], self._shell.language, name)} {count}"
            for name, count in desk.by_field().items()
            if name in labels
        ][:FIELDS_TOLD]
        text = self.tr("Fields that would change:  %1").replace("%1", "   ".join(told))
        self._fields.setText(text if told else "")

    def _lay_out(self) -> None:
        left = QWidget(self)
        left_column = QVBoxLayout(left)
        left_column.setContentsMargins(0, 8, 0, 8)
        self._tally.setContentsMargins(12, 4, 12, 4)
        self._empty.setContentsMargins(12, 4, 12, 4)
        left_column.addWidget(self._tally)
        left_column.addWidget(self._empty)
        left_column.addWidget(self.roll, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(12, 0, 12, 0)
        bottom.addWidget(self._receive)
        bottom.addWidget(self._enrol)
        bottom.addStretch()
        left_column.addLayout(bottom)
        middle = QWidget(self)
        middle_column = QVBoxLayout(middle)
        middle_column.setContentsMargins(16, 12, 16, 12)
        middle_column.setSpacing(8)
        middle_column.addWidget(self._effect_head)
        middle_column.addWidget(self._effect, 1)
        middle_column.addWidget(self._fields)
        middle_column.addWidget(self._list, 0, Qt.AlignmentFlag.AlignLeft)
        middle_column.addWidget(self._rest, 1)
        middle_column.addWidget(self._merge)
        middle_column.addWidget(self._undoable)
        rule = QFrame(self)
        rule.setProperty("role", "rule")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 43)
        row.addWidget(rule)
        row.addWidget(middle, 55)


def _numbers(counts: Any) -> tuple[str, ...]:
    return tuple(str(n) for n in (counts.new, counts.changed, counts.unchanged, counts.conflicting, counts.refused))
