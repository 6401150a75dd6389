"""Reports: the key figures of an area and what the pack prints; behind each number the records that it counts."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from forms.areas import in_language
from forms.datasets import Dataset
from reports.indicators import Figure
from reports.output.csv import csv_bytes
from reports.output.table import Table
from reports.report import Report
from survey_app.desktop.jobs import Job
from survey_app.desktop.merge_desk.number_table import NumberRow, NumberTable
from survey_app.desktop.page import Key, Page
from survey_app.desktop.people.clipboard import as_table
from survey_app.desktop.people.record_table import RecordTable
from survey_app.desktop.reports.found_model import FoundModel
from survey_app.desktop.reports.printed_view import PrintedView
from survey_app.figures import areas_of, as_of, behind, columns_of, figures_at, figures_table
from survey_app.records import root_of
from survey_app.reporting import reports_of, write_report
from sync.durable import write_durably

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

AREA = NAME = Qt.ItemDataRole.UserRole
AREAS_WIDTH, FIGURES_WIDTH = 244, 330
FIGURES = ""
"""Stands in the list of reports for the key figures."""


class ReportsPage(Page):
    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.figures: list[Figure] = []
        self.found: FoundModel | None = None
        self.areas = QListWidget(self.body)
        self.areas.setProperty("role", "panel")
        self.areas.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.areas.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.reports = QListWidget(self.body)
        self.reports.setProperty("role", "panel")
        self.reports.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.reports.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.printed = PrintedView(workspace, shell, self.body)
        self._as_of = QLabel(self.body)
        self._as_of.setProperty("role", "quiet")
        self._as_of.setWordWrap(True)
        self.numbers = NumberTable(self.body)
        self._says = QLabel(self.body)
        self._says.setProperty("role", "hint")
        self._says.setWordWrap(True)
        self.save_button = QPushButton(self.tr("Save as a table …  Ctrl+S"), self.body)
        self._behind_head = QLabel(self.body)
        self._behind_head.setProperty("role", "heading")
        self.behind = RecordTable(self.body)
        self._hint = QLabel(self.tr("Enter on a number shows the records that it counts."), self.body)
        self._hint.setProperty("role", "quiet")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._lay_out()
        self._fill_areas()
        self._fill_reports()
        self._connect()

    # ------------------------------------------------------------------ page

    def title(self) -> str:
        return self.tr("Reports")

    def summary(self) -> str:
        pack = self.workspace.pack
        return pack.title(self.shell.language) if pack else ""

    def keys(self) -> list[Key]:
        if self.is_printed and not self.printed.behind.hasFocus():
            return [
                Key("Enter", self.tr("who is that"), self.printed.show_behind),
                Key("Ctrl+C", self.tr("copy"), self.copy),
                Key("Ctrl+S", self.tr("save"), self.save),
            ]
        if self.is_printed:
            return [
                Key("Enter", self.tr("open the household"), self.open_record),
                Key("Ctrl+C", self.tr("copy rows"), self.copy),
                Key("Esc", self.tr("back to the figures"), self.step_back),
            ]
        if self.behind.isVisible() and self.behind.hasFocus():
            return [
                Key("Enter", self.tr("open the household"), self.open_record),
                Key("Ctrl+C", self.tr("copy rows"), self.copy),
                Key("Ctrl+S", self.tr("save"), self.save),
                Key("Esc", self.tr("back to the figures"), self.step_back),
            ]
        return [
            Key("Enter", self.tr("who is that"), self.show_behind),
            Key("Ctrl+C", self.tr("copy"), self.copy),
            Key("Ctrl+S", self.tr("save"), self.save),
        ]

    def help(self) -> str:
        return self.tr(
            "<p>The figures are counted from the records as they stand at this moment. What exactly each one counts is "
            "said below the table.</p><p>Enter on a number shows the records behind it; the list and the number come "
            "from the same question, so they always agree.</p>"
        )

    def on_show(self, **spot: Any) -> None:
        """`figure` names one whose records are wanted at once."""
        self.reports.scheduleDelayedItemsLayout()
        self.numbers.setFocus()
        self.refresh()
        if name := spot.get("figure"):
            self._ask_behind(name)

    @property
    def is_printed(self) -> bool:
        """Whether a report is shown, and not the key figures."""
        return self._views.currentWidget() is self.printed

    def show_report(self, name: str) -> None:
        """Stand on a report of the pack by its name, or on the key figures."""
        for row in range(self.reports.count()):
            if self.reports.item(row).data(NAME) == name:
                self.reports.setCurrentRow(row)

    def refresh(self) -> None:
        name = str(self.reports.currentItem().data(NAME))
        definition = next((each for each in reports_of(self.workspace) if each.name == name), None)
        self._views.setCurrentIndex(1 if definition else 0)
        if definition is not None:
            self.printed.show_report(definition, self.area())
            self.changed.emit()
            return
        workspace, area = self.workspace, self.area()
        job = Job(lambda report: figures_at(workspace, area))
        job.succeeded.connect(self._show_figures)
        self.shell.start(job)

    def step_back(self) -> bool:
        if self.is_printed:
            return self.printed.step_back()
        if not self.behind.hasFocus():
            return False
        self.numbers.setFocus()
        return True

    def area(self) -> str:
        item = self.areas.currentItem()
        return str(item.data(AREA)) if item is not None else self.workspace.area

    # ------------------------------------------------------------------ figures

    def _show_figures(self, figures: list[Figure]) -> None:
        self.figures = figures
        kept = self.numbers.currentIndex().row()
        language = self.shell.language
        rows = [
            NumberRow(
                figure.label(language),
                ("–" if figure.value is None else f"{figure.value:,}".replace(",", " "),),
                indent=1 if figure.parent else 0,
                key=figure.name,
            )
            for figure in figures
        ]
        self.numbers.show_rows(["", self.tr("now")], rows)
        self.numbers.selectRow(max(0, kept))
        self._as_of.setText(as_of(self.workspace, language))
        self._show_says()
        self.changed.emit()

    def _show_says(self) -> None:
        figure = self._figure()
        self._says.setText(in_language(figure.says, self.shell.language) if figure else "")

    def _figure(self) -> Figure | None:
        name = self.numbers.key()
        return next((figure for figure in self.figures if figure.name == name), None)

    def _choose_area(self) -> None:
        self._forget_behind()
        self.refresh()

    # ------------------------------------------------------------------ records behind

    def show_behind(self) -> None:
        """Enter: list the records that the chosen figure counts."""
        if name := self.numbers.key():
            self._ask_behind(name)

    def _ask_behind(self, name: str) -> None:
        job = Job(partial(_find, self.workspace, name, self.area()))
        job.succeeded.connect(self._show_behind)
        self.shell.start(job)

    def _show_behind(self, found: tuple[str, Dataset, list[dict[str, Any]]]) -> None:
        name, dataset, rows = found
        columns = columns_of(self.workspace, dataset)
        self.found = FoundModel(self.workspace, dataset, columns, self.shell.language, rows)
        self.behind.show_model(self.found)
        figure = next((each for each in self.figures if each.name == name), None)
        area = self.workspace.area_name(self.shell.language, self.area())
        label = figure.label(self.shell.language) if figure else name
        self._behind_head.setText("   ".join(part for part in (area, label, str(len(rows))) if part))
        self._behind_head.show()
        self.behind.show()
        self._hint.hide()
        self.behind.stand_on(0)
        self.behind.setFocus()
        self.changed.emit()

    def _enter(self) -> None:
        if self.reports.hasFocus() or self.areas.hasFocus():
            self._go_to_table()
            return
        if self.printed.reason.hasFocus():
            self.printed.make_again()
        elif self.is_printed and self.printed.table.hasFocus():
            self.printed.show_behind()
        elif self.behind.hasFocus() or self.printed.behind.hasFocus():
            self.open_record()
        else:
            self.show_behind()

    def _go_to_table(self) -> None:
        (self.printed.table if self.is_printed else self.numbers).setFocus()

    def _forget_behind(self) -> None:
        self.found = None
        self.behind.hide()
        self._behind_head.hide()
        self._hint.show()

    def open_record(self) -> None:
        """Open the interview, or the door, that the chosen record belongs to."""
        table, found = (self.printed.behind, self.printed.found) if self.is_printed else (self.behind, self.found)
        row = table.currentIndex().row()
        pack = self.workspace.pack
        if found is None or row < 0 or pack is None:
            return
        record_id = str(found.row(row)["record_id"])
        record = self.workspace.store.record(record_id)
        root = root_of(self.workspace, pack.interview.form, record_id) if pack.interview.form else ""
        if root:
            household = self.workspace.store.record(root)
            spot = {"record": root, "door": household.parent if household else ""}
            self.shell.open("interview", **(spot if root == record_id else spot | {"person": record_id}))
        elif record is not None and pack.roles.place:
            door = record_id if record.dataset == pack.roles.place else record.parent
            self.shell.open("doors", door=door)

    # ------------------------------------------------------------------ copying and saving

    def copy(self) -> None:
        """Put the figures, or the chosen records, on the clipboard as a table."""
        if self.is_printed:
            self.printed.copy()
            return
        if self.behind.hasFocus():
            self.behind.copy()
            return
        language = self.shell.language
        rows = [[figure.label(language), "" if figure.value is None else str(figure.value)] for figure in self.figures]
        area = self.workspace.area_name(language, self.area())
        QGuiApplication.clipboard().setMimeData(as_table(["", area], rows))
        self.shell.tell(self.tr("Copied"))

    def save(self) -> None:
        """Ctrl+S: ask where, then write what is shown."""
        name = f"{self._table_name()}-{self.workspace.now():%Y-%m-%d}.xlsx"
        kinds = "*.xlsx;;*.pdf;;*.html;;*.csv" if self.is_printed else "*.xlsx *.csv"
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save as a table"), str(self.workspace.exports / name), kinds
        )
        if file:
            self.save_to(Path(file))

    def save_to(self, path: Path) -> None:
        """Write the report, the list of records where one is chosen, or the figures of all areas."""
        if self.is_printed and self.printed.report is not None:
            self._write_report(self.printed.report, path)
            return
        if self.behind.hasFocus() and self.found is not None:
            table = self._listed(self.found)
        else:
            table = figures_table(self.workspace, self.shell.language)
        try:
            write_durably(path, _bytes_of(table, path), lambda back: None)
        except self.shell.refusals as error:
            self.shell.refuse(error)
            return
        self.shell.tell(self.tr("Saved: %1").replace("%1", path.name))

    def _write_report(self, report: Report, path: Path) -> None:
        # Setting ten thousand rows on paper takes seconds.
        job = Job(partial(_write, report, path, self.shell.language))
        job.succeeded.connect(self._tell_saved)
        self.shell.start(job)

    def _tell_saved(self, name: str) -> None:
        self.shell.tell(self.tr("Saved: %1").replace("%1", name))

    def _listed(self, model: FoundModel) -> Table:
        head = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())]
        rows = [[model.text(row, column) for column in range(len(head))] for row in range(model.rowCount())]
        return Table(self._behind_head.text(), head, rows, [as_of(self.workspace, self.shell.language)])

    def _table_name(self) -> str:
        if self.is_printed and self.printed.report is not None:
            return f"{self.workspace.area_name(self.shell.language, self.area())}-{self.printed.report.title}"
        if self.behind.hasFocus():
            return "-".join(self._behind_head.text().split())
        return f"{self.workspace.area_name(self.shell.language)}-{self.title()}"

    # ------------------------------------------------------------------ parts

    def _fill_areas(self) -> None:
        paths = areas_of(self.workspace)
        for number, path in enumerate(paths):
            name = self.workspace.area_name(self.shell.language, path)
            item = QListWidgetItem(("" if number == 0 else "  ") + name, self.areas)
            item.setData(AREA, path)
        self.areas.setCurrentRow(0)
        self.areas.setVisible(len(paths) > 1)

    def _fill_reports(self) -> None:
        item = QListWidgetItem(self.tr("Key figures"), self.reports)
        item.setData(NAME, FIGURES)
        for each in reports_of(self.workspace):
            item = QListWidgetItem(in_language(each.titles, self.shell.language, each.name), self.reports)
            item.setData(NAME, each.name)
            item.setToolTip(item.text())
        self.reports.setCurrentRow(0)

    def _lay_out(self) -> None:
        theme = self.shell.theme
        self._areas_box = QFrame(self.body)
        self._areas_box.setProperty("role", "panel")
        areas = QVBoxLayout(self._areas_box)
        areas.setContentsMargins(0, 8, 0, 8)
        areas.addWidget(self.reports, 3)
        areas.addWidget(self.areas, 2)
        self._middle = QWidget(self.body)
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(16, 16, 16, 16)
        middle.setSpacing(8)
        middle.addWidget(self._as_of)
        middle.addWidget(self.numbers, 1)
        middle.addWidget(self._says)
        middle.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        rule = QFrame(self.body)
        rule.setProperty("role", "rule")
        right = QVBoxLayout()
        right.setContentsMargins(16, 16, 16, 16)
        right.setSpacing(8)
        right.addWidget(self._behind_head)
        right.addWidget(self.behind, 1)
        right.addWidget(self._hint, 1)
        self._behind_head.hide()
        self.behind.hide()
        figures = QWidget(self.body)
        halves = QHBoxLayout(figures)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(self._middle)
        halves.addWidget(rule)
        halves.addLayout(right, 1)
        self._views = QStackedWidget(self.body)
        self._views.addWidget(figures)
        self._views.addWidget(self.printed)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._areas_box)
        row.addWidget(self._views, 1)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        theme = self.shell.theme
        self._areas_box.setFixedWidth(theme.pixels(AREAS_WIDTH))
        self._middle.setFixedWidth(theme.pixels(FIGURES_WIDTH))

    def _connect(self) -> None:
        self.areas.currentRowChanged.connect(self._choose_area)
        self.reports.currentRowChanged.connect(self._choose_area)
        self.reports.itemActivated.connect(self._go_to_table)
        self.printed.changed.connect(self.changed)
        self.printed.behind.doubleClicked.connect(self.open_record)
        self.numbers.selectionModel().currentRowChanged.connect(self._show_says)
        self.numbers.doubleClicked.connect(self.show_behind)
        self.behind.doubleClicked.connect(self.open_record)
        self.save_button.clicked.connect(self.save)
        self.bind("Ctrl+S", self.save)
        self.bind("Ctrl+C", self.copy, inside=True)
        self.bind("Return", self._enter, inside=True)


def _find(workspace: Workspace, name: str, area: str, report: object) -> tuple[str, Dataset, list[dict[str, Any]]]:
    return name, *behind(workspace, name, area)


def _write(report: Report, path: Path, language: str, progress: object) -> str:
    write_report(report, path, language)
    return path.name


def _bytes_of(table: Table, path: Path) -> bytes:
    if path.suffix.lower() == ".csv":
        return csv_bytes(table)
    # Imported here: openpyxl takes a third of a second, and most visits to this page write nothing.
    from reports.output.xlsx import xlsx_bytes

    return xlsx_bytes(table)
