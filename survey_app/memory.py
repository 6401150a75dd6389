"""How the program uses memory."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Look for circles of objects a hundred times less often than Python does by itself.

    Commits, answers and rows refer to nothing above them, so there is nothing to be found among hundred thousands of
    them, and looking costs a tenth of a merge.
    """
    gc.set_threshold(70_000, 20, 100)
