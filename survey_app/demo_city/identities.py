"""Birthdays and numbers for everybody in the city, no number twice. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from survey_app.demo_city.humans import FEMALE, MALE, Human
from survey_app.demo_people import citizen_id

YEAR = 2003
_BORN = {
    # Of the age all year long, and not yet of that at which anybody retires.
    (True, FEMALE): (date(1954, 1, 3), date(1962, 11, 28)),
    (True, MALE): (date(1944, 1, 3), date(1952, 11, 28)),
    (False, FEMALE): (date(1964, 1, 3), date(1982, 6, 28)),
    (False, MALE): (date(1954, 1, 3), date(1982, 6, 28)),
}
"""Between which days who is a 4050 person, and who is not, was born: nobody's age changes that in the year."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is on paper."""

    birth: date
    number: str

    def age(self, day: date) -> int:
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))


class Registry:
    """Gives out numbers, each once."""

    def __init__(self, seed: int) -> None:
        self._random = Random(f"{seed} numbers")
        self._given: set[str] = set()

    def identify(self, human: Human, district: str) -> Identity:
        first, last = _BORN[human.is_4050, human.sex]
        while True:
            birth = first + timedelta(days=self._random.randrange((last - first).days))
            serial = self._random.randrange(498) * 2 + (1 if human.sex == MALE else 0)
            number = citizen_id(district, birth, serial)
            if number not in self._given:
                self._given.add(number)
                return Identity(birth, number)


def households(members: Iterable[Human], random: Random) -> list[list[Human]]:
    """Let people live alone, as couples, or with a third; nobody is left out."""
    waiting = list(members)
    found: list[list[Human]] = []
    while waiting:
        size = random.choices((1, 2, 3), (30, 55, 15))[0]
        found.append([waiting.pop() for _ in range(min(size, len(waiting)))])
    return found
