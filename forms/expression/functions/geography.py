"""Functions of places: area, length, whether a point lies in a shape (ODK XForms)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from forms.expression.code import Code, Kind, as_string
from forms.expression.context import Context
from forms.expression.functions.signature import ANY_NUMBER, Library, Site, built, texts_of

EARTH = 6_378_100
"""Radius in metres, as the other engines have it."""


class Point(NamedTuple):
    """Degrees."""

    latitude: float
    longitude: float


def point(text: str) -> Point | None:
    """Return the point of `latitude longitude [altitude [accuracy]]`."""
    try:
        latitude, longitude, *others = map(float, text.split())
    except ValueError:
        return None
    fits = abs(latitude) <= 90 and abs(longitude) <= 180 and len(others) <= 2
    return Point(latitude, longitude) if fits else None


def points(texts: Sequence[str]) -> list[Point] | None:
    """Return the points of several texts, each of one point or more; None where one is none."""
    parts = [part for text in texts for part in text.strip().rstrip(";").split(";")]
    found = [at for part in parts if (at := point(part)) is not None]
    return found if len(found) == len(parts) else None


def metres(one: Point, other: Point) -> float:
    turn = math.radians(other.longitude - one.longitude)
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    cosine = math.sin(south) * math.sin(north) + math.cos(south) * math.cos(north) * math.cos(turn)
    return math.acos(max(-1.0, min(1.0, cosine))) * EARTH


def square_metres(shape: Sequence[Point]) -> float:
    if len(shape) < 3:
        return 0.0
    total = 0.0
    for one, other in pairwise([*shape, shape[0]]):
        turn = math.radians(other.longitude - one.longitude)
        total += turn * (2 + math.sin(math.radians(one.latitude)) + math.sin(math.radians(other.latitude)))
    return abs(total * EARTH * EARTH / 2)


def encloses(shape: Sequence[Point], at: Point) -> bool:
    """Say whether a ray to the east leaves the shape an odd number of times."""
    inside = False
    for one, other in pairwise(shape):
        if (one.longitude > at.longitude) != (other.longitude > at.longitude):
            share = (at.longitude - one.longitude) / (other.longitude - one.longitude)
            if at.latitude < one.latitude + share * (other.latitude - one.latitude):
                inside = not inside
    return inside


def _centimetres(number: float) -> float:
    return math.floor(number * 100 + 0.5) / 100


def _area(site: Site, arguments: list[Code]) -> Code:
    texts = texts_of(arguments)
    return Code(Kind.NUMBER, lambda context: _centimetres(square_metres(points(texts(context)) or [])))


def _distance(site: Site, arguments: list[Code]) -> Code:
    texts, several = texts_of(arguments), len(arguments) > 1

    def length(context: Context) -> float:
        given = texts(context)
        line = points(given)
        if line is None or (several and len(line) != len(given)):
            raise site.error("distance() needs points: latitude longitude altitude accuracy")
        return _centimetres(sum(metres(one, other) for one, other in pairwise(line)))

    return Code(Kind.NUMBER, length)


def _geofence(site: Site, arguments: list[Code]) -> Code:
    where, fence = map(as_string, arguments)

    def lies_inside(context: Context) -> bool:
        at, shape = point(where(context)), points([fence(context)])
        return at is not None and shape is not None and _is_closed(shape) and encloses(shape, at)

    return Code(Kind.BOOLEAN, lies_inside)


def _is_closed(shape: Sequence[Point]) -> bool:
    return len(shape) > 3 and shape[0] == shape[-1]


def _intersects(site: Site, arguments: list[Code]) -> Code:
    text = as_string(arguments[0])

    def crosses_itself(context: Context) -> bool:
        line = points([text(context)])
        return line is not None and _crosses_itself(line)

    return Code(Kind.BOOLEAN, crosses_itself)


def _crosses_itself(line: Sequence[Point]) -> bool:
    edges = list(pairwise(line))
    for place, edge in enumerate(edges):
        for later in range(place + 2, len(edges)):
            meet_in_the_end = place == 0 and later == len(edges) - 1 and line[0] == line[-1]
            if not meet_in_the_end and _cross(edge, edges[later]):
                return True
    return False


def _cross(edge: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    (a, b), (c, d) = edge, other
    turns = [_turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)]
    if turns[0] != turns[1] and turns[2] != turns[3]:
        return True
    touching: list[tuple[Callable[[], bool], float]] = [
        (lambda: _is_between(a, c, b), turns[0]),
        (lambda: _is_between(a, d, b), turns[1]),
        (lambda: _is_between(c, a, d), turns[2]),
        (lambda: _is_between(c, b, d), turns[3]),
    ]
    return any(turn == 0 and is_between() for is_between, turn in touching)


def _turn(a: Point, b: Point, c: Point) -> int:
    """Return on which side of the line from a to b the point c lies: -1, 0 or 1."""
    side = (b.longitude - a.longitude) * (c.latitude - a.latitude) - (b.latitude - a.latitude) * (
        c.longitude - a.longitude
    )
    return (side > 0) - (side < 0)


def _is_between(a: Point, b: Point, c: Point) -> bool:
    return min(a.latitude, c.latitude) <= b.latitude <= max(a.latitude, c.latitude) and (
        min(a.longitude, c.longitude) <= b.longitude <= max(a.longitude, c.longitude)
    )


GEOGRAPHY: Library = {
    "area": built(_area, 1),
    "distance": built(_distance, 1, ANY_NUMBER),
    "geofence": built(_geofence, 2),
    "intersects": built(_intersects, 1),
}
