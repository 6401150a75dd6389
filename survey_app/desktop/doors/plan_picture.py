"""The doors of a plan as a house for the grid: the live picture while one types. No Qt."""

from __future__ import annotations

from dataclasses import replace

from survey_app.desktop.doors.door_layout import House
from survey_app.door_plan import DoorPlan, PlannedDoor, generate_doors
from survey_app.doors import Door


def pictured(plan: DoorPlan) -> House:
    """The first building of a plan; the others look the same."""
    one = replace(plan, building_from=plan.buildings[0], building_to=plan.buildings[0])
    doors = tuple(_picture(door) for door in generate_doors(one))
    return House(str(plan.buildings[0]), False, doors)


def _picture(door: PlannedDoor) -> Door:
    """A door that is only planned; it has no record yet."""
    name = f"{door.building}-{door.unit}-{door.floor}-{door.door}"
    return Door(name, "", building=door.building, unit=door.unit, floor=door.floor, door=door.door)
