"""Filled-in forms as rows of datasets: the only shape that leaves forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.state import Missing

Value = None | bool | int | str | Missing
"""What one field of a row holds. Integers are int; everything else keeps the text that XForms writes;
several choices are one string with single blanks. A blank is None."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of one dataset as a form holds it."""

    dataset: str
    record_id: str
    """A UUID in its 36-character form."""
    parent_id: str
    """The record that holds it, "" at the top."""
    position: int
    """1-based place among its siblings."""
    values: Mapping[str, Value]
    """Every field of the dataset that this form asks, calculated ones too; None where blank."""
