"""A synthetic town, by seed, through the real forms, drafts, commits, exports and merges; also the load generator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from forms.instance import Instance
from forms.pack import REEMPLOYMENT_4050
from forms.rows import rows_of
from forms.state import Missing
from survey_app.demo_people import DemoHousehold, People
from survey_app.demo_places import CLERK, Walk, doors_for, walks
from survey_app.doors import doors, record_outcome, save_doors
from survey_app.enrolment import enrol
from survey_app.filling import Filled, fill_under
from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.master import refresh_master
from survey_app.merge_desk import judged, merge
from survey_app.properties import properties_of
from survey_app.record_changes import changes
from survey_app.visits import close_visit, sitting_at
from survey_app.workspace import Staff, Workspace, create_from_start, create_workspace
from sync.certificate import Role
from sync.edit import Edit
from sync.progress import Report, unwatched

OFFICE_AREA = "220104003"
DIVISION = "220104"
BEYOND_HOMES = 4
"""After so many homes comes one door where nobody could be asked."""

NO_ANSWER = ("03", "04", "05", "03", "09", "07")


@dataclass(frozen=True, slots=True)
class Town:
    """Where everything lies."""

    office: Path
    laptops: tuple[Path, ...]
    bundles: tuple[Path, ...]
    master: Path
    persons: int

    def as_plain(self) -> dict[str, Any]:
        return {
            "office": str(self.office),
            "laptops": [str(each) for each in self.laptops],
            "bundles": [str(each) for each in self.bundles],
            "master": str(self.master),
            "persons": self.persons,
        }


def demo(
    folder: Path,
    households: int,
    laptops: int,
    seed: int,
    now: Callable[[], datetime],
    *,
    password: str | None = None,
    report: Report = unwatched,
) -> Town:
    """Let laptops record, export, and an office merge. The first takes the answer-by-answer path.

    The others fill in the same instances and save each household in one transaction.
    """
    folder.mkdir(parents=True, exist_ok=True)
    clerk = Staff("S-01", CLERK, Role.STREET)
    office = create_workspace(folder / "office", REEMPLOYMENT_4050, OFFICE_AREA, clerk, password, now)
    assert office.pack is not None
    folders: list[Path] = []
    bundles: list[Path] = []
    steps = laptops + 2
    try:
        for walk in walks(office.pack.areas, OFFICE_AREA, laptops):
            report(walk.number, steps)
            laptop = new_laptop(office, folder, walk, now, password)
            try:
                town = People(Random(f"{seed} {walk.number}"), DIVISION, now().date())
                record_walk(laptop, walk, town, households, typed=walk.number == 0)
                bundles.append(hand_over(laptop, folder / "bundles" / f"{laptop.folder.name}.bundle").path)
            finally:
                laptop.close()
            folders.append(laptop.folder)
        report(laptops, steps)
        merge(office, judged(office, bundles))
        report(laptops + 1, steps)
        master = refresh_master(office, folder / "master.xlsx").path
        persons = office.store.count(office.pack.roles.person)
    finally:
        office.close()
    report(steps, steps)
    return Town(folder / "office", tuple(folders), tuple(bundles), master, persons)


def new_laptop(
    office: Workspace, folder: Path, walk: Walk, now: Callable[[], datetime], password: str | None = None
) -> Workspace:
    """Enrol a laptop at the office and begin with its start bundle."""
    start = folder / "start" / f"laptop-{walk.number + 1:03d}.bundle"
    start.parent.mkdir(parents=True, exist_ok=True)
    enrol(office, walk.area.code, Staff(walk.staff, walk.name), start, phone=walk.phone, locked=False)
    return create_from_start(folder / f"laptop-{walk.number + 1:03d}", start, password, now)


def record_walk(laptop: Workspace, walk: Walk, town: People, households: int, *, typed: bool = False) -> None:
    """Make the doors of a walk, and record a household at most of them."""
    wanted = households + households // BEYOND_HOMES
    for plan, planned in doors_for(walk, max(wanted, 1)):
        save_doors(laptop, plan, planned)
    recorded = 0
    for number, door in enumerate(doors(laptop)):
        if recorded == households:
            break
        if number % (BEYOND_HOMES + 1) == BEYOND_HOMES:
            record_outcome(laptop, door.record_id, NO_ANSWER[number % len(NO_ANSWER)])
            continue
        record_household(laptop, door.record_id, town.household(), typed=typed)
        recorded += 1


def record_household(laptop: Workspace, door_id: str, household: DemoHousehold, *, typed: bool = False) -> str:
    """Record one household at a door; return its record. `typed` goes answer by answer through a durable draft."""
    assert laptop.pack is not None
    form_id, repeat = laptop.pack.interview.form, laptop.pack.interview.repeat
    if typed:
        interview = Interview.open(laptop, form_id, parent_id=door_id)
        fill_household(interview, interview.instance, repeat, household)
        interview.close(respondent=household.answers["respondent"])
        return interview.record_id
    form = laptop.form(form_id)
    instance = Instance.new(form, laptop.environment(), properties=properties_of(laptop))
    fill_household(instance, instance, repeat, household)
    found = changes([], rows_of(instance, kept=True), laptop.definitions.datasets, {}, door_id)
    edits = [Edit(each.record_id, each.dataset, each.set, (), form.hash) for each in found]
    sitting = sitting_at(laptop, door_id)
    if sitting:
        visits = laptop.pack.visits
        outcome = visits.partly if instance.unasked() else visits.complete
        edits.append(close_visit(laptop, sitting, outcome, respondent=household.answers["respondent"]).edit)
    laptop.save(edits)
    return instance.root.record_id


def fill_household(filled: Filled, instance: Instance, repeat: str, household: DemoHousehold) -> None:
    """Answer a household's questions in the order in which they stand."""
    root = instance.root.path
    fill_under(filled, root, household.answers)
    for number, person in enumerate(household.persons, start=1):
        path = f"{root}/{repeat}[{number}]"
        if number > len(instance.root.named(repeat)):
            path = filled.add_repeat(f"{root}/{repeat}")
        left = {"id_no": Missing.NO_CARD} if person.no_card else {}
        fill_under(filled, path, person.answers, left)
