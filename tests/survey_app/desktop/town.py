"""Doors for tests, written as people would say them."""

from dataclasses import dataclass
from datetime import datetime

from survey_app.visiting import DoorState


@dataclass(frozen=True)
class Plate:
    """One door with what its cell shows."""

    record_id: str
    building: str = ""
    unit: str = ""
    floor: int | None = None
    door: str = ""
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


def building(name, units=3, floors=6, per_floor=2, **states):
    """A building; `states` by door: `u2_402=DoorState.COMPLETE`."""
    return [
        Plate(
            f"{name}-{unit}-{floor}{place:02d}",
            name,
            str(unit),
            floor,
            f"{floor}{place:02d}",
            state=states.get(f"u{unit}_{floor}{place:02d}", DoorState.NOT_VISITED),
        )
        for unit in range(1, units + 1)
        for floor in range(1, floors + 1)
        for place in range(1, per_floor + 1)
    ]
