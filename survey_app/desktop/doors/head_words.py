"""What the line above the grid says: which house, what to do when it is finished, what would be generated."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from survey_app.desktop.doors.door_head import DoorHead
from survey_app.desktop.doors.door_layout import House, next_house_to_do
from survey_app.desktop.doors.door_words import DoorWords
from survey_app.door_plan import DoorPlan


class HeadWords(QObject):
    def __init__(self, line: DoorHead, words: DoorWords):
        super().__init__(line)
        self._line, self._words = line, words

    def tell_house(self, house: House, houses: Sequence[House]) -> None:
        self._line.show_house(self._words.house(house), _street(house))
        following = next_house_to_do(houses, house)
        if house.left:
            self._line.show_finished("", False)
        elif following is not None:
            words = self.tr("{house} is finished. Next: {next}, %n door(s).", "", following.left)
            names = {"house": self._words.house(house), "next": self._words.house(following)}
            self._line.show_finished(words.format(**names), True)
        else:
            self._line.show_finished(self.tr("Every door has been visited."), False)

    def tell_route(self, left: int, visited: int) -> None:
        """`left` doors stand on the route still, `visited` were visited today."""
        self._line.show_house(self.tr("Today's route"), "")
        done = "" if left else self.tr("All done for today: %n door(s).", "", visited)
        self._line.show_finished(done, False)

    def tell_plan(self, plan: DoorPlan, house: House) -> None:
        """`house` is the first that would be made, as it is pictured below."""
        more = len(plan.buildings) - 1
        self._line.show_house(self._words.house(house), self.tr("and %n more like it", "", more) if more > 0 else "")
        self._line.show_finished("", False)


def _street(house: House) -> str:
    """Road, number and estate: what all doors of a house share."""
    door = house.doors[0]
    return " ".join(part for part in (f"{door.road}{door.road_no}", door.estate) if part)
