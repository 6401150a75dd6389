"""How often each situation has to be met: a simulation in which nothing happens proves nothing."""

from __future__ import annotations

from collections import Counter

RATES = {
    "conflicts": 250,
    "three ways": 40,
    "group conflicts": 40,
    "reopened": 20,
    "contested": 350,
    "deleted": 400,
    "circles": 80,
    "resolved": 100,
    "edited by hand": 200,
    "disarranged": 100,
    "drafts": 40,
    "undone": 250,
    "undone at once": 100,
    "redone": 40,
    "restored": 650,
}
"""How often each situation has to be met in a thousand histories."""
COPIED = {"forked": 200, "cloned": 950}
"""Where a disk can be laid into another computer, too."""
IN_LONG_ONES = {"deleted": 200}
"""In a long history somebody has mostly written about whoever was deleted, unheard."""


def too_seldom(met: Counter[str], rates: dict[str, int], rare: int = 1) -> dict[str, tuple[int, int]]:
    """Return what was met too seldom, and how often at least. What is wanted less than `rare` times may be missing."""
    wanted = {what: rate * met["runs"] // 1000 for what, rate in rates.items()}
    return {what: (met[what], least) for what, least in wanted.items() if met[what] < least and least >= rare}
