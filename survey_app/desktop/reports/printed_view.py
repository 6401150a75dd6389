"""One report of the pack on the screen: for a day and an area, each number open to its records, saved as any file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from forms.datasets import Dataset
from forms.pack_reports import ReportDefinition
from reports.output.headings import facts, foot
from reports.report import Report
from survey_app.desktop.in_full import InFull
from survey_app.desktop.jobs import Job
from survey_app.desktop.page import Key
from survey_app.desktop.people.record_table import RecordTable
from survey_app.desktop.reports.found_model import FoundModel
from survey_app.desktop.reports.report_model import ReportModel
from survey_app.desktop.reports.report_table import ReportTable
from survey_app.desktop.reports.report_view import ReportView
from survey_app.figures import columns_of
from survey_app.publications import publish_report
from survey_app.reporting import make_report, records_behind
from survey_app.sentences import sentence
from sync.store.publications import Publication

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace


class PrintedView(ReportView):
    """Call `show_report`; the page keeps the lists of areas and reports."""

    published = Signal(object)
    """A publication has been made."""

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.report: Report | None = None
        self.found: FoundModel | None = None
        self._definition: ReportDefinition | None = None
        self._area = workspace.area
        self._asked = 0
        self._publishing: tuple[str, str, QDate] | None = None
        self._name = QLabel(self)
        self._name.setProperty("role", "heading")
        self._facts = QLabel(self)
        self._facts.setProperty("role", "quiet")
        self.day = QDateEdit(QDate(*workspace.now().timetuple()[:3]), self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.in_full = InFull(self)
        self.table = ReportTable(self)
        self.behind = RecordTable(self)
        self._behind_head = QLabel(self)
        self._behind_head.setProperty("role", "heading")
        self._foot = QLabel(self)
        self._foot.setProperty("role", "hint")
        self._foot.setWordWrap(True)
        self._lay_out()
        self.day.dateChanged.connect(self.make_again)
        self.in_full.given.connect(self.make_again)
        self.table.doubleClicked.connect(self.show_behind)
        self.behind.doubleClicked.connect(self._open_record)

    # ------------------------------------------------------------------ the report

    def show_report(self, definition: ReportDefinition, area: str) -> None:
        self._definition, self._area = definition, area
        self.in_full.leave()
        self.make_again()

    def make_again(self) -> None:
        """Make the report for what is chosen now: the day, the area, the reason for numbers in full."""
        definition = self._definition
        if definition is None:
            return
        self._asked += 1
        self._forget_behind()
        day = cast(date, self.day.date().toPython())
        language, reason = self.shell.language, self.in_full.reason
        job = Job(partial(_make, self.workspace, definition, language, day, self._area, reason, self._asked))
        job.succeeded.connect(self._show)
        self.shell.start(job)

    def _show(self, made: tuple[int, Report]) -> None:
        asked, report = made
        if asked != self._asked or self._definition is None:
            # Another report, day or area was asked for meanwhile.
            return
        self.report = report
        say = partial(sentence, self.shell.language)
        self._name.setText(report.title)
        self._facts.setText("    ".join(facts(report, say)))
        self._foot.setText("    ".join(foot(report, say)))
        self.table.show_report(report)
        self.table.selectionModel().currentChanged.connect(self.changed)
        self.in_full.setVisible(self._definition.lists_records and not self._definition.public)
        self.changed.emit()

    def publish(self) -> None:
        """F8, and F8 again: keep the report for ever as it stands for this day and area."""
        definition, report = self._definition, self.report
        if definition is None or report is None:
            return
        asked = (report.name, self._area, self.day.date())
        if self._publishing != asked:
            self._publishing = asked
            words = self.tr("%1, as of %2, will be kept for ever as it stands. F8 again publishes it.")
            self.shell.tell(words.replace("%1", report.title).replace("%2", report.as_of.isoformat()))
            return
        self._publishing = None
        day = cast(date, self.day.date().toPython())
        job = Job(partial(_publish, self.workspace, definition, self.shell.language, day, self._area))
        job.succeeded.connect(self.published)
        self.shell.start(job)

    # ------------------------------------------------------------------ records behind

    def model(self) -> ReportModel | None:
        return self.table.report_model()

    def show_behind(self) -> None:
        """Enter: list the records that the chosen cell counts."""
        model, index = self.model(), self.table.currentIndex()
        counted = model.behind(index.row(), index.column()) if model and index.isValid() else None
        if counted is None or model is None:
            return
        words = [model.text(index.row(), 0), model.report.columns[index.column()].label]
        job = Job(partial(_find, self.workspace, counted, model.report.asked, "   ".join(words)))
        job.succeeded.connect(self._show_behind)
        self.shell.start(job)

    def _show_behind(self, found: tuple[str, Dataset, list[dict[str, Any]]]) -> None:
        head, dataset, rows = found
        columns = columns_of(self.workspace, dataset)
        self.found = FoundModel(self.workspace, dataset, columns, self.shell.language, rows)
        self.behind.show_model(self.found)
        self._behind_head.setText(f"{head}   {len(rows)}")
        self._below.show()
        self.behind.stand_on(0)
        self.behind.setFocus()
        self.changed.emit()

    def _forget_behind(self) -> None:
        self.found = None
        self._below.hide()

    def _open_record(self) -> None:
        row = self.behind.currentIndex().row()
        self.open_chosen(str(self.found.row(row)["record_id"]) if self.found is not None and row >= 0 else "")

    # ------------------------------------------------------------------ what the page asks

    def keys(self) -> list[Key]:
        if self.behind.hasFocus():
            return [
                Key("Enter", self.tr("open the household"), self.enter),
                Key("Esc", self.tr("back to the figures"), self.step_back),
            ]
        return [Key("Enter", self.tr("who is that"), self.enter)]

    def focus_table(self) -> None:
        self.table.setFocus()

    def enter(self) -> None:
        if self.in_full.field.hasFocus():
            self.in_full.accept()
        elif self.behind.hasFocus():
            self._open_record()
        else:
            self.show_behind()

    def to_save(self) -> Report | None:
        return self.report

    def file_name(self) -> str:
        return f"{self.report.scope}-{self.report.title}" if self.report else ""

    def step_back(self) -> bool:
        """Esc: from the reason or the records back to the table."""
        if self.in_full.field.hasFocus():
            was_in_full = bool(self.in_full.reason)
            self.in_full.leave()
            if was_in_full:
                self.make_again()
        elif not self._below.isVisible():
            return False
        self._forget_behind()
        self.table.setFocus()
        self.changed.emit()
        return True

    def copy(self) -> None:
        """Put the whole table on the clipboard, or the chosen records."""
        if self.behind.hasFocus():
            self.behind.copy()
            return
        self.table.copy()
        self.shell.tell(self.tr("Copied"))

    # ------------------------------------------------------------------ parts

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self._name)
        above.addStretch(1)
        above.addWidget(self.in_full)
        above.addWidget(QLabel(self.tr("As of"), self))
        above.addWidget(self.day)
        self._below = QWidget(self)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 8, 0, 0)
        below.addWidget(self._behind_head)
        below.addWidget(self.behind, 1)
        self._below.hide()
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.addWidget(self.table)
        halves.addWidget(self._below)
        halves.setChildrenCollapsible(False)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self._facts)
        column.addWidget(halves, 1)
        column.addWidget(self._foot)


def _make(
    workspace: Workspace,
    definition: ReportDefinition,
    language: str,
    day: date,
    area: str,
    reason: str,
    asked: int,
    report: Callable[..., None],
) -> tuple[int, Report]:
    return asked, make_report(workspace, definition, language, as_of=day, area=area, reason=reason)


def _publish(
    workspace: Workspace,
    definition: ReportDefinition,
    language: str,
    day: date,
    area: str,
    report: Callable[..., None],
) -> Publication:
    return publish_report(workspace, definition, language, as_of=day, area=area)


def _find(
    workspace: Workspace, counted: Any, asked: Any, head: str, report: Callable[..., None]
) -> tuple[str, Dataset, list[dict[str, Any]]]:
    return head, *records_behind(workspace, counted, asked)
