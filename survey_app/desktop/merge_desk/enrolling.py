"""The merge desk's side for new laptops: the panel, the file, the slip on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from survey_app.desktop.jobs import Job
from survey_app.desktop.merge_desk.enrol_panel import Community, EnrolPanel
from survey_app.desktop.merge_desk.paper_slip import PaperSlip
from survey_app.desktop.merge_desk.sticks import StickWatch
from survey_app.enrolment import Enrolled, enrol
from survey_app.recovery import recovery_sheet
from survey_app.workspace import Staff

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

REMEMBERED = "merge_desk/start_folder"


class Enrolling(QObject):
    """Joins the panel to the office's workspace."""

    left = Signal()

    def __init__(self, workspace: Workspace, shell: Shell, sticks: StickWatch, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._shell, self._sticks, self._window = workspace, shell, sticks, parent
        self._file = Path()
        self.panel = EnrolPanel(communities_of(workspace, shell.language), parent)
        self.papers = PaperSlip(self)
        self.panel.accepted.connect(self.make)
        self.panel.left.connect(self.left)
        self.panel.folder_wanted.connect(self.choose_folder)
        self.panel.print_wanted.connect(self.print_slip)
        self.panel.sheet_wanted.connect(self.print_sheet)

    def begin(self) -> None:
        """Stand before an empty panel; the file goes to the stick that is plugged in, else where the last one went."""
        self.panel.begin_anew()
        sticks = sorted(self._sticks.drives())
        kept = self._shell.settings.recall(REMEMBERED)
        self.panel.stand_with(Path(sticks[0] if sticks else kept or self._workspace.exports))
        self.panel.begin()

    def make(self) -> None:
        panel, workspace = self.panel, self._workspace
        if panel.made is not None or not panel.area_code or workspace.read_only:
            return
        staff = Staff(panel.number.text().strip(), panel.name.text().strip(), "assistant")
        area, phone = panel.area_code, panel.phone.text().strip()
        community = workspace.area_name(self._shell.language, area)
        self._file = panel.folder / f"{community}-{staff.name}.start.bundle"
        file = self._file
        panel.accept_button.setEnabled(False)
        job = Job(lambda report: enrol(workspace, area, staff, file, phone=phone))
        job.succeeded.connect(self._show_made)
        job.failed.connect(self._allow)
        self._shell.start(job)

    def choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, self.panel.title.text(), str(self.panel.folder))
        if folder:
            self._shell.settings.remember(REMEMBERED, folder)
            self.panel.stand_with(Path(folder))

    def slip(self) -> str:
        """The slip of the laptop just made, as it will be printed."""
        made = self.panel.made
        assert made is not None
        return self.papers.slip(made, self._workspace.area_name(self._shell.language, made.area), self._file.name)

    def print_slip(self) -> None:
        if self.panel.made is not None:
            self._print(self.slip())

    def print_sheet(self) -> None:
        """The office's own recovery key: whoever has this paper opens every laptop that the office made."""
        try:
            text = recovery_sheet(self._workspace, self._shell.language)
        except self._shell.refusals as error:
            self._shell.refuse(error)
            return
        self._print(self.papers.sheet(text))

    def _print(self, html: str) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self._window).exec():
            self.papers.print_on(printer, html)

    def _show_made(self, made: Enrolled) -> None:
        self.panel.show_made(made, self._file.name)
        self._shell.note_saved(self._shell.now())

    def _allow(self) -> None:
        self.panel.accept_button.setEnabled(True)


def communities_of(workspace: Workspace, language: str) -> list[Community]:
    """Return the areas below ours that a laptop can hold."""
    areas = workspace.pack.areas if workspace.pack else None
    if areas is None:
        return []
    inside = areas.below(workspace.area.rpartition("/")[2], areas.unit)
    return [Community(area.code, areas.name(area.code, language), tuple(area.names.values())) for area in inside]
