"""How long work says how far it is, and hears that it should stop."""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[int, int], None]
"""Called with (done, total). Raises Cancelled when somebody asked to stop."""


class Cancelled(Exception):
    """Somebody asked to stop. No error: nothing is said about it, and nothing has been written."""


def unwatched(done: int, total: int) -> None:
    """Report to nobody."""
