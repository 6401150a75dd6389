"""What an office has on paper of one human: placement, certificate, training, benefits, registration, loans. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from survey_app.demo_city.desk import day_between
from survey_app.demo_city.humans import BATCH, DEPUTIES, GREEN, MARKET, NANNY, OUYA, POLICE, WOMEN, Human
from survey_app.demo_city.relations import PER_PARTNER, YUAN
from survey_app.demo_people import POSTS, citizen_id

FIRST, LAST = date(2003, 1, 2), date(2003, 7, 31)
HALF_YEAR = date(2003, 6, 30)
BEFORE_MAY = date(2003, 4, 28)
LOANS_FROM, LOANS_TO = date(2003, 6, 10), date(2003, 7, 10)
"""When loans are applied for; the centres began to lend in the last week of June."""
ISSUED_AFTER = 17
NOTICED_AFTER = 9
"""Days from the application to the public notice, and to the certificate."""
AT_AN_EMPLOYER = frozenset({BATCH, MARKET, "private_campaign", GREEN})


@dataclass(frozen=True, slots=True)
class Paper:
    """One record of a register that hangs on a person."""

    form: str
    day: date
    """On which it was written down; an entry of an earlier day may stand in it."""
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Money:
    """What somebody was granted, in fen."""

    fee: int = 0
    subsidy: int = 0
    loan: int = 0
    womens_loan: int = 0


def papers(human: Human, money: Money, employer: str, random: Random) -> Iterator[Paper]:
    """Yield all that there is of somebody, in the order of the days. `employer` is the record of his."""
    placed = _placed_on(human, random)
    if human.is_trained:
        yield _training(placed, random)
    if human.is_registered:
        yield _registration(placed, random)
    if human.has_cert:
        yield _certificate(random)
    if human.is_placed:
        yield _placement(human, placed, employer, random)
    if money.fee:
        day = day_between(random, date(2003, 7, 20), LAST)
        yield Paper("benefit", day, _benefit("fee_waiver", "aic", money.fee, day))
    if money.subsidy:
        day = day_between(random, max(placed, date(2003, 7, 1)), LAST)
        kind = random.choice(("si_subsidy", "post_subsidy"))
        yield Paper("benefit", day, _benefit(kind, "finance", money.subsidy, day) | {"employer_ref": employer})
    if money.loan:
        yield _loan("micro_guarantee", money.loan, human, random)
    if money.womens_loan:
        yield _loan(WOMEN, money.womens_loan, human, random)


def _placed_on(human: Human, random: Random) -> date:
    if human.employer == POLICE:
        return day_between(random, date(2003, 3, 3), BEFORE_MAY)
    return day_between(random, FIRST, HALF_YEAR if human.channel == MARKET else LAST)


def _training(placed: date, random: Random) -> Paper:
    end = placed - timedelta(days=random.randint(2, 25))
    number = random.randint(1, 60)
    answers = {
        "class_code": f"{placed:%Y}-{number:03d}",
        "train_type": random.choice(("2", "2", "3", "4", "5")),
        "begin_date": (end - timedelta(days=30)).isoformat(),
        "end_date": end.isoformat(),
        "fee_free": "1",
        "train_state": "passed",
        "passed": "1",
    }
    return Paper("training_record", max(end, FIRST), answers)


def _registration(placed: date, random: Random) -> Paper:
    day = day_between(random, FIRST, placed)
    answers = {"reg_date": day.isoformat(), "via": "green_channel", "intent": random.choice(("1", "1 3"))}
    return Paper("jobseek_reg", day, answers)


def _certificate(random: Random) -> Paper:
    day = day_between(random, FIRST, LAST - timedelta(days=ISSUED_AFTER + 3))
    answers = {"category": random.choice(("1", "2")), "apply_date": day.isoformat(), "cert_state": "community_ok"}
    return Paper("certificate", day, answers)


def _placement(human: Human, placed: date, employer: str, random: Random) -> Paper:
    destination, what = _destination(human, random)
    answers = {
        "place_date": placed.isoformat(),
        "destination": destination,
        "channel": human.channel,
        "project": human.project,
        "employer_ref": employer if destination == "1" else "",
        "place_desc": what,
        "wage": str(random.randrange(300, 800, 50)),
        "place_state": "on_post",
        "contract": "1" if destination in ("1", "2") else "4",
        "follow_plan": random.choice(("1", "1 2", "2")),
        "follow_due": (placed + timedelta(days=31)).isoformat(),
        "was_4050": str(int(human.is_4050)),
    }
    return Paper("placement", placed, answers)


def _destination(human: Human, random: Random) -> tuple[str, str]:
    """Return where somebody went, by its code, and what he does there."""
    if human.employer:
        return "1", {POLICE: "交通协勤员", OUYA: "售货员"}[human.employer]
    if human.project == NANNY:
        return "3", "月子保姆"
    if human.channel in AT_AN_EMPLOYER:
        return "1", random.choice(POSTS)
    return "2" if human.channel == DEPUTIES else random.choice(("3", "4", "5")), random.choice(POSTS)


def _loan(scheme: str, fen: int, human: Human, random: Random) -> Paper:
    """Return what the community took in and looked at; the rest of the way is the offices'."""
    day = day_between(random, LOANS_FROM, LOANS_TO)
    partners = -(-fen // PER_PARTNER)
    is_pledged = random.random() < 0.2
    guarantor = {
        "guarantor_name": random.choice(("李国强", "王秀英", "张志刚", "赵淑兰")),
        "guarantor_id": citizen_id(
            "220104", date(1955, 1, 1) + timedelta(days=human.number % 3000), human.number % 900
        ),
        "guarantor_kind": random.choice(("1", "2")),
    }
    answers = {
        "scheme": scheme,
        "apply_date": day.isoformat(),
        "project_desc": random.choice(("汽车装饰店", "食杂小商店", "早点快餐铺", "家政服务部", "缝纫修补部")),
        "partners": str(partners),
        "amount_req": yuan(fen),
        "term_months": "12",
        "security": "2" if is_pledged else "1",
        **({"pledge_desc": "定期存折一本", "pledge_value": yuan(fen)} if is_pledged else guarantor),
        "own_capital": str(random.randrange(2000, 12000, 500)),
        "site_ok": "1",
        "community_opinion": "1",
        "signed_on": day.isoformat(),
        "loan_state": "community_checked",
    }
    return Paper("loan", day, answers)


def _benefit(kind: str, agency: str, fen: int, day: date) -> dict[str, str]:
    return {"kind": kind, "agency": agency, "amount": yuan(fen), "grant_date": day.isoformat()}


def yuan(fen: int) -> str:
    """Return an amount as the forms take it: 168.3 is 168.30."""
    whole, rest = divmod(fen, YUAN)
    return f"{whole}.{rest:02d}" if rest else str(whole)
