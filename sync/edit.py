"""What somebody wants to change, and who that is: the two things a save is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.rows import Value as Answer
from sync.commit import Value


@dataclass(frozen=True, slots=True)
class Edit:
    """One record to be saved: only the fields whose value differs from what its author was shown."""

    record_id: str
    dataset: str
    set: Mapping[str, Answer | Value]
    seen: tuple[str, ...] = ()
    """All commits of the record that the author's machine held when the record was opened; () for a new record."""
    form: str = ""
    """Content hash of the form that was used."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and for which area unit."""

    actor: str
    area: str = ""
