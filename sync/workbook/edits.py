"""What a person did to a workbook, as values: changed cells, refused cells, new rows, questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from forms.rows import Value
from sync.workbook.base import Base


class Why(StrEnum):
    """Why a cell was not taken; what it had held stays."""

    PRECISION = "precision"  # 1.1E+17, or an identity number that ends in 000
    ERROR = "error"  # #REF!, #N/A
    FORMULA = "formula"  # a formula that no program has calculated
    TOO_LONG = "too_long"
    CONTROL = "control"  # characters that no keyboard types
    BOOLEAN = "boolean"
    BECAME_DATE = "became_date"  # 1-2 turned into the second of January
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    PLACE = "place"
    CHOICE = "choice"  # no code and no label of the list
    CODE_AND_LABEL = "code_and_label"  # they name two different choices
    CALCULATED = "calculated"  # the program works this column out
    AREA = "area"  # moving to another area is not done in a workbook
    ATTACHMENT = "attachment"
    MERGED = "merged"  # cells joined into one: whose value it is cannot be known
    UNKNOWN_RECORD = "unknown_record"  # a record key that the export did not have
    BASE_AWAITED = "base_awaited"  # not all that the row was made from has arrived here
    UNKNOWN_ACTION = "unknown_action"
    OUTSIDE = "outside"  # it belongs to another office than the one that reads the workbook


class Repair(StrEnum):
    """How a cell that a spreadsheet program had damaged was understood all the same."""

    FROM_BASE = "from_base"  # the base shows which digits were lost
    CHECK_DIGIT = "check_digit"  # only one number with a right check digit can have become this
    LEADING_ZERO = "leading_zero"
    NUMBER_TO_TEXT = "number_to_text"
    SERIAL_TO_DATE = "serial_to_date"
    FORMULA_VALUE = "formula_value"
    APOSTROPHE = "apostrophe"
    LABEL_IGNORED = "label_ignored"  # the code counts; the words after it are not its label


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where in the workbook, as its reader sees it."""

    sheet: str
    row: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that says something else than when the workbook was made."""

    record: str
    dataset: str
    field: str
    """A field's name, `@parent` or `@life`."""
    base: Value
    new: Value
    place: CellPlace
    after: tuple[str, ...] = ()
    """Commits of an earlier save of the same file that this one continues."""


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that was not taken. `record` is "" in a new row."""

    record: str
    dataset: str
    field: str
    why: Why
    place: CellPlace
    found: str = ""
    """What the cell says."""
    kept: Value = None
    """What it had held, and what the record holds still."""


@dataclass(frozen=True, slots=True)
class RepairedCell:
    """A cell that was understood although a program had damaged it."""

    record: str
    dataset: str
    field: str
    how: Repair
    value: Value
    place: CellPlace


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that somebody added; its record id follows from the export and the content."""

    record: str
    dataset: str
    values: Mapping[str, Value]
    parent: str
    area: str
    place: CellPlace


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record's key on more than one row; `changed` says in which rows cells differ. None of them was taken.

    A row pasted as a template for somebody else, or the same person edited twice: a clerk has to say.
    """

    record: str
    dataset: str
    rows: tuple[CellPlace, ...]
    changed: tuple[CellPlace, ...]


class Bulk(StrEnum):
    """What was done to a whole column."""

    CLEARED = "cleared"
    FILLED = "filled"  # one value over many different ones
    SHUFFLED = "shuffled"  # one column sorted without the others


@dataclass(frozen=True, slots=True)
class HeldColumn:
    """Changes to a column that look like an accident; they wait until somebody confirms them."""

    dataset: str
    field: str
    kind: Bulk
    changes: tuple[CellChange, ...]
    of: int
    """Rows that the sheet had."""


@dataclass(frozen=True, slots=True)
class LaterSave:
    """A cell that an earlier reading of the same workbook had already brought, with another value."""

    record: str
    dataset: str
    field: str
    imported: Value
    now: Value
    commit: str


class NoticeKind(StrEnum):
    """What else is worth a line on the merge desk."""

    OTHER_EXPORT = "other_export"  # a sheet copied from another workbook
    SHEET_MISSING = "sheet_missing"
    SHEET_TWICE = "sheet_twice"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    UNKNOWN_DATASET = "unknown_dataset"
    SUBTOTAL = "subtotal"
    BASE_RECALLED = "base_recalled"  # the hidden sheet was gone; the export was known here


@dataclass(frozen=True, slots=True)
class Notice:
    """Something noticed that changes no record."""

    kind: NoticeKind
    what: str
    place: CellPlace


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """Where a dataset lies in the workbook now."""

    dataset: str
    name: str
    code_row: int
    """0 where the row of codes is gone."""
    header_row: int
    columns: Mapping[str, int]
    """Code -> column, counted from 1."""
    rows: Mapping[str, int]
    """Record -> row, counted from 1."""
    copies: tuple[int, ...]
    """Rows that repeat the key of a row above."""
    edited: frozenset[str]
    """Records whose rows are not as they were written."""
    blank_after: int
    """The last row that holds anything."""
    width: int
    """The last column that holds anything."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one look at a workbook gave. Nothing has been applied."""

    base: Base
    file_hash: str
    """SHA-256 of the file that was read."""
    sheets: tuple[FoundSheet, ...] = ()
    changes: tuple[CellChange, ...] = ()
    new_rows: tuple[NewRow, ...] = ()
    refused: tuple[RefusedCell, ...] = ()
    repaired: tuple[RepairedCell, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    held: tuple[HeldColumn, ...] = ()
    later: tuple[LaterSave, ...] = ()
    notices: tuple[Notice, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Dataset -> records whose rows are gone. Told, never done: a missing row deletes nothing."""
    bases: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """Record -> its values when the workbook was made, for every record that was touched."""

    @property
    def xid(self) -> str:
        return self.base.xid

    @property
    def is_untouched(self) -> bool:
        """Nobody changed anything that a merge would have to look at."""
        return not (self.changes or self.new_rows or self.refused or self.duplicates or self.held)

    @property
    def changed_records(self) -> frozenset[str]:
        return frozenset(change.record for change in self.changes)
