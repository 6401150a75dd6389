"""The forms' calculations as the store wants them, to be done again after every merge."""

from __future__ import annotations

from collections.abc import Iterable

from forms.datasets import datasets_of
from forms.definition import Form
from forms.expression import Environment
from forms.recalculation import recalculator
from sync.store.schema import Recalculation


def recalculations(forms: Iterable[Form], environment: Environment) -> list[Recalculation]:
    """Return one recalculation per form: its root's dataset, and those of its repeats."""
    found: list[Recalculation] = []
    for form in forms:
        root, *members = datasets_of([form])
        found.append(Recalculation(root, frozenset(members), recalculator(form, environment)))
    return found
