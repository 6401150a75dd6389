"""Doors by building (F6): a few numbers at the right, the picture of the result in the grid, one button."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QLabel, QWidget

from survey_app.desktop.chip import Chip
from survey_app.desktop.side_form import SideForm, number_of
from survey_app.door_plan import DoorPlan

AT_MOST = 5000


class GeneratorPanel(SideForm):
    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.building_from = self.text_field("1", digits_only=True)
        self.building_to = self.text_field("1", digits_only=True)
        self.units = self.text_field("3", digits_only=True)
        self.floor_from = self.text_field("1", digits_only=True)
        self.floor_to = self.text_field("6", digits_only=True)
        self.per_floor = self.text_field("2", digits_only=True)
        self.skip = self.text_field(digits_only=False)
        self.road = self.text_field()
        self.road_no = self.text_field()
        self.estate = self.text_field()
        self.by_floor = Chip("401 402", self)
        self.through = Chip("1 2 3 …", self)
        self._numbering = QButtonGroup(self)
        for chip in (self.by_floor, self.through):
            self._numbering.addButton(chip)
            chip.toggled.connect(self._tell_change)
        self.by_floor.setChecked(True)
        self._arrange()
        self.changed.connect(self.show_size)
        self.show_size()

    def _arrange(self) -> None:
        self.title.setText(self.tr("Generate doors"))
        self.explanation.setText(self.tr("A few numbers make a whole building. The picture shows what you will get."))
        self.add_row(self.tr("Building"), self.building_from, QLabel("–"), self.building_to)
        self.add_row(self.tr("Units"), self.units)
        self.add_row(self.tr("Floors"), self.floor_from, QLabel("–"), self.floor_to)
        self.add_row(self.tr("Doors per floor"), self.per_floor)
        self.add_row(self.tr("Numbers"), self.by_floor, self.through)
        self.add_row(self.tr("Floors to skip"), self.skip)
        self.skip.setPlaceholderText(self.tr("for example 4, 13"))
        self.add_row(self.tr("Road"), self.road)
        self.add_row(self.tr("Street number"), self.road_no)
        self.add_row(self.tr("Estate"), self.estate)
        self.leave_button.setText(self.tr("Esc  Leave"))

    def prefill(self, road: str, road_no: str, estate: str, building: int) -> None:
        """What the last door had, and the next building's number."""
        self.road.setText(road)
        self.road_no.setText(road_no)
        self.estate.setText(estate)
        self.building_from.setText(str(building))
        self.building_to.setText(str(building))
        self.show_size()

    @property
    def plan(self) -> DoorPlan | None:
        """None while a number is missing or makes no sense."""
        numbers = [
            number_of(field)
            for field in (
                self.building_from,
                self.building_to,
                self.units,
                self.floor_from,
                self.floor_to,
                self.per_floor,
            )
        ]
        if any(number is None for number in numbers):
            return None
        first, last, units, low, high, per_floor = (number or 0 for number in numbers)
        plan = DoorPlan(
            building_from=first,
            building_to=last,
            units=units,
            floor_from=low,
            floor_to=high,
            per_floor=per_floor,
            numbering="by_floor" if self.by_floor.isChecked() else "through",
            skip=_floors(self.skip.text()),
            road=self.road.text().strip(),
            road_no=self.road_no.text().strip(),
            estate=self.estate.text().strip(),
        )
        return plan if 0 < plan.size <= AT_MOST and self.floors_exist(plan) else None

    @staticmethod
    def floors_exist(plan: DoorPlan) -> bool:
        return min(plan.floor_from, plan.floor_to) >= -3 and max(plan.floor_from, plan.floor_to) <= 70

    def show_size(self) -> None:
        plan = self.plan
        road = self.road.text().strip()
        self.accept_button.setEnabled(plan is not None and bool(road))
        if plan is None:
            self.accept_button.setText(self.tr("Generate"))
            self.result.setText(self.tr("A number is missing, or it makes no building."))
        else:
            self.accept_button.setText(self.tr("Generate %n door(s)", "", plan.size))
            self.result.setText("" if road else self.tr("The road is still missing: as on the plate."))


def _floors(text: str) -> frozenset[int]:
    parts = text.replace("，", ",").replace("、", ",").replace(" ", ",").split(",")
    return frozenset(int(part) for part in parts if part.removeprefix("-").isdecimal())
