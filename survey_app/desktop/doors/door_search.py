"""Which door somebody means who types `402`, `2 402`, a road or a surname. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from survey_app.doors import Door


def find_door(text: str, doors: Sequence[Door]) -> Door | None:
    """Return the first door whose plate is meant, else the first that mentions every word."""
    wanted = [part.lower() for part in text.replace("-", " ").split()]
    if not wanted:
        return None
    for fits in (_is_plate, _mentions):
        found = next((door for door in doors if fits(door, wanted)), None)
        if found is not None:
            return found
    return None


def _is_plate(door: Door, wanted: list[str]) -> bool:
    """`402`, `2 402`, `5 2 402`: numbers from the door outwards."""
    outward = [part.removesuffix("号").lower() for part in (door.label, door.unit, door.building)]
    return wanted[::-1] == outward[: len(wanted)]


def _mentions(door: Door, wanted: list[str]) -> bool:
    texts = [text.lower() for text in (door.label, door.unit, door.building, door.row, door.address, door.name)]
    return all(any(part in text for text in texts) for part in wanted)
