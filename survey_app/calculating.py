"""The forms' calculations as the store wants them, to be done again after every merge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from forms.datasets import Dataset, datasets_of
from forms.definition import Form
from forms.expression import Environment
from forms.recalculation import recalculator
from forms.rows import Row
from sync.store.schema import Compute, Derived, Recalculation


def recalculations(
    forms: Iterable[Form], datasets: Mapping[str, Dataset], environment: Environment
) -> list[Recalculation]:
    """Return one recalculation per form that calculates anything, or in which anything may be irrelevant."""
    found: list[Recalculation] = []
    for form in forms:
        names = list(datasets_of([form]))
        found.append(Recalculation(names[0], frozenset(names[1:]), _compute(form, datasets, environment)))
    return found


def _compute(form: Form, datasets: Mapping[str, Dataset], environment: Environment) -> Compute:
    recalculate = recalculator(form, environment)
    calculated = {name: frozenset(f.name for f in each.fields if f.calculated) for name, each in datasets.items()}

    def compute(root: Row, below: Sequence[Row]) -> dict[str, Derived]:
        given = {row.record_id: row.values for row in (root, *below)}
        return {row.record_id: _derived(row, given[row.record_id], calculated) for row in recalculate([root, *below])}

    return compute


def _derived(row: Row, given: Mapping[str, object], calculated: Mapping[str, frozenset[str]]) -> Derived:
    ours = calculated.get(row.dataset, frozenset())
    values = {name: value for name, value in row.values.items() if name in ours}
    hidden = (name for name, value in row.values.items() if value is None and given.get(name) is not None)
    return Derived(values, frozenset(name for name in hidden if name not in ours))
