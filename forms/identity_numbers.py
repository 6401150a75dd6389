"""Kinds of identity numbers that say of themselves whether they are right; a pack names the one that it uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from forms import cn_resident

IsRight = Callable[[str], bool]
Grouping = Callable[[str], str]

SCHEMES: Mapping[str, IsRight] = {"cn_resident": cn_resident.is_right}
"""The name in pack.toml's `[identity] scheme` -> whether a number is right by its own check digit."""

GROUPINGS: Mapping[str, Grouping] = {"cn_resident": cn_resident.grouped}
"""The same name -> how a number is written to be read: in groups. It is always kept without them."""

APPEARANCES: Mapping[str, str] = {"citizen-id": "cn_resident"}
"""What a form calls a question for such a number."""


def grouping_of(appearance: Iterable[str]) -> Grouping | None:
    """Return how an answer of that appearance is written to be read, None where it is read as it is."""
    return next((GROUPINGS[APPEARANCES[name]] for name in appearance if name in APPEARANCES), None)
