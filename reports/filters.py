"""Questions that nobody wrote a report for: conditions put together from a form's own questions, without SQL.

A filter becomes the definition of a report like any other, so that it is shown, printed, published and opened to the
people behind its numbers in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from forms.areas import Areas, in_language
from forms.datasets import Dataset, Field
from forms.pack_reports import ReportColumn, ReportDefinition, Split
from forms.sql_condition import quoted
from reports.classes import MULTIPLE, text
from reports.report import Say, both

AGE = "@age"
"""Stands for the age on the day of the report, where the pack says which question is the birth date."""
BANDS = (0, 16, 25, 35, 40, 45, 50, 55, 60)
BLANK = ""
"""As one of several values: no answer."""
NUMBERS = ("integer", "decimal")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?")


class Operator(StrEnum):
    """How an answer is compared."""

    ANY = "any"  # is one of these
    NONE = "none"  # is none of these
    LEAST = "least"
    MOST = "most"
    HOLDS = "holds"  # these letters stand in it


class Shape(StrEnum):
    """What is made of the records that are found."""

    LIST = "list"
    AREAS = "areas"  # how many in each area, on demand by the answers to one question
    CROSS = "cross"  # two questions against each other


class OddValue(ValueError):
    """What a question is compared with and cannot be: no number, no date, no such choice."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(value)
        self.field, self.value = field, value


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition."""

    field: str
    operator: Operator
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """A question to the records of one dataset."""

    dataset: str
    clauses: tuple[Clause, ...] = ()
    areas: tuple[str, ...] = ()
    """Paths; none for everywhere."""
    shape: Shape = Shape.LIST
    columns: tuple[str, ...] = ()
    """Of a list."""
    rows: str = ""
    across: str = ""
    name: str = ""
    """As it was saved; "" while it is being put together."""


def operators_for(field: Field | None) -> tuple[Operator, ...]:
    """Return how the answers to a question can be compared; None is the age."""
    if field is None or field.kind in (*NUMBERS, "date", "time", "datetime"):
        return (Operator.LEAST, Operator.MOST, Operator.ANY, Operator.NONE)
    if field.choices:
        return (Operator.ANY, Operator.NONE)
    return (Operator.HOLDS, Operator.ANY, Operator.NONE)


def condition_of(clause: Clause, dataset: Dataset, birth: str = "") -> str:
    """Return a clause as SQL. Raises OddValue, and KeyError for a question that there is not."""
    field = _field(clause.field, dataset)
    column = f"years_between({quoted(birth)}, :as_of)" if clause.field == AGE else quoted(clause.field)
    for value in clause.values:
        _check(clause.field, field, value)
    literals = [_literal(field, value) for value in clause.values if value != BLANK]
    match clause.operator:
        case Operator.LEAST:
            return f"{column} >= {literals[0]}"
        case Operator.MOST:
            return f"{column} <= {literals[0]}"
        case Operator.HOLDS:
            # LIKE would take % and _ for more than themselves.
            return f"length(replace({column}, {literals[0]}, '')) < length({column})"
        case _:
            found = _any(column, field, literals, BLANK in clause.values)
            return found if clause.operator is Operator.ANY else f"NOT COALESCE({found}, FALSE)"


def splittable(field: Field) -> bool:
    """Whether a question has classes that records can be counted by."""
    return bool(field.choices)


def definition_of(
    asked: Filter, datasets: Mapping[str, Dataset], areas: Areas, birth: str, say: Mapping[str, Say]
) -> ReportDefinition:
    """Return the report that answers a filter, told in each of the languages of `say`.

    Raises OddValue, and KeyError for a dataset or question that there is not.
    """
    dataset = datasets[asked.dataset]
    where = both(*(condition_of(each, dataset, birth) for each in asked.clauses), _in_areas(asked.areas))
    words = {language: in_words(asked, dataset, areas, language, speak) for language, speak in say.items()}
    titles = {language: asked.name or speak("filter.unnamed") for language, speak in say.items()}
    counted = ReportColumn(labels={language: speak("filter.number") for language, speak in say.items()}, name="all")
    made = ReportDefinition(
        name=asked.name,
        kind="roster",
        titles=titles,
        dataset=asked.dataset,
        says=words,
        where=where,
        columns=tuple(ReportColumn(labels={}, field=name) for name in asked.columns if dataset.field(name)),
    )
    if asked.shape is Shape.CROSS:
        return replace(made, kind="cross", rows=_split(asked.rows, birth, say), across=_split(asked.across, birth, say))
    if asked.shape is Shape.AREAS:
        split = [ReportColumn(labels={}, split=_split(asked.across, birth, say))] if asked.across else []
        return replace(made, kind="distribution", columns=(counted, *split))
    return made


def in_words(asked: Filter, dataset: Dataset, areas: Areas, language: str, say: Say) -> str:
    """Return a filter as people say it: which records are included."""
    parts: list[str] = []
    for clause in asked.clauses:
        field = dataset.field(clause.field)
        label = in_language(field.labels, language, clause.field) if field else say("filter.age")
        values = say("filter.or").join(_word(field, value, language, say) for value in clause.values)
        parts.append(say(f"filter.{clause.operator}", label=label, values=values))
    if asked.areas:
        names = (areas.name(path.rpartition("/")[2], language) for path in asked.areas)
        parts.append(say("filter.in_areas", areas=say("filter.and").join(names)))
    return say("filter.included", conditions=say("filter.and_also").join(parts)) if parts else say("filter.everybody")


def _field(name: str, dataset: Dataset) -> Field | None:
    field = dataset.field(name)
    if field is None and name != AGE:
        raise KeyError(name)
    return field


def _check(name: str, field: Field | None, value: str) -> None:
    if value == BLANK:
        return
    is_odd = False
    if field is None or field.kind in NUMBERS:
        is_odd = not _NUMBER.fullmatch(value)
    elif field.choices:
        is_odd = value not in field.choices
    elif field.kind == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            is_odd = True
    if is_odd:
        raise OddValue(name, value)


def _literal(field: Field | None, value: str) -> str:
    return value if field is None or (field.kind in NUMBERS and not field.choices) else text(value)


def _any(column: str, field: Field | None, literals: Sequence[str], or_blank: bool) -> str:
    parts: list[str] = []
    if field is not None and field.kind in MULTIPLE:
        parts += [f"(' ' || {column} || ' ') LIKE {text('% ' + literal[1:-1] + ' %')}" for literal in literals]
    elif literals:
        parts.append(f"{column} IN ({', '.join(literals)})")
    if or_blank:
        is_text = field is not None and field.kind not in (*NUMBERS, "date", "time", "datetime")
        parts.append(f"{column} IS NULL" + (f" OR {column} = ''" if is_text else ""))
    return f"({' OR '.join(parts) or 'FALSE'})"


def _in_areas(paths: Iterable[str]) -> str:
    return " OR ".join(f"area = {text(path)} OR area LIKE {text(path + '/%')}" for path in paths)


def _split(name: str, birth: str, say: Mapping[str, Say]) -> Split:
    if name == AGE:
        labels = {language: speak("filter.age") for language, speak in say.items()}
        return Split(of=f"years_between({quoted(birth)}, :as_of)", bands=BANDS, labels=labels)
    return Split(by=name)


def _word(field: Field | None, value: str, language: str, say: Say) -> str:
    if value == BLANK:
        return say("report.no_answer")
    return in_language(field.choices.get(value, {}), language, value) if field and field.choices else value
