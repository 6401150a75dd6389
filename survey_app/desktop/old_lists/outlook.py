"""What importing a list would do: counts, figures before and after, and every cell and row that is not taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from survey_app.desktop.merge_desk.number_table import NumberRow, NumberTable
from survey_app.old_lists.draft import Draft, Reason
from survey_app.old_lists.looking import Look
from survey_app.old_lists.words import reason_line, summary_of
from survey_app.sentences import sentence
from sync.workbook.edits import Why

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

REASON = Qt.ItemDataRole.UserRole
MOST_SHOWN = 500
"""Reasons in the list; nobody reads more before he has mended these."""


class ListOutlook(QFrame):
    reason_chosen = Signal(object)
    """A Reason that somebody wants to see in the sheet."""

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._workspace, self._shell = workspace, shell
        head = QLabel(self.tr("4  What it would do"), self)
        head.setProperty("role", "heading")
        self.counts = QLabel(self)
        self.counts.setWordWrap(True)
        self.notes = QLabel(self)
        self.notes.setWordWrap(True)
        self.notes.setProperty("role", "hint")
        self.figures = NumberTable(self)
        self._reasons_head = QLabel(self)
        self._reasons_head.setProperty("role", "heading")
        self.reasons = QListWidget(self)
        self.reasons.setWordWrap(True)
        self.reasons.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.reasons.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        undoable = QLabel(self.tr("The whole list can be taken back afterwards."), self)
        undoable.setProperty("role", "hint")
        undoable.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self.counts)
        column.addWidget(self.notes)
        column.addWidget(self.figures)
        column.addWidget(self._reasons_head)
        column.addWidget(self.reasons, 1)
        column.addStretch(0)
        column.addWidget(undoable)
        self.figures.setProperty("role", "panel")
        self.reasons.itemClicked.connect(self._choose)
        self.reasons.itemActivated.connect(self._choose)

    def show_look(self, shown: Look) -> None:
        draft = shown.draft
        self.counts.setVisible(draft is not None)
        self.figures.setVisible(draft is not None and bool(draft.figures))
        self.reasons.clear()
        if draft is None:
            self.notes.setText(self.tr("No column is a question yet. Say at the left which one is what."))
            self._show_reasons(())
            return
        self.counts.setText(sentence(self._shell.language, "cli.counts", **draft.counts))
        self.notes.setText("\n".join(summary_of(self._workspace, draft, self._shell.language)))
        self._show_figures(draft)
        # Words that are no choice stand at the left, each once.
        reasons = [each for each in draft.reasons if each.why != Why.CHOICE]
        self._show_reasons([(each, self._line(draft, each)) for each in reasons[:MOST_SHOWN]], len(reasons))

    def _line(self, draft: Draft, reason: Reason) -> str:
        return reason_line(self._workspace, draft, reason, self._shell.language)

    def _show_figures(self, draft: Draft) -> None:
        rows = [
            NumberRow(each.figure.label(self._shell.language), (_number(each.before), _number(each.figure.value)))
            for each in draft.figures
            if each.difference
        ]
        self.figures.show_rows([self.tr("Figures"), self.tr("now"), self.tr("after")], rows)
        self.figures.setVisible(bool(rows))
        _fit(self.figures)

    def _show_reasons(self, lines: Sequence[tuple[Reason, str]], count: int = 0) -> None:
        self._reasons_head.setText(self.tr("%n not taken", "", count))
        for reason, line in lines:
            item = QListWidgetItem(line)
            item.setData(REASON, reason)
            self.reasons.addItem(item)
        self._reasons_head.setVisible(bool(lines))
        self.reasons.setVisible(bool(lines))

    def _choose(self, item: QListWidgetItem) -> None:
        self.reason_chosen.emit(item.data(REASON))


def _number(value: int | float | None) -> str:
    return "" if value is None else str(value)


def _fit(table: NumberTable) -> None:
    """Make a table as high as its rows, up to eight of them."""
    rows = min(table.numbers.rowCount(), 8)
    table.setFixedHeight(
        table.horizontalHeader().sizeHint().height() + rows * table.verticalHeader().defaultSectionSize() + 6
    )
