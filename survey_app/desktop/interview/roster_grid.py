"""F2: the whole family as a table, names first; details follow person by person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from forms.identity_numbers import grouping_of
from forms.state import ChoiceState, Path, QuestionState
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.question_widgets.choice_list import fits
from survey_app.desktop.interview.question_widgets.dates import as_typed
from survey_app.desktop.interview.question_widgets.line import Line
from survey_app.desktop.interview.sections import Section

Index = QModelIndex | QPersistentModelIndex

KEPT = "kept"
"""Property of a line in a cell whose text has been taken."""


class RosterModel(QAbstractTableModel):
    """One row a member, one column a question; the last row is the next member, who does not exist yet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.members: list[dict[str, QuestionState]] = []
        self.paths: list[Path] = []
        self.columns: list[str] = []
        self._labels: dict[str, str] = {}
        self._asked: list[str] = []
        self._sections: list[Section] = []

    def show(self, sections: Sequence[Section], columns: Sequence[str]) -> bool:
        """Show the members. Where the same stand under the same heads, only those are painted who changed.

        Return whether the table is another one.
        """
        before, self._sections = self._sections, [section for section in sections if section.path]
        paths = [section.path for section in self._sections]
        if paths == self.paths and list(columns) == self._asked:
            # An answer leaves the sections that it does not touch as they are.
            changed = [row for row, section in enumerate(self._sections) if section is not before[row]]
            members = [_by_name(self._sections[row]) for row in changed]
            if all(
                self._heads(self.members[row]) == self._heads(new) for row, new in zip(changed, members, strict=True)
            ):
                for row, member in zip(changed, members, strict=True):
                    self.members[row] = member
                    self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
                return False
        self.beginResetModel()
        self.paths, self._asked = paths, list(columns)
        self.members = [_by_name(section) for section in self._sections]
        self._labels = {name: label for member in self.members for name, label in self._heads(member).items()}
        self.columns = [name for name in columns if name in self._labels]
        self.endResetModel()
        return True

    def _heads(self, member: Mapping[str, QuestionState]) -> dict[str, str]:
        return {name: as_plain(member[name].label) for name in self._asked if name in member}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.members) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else max(1, len(self.columns))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if section < len(self.members) else "+"
        return self._labels.get(self.columns[section], "") if section < len(self.columns) else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        state = self.state(index)
        if state is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        return label_of(state) if role == Qt.ItemDataRole.DisplayRole else state.value

    def flags(self, index: Index) -> Qt.ItemFlag:
        state = self.state(index)
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.row() == len(self.members) and index.column() == 0:
            return flags | Qt.ItemFlag.ItemIsEditable
        editable = state is not None and state.relevant and not state.readonly
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def state(self, index: Index) -> QuestionState | None:
        if not index.isValid() or index.row() >= len(self.members) or index.column() >= len(self.columns):
            return None
        return self.members[index.row()].get(self.columns[index.column()])


class RosterGrid(QTableView):
    answered = Signal(str, object)
    member_wanted = Signal(object)
    """A new member with this text in the first column."""
    chosen = Signal(str)
    """Enter on a member: path of the section; "" on the line below the last: everybody is named"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.roster = RosterModel(self)
        self.setModel(self.roster)
        self._cells = _Cells(self)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setTabKeyNavigation(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setDefaultSectionSize(44)
        # Later: an answer may lay the table out anew, and that must not happen under an open editor.
        self._cells.typed.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def show_sections(self, sections: Sequence[Section], columns: Sequence[str]) -> None:
        row, column = max(0, self.currentIndex().row()), max(0, self.currentIndex().column())
        if self.roster.show(sections, columns):
            self.setCurrentIndex(self.roster.index(min(row, self.roster.rowCount() - 1), column))
            self._give_room()

    def _give_room(self) -> None:
        """A number is read to its last digit: its column takes what it wants, the others share the rest."""
        head = self.horizontalHeader()
        for column, name in enumerate(self.roster.columns):
            is_number = any(name in member and grouping_of(member[name].appearance) for member in self.roster.members)
            head.setSectionResizeMode(
                column, QHeaderView.ResizeMode.ResizeToContents if is_number else QHeaderView.ResizeMode.Stretch
            )

    def begin(self) -> None:
        """Stand on the first member without a name, else on the row where the next one is typed."""
        first = self.roster.columns[0] if self.roster.columns else ""
        unnamed = (row for row, member in enumerate(self.roster.members) if first in member and member[first].is_blank)
        self.setCurrentIndex(self.roster.index(next(unnamed, len(self.roster.members)), 0))
        self.setFocus()

    def keep(self) -> None:
        """Take what is still being typed into a cell."""
        self.setFocus()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.state() != QAbstractItemView.State.EditingState:
            row = self.currentIndex().row()
            self.chosen.emit(self.roster.paths[row] if row < len(self.roster.paths) else "")
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString() and self.state() != QAbstractItemView.State.EditingState:
            # Some input methods send a word at once: Qt opens the cell for it, but drops the word.
            self.edit(self.currentIndex())
            # The line of the cell before may still be there.
            for editor in self.viewport().findChildren(Line)[-1:]:
                QApplication.sendEvent(editor, event)
            return
        super().inputMethodEvent(event)

    def _take(self, row: int, column: int, text: str) -> None:
        # The line in the cell goes when the table is laid out anew, and would take the cursor with it.
        self.setFocus()
        if row == len(self.roster.members):
            if text.strip():
                self.member_wanted.emit(text.strip())
                self.setCurrentIndex(self.roster.index(len(self.roster.members), 0))
            return
        state = self.roster.state(self.roster.index(row, column))
        if state is None:
            return
        value = typed_value(state, text)
        if value != state.value:
            self.answered.emit(state.path, value or None)
        # Names go down, everything else goes right.
        last = len(self.roster.columns) - 1
        self.setCurrentIndex(
            self.roster.index(row + 1, 0) if column == 0 else self.roster.index(row, min(column + 1, last))
        )


class _Cells(QStyledItemDelegate):
    """Edits a cell as the paper would: choices by label, pinyin or code, dates as digits."""

    typed = Signal(int, int, str)
    """row, column, text"""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        state = model.state(index) if isinstance(model, RosterModel) else None
        line = Line(parent, input_method=state is None or state.kind == "text")
        line.entered.connect(self._done)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, Line):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, Line):
            editor.accept_preedit()
            # What follows lays the table out anew; the line that closes then is not read a second time.
            editor.setProperty(KEPT, True)
            self.typed.emit(index.row(), index.column(), editor.text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if editor.property(KEPT):
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in keys:
            # The line itself knows whether a word is still being composed.
            return False
        return super().eventFilter(editor, event)

    def _done(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


def _by_name(section: Section) -> dict[str, QuestionState]:
    return {state.name: state for state in section.states}


def label_of(state: QuestionState) -> str:
    """Return a value as people read it."""
    if not state.relevant:
        return ""
    grouping = grouping_of(state.appearance)
    if grouping is not None:
        return grouping(state.value)
    return next((as_plain(choice.label) for choice in state.choices if choice.name == state.value), state.value)


def typed_value(state: QuestionState, text: str) -> str:
    """Return what was typed into a cell as a value of its question."""
    text = text.strip()
    if state.kind in ("date", "time", "datetime"):
        return as_typed(text, state.kind)
    if state.choices and text:
        exact = [choice for choice in state.choices if text in (choice.name, choice.label)]
        found: list[ChoiceState] = exact or [choice for choice in state.choices if fits(text, choice)]
        return found[0].name if found else text
    return text
