"""Today's route on A5, with an empty box for each door: for a stairwell where no laptop can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from PySide6.QtCore import QMarginsF, QObject, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from survey_app.desktop.doors.door_layout import House
from survey_app.desktop.doors.door_words import DoorWords
from survey_app.doors import Door

BOX = "&#9744;"


class RoutePrint(QObject):
    def __init__(self, words: DoorWords, parent: QObject | None = None):
        super().__init__(parent)
        self._words = words

    def ask_and_print(self, parent: QWidget, title: str, doors: Sequence[Door], today: date) -> bool:
        """Ask for the printer; False when nobody wanted to print after all."""
        printer = QPrinter()
        wanted = bool(QPrintDialog(printer, parent).exec())
        if wanted:
            self.print_on(printer, title, doors, today)
        return wanted

    def print_on(self, printer: QPrinter, title: str, doors: Sequence[Door], today: date) -> None:
        """Write the doors on A5, whatever paper the printer had before."""
        margins = QMarginsF(10, 10, 10, 10)
        page = QPageLayout(
            QPageSize(QPageSize.PageSizeId.A5), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
        printer.setPageLayout(page)
        document = QTextDocument()
        document.setPageSize(QSizeF(printer.pageRect(QPrinter.Unit.Point).size()))
        document.setHtml(self.as_html(title, doors, today))
        document.print_(printer)

    def as_html(self, title: str, doors: Sequence[Door], today: date) -> str:
        """One row per door; a new heading for each building. Names stay off the paper: it may be lost."""
        heads = (self.tr("Door"), self.tr("So far"), self.tr("When"), self.tr("Tick"), self.tr("Note"))
        row_of_heads = "".join(f"<th align='left'>{escape(head)}</th>" for head in heads)
        rows: list[str] = []
        building = None
        for door in doors:
            house = self._words.house(House(door.building, door.is_bungalow, ()))
            if house != building:
                building = house
                rows.append(f"<tr><td colspan='5'><b>{escape(house)}</b> {escape(door.road + door.road_no)}</td></tr>")
            rows.append(self._row(door, today))
        heading = f"<h3>{escape(title)}  {today.isoformat()}</h3>"
        return (
            f"<html><body style='font-size:9pt'>{heading}"
            f"<table width='100%' cellpadding='3' border='1' style='border-collapse:collapse'>"
            f"<thead><tr>{row_of_heads}</tr></thead>{''.join(rows)}</table></body></html>"
        )

    def _row(self, door: Door, today: date) -> str:
        when = self._words.day(door.next_visit) if door.next_visit else ""
        if when and door.is_overdue(today):
            when = f"! {when}"
        cells = (self._words.door(door), self._words.sign(door), when)
        # No cell breaks its line: a row is as high as a pencil needs, and no higher.
        shown = "".join(f"<td style='white-space: nowrap'>{escape(cell)}</td>" for cell in cells)
        return f"<tr>{shown}<td align='center'>{BOX}</td><td width='30%'></td></tr>"
