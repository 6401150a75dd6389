"""Who does what: the plan of a city cut into the work of its streets and of its cities' own desks. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from survey_app.demo_city.answers import AWAY, HERE, LODGING
from survey_app.demo_city.centre import CentreTask, is_central
from survey_app.demo_city.community import Community, Listed
from survey_app.demo_city.files import Money
from survey_app.demo_city.humans import BATCH, Human, humans, settle
from survey_app.demo_city.identities import Registry
from survey_app.demo_city.noise import Noise
from survey_app.demo_city.places import CHANGCHUN, DEPUTIES_DISTRICT, LIAOYUAN, TONGHUA, Map, Street
from survey_app.demo_city.posts import batch_employers, posts
from survey_app.demo_city.shares import evenly
from survey_app.demo_city.street import StreetTask
from survey_app.demo_city.wanted import Wanted
from survey_app.demo_places import WALKERS
from sync.commit import new_record_id

PER_TWO_DOORS = 250
"""Of so many people one is also listed where he is registered, and lives elsewhere."""
WOMENS_LOAN = 3_000_00
"""Fen."""
DEPOSITORS = ("220400", "220421", "220422", "220402", "220403")
"""The city and its counties; who pays in lends."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is to be done."""

    streets: tuple[StreetTask, ...]
    centres: tuple[CentreTask, ...]


def planned(wanted: Wanted, map_: Map, starts: Mapping[str, Path], folder: Path, seed: int) -> Plan:
    """Return the tasks; the sums over all of them are the figures."""
    random = Random(f"{seed} plan")
    jobs = posts(wanted)
    employers = _employers(wanted, (job.employer for job in jobs), random)
    listed = {**_changchun(wanted, map_, employers, seed), **_liaoyuan(wanted, map_, seed)}
    scattered = [job for job in jobs if not is_central(job)]
    communities = [code for street in map_.streets_of(CHANGCHUN) for code in street.communities]
    projects = dict(zip(communities, evenly(wanted["cc_franchise"], len(communities)), strict=True))
    assistants = dict(zip(communities, evenly(wanted["cc_assistants"], len(communities)), strict=True))
    own_posts = {code: scattered[place :: len(communities)] for place, code in enumerate(communities)}
    streets: list[StreetTask] = []
    number = 0
    for place, street in enumerate(map_.streets):
        told: list[Community] = []
        noise = _noise(place, street)
        for code in street.communities:
            who = WALKERS[number % len(WALKERS)]
            told.append(
                Community(
                    code,
                    f"{code}-1",
                    who,
                    f"8555-{number:04d}",
                    number,
                    tuple(listed.get(code, ())),
                    tuple(own_posts.get(code, ())),
                    projects.get(code, 0),
                    assistants.get(code, 1 if street.city != CHANGCHUN else 0),
                    twice=2 if noise.has_twice_entered else 0,
                )
            )
            number += 1
        spillover = wanted["ly_spillover"] if street.city == LIAOYUAN else 0
        at = folder / street.code
        task = StreetTask(starts[street.code], at, tuple(told), seed, noise, spillover, keep=place == 0)
        streets.append(task)
    return Plan(tuple(streets), tuple(_centres(wanted, map_, starts, folder, seed, employers)))


def _noise(place: int, street: Street) -> Noise:
    """Every third street has a lively half-year; one of them leaves a disagreement for somebody else."""
    if place % 3 or street.city != CHANGCHUN:
        return Noise()
    return Noise(
        conflicts=3,
        is_left_open=place == 0,
        corrections=3,
        is_late=place % 6 == 3 or len(street.communities) > 3,
        is_old_given_again=True,
        has_twice_entered=True,
    )


def _employers(wanted: Wanted, of_posts: Iterable[str], random: Random) -> dict[str, str]:
    """Return the employers that the city's centre files, each with the record that it shall be."""
    names = [*batch_employers(wanted), *(f"received {place}" for place in range(wanted["cc_employers_received"]))]
    names += ["ouya"] if wanted["cc_ouya"] else []
    names += ["police"] if wanted["cc_police"] else []
    names += [name for name in of_posts if name]
    return {name: new_record_id(random.randbytes(16)) for name in dict.fromkeys(names)} or {
        "batch 1": new_record_id(random.randbytes(16))
    }


