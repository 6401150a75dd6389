"""F5: the people behind the difference of a figure, those who come and those who go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from survey_app.desktop.people.record_table import RecordTable
from survey_app.desktop.reports.found_model import FoundModel
from survey_app.figure_lists import Moved
from survey_app.figures import columns_of

if TYPE_CHECKING:
    from survey_app.workspace import Workspace


class MovedList(QWidget):
    def __init__(self, workspace: Workspace, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._language = workspace, language
        self._come_head, self._gone_head = QLabel(self), QLabel(self)
        self.come, self.gone = RecordTable(self), RecordTable(self)
        self._hint = QLabel(self.tr("Nothing has been written yet.  Esc goes back to the desk."), self)
        self._hint.setProperty("role", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        for head, table in ((self._come_head, self.come), (self._gone_head, self.gone)):
            head.setProperty("role", "heading")
            layout.addWidget(head)
            layout.addWidget(table, 1)
        layout.addWidget(self._hint)
        self.setFocusProxy(self.come)

    def show_moved(self, label: str, moved: Moved) -> None:
        """Show both lists; the second only where somebody is counted no more."""
        columns = columns_of(self._workspace, moved.dataset)
        parts = (
            (self._come_head, self.come, moved.come, self.tr("%1: newly counted %2")),
            (self._gone_head, self.gone, moved.gone, self.tr("%1: counted no more %2")),
        )
        for head, table, rows, words in parts:
            table.show_model(FoundModel(self._workspace, moved.dataset, columns, self._language, rows))
            head.setText(words.replace("%1", label).replace("%2", str(len(rows))))
            head.setVisible(bool(rows) or table is self.come)
            table.setVisible(bool(rows))
            table.stand_on(0)
        self.setFocusProxy(self.come if moved.come or not moved.gone else self.gone)
