"""The places of the demo town: who walks where, and which houses stand there. Nobody in it exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice

from forms.areas import Area, Areas
from survey_app.door_plan import DoorPlan, PlannedDoor, generate_doors

CLERK = "陈静"
WALKERS = ("李敏", "赵红", "孙伟", "马丽", "周涛", "吴艳", "王芳", "刘洋", "高明", "郑洁", "于海", "宋佳", "何平")
"""Assistants, in the order of the communities."""

ROADS = ("南湖大路", "工农大路", "自由大路", "红旗街", "平阳街", "桂林路", "同志街", "义和路", "湖东路", "开运街")
ESTATES = ("湖滨家园", "新村小区", "工农花园", "自由苑", "红旗小区", "平阳新居", "桂林苑", "同志楼", "义和里", "湖东园")

PER_UNIT = 12
"""Doors of one stairwell: six floors, two doors each."""
UNITS = 3


@dataclass(frozen=True, slots=True)
class Walk:
    """One laptop: the community it is for, and who carries it."""

    number: int
    """From 0 in the whole town."""
    area: Area
    staff: str
    name: str
    phone: str


def walks(areas: Areas, office: str, laptops: int) -> list[Walk]:
    """Return one walk per laptop, going round the communities of an office as often as needed."""
    communities = list(areas.below(office, areas.unit)) or [areas[office]]
    return [_walk(number, communities[number % len(communities)]) for number in range(laptops)]


def _walk(number: int, area: Area) -> Walk:
    name = WALKERS[number % len(WALKERS)]
    return Walk(number, area, f"{area.code[-6:]}-{number + 1:03d}", name, f"8555-{131 + number:04d}")


def house_plan(walk: Walk, building: int, units: int = UNITS) -> DoorPlan:
    """Return one building as it stands in the street of that walk."""
    return DoorPlan(
        building,
        building,
        units,
        1,
        6,
        2,
        road=ROADS[walk.number % len(ROADS)],
        road_no=f"{100 + 8 * walk.number + building}号",
        estate=ESTATES[walk.number % len(ESTATES)],
    )


def doors_for(walk: Walk, wanted: int) -> Iterator[tuple[DoorPlan, list[PlannedDoor]]]:
    """Yield buildings until there are at least `wanted` doors; each walk begins with another building number.

    Two laptops of one community thus never write the same door.
    """
    first = 1 + 10 * walk.number
    per_building = PER_UNIT * UNITS
    for building in islice(count(first), -(-wanted // per_building)):
        plan = house_plan(walk, building)
        yield plan, generate_doors(plan)
