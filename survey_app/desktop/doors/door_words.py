"""What a door says in its cell: sign, head count, attempts, the next appointment, in the language of the moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QObject

from survey_app.desktop.doors.door_layout import House
from survey_app.doors import Door
from survey_app.visiting import DoorState

SHAPES: Mapping[DoorState, str] = {
    DoorState.COMPLETE: "check",
    DoorState.PARTLY: "half",
    DoorState.NOBODY_HOME: "circle",
    DoorState.APPOINTMENT: "clock",
    DoorState.REFUSED: "bar",
    DoorState.CONFLICT: "differ",
    DoorState.RETURNED: "undo",
}
"""Icons of the states; the settled ones are hatched instead."""


class DoorWords(QObject):
    """`signs` are the pack's own words by outcome code; what it leaves out is said here."""

    def __init__(self, signs: Mapping[str, str] | None = None, parent: QObject | None = None):
        super().__init__(parent)
        self._signs = dict(signs or {})

    def sign(self, door: Door) -> str:
        if door.state in (DoorState.CONFLICT, DoorState.RETURNED):
            return self.state_sign(door.state)
        return self._signs.get(door.outcome) or self.state_sign(door.state)

    def state_sign(self, state: DoorState) -> str:
        """One word, in Chinese one character."""
        return {
            DoorState.COMPLETE: self.tr("Done"),
            DoorState.PARTLY: self.tr("Part"),
            DoorState.NOBODY_HOME: self.tr("Out"),
            DoorState.APPOINTMENT: self.tr("Due"),
            DoorState.REFUSED: self.tr("Ref"),
            DoorState.VACANT: self.tr("Vac"),
            DoorState.MOVED: self.tr("Gone"),
            DoorState.LET: self.tr("Let"),
            DoorState.DEMOLISHED: self.tr("Demo"),
            DoorState.NOT_RESIDENTIAL: self.tr("Shop"),
            DoorState.NOT_FOUND: self.tr("None"),
            DoorState.CONFLICT: self.tr("Differ"),
            DoorState.RETURNED: self.tr("Back"),
        }.get(state, "")

    def state_name(self, state: DoorState) -> str:
        """The same in full, for the legend and the blind."""
        return {
            DoorState.NOT_VISITED: self.tr("not visited"),
            DoorState.COMPLETE: self.tr("complete"),
            DoorState.PARTLY: self.tr("partly complete"),
            DoorState.NOBODY_HOME: self.tr("nobody home"),
            DoorState.APPOINTMENT: self.tr("revisit arranged"),
            DoorState.REFUSED: self.tr("refused"),
            DoorState.VACANT: self.tr("vacant"),
            DoorState.MOVED: self.tr("moved away"),
            DoorState.LET: self.tr("let"),
            DoorState.DEMOLISHED: self.tr("demolished"),
            DoorState.NOT_RESIDENTIAL: self.tr("not residential"),
            DoorState.NOT_FOUND: self.tr("not found"),
            DoorState.CONFLICT: self.tr("answers differ"),
            DoorState.RETURNED: self.tr("sent back by the street"),
        }[state]

    def second_line(self, door: Door) -> str:
        """Below the number: who lives there, or when to come again."""
        if door.persons:
            return f"{door.surname} {self.heads(door.persons)}".strip()
        if door.next_visit is None:
            return door.surname
        return f"{self._attempts(door)} {self.moment(door.next_visit)}".strip()

    def second_line_short(self, door: Door) -> str:
        """The same for a cell in which that does not fit: the day without the hour."""
        if door.persons or door.next_visit is None:
            return self.second_line(door)
        return f"{self._attempts(door)} {self.weekday(door.next_visit)}".strip()

    def _attempts(self, door: Door) -> str:
        return self.tr("{number}×").format(number=door.attempts) if door.attempts > 1 else ""

    def heads(self, persons: int) -> str:
        return self.tr("%n p.", "persons in a household, as short as can be", persons)

    def moment(self, moment: datetime) -> str:
        """Weekday and hour, as short as a cell: 六 19:00."""
        return f"{self.weekday(moment)} {moment:%H:%M}"

    def day(self, moment: datetime) -> str:
        """The date and the hour in full, for the footer: 6月14日(六) 19:00."""
        text = self.tr("{weekday} {day}/{month}, {time}")
        return text.format(
            month=moment.month, day=moment.day, weekday=self.weekday(moment), time=moment.strftime("%H:%M")
        )

    def weekday(self, moment: datetime) -> str:
        names = (
            self.tr("Mon"),
            self.tr("Tue"),
            self.tr("Wed"),
            self.tr("Thu"),
            self.tr("Fri"),
            self.tr("Sat"),
            self.tr("Sun"),
        )
        return names[moment.weekday()]

    def unit(self, unit: str) -> str:
        return self.tr("Unit {unit}").format(unit=unit) if unit not in ("", "0") else ""

    def house(self, house: House) -> str:
        if house.is_bungalows:
            return self.tr("Bungalows")
        if not house.name:
            return self.tr("Other doors")
        # "5" becomes "5 栋"; a plate that says what it is, 宿舍 or 12A座, stays as it is.
        is_number = house.name[:1].isdecimal() and house.name.isascii()
        return self.tr("Building {name}").format(name=house.name) if is_number else house.name

    def row(self, label: str) -> str:
        return label

    def door(self, door: Door) -> str:
        """The door within its building: `2 单元 402`."""
        if door.row or door.row_no:
            return f"{door.row} {door.row_no}".strip()
        unit = self.unit(door.unit)
        return f"{unit} {door.door}".strip()
