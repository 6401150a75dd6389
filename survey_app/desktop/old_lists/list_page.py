"""A list that an office already has: dropped, looked at, corrected where the guess is wrong, imported as one batch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from forms.areas import in_language
from survey_app.desktop.jobs import Job
from survey_app.desktop.old_lists.choice_table import ChoiceLine, ChoiceTable
from survey_app.desktop.old_lists.outlook import ListOutlook
from survey_app.desktop.old_lists.sheet_view import SheetView
from survey_app.desktop.page import Key, Page
from survey_app.desktop.progress_line import ProgressLine
from survey_app.old_lists.draft import Reason
from survey_app.old_lists.elsewhere import rows_elsewhere
from survey_app.old_lists.layout import BETWEEN
from survey_app.old_lists.list_map import ListMap
from survey_app.old_lists.looking import Look, look
from survey_app.old_lists.opening import OpenList, list_datasets, with_column, with_word
from survey_app.old_lists.taking import Taken, take, take_again, take_back
from survey_app.old_lists.words import file_words, target_label
from survey_app.sentences import sentence

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

KINDS = "*.xlsx *.xls *.ods *.csv *.tsv *.txt"


class ListPage(Page):
    SIDE_WIDTH = 344
    BODY_AT_LEAST = 700

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.setAcceptDrops(True)
        self.shown: Look | None = None
        self._asked = 0
        """How often a look was asked for: an answer to an earlier question is let go."""
        self._job: Job | None = None
        self.choose_button = QPushButton(self.tr("Choose a list …  Ctrl+O"), self.body)
        self.import_button = QPushButton(self.body)
        self.import_button.setProperty("kind", "primary")
        self.dataset_box, self.sheet_box, self.area_box = (QComboBox(self.body) for _ in range(3))
        self.dataset_box.setAccessibleName(self.tr("What the rows are"))
        self.sheet_box.setAccessibleName(self.tr("Sheet"))
        self.area_box.setAccessibleName(self.tr("Community of all rows"))
        for box in (self.dataset_box, self.sheet_box, self.area_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumContentsLength(8)
        self._file = QLabel(self.body)
        self._file.setProperty("role", "quiet")
        self.progress = ProgressLine(self.body)
        self.sheet = SheetView(shell.theme, self.body)
        self.columns = ChoiceTable(
            shell.theme, [self.tr("Column"), self.tr("First cell"), self.tr("Question")], (30, 28, 42), self.body
        )
        self.words = ChoiceTable(
            shell.theme,
            [self.tr("Question"), self.tr("Word"), self.tr("Rows"), self.tr("Means")],
            (34, 24, 14, 28),
            self.body,
        )
        self._columns_head, self._words_head = QLabel(self.body), QLabel(self.body)
        self.outlook = ListOutlook(workspace, shell, self)
        self._views = QStackedWidget(self.body)
        self._lay_out()
        self._connect()
        self._show()

    # ------------------------------------------------------------------ page

    def title(self) -> str:
        return self.tr("Import a list")

    def summary(self) -> str:
        return self.shown.opened.path.name if self.shown else ""

    def keys(self) -> list[Key]:
        keys = [Key("Ctrl+O", self.tr("choose a list"), self.choose)]
        if self.shown is not None:
            keys.append(Key("H", self.tr("headings are here"), self.sheet.choose_header))
            if self._can_import():
                keys.append(Key("F9", self.tr("import"), self.import_list))
        return keys

    def help(self) -> str:
        return self.tr(
            "<p>Drop a list here (.xls, .xlsx, .ods, .csv). The bold rows are taken for its headings: a click on a row "
            "number says otherwise, with Shift for the lower one of two.</p><p>Every column has its question, or is "
            "left out; Enter changes it. Words that are no choice are listed once, with what they mean. What you say "
            "is remembered for the next list.</p><p>Nothing is written before F9, and the whole list can be taken "
            "back.</p>"
        )

    def on_show(self, **spot: Any) -> None:
        """`file`: a list that was dropped elsewhere; `dataset`: what its rows are."""
        if file := spot.get("file"):
            self.look_at(Path(file), spot.get("dataset", ""))
        elif spot.get("choose"):
            self.choose(spot.get("dataset", ""))
        elif self.shown is None:
            self.choose_button.setFocus()

    def refresh(self) -> None:
        if self.shown is not None:
            self._look(self.shown.opened, self.shown.dataset, self.shown.told)

    # ------------------------------------------------------------------ acts

    def choose(self, dataset: str = "") -> None:
        file, _ = QFileDialog.getOpenFileName(self, self.tr("A list"), "", KINDS)
        if file:
            self.look_at(Path(file), dataset)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.look_at(files[0])

    def look_at(self, file: Path, dataset: str = "") -> None:
        """Read a list and say what importing it would do. Nothing is written."""
        self.shown = None
        self._show()
        self._look(file, dataset, ListMap())

    def import_list(self) -> None:
        """F9: take the list in, as it stands on the right."""
        shown, workspace = self.shown, self.workspace
        if shown is None or shown.draft is None or not self._can_import():
            return
        wanted = shown.draft
        job = Job(lambda report: take(workspace, wanted, report))
        job.succeeded.connect(self._show_taken)
        self._start(job, self.tr("Importing %1 …").replace("%1", shown.opened.path.name))

    def _show_taken(self, taken: Taken) -> None:
        workspace, counts = self.workspace, taken.draft.counts
        self.shown = None
        self._show()
        told = self.tr("%n row(s) imported", "", counts["new"] + counts["changed"])
        if taken.elsewhere is not None:
            facts = {"count": len(rows_elsewhere(taken.draft)), "file": str(taken.elsewhere)}
            told += "   " + sentence(self.shell.language, "list.kept_elsewhere", **facts)
        self.shell.did(
            told,
            lambda: take_back(workspace, taken),
            lambda: take_again(workspace, taken),
        )
        self.shell.note_saved(self.shell.now())
        self.choose_button.setFocus()

    def _look(self, file: Path | OpenList, dataset: str, told: ListMap) -> None:
        self._asked += 1
        asked, workspace = self._asked, self.workspace
        if self._job is not None:
            self._job.cancel()
        job = Job(lambda report: (asked, look(workspace, file, dataset, told, report)))
        job.succeeded.connect(self._take)
        name = file.name if isinstance(file, Path) else file.path.name
        self._start(job, self.tr("Reading %1 …").replace("%1", name))

    def _start(self, job: Job, words: str) -> None:
        self._job = job
        self.progress.follow(job, words)
        self.import_button.setEnabled(False)
        self.shell.calm()
        self.shell.start(job)

    def _take(self, answer: tuple[int, Look]) -> None:
        asked, found = answer
        if asked == self._asked:
            is_first = self.shown is None
            self.shown = found
            self._show()
            if is_first:
                self.sheet.setFocus()

    # ------------------------------------------------------------------ what a person says

    def _choose_header(self, first: int, last: int) -> None:
        if self.shown is not None:
            self._tell(replace(self.shown.told, header=(first, last)))

    def _choose_sheet(self) -> None:
        if self.shown is not None:
            self._tell(replace(self.shown.told, sheet=self.sheet_box.currentText(), header=None))

    def _choose_area(self) -> None:
        if self.shown is not None:
            self._tell(replace(self.shown.told, area=self.area_box.currentData()))

    def _choose_dataset(self) -> None:
        if self.shown is not None:
            told = self.shown.told
            self._look(self.shown.opened, self.dataset_box.currentData(), ListMap(header=told.header, sheet=told.sheet))

    def _choose_question(self, row: int, target: str) -> None:
        if self.shown is not None:
            self._tell(with_column(self.shown.told, self.shown.matched, self._positions[row], target))

    def _choose_meaning(self, row: int, code: str) -> None:
        if self.shown is not None and self.shown.draft is not None:
            target, word = list(self.shown.draft.listed.unknown)[row]
            self._tell(with_word(self.shown.told, target, word, code))

    def _tell(self, told: ListMap) -> None:
        if self.shown is not None:
            self.shown = replace(self.shown, told=told)
            self._look(self.shown.opened, self.shown.dataset, told)

    def _stand_on(self, reason: Reason) -> None:
        self.sheet.show_row(reason.row)

    def _can_import(self) -> bool:
        draft = self.shown.draft if self.shown else None
        return draft is not None and bool(draft.commits) and not self.workspace.read_only

    # ------------------------------------------------------------------ showing

    def _show(self) -> None:
        shown = self.shown
        self._views.setCurrentIndex(0 if shown is None else 1)
        self.show_side(shown is not None)
        for widget in (self.dataset_box, self.sheet_box, self.area_box, self.import_button, self._file):
            widget.setVisible(shown is not None)
        if shown is not None:
            self._show_boxes(shown)
            self._show_sheet(shown)
            self._show_columns(shown)
            self._show_words(shown)
            self.outlook.show_look(shown)
            count = len(shown.draft.outcomes) if shown.draft else 0
            self.import_button.setText(self.tr("Import %n row(s)  F9", "", count))
            self.import_button.setEnabled(self._can_import())
        self.changed.emit()

    def _show_boxes(self, shown: Look) -> None:
        workspace, language = self.workspace, self.shell.language
        self._file.setText(file_words(shown.opened, shown.matched, language))
        datasets = workspace.definitions.datasets
        titles = [(name, in_language(datasets[name].labels, language, name)) for name in list_datasets(workspace)]
        if shown.dataset not in dict(titles):
            titles.append((shown.dataset, in_language(datasets[shown.dataset].labels, language, shown.dataset)))
        _fill(self.dataset_box, titles, shown.dataset)
        _fill(self.sheet_box, [(name, name) for name in shown.opened.table.sheets], shown.matched.sheet.name)
        self.sheet_box.setVisible(self.sheet_box.count() > 1)
        areas = workspace.pack.areas if workspace.pack else None
        own = workspace.area.rpartition("/")[2]
        below = [(each.code, areas.name(each.code, language)) for each in areas.below(own)] if areas else []
        _fill(self.area_box, [("" if code == own else code, name) for code, name in below], shown.told.area)
        self.area_box.setVisible(self.area_box.count() > 1)

    def _show_sheet(self, shown: Look) -> None:
        matched, draft = shown.matched, shown.draft
        labels = {place: self._label(shown, name) for place, name in matched.columns.items()}
        places = {name: place for place, name in matched.columns.items()}
        refused: dict[int, list[int]] = {}
        for reason in draft.reasons if draft else ():
            refused.setdefault(reason.row, []).extend(
                [places[reason.target]] if reason.target in places else list(places.values())
            )
        header = (matched.header.first, matched.header.last)
        aside = frozenset(draft.listed.passed_over) if draft else frozenset[int]()
        self.sheet.show_sheet(matched.sheet.rows, header, labels, aside, refused)

    def _show_columns(self, shown: Look) -> None:
        matched = shown.matched
        left_out = self.tr("left out")
        options = [("", left_out), *((name, self._label(shown, name)) for name in matched.targets.every)]
        self._positions = [place for place, heading in enumerate(matched.header.headings) if heading]
        self.columns.show_lines(
            [
                ChoiceLine(
                    (matched.header.headings[place].rpartition(BETWEEN)[2], _first_cell(shown, place)),
                    name := matched.columns.get(place, ""),
                    self._label(shown, name) if name else left_out,
                    options,
                    is_open=not name,
                )
                for place in self._positions
            ]
        )
        self._columns_head.setText(
            self.tr("2  Columns") + "   " + self.tr("%n left out", "", len(matched.left_out)) if matched.left_out
            else self.tr("2  Columns")
        )  # fmt: skip

    def _show_words(self, shown: Look) -> None:
        lines: list[ChoiceLine] = []
        for (name, word), count in shown.draft.listed.unknown.items() if shown.draft else ():
            field = shown.matched.targets.every[name].field
            choices = field.choices if field else {}
            labels = [
                (code, f"{code} {in_language(each, self.shell.language, code)}") for code, each in choices.items()
            ]
            options = [("", self.tr("leave such cells out")), *labels]
            lines.append(
                ChoiceLine(
                    (self._label(shown, name), word, str(count)), "?", self.tr("choose …"), options, is_open=True
                )
            )
        self.words.show_lines(lines)
        self.words.setVisible(bool(lines))
        self._words_head.setVisible(bool(lines))

    def _label(self, shown: Look, name: str) -> str:
        return target_label(self.workspace, shown.matched.targets.every[name], self.shell.language, shown.dataset)

    # ------------------------------------------------------------------ parts

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self.choose_button, self.dataset_box, self.sheet_box, self.area_box, self._file):
            top.addWidget(widget)
        top.addStretch()
        top.addWidget(self.import_button)
        nothing = QLabel(
            self.tr("Choose a list, or drop it here: .xls, .xlsx, .ods, .csv. Nothing is written before you say so."),
            self._views,
        )
        nothing.setProperty("role", "quiet")
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        work = QWidget(self._views)
        grid = QGridLayout(work)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        head = QLabel(self.tr("1  Headings"), work)
        hint = QLabel(self.tr("in bold; if they are not, click the number of their row"), work)
        hint.setProperty("role", "hint")
        self._words_head.setText(self.tr("3  Words that are no choice"))
        for label in (head, self._columns_head, self._words_head):
            label.setProperty("role", "heading")
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(head)
        line.addWidget(hint, 1)
        grid.addLayout(line, 0, 0, 1, 2)
        grid.addWidget(self.sheet, 1, 0, 1, 2)
        grid.addWidget(self._columns_head, 2, 0)
        grid.addWidget(self._words_head, 2, 1)
        grid.addWidget(self.columns, 3, 0)
        grid.addWidget(self.words, 3, 1)
        grid.setRowStretch(1, 1)
        grid.setRowStretch(3, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._views.addWidget(nothing)
        self._views.addWidget(work)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.progress)
        layout.addWidget(self._views, 1)
        self.set_side(self.outlook, self.SIDE_WIDTH)

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self._choose_any)
        self.import_button.clicked.connect(self.import_list)
        self.sheet.header_chosen.connect(self._choose_header)
        self.columns.chosen.connect(self._choose_question)
        self.words.chosen.connect(self._choose_meaning)
        self.dataset_box.activated.connect(self._choose_dataset)
        self.sheet_box.activated.connect(self._choose_sheet)
        self.area_box.activated.connect(self._choose_area)
        self.outlook.reason_chosen.connect(self._stand_on)
        self.bind("Ctrl+O", self._choose_any)
        self.bind("F9", self.import_list)

    def _choose_any(self) -> None:
        self.choose()


def _fill(box: QComboBox, options: list[tuple[str, str]], chosen: str) -> None:
    box.clear()
    for value, label in options:
        box.addItem(label, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))


def _first_cell(shown: Look, place: int) -> str:
    rows = shown.matched.sheet.rows
    below = range(shown.matched.header.last, min(len(rows), shown.matched.header.last + 50))
    return next((rows[row][place] for row in below if place < len(rows[row]) and rows[row][place]), "")
