"""The list that is shown, saved as a file: a workbook, a page to print, plain text."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from survey_app.desktop.jobs import Job
from survey_app.register_listing import listing_of
from survey_app.register_printing import register_report
from survey_app.registers import RegisterList, Wanted
from survey_app.reporting import write_report

if TYPE_CHECKING:
    from survey_app.desktop.registers.registers_page import RegistersPage

KINDS = "*.xlsx;;*.pdf;;*.html;;*.csv"
BETWEEN = " · "


class ListSaving(QObject):
    def __init__(self, page: RegistersPage) -> None:
        super().__init__(page)
        self._page = page

    def ask_where(self) -> None:
        """Ctrl+S: ask where, then write what is shown."""
        page = self._page
        if not self._has_rows():
            return
        words = "-".join(each for each in (page.title(), page.part_title()) if each).replace("/", " ")
        name = f"{words}-{page.shell.now():%Y-%m-%d}.xlsx"
        file, _ = QFileDialog.getSaveFileName(page, self.tr("Save the list"), str(page.workspace.exports / name), KINDS)
        if file:
            self.save_to(Path(file))

    def save_to(self, path: Path) -> None:
        """Write the list beside the window: a long one takes seconds on paper."""
        page = self._page
        if page.model is None or not self._has_rows():
            return
        model = page.model
        told = BETWEEN.join(page.told_of_the_list())
        job = Job(partial(_write, model.register, model.asked, model.today, page.in_full.reason, told, path))
        job.succeeded.connect(self._tell_saved)
        page.shell.start(job)

    def _has_rows(self) -> bool:
        model = self._page.model
        if model is not None and model.rowCount():
            return True
        self._page.shell.tell(self.tr("There is nothing in the list to save."))
        return False

    def _tell_saved(self, name: str) -> None:
        self._page.shell.tell(self.tr("Saved: %1").replace("%1", name))


def _write(
    listed: RegisterList, wanted: Wanted, today: date, reason: str, told: str, path: Path, progress: object
) -> str:
    write_report(register_report(listing_of(listed, wanted, today, reason), part=told), path, listed.language)
    return path.name
