"""What is printed of a register: its list or a part of it, with sums, or the instalments in it. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms.pack_settings import Texts

AREA = "area"
"""A column that every record has: the name of the area it lies in."""


@dataclass(frozen=True, slots=True)
class ListedColumn:
    """One column of a register, as it is printed."""

    label: Texts = field(default_factory=dict[str, str])
    field: str = ""
    money: str = ""
    """yuan: with two decimals; wan: in ten thousands of yuan, as many decimals as it needs."""
    total: bool = False
    """Its sum stands in the last row."""


@dataclass(frozen=True, slots=True)
class InstalmentsOf:
    """What the instalments of a record follow from: expressions over it."""

    amount: str
    """In fen."""
    paid: str
    """In fen."""
    begins: str
    months: str
    monthly: str
    """Whether it is repaid monthly; otherwise in one sum at the end."""


@dataclass(frozen=True, slots=True)
class RegisterTable:
    register: str
    columns: tuple[ListedColumn, ...]
    filter: str = ""
    order: tuple[str, ...] = ()
    add_up: tuple[str, ...] = ()
    """Columns: the first is the sum of the others, in every row."""
    instalments: InstalmentsOf | None = None
