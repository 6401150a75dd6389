"""Reports: key figures, what the pack prints, what was published; behind each number the records that it counts."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from forms.areas import in_language
from reports.filters import Filter
from reports.output.csv import csv_bytes
from reports.output.table import Table
from reports.report import Report
from survey_app.desktop.jobs import Job
from survey_app.desktop.page import Key, Page
from survey_app.desktop.reports.figures_view import FiguresView
from survey_app.desktop.reports.filter_view import FilterView
from survey_app.desktop.reports.printed_view import PrintedView
from survey_app.desktop.reports.published_view import PublishedView
from survey_app.desktop.reports.report_view import ReportView
from survey_app.figures import areas_of
from survey_app.filters import forget_filter, save_filter, saved_filters
from survey_app.records import root_of
from survey_app.reporting import reports_of, write_report
from sync.durable import write_durably
from sync.store.publications import Publication

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

AREA = NAME = Qt.ItemDataRole.UserRole
PUBLICATION = Qt.ItemDataRole.UserRole + 1
AREAS_WIDTH = 244
FIGURES, FINDING = "", "?"
"""Stand in the list of reports for the key figures, and for conditions of one's own."""


class ReportsPage(Page):
    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.areas, self.reports = _side_list(self.body), _side_list(self.body)
        self.figures = FiguresView(workspace, shell, self.body)
        self.printed = PrintedView(workspace, shell, self.body)
        self.published = PublishedView(workspace, shell, self.body)
        self.finding = FilterView(workspace, shell, self.body)
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
        return [
            *self.view.keys(),
            Key("Ctrl+C", self.tr("copy"), self.copy),
            Key("Ctrl+S", self.tr("save"), self.save),
            *([Key("F8", self.tr("publish"), self.publish)] if self._can_publish() else []),
            *(
                [Key("F2", self.tr("change"), self.change), Key("Delete", self.tr("forget"), self.forget)]
                if self._saved_filter()
                else []
            ),
        ]

    def help(self) -> str:
        return self.tr(
            "<p>The figures are counted from the records as they stand at this moment. What exactly each one counts is "
            "said below the table.</p><p>Enter on a number shows the records behind it; the list and the number come "
            "from the same question, so they always agree.</p><p>F8, and F8 again, publishes a report: it is kept as "
            "it stands and prints the same for ever. Published reports stand at the end of the list; each says who "
            "came in and who went out since the one before, and why.</p>"
        )

    def on_show(self, **spot: Any) -> None:
        """`figure` names one whose records are wanted at once."""
        self.reports.scheduleDelayedItemsLayout()
        self.view.focus_table()
        self.refresh()
        if name := spot.get("figure"):
            self.figures.ask_behind(name)

    @property
    def view(self) -> ReportView:
        """What is shown in the middle."""
        return cast(ReportView, self._views.currentWidget())

    def show_report(self, name: str) -> None:
        """Stand on a report of the pack by its name, or on the key figures."""
        for row in range(self.reports.count()):
            if self.reports.item(row).data(NAME) == name:
                self.reports.setCurrentRow(row)

    def refresh(self) -> None:
        item = self.reports.currentItem()
        publication: Publication | None = item.data(PUBLICATION)
        definition = next((each for each in reports_of(self.workspace) if each.name == item.data(NAME)), None)
        if publication is not None:
            self._views.setCurrentWidget(self.published)
            self.published.show_publication(publication)
        elif item.data(NAME) == FINDING:
            self._views.setCurrentWidget(self.finding)
            self.finding.ask()
        elif definition is not None:
            self._views.setCurrentWidget(self.printed)
            self.printed.show_report(definition, self.area())
        else:
            self._views.setCurrentWidget(self.figures)
            self.figures.show_figures(self.area())
        self.changed.emit()

    def step_back(self) -> bool:
        return self.view.step_back()

    def area(self) -> str:
        item = self.areas.currentItem()
        return str(item.data(AREA)) if item is not None else self.workspace.area

    def _choose(self) -> None:
        self.figures.forget_behind()
        self.refresh()

    def _enter(self) -> None:
        if self.reports.hasFocus() or self.areas.hasFocus():
            self._go_to_table()
        else:
            self.view.enter()

    def _go_to_table(self) -> None:
        self.view.focus_table()

    def _open_record(self, record_id: str) -> None:
        """Open the interview, or the door, that a record belongs to."""
        pack = self.workspace.pack
        if pack is None:
            return
        record = self.workspace.store.record(record_id)
        root = root_of(self.workspace, pack.interview.form, record_id) if pack.interview.form else ""
        if root:
            household = self.workspace.store.record(root)
            spot = {"record": root, "door": household.parent if household else ""}
            self.shell.open("interview", **(spot if root == record_id else spot | {"person": record_id}))
        elif record is not None and pack.roles.place:
            door = record_id if record.dataset == pack.roles.place else record.parent
            self.shell.open("doors", door=door)

    # ------------------------------------------------------------------ saved filters

    def change(self) -> None:
        """F2: put the saved filter that is chosen before the person, so that it can be changed."""
        if saved := self._saved_filter():
            self.show_report(FINDING)
            self.finding.show_filter(saved)

    def forget(self) -> None:
        """Delete: drop the saved filter that is chosen; the records are not touched."""
        if saved := self._saved_filter():
            forget_filter(self.workspace, saved.name)
            self._fill_reports()
            self.shell.did(
                self.tr("Forgotten: %1").replace("%1", saved.name),
                partial(self._keep, saved),
                partial(self._drop, saved.name),
            )

    def _keep(self, saved: Filter) -> None:
        save_filter(self.workspace, saved)
        self._fill_reports()

    def _drop(self, name: str) -> None:
        forget_filter(self.workspace, name)
        self._fill_reports()

    def _add_clause(self) -> None:
        if self.view is self.finding:
            self.finding.add_clause()

    def _saved_filter(self) -> Filter | None:
        name = self.reports.currentItem().data(NAME) if self.reports.currentItem() else ""
        if self.view is not self.printed:
            return None
        return next((each for each in saved_filters(self.workspace) if each.name == name), None)

    def _show_saved(self, name: str) -> None:
        self._fill_reports()
        self.show_report(name)

    # ------------------------------------------------------------------ publishing

    def publish(self) -> None:
        """F8: publish the report that is shown, where an office may."""
        if self._can_publish():
            self.printed.publish()

    def _can_publish(self) -> bool:
        return self.view is self.printed and self.workspace.role.is_office

    def _show_published(self, publication: Publication) -> None:
        self._fill_reports()
        for row in range(self.reports.count()):
            if self.reports.item(row).data(PUBLICATION) == publication:
                self.reports.setCurrentRow(row)

    # ------------------------------------------------------------------ copying and saving

    def copy(self) -> None:
        """Put what is looked at on the clipboard as a table."""
        self.view.copy()

    def save(self) -> None:
        """Ctrl+S: ask where, then write what is shown."""
        name = f"{self.view.file_name()}-{self.workspace.now():%Y-%m-%d}.xlsx"
        kinds = "*.xlsx *.csv" if isinstance(self.view.to_save(), Table) else "*.xlsx;;*.pdf;;*.html;;*.csv"
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save as a table"), str(self.workspace.exports / name), kinds
        )
        if file:
            self.save_to(Path(file))

    def save_to(self, path: Path) -> None:
        """Write what is shown; setting ten thousand rows on paper takes seconds, so that is done beside the window."""
        shown = self.view.to_save()
        if shown is None:
            return
        job = Job(partial(_write, shown, path, self.shell.language))
        job.succeeded.connect(self._tell_saved)
        self.shell.start(job)

    def _tell_saved(self, name: str) -> None:
        self.shell.tell(self.tr("Saved: %1").replace("%1", name))

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
        self.reports.blockSignals(True)
        self.reports.clear()
        for name, words in ((FIGURES, self.tr("Key figures")), (FINDING, self.tr("Find by conditions"))):
            item = QListWidgetItem(words, self.reports)
            item.setData(NAME, name)
        for each in reports_of(self.workspace):
            item = QListWidgetItem(in_language(each.titles, self.shell.language, each.name), self.reports)
            item.setData(NAME, each.name)
            item.setToolTip(item.text())
        self._list_published()
        self.reports.blockSignals(False)
        self.reports.setCurrentRow(0)

    def _list_published(self) -> None:
        """Put what was published below what can be made, the latest first."""
        every = self.workspace.store.publications()
        if every:
            QListWidgetItem(self.tr("Published"), self.reports).setFlags(Qt.ItemFlag.NoItemFlags)
        for each in every:
            words = self.tr("No. %1 %2").replace("%1", str(each.number)).replace("%2", self._title_of(each))
            item = QListWidgetItem(words, self.reports)
            item.setData(PUBLICATION, each)
            item.setToolTip("  ".join((words, str(each.told["scope"]), str(each.told["as_of"]))))

    def _title_of(self, publication: Publication) -> str:
        name = publication.told["name"]
        titles = next((each.titles for each in reports_of(self.workspace) if each.name == name), {})
        return in_language(titles, self.shell.language, str(publication.told["title"]))

    def _lay_out(self) -> None:
        self._side = QFrame(self.body)
        self._side.setProperty("role", "panel")
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 8, 0, 8)
        side.addWidget(self.reports, 3)
        side.addWidget(self.areas, 2)
        self._views = QStackedWidget(self.body)
        for view in (self.figures, self.printed, self.published, self.finding):
            self._views.addWidget(view)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._views, 1)
        self.shell.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._side.setFixedWidth(self.shell.theme.pixels(AREAS_WIDTH))

    def _connect(self) -> None:
        self.areas.currentRowChanged.connect(self._choose)
        self.reports.currentRowChanged.connect(self._choose)
        self.reports.itemActivated.connect(self._go_to_table)
        for view in (self.figures, self.printed, self.published, self.finding):
            view.changed.connect(self.changed)
            view.opened.connect(self._open_record)
        self.figures.save_asked.connect(self.save)
        self.finding.saved.connect(self._show_saved)
        self.printed.published.connect(self._show_published)
        self.bind("Ctrl+S", self.save)
        self.bind("F8", self.publish)
        self.bind("F2", self.change)
        self.bind("Delete", self.forget, inside=True)
        self.bind("Ctrl+N", self._add_clause)
        self.bind("Ctrl+C", self.copy, inside=True)
        self.bind("Return", self._enter, inside=True)


def _side_list(parent: QWidget) -> QListWidget:
    made = QListWidget(parent)
    made.setProperty("role", "panel")
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    return made


def _write(shown: Report | Table, path: Path, language: str, progress: object) -> str:
    if isinstance(shown, Table):
        write_durably(path, _bytes_of(shown, path), lambda back: None)
    else:
        write_report(shown, path, language)
    return path.name


def _bytes_of(table: Table, path: Path) -> bytes:
    if path.suffix.lower() == ".csv":
        return csv_bytes(table)
    # Imported here: openpyxl takes a third of a second, and most visits to this page write nothing.
    from reports.output.xlsx import xlsx_bytes

    return xlsx_bytes(table)
