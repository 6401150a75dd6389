"""This computer, as far as a store wants to know it; a file of its own, because the start needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Machine:
    """This computer, as far as a store wants to know it."""

    name: str = ""
    """Names the computer and the place; a store that wakes up elsewhere is a copy."""
    high_water: Path | None = None
    """Where it is noted, outside of the folder, how far the store had come."""
