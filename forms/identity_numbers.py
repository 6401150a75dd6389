"""Kinds of identity numbers that say of themselves whether they are right; a pack names the one that it uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forms import cn_resident

IsRight = Callable[[str], bool]

SCHEMES: Mapping[str, IsRight] = {"cn_resident": cn_resident.is_right}
"""The name in pack.toml's `[identity] scheme` -> whether a number is right by its own check digit."""
