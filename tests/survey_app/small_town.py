"""Workspaces for tests: an office, laptops, households; quick, without passwords, with a clock that can be set."""

import atexit
import shutil
import tempfile
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from random import Random

from forms.pack import REEMPLOYMENT_4050, load_pack
from survey_app.demo import fill_household, record_household
from survey_app.demo_people import People
from survey_app.doors import DoorPlan, doors, generate_doors, save_doors
from survey_app.enrolment import enrol
from survey_app.interviews import Interview
from survey_app.workspace import Staff, Workspace, create_from_start, create_workspace

CHINA = timezone(timedelta(hours=8))
HUBIN, XINCUN = "220104003001", "220104003002"
NANHU = "220104003"


@cache
def compiled_pack() -> Path:
    """The pack as one zip that carries its forms compiled: reading the .xlsx anew takes a second each time."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "pack.zip"
    load_pack(REEMPLOYMENT_4050).write_zip(path)
    return path


class Clock:
    """Says what it is told, and goes on a second each time that it is asked."""

    def __init__(self, year=2003, month=6, day=12, hour=18, minute=30) -> None:
        self.moment = datetime(year, month, day, hour, minute, tzinfo=CHINA)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def set(self, day: int, hour: int = 18, minute: int = 30) -> None:
        self.moment = self.moment.replace(day=day, hour=hour, minute=minute)


def office_at(folder: Path, clock: Clock | None = None) -> Workspace:
    staff = Staff("S-01", "陈静", "street")
    return create_workspace(folder / "office", compiled_pack(), NANHU, staff, None, clock or Clock())


def laptop_of(office: Workspace, folder: Path, code: str = HUBIN, name: str = "李敏", clock: Clock | None = None):
    start = folder / f"{name}.start.bundle"
    enrol(office, code, Staff(f"A-{name}", name), start, phone="8555-0131", locked=False)
    return create_from_start(folder / name, start, None, clock or Clock())


def laptop_by_hand(folder: Path, code: str = HUBIN, clock: Clock | None = None, name: str = "李敏") -> Workspace:
    return create_workspace(folder, compiled_pack(), code, Staff("A-01", name), None, clock or Clock())


def building(laptop: Workspace, units: int = 1, floors: int = 2) -> list[str]:
    """Make a building with two doors on each floor; return the doors' records."""
    plan = DoorPlan(5, 5, units, 1, floors, 2, road="南湖大路", road_no="1288号", estate="湖滨家园")
    save_doors(laptop, plan, generate_doors(plan))
    return [door.record_id for door in doors(laptop)]


def households(seed: int = 1) -> People:
    return People(Random(seed), "220104", date(2003, 6, 12))


def record(laptop: Workspace, door_id: str, seed: int = 1) -> str:
    """Record one household at once; return its record."""
    return record_household(laptop, door_id, households(seed).household())


def typed(laptop: Workspace, door_id: str, seed: int = 1) -> Interview:
    """Open a household and answer everything; leave it open."""
    interview = Interview.open(laptop, "household", parent_id=door_id)
    fill_household(interview, interview.instance, "person", households(seed).household())
    return interview


def persons(workspace: Workspace) -> list[dict]:
    return workspace.store.rows("person", order=["full_name"])
