"""Functions of chance: random numbers, ids, shuffled choices (ODK XForms)."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence

from forms.expression.code import Code, Kind, as_number, as_string, nodes_code
from forms.expression.context import Context
from forms.expression.functions.signature import Library, Site, built, nodes_of
from forms.tree import Node

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_MODULUS = 2**31 - 1


def _random(site: Site, arguments: list[Code]) -> Code:
    return Code(Kind.NUMBER, lambda context: context.environment.random())


def _uuid(site: Site, arguments: list[Code]) -> Code:
    if not arguments:
        return Code(Kind.STRING, lambda context: context.environment.new_id())
    number = as_number(arguments[0])

    def letters(context: Context) -> str:
        length = number(context)
        if not 0 <= length < 2**16:
            raise site.error("uuid() needs a length")
        random = context.environment.random
        return "".join(LETTERS[int(random() * len(LETTERS))] for _ in range(int(length)))

    return Code(Kind.STRING, letters)


def _randomize(site: Site, arguments: list[Code]) -> Code:
    nodes = nodes_of(site, arguments[0])
    seed = _seed(arguments[1]) if len(arguments) > 1 else None

    def shuffle(context: Context) -> Sequence[Node]:
        random = context.environment.random if seed is None else _park_miller(seed(context))
        return _shuffled(nodes(context), random)

    return nodes_code(shuffle)


def _seed(code: Code) -> Callable[[Context], int]:
    number, text = as_number(code), as_string(code)

    def seed(context: Context) -> int:
        given = number(context)
        if math.isfinite(given):
            return int(given)
        written = text(context)
        if written in ("", "NaN"):
            return 0
        # Any other text counts too, so that a person's name can order the choices: its hash does.
        return int.from_bytes(hashlib.sha256(written.encode()).digest()[:8], "big", signed=True)

    return seed


def _park_miller(seed: int) -> Callable[[], float]:
    """Return the generator that the standard prescribes, so that every client shuffles alike."""
    state = -(-seed % _MODULUS) if seed < 0 else seed % _MODULUS
    if state <= 0:
        state += _MODULUS - 1

    def random() -> float:
        nonlocal state
        state = state * 16807 % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return random


def _shuffled(nodes: Sequence[Node], random: Callable[[], float]) -> list[Node]:
    """Shuffle from the inside out: each node in turn takes a place, and whoever stood there moves to the end."""
    shuffled = list[Node]()
    for node in nodes:
        place = int(random() * (len(shuffled) + 1))
        shuffled.append(node)
        shuffled[place], shuffled[-1] = node, shuffled[place]
    return shuffled


CHANCE: Library = {
    "random": built(_random, 0),
    "uuid": built(_uuid, 0, 1),
    "randomize": built(_randomize, 1, 2),
}
