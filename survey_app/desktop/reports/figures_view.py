"""The key figures of an area, and beside them the records that the chosen one counts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from forms.areas import in_language
from forms.datasets import Dataset
from reports.indicators import Figure
from reports.output.table import Table
from survey_app.desktop.jobs import Job
from survey_app.desktop.merge_desk.number_table import NumberRow, NumberTable
from survey_app.desktop.page import Key
from survey_app.desktop.people.clipboard import as_table
from survey_app.desktop.people.record_table import RecordTable
from survey_app.desktop.reports.found_model import FoundModel
from survey_app.desktop.reports.report_view import ReportView
from survey_app.figures import as_of, behind, columns_of, figures_at, figures_table

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

WIDTH = 330


class FiguresView(ReportView):
    save_asked = Signal()

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.figures: list[Figure] = []
        self.found: FoundModel | None = None
        self._area = workspace.area
        self._as_of = QLabel(self)
        self._as_of.setProperty("role", "quiet")
        self._as_of.setWordWrap(True)
        self.numbers = NumberTable(self)
        self._says = QLabel(self)
        self._says.setProperty("role", "hint")
        self._says.setWordWrap(True)
        self.save_button = QPushButton(self.tr("Save as a table …  Ctrl+S"), self)
        self._behind_head = QLabel(self)
        self._behind_head.setProperty("role", "heading")
        self.behind = RecordTable(self)
        self._hint = QLabel(self.tr("Enter on a number shows the records that it counts."), self)
        self._hint.setProperty("role", "quiet")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._lay_out()
        self.numbers.selectionModel().currentRowChanged.connect(self._show_says)
        self.numbers.doubleClicked.connect(self.show_behind)
        self.behind.doubleClicked.connect(self._open_record)
        self.save_button.clicked.connect(self.save_asked)

    # ------------------------------------------------------------------ figures

    def show_figures(self, area: str) -> None:
        """Count for an area and all below it."""
        self._area = area
        workspace = self.workspace
        job = Job(lambda report: figures_at(workspace, area))
        job.succeeded.connect(self._show_figures)
        self.shell.start(job)

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
        figure = self._figure(self.numbers.key())
        self._says.setText(in_language(figure.says, self.shell.language) if figure else "")

    def _figure(self, name: str) -> Figure | None:
        return next((figure for figure in self.figures if figure.name == name), None)

    # ------------------------------------------------------------------ records behind

    def show_behind(self) -> None:
        """List the records that the chosen figure counts."""
        if name := self.numbers.key():
            self.ask_behind(name)

    def ask_behind(self, name: str) -> None:
        """List the records that a figure counts, by its name."""
        job = Job(partial(_find, self.workspace, name, self._area))
        job.succeeded.connect(self._show_behind)
        self.shell.start(job)

    def _show_behind(self, found: tuple[str, Dataset, list[dict[str, Any]]]) -> None:
        name, dataset, rows = found
        language = self.shell.language
        columns = columns_of(self.workspace, dataset)
        self.found = FoundModel(self.workspace, dataset, columns, language, rows)
        self.behind.show_model(self.found)
        figure = self._figure(name)
        area = self.workspace.area_name(language, self._area)
        label = figure.label(language) if figure else name
        self._behind_head.setText("   ".join(part for part in (area, label, str(len(rows))) if part))
        self._behind_head.show()
        self.behind.show()
        self._hint.hide()
        self.behind.stand_on(0)
        self.behind.setFocus()
        self.changed.emit()

    def forget_behind(self) -> None:
        """Another area: whoever was listed is not the answer any more."""
        self.found = None
        self.behind.hide()
        self._behind_head.hide()
        self._hint.show()

    def _open_record(self) -> None:
        row = self.behind.currentIndex().row()
        self.open_chosen(str(self.found.row(row)["record_id"]) if self.found is not None and row >= 0 else "")

    # ------------------------------------------------------------------ what the page asks

    def keys(self) -> list[Key]:
        if self.behind.isVisible() and self.behind.hasFocus():
            return [
                Key("Enter", self.tr("open the household"), self.enter),
                Key("Esc", self.tr("back to the figures"), self.step_back),
            ]
        return [Key("Enter", self.tr("who is that"), self.enter)]

    def focus_table(self) -> None:
        self.numbers.setFocus()

    def enter(self) -> None:
        if self.behind.hasFocus():
            self._open_record()
        else:
            self.show_behind()

    def step_back(self) -> bool:
        if not self.behind.hasFocus():
            return False
        self.numbers.setFocus()
        return True

    def copy(self) -> None:
        if self.behind.hasFocus():
            self.behind.copy()
            return
        language = self.shell.language
        rows = [[figure.label(language), "" if figure.value is None else str(figure.value)] for figure in self.figures]
        area = self.workspace.area_name(language, self._area)
        QGuiApplication.clipboard().setMimeData(as_table(["", area], rows))
        self.shell.tell(self.tr("Copied"))

    def to_save(self) -> Table:
        """The list of records where one is chosen, else the figures of all areas side by side."""
        if self.behind.hasFocus() and self.found is not None:
            return self._listed(self.found)
        return figures_table(self.workspace, self.shell.language)

    def file_name(self) -> str:
        if self.behind.hasFocus():
            return "-".join(self._behind_head.text().split())
        return "-".join((self.workspace.area_name(self.shell.language), self.tr("Key figures")))

    def _listed(self, model: FoundModel) -> Table:
        head = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())]
        rows = [[model.text(row, column) for column in range(len(head))] for row in range(model.rowCount())]
        return Table(self._behind_head.text(), head, rows, [as_of(self.workspace, self.shell.language)])

    # ------------------------------------------------------------------ parts

    def _lay_out(self) -> None:
        self._left = QWidget(self)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(16, 16, 16, 16)
        left.setSpacing(8)
        left.addWidget(self._as_of)
        left.addWidget(self.numbers, 1)
        left.addWidget(self._says)
        left.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        rule = QFrame(self)
        rule.setProperty("role", "rule")
        right = QVBoxLayout()
        right.setContentsMargins(16, 16, 16, 16)
        right.setSpacing(8)
        right.addWidget(self._behind_head)
        right.addWidget(self.behind, 1)
        right.addWidget(self._hint, 1)
        self._behind_head.hide()
        self.behind.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(rule)
        row.addLayout(right, 1)
        self.shell.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._left.setFixedWidth(self.shell.theme.pixels(WIDTH))


def _find(workspace: Workspace, name: str, area: str, report: object) -> tuple[str, Dataset, list[dict[str, Any]]]:
    return name, *behind(workspace, name, area)
