"""The doors of a community: how each stands, made by the building, visited, walked in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import cast

from forms.areas import in_language
from forms.pack import Pack
from forms.rows import Value as Answer
from survey_app.door_plan import DoorPlan, Numbering, PlannedDoor, generate_doors
from survey_app.sent_back import remarks_by_door
from survey_app.visiting import DoorState, comes_again, is_due, is_overdue, route, state_of, walking_key
from survey_app.visits import Visit, change_next_visit, moment, pack_of, proposed_next, record_outcome, visits_of
from survey_app.workspace import Workspace
from sync.commit import LIFE, LIVE
from sync.edit import Edit
from sync.store.overview import COUNTED, Overview, overview_sql

__all__ = [
    "Door",
    "DoorPlan",
    "DoorState",
    "Numbering",
    "PlannedDoor",
    "Visit",
    "change_next_visit",
    "doors",
    "due_today",
    "generate_doors",
    "outcome_label",
    "proposed_next",
    "record_outcome",
    "remove_records",
    "restore_records",
    "route_of",
    "save_door",
    "save_doors",
    "to_go",
    "visited_today",
    "visits_of",
]

PARTS = ("address", "road", "road_no", "estate", "building", "unit", "floor", "door", "row", "row_no", "kind")
UNDONE = "gone:undone"


@dataclass(frozen=True, slots=True)
class Door:
    """One door as the grid and the route show it."""

    record_id: str
    area: str
    address: str = ""
    road: str = ""
    road_no: str = ""
    estate: str = ""
    building: str = ""
    unit: str = ""
    floor: int | None = None
    door: str = ""
    row: str = ""
    row_no: str = ""
    state: DoorState = DoorState.NOT_VISITED
    outcome: str = ""
    attempts: int = 0
    visited_at: datetime | None = None
    next_visit: datetime | None = None
    households: int = 0
    persons: int = 0
    flagged: int = 0
    """Persons with the pack's key flag."""
    name: str = ""
    """Head of the (first) household."""
    conflict: bool = False
    remark: str = ""
    """What the office asks to look at again behind this door."""

    @property
    def is_bungalow(self) -> bool:
        return bool(self.row or self.row_no) and not self.building

    @property
    def label(self) -> str:
        """What stands in the cell."""
        return self.row_no if self.is_bungalow else self.door

    @property
    def group(self) -> str:
        """What the list at the left shows it under."""
        return self.row if self.is_bungalow else self.building

    @property
    def surname(self) -> str:
        return self.name[:1]

    @property
    def place(self) -> tuple[str, ...]:
        floor = "" if self.floor is None else str(self.floor)
        return (self.road, self.estate, self.building, self.unit, floor, self.door, self.row, self.row_no)

    def is_overdue(self, today: date) -> bool:
        return is_overdue(self, today)


def doors(workspace: Workspace, until: date | None = None) -> list[Door]:
    """Return every door of the workspace in walking order, as it stood after a day's visits or stands now."""
    if workspace.pack is None or not workspace.pack.roles.place:
        return []
    overview = replace(overview_of(workspace.pack), until=until.isoformat() if until else "")
    _, rows = workspace.store.query(overview_sql(overview))
    reader = _Reader(workspace.pack, overview, remarks_by_door(workspace))
    found = [reader.door(row) for row in rows]
    return sorted(found, key=lambda door: walking_key(door.place))


def overview_of(pack: Pack) -> Overview:
    """Return what an overview of the pack's doors asks for."""
    place, visits, interview = pack.place, pack.visits, pack.interview
    fields = [name for part in PARTS if (name := getattr(place, part))]
    household = pack.datasets.get(pack.roles.household)
    return Overview(
        place=pack.roles.place,
        household=pack.roles.household,
        person=pack.roles.person,
        visit=pack.roles.visit,
        place_fields=tuple(fields),
        household_name=(household.title_field if household else "") or interview.household_name,
        resident=interview.resident,
        flag=interview.key_flag,
        visit_at=visits.at,
        visit_outcome=visits.outcome,
        visit_next=visits.next,
    )


def route_of(found: Sequence[Door], today: date) -> list[Door]:
    """Return what is left to do today: overdue first, then today's appointments, then stairwells in walking order."""
    return route(found, today)


def to_go(found: Iterable[Door], today: date) -> int:
    """How many doors `route_of` would return."""
    return sum(1 for door in found if is_due(door, today))


