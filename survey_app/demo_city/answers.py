"""What people of the city answer at the door; the first of a household is its head. Nobody in it exists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from survey_app.demo_city.humans import FEMALE, MALE, Human
from survey_app.demo_city.identities import Identity
from survey_app.demo_city.places import division_of
from survey_app.demo_people import (
    EMPLOYERS,
    GIVEN,
    POSTS,
    RARE_SURNAMES,
    SURNAMES,
    DemoHousehold,
    DemoPerson,
    old_citizen_id,
)

HERE, AWAY, LODGING = "1", "2", "3"
"""Lives and is registered here; is registered here and lives elsewhere; lives here and is registered elsewhere."""
_OLD_CARDS = 0.05
_COUPLE = 15
"""Two of different sex, not more years apart, are taken for a couple."""
_GENERATION = 18

Member = tuple[Human, Identity, str]
"""A human, who that is on paper, and how present."""


def named(human: Human, identity: Identity, seed: int) -> str:
    """Return what somebody is called; the same wherever he is listed."""
    random = Random(f"{seed} name {human.number}")
    surname = random.choice(RARE_SURNAMES) if random.random() < 0.01 else random.choice(SURNAMES)
    age = identity.age(date(2003, 1, 1))
    return surname + random.choice(GIVEN[human.sex, "old" if age >= 45 else "middle" if age >= 30 else "young"])


def household_answers(members: Sequence[Member], day: date, seed: int, random: Random) -> DemoHousehold:
    """Return what is told of a household on that day."""
    head = members[0]
    persons = [_person(member, head, day, seed, random) for member in members]
    residents = sum(presence in (HERE, LODGING) for _, _, presence in members)
    answers = {
        "hh_type": "1",
        "hukou_here": "1" if head[2] != LODGING else random.choice(("2", "3", "4")),
        "hh_size": str(residents),
        "dibao": "1" if random.random() < 0.08 else "0",
        "dibao_no": f"DB{random.randint(0, 999999):06d}",
        "contact_phone": _mobile(random),
        "best_time": random.choice(("evening", "evening weekend", "morning", "noon")),
        "notice_given": "1",
        "respondent": random.choice(("1", "2", "3")),
    }
    return DemoHousehold(answers, tuple(persons))


def _person(member: Member, head: Member, day: date, seed: int, random: Random) -> DemoPerson:
    human, identity, presence = member
    number = old_citizen_id(identity.number) if random.random() < _OLD_CARDS else identity.number
    status = random.choices(("20", "21", "23"), (55, 40, 5))[0]
    answers = {
        "full_name": named(human, identity, seed),
        "relation": _relation(member, head),
        "id_type": "01",
        "id_source": random.choices(("1", "2", "5"), (84, 12, 4))[0],
        "id_no": number,
        "sex": human.sex,
        "birth_date": identity.birth.isoformat(),
        "survey_date": day.isoformat(),
        "ethnic": random.choices(("01", "10", "15", "03"), (91, 4, 4, 1))[0],
        "marital": random.choices(("20", "30", "40"), (85, 6, 9))[0],
        "political": random.choices(("13", "01"), (85, 15))[0],
        "hukou_type": random.choices(("10", "20"), (92, 8))[0],
        "presence": presence,
        "hukou_division": division_of(identity.number),
        "education": random.choices(("30", "40", "60", "70", "80"), (6, 12, 35, 40, 7))[0],
        "health": random.choices(("1", "2"), (80, 20))[0],
        "labour_status": status,
        "able": "1",
        "willing": "1",
        "prev_employer": f"长春市{random.choice(EMPLOYERS)}",
        "prev_econ": "110",
        "prev_industry": "C",
        "prev_occupation": "6",
        "jobless_since": (day - timedelta(days=random.randint(120, 2400))).replace(day=1).isoformat(),
        "jobless_cause": random.choice(("11", "12", "13", "14")),
        "settled": random.choice(("0", "1")),
        "pension_paid": random.choice(("2", "3")),
        "medical_paid": random.choice(("2", "3", "4")),
        "skill": random.choice(POSTS),
        "skill_level": "9",
        "intent": random.choice(("1", "1 3", "2", "3", "4")),
        "intent_post": random.choice(POSTS),
        "intent_wage": str(random.randrange(300, 700, 50)),
        "intent_range": random.choice(("1", "2", "3")),
        "cert_holder": "0",
    }
    return DemoPerson(answers | _contact(random))


def _relation(member: Member, head: Member) -> str:
    human, older = member[0], head[0]
    if member is head:
        return "02"
    apart = member[1].birth.year - head[1].birth.year
    if human.sex != older.sex and abs(apart) <= _COUPLE:
        return "10"
    if apart >= _GENERATION:
        return "20" if human.sex == MALE else "30"
    if apart <= -_GENERATION:
        return "51" if human.sex == MALE else "52"
    is_older = apart < 0
    return {MALE: ("71", "73"), FEMALE: ("75", "77")}[human.sex][0 if is_older else 1]


def _contact(random: Random) -> dict[str, str]:
    if random.random() < 0.7:
        return {"mobile": _mobile(random)}
    if random.random() < 0.6:
        return {"phone": f"0431-8555{random.randint(0, 9999):04d}"}
    return {"contact_via": "邻居"}


def _mobile(random: Random) -> str:
    return f"13500{random.randint(0, 999999):06d}"
