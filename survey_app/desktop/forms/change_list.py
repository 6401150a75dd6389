"""What a new version changes, line by line; a renaming that is only guessed can be taken apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from forms.pack_changes import Kind
from survey_app.change_words import in_words, note_on
from survey_app.desktop.icons import icon
from survey_app.desktop.theme import Theme
from survey_app.publishing import Told
from survey_app.sentences import sentence

CHANGE = Qt.ItemDataRole.UserRole
SIGNS = {
    Kind.FORM_ADDED: "add",
    Kind.DATASET_ADDED: "add",
    Kind.ADDED: "add",
    Kind.CHOICE_ADDED: "add",
    Kind.FORM_GONE: "close",
    Kind.DATASET_GONE: "close",
    Kind.GONE: "close",
    Kind.CHOICE_GONE: "close",
    Kind.RENAMED: "next",
}


class ChangeList(QListWidget):
    kept_apart = Signal()
    """Somebody says of a renamed question that it is another one, or the same after all."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._tell)

    def show_changes(self, told: Sequence[Told], language: str) -> None:
        self.blockSignals(True)
        self.clear()
        tokens = self._theme.tokens
        for each in told:
            change = each.change
            text = in_words(change, language)
            if each.records:
                text += "   " + sentence(language, "change.records_answers", count=each.records)
            note = note_on(change, language)
            item = QListWidgetItem(f"{text}\n{note}" if note else text)
            item.setData(CHANGE, change)
            ink = tokens.error if change.is_refused else tokens.quiet
            item.setIcon(icon("error" if change.is_refused else SIGNS.get(change.kind, "differ"), ink, 18))
            if change.is_refused:
                item.setForeground(QBrush(QColor(tokens.error)))
            if change.kind is Kind.RENAMED:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
            self.addItem(item)
        self.setCurrentRow(0)
        self.blockSignals(False)

    def renamed(self) -> dict[str, dict[str, str]]:
        """Return what is still taken for renamed: dataset -> name before -> name now."""
        found: dict[str, dict[str, str]] = {}
        for row in range(self.count()):
            item = self.item(row)
            change = item.data(CHANGE)
            if change.kind is Kind.RENAMED and item.checkState() == Qt.CheckState.Checked:
                found.setdefault(change.dataset, {})[change.before] = change.after
        return found

    def _tell(self, item: QListWidgetItem) -> None:
        if item.data(CHANGE).kind is Kind.RENAMED:
            self.kept_apart.emit()