def _changchun(wanted: Wanted, map_: Map, employers: Mapping[str, str], seed: int) -> dict[str, list[Listed]]:
    """Return who is found in each community, with what he was granted; a few are listed at two doors."""
    random = Random(f"{seed} doors")
    everybody = humans(wanted, seed)
    streets = map_.streets_of(CHANGCHUN)
    codes = [code for street in streets for code in street.communities]
    districts = list(dict.fromkeys(street.district for street in streets))
    units = [[place for place, code in enumerate(codes) if code.startswith(district)] for district in districts]
    settle(everybody, units, districts.index(DEPUTIES_DISTRICT), seed)
    money = _money(everybody, wanted)
    batch = [employers[name] for name in batch_employers(wanted)] or list(employers.values())
    registry = Registry(seed)
    found: dict[str, list[Listed]] = {code: [] for code in codes}
    at_two = set(random.sample(range(len(everybody)), -(-len(everybody) // PER_TWO_DOORS) if len(codes) > 1 else 0))
    for human in everybody:
        home = codes[human.community]
        employer = employers[human.employer] if human.employer else ""
        if not employer and human.channel == BATCH:
            employer = random.choice(_others(batch, employers))
        listed = Listed(human, registry.identify(human, home[:6]), HERE, money.get(human.number, Money()), employer)
        if human.number in at_two:
            away = random.choice([code for code in (_near(home, codes, random), random.choice(codes)) if code != home])
            found[away].append(replace(listed, presence=AWAY, money=Money()))
            listed = replace(listed, presence=LODGING)
        found[home].append(listed)
    return found


def _others(batch: Sequence[str], employers: Mapping[str, str]) -> list[str]:
    """Return the batch employers of whom no figure counts who works there."""
    counted = {employers.get("ouya"), employers.get("police")}
    return (
        [each for each in batch if each not in counted]
        or [each for each in employers.values() if each not in counted]
        or [""]
    )


def _near(home: str, codes: Sequence[str], random: Random) -> str:
    """Return another community of the same street where there is one."""
    same = [code for code in codes if code[:9] == home[:9] and code != home]
    others = [code for code in codes if code != home]
    return random.choice(same or others)


def _money(everybody: Sequence[Human], wanted: Wanted) -> dict[int, Money]:
    """Return what each was granted; the parts add up to the fen."""
    found: dict[int, Money] = {}

    def grant(name: str, whom: Sequence[Human], fen: int) -> None:
        for human, part in zip(whom, evenly(fen, len(whom)), strict=True):
            found[human.number] = replace(found.get(human.number, Money()), **{name: part})

    grant("fee", [each for each in everybody if each.has_fee], wanted["cc_fee_amount"])
    subsidised = [each for each in everybody if each.has_subsidy][: wanted["cc_subsidy_amount"]]
    grant("subsidy", subsidised, wanted["cc_subsidy_amount"])
    grant("loan", [each for each in everybody if each.has_loan], wanted["cc_loan_amount"])
    women = [each for each in everybody if each.has_womens_loan]
    grant("womens_loan", women, WOMENS_LOAN * len(women))
    return found


def _liaoyuan(wanted: Wanted, map_: Map, seed: int) -> dict[str, list[Listed]]:
    """Return the borrowers of Liaoyuan at their doors."""
    random = Random(f"{seed} liaoyuan")
    registry = Registry(seed + 1)
    codes = [code for street in map_.streets_of(LIAOYUAN) for code in street.communities]
    found: dict[str, list[Listed]] = {code: [] for code in codes}
    count = wanted["ly_loans"]
    for number, fen in enumerate(evenly(wanted["ly_loan_amount"], count)):
        human = Human(10**7 + number, random.random() < 0.5, random.choice(("1", "2")), has_loan=True)
        code = codes[number % len(codes)]
        found[code].append(Listed(human, registry.identify(human, code[:6]), HERE, Money(loan=fen)))
    return found


def _centres(
    wanted: Wanted, map_: Map, starts: Mapping[str, Path], folder: Path, seed: int, employers: Mapping[str, str]
) -> Iterable[CentreTask]:
    districts = list(dict.fromkeys(street.district for street in map_.streets_of(CHANGCHUN)))
    targets = [
        (indicator, district, value)
        for indicator, figure in (("reemployed_4050", "cc_target_4050"), ("jobs_developed", "cc_target_jobs"))
        for district, value in zip(districts, evenly(wanted[figure], len(districts)), strict=True)
    ]
    yield CentreTask(
        starts[CHANGCHUN],
        folder / CHANGCHUN,
        seed,
        employers,
        tuple(job for job in posts(wanted) if is_central(job)),
        wanted["cc_employers_received"],
        wanted["cc_calls"],
        wanted["cc_fairs"],
        wanted["cc_leading_group"],
        wanted["cc_green_staff"],
        wanted["cc_tax_amount"],
        tuple(targets),
    )
    shares_of_fund = evenly(wanted["ly_fund"], len(DEPOSITORS))
    yield CentreTask(
        starts[LIAOYUAN], folder / LIAOYUAN, seed, deposits=tuple(zip(DEPOSITORS, shares_of_fund, strict=True))
    )
    yield CentreTask(starts[TONGHUA], folder / TONGHUA, seed, unrestructured=wanted["th_soe_left"])
