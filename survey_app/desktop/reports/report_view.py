"""What the middle of the reports page shows: key figures, a report of today's records, or one as it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reports.output.table import Table
from reports.report import Report
from survey_app.desktop.page import Key

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace


class ReportView(QWidget):
    """Inherit and answer; the page asks whichever view is shown. It owns Ctrl+C, Ctrl+S, Enter and Esc."""

    changed = Signal()
    """The keys that work now are others."""
    opened = Signal(str)
    """A record was chosen to be opened."""

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace, self.shell = workspace, shell

    def keys(self) -> list[Key]:
        """What works here beside copying and saving."""
        return []

    def focus_table(self) -> None:
        """Come in from the list at the side."""

    def enter(self) -> None:
        """Enter: the next step towards the person behind a number."""

    def step_back(self) -> bool:
        """Esc: one step back, False where there is none."""
        return False

    def copy(self) -> None:
        """Put what is looked at on the clipboard as a table."""

    def to_save(self) -> Report | Table | None:
        """What Ctrl+S writes."""
        return None

    def file_name(self) -> str:
        """What the file is called, without its day and ending."""
        return ""

    def open_chosen(self, record: str) -> None:
        """Ask for a record to be opened, where one is chosen."""
        if record:
            self.opened.emit(record)
