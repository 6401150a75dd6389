"""Tables hung up for everybody: a number so small that it names somebody is starred, and none can be worked out.

One star in a line whose total is printed is no secret: the rest of the line gives it away. So further numbers are
starred, the smallest first, until no line is left that tells what its stars stand for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

FEWEST = 3
"""Below this many, a number would name somebody."""
HIDDEN = "*"

Place = tuple[int, int]
"""Row and column; 0 is the total of either."""


def hidden_cells(counts: Sequence[Sequence[int]], fewest: int = FEWEST) -> frozenset[Place]:
    """Return the places to star. The first row and the first column are totals of the others."""
    hidden = {(row, column) for row, line in enumerate(counts) for column, n in enumerate(line) if 0 < n < fewest}
    while more := _given_away(counts, hidden, fewest):
        hidden.add(more)
    return frozenset(hidden)


def _given_away(counts: Sequence[Sequence[int]], hidden: set[Place], fewest: int) -> Place | None:
    """Return what has to be starred next because a line tells too much, None where every line keeps its secret."""
    for total, parts in _lines(len(counts), len(counts[0]) if counts else 0):
        inside = [place for place in parts if place in hidden]
        if not inside or total in hidden:
            continue
        if len(inside) > 1 and sum(counts[row][column] for row, column in inside) >= fewest:
            continue
        # A zero tells nothing by itself, but nobody would believe that it was starred for anything else.
        others = [place for place in parts if place not in hidden and counts[place[0]][place[1]]]
        return min(others, key=lambda place: (counts[place[0]][place[1]], place), default=total)
    return None


def _lines(rows: int, columns: int) -> Iterator[tuple[Place, list[Place]]]:
    """Yield (the total, its parts) of each row and each column."""
    for row in range(rows):
        yield (row, 0), [(row, column) for column in range(1, columns)]
    for column in range(columns):
        yield (0, column), [(row, column) for row in range(1, rows)]
