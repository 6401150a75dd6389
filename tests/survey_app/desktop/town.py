"""Doors for tests, written as people would say them."""

from survey_app.doors import Door
from survey_app.visiting import DoorState


def plate(record_id, **parts):
    """One door with what its cell shows."""
    return Door(record_id, "", **parts)


def building(name, units=3, floors=6, per_floor=2, **states):
    """A building; `states` by door: `u2_402=DoorState.COMPLETE`."""
    return [
        plate(
            f"{name}-{unit}-{floor}{place:02d}",
            building=name,
            unit=str(unit),
            floor=floor,
            door=f"{floor}{place:02d}",
            state=states.get(f"u{unit}_{floor}{place:02d}", DoorState.NOT_VISITED),
        )
        for unit in range(1, units + 1)
        for floor in range(1, floors + 1)
        for place in range(1, per_floor + 1)
    ]
