"""People: everyone of the community in one table; type a name, initials, an ID, a phone, an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from survey_app.desktop.page import Key, Page
from survey_app.desktop.people.record_table import MOST_FOUND, RecordModel, RecordTable
from survey_app.desktop.progress_line import ProgressLine
from survey_app.desktop.records.submission_export import SubmissionExport
from survey_app.figures import columns_of

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

PAUSE = 120
"""Milliseconds after the last key before searching: nobody wants the list of a half-typed syllable."""


class PeoplePage(Page):
    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shell, parent)
        self.setAcceptDrops(True)
        pack = workspace.pack
        assert pack is not None
        name = pack.roles.person
        dataset = workspace.definitions.datasets[name]
        flags = [pack.interview.key_flag]
        self._model = RecordModel(
            workspace.store,
            dataset,
            columns_of(workspace, dataset),
            shell.language,
            flags=flags,
            theme=shell.theme,
            groupings=pack.groupings,
        )
        self._table = RecordTable(self.body)
        self._table.show_model(self._model)
        self._progress = ProgressLine(self.body)
        self.submissions = SubmissionExport(self, self._progress)
        self._empty = QLabel(self.body)
        self._empty.setProperty("role", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._text = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)

        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self._progress)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        layout.addLayout(self._stack)

        self._pause.timeout.connect(self._search_now)
        self._table.doubleClicked.connect(self.open_household)
        self.bind("Return", self.open_household, inside=True)
        self.bind("F6", self.to_registers)
        self.bind("F4", self.to_posts)
        self.bind("Ctrl+E", self.submissions.ask)
        self.bind("Ctrl+O", self.import_list)
        self._tell()

    def title(self) -> str:
        return self.tr("People")

    def summary(self) -> str:
        count = self._model.rowCount()
        if self._text and count >= MOST_FOUND:
            return self.tr("More than %1 found; type another word").replace("%1", str(MOST_FOUND))
        return self.tr("%n person(s)", "", count)

    def search_hint(self) -> str:
        return self.tr("Name, initials, ID, phone, address")

    def search(self, text: str) -> None:
        self._text = text
        self._pause.start()

    def search_done(self, text: str) -> None:
        self._text = text
        self._search_now()
        self._table.setFocus()
        self._table.stand_on(0)

    def keys(self) -> list[Key]:
        opening = Key("Enter", self.tr("open the household"), self.open_household)
        importing = Key("Ctrl+O", self.tr("import a list"), self.import_list)
        shown = [
            Key("Ctrl+F", self.tr("find")),
            *([] if self.workspace.read_only else [opening]),
            *([Key("F6", self.tr("registers"), self.to_registers)] if self._has_registers else []),
            *([Key("F4", self.tr("fitting posts"), self.to_posts)] if self._pool else []),
            Key("Ctrl+C", self.tr("copy rows"), self._table.copy),
            Key("Ctrl+E", self.tr("as ODK submissions"), self.submissions.ask),
        ]
        # Where nobody is listed there is nothing to open, to copy or to write.
        here = shown if self._model.rowCount() else shown[:1] if self._text else []
        return [*here, *([] if self.workspace.read_only else [importing])]

    def help(self) -> str:
        return self.tr(
            "<p>Type part of a name, the first letters of its pinyin, an ID number, a phone or an address. "
            "Click a column to sort.</p><p>Ctrl+C copies the chosen rows; pasted into WPS or Excel, eighteen digits "
            "stay eighteen digits.</p><p>Ctrl+E writes every record as a submission that ODK's own programs read.</p>"
        )

    def on_show(self, **spot: Any) -> None:
        self.refresh()
        self._table.setFocus()
        if self._model.rowCount() and not self._table.selectionModel().hasSelection():
            self._table.stand_on(0)

    def refresh(self) -> None:
        chosen = self._table.currentIndex().row()
        self._model.refresh()
        if 0 <= chosen < self._model.rowCount():
            self._table.stand_on(chosen)
        self._tell()

    def open_household(self) -> None:
        """Open the interview of the household that the chosen person belongs to, at that person."""
        row = self._table.currentIndex().row()
        if row < 0:
            return
        person = self._model.row(row)
        household = self.workspace.store.record(person["parent_id"]) if person["parent_id"] else None
        if household is not None:
            self.shell.open("interview", door=household.parent, record=household.id, person=person["record_id"])

    @property
    def _has_registers(self) -> bool:
        return bool(self.workspace.pack and self.workspace.pack.registers)

    def to_registers(self) -> None:
        """F6: what the registers hold of the chosen person, and where a record is begun on them."""
        row = self._table.currentIndex().row()
        if row >= 0 and self._has_registers:
            self.shell.open("registers", holder=self._model.row(row)["record_id"])

    @property
    def _pool(self) -> str:
        """The register in which persons are matched, "" where they are matched with nothing."""
        registers = self.workspace.pack.registers if self.workspace.pack else {}
        matched = [each.match.candidates for each in registers.values() if each.match.candidates]
        person = self.workspace.pack.roles.person if self.workspace.pack else ""
        return next((name for name in matched if registers[name].dataset == person), "")

    def to_posts(self) -> None:
        """F4: the posts that fit the chosen person."""
        row = self._table.currentIndex().row()
        if row >= 0 and self._pool:
            self.shell.open("match", register=self._pool, record=self._model.row(row)["record_id"])

    def import_list(self) -> None:
        """Ctrl+O: a list that the office already has."""
        self.shell.open("old_list", choose=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.workspace.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.shell.open("old_list", file=files[0])

    def _search_now(self) -> None:
        self._pause.stop()
        self._model.search(self._text)
        self._tell()

    def _tell(self) -> None:
        if self._text:
            self._empty.setText(self.tr("Nobody is found. Try fewer letters, or only the surname."))
        else:
            told = self.tr("Nobody is recorded yet. Open a door and begin with everyone's name.")
            if self.workspace.role.is_office:
                told = self.tr("Nobody is here yet. Merge what the communities bring, or import a list: Ctrl+O.")
            self._empty.setText(told)
        self._stack.setCurrentIndex(0 if self._model.rowCount() else 1)
        self.changed.emit()
