"""What a refresh cannot preserve, named before it happens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LossKind(StrEnum):
    """One kind of thing that a refresh changes although a person made it, or leaves behind although it should not."""

    FORMULA_REPLACED = "formula_replaced"  # a formula typed into a column of ours
    FORMULA_MADE_VALUE = "formula_made_value"  # it shared the replaced formula
    NOTES_WITHOUT_RECORD = "notes_without_record"  # own columns beside a record that is gone
    ROWS_BELOW = "rows_below"  # new records had to go below rows of their own
    CHART_TOO_SHORT = "chart_too_short"  # a chart or pivot table does not reach the new rows
    TABLE_TOO_SHORT = "table_too_short"  # a table with a row of totals cannot grow
    OLD_CHOICES = "old_choices"  # the lists offered are those of an older form
    SHEET_MISSING = "sheet_missing"  # its records are not shown
    COPIED_SHEET = "copied_sheet"  # a copy of a data sheet is not refreshed
    CODES_MISSING = "codes_missing"  # without the hidden row of codes no column can be added
    SIGNATURE = "signature"  # the workbook was signed by somebody; it no longer is


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that a refresh cannot preserve: where, and how many of it."""

    kind: LossKind
    what: str
    count: int = 1
