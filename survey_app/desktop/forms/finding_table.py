"""What is wrong with a form, and what its author should know: where, what, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from survey_app.desktop.icons import icon
from survey_app.desktop.theme import Theme
from survey_app.form_check import Finding

WHERE = 240
PADDING, SIGN, GAP = 32, 24, 12
"""Pixels beside a text, of the sign before it, and above and below it."""


class FindingTable(QTableWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self._theme = theme
        self.setHorizontalHeaderLabels([self.tr("Where"), self.tr("What"), self.tr("How to mend it")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._fit_rows)
        self.setColumnWidth(0, theme.pixels(WHERE))

    def show_findings(self, findings: Sequence[Finding], language: str, row_word: str) -> None:
        self.setRowCount(len(findings))
        tokens = self._theme.tokens
        for at, one in enumerate(findings):
            row = row_word.replace("%1", str(one.row)) if one.row else ""
            parts = (one.sheet or (one.file if one.is_problem else ""), row, one.column.partition("::")[0])
            cells = (" · ".join(part for part in parts if part), one.what(language), one.mend(language))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                self.setItem(at, column, item)
            # A sign as well as a colour.
            name, ink = ("error", tokens.error) if one.is_problem else ("info", tokens.quiet)
            item = self.item(at, 0)
            assert item is not None
            item.setIcon(icon(name, ink, 18))
        if findings:
            self.selectRow(0)
        QTimer.singleShot(0, self._fit_rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The columns have their new widths only after this; how many lines a text takes hangs on them.
        QTimer.singleShot(0, self._fit_rows)

    def _fit_rows(self) -> None:
        # Qt's own measure forgets the padding of the style sheet and cuts the last line off.
        for row in range(self.rowCount()):
            self.setRowHeight(row, max(self._height(row, column) for column in range(self.columnCount())))

    def _height(self, row: int, column: int) -> int:
        item = self.item(row, column)
        room = QRect(0, 0, self.columnWidth(column) - (PADDING + SIGN if column == 0 else PADDING), 10_000)
        text = item.text() if item is not None else ""
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() + GAP
