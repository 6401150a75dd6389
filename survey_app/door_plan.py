"""A building's doors written out from a few numbers: units, floors, doors per floor, numbering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Numbering = Literal["by_floor", "through"]
"""`by_floor` is 401, 402 on the fourth floor of every unit; `through` counts 1, 2, 3 … up each unit."""


@dataclass(frozen=True, slots=True)
class PlannedDoor:
    """One door of a plan, not yet a record."""

    building: str
    unit: str
    floor: int
    door: str


@dataclass(frozen=True, slots=True)
class DoorPlan:
    """What a person types to have a whole building's doors at once."""

    building_from: int
    building_to: int
    units: int
    floor_from: int
    floor_to: int
    per_floor: int
    numbering: Numbering = "by_floor"
    skip: frozenset[int] = frozenset()
    """Floors without doors; floor 0 does not exist and is skipped always."""
    road: str = ""
    road_no: str = ""
    estate: str = ""

    @property
    def floors(self) -> list[int]:
        """The floors that get doors, from the ground up."""
        low, high = sorted((self.floor_from, self.floor_to))
        return [floor for floor in range(low, high + 1) if floor != 0 and floor not in self.skip]

    @property
    def buildings(self) -> list[int]:
        low, high = sorted((self.building_from, self.building_to))
        return list(range(low, high + 1))

    @property
    def size(self) -> int:
        """How many doors it would make; cheap enough to show at every key."""
        return len(self.buildings) * max(self.units, 0) * len(self.floors) * max(self.per_floor, 0)


def generate_doors(plan: DoorPlan) -> list[PlannedDoor]:
    """Return the doors of a plan in walking order: building, unit, then floor by floor from the ground."""
    return [
        PlannedDoor(str(building), str(unit), floor, _number(plan, position, floor, index))
        for building in plan.buildings
        for unit in range(1, plan.units + 1)
        for position, floor in enumerate(plan.floors)
        for index in range(1, plan.per_floor + 1)
    ]


def _number(plan: DoorPlan, position: int, floor: int, index: int) -> str:
    if plan.numbering == "through":
        return str(position * plan.per_floor + index)
    # A cellar's doors read B101, as plates do; a minus sign would look like a range.
    prefix = f"B{-floor}" if floor < 0 else str(floor)
    return f"{prefix}{index:02d}"
