"""Histories from seeds: which acts each is made of, and how one of them runs."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import survey_acts as acts
import survey_books as books
from survey_computer import Disks
from survey_history import Survey

ACTS: tuple[acts.Act, ...] = (
    *(
        acts.new,
        acts.edit,
        acts.delete,
        acts.mistake,
        acts.undelete,
        acts.delete_unseen,
        acts.merge_twin,
        acts.cross,
        acts.move,
    ),
    *(acts.circle, acts.quarrel, acts.settle, acts.close_draft, acts.close_draft),
    *(acts.export, acts.take_in, acts.take_in_part, acts.undo_at_once, acts.undo_later, acts.redo),
    *(acts.back_up, acts.restore, acts.clone, acts.clock, acts.upgrade),
    *(books.print_book, books.edit_book, books.edit_and_take_in_book, books.disarrange_book, books.take_in_book),
)
ALWAYS: tuple[acts.Act, ...] = (
    *(acts.edit, acts.edit, acts.quarrel, acts.take_in_latest, acts.settle, acts.redo, acts.restore, acts.clone),
)
CHOSEN = 14
"""A random part of all acts in each history finds more than all of them in every one."""


class Histories:
    """Runs histories one after the other in a folder that each leaves empty."""

    def __init__(self, folder: Path, new_url: Callable[[], str] | None = None) -> None:
        self._folder, self._new_url = folder, new_url

    def run(self, seed: int, steps: int) -> Counter[str]:
        """Run one history and return how often each situation was met."""
        folder = self._folder / f"history {seed}"
        folder.mkdir(parents=True)
        survey = Survey(seed, Disks(folder, self._folder / "templates", self._new_url))
        chance = Random(f"acts {seed}")
        chosen = [*chance.sample(ACTS, CHOSEN), *ALWAYS]
        every = [act for act in chosen for _ in range(chance.randint(1, 3))]
        try:
            for _ in range(steps):
                chance.choice(every)(survey, chance.choice(survey.computers))
            survey.heal_and_check()
            survey.met["steps"] += steps
            return survey.met
        finally:
            survey.close()
            shutil.rmtree(folder)
