"""Who came into a number and who went out of it, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from survey_app.sentences import sentence
from survey_app.why_different import Moved
from survey_app.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
WHY = 3


class MovedModel(QAbstractTableModel):
    def __init__(self, workspace: Workspace, moved: Sequence[Moved], language: str) -> None:
        super().__init__()
        self.moved = moved
        self._head = [
            "",
            *(
                sentence(language, f"publication.{each}")
                for each in ("who", "where", "why", "written_by", "written_at")
            ),
        ]
        sides = {True: sentence(language, "publication.came"), False: sentence(language, "publication.went")}
        self._cells = [
            (
                sides[each.came],
                each.title,
                workspace.area_name(language, each.area),
                each.says(language),
                each.who,
                each.when[:10],
            )
            for each in moved
        ]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._head)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._head[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cells[index.row()][index.column()]
        return None


class MovedTable(QTableView):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "numbers")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()

    def show_moved(self, model: MovedModel) -> None:
        self.setModel(model)
        self.resizeColumnsToContents()
        self.horizontalHeader().setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        self.resizeRowsToContents()
        self.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The reasons are wrapped, and a narrow table wraps them oftener.
        self.resizeRowsToContents()

    def record(self) -> str:
        """Return the chosen record, "" where there is none."""
        model, row = self.model(), self.currentIndex().row()
        return model.moved[row].record if isinstance(model, MovedModel) and 0 <= row < len(model.moved) else ""
