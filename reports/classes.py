"""Into which classes records fall: the choices of a question, or bands of a number, each with its condition."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from forms.areas import in_language
from forms.datasets import Dataset
from forms.pack_reports import Split
from forms.sql_condition import quoted
from reports.output.table import Cell
from reports.report import Say

MULTIPLE = ("select_multiple", "rank")


@dataclass(frozen=True, slots=True)
class Class:
    label: str
    where: str


def classes_of(split: Split, dataset: Dataset, language: str, say: Say) -> list[Class]:
    """Return the classes in the author's order, last the records that fall into none."""
    if split.by:
        asked = dataset.field(split.by)
        assert asked is not None, "checked when the pack was loaded"
        column = quoted(split.by)
        if asked.kind in MULTIPLE:
            chosen = [
                Class(in_language(words, language, code), f"(' ' || {column} || ' ') LIKE {text(f'% {code} %')}")
                for code, words in asked.choices.items()
            ]
        else:
            chosen = [
                Class(in_language(words, language, code), f"{column} = {text(code)}")
                for code, words in asked.choices.items()
            ]
        return [*chosen, Class(say("report.no_answer"), f"({column} IS NULL OR {column} = '')")]
    edges = split.bands
    number = f"({split.of})"
    bands = [Class(f"{low}-{high - 1}", f"{number} >= {low} AND {number} < {high}") for low, high in pairwise(edges)]
    return [*bands, Class(say("report.and_over", edge=edges[-1]), f"{number} >= {edges[-1]}")]


def value_of(split: Split) -> str:
    """Return the SQL of what is sorted into the classes."""
    return quoted(split.by) if split.by else f"({split.of})"


def places_of(split: Split, dataset: Dataset, value: Cell) -> tuple[int, ...]:
    """Return the places, among the classes, of those that a value falls into: none, one, or several answers' each."""
    if split.of:
        at = bisect_right(split.bands, value) - 1 if isinstance(value, (int, float)) else -1
        return (at,) if at >= 0 else ()
    asked = dataset.field(split.by)
    codes = list(asked.choices) if asked else []
    if value is None or value == "":
        return (len(codes),)
    chosen = str(value).split() if is_multiple(split, dataset) else [str(value)]
    return tuple(codes.index(code) for code in dict.fromkeys(chosen) if code in codes)


def is_multiple(split: Split, dataset: Dataset) -> bool:
    """Return whether one record can fall into several classes, so that their sum exceeds the records."""
    asked = dataset.field(split.by) if split.by else None
    return asked is not None and asked.kind in MULTIPLE


def title_of(split: Split, dataset: Dataset, language: str) -> str:
    asked = dataset.field(split.by) if split.by else None
    return in_language(split.labels or (asked.labels if asked else {}), language, split.by)


def text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"
