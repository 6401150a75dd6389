"""Who lives in the city: of each human what the figures count him by, and in which community he lives. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from survey_app.demo_city.relations import CHANNELS, YUAN
from survey_app.demo_city.shares import evenly
from survey_app.demo_city.wanted import Wanted

MALE, FEMALE = "1", "2"
BATCH, MARKET, DEPUTIES, GREEN = "batch", "labour_market", "deputies_campaign", "green_channel"
OTHER_WAYS = ("other", "self", "community", "private_campaign")
"""How others than 4050 persons find work beside the channels that are counted for them."""
POLICE, OUYA, CIVIL, GUANGZE = "police", "ouya", "civil", "guangze"
"""The employers that the figures name."""
NANNY, WOMEN = "youth_league_nanny", "women_startup"
SUBSIDY = 1_900 * YUAN
"""What one person is granted, about."""
MEN = 0.38
JOBLESS_4050 = 0.3
"""How many of those who still look for work are 4050 persons."""


@dataclass(slots=True)
class Human:
    """One inhabitant."""

    number: int
    is_4050: bool
    sex: str
    channel: str = ""
    """By which way he was placed, "" for who still looks for work."""
    employer: str = ""
    """The named employer, "" for any."""
    project: str = ""
    has_cert: bool = False
    is_trained: bool = False
    has_fee: bool = False
    has_subsidy: bool = False
    has_loan: bool = False
    has_womens_loan: bool = False
    is_registered: bool = False
    """At the green channel."""
    community: int = 0

    @property
    def is_placed(self) -> bool:
        return bool(self.channel)


def humans(wanted: Wanted, seed: int) -> list[Human]:
    """Return everybody; the parts that the figures name are drawn by lot within their wholes."""
    random = Random(f"{seed} humans")
    everybody = [Human(number, number < wanted["cc_reemp_4050"], _sex(random)) for number in range(_how_many(wanted))]
    placed, looking = everybody[: wanted["cc_reemp"]], everybody[wanted["cc_reemp"] :]
    of_4050, others = placed[: wanted["cc_reemp_4050"]], placed[wanted["cc_reemp_4050"] :]
    for each in looking:
        each.is_4050 = random.random() < JOBLESS_4050
    _channels(of_4050, others, wanted, random)
    for name, part, whole in (
        ("has_cert", "cc_cert_reemp_4050", "cc_cert_reemp"),
        ("is_trained", "cc_train_4050", "cc_train_reemp"),
    ):
        _mark(random.sample(of_4050, wanted[part]), name)
        _mark(random.sample(others, wanted[whole] - wanted[part]), name)
    _mark(looking[: wanted["cc_cert"] - wanted["cc_cert_reemp"]], "has_cert")
    certified = [each for each in of_4050 if each.has_cert]
    _mark(random.sample(certified, wanted["cc_fee_persons"]), "has_fee")
    _mark(random.sample(certified, wanted["cc_loan_4050"]), "has_loan")
    _mark(random.sample(placed, min(-(-wanted["cc_subsidy_amount"] // SUBSIDY), len(placed))), "has_subsidy")
    _employers(placed, wanted)
    _women(placed, looking, wanted)
    _mark(
        _first([each for each in everybody if each.channel == GREEN], looking, placed, count=wanted["cc_seek_reg"]),
        "is_registered",
    )
    random.shuffle(everybody)
    return everybody


def settle(everybody: Sequence[Human], units: Sequence[Sequence[int]], deputies: int, seed: int) -> None:
    """Let everybody live in a community; `units` are the communities of each district, by number.

    Whom the deputies placed lives in their district, the one of that place in the list.
    """
    random = Random(f"{seed} homes")
    communities = [community for unit in units for community in unit]
    room = dict(zip(communities, evenly(len(everybody), len(communities)), strict=True))
    own = [each for each in everybody if each.channel == DEPUTIES]
    for place, human in enumerate(own):
        human.community = units[deputies][place % len(units[deputies])]
        room[human.community] -= 1
    homes = [community for community, left in room.items() for _ in range(left)]
    random.shuffle(homes)
    others = [each for each in everybody if each.channel != DEPUTIES]
    # A district of which nearly everybody was placed by deputies is fuller than the others.
    for human, home in zip(others, homes, strict=False):
        human.community = home


def _how_many(wanted: Wanted) -> int:
    placed = wanted["cc_reemp"]
    looking = max(wanted["cc_cert"] - wanted["cc_cert_reemp"], wanted["cc_seek_reg"] - placed, 0)
    return max(placed + looking, wanted["cc_women_loan"], wanted.persons, 1)


def _sex(random: Random) -> str:
    return MALE if random.random() < MEN else FEMALE


def _channels(of_4050: Sequence[Human], others: Sequence[Human], wanted: Wanted, random: Random) -> None:
    ways = [channel for channel, figure in CHANNELS.items() for _ in range(wanted[figure])]
    ways += ["other"] * (len(of_4050) - len(ways))
    random.shuffle(ways)
    for each, way in zip(of_4050, ways, strict=True):
        each.channel = way
    market = wanted["cc_market_reemp"] - wanted["cc_market_4050"]
    batch = min(len(others) - market, max(wanted["cc_ouya"], wanted["cc_batch_4050"] // 3))
    ways = [MARKET] * market + [BATCH] * batch
    ways += random.choices(OTHER_WAYS, (6, 2, 1, 1), k=len(others) - len(ways))
    random.shuffle(ways)
    for each, way in zip(others, ways, strict=True):
        each.channel = way


def _employers(placed: Sequence[Human], wanted: Wanted) -> None:
    """Give the named employers theirs: from those who came in batches as long as there are any."""
    batch = [each for each in placed if each.channel == BATCH]
    for each in [each for each in batch if each.is_4050][: wanted["cc_police"]]:
        each.employer = POLICE
    free = [each for each in batch if not each.employer]
    rest = [each for each in placed if each.channel != BATCH]
    for each in _first(
        [e for e in free if not e.is_4050], [e for e in free if e.is_4050], rest, count=wanted["cc_ouya"]
    ):
        each.employer = OUYA


def _women(placed: Sequence[Human], looking: Sequence[Human], wanted: Wanted) -> None:
    """Projects for women; who takes part in one is a woman."""
    free = [each for each in placed if not each.employer]
    plain = [each for each in free if each.channel == "other" and not each.is_4050]
    for each in _first(_women_first(plain), free, placed, count=wanted["cc_nanny"]):
        each.project, each.sex = NANNY, FEMALE
    for each in _first(_women_first(looking), free, placed, count=wanted["cc_women_loan"]):
        each.has_womens_loan, each.sex = True, FEMALE


def _women_first(some: Iterable[Human]) -> list[Human]:
    return sorted(some, key=lambda each: each.sex != FEMALE)


def _first(*groups: Iterable[Human], count: int) -> list[Human]:
    """Return so many from the first group, then from the next, nobody twice."""
    found: dict[int, Human] = {}
    for group in groups:
        for each in group:
            if len(found) == count:
                break
            found.setdefault(each.number, each)
    return list(found.values())


def _mark(some: Iterable[Human], name: str) -> None:
    for each in some:
        setattr(each, name, True)
