"""What the office prints for its laptops: the slip with a start code, and its own recovery sheet."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMarginsF, QObject, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from survey_app.enrolment import Enrolled


class PaperSlip(QObject):
    """Codes stand in letters of one width and large: they are read aloud and typed once."""

    def slip(self, made: Enrolled, area: str, file: str) -> str:
        """The slip that goes apart from the file: whoever has both can begin as that person."""
        rows = (
            (self.tr("Community"), area),
            (self.tr("For"), f"{made.name}  {made.staff}"),
            (self.tr("File"), file),
            (self.tr("Made"), made.at[:16].replace("T", " ")),
        )
        told = self.tr("Hand the slip over apart from the file. The code is asked once, when the file is first opened.")
        return _page(self.tr("Start code"), rows, made.code, told)

    def sheet(self, text: str) -> str:
        """The recovery sheet, line by line as it will be typed."""
        lines = "".join(f"<p style='font-family:monospace; font-size:12pt'>{escape(line)}</p>" for line in _lines(text))
        title = self.tr("Recovery sheet")
        return f"<html><body><h2>{escape(title)}</h2>{lines}</body></html>"

    def print_on(self, printer: QPrinter, html: str) -> None:
        """Write on A5, which fits into an envelope, whatever paper the printer had before."""
        margins = QMarginsF(14, 14, 14, 14)
        page = QPageLayout(
            QPageSize(QPageSize.PageSizeId.A5), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
        printer.setPageLayout(page)
        document = QTextDocument()
        document.setPageSize(QSizeF(printer.pageRect(QPrinter.Unit.Point).size()))
        document.setHtml(html)
        document.print_(printer)


def _page(title: str, rows: Sequence[tuple[str, str]], code: str, told: str) -> str:
    body = "".join(
        f"<tr><td style='color:#4A5560'>{escape(name)}&nbsp;&nbsp;</td><td>{escape(value)}</td></tr>"
        for name, value in rows
        if value.strip()
    )
    return (
        f"<html><body><h2>{escape(title)}</h2><table cellpadding='3'>{body}</table>"
        f"<p style='font-family:monospace; font-size:22pt; font-weight:bold'>{escape(code)}</p>"
        f"<p>{escape(told)}</p></body></html>"
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
