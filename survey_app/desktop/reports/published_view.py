"""One published report: its pages as they were, and what differs from the one before or from the records now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from reports.differences import Compared, Difference
from reports.output.headings import facts, foot
from reports.report import Report
from survey_app.desktop.jobs import Job
from survey_app.desktop.merge_desk.number_table import NumberRow, NumberTable
from survey_app.desktop.page import Key
from survey_app.desktop.people.clipboard import as_table
from survey_app.desktop.reports.moved_table import MovedModel, MovedTable
from survey_app.desktop.reports.report_table import ReportTable
from survey_app.desktop.reports.report_view import ReportView
from survey_app.publications import compare_with, earlier_of, reprint
from survey_app.sentences import sentence
from survey_app.why_different import Moved, who_differs
from sync.store.publications import Publication

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

LEFT, RIGHT = 340, 680
"""Pixels, before somebody draws the line elsewhere: reasons are longer than numbers."""


class PublishedView(ReportView):
    """Call `show_publication`; the page keeps the list of them."""

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.report: Report | None = None
        self.compared: Compared | None = None
        self._publication: Publication | None = None
        self._pair: tuple[Publication, Publication | None] | None = None
        self._name = QLabel(self)
        self._name.setProperty("role", "heading")
        self._facts = QLabel(self)
        self._facts.setProperty("role", "quiet")
        self._foot = QLabel(self)
        self._foot.setProperty("role", "hint")
        self._foot.setWordWrap(True)
        self.against = QComboBox(self)
        self.against.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.table = ReportTable(self)
        self.differences = NumberTable(self)
        self.moved = MovedTable(self)
        self._says = QLabel(self)
        self._says.setProperty("role", "quiet")
        self._says.setWordWrap(True)
        self._lay_out()
        self.against.currentIndexChanged.connect(self._compare)
        self.differences.selectionModel().currentRowChanged.connect(self._ask_who)
        self.moved.doubleClicked.connect(self._open_record)
        for each in (self.table, self.differences, self.moved):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            # Enter means something else in each of the tables.
            self.changed.emit()
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ the pages

    def show_publication(self, publication: Publication) -> None:
        """Show it as it was, beside what differs from the one before, or from now where it is the first."""
        self._publication = publication
        job = Job(partial(_read, self.workspace, publication, self.shell.language))
        job.succeeded.connect(self._show)
        self.shell.start(job)

    def _show(self, read: tuple[Publication, Report, Publication | None]) -> None:
        publication, report, earlier = read
        if publication != self._publication:
            return
        self.report = report
        say = partial(sentence, self.shell.language)
        self._name.setText(self.tr("No. %1   %2").replace("%1", str(publication.number)).replace("%2", report.title))
        self._facts.setText("    ".join(facts(report, say)))
        self._foot.setText("    ".join(foot(report, say)))
        self.table.show_report(report)
        self.against.blockSignals(True)
        self.against.clear()
        if earlier is not None:
            words = self.tr("with no. %1, %2").replace("%1", str(earlier.number))
            self.against.addItem(words.replace("%2", str(earlier.told["as_of"])), (earlier, publication))
        self.against.addItem(self.tr("with the records now"), (publication, None))
        self.against.blockSignals(False)
        self._compare()

    # ------------------------------------------------------------------ what differs

    def _compare(self) -> None:
        self._pair = self.against.currentData()
        self.compared = None
        self.differences.show_rows([""], [])
        self.moved.setModel(None)
        if self._pair is None:
            return
        job = Job(partial(_compare, self.workspace, self._pair, self.shell.language))
        job.succeeded.connect(self._show_differences)
        self.shell.start(job)

    def _show_differences(self, found: tuple[object, Compared]) -> None:
        pair, compared = found
        if pair != self._pair:
            return
        self.compared = compared
        say = partial(sentence, self.shell.language)
        rows = [
            NumberRow(
                f"{each.row}  {each.column}",
                (str(each.before), str(each.after), f"+{len(each.came)}", f"−{len(each.went)}"),
                key=str(place),
            )
            for place, each in enumerate(compared.differences)
        ]
        words = ("what", "before", "after", "came", "went")
        self.differences.show_rows([say(f"publication.{each}") for each in words], rows)
        lines = [say("publication.differ", numbers=len(rows)) if rows else say("publication.same")]
        for key, numbers in (("only_now", compared.only_now), ("only_then", compared.only_then)):
            lines += [say(f"publication.{key}", numbers=numbers)] if numbers else []
        self._says.setText("  ".join(lines))
        if rows:
            self.differences.selectRow(0)
        self.changed.emit()

    def _ask_who(self) -> None:
        key = self.differences.key()
        if not key or self.compared is None or self._pair is None:
            return
        difference = self.compared.differences[int(key)]
        job = Job(partial(_who, self.workspace, difference, self._pair, self.shell.language))
        job.succeeded.connect(self._show_who)
        self.shell.start(job)

    def _show_who(self, found: tuple[Difference, list[Moved]]) -> None:
        difference, moved = found
        key = self.differences.key()
        if key and self.compared is not None and self.compared.differences[int(key)] == difference:
            self.moved.show_moved(MovedModel(self.workspace, moved, self.shell.language))
            self.changed.emit()

    def _open_record(self) -> None:
        self.open_chosen(self.moved.record())

    # ------------------------------------------------------------------ what the page asks

    def keys(self) -> list[Key]:
        if self.moved.hasFocus():
            return [
                Key("Enter", self.tr("open the household"), self.enter),
                Key("Esc", self.tr("back to the numbers"), self.step_back),
            ]
        return [Key("Enter", self.tr("who and why"), self.enter)]

    def focus_table(self) -> None:
        self.table.setFocus()

    def enter(self) -> None:
        if self.moved.hasFocus():
            self._open_record()
        else:
            (self.moved if self.differences.hasFocus() else self.differences).setFocus()

    def to_save(self) -> Report | None:
        return self.report

    def file_name(self) -> str:
        return f"{self.report.scope}-{self.report.title}" if self.report else ""

    def step_back(self) -> bool:
        """Esc: from the persons to the numbers, from there to the pages."""
        if self.moved.hasFocus():
            self.differences.setFocus()
        elif self.differences.hasFocus():
            self.table.setFocus()
        else:
            return False
        return True

    def copy(self) -> None:
        """Put the pages, or the persons with their reasons, on the clipboard as a table."""
        if not self.moved.hasFocus():
            self.table.copy()
        elif (model := self.moved.model()) is not None:
            self._copy_moved(model)
        self.shell.tell(self.tr("Copied"))

    def _copy_moved(self, model: QAbstractItemModel) -> None:
        columns = range(model.columnCount())
        head = [str(model.headerData(each, Qt.Orientation.Horizontal) or "").replace("\n", " ") for each in columns]
        rows = [[str(model.index(row, each).data() or "") for each in columns] for row in range(model.rowCount())]
        QGuiApplication.clipboard().setMimeData(as_table(head, rows))

    # ------------------------------------------------------------------ parts

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self._name)
        above.addStretch(1)
        above.addWidget(QLabel(self.tr("What differs"), self))
        above.addWidget(self.against)
        below = QWidget(self)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 8, 0, 0)
        lower.addWidget(self._says)
        beside = QSplitter(Qt.Orientation.Horizontal, below)
        beside.addWidget(self.differences)
        beside.addWidget(self.moved)
        beside.setSizes([LEFT, RIGHT])
        beside.setChildrenCollapsible(False)
        lower.addWidget(beside, 1)
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.addWidget(self.table)
        halves.addWidget(below)
        halves.setChildrenCollapsible(False)
        halves.setStretchFactor(0, 1)
        halves.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self._facts)
        column.addWidget(halves, 1)
        column.addWidget(self._foot)


def _read(
    workspace: Workspace, publication: Publication, language: str, report: Callable[..., None]
) -> tuple[Publication, Report, Publication | None]:
    return publication, reprint(workspace, publication, language), earlier_of(workspace, publication)


def _compare(
    workspace: Workspace,
    pair: tuple[Publication, Publication | None],
    language: str,
    report: Callable[..., None],
) -> tuple[object, Compared]:
    return pair, compare_with(workspace, *pair, language)[0]


def _who(
    workspace: Workspace,
    difference: Difference,
    pair: tuple[Publication, Publication | None],
    language: str,
    report: Callable[..., None],
) -> tuple[Difference, list[Moved]]:
    return difference, who_differs(workspace, difference, *pair, language)
