"""Whole columns changed at once: emptied, filled down, sorted alone. Such changes wait until somebody confirms them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from forms.rows import Value
from sync.workbook.edits import Bulk, CellChange, HeldColumn

CLEARED_SHARE, CLEARED_LEAST = 0.02, 3
"""More blanked cells than this share of a column, and than this number, are an accident until confirmed."""

FILLED_SHARE, FILLED_LEAST = 0.02, 50
SHUFFLED_SHARE, SHUFFLED_LEAST = 0.2, 6


def hold_accidents(
    changes: Sequence[CellChange],
    rows: Mapping[str, int],
    bases: Mapping[str, Mapping[str, Value]],
    confirmed: Collection[tuple[str, str]],
) -> tuple[list[CellChange], list[HeldColumn]]:
    """Return the changes that may go on, and the columns that wait."""
    by_column: dict[tuple[str, str], list[CellChange]] = defaultdict(list)
    for change in changes:
        by_column[change.dataset, change.field].append(change)
    held: list[HeldColumn] = []
    waiting: set[int] = set()
    for (dataset, name), column in by_column.items():
        if (dataset, name) in confirmed:
            continue
        for kind, accident in _accidents(column, rows.get(dataset, 0)):
            held.append(HeldColumn(dataset, name, kind, tuple(accident), rows.get(dataset, 0)))
            waiting |= {id(change) for change in accident}
            break
    return [change for change in changes if id(change) not in waiting], held


def _accidents(column: list[CellChange], rows: int) -> list[tuple[Bulk, list[CellChange]]]:
    found: list[tuple[Bulk, list[CellChange]]] = []
    cleared = [change for change in column if change.new is None]
    if len(cleared) > max(CLEARED_LEAST, rows * CLEARED_SHARE):
        found.append((Bulk.CLEARED, cleared))
    before, after = Counter(change.base for change in column), Counter(change.new for change in column)
    # Sorting one column alone permutes its values among the rows.
    if len(column) >= max(SHUFFLED_LEAST, rows * SHUFFLED_SHARE) and before == after:
        found.append((Bulk.SHUFFLED, column))
    value, times = max(after.items(), key=lambda item: item[1])
    filled = [change for change in column if change.new == value]
    if value is not None and times > max(FILLED_LEAST, rows * FILLED_SHARE):
        found.append((Bulk.FILLED, filled))
    return found
