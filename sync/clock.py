"""The hybrid logical clock: for the order that people see and the choice of a winner, never for correctness.

A timestamp is one integer: 48 bits of milliseconds, then 16 bits that count what happens within one of them.
"""

from __future__ import annotations

COUNTER_BITS = 16
FARTHEST = 48 * 3_600_000
"""Milliseconds by which others' clocks may push ours ahead of the wall clock: two days."""


def hybrid(milliseconds: int) -> int:
    """Return the first timestamp of that millisecond since 1970."""
    return milliseconds << COUNTER_BITS


def milliseconds(timestamp: int) -> int:
    """Return the milliseconds since 1970 that a timestamp names."""
    return timestamp >> COUNTER_BITS


def tick(last: int, now: int) -> int:
    """Return the timestamp of something done at `now` (milliseconds), later than all before it."""
    return max(last + 1, hybrid(now))


def receive(last: int, theirs: int, now: int) -> int:
    """Return our clock after hearing of theirs. A clock that is far ahead is not believed, and nothing is refused."""
    return max(last, theirs) if theirs <= hybrid(now + FARTHEST) else last
