"""Where each door stands in the picture: buildings, units side by side, the highest floor on top. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from survey_app.doors import Door
from survey_app.visiting import DoorState, walking_key

SETTLED_HOME = (
    DoorState.NOT_VISITED,
    DoorState.PARTLY,
    DoorState.NOBODY_HOME,
    DoorState.APPOINTMENT,
    DoorState.RETURNED,
)
"""States that leave something to do at the door."""


@dataclass(frozen=True, slots=True)
class House:
    """One line of the list at the left: a building, or all bungalows together."""

    name: str
    """As on the plate, "" where doors have none."""
    is_bungalows: bool
    doors: tuple[Door, ...]

    @property
    def key(self) -> str:
        return "row:" if self.is_bungalows else f"building:{self.name}"

    @property
    def visited(self) -> int:
        return sum(door.state is not DoorState.NOT_VISITED for door in self.doors)

    @property
    def left(self) -> int:
        """Doors that somebody still has to knock at."""
        return sum(door.state in SETTLED_HOME for door in self.doors)


@dataclass(frozen=True, slots=True)
class Column:
    """One upright line of doors: the unit and the place in it."""

    unit: str
    first_of_unit: bool


Cell = tuple[int, int]
"""Row and column, both from 0 at the top left."""


@dataclass(frozen=True)
class Layout:
    """One house as the grid paints it."""

    rows: tuple[str, ...] = ()
    """Floor labels from the top, or the rows of bungalows."""
    columns: tuple[Column, ...] = ()
    cells: Mapping[Cell, Door] = field(default_factory=dict[Cell, Door])

    def place_of(self, record_id: str) -> Cell | None:
        return next((cell for cell, door in self.cells.items() if door.record_id == record_id), None)

    def units(self) -> list[tuple[str, int, int]]:
        """Each unit with its first column and how many it has."""
        starts = [index for index, column in enumerate(self.columns) if column.first_of_unit]
        ends = [*starts[1:], len(self.columns)] if starts else []
        return [(self.columns[start].unit, start, end - start) for start, end in zip(starts, ends, strict=True)]

    def step(self, cell: Cell, down: int, right: int) -> Cell:
        """Where an arrow key leads: the next door that way, over gaps and into the next unit; else stay."""
        row, column = cell
        if right:
            for other in _from(column + right, right, len(self.columns)):
                if (row, other) in self.cells:
                    return row, other
            return cell
        for other in _from(row + down, down, len(self.rows)):
            if (nearest := self._nearest(other, column)) is not None:
                return other, nearest
        return cell

    def first(self) -> Cell | None:
        """The door one meets first: lowest floor, first unit."""
        return min(self.cells, key=lambda cell: (-cell[0], cell[1]), default=None)

    def _nearest(self, row: int, column: int) -> int | None:
        taken = [other for (at, other) in self.cells if at == row]
        return min(taken, key=lambda other: (abs(other - column), other), default=None)


def houses_of(doors: Iterable[Door]) -> list[House]:
    """Return the buildings in the order of their numbers, and all bungalows as the last."""
    buildings: dict[str, list[Door]] = {}
    bungalows: list[Door] = []
    for door in doors:
        if door.is_bungalow:
            bungalows.append(door)
        else:
            buildings.setdefault(door.building, []).append(door)
    found = [
        House(name, False, tuple(buildings[name])) for name in sorted(buildings, key=lambda each: walking_key([each]))
    ]
    return [*found, House("", True, tuple(bungalows))] if bungalows else found


def lay_out(house: House) -> Layout:
    return _rows_of_bungalows(house.doors) if house.is_bungalows else _building(house.doors)


def next_door_to_do(doors: Sequence[Door], record_id: str) -> Door | None:
    """Return the next door of the same house, in walking order, that nobody has visited; None behind the last."""
    place = next((place for place, door in enumerate(doors) if door.record_id == record_id), None)
    if place is None:
        return None
    here = doors[place]
    behind = (
        door for door in doors[place + 1 :] if (door.building, door.is_bungalow) == (here.building, here.is_bungalow)
    )
    return next((door for door in behind if door.state is DoorState.NOT_VISITED), None)


def next_house_to_do(houses: Sequence[House], after: House) -> House | None:
    """The next building in walking order where something is left."""
    here = houses.index(after)
    return next((house for house in [*houses[here + 1 :], *houses[:here]] if house.left), None)


def _building(doors: Sequence[Door]) -> Layout:
    floors = sorted({door.floor for door in doors}, key=lambda floor: (floor is not None, floor or 0), reverse=True)
    units = sorted({door.unit for door in doors}, key=lambda unit: walking_key([unit]))
    on_floor: dict[tuple[str, int | None], list[Door]] = {}
    for door in doors:
        on_floor.setdefault((door.unit, door.floor), []).append(door)
    columns: list[Column] = []
    cells: dict[Cell, Door] = {}
    for unit in units:
        placed = {floor: _slots(on_floor.get((unit, floor), ()), floor) for floor in floors}
        slots = sorted({slot for slotted in placed.values() for slot in slotted}, key=lambda slot: walking_key([slot]))
        for index, slot in enumerate(slots):
            for row, floor in enumerate(floors):
                if slot in placed[floor]:
                    cells[row, len(columns)] = placed[floor][slot]
            columns.append(Column(unit, index == 0))
    return Layout(tuple("" if floor is None else str(floor) for floor in floors), tuple(columns), cells)


def _slots(doors: Sequence[Door], floor: int | None) -> dict[str, Door]:
    """The place of each door on its landing: 401 and 501 stand above each other, whatever is missing beside them."""
    ordered = sorted(doors, key=lambda door: walking_key([door.door]))
    prefix = "" if floor is None else f"B{-floor}" if floor < 0 else str(floor)
    slots = [door.door.removeprefix(prefix) for door in ordered]
    follows_floors = all(door.door.startswith(prefix) and len(door.door) > len(prefix) for door in ordered)
    if not follows_floors or len(set(slots)) < len(slots):
        slots = [f"{place:02d}" for place in range(1, len(ordered) + 1)]
    return dict(zip(slots, ordered, strict=True))


def _rows_of_bungalows(doors: Sequence[Door]) -> Layout:
    rows = sorted({door.row for door in doors}, key=lambda row: walking_key([row]))
    cells: dict[Cell, Door] = {}
    widest = 0
    for index, row in enumerate(rows):
        in_row = sorted((door for door in doors if door.row == row), key=lambda door: walking_key([door.row_no]))
        cells |= {(index, place): door for place, door in enumerate(in_row)}
        widest = max(widest, len(in_row))
    return Layout(tuple(rows), tuple(Column("", place == 0) for place in range(widest)), cells)


def _from(start: int, step: int, end: int) -> range:
    return range(start, end) if step > 0 else range(start, -1, -1)
