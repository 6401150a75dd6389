"""How much two listings look like one person, and every reason for it: the score is the sum of what is said.

The points are roughly how many halvings of doubt each finding is worth. An equal number is always shown to a clerk.
Otherwise something must say who it is: the number or the name. The same birth date, phone and address alone are twins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from sync.linkage.names import Spoken, compare_names
from sync.linkage.numbers import CN_RESIDENT, Found, compare_numbers, read_number

ENOUGH = 7
"""Points from which on a pair is worth a clerk's time."""

NUMBER, NAME, BIRTH, SEX, PHONE, ADDRESS = "number", "name", "birth", "sex", "phone", "address"
SAME, NEAR, DIFFERENT = "same", "near", "different"
HOUSEHOLD, DOOR = "household", "door"

POINTS: Mapping[tuple[str, str], int] = {
    (NUMBER, Found.SAME): 12,
    (NUMBER, Found.SAME_OLD): 12,
    (NUMBER, Found.SWAPPED): 8,
    (NUMBER, Found.ONE_WRONG): 8,
    (NUMBER, Found.DIGIT_LOST): 8,
    (NUMBER, Found.NEIGHBOURS): 2,
    (NUMBER, Found.TAIL_LOST): 2,
    (NUMBER, Found.TWO_WRONG): 1,
    (NUMBER, Found.UNLIKE): -4,
    (NUMBER, Found.DIFFERENT): -10,
    (NAME, Spoken.SAME): 5,
    (NAME, Spoken.VARIANT): 5,
    (NAME, Spoken.SOUND): 4,
    (NAME, Spoken.NEAR_SOUND): 3,
    (NAME, Spoken.ORDER): 3,
    (NAME, Spoken.ONE_OTHER): 0,
    (NAME, Spoken.DIFFERENT): -6,
    (BIRTH, SAME): 4,
    (BIRTH, NEAR): 1,
    (BIRTH, DIFFERENT): -4,
    (SEX, DIFFERENT): -2,
    (PHONE, SAME): 3,
    (PHONE, DIFFERENT): 0,
    (ADDRESS, HOUSEHOLD): 1,
    (ADDRESS, DOOR): 1,
    (ADDRESS, DIFFERENT): 0,
}
EQUAL = (Found.SAME, Found.SAME_OLD)
HEARD = (Spoken.SAME, Spoken.VARIANT, Spoken.SOUND, Spoken.NEAR_SOUND, Spoken.ORDER)
WRITTEN = (Spoken.SAME, Spoken.VARIANT)


@dataclass(frozen=True, slots=True)
class Listing:
    """What one record says of who a person is; "" and () where it says nothing."""

    number: str = ""
    name: str = ""
    birth: str = ""
    """ISO 8601, or a part of it from the left."""
    sex: str = ""
    phones: tuple[str, ...] = ()
    household: int | str = ""
    """The record that holds it."""
    door: int | str = ""
    """The record that holds the household."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding."""

    about: str
    found: str
    points: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """All findings, the most telling kinds first."""

    evidence: tuple[Evidence, ...]

    @property
    def points(self) -> int:
        return sum(each.points for each in self.evidence)

    @property
    def is_enough(self) -> bool:
        """Whether a clerk should look."""
        number, name = self.found(NUMBER), self.found(NAME)
        if number in EQUAL:
            return True
        speaks = bool(number) and POINTS[NUMBER, number] >= POINTS[NUMBER, Found.ONE_WRONG]
        # Two lines of one household whose names only sound alike are sisters.
        heard = WRITTEN if self.found(ADDRESS) == HOUSEHOLD else HEARD
        return self.points >= ENOUGH and (speaks or name in heard)

    def found(self, about: str) -> str:
        """Return what was found about the number, the name …; "" for nothing."""
        return next((each.found for each in self.evidence if each.about == about), "")

    @property
    def mark(self) -> str:
        """All of it in one line, to tell later whether anything has changed: `number=one_wrong name=sound`."""
        return " ".join(f"{each.about}={each.found}" for each in self.evidence)


def compare(one: Listing, other: Listing, scheme: str = CN_RESIDENT) -> Likeness:
    """Compare two listings; which of them comes first makes no difference."""
    found = {
        NUMBER: compare_numbers(read_number(one.number, scheme), read_number(other.number, scheme)),
        NAME: compare_names(one.name, other.name),
        BIRTH: compare_births(one.birth, other.birth),
        SEX: DIFFERENT if one.sex and other.sex and one.sex != other.sex else None,
        PHONE: _compare_phones(one.phones, other.phones),
        ADDRESS: _compare_addresses(one, other),
    }
    return Likeness(tuple(Evidence(about, str(each), POINTS[about, each]) for about, each in found.items() if each))


@lru_cache(maxsize=4096)
def compare_births(one: str, other: str) -> str | None:
    """Say how two dates stand to each other; None where one is missing, or only a part of the other."""
    if not one or not other or (one != other and (one.startswith(other) or other.startswith(one))):
        return None
    if one == other:
        return SAME
    turned = other[:4] + other[7:10] + other[4:7]
    return NEAR if one == turned or OSA.distance(one, other, score_cutoff=1) == 1 else DIFFERENT


def _compare_phones(one: tuple[str, ...], other: tuple[str, ...]) -> str | None:
    if not one or not other:
        return None
    return SAME if set(one) & set(other) else DIFFERENT


def _compare_addresses(one: Listing, other: Listing) -> str | None:
    if one.household and one.household == other.household:
        return HOUSEHOLD
    if one.door and other.door:
        return DOOR if one.door == other.door else DIFFERENT
    return None
