"""The doors of a plan as a house for the grid: the live picture while one types. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from survey_app.desktop.doors.door_layout import House
from survey_app.door_plan import DoorPlan, PlannedDoor, generate_doors
from survey_app.visiting import DoorState


@dataclass(frozen=True, slots=True)
class PicturedDoor:
    """A door that is only planned; it has no record yet."""

    record_id: str
    building: str
    unit: str
    floor: int | None
    door: str
    row: str = ""
    row_no: str = ""
    label: str = ""
    state: DoorState = DoorState.NOT_VISITED
    outcome: str = ""
    attempts: int = 0
    next_visit: datetime | None = None
    households: int = 0
    persons: int = 0
    surname: str = ""
    conflict: bool = False


def pictured(plan: DoorPlan) -> House:
    """The first building of a plan; the others look the same."""
    one = replace(plan, building_from=plan.buildings[0], building_to=plan.buildings[0])
    doors = tuple(_picture(door) for door in generate_doors(one))
    return House(str(plan.buildings[0]), False, doors)


def _picture(door: PlannedDoor) -> PicturedDoor:
    record_id = f"{door.building}-{door.unit}-{door.floor}-{door.door}"
    return PicturedDoor(record_id, door.building, door.unit, door.floor, door.door)
