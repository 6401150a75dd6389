"""The desks of the cities themselves: job-introduction centre, guarantee fund, what is filed for a whole city."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from survey_app.demo_city.community import post_answers
from survey_app.demo_city.desk import Calendar, Desk, day_between, month_ends
from survey_app.demo_city.files import FIRST, LAST, yuan
from survey_app.demo_city.humans import CIVIL, GUANGZE, OUYA, POLICE
from survey_app.demo_city.posts import BATCH, Post
from survey_app.demo_city.shares import evenly
from survey_app.hand_over import hand_over
from survey_app.workspace import create_from_start

NAMES = {
    OUYA: "长春欧亚集团股份有限公司",
    POLICE: "长春市公安局交警支队",
    CIVIL: "长春市民政局",
    GUANGZE: "广泽乳业有限公司",
}
TAXED = 60
"""Employers whose taxes were reduced, at most."""
PAID_IN = "2003-04-20"


@dataclass(frozen=True, slots=True)
class CentreTask:
    """What one city's own desk files; travels to another process."""

    start: Path
    folder: Path
    seed: int
    employers: Mapping[str, str] = field(default_factory=dict[str, str])
    """Named employers -> the records that they shall be."""
    posts: tuple[Post, ...] = ()
    received: int = 0
    calls: int = 0
    fairs: int = 0
    members: int = 0
    """Units of the leading group."""
    channel_staff: int = 0
    taxes: int = 0
    """Fen."""
    targets: tuple[tuple[str, str, int], ...] = ()
    """Indicator, district, value."""
    deposits: tuple[tuple[str, int], ...] = ()
    """Who paid how many fen into the guarantee fund."""
    unrestructured: int = 0
    """State enterprises that are still to be restructured."""


def play_centre(task: CentreTask) -> Path:
    """Let a city's desk work through the half-year; return what goes up."""
    calendar = Calendar()
    calendar.on(FIRST, 8)
    chance = Random(f"{task.seed} keys {task.folder.name}").randbytes
    workspace = create_from_start(task.folder / "office", task.start, None, calendar, random=chance)
    random = Random(f"{task.seed} centre {task.folder.name}")
    try:
        desk = Desk(workspace, calendar)
        _employers(desk, task, random)
        _targets(desk, task)
        _units(desk, task)
        desk.save()
        for number, end in enumerate(month_ends(2003, 1, 7)):
            calendar.on(end, 17)
            _month(desk, task, number, random)
            desk.save()
        bundle = hand_over(workspace, task.folder / "sticks" / f"{workspace.area[-6:]}-first.bundle").path
    finally:
        workspace.close()
    shutil.rmtree(task.folder / "office")
    return bundle


def _employers(desk: Desk, task: CentreTask, random: Random) -> None:
    for place, (employer, record) in enumerate(task.employers.items(), start=1):
        name = NAMES.get(employer) or f"长春第{place}用工单位"
        desk.record("employer", _employer(name, task, random) | {"soe": "0"}, record=record)
    for number in range(1, task.unrestructured + 1):
        name = f"通化市第{number}国有工厂"
        desk.record("employer", _employer(name, task, random) | {"soe": "1", "restructured": "0"})


def _employer(name: str, task: CentreTask, random: Random) -> dict[str, str]:
    return {
        "employer_name": name,
        "econ_type": "110",
        "contact_name": "人事科",
        "contact_phone": f"0431-8557{random.randint(0, 9999):04d}",
        "division": task.folder.name,
    }


def _targets(desk: Desk, task: CentreTask) -> None:
    if not desk.has("target"):
        return
    for indicator, district, value in task.targets:
        answers = {
            "indicator": indicator,
            "year": "2003",
            "area_ref": district,
            "value": str(value),
            "signed_by": "区长",
            "weight": "30",
            "target_state": "signed",
        }
        desk.record("target", answers)


def _units(desk: Desk, task: CentreTask) -> None:
    for number in range(1, task.members + 1 if desk.has("org_unit") else 1):
        desk.record("org_unit", {"unit_name": f"市第{number}成员单位", "grp": "leading_group"})
    for number in range(1, task.channel_staff + 1):
        answers = {
            "staff_no": f"LS-{number:02d}",
            "staff_name": ("周桂兰", "于海")[number % 2],
            "role": "green_channel",
            "fulltime": "1",
            "area_scope": task.folder.name,
            "active": "1",
        }
        desk.record("staff", answers)


def _month(desk: Desk, task: CentreTask, number: int, random: Random) -> None:
    """File what the centre did in one month: posts, calls, receptions, fairs, reduced taxes."""
    end = desk.calendar.today
    first = max(end.replace(day=1), FIRST)
    for post in task.posts[number::7]:
        day = day_between(random, first, end)
        desk.record("job_post", post_answers(post, task.employers[post.employer], day, random))
    for place in range(task.calls)[number::7]:
        answers = _service("hotline_call", day_between(random, first, end), place, random)
        desk.record("service_log", answers)
    received = [each for each in task.employers if each.startswith("received ")][: task.received]
    for place, employer in list(enumerate(received))[number::7]:
        answers = _service("employer_reception", day_between(random, first, end), place, random)
        desk.record("service_log", answers | {"employer_ref": task.employers[employer], "topic": "1"})
    if desk.has("job_fair") and number < 6:
        for place in range(task.fairs)[number::6]:
            desk.record("job_fair", _fair(day_between(random, first, end), place))
    if end == LAST:
        _raise_fund(desk, task)
        _reduce_taxes(desk, task, random)


def _service(service: str, day: date, place: int, random: Random) -> dict[str, str]:
    return {
        "service_at": f"{day.isoformat()}T{9 + place % 8:02d}:{place % 60:02d}:00.000+08:00",
        "service": service,
        "caller": "求职人员" if service == "hotline_call" else "招聘单位",
        "topic": random.choice(("1", "1 2", "3", "3 4")),
        "result": random.choice(("1", "2", "3")),
    }


def _fair(day: date, place: int) -> dict[str, str]:
    return {
        "fair_name": f"市劳动力市场第{place + 1}场招聘会",
        "fair_date": day.isoformat(),
        "fair_level": "city",
        "fair_kind": ("1", "2", "3")[place % 3],
        "employers_n": "40",
        "posts_n": "420",
        "seekers_n": "900",
        "agreed_n": "130",
    }


def _raise_fund(desk: Desk, task: CentreTask) -> None:
    if desk.has("fund_ledger"):
        for depositor, fen in task.deposits:
            answers = {"entry": "deposit", "depositor": depositor, "amount": yuan(fen), "entry_date": PAID_IN}
            desk.record("fund_ledger", answers)


def _reduce_taxes(desk: Desk, task: CentreTask, random: Random) -> None:
    """Taxes are reduced for employers who took 4050 persons on."""
    takers = [employer for employer in task.employers if not employer.startswith("received ")]
    takers = takers or list(task.employers)
    parts = evenly(task.taxes, min(TAXED, task.taxes)) if task.taxes else []
    for place, fen in enumerate(parts):
        day = day_between(random, date(2003, 7, 1), LAST)
        answers = {
            "kind": "employer_tax",
            "agency": "tax_local",
            "employer_ref": task.employers[takers[place % len(takers)]] if takers else "",
            "amount": yuan(fen),
            "grant_date": day.isoformat(),
        }
        desk.record("benefit", answers)


def is_central(post: Post) -> bool:
    """Say whether a post is filed at the city's centre: in a batch, of a named employer, through the green channel."""
    return post.mode == BATCH or bool(post.employer)
