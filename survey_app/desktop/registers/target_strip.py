"""Under the list of targets: a block pasted from a spreadsheet, cell by cell, judged as it stands, kept as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from survey_app.sentences import sentence
from survey_app.target_block import TargetBlock, keep_block, read_block
from survey_app.workspace import Workspace

ROWS, COLUMNS = 12, 8
"""The least that the grid has, so that more can be typed."""
HEIGHT = 260
COLUMN = 130


class TargetStrip(QFrame):
    kept = Signal(int)
    """How many targets were kept."""
    left = Signal()

    def __init__(self, workspace: Workspace, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._language = workspace, language
        self.block: TargetBlock | None = None
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel(self.tr("Targets as a block: the first row names the columns, one row per area"), self)
        self._title.setProperty("role", "heading")
        self.grid = QTableWidget(ROWS, COLUMNS, self)
        self.grid.horizontalHeader().hide()
        self.grid.horizontalHeader().setDefaultSectionSize(COLUMN)
        self.grid.setFixedHeight(HEIGHT)
        self.result = QLabel(self)
        self.result.setWordWrap(True)
        self.result.setTextFormat(Qt.TextFormat.PlainText)
        self.result.setProperty("role", "told")
        self.keep_button = QPushButton(self.tr("Keep  F9"), self)
        self.keep_button.setProperty("kind", "primary")
        self.leave_button = QPushButton(self.tr("Leave it  Esc"), self)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(6)
        for each in (self._title, self.grid, self.result):
            layout.addWidget(each)
        layout.addLayout(buttons)
        self.grid.cellChanged.connect(self._judge)
        self.keep_button.clicked.connect(self.keep)
        self.leave_button.clicked.connect(self.left)
        self.hide()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Fill the grid with what was pasted, and say what it means."""
        self.grid.blockSignals(True)
        self.grid.clear()
        self.grid.setRowCount(max(ROWS, len(rows) + 1))
        self.grid.setColumnCount(max(COLUMNS, *(len(row) for row in rows), 1) if rows else COLUMNS)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                self.grid.setItem(row, column, QTableWidgetItem(cell))
        self.grid.blockSignals(False)
        self._judge()
        self.show()
        self.grid.setFocus()

    def keep(self) -> None:
        """Keep every target of the block, where nothing is wrong with it."""
        if self.block is not None and not self.block.problems:
            self.kept.emit(keep_block(self._workspace, self.block))

    def _judge(self) -> None:
        self.block = read_block(self._workspace, self._rows(), self._language)
        says = list(self.block.problems or self.block.remarks)
        if self.block.problems:
            says.insert(0, sentence(self._language, "targets.refused"))
        else:
            says.insert(0, sentence(self._language, "targets.would", count=len(self.block.targets)))
        self.result.setText("\n".join(says))
        self.keep_button.setEnabled(not self.block.problems)

    def _rows(self) -> list[list[str]]:
        rows = [
            [item.text() if (item := self.grid.item(row, column)) else "" for column in range(self.grid.columnCount())]
            for row in range(self.grid.rowCount())
        ]
        while rows and not any(rows[-1]):
            rows.pop()
        return rows
