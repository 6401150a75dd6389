"""What was not taken from a workbook: a cell, a row or a column, with all that a person needs to deal with it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sync.commit import Value, canonical, identity

ROW = "@record"
"""The field of a refusal that concerns a whole row."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that was not taken, where it stands, and what was kept instead."""

    xid: str
    """The export that the workbook was made as."""
    file: str
    sheet: str
    row: int
    """0 for a whole column."""
    column: str
    """Its letters as a spreadsheet program shows them, "" for a whole row."""
    record: str
    """"" in a new row."""
    dataset: str
    field: str
    why: str
    found: str
    """What the cell says."""
    kept: Value = None
    """What the record still holds."""
    count: int = 1
    """How many cells a whole column stands for."""

    @property
    def key(self) -> str:
        """Stands for this very content of this very cell, so that a file read again brings nothing twice."""
        where = [self.xid, self.sheet, self.dataset, self.record or self.row, self.field]
        return identity(canonical([*where, self.why, self.found, self.count]))

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)


def refusal_from(plain: dict[str, Any]) -> Refusal:
    """Read back what `as_plain` gave."""
    kept: Any = plain["kept"]
    told: dict[str, Any] = {**plain, "kept": tuple(kept) if isinstance(kept, list) else kept}
    return Refusal(**told)


@dataclass(frozen=True, slots=True)
class Noted:
    """A refusal as the store keeps it."""

    refusal: Refusal
    batch: str
    """The batch with which the rest of the workbook was taken."""
    dealt_at: str = ""
    dealt_by: str = ""

    @property
    def is_open(self) -> bool:
        return not self.dealt_at
