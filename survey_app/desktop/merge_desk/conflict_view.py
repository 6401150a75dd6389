"""Step 4: one disagreement at a time; a digit chooses, Enter decides, leaving decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from survey_app.open_conflicts import OpenConflict


class ConflictView(QWidget):
    decided = Signal(object, object)
    """conflict; field -> value"""

    def __init__(
        self, place_name: Callable[[str], str], person_name: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._place_name, self._person_name = place_name, person_name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._conflicts_open: Sequence[OpenConflict] = ()
        self._place = 0
        self._chosen = -1
        self._options: list[QPushButton] = []
        self._counter = QLabel(self)
        self._counter.setProperty("role", "quiet")
        self._person = QLabel(self)
        self._person.setProperty("role", "title")
        self._before = QLabel(self)
        self._before.setProperty("role", "quiet")
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(1, 1)
        self._other = QLineEdit(self)
        self._other.setPlaceholderText(self.tr("Something else"))
        self._decide = QPushButton(self.tr("Decide  Enter"), self)
        self._decide.setProperty("kind", "primary")
        self._empty = QLabel(self.tr("Nothing left to decide."), self)
        self._empty.setProperty("role", "quiet")

        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self._counter)
        layout.addWidget(self._person)
        layout.addWidget(self._line())
        layout.addWidget(self._before)
        layout.addLayout(self._rows)
        layout.addWidget(self._other)
        row = QHBoxLayout()
        row.addWidget(self._decide)
        row.addStretch()
        layout.addLayout(row)
        layout.addWidget(self._empty)
        layout.addStretch()

        self._decide.clicked.connect(self.decide)
        self._other.textEdited.connect(self._choose_other)
        self._other.returnPressed.connect(self.decide)

    def show_conflicts_open(self, conflicts: Sequence[OpenConflict]) -> None:
        self._conflicts_open = conflicts
        self._place = min(self._place, max(0, len(conflicts) - 1))
        self._show()

    def stand_at(self, record: str) -> None:
        """Look at the disagreement over a record, if there is one."""
        places = [place for place, conflict in enumerate(self._conflicts_open) if conflict.record == record]
        if places:
            self._place = places[0]
            self._show()

    def walk(self, by: int) -> None:
        """Look at the next or previous one; nothing is decided by that."""
        if self._conflicts_open:
            self._place = (self._place + by) % len(self._conflicts_open)
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isdigit() and 1 <= int(text) <= len(self._options):
            self._choose(int(text) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decide()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.walk(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def decide(self) -> None:
        """Report what was chosen; without a choice nothing happens."""
        if not self._conflicts_open:
            return
        conflict = self._conflicts_open[self._place]
        if self._chosen >= 0:
            self.decided.emit(conflict, dict(conflict.candidates[self._chosen].values))
        elif self._other.text().strip() and len(conflict.fields) == 1:
            self.decided.emit(conflict, {conflict.fields[0]: self._other.text().strip()})

    def _show(self) -> None:
        conflict = self._conflicts_open[self._place] if self._conflicts_open else None
        for part in (self._counter, self._person, self._before, self._decide):
            part.setVisible(conflict is not None)
        self._empty.setVisible(conflict is None)
        self._clear()
        self._other.clear()
        self._chosen = -1
        if conflict is None:
            self._other.hide()
            return
        number = self.tr("%1 of %2").replace("%1", str(self._place + 1)).replace("%2", str(len(self._conflicts_open)))
        self._counter.setText(number)
        self._person.setText(f"{conflict.title}   {self._place_name(conflict.area)}")
        self._before.setText(self.tr("Before: %1").replace("%1", conflict.base or "–"))
        for place, candidate in enumerate(conflict.candidates):
            text = candidate.shown or "–"
            option = QPushButton(f"{place + 1}   {text}", self)
            option.setProperty("kind", "choice")
            option.setCheckable(True)
            option.setProperty("place", place)
            option.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            option.clicked.connect(self._clicked)
            told = QLabel(f"{candidate.when[5:16].replace('T', ' ')}  {self._person_name(candidate.who)}", self)
            told.setProperty("role", "hint")
            self._rows.addWidget(QLabel(conflict.label if place == 0 else ""), place, 0)
            self._rows.addWidget(option, place, 1)
            self._rows.addWidget(told, place, 2)
            self._options.append(option)
        self._other.setVisible(len(conflict.fields) == 1)
        self.setFocus()

    def _clear(self) -> None:
        self._options.clear()
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _clicked(self) -> None:
        self._choose(int(self.sender().property("place")))
        self.setFocus()

    def _choose(self, place: int) -> None:
        self._chosen = place
        self._other.clear()
        for number, option in enumerate(self._options):
            option.setChecked(number == place)

    def _choose_other(self) -> None:
        self._chosen = -1
        for option in self._options:
            option.setChecked(False)

    def _line(self) -> QFrame:
        line = QFrame(self)
        line.setProperty("role", "line")
        return line
