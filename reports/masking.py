"""Numbers shown in part: enough to tell two people apart, not enough to pretend to be one of them."""

from __future__ import annotations

STARS = "*"


def masked(number: str) -> str:
    """Return 220104********0028 for 18 digits, 138****5678 for 11, and as much less of shorter ones.

    A citizen ID keeps its first six and last four (as on public notices); anything shorter keeps about a third at
    each end, so that less than half of it can be read.
    """
    length = len(number)
    if length >= 15:
        first, last = 6, 4
    elif length >= 11:
        first, last = 3, 4
    else:
        first, last = length // 4, length // 4
    return number[:first] + STARS * (length - first - last) + number[length - last :] if length else ""
