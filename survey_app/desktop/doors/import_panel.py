"""Doors from a table: what was recognised, what was not, and one button. Nothing is written before it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from survey_app.desktop.doors.listed import Listed
from survey_app.desktop.side_form import SideForm

PROBLEMS_SHOWN = 12


class ImportPanel(SideForm):
    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.listed: Listed | None = None
        self.title.setText(self.tr("Import doors"))
        self.leave_button.setText(self.tr("Esc  Leave"))
        self._lists = QWidget(self)
        self._list_column = QVBoxLayout(self._lists)
        self._list_column.setContentsMargins(0, 0, 0, 0)
        self._list_column.setSpacing(4)
        self.column.insertWidget(3, self._lists)

    def show_listed(self, listed: Listed) -> None:
        self.listed = listed
        self._forget()
        self.explanation.setText(
            self.tr("{file}: %n row(s). Nothing is written yet.", "", len(listed.rows)).format(file=listed.file)
        )
        self._add(self.tr("Columns"), "heading")
        for heading, label in listed.columns:
            if label:
                self._add(f"{heading} → {label}" if heading != label else heading)
            else:
                self._add(self.tr("{heading}: left out").format(heading=heading), "quiet")
        if listed.refused:
            self._add(self.tr("%n cell(s) not taken", "", len(listed.refused)), "heading")
            for number, name, why in listed.refused[:PROBLEMS_SHOWN]:
                words = self.tr("Row {row}, {question}: {why}")
                self._add(words.format(row=number, question=listed.labels.get(name, name), why=self._why(why)), "error")
        found = any(label for _, label in listed.columns)
        self.accept_button.setEnabled(bool(listed.rows) and found)
        self.accept_button.setText(self.tr("Import %n door(s)", "", len(listed.rows)))
        self.result.setText(
            ""
            if found
            else self.tr(
                "No column fits a question. The headings should read as on the form: road, building, unit, floor, door."
            )
        )

    def begin(self) -> None:
        self.accept_button.setFocus()

    def _why(self, why: str) -> str:
        return {
            "damaged": self.tr("the spreadsheet has damaged the number"),
            "number": self.tr("not a number"),
            "choice": self.tr("not one of the choices"),
            "date": self.tr("not a date"),
        }.get(why, why)

    def _add(self, text: str, role: str = "") -> None:
        label = QLabel(text, self._lists)
        label.setWordWrap(True)
        if role:
            label.setProperty("role", role)
        self._list_column.addWidget(label)

    def _forget(self) -> None:
        while self._list_column.count():
            item = self._list_column.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
