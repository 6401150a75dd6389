"""The demo town in mid-story: Friday noon at the office, twelve files on the desk, and an assistant on her round."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from forms.pack import REEMPLOYMENT_4050
from forms.pack_settings import Prefill
from survey_app.answering import write_back
from survey_app.demo import DIVISION, OFFICE_AREA, new_laptop, record_household
from survey_app.demo_people import People
from survey_app.demo_places import CLERK, Walk, doors_for, walks
from survey_app.demo_story import STORY
from survey_app.doors import Door, doors, record_outcome, save_door, save_doors
from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.master import refresh_master
from survey_app.merge_desk import judged, merge
from survey_app.sent_back import send_back
from survey_app.sentences import sentence
from survey_app.workspace import Staff, Workspace, create_workspace
from sync.certificate import Role
from sync.progress import Report, unwatched

ELSEWHERE = "220105001"
"""A street of another district; its file lands on the wrong desk."""

DAMAGED, OLD, MISSING = 4, 5, 6
"""Which of the walks hand in a spoilt file, last week's file, and none."""

ASSISTANT = 0
HOUSEHOLDS = 3
OWN_HOUSEHOLDS = 14


@dataclass(frozen=True, slots=True)
class StoryTown:
    """The two workspaces between which the tour goes to and fro."""

    office: Path
    assistant: Path


@dataclass
class StoryClock:
    """The computer's clock, put back by some days so that last week can be told."""

    real: Callable[[], datetime]
    behind: timedelta = field(default=timedelta())

    def __call__(self) -> datetime:
        return self.real() - self.behind

    def days_ago(self, days: int, hour: int = 18, minute: int = 30) -> None:
        now = self.real()
        then = (now - timedelta(days=days)).replace(hour=hour, minute=minute)
        # Whoever looks at the town in the morning must not find tomorrow's files.
        self.behind = max(now - then, timedelta())

    def today(self) -> None:
        self.behind = timedelta()


def town_at(folder: Path, now: Callable[[], datetime], language: str = "zh", report: Report = unwatched) -> StoryTown:
    """Return the demo town in a folder; it is built where it does not stand yet, or where it stands unfinished."""
    story = folder / STORY
    if story.exists():
        told = json.loads(story.read_text(encoding="utf-8"))
        return StoryTown(folder / told["office"], folder / told["assistant"])
    if folder.exists():
        shutil.rmtree(folder)
    return demo_town(folder, now, language=language, report=report)


def demo_town(
    folder: Path, now: Callable[[], datetime], *, seed: int = 1, language: str = "zh", report: Report = unwatched
) -> StoryTown:
    """Build the town: last week merged, twelve files waiting three of them wrong, one conflict, all door states."""
    clock = StoryClock(now)
    telling = _Telling(folder, clock, seed, language, report)
    town = telling.tell()
    written = {"office": town.office.name, "assistant": town.assistant.name}
    # Last of all: a town without its story is built anew.
    (folder / STORY).write_text(json.dumps(written), encoding="utf-8")
    return town


