"""Where one report says something else than an earlier one of the same name, and who came in and went out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.frozen import Frozen
from reports.output.table import Cell
from reports.report import Behind, Kind


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that counts others than before. It may be as large as before: one in, one out."""

    row: str
    column: str
    cell: Behind
    before: Cell
    after: Cell
    came: frozenset[str]
    went: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reports side by side."""

    differences: Sequence[Difference]
    only_now: int
    """Numbers that the earlier report did not have: another area or class, or the report counts otherwise now."""
    only_then: int


def compare(then: Frozen, now: Frozen, language: str) -> Compared:
    """Return every number that stands on other records than in the earlier report, in the order of the later one."""
    before, after = _numbers(then, language), _numbers(now, language)
    found: list[Difference] = []
    for cell, (row, column, value) in after.items():
        if cell not in before:
            continue
        was, now_is = then.behind(cell), now.behind(cell)
        if was != now_is or before[cell][2] != value:
            difference = Difference(
                row, column, cell, before[cell][2], value, frozenset(now_is - was), frozenset(was - now_is)
            )
            found.append(difference)
    return Compared(found, len(after.keys() - before.keys()), len(before.keys() - after.keys()))


def _numbers(frozen: Frozen, language: str) -> dict[Behind, tuple[str, str, Cell]]:
    """Return what each number is called, and the number. One that stands twice on the page is told once."""
    page = frozen.page(language)
    if page.whole is not None:
        return {page.whole: (page.scope, page.title, len(page.rows))}
    found: dict[Behind, tuple[str, str, Cell]] = {}
    for row in page.rows:
        for column, cell, value in zip(page.columns, row.behind, row.cells, strict=False):
            if cell is not None and column.kind is not Kind.SHARE:
                label = f"{column.under} {column.label}".strip()
                found.setdefault(cell, (str(row.cells[0] or ""), label, value))
    return found
