"""The back-check: doors drawn by lot, a sheet to compare at the door; the same seed draws the same doors again."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from forms.areas import is_within
from reports.report import Asked, Behind, Column, Kind, Report, Row
from survey_app.doors import Door, doors
from survey_app.due_list import BLANK, where_is
from survey_app.visiting import DoorState
from survey_app.workspace import Workspace

PER_AREA = 5
"""Doors drawn in each community."""
COMPARED = ("members", "numbers", "status", "wishes", "phone")


def drawn(every: Sequence[Door], seed: str, per_area: int = PER_AREA) -> list[Door]:
    """Draw so many of the finished doors of each community, in walking order. The order of `every` does not matter."""
    by_area: dict[str, list[Door]] = {}
    for door in sorted(every, key=lambda door: door.record_id):
        if door.state is DoorState.COMPLETE:
            by_area.setdefault(door.area, []).append(door)
    chosen: set[str] = set()
    for area, finished in sorted(by_area.items()):
        lot = Random(f"{seed} {area}")
        chosen |= {door.record_id for door in lot.sample(finished, min(per_area, len(finished)))}
    return [door for door in every if door.record_id in chosen]


def back_check(workspace: Workspace, asked: Asked, name: str) -> Report:
    """Return the sheet: what was recorded, and boxes for whether it agrees. The day of the report is the seed."""
    pack = workspace.pack
    assert pack is not None
    seed = asked.as_of.isoformat()
    every = [door for door in doors(workspace, asked.as_of) if is_within(door.area, asked.area)]
    rows = [
        Row(
            [
                place,
                asked.areas.name(door.area.rpartition("/")[2], asked.language),
                where_is(door),
                door.name,
                door.persons,
                door.flagged,
                *[f"{BLANK}  {BLANK}"] * len(COMPARED),
            ],
            [Behind(pack.roles.place, f"record_id = '{door.record_id}'", "")],
        )
        for place, door in enumerate(sorted(drawn(every, seed), key=lambda door: door.area), start=1)
    ]
    both = asked.say("standing.agrees")
    return Report(
        name=name,
        title=asked.say("standing.back_check"),
        scope=asked.scope,
        as_of=asked.as_of,
        columns=[
            Column(asked.say("report.number"), Kind.NUMBER),
            Column(asked.say("report.area"), Kind.TEXT),
            Column(asked.say("standing.where"), Kind.TEXT),
            Column(asked.say("standing.who"), Kind.TEXT),
            Column(asked.say("standing.persons"), Kind.NUMBER),
            Column(asked.say("standing.flagged"), Kind.NUMBER),
            *(Column(asked.say(f"standing.compare_{each}"), Kind.TEXT, both) for each in COMPARED),
        ],
        rows=rows,
        notes=[asked.say("standing.back_check_says", count=PER_AREA, seed=seed)],
        asked=asked.parameters,
    )
