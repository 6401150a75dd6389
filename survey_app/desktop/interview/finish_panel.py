"""F9: what is still missing, what looks odd, and how the visit ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from forms.state import QuestionState
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.sections import Section
from survey_app.desktop.interview.violation_words import missing_in_words, wrong_in_words

BESIDE, ABOVE = 36, 12
"""Pixels of an item that its words do not get, left and right together, above and below together."""
PLACE = Qt.ItemDataRole.UserRole


class FinishPanel(QFrame):
    question_chosen = Signal(str)
    finished = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._outcome = QLabel(self)
        self._outcome.setWordWrap(True)
        self._list = QListWidget(self)
        self._list.setProperty("role", "panel")
        self._list.setWordWrap(True)
        self._list.setItemDelegate(_WholeText(self._list))
        # Lines are broken anew when the panel gets its width.
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._why = QLineEdit(self)
        self._why.setPlaceholderText(self.tr("Why was this changed?"))
        self._why.hide()
        self._close = QPushButton(self)
        self._close.setProperty("kind", "primary")

        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._outcome)
        layout.addWidget(self._list, 1)
        layout.addStretch(0)
        layout.addWidget(self._why)
        layout.addWidget(self._close)

        self._list.itemActivated.connect(self._jump)
        self._list.itemClicked.connect(self._jump)
        self._close.clicked.connect(self._finish)
        self._why.returnPressed.connect(self._finish)

    def show_household(self, sections: Sequence[Section], at_a_door: bool = True, called: str = "") -> None:
        """Say how far it is; a record that is not asked at a door has no visit. `called`: by its form, "" by none."""
        what = self.tr("Finish this household") if at_a_door else self.tr("Finish this record")
        self._title.setText(f"{what}\n{called}" if called else what)
        self._close.setText(self.tr("Back to the doors  Enter") if at_a_door else self.tr("Close it  Enter"))
        missing = [(section, state) for section in sections for state in section.unasked]
        odd = [(section, state) for section in sections for state in section.wrong]
        if missing and not at_a_door:
            text = self.tr("%n question(s) not asked yet. What is there is kept.", "", len(missing))
        elif missing:
            text = self.tr(
                "Partly done: %n question(s) not asked yet. The visit is kept as 02, with a next visit.",
                "",
                len(missing),
            )
        elif not at_a_door:
            text = self.tr("Everything has been asked.")
        else:
            text = self.tr("Everything has been asked. The visit is kept as 01, complete.")
        self._outcome.setText(text)
        self._list.clear()
        for section, state in odd:
            self._add("⚠ ", section, state, wrong_in_words(state))
        for section, state in missing:
            self._add("", section, state, missing_in_words(state))
        self._list.setVisible(bool(missing or odd))
        self._close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        else:
            super().keyPressEvent(event)

    @property
    def why(self) -> str:
        return self._why.text().strip()

    def ask_why(self, asked: bool) -> None:
        """A form may want to hear why a record is changed that was kept before."""
        self._why.clear()
        self._why.setVisible(asked)
        if asked:
            self._why.setFocus()

    def _finish(self) -> None:
        if self._why.isVisible() and not self.why:
            # The record is kept with its reason or not finished yet; nothing is lost meanwhile.
            self._outcome.setText(self.tr("Say in a few words why this was changed, then Enter."))
            self._why.setFocus()
            return
        self.finished.emit()

    def _add(self, sign: str, section: Section, state: QuestionState, message: str) -> None:
        who = f"{section.title}  " if section.path else ""
        item = QListWidgetItem(f"{sign}{who}{as_plain(state.label)}" + (f"\n{message}" if message else ""))
        item.setData(PLACE, state.path)
        self._list.addItem(item)

    def _jump(self, item: QListWidgetItem) -> None:
        self.question_chosen.emit(item.data(PLACE))


class _WholeText(QStyledItemDelegate):
    """Gives an item the height that its words need; the list itself forgets what is beside them."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        room = QRect(0, 0, max(80, self._view.viewport().width() - BESIDE), 10_000)
        words = self._view.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data() or ""))
        return QSize(room.width(), words.height() + ABOVE)
