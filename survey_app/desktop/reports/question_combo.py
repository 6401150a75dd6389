"""A box to choose a question from: typed by part of its words, or by the first letters of their pinyin."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from forms.pinyin import search_keys

FOUND_BY = Qt.ItemDataRole.UserRole + 1


class QuestionCombo(QComboBox):
    def __init__(self, questions: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Offer (name, label) in the order given."""
        super().__init__(parent)
        model = QStandardItemModel(self)
        for name, label in questions:
            item = QStandardItem(label)
            item.setData(name, Qt.ItemDataRole.UserRole)
            item.setData(" ".join((label, *search_keys(label))), FOUND_BY)
            model.appendRow(item)
        self.setModel(model)
        self._line, self._found = QLineEdit(self), _ByPinyin(model, self)
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self._found.setCompletionRole(FOUND_BY)
        self._found.setFilterMode(Qt.MatchFlag.MatchContains)
        self._found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(self._found)
        self._line.textEdited.connect(self._take_exact)
        self._line.editingFinished.connect(self._take_nearest)

    def name(self) -> str:
        """Return the question that is chosen, "" while other words stand in the box."""
        row = self.findText(self.currentText(), Qt.MatchFlag.MatchExactly)
        return str(self.itemData(row)) if row >= 0 else ""

    def _take_exact(self, words: str) -> None:
        """Whoever types a question whole has chosen it."""
        row = self.findText(words, Qt.MatchFlag.MatchFixedString)
        if row >= 0:
            self.setCurrentIndex(row)

    def _take_nearest(self) -> None:
        """What is left in the box stands for the first question found by it; for none, the one before comes back."""
        if self.name():
            return
        self._found.setCompletionPrefix(self.currentText())
        row = self.findText(self._found.currentCompletion(), Qt.MatchFlag.MatchExactly)
        if row >= 0 and self.currentText():
            self.setCurrentIndex(row)
        self.setEditText(self.itemText(self.currentIndex()))

    def choose(self, name: str) -> None:
        self.setCurrentIndex(max(0, self.findData(name)))


class _ByPinyin(QCompleter):
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        # What it is found by is not what is written into the box.
        return str(index.data(Qt.ItemDataRole.DisplayRole))
