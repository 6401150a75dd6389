"""Coverage: of each stairwell how many doors there are, how they stand, and what share of the homes is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from forms.areas import is_within
from reports.output.table import Cell
from reports.report import Asked, Behind, Check, Column, Kind, Report, Row, share
from survey_app.doors import Door, doors
from survey_app.visiting import DoorState
from survey_app.workspace import Workspace

COLUMNS: Sequence[tuple[str, frozenset[DoorState]]] = (
    ("complete", frozenset({DoorState.COMPLETE, DoorState.CONFLICT, DoorState.RETURNED})),
    ("partly", frozenset({DoorState.PARTLY})),
    ("again", frozenset({DoorState.NOBODY_HOME, DoorState.APPOINTMENT})),
    ("refused", frozenset({DoorState.REFUSED})),
    ("empty", frozenset({DoorState.VACANT, DoorState.MOVED, DoorState.LET})),
    ("no_home", frozenset({DoorState.DEMOLISHED, DoorState.NOT_RESIDENTIAL, DoorState.NOT_FOUND})),
    ("not_visited", frozenset({DoorState.NOT_VISITED})),
)
"""Every state of a door stands in exactly one column, so that the columns add up to the doors."""
MOST_NAMED = 400
"""A number over more doors than these does not open to them; those of its stairwells do."""


@dataclass(frozen=True, slots=True)
class _Stairwell:
    area: str
    label: str
    doors: Sequence[Door]


def coverage(workspace: Workspace, asked: Asked, name: str) -> Report:
    """Return the table as it stood at the end of the report's day: a line per stairwell, its community above."""
    every = [door for door in doors(workspace, asked.as_of) if is_within(door.area, asked.area)]
    by_area: dict[str, list[Door]] = {}
    for door in every:
        by_area.setdefault(door.area, []).append(door)
    rows = [_row(asked.say("report.total"), "", every, workspace, asked, total=True)]
    for area, inside in sorted(by_area.items()):
        community = asked.areas.name(area.rpartition("/")[2], asked.language)
        rows.append(_row(community, "", inside, workspace, asked, total=len(by_area) > 1))
        rows += [
            _row("", stairwell.label, stairwell.doors, workspace, asked) for stairwell in _stairwells(inside, asked)
        ]
    sums = all(sum(_number(cell) for cell in row.cells[3:-1]) == row.cells[2] for row in rows)
    return Report(
        name=name,
        title=asked.say("standing.coverage"),
        scope=asked.scope,
        as_of=asked.as_of,
        columns=[
            Column(asked.say("report.area"), Kind.TEXT),
            Column(asked.say("standing.stairwell"), Kind.TEXT),
            Column(asked.say("standing.doors")),
            *(Column(asked.say(f"standing.{key}")) for key, _ in COLUMNS),
            Column(asked.say("standing.rate"), Kind.SHARE, drawn=True),
        ],
        rows=rows,
        unit=asked.say("standing.unit_doors"),
        notes=[asked.say("standing.coverage_says")],
        checks=[Check(asked.say("standing.states_add_up"), sums)],
        asked=asked.parameters,
    )


def _stairwells(inside: Iterable[Door], asked: Asked) -> list[_Stairwell]:
    found: list[_Stairwell] = []
    for key, together in groupby(inside, key=lambda door: (door.road, door.estate, door.group, door.unit, door.row)):
        _, estate, group, unit, row = key
        parts = [estate or key[0], asked.say("standing.row", row=row) if row else ""]
        parts += [asked.say("standing.building", building=group)] if group and not row else []
        parts += [asked.say("standing.unit", unit=unit)] if unit else []
        members = list(together)
        found.append(_Stairwell(members[0].area, "".join(part for part in parts if part), members))
    return found


def _row(
    label: str, stairwell: str, inside: Sequence[Door], workspace: Workspace, asked: Asked, *, total: bool = False
) -> Row:
    pack = workspace.pack
    assert pack is not None
    cells: list[Cell] = [label, stairwell, len(inside)]
    behind: list[Behind | None] = [None, None, _behind(pack.roles.place, inside)]
    for _, states in COLUMNS:
        among = [door for door in inside if door.state in states]
        cells.append(len(among))
        behind.append(_behind(pack.roles.place, among))
    homes = [door for door in inside if door.state not in COLUMNS[5][1]]
    done = sum(door.state in COLUMNS[0][1] for door in homes)
    return Row([*cells, share(done, len(homes))], [*behind, None], total)


def _behind(dataset: str, among: Sequence[Door]) -> Behind | None:
    if not among or len(among) > MOST_NAMED:
        return None
    named = ", ".join(f"'{door.record_id}'" for door in among)
    return Behind(dataset, f"record_id IN ({named})", "")


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
