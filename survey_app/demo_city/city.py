"""The city as a whole: planned from its figures, recorded street by street on all cores, merged into one office."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from survey_app.demo_city.centre import play_centre
from survey_app.demo_city.desk import Calendar
from survey_app.demo_city.files import LAST
from survey_app.demo_city.places import CHANGCHUN, LIAOYUAN, PROVINCE, TONGHUA, Map, city_pack, draw
from survey_app.demo_city.street import play_street
from survey_app.demo_city.tasks import Plan, planned
from survey_app.demo_city.wanted import Wanted
from survey_app.enrolment import enrol
from survey_app.merge_desk import judged, merge
from survey_app.workspace import Staff, Workspace, create_workspace
from sync.certificate import Role
from sync.progress import Report, unwatched

MANY = 3_000
"""People from which on other processes are worth their start."""

Task = TypeVar("Task")
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class City:
    """Where everything lies."""

    office: Path
    """The workspace in which all of it was merged."""
    bundles: tuple[Path, ...]
    street: Path
    """The workspace of one street, beside it those of its laptops."""
    persons: int
    figures: Mapping[str, int]

    def as_plain(self) -> dict[str, Any]:
        return {
            "office": str(self.office),
            "bundles": [str(each) for each in self.bundles],
            "street": str(self.street),
            "persons": self.persons,
        }


def build_city(
    folder: Path, wanted: Wanted, seed: int, *, password: str | None = None, report: Report = unwatched
) -> City:
    """Build it in a folder. The same seed gives the same records; keys of files are new each time."""
    folder.mkdir(parents=True, exist_ok=True)
    map_ = draw(wanted["cc_communities"])
    pack = city_pack(map_, folder / "pack")
    calendar = Calendar()
    calendar.on(date(2002, 11, 27), 9)
    chance = Random(f"{seed} office").randbytes
    staff = Staff("P-01", "省就业局", Role.CITY)
    office = create_workspace(folder / "office", pack, PROVINCE, staff, password, calendar, random=chance)
    pack.unlink()
    try:
        starts = _enrolled(office, map_, folder)
        plan = planned(wanted, map_, starts, folder, seed)
        steps = len(plan.streets) + len(plan.centres)
        sticks: list[Path] = []
        late: list[Path] = []
        calendar.on(LAST, 20)
        for number, (first, more) in enumerate(_played(plan, wanted)):
            report(number, steps)
            sticks.append(first)
            late += more
            merge(office, judged(office, [first]))
        calendar.on(LAST, 21)
        merge(office, judged(office, late))
        report(steps, steps)
        assert office.pack is not None
        persons = office.store.count(office.pack.roles.person)
    finally:
        office.close()
    shutil.rmtree(folder / "starts")
    kept = _kept(folder, [*sticks, *late])
    return City(folder / "office", kept, folder / plan.streets[0].folder.name / "office", persons, wanted.figures)


def _enrolled(office: Workspace, map_: Map, folder: Path) -> dict[str, Path]:
    """Give every street and every city's centre its start bundle; return them by area."""
    starts: dict[str, Path] = {}
    (folder / "starts").mkdir(exist_ok=True)
    desks = [(street.code, street.name, Role.DISTRICT) for street in map_.streets]
    desks += [(city, map_.name(city), Role.CITY) for city in (CHANGCHUN, LIAOYUAN, TONGHUA)]
    for code, name, role in desks:
        starts[code] = folder / "starts" / f"{code}.bundle"
        enrol(office, code, Staff(f"{code}-00", name, role), starts[code], locked=False)
    return starts


def _played(plan: Plan, wanted: Wanted) -> Iterator[tuple[Path, Sequence[Path]]]:
    """Yield what each desk hands up, in the order of the plan: its first file, and those that are late."""
    many = sum(len(community.listed) for street in plan.streets for community in street.communities) >= MANY
    workers = (os.cpu_count() or 1) if many else 0
    with _Workers(workers) as at_work:
        centres = at_work.all(play_centre, plan.centres)
        streets = at_work.all(play_street, plan.streets)
        for bundle in centres:
            yield bundle, ()
        for done in streets:
            yield done.bundles[0], done.bundles[1:]


class _Workers:
    """Other processes, or none: then each task is done when its result is asked for."""

    def __init__(self, count: int) -> None:
        # Alike on every system: a copy of this process would hold the office's store.
        self._pool = ProcessPoolExecutor(count, mp_context=get_context("spawn")) if count > 1 else None

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def all(self, do: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[Done]:
        if self._pool is None:
            return map(do, tasks)
        waiting: list[Future[Done]] = [self._pool.submit(do, task) for task in tasks]
        return (each.result() for each in waiting)


def _kept(folder: Path, bundles: Sequence[Path]) -> tuple[Path, ...]:
    """Gather what was carried to the city in one place."""
    sticks = folder / "sticks"
    sticks.mkdir(exist_ok=True)
    return tuple(bundle.replace(sticks / bundle.name) for bundle in bundles)
