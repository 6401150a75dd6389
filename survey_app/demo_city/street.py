"""One street in a process of its own: its laptops record and hand over, its clerk merges, issues and hands on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from survey_app.demo_city.community import Community, Recorded, record_census, record_registers
from survey_app.demo_city.decided import issue, lend
from survey_app.demo_city.desk import Calendar, Desk
from survey_app.demo_city.files import LAST
from survey_app.demo_city.noise import Noise, conflicting, corrected, joined, settled
from survey_app.demo_places import WALKERS
from survey_app.enrolment import enrol
from survey_app.hand_over import hand_over
from survey_app.merge_desk import judged, merge
from survey_app.workspace import Staff, Workspace, create_from_start

FRIDAY = date(2003, 1, 3)


@dataclass(frozen=True, slots=True)
class StreetTask:
    """What one street does; travels to another process."""

    start: Path
    """What the city has given its office."""
    folder: Path
    communities: tuple[Community, ...]
    seed: int
    noise: Noise
    spillover: int = 0
    """Jobs for others that the borrowers of the street have made."""
    keep: bool = False
    """Whether its computers stay there afterwards, to be looked at."""


@dataclass(frozen=True, slots=True)
class StreetDone:
    """What came of it."""

    bundles: tuple[Path, ...]
    """In the order in which they go to the city."""
    laptops: int
    workspace: Path | None = None


def play_street(task: StreetTask) -> StreetDone:
    """Let a street work from December to July."""
    calendar = Calendar()
    chance = Random(f"{task.seed} keys {task.folder.name}").randbytes
    calendar.on(date(2002, 11, 28), 9)
    office = create_from_start(task.folder / "office", task.start, None, calendar, random=chance)
    desks: list[Desk] = []
    try:
        _staff(office, task, calendar)
        for told in task.communities:
            desks.append(_laptop(office, told, task, calendar))
        recorded = [record_census(desk, told, task.seed) for desk, told in zip(desks, task.communities, strict=True)]
        _first_sticks(office, desks, task, calendar)
        for desk, told, known in zip(desks, task.communities, recorded, strict=True):
            record_registers(desk, told, known.persons, task.seed)
        bundles = _last_sticks(office, desks, recorded, task, calendar)
    finally:
        for workspace in (*(desk.workspace for desk in desks), office):
            workspace.close()
    if not task.keep:
        for each in task.folder.iterdir():
            if each.is_dir() and each.name != "sticks":
                shutil.rmtree(each)
    return StreetDone(tuple(bundles), len(desks), task.folder / "office" if task.keep else None)


def _staff(office: Workspace, task: StreetTask, calendar: Calendar) -> None:
    """Enter who works in each community."""
    desk = Desk(office, calendar)
    for told in task.communities:
        for number in range(1, told.assistants + 1):
            answers = {
                "staff_no": f"{told.code}-{number}",
                "staff_name": told.name if number == 1 else WALKERS[(told.number + number) % len(WALKERS)],
                "role": "assistant",
                "fulltime": "1",
                "area_scope": told.code,
                "work_phone": f"0431-{told.phone.replace('-', '')[-7:]}",
                "active": "1",
            }
            desk.record("staff", answers, area=office.area_path(told.code))
    desk.save()


def _laptop(office: Workspace, told: Community, task: StreetTask, calendar: Calendar) -> Desk:
    start = task.folder / f"{told.code}.start"
    enrol(office, told.code, Staff(told.staff, told.name), start, phone=told.phone, locked=False)
    chance = Random(f"{task.seed} keys {told.code}").randbytes
    laptop = create_from_start(task.folder / told.code, start, None, calendar, random=chance)
    start.unlink()
    return Desk(laptop, calendar)


def _stick(desk: Desk, task: StreetTask, name: str) -> Path:
    return hand_over(desk.workspace, task.folder / "sticks" / f"{desk.workspace.area[-12:]}-{name}.bundle").path


def _first_sticks(office: Workspace, desks: list[Desk], task: StreetTask, calendar: Calendar) -> None:
    """After the census some sticks come in; later both sides correct what the other has not seen."""
    if not task.noise.conflicts:
        return
    calendar.on(FRIDAY, 13)
    merge(office, judged(office, [_stick(desk, task, "census") for desk in desks]))
    conflicting(office, desks[0].workspace, calendar, task.noise.conflicts)


def _last_sticks(
    office: Workspace, desks: list[Desk], recorded: list[Recorded], task: StreetTask, calendar: Calendar
) -> list[Path]:
    """At the end of July everything is merged, issued and handed on; one community may come late."""
    calendar.on(LAST, 18)
    for desk in desks:
        corrected(desk.workspace, task.noise.corrections)
    sticks = [_stick(desk, task, "july") for desk in desks]
    late = sticks[-1:] if task.noise.is_late and len(sticks) > 1 else []
    bundles: list[Path] = []
    for name, some in (("first", sticks[: len(sticks) - len(late)]), ("late", late)):
        if not some:
            continue
        merge(office, judged(office, some))
        issue(office)
        lend(office, task.spillover)
        joined(office, {number for each in recorded for number in each.persons})
        settled(office, task.noise.is_left_open)
        bundles.append(hand_over(office, task.folder / "sticks" / f"{office.area[-9:]}-{name}.bundle").path)
        calendar.on(LAST, 19)
    if task.noise.is_old_given_again:
        # What is here already changes nothing.
        merge(office, judged(office, sticks[:1]))
    return bundles
