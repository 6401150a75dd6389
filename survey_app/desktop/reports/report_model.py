"""A report as a table on the screen: what stands on paper, cell by cell, and whether a cell opens to records."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from reports.output.headings import shown
from reports.report import Behind, Kind, Report

Index = QModelIndex | QPersistentModelIndex


class ReportModel(QAbstractTableModel):
    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.report.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.report.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.report.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.DisplayRole:
            # Columns under one heading name it once, above the first of them.
            first = section == 0 or self.report.columns[section - 1].under != column.under
            above = any(each.under for each in self.report.columns)
            return f"{column.under if first else ''}\n{column.label}" if above else column.label
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_text = self.report.columns[index.column()].kind is Kind.TEXT
            side = Qt.AlignmentFlag.AlignLeft if is_text else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and self.report.rows[index.row()].total:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def text(self, row: int, column: int) -> str:
        return shown(self.report.rows[row].cells[column], self.report.columns[column])

    def behind(self, row: int, column: int) -> Behind | None:
        """Return what a cell counts; of a row in a list, whoever stands in it."""
        found = self.report.rows[row].behind
        if len(found) == 1:
            return found[0]
        return found[column] if column < len(found) else None
