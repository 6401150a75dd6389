"""The ledger on paper: looked at page by page before it is printed, or saved as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QWidget

from reports.output.report_html import report_html
from reports.report import Report
from survey_app.desktop.jobs import Job
from survey_app.ledger import ledger
from survey_app.reporting import write_report
from survey_app.sentences import sentence

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

FOOT = 0.05
"""Share of a page that the page number takes."""


class LedgerPaper(QObject):
    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._shell, self._window = workspace, shell, parent

    def preview(self) -> None:
        """Show the pages; from there they are printed."""
        workspace, language = self._workspace, self._shell.language
        job = Job(lambda report: ledger(workspace, language=language))
        job.succeeded.connect(self._show)
        self._shell.start(job)

    def save(self) -> None:
        """Ask for a file, and write it as its ending says."""
        start = self._workspace.exports / f"{sentence(self._shell.language, 'ledger.title')}.xlsx"
        to, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the ledger"), str(start), "*.xlsx *.pdf *.html")
        if not to:
            return
        workspace, language, path = self._workspace, self._shell.language, Path(to)

        def work(report: object) -> str:
            write_report(ledger(workspace, language=language), path, language)
            return path.name

        job = Job(work)
        job.succeeded.connect(self._shell.tell)
        self._shell.start(job)

    def _show(self, made: Report) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        printer.setDocName(made.title)
        dialog = QPrintPreviewDialog(printer, self._window)
        dialog.setWindowTitle(made.title)
        dialog.resize(self._window.window().size())
        dialog.paintRequested.connect(partial(self.print_on, made=made))
        dialog.exec()

    def print_on(self, printer: QPrinter, made: Report) -> None:
        """Paint all pages: the head of the table stands on each, and which of how many it is."""
        say = partial(sentence, self._shell.language)
        area = printer.pageRect(QPrinter.Unit.DevicePixel)
        height = area.height() * (1 - FOOT)
        document = QTextDocument()
        document.documentLayout().setPaintDevice(printer)
        document.setHtml(_for_qt(report_html(made, say, self._shell.language).decode()))
        document.setPageSize(QSizeF(area.width(), height))
        painter = QPainter(printer)
        for page in range(document.pageCount()):
            if page:
                printer.newPage()
            painter.save()
            painter.translate(0, -page * height)
            document.drawContents(painter, QRectF(0, page * height, area.width(), height))
            painter.restore()
            words = say("report.page", page=page + 1, pages=document.pageCount())
            painter.drawText(
                QRectF(0, height, area.width(), area.height() - height), Qt.AlignmentFlag.AlignCenter, words
            )
        painter.end()


def _for_qt(page: str) -> str:
    """Qt lays out no flexible boxes: what stands side by side is set apart by blanks, and the table takes the page."""
    apart = "</span>" + "&nbsp;" * 12 + "<span>"
    return page.replace("</span><span>", apart).replace("<table>", '<table width="100%">')
