"""Which jobs were developed: so many records of so many heads, by employer, way and purpose. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from survey_app.demo_city.humans import CIVIL, GUANGZE, OUYA, POLICE
from survey_app.demo_city.shares import evenly, within
from survey_app.demo_city.wanted import Wanted

BATCH, SCATTERED, GREEN = "batch", "scattered", "green_channel"
PER_HEAD = 0.26
"""Records for each head where nobody says how many there are."""
MOST_HEADS = 10_000
"""More than that the form of a post does not take."""


@dataclass(frozen=True, slots=True)
class Post:
    """One record of the job bank."""

    employer: str
    """A named one, `batch 3`, `received 17`, or "" for any small firm."""
    heads: int
    mode: str = SCATTERED
    via: str = ""
    suits_4050: bool = False
    in_bank: bool = False
    planned: int = 0


def posts(wanted: Wanted) -> list[Post]:
    """Return all posts; their heads add up to the jobs, in batches, through the green channel and altogether."""
    jobs, banked, green = wanted["cc_jobs_developed"], wanted["cc_job_bank"], wanted["cc_green_posts"]
    batch = _batch(wanted)
    # Where there are fewer jobs than the two together, some are both.
    both = max(wanted["cc_batch_jobs"] + green - jobs, 0)
    batch = list(_through_green(batch, both))
    heads = (green - both, jobs - wanted["cc_batch_jobs"] - (green - both))
    least = [-(-each // MOST_HEADS) for each in heads]
    records = max(banked, wanted.posts or round(jobs * PER_HEAD)) - len(batch)
    counts = within(min(max(records, sum(least)), sum(heads)), heads, heads, least)
    received = max(wanted["cc_employers_received"], 1)
    plain = [Post("", each, suits_4050=bool(place % 2)) for place, each in enumerate(evenly(heads[1], counts[1]))]
    through = [
        Post(f"received {place % received}", each, via=GREEN, suits_4050=True)
        for place, each in enumerate(evenly(heads[0], counts[0]))
    ]
    outside = wanted["cc_civil_posts"] - _civil_in_batches(wanted)
    scattered = _planned(wanted, batch, list(_for_civil([*plain, *through], outside)))
    every = _at_least(banked, [*batch, *scattered])
    return [replace(each, in_bank=place < banked) for place, each in enumerate(every)]


def batch_employers(wanted: Wanted) -> list[str]:
    """Return those who take many at once, the named ones first."""
    count, civil = wanted["cc_batch_employers"], _civil_in_batches(wanted)
    named = [OUYA, POLICE, CIVIL, GUANGZE] if not civil or _has_room(wanted) else [CIVIL, GUANGZE, OUYA, POLICE]
    employers = [each for each in named[:count] if civil or each != CIVIL]
    return employers + [f"batch {number}" for number in range(1, count - len(employers) + 1)]


def _civil_in_batches(wanted: Wanted) -> int:
    """Return how many of the civil-affairs posts are in batches: all where they fit, else as few as can be."""
    civil, heads = wanted["cc_civil_posts"], wanted["cc_batch_jobs"]
    too_many = max(civil - (wanted["cc_jobs_developed"] - heads), 0)
    if _has_room(wanted):
        return civil
    # A single employer gives all of the batches or none.
    return heads if too_many and wanted["cc_batch_employers"] == 1 else too_many


def _has_room(wanted: Wanted) -> bool:
    """Say whether civil affairs can be one of the batch employers with all its posts."""
    count = wanted["cc_batch_employers"]
    return count >= 3 and wanted["cc_civil_posts"] <= wanted["cc_batch_jobs"] - count + 1


def _batch(wanted: Wanted) -> list[Post]:
    """Return the posts of the batch employers; who is named gets what the figures give him, if it is there."""
    employers, heads = batch_employers(wanted), wanted["cc_batch_jobs"]
    if not employers:
        return []
    wishes = {OUYA: wanted["cc_ouya"], POLICE: wanted["cc_police"], GUANGZE: wanted["cc_guangze_plan"]}
    civil = _civil_in_batches(wanted)
    plain = max(heads - civil - sum(wishes.values()), 0) / max(sum(each not in wishes for each in employers), 1)
    weights = [wishes.get(each, max(plain, 1)) for each in employers]
    least = [civil if each == CIVIL else 1 for each in employers]
    most = [civil if each == CIVIL else heads for each in employers]
    parts = zip(employers, within(heads, weights, most, least), strict=True)
    return [
        Post(employer, each, BATCH, suits_4050=True)
        for employer, part in parts
        for each in evenly(part, -(-part // MOST_HEADS))
    ]


def _for_civil(some: Sequence[Post], heads: int) -> Iterator[Post]:
    """Let so many heads be posts of civil affairs."""
    for each in some:
        civil = min(each.heads, heads)
        heads -= civil
        if civil:
            yield replace(each, employer=CIVIL, heads=civil, suits_4050=True)
        if each.heads > civil:
            yield replace(each, heads=each.heads - civil)


def _planned(wanted: Wanted, batch: list[Post], scattered: list[Post]) -> list[Post]:
    """Note what the dairy plans at the first of its posts, which is one in a batch where it takes any."""
    plan = wanted["cc_guangze_plan"]
    for some in (batch, scattered):
        for place, each in enumerate(some):
            if plan and (each.employer == GUANGZE or (some is scattered and each.employer != CIVIL)):
                some[place] = replace(each, employer=GUANGZE, planned=plan)
                plan = 0
    return scattered


def _through_green(batch: Sequence[Post], heads: int) -> Iterator[Post]:
    """Let so many heads of the batches have come through the green channel as well."""
    for each in batch:
        green = min(each.heads, heads)
        heads -= green
        if green:
            yield replace(each, heads=green, via=GREEN)
        if each.heads > green:
            yield replace(each, heads=each.heads - green)


def _at_least(count: int, some: Sequence[Post]) -> list[Post]:
    """Cut the largest into several records until there are so many."""
    found = sorted(some, key=lambda each: -each.heads)
    missing, place = count - len(found), 0
    while missing > 0:
        each = found[place]
        pieces = evenly(each.heads, min(each.heads, missing + 1))
        found[place] = replace(each, heads=pieces[0])
        found += [replace(each, heads=heads, planned=0) for heads in pieces[1:]]
        missing -= len(pieces) - 1
        place += 1
    return found