class _Telling:
    """The story, scene by scene."""

    def __init__(self, folder: Path, clock: StoryClock, seed: int, language: str, report: Report) -> None:
        self._folder, self._clock, self._seed, self._language = folder, clock, seed, language
        self._report, self._step = report, 0
        self._office: Workspace | None = None

    def tell(self) -> StoryTown:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._clock.days_ago(9, 9, 0)
        office = create_workspace(
            self._folder / "office",
            REEMPLOYMENT_4050,
            OFFICE_AREA,
            Staff("S-01", CLERK, Role.STREET),
            None,
            self._clock,
        )
        assert office.pack is not None
        all_walks = walks(office.pack.areas, OFFICE_AREA, 12)
        laptops: list[Workspace] = []
        try:
            for walk in all_walks:
                laptops.append(self._first_week(office, walk))
            self._first_friday(office, laptops)
            self._second_week(office, laptops, all_walks)
            inbox = self._second_friday(office, laptops)
            self._on_the_desk(office, inbox)
            return StoryTown(office.folder, laptops[ASSISTANT].folder)
        finally:
            for workspace in (office, *laptops):
                workspace.close()

    def _first_week(self, office: Workspace, walk: Walk) -> Workspace:
        """Each assistant gets a laptop, makes the doors and records a first stairwell."""
        self._clock.days_ago(9, 10, 0)
        laptop = new_laptop(office, self._folder, walk, self._clock)
        own = walk.number == ASSISTANT
        for plan, planned in doors_for(walk, 100 if own else 18):
            save_doors(laptop, plan, planned if own else planned[:18])
        town = self._people(walk.number)
        self._clock.days_ago(9)
        for door in doors(laptop)[: 2 if own else HOUSEHOLDS]:
            record_household(laptop, door.record_id, town.household())
        self._told()
        return laptop

    def _first_friday(self, office: Workspace, laptops: Sequence[Workspace]) -> None:
        """Two files come in and are merged; of one community an earlier state stays on a stick."""
        self._clock.days_ago(8, 13, 0)
        stick = self._folder / "sticks"
        hand_over(laptops[OLD], self._stick("old", laptops[OLD]))
        town = self._people(100 + OLD)
        self._clock.days_ago(8)
        record_household(laptops[OLD], doors(laptops[OLD])[HOUSEHOLDS].record_id, town.household())
        self._clock.days_ago(7, 13, 0)
        files = [hand_over(laptops[n], stick / f"first-{n}.bundle").path for n in (ASSISTANT, OLD)]
        arrived = judged(office, files)
        merge(office, arrived)
        refresh_master(office)
        self._told()

    def _second_week(self, office: Workspace, laptops: Sequence[Workspace], all_walks: Sequence[Walk]) -> None:
        """Everybody goes on; the office and the assistant correct one phone number, each without the other."""
        own = laptops[ASSISTANT]
        person = self._somebody(own)
        self._clock.days_ago(3, 10, 0)
        office.change(person, "person", {"mobile": "13500000021"})
        self._clock.days_ago(2)
        own.change(person, "person", {"mobile": "13500000028"})
        for walk, laptop in zip(all_walks, laptops, strict=True):
            town = self._people(200 + walk.number)
            if walk.number in (ASSISTANT, OLD):
                continue
            self._clock.days_ago(1 + walk.number % 3)
            for door in doors(laptop)[HOUSEHOLDS : HOUSEHOLDS + 2]:
                record_household(laptop, door.record_id, town.household())
            self._told()
        self._round(own)

    def _round(self, laptop: Workspace) -> None:
        """The assistant's own doors, so that every state is seen."""
        town = self._people(300)
        found = doors(laptop)
        for days, part in ((5, found[2:9]), (2, found[9 : 2 + OWN_HOUSEHOLDS])):
            self._clock.days_ago(days)
            for door in part:
                record_household(laptop, door.record_id, town.household())
        rest = found[2 + OWN_HOUSEHOLDS :]
        for days, door, outcome, more in _visits(rest):
            self._clock.days_ago(days, 18 + days % 2, 5)
            next_at = self._clock() + timedelta(days=days) if outcome == "10" else None
            record_outcome(laptop, door.record_id, outcome, next_at=next_at, more=more)
        self._clock.days_ago(1, 19, 5)
        self._half_done(laptop, rest[14], town)
        self._tenant(laptop, found[2], town)
        for number in range(1, 5):
            save_door(laptop, road="湖滨胡同", row="3排", row_no=f"{number}号")
        self._told()

    def _half_done(self, laptop: Workspace, door: Door, town: People) -> None:
        interview = Interview.open(laptop, "household", parent_id=door.record_id)
        household = town.household()
        interview.answer("/data/person[1]/core/full_name", household.persons[0].answers["full_name"])
        interview.answer("/data/person[1]/core/id_no", household.persons[0].answers["id_no"])
        interview.close()

    def _tenant(self, laptop: Workspace, door: Door, town: People) -> None:
        assert laptop.pack is not None
        prefill: Prefill = laptop.pack.interview.tenant
        interview = Interview.open(laptop, "household", parent_id=door.record_id, prefill=prefill)
        person = town.household().persons[0].answers
        for name in ("full_name", "relation", "id_no", "labour_status"):
            interview.answer(f"/data/person[1]/core/{name}", person[name])
        interview.close()

    def _second_friday(self, office: Workspace, laptops: Sequence[Workspace]) -> list[Path]:
        """Twelve files: nine good, one damaged, one of last week, one of another district; one community is late."""
        files: list[Path] = []
        for number, laptop in enumerate(laptops):
            if number in (OLD, MISSING):
                continue
            self._clock.days_ago(0 if number % 2 else 1, 11, number)
            path = hand_over(laptop, self._stick("new", laptop)).path
            if number == DAMAGED:
                _spoil(path)
            files.append(path)
        files.append(self._stick("old", laptops[OLD]))
        files.append(self._foreign())
        self._conflict_comes_back(office, laptops[ASSISTANT])
        self._told()
        return files

    def _foreign(self) -> Path:
        self._clock.days_ago(1, 11, 30)
        folder = self._folder / "elsewhere"
        staff = Staff("S-77", "何平", Role.STREET)
        office = create_workspace(folder / "office", REEMPLOYMENT_4050, ELSEWHERE, staff, None, self._clock)
        assert office.pack is not None
        walk = walks(office.pack.areas, ELSEWHERE, 1)[0]
        laptop = new_laptop(office, folder, walk, self._clock)
        for plan, planned in doors_for(walk, 6):
            save_doors(laptop, plan, planned[:6])
        record_household(laptop, doors(laptop)[0].record_id, self._people(400).household())
        path = hand_over(laptop, self._stick("new", laptop)).path
        laptop.close()
        office.close()
        shutil.rmtree(folder)
        return path

    def _conflict_comes_back(self, office: Workspace, laptop: Workspace) -> None:
        """The office's receipt brings its correction along, and a person to be asked again; both doors show it."""
        self._clock.days_ago(0, 9, 0)
        rows = office.store.rows(
            "person", {"area": laptop.area}, order=["created_at", "record_id"], columns=["record_id"]
        )
        send_back(office, str(rows[-1]["record_id"]), "person", sentence(self._language, "demo.ask_again"))
        batch = [each for each in judged(office, [self._folder / "sticks" / f"first-{ASSISTANT}.bundle"])]
        for back in write_back(office, batch, self._folder / "sticks"):
            merge(laptop, judged(laptop, [back]))

    def _on_the_desk(self, office: Workspace, files: Sequence[Path]) -> None:
        self._clock.today()
        for path in files:
            shutil.copy2(path, office.inbox / path.name)
        shutil.rmtree(self._folder / "sticks")
        shutil.rmtree(self._folder / "start")

    def _stick(self, when: str, laptop: Workspace) -> Path:
        folder = self._folder / "sticks" / when
        folder.mkdir(parents=True, exist_ok=True)
        day = self._clock().strftime("%Y-%m-%d")
        path = folder / f"{laptop.area_name(self._language)}-{laptop.staff.name}-{day}.bundle"
        present = list(folder.glob(f"{laptop.area_name(self._language)}-*"))
        return present[0] if present else path

    def _somebody(self, laptop: Workspace) -> str:
        rows = laptop.store.rows("person", order=["created_at", "record_id"], columns=["record_id", "mobile"])
        return str(next((row for row in rows if row["mobile"]), rows[0])["record_id"])

    def _people(self, number: int) -> People:
        return People(Random(f"{self._seed} story {number}"), DIVISION, self._clock().date())

    def _told(self) -> None:
        self._step += 1
        self._report(self._step, 30)


def _visits(rest: Sequence[Door]) -> list[tuple[int, Door, str, dict[str, str]]]:
    """What came of knocking at further doors: days ago, door, outcome, further fields."""
    return [
        (4, rest[0], "03", {}),
        (2, rest[0], "03", {}),
        (1, rest[1], "03", {"neighbour_hint": "晚8点后在家"}),
        (3, rest[2], "04", {"refuse_reason": "1"}),
        (5, rest[3], "05", {}),
        (5, rest[4], "06", {"moved_to": "绿园区春城街道"}),
        (2, rest[5], "07", {"owner_now": "二道区"}),
        (5, rest[6], "08", {}),
        (5, rest[7], "09", {}),
        (3, rest[8], "10", {}),
        (1, rest[9], "10", {}),
        (2, rest[10], "11", {}),
        (2, rest[11], "12", {}),
        (6, rest[12], "03", {}),
    ]


def _spoil(path: Path) -> None:
    """Turn some bits over in the middle, as a worn stick does."""
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 16] = bytes(255 - byte for byte in data[middle : middle + 16])
    path.write_bytes(bytes(data))
