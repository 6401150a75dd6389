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
    is_earlier: bool = False
    """Developed the year before: it counts for its employer, and not among the jobs of this year."""


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
    through = [
        Post(f"received {place % received}", each, via=GREEN, suits_4050=True)
        for place, each in enumerate(evenly(heads[0], counts[0]))
    ]
    plain = [Post("", each, suits_4050=bool(place % 2)) for place, each in enumerate(evenly(heads[1], counts[1]))]
    every = _at_least(banked, [*batch, *through, *plain])
    every = [replace(each, in_bank=place < banked) for place, each in enumerate(every)]
    return every + _earlier(wanted, {each.employer for each in batch})


def batch_employers(wanted: Wanted) -> list[str]:
    """Return those who take many at once, the named ones first."""
    count = wanted["cc_batch_employers"]
    employers = [OUYA, POLICE, CIVIL, GUANGZE][:count]
    employers += [f"batch {number}" for number in range(1, count - len(employers) + 1)]
    if not 0 < wanted["cc_civil_posts"] <= wanted["cc_batch_jobs"] - count + 1:
        # So many are no part of the batches; they stand beside them, exactly.
        employers = ["batch 0" if each == CIVIL else each for each in employers]
    return employers


def _batch(wanted: Wanted) -> list[Post]:
    """Return the posts of the batch employers; who is named gets what the figures give him, if it is there."""
    employers, heads = batch_employers(wanted), wanted["cc_batch_jobs"]
    if not employers:
        return []
    wishes = {OUYA: wanted["cc_ouya"], POLICE: wanted["cc_police"], GUANGZE: wanted["cc_guangze_plan"]}
    civil = wanted["cc_civil_posts"]
    plain = max(heads - civil - sum(wishes.values()), 0) / max(sum(each not in wishes for each in employers), 1)
    weights = [wishes.get(each, max(plain, 1)) for each in employers]
    least = [civil if each == CIVIL else 1 for each in employers]
    most = [civil if each == CIVIL else heads for each in employers]
    made: list[Post] = []
    for employer, part in zip(employers, within(heads, weights, most, least), strict=True):
        planned = wanted["cc_guangze_plan"] if employer == GUANGZE else 0
        first, *more = evenly(part, -(-part // MOST_HEADS))
        made.append(Post(employer, first, BATCH, suits_4050=True, planned=planned))
        made += [Post(employer, each, BATCH, suits_4050=True) for each in more]
    return made


def _earlier(wanted: Wanted, batch: set[str]) -> list[Post]:
    """Return what the named employers gave that is no batch of this year."""
    found: list[Post] = []
    if civil := 0 if CIVIL in batch else wanted["cc_civil_posts"]:
        pieces = evenly(civil, -(-civil // MOST_HEADS))
        found += [Post(CIVIL, each, suits_4050=True, is_earlier=True) for each in pieces]
    if plan := 0 if GUANGZE in batch else wanted["cc_guangze_plan"]:
        found.append(Post(GUANGZE, 1, planned=plan, is_earlier=True))
    return found


def _through_green(batch: Sequence[Post], heads: int) -> Iterator[Post]:
    """Let so many heads of the batches have come through the green channel as well."""
    for each in batch:
        green = min(each.heads, heads)
        heads -= green
        if green:
            yield replace(each, heads=green, via=GREEN)
        if each.heads > green:
            yield replace(each, heads=each.heads - green, planned=0 if green else each.planned)


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
