"""The high-water mark: how far the database had come, kept outside of it.

After a power cut on a poor disk SQLite quietly forgets its last transactions, and a copied or restored file has
forgotten them too. The numbers that they used must not be used again, so such a store goes on as a new incarnation.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mark:
    """An incarnation, and how many commits it had made."""

    incarnation: str
    written: int


def read_mark(path: Path) -> Mark | None:
    """Return the mark, None where there is none that can be read."""
    try:
        told = json.loads(path.read_text(encoding="ascii"))
        return Mark(str(told["incarnation"]), int(told["written"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_mark(path: Path, mark: Mark) -> None:
    """Write the mark. A mark that cannot be written is no reason to refuse an answer."""
    beside = path.with_name(path.name + ".tmp")
    text = json.dumps({"incarnation": mark.incarnation, "written": mark.written})
    with contextlib.suppress(OSError):
        beside.write_text(text, encoding="ascii")
        os.replace(beside, path)
