"""Half a year of one community on its laptop: doors, a census in winter, the registers month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from survey_app.demo_city.answers import AWAY, HERE, LODGING, Member, household_answers
from survey_app.demo_city.desk import BEIJING, Desk, day_between, evenings, month_ends
from survey_app.demo_city.files import FIRST, LAST, Money, Paper, papers
from survey_app.demo_city.humans import Human
from survey_app.demo_city.identities import Identity, households
from survey_app.demo_city.places import division_of
from survey_app.demo_city.posts import Post
from survey_app.demo_people import EMPLOYERS, POSTS
from survey_app.demo_places import Walk, doors_for
from survey_app.doors import save_doors

CENSUS = date(2002, 12, 2)
CENSUS_DAYS = 8
BEYOND_HOMES = 6
"""For so many homes there is one more door where nobody could be asked."""
PER_FIRM = 4
"""Posts that a small firm of the community offers."""
NO_ANSWER = ("03", "04", "05", "09")


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who is found at a door of the community."""

    human: Human
    identity: Identity
    presence: str
    money: Money
    employer: str = ""
    """The record of a named employer, "" for one of the community."""

    @property
    def lives_here(self) -> bool:
        return self.presence in (HERE, LODGING)


@dataclass(frozen=True, slots=True)
class Community:
    """What happens in one community."""

    code: str
    staff: str
    name: str
    phone: str
    number: int
    """From 0 in the whole city."""
    listed: tuple[Listed, ...]
    posts: tuple[Post, ...]
    projects: int
    """Franchise projects."""
    assistants: int
    """Who work there full-time; one of them carries the laptop."""
    twice: int = 0
    """How many are entered once more by mistake."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the street needs to know of it afterwards."""

    persons: Mapping[str, str]
    """ID number -> the listing under which its register stands."""


def record_census(desk: Desk, told: Community, seed: int) -> Recorded:
    """Knock at every door in December; return under which records the people are."""
    random = Random(f"{seed} census {told.code}")
    alone = [[each] for each in told.listed if each.presence == AWAY]
    by_human = {each.human.number: each for each in told.listed if each.lives_here}
    groups = households([each.human for each in by_human.values()], random)
    homes = [[by_human[human.number] for human in group] for group in groups] + alone
    random.shuffle(homes)
    again = [home[:1] for home in homes[: told.twice]]
    doors = _doors(desk, told, len(homes))
    persons: dict[str, str] = {}
    days = evenings(CENSUS, CENSUS_DAYS + 1)
    # A neighbour's assistant has been at some doors already; what she wrote comes a day later, and is one too many.
    knocked = [*zip(homes, doors, strict=False), *zip(again, doors, strict=False)]
    for number, (home, door) in enumerate(knocked):
        day = days[number * CENSUS_DAYS // len(homes)] if number < len(homes) else days[CENSUS_DAYS]
        if day != desk.calendar.today:
            desk.save()
            desk.calendar.on(day)
        members: list[Member] = [(each.human, each.identity, each.presence) for each in home]
        if number < len(homes):
            _knock_in_vain(desk, door, random)
        records = desk.household(door, household_answers(members, day, seed, random))
        for member, record in zip(members, records, strict=True):
            persons.setdefault(member[1].number, record)
    for door in doors[len(homes) :]:
        desk.visit(door, random.choice(NO_ANSWER), 1)
    desk.save()
    return Recorded(persons)


def record_registers(desk: Desk, told: Community, persons: Mapping[str, str], seed: int) -> None:
    """Keep the registers of January to July, each month's as one day's work at its end."""
    random = Random(f"{seed} registers {told.code}")
    desk.calendar.on(FIRST, 8)
    firms = _firms(desk, told, random)
    waiting: list[tuple[date, Paper, str]] = []
    for each in told.listed:
        if each.lives_here:
            employer = each.employer or random.choice(firms)
            own = papers(each.human, each.money, employer, random)
            waiting += [(paper.day, paper, persons[each.identity.number]) for paper in own]
    waiting += [(paper.day, paper, "") for paper in [*_posts(told, firms, random), *_projects(told, random)]]
    waiting.sort(key=lambda each: each[0])
    for end in month_ends(2003, 1, 7):
        desk.calendar.on(end, 17)
        while waiting and waiting[0][0] <= end:
            _, paper, holder = waiting.pop(0)
            if desk.has(paper.form):
                desk.record(paper.form, paper.answers, holder)
        desk.save()


def _doors(desk: Desk, told: Community, homes: int) -> list[str]:
    pack = desk.workspace.pack
    assert pack is not None
    walk = Walk(told.number, pack.areas[told.code], told.staff, told.name, told.phone)
    desk.calendar.on(CENSUS - timedelta(days=1), 9)
    wanted = max(homes + homes // BEYOND_HOMES, 1)
    made: list[str] = []
    for plan, planned in doors_for(walk, wanted):
        made += save_doors(desk.workspace, plan, planned[: wanted - len(made)])
    return made


def _knock_in_vain(desk: Desk, door: str, random: Random) -> None:
    """Some were not at home the first time."""
    if random.random() < 0.15:
        day = desk.calendar.at - timedelta(days=1)
        desk.visit(door, "03", 1, datetime(day.year, day.month, day.day, 15, 30, tzinfo=BEIJING))


def _firms(desk: Desk, told: Community, random: Random) -> list[str]:
    """Return the small employers of the community, at least one."""
    made: list[str] = []
    for number in range(1 + len(told.posts) // PER_FIRM):
        answers = {
            "employer_name": f"{told.code[-6:]}{random.choice(EMPLOYERS)}劳动服务公司{number + 1}部",
            "econ_type": "170",
            "contact_name": "王经理",
            "contact_phone": f"0431-8556{random.randint(0, 9999):04d}",
            "division": division_of(told.code),
            "soe": "0",
        }
        made.append(desk.record("employer", answers))
    desk.save()
    return made


def _posts(told: Community, firms: Sequence[str], random: Random) -> list[Paper]:
    return [
        Paper("job_post", day, post_answers(post, firms[number // PER_FIRM % len(firms)], day, random))
        for number, post in enumerate(told.posts)
        for day in [day_between(random, FIRST, LAST)]
    ]


def post_answers(post: Post, employer: str, day: date, random: Random) -> dict[str, str]:
    """Return what is noted of a post in the job bank."""
    return {
        "post_name": random.choice(POSTS),
        "employer_ref": employer,
        "headcount": str(post.heads),
        "dev_mode": post.mode,
        "post_kind": random.choice(("1", "2", "4")),
        "suits_4050": "1" if post.suits_4050 else "0",
        "occupation": "4",
        "wage": str(random.randrange(300, 800, 50)),
        "dev_date": day.isoformat(),
        "valid_to": (day + timedelta(days=90)).isoformat(),
        "via": post.via or "community",
        "planned_headcount": str(post.planned) if post.planned else "",
        "in_bank": "1" if post.in_bank else "0",
    }


def _projects(told: Community, random: Random) -> list[Paper]:
    """Return the franchise and start-up projects of the community."""
    kinds = {"1": "食品加工", "2": "绿化美化", "3": "无水洗车", "4": "托幼养老"}
    found: list[Paper] = []
    for number in range(told.projects):
        kind = random.choice(list(kinds))
        answers = {
            "project_name": f"{kinds[kind]}连锁{number + 1}店",
            "project_type": kind,
            "community_code2": told.code,
            "invest": str(random.randrange(2000, 30000, 500)),
            "absorb_n": str(random.randint(1, 8)),
        }
        found.append(Paper("franchise_project", day_between(random, FIRST, LAST), answers))
    return found
