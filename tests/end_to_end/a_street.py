"""A street office and the sticks that come to it: twelve exports of which nine are as they should be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from forms.pack import REEMPLOYMENT_4050
from survey_app.demo import new_laptop, record_household
from survey_app.demo_people import People
from survey_app.demo_places import Walk, walks
from survey_app.doors import doors, save_door
from survey_app.hand_over import hand_over
from survey_app.merge_desk import merge, receive
from survey_app.workspace import Staff, Workspace, create_workspace
from sync.certificate import Role

STREET, OTHER_STREET = "220104003", "220105001"
CHEN_JING = Staff("S-01", "陈静", Role.STREET)
FIRST_PHONE, SECOND_PHONE = "13500000001", "13500000002"

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Sticks:
    """What arrives, by what it is."""

    good: tuple[Path, ...]
    older: Path
    """An export of a laptop of which a later one is among the good ones."""
    damaged: Path
    foreign: Path

    @property
    def every(self) -> list[Path]:
        return [*self.good, self.older, self.damaged, self.foreign]


def street_with_sticks(folder: Path, now: Clock) -> tuple[Path, Sticks]:
    """Let ten laptops record and hand over; return the folder of the office, which has merged one file, and the rest.

    Two of them are of one community and disagree about a telephone number.
    """
    office = create_workspace(folder / "office", REEMPLOYMENT_4050, STREET, CHEN_JING, None, now)
    assert office.pack is not None
    first, *others, broken = walks(office.pack.areas, STREET, 9)
    sticks = folder / "sticks"
    sticks.mkdir()

    li_min = new_laptop(office, folder, first, now)
    record_at_a_door(li_min, "101", seed=1)
    merge(office, receive(office, [hand_over(li_min, sticks / "first.bundle").path]))
    second = Walk(20, first.area, "0320", "赵红", "8555-0320")
    zhao_hong = new_laptop(office, folder, second, now)
    record_at_a_door(li_min, "102", seed=2)
    older = hand_over(li_min, sticks / "older.bundle").path
    change_first_phone(li_min, FIRST_PHONE)
    change_first_phone(zhao_hong, SECOND_PHONE)
    record_at_a_door(zhao_hong, "301", seed=3)
    good = [_handed_over(li_min, sticks), _handed_over(zhao_hong, sticks)]
    for walk in others:
        laptop = new_laptop(office, folder, walk, now)
        record_at_a_door(laptop, "101", seed=10 + walk.number)
        good.append(_handed_over(laptop, sticks))
    damaged_laptop = new_laptop(office, folder, broken, now)
    record_at_a_door(damaged_laptop, "101", seed=99)
    damaged = damage(_handed_over(damaged_laptop, sticks))
    office.close()
    return office.folder, Sticks(tuple(good), older, damaged, _foreign(folder, sticks, now))


def record_at_a_door(laptop: Workspace, number: str, seed: int) -> str:
    """Record an invented family at a new door; return its household."""
    door = save_door(laptop, building=str(seed), unit="1", floor=int(number[0]), door=number)
    town = People(Random(seed), laptop.area.rpartition("/")[2][:6], laptop.now().date())
    return record_household(laptop, door, town.household(), typed=True)


def change_first_phone(laptop: Workspace, phone: str) -> None:
    """Write another number for whoever was recorded first behind the first door."""
    door = next(each for each in doors(laptop) if each.door == "101" and each.persons)
    household = laptop.store.children(door.record_id, "household")[0]
    person = laptop.store.children(household.id, "person")[0]
    laptop.change(person.id, "person", {"mobile": phone})


def damage(file: Path) -> Path:
    """Turn one bit over in the middle, as an old stick does."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0x10
    file.write_bytes(data)
    return file


def _handed_over(laptop: Workspace, sticks: Path) -> Path:
    try:
        return hand_over(laptop, sticks / f"{laptop.area_name('zh')}-{laptop.staff.name}.bundle").path
    finally:
        laptop.close()


def _foreign(folder: Path, sticks: Path, now: Clock) -> Path:
    elsewhere = folder / "elsewhere"
    office = create_workspace(
        elsewhere / "office", REEMPLOYMENT_4050, OTHER_STREET, Staff("S-09", "冯涛", Role.STREET), None, now
    )
    assert office.pack is not None
    laptop = new_laptop(office, elsewhere, walks(office.pack.areas, OTHER_STREET, 1)[0], now)
    office.close()
    record_at_a_door(laptop, "101", seed=500)
    return _handed_over(laptop, sticks)
