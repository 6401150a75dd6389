"""A city above two districts above streets above laptops, each with a computer of its own, joined by files only."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random

from forms.pack import REEMPLOYMENT_4050, load_pack
from survey_app.answering import write_back
from survey_app.demo import record_household
from survey_app.demo_people import People
from survey_app.doors import save_door
from survey_app.enrolment import enrol
from survey_app.hand_over import hand_over
from survey_app.merge_desk import judged, merge
from survey_app.workspace import Staff, Workspace, create_from_start, create_workspace
from sync.exchange import Applied

CITY, DISTRICT, OTHER_DISTRICT = "2201", "220104", "220105"
STREET, OTHER_STREET = "220104003", "220104004"
COMMUNITY, NEIGHBOUR = "220104003001", "220104003002"

OTHER_COMMUNITY = f"{OTHER_STREET}001"
OTHER_LINE = f"{OTHER_COMMUNITY},永昌一社区,Yongchang First,community,{OTHER_STREET}"

Clock = Callable[[], datetime]


def pack_with_a_city(folder: Path) -> Path:
    """Return the pack with one area more on top: the districts that it knows belong to one city."""
    pack = shutil.copytree(REEMPLOYMENT_4050, folder / "pack")
    areas = pack / "lists" / "area.csv"
    head, *lines = areas.read_text(encoding="utf-8-sig").splitlines()
    lines = [f"{line}{CITY}" if line.split(",")[3] == "district" else line for line in lines]
    text = "\n".join([head, f"{CITY},长春市,Changchun,city,", *lines, OTHER_LINE]) + "\n"
    areas.write_text(text, encoding="utf-8-sig")
    settings = pack / "pack.toml"
    told = settings.read_text(encoding="utf-8").replace('levels = ["district"', 'levels = ["city", "district"')
    settings.write_text(
        told.replace("level_names.district", 'level_names.city = { zh = "市", en = "City" }\nlevel_names.district', 1),
        encoding="utf-8",
    )
    made = folder / "pack.zip"
    load_pack(pack).write_zip(made)
    return made


class Levels:
    """All the computers of one story."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self.clock = folder, clock
        self.every: list[Workspace] = []
        pack = pack_with_a_city(folder)
        city = create_workspace(folder / "city", pack, CITY, Staff("C-1", "市里", "city"), None, clock)
        self.every.append(city)
        self.city = city
        self.district = self.below(city, DISTRICT, "朝阳区", "district")
        self.street = self.below(self.district, STREET, "南湖街道", "street")
        self.li = self.below(self.street, COMMUNITY, "李敏")

    def below(self, office: Workspace, area: str, name: str, role: str = "assistant") -> Workspace:
        start = self.folder / f"{name}.start"
        enrol(office, area, Staff(name, name, role), start, locked=False)
        made = create_from_start(self.folder / name, start, None, self.clock)
        self.every.append(made)
        return made

    def carry(self, one: Workspace, to: Workspace, name: str = "") -> list[Applied]:
        """Write a file here, merge it there."""
        file = hand_over(one, self.folder / f"{name or one.staff.name}.bundle").path
        return merge(to, judged(to, [file]))

    def home(self, one: Workspace, to: Workspace) -> list[Path]:
        """Bring what an office writes back to one whose file it has."""
        file = hand_over(to, self.folder / f"{to.staff.name}.bundle").path
        backs = write_back(one, judged(one, [file]), self.folder)
        merge(to, judged(to, backs))
        return backs

    def close(self) -> None:
        for workspace in self.every:
            workspace.close()


def record(laptop: Workspace, number: str, seed: int) -> str:
    """Record an invented family behind a new door; return the household."""
    door = save_door(laptop, building="5", unit="1", floor=int(number[0]), door=number)
    people = People(Random(seed), "220104", laptop.now().date())
    return record_household(laptop, door, people.household(), typed=True)
