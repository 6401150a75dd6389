"""F2: what merging would change, field by field, before anything is written; a field chosen shows only its lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from survey_app.desktop.people.record_table import RecordTable, TextModel
from survey_app.field_changes import FieldChange, by_label, chosen

Index = QModelIndex | QPersistentModelIndex
LABEL = Qt.ItemDataRole.UserRole
FIELDS_WIDE = 160


class ChangeModel(TextModel):
    def __init__(self, changes: Sequence[FieldChange], head: Sequence[str], place_name: Callable[[str], str]) -> None:
        super().__init__()
        self.changes, self._head, self._place_name = list(changes), head, place_name

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.changes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._head)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._head[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        told = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return self.text(index.row(), index.column()) if role in told else None

    def text(self, number: int, column: int) -> str:
        each = self.changes[number]
        # That an answer goes is seen, too.
        old, new = each.old or ("–" if each.new else ""), each.new or ("–" if each.old else "")
        when = each.when[5:16].replace("T", " ")
        place = self._place_name(each.area)
        return (each.what, each.label, old, new, each.who, when, place, each.file)[column]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self._head):
            self.beginResetModel()
            texts = {id(each): self.text(row, column) for row, each in enumerate(self.changes)}
            self.changes.sort(key=lambda each: texts[id(each)], reverse=order == Qt.SortOrder.DescendingOrder)
            self.endResetModel()


class ChangeView(QWidget):
    def __init__(self, place_name: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place_name = place_name
        self._changes: Sequence[FieldChange] = ()
        self._area = ""
        self._head = QLabel(self)
        self._head.setProperty("role", "heading")
        self.fields = QListWidget(self)
        self.fields.setProperty("role", "panel")
        self.fields.setFixedWidth(FIELDS_WIDE)
        self.table = RecordTable(self)
        self._hint = QLabel(self.tr("Nothing has been written yet.  Esc goes back to the desk."), self)
        self._hint.setProperty("role", "hint")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.fields)
        row.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self._head)
        layout.addLayout(row, 1)
        layout.addWidget(self._hint)
        self.setFocusProxy(self.fields)
        self.fields.currentItemChanged.connect(self._show_lines)

    def show_changes(self, changes: Sequence[FieldChange], area: str = "") -> None:
        """Show the changes of one community, or of all."""
        self._changes, self._area = changes, area
        here = chosen(changes, area=area)
        where = self._place_name(area) if area else self.tr("all communities")
        self._head.setText(
            self.tr("What would change, %1").replace("%1", where)
            if here
            else self.tr("Nothing would change, %1").replace("%1", where)
        )
        self.fields.clear()
        for label, count in [(self.tr("All fields"), len(here)), *by_label(here).items()]:
            item = QListWidgetItem(f"{label}  {count}")
            item.setData(LABEL, label if self.fields.count() else "")
            self.fields.addItem(item)
        self.fields.setCurrentRow(0)

    def lines(self) -> list[FieldChange]:
        """What is listed: the changes of the field that is chosen."""
        item = self.fields.currentItem()
        return chosen(self._changes, item.data(LABEL) if item else "", self._area)

    def _show_lines(self) -> None:
        head = [self.tr("who it is"), self.tr("field"), self.tr("now"), self.tr("after"), self.tr("by")]
        head += [self.tr("when"), self.tr("community"), self.tr("file")]
        self.table.show_model(ChangeModel(self.lines(), head, self._place_name))
        self.table.stand_on(0)
