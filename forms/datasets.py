"""Datasets: one kind of record = one table = one sheet, whichever forms write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a dataset, named by `save_to` or by its path inside the dataset."""

    name: str
    kind: str
    """text, integer, decimal, date, time, datetime, select_one, select_multiple, rank, geopoint, file …"""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Language as the form names it (`中文 (zh)`, "" where the form has one only) -> label."""
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Code -> language -> label, in the author's order; empty where choices come from elsewhere."""
    calculated: bool = False
    """Derived from other fields, never in a commit, recomputed wherever the record is read."""
    path: str = ""
    """Where a form asks it: `/data/person/full_name`, without positions."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of record. `parent` is the dataset whose record holds it, "" at the top."""

    name: str
    fields: tuple[Field, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    parent: str = ""
    label_field: str = ""
    """The field shown where one record must be named in a list."""

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)
