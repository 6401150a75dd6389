"""Calculated values of kept records: after a merge they are computed anew, never taken from anybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forms.definition import Form
from forms.expression import Environment
from forms.rows import Row, instance_from_rows, rows_of

Recalculate = Callable[[Sequence[Row]], list[Row]]


def recalculator(form: Form, environment: Environment) -> Recalculate:
    """Return what recomputes one family of records: the root's row and the rows of its repeats.

    The rows come back with every calculated field filled in and what is not relevant blank; a row of a dataset that
    the form does not ask is left out.
    """

    def recalculate(rows: Sequence[Row]) -> list[Row]:
        return rows_of(instance_from_rows(form, rows, environment))

    return recalculate
