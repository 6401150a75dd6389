"""Where in an author's cell something is wrong: the converter has put paths in the place of `${…}` since."""

from __future__ import annotations

import re
from collections.abc import Callable

CellOf = Callable[[str, str], str]
"""(path of a question, column) -> what its author wrote there, "" where that is not known."""

REFERENCE = re.compile(r"\$\{[^{}]*\}")
MOST_WORDS = 40
"""Words that the converter may put in the place of one reference: `indexed-repeat( … )`."""


def place_in_cell(cell: str, converted: str, place: int) -> int | None:
    """Return which letter of the cell stands where that letter of the converted text does (both 0-based).

    Of a reference it is the first letter; None where the two texts do not belong together.
    """
    ends = [*(match.span() for match in REFERENCE.finditer(cell)), (len(cell), len(cell))]
    here = there = 0
    for begin, end in ends:
        plain = cell[here:begin]
        if not converted.startswith(plain, there):
            return None
        if place < there + len(plain) or begin == end:
            return here + min(place - there, len(plain))
        there += len(plain)
        following = REFERENCE.split(cell[end:], maxsplit=1)[0]
        after = _end_of_reference(converted, there, following, is_last=end + len(following) == len(cell))
        if after is None:
            return None
        if place < after:
            return begin
        here, there = end, after
    return None


def _end_of_reference(converted: str, begin: int, following: str, is_last: bool) -> int | None:
    """Return where the path ends that was put in: it stands between blanks, before what follows in the cell."""
    end = begin
    for _ in range(MOST_WORDS):
        end = converted.find(" ", end + 1)
        if end < 0:
            return None
        rest = end + 1
        if converted.startswith(following, rest) and (not is_last or rest + len(following) == len(converted)):
            return rest
    return None
