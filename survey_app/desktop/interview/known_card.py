"""Perhaps already entered: who that is, and three things to do about it. Nobody is joined here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from survey_app.known_already import KnownPerson


class KnownCard(QFrame):
    told = Signal(str)
    another = Signal(str)
    """The record of the person shown."""
    left = Signal()
    """Esc: back to the question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "told")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._known: Sequence[KnownPerson] = ()
        self._heading = QLabel(self.tr("Perhaps already entered  F10"), self)
        self._heading.setProperty("role", "heading")
        self._who = QLabel(self)
        self._where = QLabel(self)
        self._where.setProperty("role", "hint")
        self._lines = QLabel(self)
        self._lines.setProperty("role", "hint")
        self._after = QLabel(self)
        self._after.setProperty("role", "hint")
        for label in (self._heading, self._who, self._where, self._lines, self._after):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._look = QPushButton(self.tr("1  Look"), self)
        self._look.setCheckable(True)
        self._tell = QPushButton(self.tr("2  Tell the street"), self)
        self._another = QPushButton(self.tr("3  Another person"), self)
        for button in (self._look, self._tell, self._another):
            button.setProperty("kind", "quiet")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        for part in (self._heading, self._who, self._where, self._lines, self._after):
            layout.addWidget(part)
        first = QHBoxLayout()
        first.setSpacing(4)
        first.addWidget(self._look)
        first.addWidget(self._tell)
        first.addStretch()
        layout.addLayout(first)
        second = QHBoxLayout()
        second.addWidget(self._another)
        second.addStretch()
        layout.addLayout(second)

        self._look.clicked.connect(self._show_lines)
        self._tell.clicked.connect(self._emit_told)
        self._another.clicked.connect(self._emit_another)
        self.hide()

    @property
    def person(self) -> KnownPerson | None:
        return self._known[0] if self._known else None

    def show_known(self, known: Sequence[KnownPerson], is_told: bool) -> None:
        """Show the first; the next one comes when this one is settled. `is_told`: the street will be told of it."""
        before, self._known = self.person, known
        person = self.person
        self.setVisible(person is not None)
        if person is None:
            return
        if before is None or before.record != person.record:
            self._look.setChecked(False)
        self._who.setText("  ".join(part for part in (person.name, person.birth) if part))
        when = self.tr("entered %1 by %2").replace("%1", person.when[:10]).replace("%2", person.who)
        why = self.tr("the same number") if person.same_number else self.tr("the same name and birth date")
        self._where.setText("\n".join(part for part in (person.place, when, why) if part))
        after = [self.tr("The street will be told.") if is_told else self.tr("Go on; the street will decide.")]
        if len(known) > 1:
            after.append(self.tr("%n more", "", len(known) - 1))
        self._after.setText("  ".join(after))
        self._tell.setVisible(not is_told)
        self._show_lines()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text() == "1":
            self._look.toggle()
            self._show_lines()
        elif event.text() == "2" and not self._tell.isHidden():
            self._emit_told()
        elif event.text() == "3":
            self._emit_another()
        else:
            super().keyPressEvent(event)

    def _show_lines(self) -> None:
        person = self.person
        self._lines.setVisible(self._look.isChecked() and person is not None)
        if person is not None:
            self._lines.setText("\n".join(f"{label}: {value}" for label, value in person.lines))

    def _emit_told(self) -> None:
        if self.person is not None:
            self.told.emit(self.person.record)

    def _emit_another(self) -> None:
        if self.person is not None:
            self.another.emit(self.person.record)
