"""Instalments: what is due when, which of it is paid, and what is owed after each. In fen, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sync.store.functions import months_after


@dataclass(frozen=True, slots=True)
class Instalment:
    number: int
    day: str
    due: int
    paid: int = 0
    owed: int = 0
    """Of the whole, after what was paid up to this one."""


def instalments(amount: int, begins: str, months: int, monthly: bool, paid: int = 0) -> Sequence[Instalment]:
    """Return what is due, with what was paid put to the earliest first.

    Monthly instalments are alike but for the last, which has what does not divide.
    """
    count = max(months, 1) if monthly else 1
    each = amount // count
    found: list[Instalment] = []
    left, owed = paid, amount
    for number in range(1, count + 1):
        due = each if number < count else amount - each * (count - 1)
        put = min(max(left, 0), due)
        left, owed = left - put, owed - put
        day = months_after(begins, number if monthly else months) or ""
        found.append(Instalment(number, day, due, put, owed))
    return found