def save_doors(workspace: Workspace, plan: DoorPlan, planned: Iterable[PlannedDoor]) -> list[str]:
    """Make records of planned doors in one transaction; return their ids, the way back (`remove_records`).

    A door that stands there already is not made a second time.
    """
    known = {(door.building, door.unit, door.floor, door.door) for door in doors(workspace)}
    place = pack_of(workspace).place
    common = {place.road: plan.road, place.road_no: plan.road_no, place.estate: plan.estate}
    common[place.kind] = place.kind_flat
    edits = [
        _new_door(workspace, common | _place_values(workspace, each))
        for each in planned
        if (each.building, each.unit, each.floor, each.door) not in known
    ]
    workspace.save(edits)
    return [edit.record_id for edit in edits]


def save_door(workspace: Workspace, **parts: str | int) -> str:
    """Make one door from its parts (`building`, `unit`, `floor`, `door`, or `row`, `row_no` …); return its id."""
    place = pack_of(workspace).place
    bungalow = bool(parts.get("row") or parts.get("row_no"))
    values: dict[str, Answer] = {getattr(place, part): value for part, value in parts.items()}
    values[place.kind] = place.kind_row if bungalow else place.kind_flat
    edit = _new_door(workspace, values)
    workspace.save([edit])
    return edit.record_id


def remove_records(workspace: Workspace, dataset: str, records: Iterable[str], why: str = UNDONE) -> None:
    """Take records away; they stay in the history for ever."""
    workspace.save([Edit(record, dataset, {LIFE: why}, workspace.store.seen(record)) for record in records])


def restore_records(workspace: Workspace, dataset: str, records: Iterable[str]) -> None:
    """Bring back records that were taken away."""
    workspace.save([Edit(record, dataset, {LIFE: LIVE}, workspace.store.seen(record)) for record in records])


def outcome_label(pack: Pack, outcome: str, language: str) -> str:
    """Return the sign of an outcome in a language, its code where the pack has none."""
    known = pack.visits.of_code(outcome)
    return in_language(known.sign, language, outcome) if known else outcome


def visited_today(found: Iterable[Door], today: date) -> int:
    return sum(1 for door in found if door.visited_at and door.visited_at.date() == today)


def due_today(found: Iterable[Door], today: date) -> int:
    """How many doors have an appointment today or before."""
    soon = today + timedelta(days=1)
    return sum(1 for door in found if door.next_visit and door.next_visit.date() < soon)


def _new_door(workspace: Workspace, values: dict[str, Answer]) -> Edit:
    kept = {name: value for name, value in values.items() if name and value not in ("", None)}
    return workspace.new_edit(pack_of(workspace).roles.place, kept)


def _place_values(workspace: Workspace, planned: PlannedDoor) -> dict[str, Answer]:
    place = pack_of(workspace).place
    return {
        place.building: planned.building,
        place.unit: planned.unit,
        place.floor: planned.floor,
        place.door: planned.door,
    }


class _Reader:
    """Makes doors of an overview's rows; what the pack says of outcomes is looked up once, not once a door."""

    def __init__(self, pack: Pack, overview: Overview, remarks: Mapping[str, str]) -> None:
        self._remarks = remarks
        self._visits = pack.visits
        self._columns = ("record_id", "area", *overview.place_fields, *COUNTED)
        names = ((part, getattr(pack.place, part)) for part in PARTS if part not in ("floor", "kind"))
        self._parts = [(part, name) for part, name in names if name]
        self._floor = pack.place.floor
        self._standing: dict[str, tuple[DoorState, bool]] = {}

    def door(self, row: Sequence[object]) -> Door:
        cells = dict(zip(self._columns, row, strict=True))
        outcome = str(cells["outcome"] or "")
        conflict = bool(cells["disputed"])
        state, again = self._stands(outcome)
        floor = cells.get(self._floor)
        remark = self._remarks.get(str(cells["record_id"]), "")
        if remark or conflict:
            # Whoever is asked to come back finds the door by that, whatever else is the matter with it.
            state = DoorState.RETURNED if remark else DoorState.CONFLICT
        return Door(
            record_id=str(cells["record_id"]),
            area=str(cells["area"] or ""),
            floor=floor if isinstance(floor, int) else None,
            state=state,
            remark=remark,
            outcome=outcome,
            attempts=cast(int, cells["attempts"]),
            visited_at=moment(cells["visited_at"]),
            # An appointment is open only as long as its visit is the latest one and asks for another.
            next_visit=moment(cells["next_visit"]) if again else None,
            households=cast(int, cells["households"]),
            persons=cast(int, cells["persons"]),
            flagged=cast(int, cells["flagged"]),
            name=str(cells["name"] or ""),
            conflict=conflict,
            **{part: str(cells[name] or "") for part, name in self._parts},
        )

    def _stands(self, outcome: str) -> tuple[DoorState, bool]:
        if outcome not in self._standing:
            self._standing[outcome] = state_of(self._visits, outcome), comes_again(self._visits, outcome)
        return self._standing[outcome]
