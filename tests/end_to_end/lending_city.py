"""A city that lends: its computers, its borrowers, and a loan taken from desk to desk."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from four_levels import CITY, pack_with_a_city
from office_desk import Desk

from survey_app.workspace import Staff, create_workspace

CHINA = timezone(timedelta(hours=8))
COUNTY, OTHER_COUNTY = "220104", "220105"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Wall:
    """The clock on the wall of every office."""

    def __init__(self) -> None:
        self.moment = datetime(2003, 6, 20, 9, 0, tzinfo=CHINA)

    def __call__(self) -> datetime:
        return self.moment

    def set(self, year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        self.moment = datetime(year, month, day, hour, minute, tzinfo=CHINA)


class LendingDesk(Desk):
    """An office of the city at its desk."""

    def __init__(self, workspace, wall) -> None:
        self.workspace, self.wall = workspace, wall

    @property
    def today(self):
        return self.wall().date()

    def apply(self, person, **more):
        """Take in an application of ten thousand yuan with a guarantor; None leaves a question out."""
        answers = {
            "scheme": "micro_guarantee",
            "project_desc": "汽车装饰店",
            "partners": "1",
            "amount_req": "10000",
            "term_months": "12",
            "security": "1",
            "guarantor_name": "赵国强",
            "guarantor_id": citizen(9000),
            "guarantor_kind": "1",
            "own_capital": "8000",
            **more,
        }
        return self.begin("loan", person, **{name: value for name, value in answers.items() if value is not None})

    def checked(self, person, **more):
        """Return an application that the community has seen on site and signed."""
        loan = self.apply(person, **more)
        self.step("loan", loan, "site", site_ok="1", own_capital="8000")
        self.step("loan", loan, "sign")
        return loan

    def received(self, person, **more):
        """Return one that has come to the joint office."""
        loan = self.checked(person, **more)
        for step in ("street", "recommend", "receive"):
            self.step("loan", loan, step)
        return loan

    def approved(self, person, amount="10000", mode="1", depositor=COUNTY, **more):
        loan = self.received(person, **{"amount_req": amount, **more})
        self.step("loan", loan, "approve", amount_ok=amount, repay_mode=mode, depositor=depositor)
        return loan

    def lent(self, person, amount="10000", mode="1", depositor=COUNTY, **more):
        loan = self.approved(person, amount, mode, depositor, **more)
        day = str(self.today)
        self.step("loan", loan, "contract", contract_no=f"DB-{loan[:8]}", contract_on=day)
        self.step("loan", loan, "disburse", disburse_date=day)
        return loan

    def deposit(self, amount, depositor=COUNTY, entry="deposit"):
        return self.begin("fund_ledger", entry=entry, depositor=depositor, amount=amount, entry_date=str(self.today))

    def borrower(self, number, name=""):
        return self.person(name or f"王{'甲乙丙丁戊己庚辛'[number % 8]}", citizen(number))


def the_city(folder, wall, pack=None):
    """Return the city's own desk, where somebody may take every step."""
    pack = pack or pack_with_a_city(folder)
    return LendingDesk(create_workspace(folder / "city", pack, CITY, Staff("C-1", "市里", "city"), None, wall), wall)


def citizen(number: int) -> str:
    """Return an invented ID number of a woman born on 12 May 1960, the check digit right."""
    body = f"22010419600512{number // 5 % 100:02d}{number % 5 * 2}"
    if number >= 500:
        body = f"22010419550312{number % 100:02d}1"
    rest = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[rest]
