"""The choices of a long list that fit what is typed, for a view: nothing is made for those that are not in sight."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from forms.listed_choices import ListedChoices
from forms.state import ChoiceState
from survey_app.desktop.interview.markup import as_plain

Index = QModelIndex | QPersistentModelIndex


class ChoicesFound(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices = ListedChoices(tuple)
        self._shown: Sequence[ChoiceState] = ()
        self._found: Sequence[int] = ()
        self.ticked: Collection[str] | None = None
        """Names that have a tick; None where only one can be chosen."""

    def show(self, choices: Sequence[ChoiceState]) -> None:
        """Take over a list; one that is the same already costs nothing."""
        if choices is not self._shown:
            self._shown = choices
            # The list itself, where it is one that others show too: nothing of it is copied for this control.
            self._choices = choices if isinstance(choices, ListedChoices) else ListedChoices(lambda: choices)
            self.beginResetModel()
            self._found = range(len(choices))
            self.endResetModel()

    def prepare(self) -> None:
        """Make ready for typing: somebody stands here."""
        _ = self._choices.texts

    def search(self, text: str) -> int:
        """Show what fits, by code, label, pinyin or initials; return how many do."""
        self.beginResetModel()
        self._found = self._fitting(text) if text else range(len(self._choices))
        self.endResetModel()
        return len(self._found)

    def found(self, row: int) -> ChoiceState | None:
        return self._choices[self._found[row]] if 0 <= row < len(self._found) else None

    def place_of(self, name: str) -> int:
        """Return where a choice stands in the list; behind its end where it does not."""
        return self._choices.places.get(name, len(self._choices))

    def choice(self, name: str) -> ChoiceState | None:
        """Return a choice by its name."""
        place = self.place_of(name)
        return self._choices[place] if place < len(self._choices) else None

    def row_of(self, name: str) -> int:
        return next((row for row, place in enumerate(self._found) if self._choices[place].name == name), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        choice = self.found(index.row())
        if choice is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{as_plain(choice.label)}   {choice.name}"
        if role == Qt.ItemDataRole.CheckStateRole and self.ticked is not None:
            return Qt.CheckState.Checked if choice.name in self.ticked else Qt.CheckState.Unchecked
        return None

    def _fitting(self, text: str) -> list[int]:
        # An exact code comes first: who knows the codes types them.
        exact = [place for place, choice in enumerate(self._choices) if choice.name == text]
        by_code = [place for place, choice in enumerate(self._choices) if choice.name.startswith(text)]
        return list(dict.fromkeys([*exact, *self._choices.texts.find(text), *by_code]))
