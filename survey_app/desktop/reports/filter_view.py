"""Who meets conditions: put together from the form's questions, counted at once, saved by name, no SQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from forms.areas import in_language
from forms.datasets import Dataset
from reports.filters import AGE, Filter, Shape, splittable
from reports.output.headings import foot
from reports.report import Report
from survey_app.desktop.jobs import Job
from survey_app.desktop.page import Key
from survey_app.desktop.people.record_table import RecordTable
from survey_app.desktop.reports.check_combo import CheckCombo
from survey_app.desktop.reports.clause_row import ClauseRow
from survey_app.desktop.reports.found_model import FoundModel
from survey_app.desktop.reports.question_combo import QuestionCombo
from survey_app.desktop.reports.report_table import ReportTable
from survey_app.desktop.reports.report_view import ReportView
from survey_app.explain import explain
from survey_app.figures import columns_of
from survey_app.filters import birth_of, report_of, save_filter
from survey_app.reporting import make_report, records_behind
from survey_app.sentences import sentence
from survey_app.workspace_errors import OddFilter, UnknownQuestion

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

PAUSE = 300
"""Milliseconds after the last change before counting."""
MOST_CLAUSES = 6


class FilterView(ReportView):
    saved = Signal(str)
    """A filter was saved under a name."""

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.report: Report | None = None
        self.found: FoundModel | None = None
        self.rows: list[ClauseRow] = []
        self._asked = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        language = shell.language
        self.dataset = QComboBox(self)
        for name, described in workspace.definitions.datasets.items():
            self.dataset.addItem(in_language(described.labels, language, name), name)
        self.dataset.setCurrentIndex(max(0, self.dataset.findData(_first(workspace))))
        self.areas = CheckCombo(self.tr("everywhere"), self)
        self.shape = QComboBox(self)
        for shape, words in (
            (Shape.LIST, self.tr("as a list")),
            (Shape.AREAS, self.tr("how many in each area")),
            (Shape.CROSS, self.tr("two questions against each other")),
        ):
            self.shape.addItem(words, shape)
        self.day = QDateEdit(QDate(*workspace.now().timetuple()[:3]), self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.add_button = QPushButton(self.tr("One more condition"), self)
        self.add_button.setProperty("kind", "quiet")
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(self.tr("Name to save it under. Enter"))
        self.table = ReportTable(self)
        self.behind = RecordTable(self)
        self._count = QLabel(self)
        self._count.setProperty("role", "heading")
        self._trouble = QLabel(self)
        self._trouble.setProperty("role", "error")
        self._foot = QLabel(self)
        self._foot.setProperty("role", "hint")
        self._foot.setWordWrap(True)
        self._split_boxes = QHBoxLayout()
        self.down: QuestionCombo | None = None
        self.across: QuestionCombo | None = None
        self._lay_out()
        self._offer_areas(())
        self._begin()
        self._connect()

    # ------------------------------------------------------------------ the question

    def described(self) -> Dataset:
        return self.workspace.definitions.datasets[str(self.dataset.currentData())]

    def chosen_shape(self) -> Shape:
        return Shape(str(self.shape.currentData()))

    def asked(self) -> Filter:
        """Return what is put together now; conditions that are not finished are left out."""
        shape = self.chosen_shape()
        clauses = [clause for row in self.rows if (clause := row.clause())]
        return Filter(
            dataset=self.described().name,
            clauses=tuple(clauses),
            areas=self.areas.values(),
            shape=shape,
            rows=self.down.name() if self.down and shape is Shape.CROSS else "",
            across=self.across.name() if self.across and shape is not Shape.LIST else "",
            name=self.name.text().strip(),
        )

    def show_filter(self, asked: Filter) -> None:
        """Show a saved one, so that it can be looked at and changed."""
        self.dataset.setCurrentIndex(max(0, self.dataset.findData(asked.dataset)))
        self._begin()
        for clause in asked.clauses:
            (self.rows[0] if self.rows[0].clause() is None else self.add_clause()).show_clause(clause)
        self._offer_areas(asked.areas)
        self.shape.setCurrentIndex(max(0, self.shape.findData(asked.shape)))
        self._offer_splits()
        for box, name in ((self.down, asked.rows), (self.across, asked.across)):
            if box is not None and name:
                box.choose(name)
        self.name.setText(asked.name)
        self.ask()

    def add_clause(self) -> ClauseRow:
        """Add an empty condition below the others."""
        row = ClauseRow(self.described(), self._questions(), self.shell.language, self)
        row.changed.connect(self._pause.start)
        row.removed.connect(self._remove_clause)
        self.rows.append(row)
        self._clauses.addWidget(row)
        self.add_button.setEnabled(len(self.rows) < MOST_CLAUSES)
        return row

    def _remove_clause(self, row: ClauseRow) -> None:
        self.rows.remove(row)
        self._clauses.removeWidget(row)
        row.deleteLater()
        if not self.rows:
            self.add_clause()
        self.add_button.setEnabled(True)
        self._pause.start()

    def _begin(self) -> None:
        """Another kind of record: its questions are others."""
        for row in self.rows:
            self._clauses.removeWidget(row)
            row.deleteLater()
        self.rows = []
        self.add_clause()
        self._offer_splits()

    def _questions(self) -> list[tuple[str, str]]:
        dataset, language = self.described(), self.shell.language
        age = [(AGE, sentence(language, "filter.age"))] if birth_of(self.workspace, dataset) else []
        asked = [(field.name, in_language(field.labels, language, field.name)) for field in dataset.fields]
        return [*age, *asked]

    def _offer_areas(self, ticked: tuple[str, ...]) -> None:
        areas = self.workspace.pack.areas if self.workspace.pack else None
        inside = areas.below(self.workspace.area.rpartition("/")[2]) if areas else ()
        self.areas.offer(
            [(areas.path(each.code), in_language(each.names, self.shell.language, each.code)) for each in inside]
            if areas
            else [],
            ticked,
        )

    def _offer_splits(self) -> None:
        for box in (self.down, self.across):
            if box is not None:
                self._split_boxes.removeWidget(box)
                box.deleteLater()
        dataset, shape = self.described(), self.chosen_shape()
        offered = [
            each
            for each in self._questions()
            if each[0] == AGE or ((field := dataset.field(each[0])) is not None and splittable(field))
        ]
        none = [("", self.tr("no more than that"))]
        self.down = QuestionCombo(offered, self) if shape is Shape.CROSS else None
        self.across = QuestionCombo(offered if shape is Shape.CROSS else none + offered, self)
        self.across.setVisible(shape is not Shape.LIST)
        for box in (self.down, self.across):
            if box is not None:
                box.currentIndexChanged.connect(self._pause.start)
                self._split_boxes.addWidget(box)
        if shape is Shape.CROSS and len(offered) > 1:
            self.across.setCurrentIndex(1)

    # ------------------------------------------------------------------ the answer

    def ask(self) -> None:
        """Count, or list, what meets the conditions as they are now."""
        self._pause.stop()
        self._asked += 1
        self._below.hide()
        day = cast(date, self.day.date().toPython())
        job = Job(partial(_make, self.workspace, self.asked(), self.shell.language, day, self._asked))
        job.succeeded.connect(self._show)
        self.shell.start(job)

    def _show(self, made: tuple[int, Report | Exception]) -> None:
        asked, report = made
        if asked != self._asked:
            return
        is_odd = isinstance(report, Exception)
        self._trouble.setVisible(is_odd)
        if isinstance(report, Exception):
            # The table stays as it was: somebody is in the middle of a word.
            self._trouble.setText(explain(report, self.shell.language).what)
            return
        self.report = report
        self.table.show_report(report)
        self.table.selectionModel().currentChanged.connect(self.changed)
        number = len(report.rows) if report.whole is not None else report.rows[0].cells[1]
        self._count.setText(sentence(self.shell.language, "report.records", records=number))
        self._foot.setText("    ".join(foot(report, partial(sentence, self.shell.language))[:1]))
        self.changed.emit()

    def show_behind(self) -> None:
        model, index = self.table.report_model(), self.table.currentIndex()
        counted = model.behind(index.row(), index.column()) if model and index.isValid() else None
        if counted is None or model is None:
            return
        job = Job(partial(_find, self.workspace, counted, model.report.asked))
        job.succeeded.connect(self._show_behind)
        self.shell.start(job)

    def _show_behind(self, found: tuple[Dataset, list[dict[str, Any]]]) -> None:
        dataset, rows = found
        columns = columns_of(self.workspace, dataset)
        self.found = FoundModel(self.workspace, dataset, columns, self.shell.language, rows)
        self.behind.show_model(self.found)
        self._below.show()
        self.behind.stand_on(0)
        self.behind.setFocus()
        self.changed.emit()

    def save(self) -> None:
        """Enter in the name: keep the filter under it; it stands among the reports from then on."""
        asked = self.asked()
        if not asked.name:
            self.name.setFocus()
            return
        try:
            save_filter(self.workspace, asked)
        except self.shell.refusals as error:
            self.shell.refuse(error)
            return
        self.shell.tell(self.tr("Saved: %1").replace("%1", asked.name))
        self.saved.emit(asked.name)

    # ------------------------------------------------------------------ what the page asks

    def keys(self) -> list[Key]:
        if self.behind.hasFocus():
            return [
                Key("Enter", self.tr("open the household"), self.enter),
                Key("Esc", self.tr("back to the figures"), self.step_back),
            ]
        return [
            Key("Enter", self.tr("who is that"), self.enter),
            Key("Ctrl+N", self.tr("one more condition"), self.add_clause),
        ]

    def focus_table(self) -> None:
        self.rows[0].question.setFocus()

    def enter(self) -> None:
        if self.name.hasFocus():
            self.save()
        elif self.behind.hasFocus():
            row = self.behind.currentIndex().row()
            self.open_chosen(str(self.found.row(row)["record_id"]) if self.found is not None and row >= 0 else "")
        elif self.table.hasFocus():
            self.show_behind()
        else:
            self.ask()
            self.table.setFocus()

    def step_back(self) -> bool:
        if self._below.isVisible():
            self._below.hide()
            self.table.setFocus()
            return True
        return False

    def copy(self) -> None:
        if self.behind.hasFocus():
            self.behind.copy()
        else:
            self.table.copy()
            self.shell.tell(self.tr("Copied"))

    def to_save(self) -> Report | None:
        return self.report

    def file_name(self) -> str:
        return f"{self.report.scope}-{self.report.title}" if self.report else ""

    # ------------------------------------------------------------------ parts

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        for widget in (self.dataset, self.areas, self.shape):
            first.addWidget(widget)
        self.areas.setMinimumWidth(180)
        first.addLayout(self._split_boxes)
        first.addStretch(1)
        first.addWidget(QLabel(self.tr("As of"), self))
        first.addWidget(self.day)
        self._clauses = QVBoxLayout()
        self._clauses.setSpacing(6)
        last = QHBoxLayout()
        last.setSpacing(12)
        last.addWidget(self.add_button)
        last.addWidget(self._trouble)
        last.addStretch(1)
        last.addWidget(self._count)
        last.addWidget(self.name)
        self.name.setFixedWidth(260)
        self._below = QWidget(self)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 8, 0, 0)
        below.addWidget(self.behind)
        self._below.hide()
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.addWidget(self.table)
        halves.addWidget(self._below)
        halves.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(self._clauses)
        column.addLayout(last)
        column.addWidget(halves, 1)
        column.addWidget(self._foot)
        self._trouble.hide()

    def _connect(self) -> None:
        self._pause.timeout.connect(self.ask)
        self.dataset.currentIndexChanged.connect(self._change_dataset)
        self.shape.currentIndexChanged.connect(self._change_shape)
        self.areas.ticked.connect(self._pause.start)
        self.day.dateChanged.connect(self._pause.start)
        self.add_button.clicked.connect(self.add_clause)
        self.table.doubleClicked.connect(self.show_behind)

    def _change_dataset(self) -> None:
        self._begin()
        self._pause.start()

    def _change_shape(self) -> None:
        self._offer_splits()
        self._pause.start()


def _first(workspace: Workspace) -> str:
    return workspace.pack.roles.person if workspace.pack else ""


def _make(
    workspace: Workspace, asked: Filter, language: str, day: date, number: int, report: Callable[..., None]
) -> tuple[int, Report | Exception]:
    try:
        return number, make_report(workspace, report_of(workspace, asked), language, as_of=day)
    except (OddFilter, UnknownQuestion) as error:
        return number, error


def _find(
    workspace: Workspace, counted: Any, asked: Any, report: Callable[..., None]
) -> tuple[Dataset, list[dict[str, Any]]]:
    return records_behind(workspace, counted, asked)
