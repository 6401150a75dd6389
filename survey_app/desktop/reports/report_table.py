"""The table of a report on the screen: its head in two lines where it has two, columns as wide as they need."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from reports.report import Report
from survey_app.desktop.people.clipboard import as_table
from survey_app.desktop.reports.report_model import ReportModel

LEAST, MOST = 54, 260
"""Pixels of a column."""
HEAD_PADDING = 14


class ReportTable(QTableView):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "numbers")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def show_report(self, report: Report) -> None:
        """Show it, standing on its first number."""
        self.setModel(ReportModel(report))
        header = self.horizontalHeader()
        lines = 2 if any(column.under for column in report.columns) else 1
        header.setMinimumHeight(header.fontMetrics().lineSpacing() * lines + HEAD_PADDING)
        self.resizeColumnsToContents()
        for column in range(len(report.columns)):
            header.resizeSection(column, max(LEAST, min(MOST, header.sectionSize(column))))
        self.setCurrentIndex(self.model().index(0, min(1, len(report.columns) - 1)))

    def report_model(self) -> ReportModel | None:
        model = self.model()
        return model if isinstance(model, ReportModel) else None

    def copy(self) -> None:
        """Put the whole table on the clipboard, its head in one line."""
        model = self.report_model()
        if model is not None:
            columns = range(model.columnCount())
            head = [f"{each.under} {each.label}".strip() for each in model.report.columns]
            rows = [[model.text(row, column) for column in columns] for row in range(model.rowCount())]
            QGuiApplication.clipboard().setMimeData(as_table(head, rows))
