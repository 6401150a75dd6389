"""A table of doors as read: its columns by heading, its rows as records to be, nothing written yet. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from survey_app.list_import import ListedRow


@dataclass(frozen=True)
class Listed:
    file: str
    columns: Sequence[tuple[str, str]]
    """Heading of the table, label of the question; "" where no question fits."""
    rows: Sequence[ListedRow]
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    """Field -> label, for the cells that were not taken."""

    @property
    def refused(self) -> list[tuple[int, str, str]]:
        """Row, field and why, of every cell that was not taken."""
        return [(row.number, name, why) for row in self.rows for name, why in row.refused.items()]
