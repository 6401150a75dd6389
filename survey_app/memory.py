"""How the program uses memory."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Look for circles of objects a hundred times less often than Python does by itself.

    Commits, answers and rows refer to nothing above them, so there is nothing to be found among hundred thousands of
    them, and looking costs a tenth of a merge.
    """
    gc.set_threshold(70_000, 20, 100)


def set_apart() -> None:
    """Never look again among what stands now: modules, forms, lists. They stay as long as the program does.

    Looking through them takes longer than a person waits for an answer to appear. What was set apart before and has
    been let go of since, another workspace, is found now.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
