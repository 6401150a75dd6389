"""Dividing whole numbers so that the parts add up: the largest remainders get what is left over. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """Divide a number in proportion to weights, exactly."""
    weight = sum(weights)
    if not weight:
        return evenly(total, len(weights))
    exact = [total * each / weight for each in weights]
    parts = [int(each) for each in exact]
    first = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in first[: total - sum(parts)]:
        parts[at] += 1
    return parts


def evenly(total: int, parts: int) -> list[int]:
    """Divide a number into parts of which no two differ by more than one."""
    each, more = divmod(total, parts) if parts else (0, 0)
    return [each + 1] * more + [each] * (parts - more)


def within(total: int, weights: Sequence[float], most: Sequence[int], least: Sequence[int]) -> list[int]:
    """Divide a number in proportion, each part between its least and its most; together they leave room for it."""
    parts = list(least)
    left = total - sum(parts)
    while left > 0:
        open_ = [at for at, part in enumerate(parts) if part < most[at]]
        given = shares(left, [weights[at] for at in open_])
        for at, more in zip(open_, given, strict=True):
            more = min(more, most[at] - parts[at])
            parts[at] += more
            left -= more
    return parts


def cut(items: Sequence[int], sizes: Sequence[int]) -> list[Sequence[int]]:
    """Cut a row of items into pieces of those sizes."""
    ends = list(accumulate(sizes))
    return [items[end - size : end] for end, size in zip(ends, sizes, strict=True)]
