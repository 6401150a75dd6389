"""What the records table says of a record: where it hangs, and what only several records together can tell."""

from __future__ import annotations

from dataclasses import dataclass

from sync.fold import Folded, Status


@dataclass(slots=True)
class Known:
    """One row of it."""

    id: str
    dataset: str
    parent: int | None
    """As written; nobody is shown there while `is_cut`."""
    merged_into: int | None
    is_cut: bool
    """It would close a circle of parents, so it is shown as unplaced."""
    is_crossed: bool
    """It and another were each merged into the other, so it stays visible."""


def shown_status(folded: Folded | None, known: Known) -> str:
    """Return the status as shown; "" where nothing of the record stands."""
    if folded is None:
        return ""
    return Status.CONTESTED if known.is_crossed else folded.status
