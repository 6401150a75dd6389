"""The door under the cursor, at the right: who lives there, who has knocked, and the keys for this visit's outcome."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from survey_app.desktop.doors.door_book import HouseholdLine, OutcomeKey, VisitLine
from survey_app.desktop.theme import Theme

INNER = 288
"""Width of the panel without its margins, at 14 points."""


class DoorPanel(QFrame):
    opened = Signal(str)
    """A household's record id; "" for the door itself."""
    added = Signal()
    outcome = Signal(str)
    """The key of an outcome."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme, self._writes = theme, True
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel(self)
        self.title.setProperty("role", "title")
        self.size_label = _quiet(self)
        self.address = _quiet(self)
        self.address.setWordWrap(True)
        self.remark = QLabel(self)
        self.remark.setProperty("role", "warning")
        self.remark.setWordWrap(True)
        self.remark.setTextFormat(Qt.TextFormat.PlainText)
        self.households = QVBoxLayout()
        self.open_button = QPushButton(self)
        self.open_button.setProperty("kind", "primary")
        self.add_button = QPushButton(self)
        self.visits_title = _heading(self)
        self.visits_title.setWordWrap(True)
        self.visits = QVBoxLayout()
        self.outcomes_title = _heading(self)
        self.outcomes_title.setWordWrap(True)
        self.outcomes = QGridLayout()
        self.empty = QLabel(self)
        self.empty.setProperty("role", "quiet")
        self.empty.setWordWrap(True)
        self._arrange()
        self.open_button.clicked.connect(self._open_door)
        self.add_button.clicked.connect(self.added)

    def _arrange(self) -> None:
        for button in (self.open_button, self.add_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(self)
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.size_label)
        column.addLayout(top)
        column.addWidget(self.address)
        column.addWidget(self.remark)
        self.households.setSpacing(2)
        column.addLayout(self.households)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.open_button, 1)
        buttons.addWidget(self.add_button, 1)
        column.addLayout(buttons)
        column.addSpacing(8)
        column.addWidget(_line(self))
        column.addWidget(self.outcomes_title)
        self.outcomes.setSpacing(4)
        self.outcomes.setColumnStretch(0, 1)
        self.outcomes.setColumnStretch(1, 1)
        column.addLayout(self.outcomes)
        column.addSpacing(8)
        column.addWidget(_line(self))
        column.addWidget(self.visits_title)
        self.visits.setSpacing(4)
        column.addLayout(self.visits)
        column.addWidget(self.empty)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_door(
        self,
        title: str,
        address: str,
        households: Sequence[HouseholdLine],
        visits: Sequence[VisitLine],
        figure: str,
        remark: str = "",
    ) -> None:
        """`figure` is the label of the pack's key figure, "" where it has none; `remark` what the street asks."""
        self.title.setText(title)
        self.address.setText(address)
        self.address.setVisible(bool(address))
        persons = sum(household.persons for household in households)
        counts = [self.tr("%n hh.", "households, short", len(households)), self.tr("%n p.", "persons, short", persons)]
        self.size_label.setText("  ".join(counts) if households else "")
        self.remark.setText(self.tr("Sent back: {remark}").format(remark=remark))
        self.remark.setVisible(bool(remark))
        _clear(self.households)
        for household in households:
            self.households.addWidget(self._household_row(household, figure))
        _clear(self.visits)
        for visit in visits:
            self.visits.addWidget(self._visit_row(visit))
        self.open_button.setText(self.tr("Enter  Open") if households else self.tr("Enter  First household"))
        self.add_button.setText(self.tr("F7  Another"))
        self.add_button.setToolTip(self.tr("Another household at this door"))
        self.add_button.setVisible(bool(households) and self._writes)
        self.visits_title.setText(self.tr("Visits at this door"))
        self.empty.setText(self.tr("Nobody has knocked here yet."))
        self.empty.setVisible(not visits)

    def may_write(self, may: bool) -> None:
        """False where records are only read: nothing is offered that would be refused."""
        self._writes = may
        for button in (self.open_button, self.add_button, self.outcomes_title):
            button.setVisible(may)
        for place in range(self.outcomes.count()):
            item = self.outcomes.itemAt(place)
            if item is not None and (button := item.widget()) is not None:
                button.setVisible(may)

    def show_outcomes(self, keys: Sequence[OutcomeKey]) -> None:
        self.outcomes_title.setText(self.tr("This visit: press one key"))
        _clear(self.outcomes)
        room = self._theme.pixels(INNER) // 2 - 24
        row = column = 0
        for each in keys:
            # A long outcome takes a line of its own; two short ones share one.
            is_long = self.fontMetrics().horizontalAdvance(f"{each.key}  {each.label}") > room
            if is_long and column:
                row, column = row + 1, 0
            button = QPushButton(f"{each.key.upper()}  {each.label}", self)
            button.setProperty("kind", "quiet")
            button.setProperty("key", each.key)
            button.setToolTip(each.label)
            button.setStyleSheet("text-align: left;")
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self._press_outcome)
            self.outcomes.addWidget(button, row, column, 1, 2 if is_long else 1)
            row, column = (row + 1, 0) if is_long or column else (row, 1)

    def _household_row(self, household: HouseholdLine, figure: str) -> QWidget:
        row = QPushButton(self)
        row.setProperty("kind", "quiet")
        row.setProperty("record", household.record_id)
        row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.clicked.connect(self._open_household)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(8, 0, 8, 0)
        tenant = self.tr("tenant") if household.is_tenant else ""
        half = self.tr("half asked") if household.is_unfinished else ""
        named = household.name or self.tr("no name yet")
        name = QLabel(" · ".join(part for part in (named, tenant, half) if part))
        name.setProperty("role", "heading")
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        numbers = self.tr("%n p.", "persons, short", household.persons)
        if figure:
            numbers += f"   {figure} {household.counted}"
        count = QLabel(numbers)
        count.setProperty("role", "quiet")
        for label in (name, count):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addWidget(name, 1)
        layout.addWidget(count)
        return row

    def _visit_row(self, visit: VisitLine) -> QWidget:
        row = QWidget(self)
        layout = QVBoxLayout(row)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(0)
        when = _quiet(row)
        when.setProperty("role", "hint")
        when_text = f"{visit.at.month}-{visit.at.day} {visit.at:%H:%M}" if visit.at else ""
        when.setText(f"{when_text}  {visit.who}")
        what = QLabel(visit.outcome, row)
        what.setWordWrap(True)
        layout.addWidget(when)
        layout.addWidget(what)
        if visit.note:
            note = _quiet(row)
            note.setText(visit.note)
            note.setWordWrap(True)
            layout.addWidget(note)
        return row

    def _open_door(self) -> None:
        self.opened.emit("")

    def _open_household(self) -> None:
        self.opened.emit(self.sender().property("record"))

    def _press_outcome(self) -> None:
        self.outcome.emit(self.sender().property("key"))


def _quiet(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("role", "quiet")
    return label


def _heading(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("role", "heading")
    return label


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("role", "line")
    return line


def _clear(layout: QVBoxLayout | QGridLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is not None and (widget := item.widget()) is not None:
            widget.setParent(None)
            widget.deleteLater()
