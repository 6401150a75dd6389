"""Functions that SQL over the dataset views may call beside the engine's own, alike in every database."""

from __future__ import annotations

from datetime import date


def years_between(earlier: object, later: object) -> int | None:
    """Return full years from one ISO date to another, as ages are counted; None unless both are whole dates.

    Who was born on 29 February grows older on 1 March in common years.
    """
    try:
        start, end = date.fromisoformat(str(earlier)[:10]), date.fromisoformat(str(later)[:10])
    except ValueError:
        return None
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))
