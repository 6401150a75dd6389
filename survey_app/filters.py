"""Filters of an office: put together from questions, saved by name, read from words on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial

from forms.areas import in_language
from forms.datasets import Dataset, Field
from forms.pack_reports import ReportDefinition
from reports.filters import AGE, BLANK, Clause, Filter, OddValue, Operator, Shape, condition_of, definition_of
from survey_app.figures import columns_of
from survey_app.sentences import LANGUAGES, catalogue, sentence
from survey_app.workspace import Workspace
from survey_app.workspace_errors import OddFilter, UnknownChoice, UnknownQuestion

_FACT = "filters"
_WORDS = re.compile(r"(?P<field>[^=!<>~≠≥≤]+)(?P<sign>>=|<=|!=|[=~≠≥≤])(?P<values>.*)", re.DOTALL)
_SIGNS = {
    ">=": Operator.LEAST,
    "<=": Operator.MOST,
    "!=": Operator.NONE,
    "≥": Operator.LEAST,
    "≤": Operator.MOST,
    "≠": Operator.NONE,
    "=": Operator.ANY,
    "~": Operator.HOLDS,
}
_BETWEEN = re.compile(r"[,，、]")


def saved_filters(workspace: Workspace) -> list[Filter]:
    """Return the filters saved here, in the order of their names."""
    kept: Mapping[str, dict[str, object]] = workspace.store.fact(_FACT, {})
    return [_read(name, plain) for name, plain in sorted(kept.items())]


def save_filter(workspace: Workspace, asked: Filter) -> None:
    """Keep a filter under its name, in place of one of that name. Raises what asking it would raise."""
    report_of(workspace, asked)
    plain = asdict(asked)
    name = str(plain.pop("name"))
    workspace.store.keep_fact(_FACT, {**workspace.store.fact(_FACT, {}), name: plain})


def forget_filter(workspace: Workspace, name: str) -> bool:
    """Drop a saved filter; False where there is none of that name."""
    kept = dict(workspace.store.fact(_FACT, {}))
    if kept.pop(name, None) is None:
        return False
    workspace.store.keep_fact(_FACT, kept)
    return True


def report_of(workspace: Workspace, asked: Filter) -> ReportDefinition:
    """Return the report that answers a filter. Raises OddFilter, UnknownQuestion and UnknownChoice."""
    assert workspace.pack is not None, "a lone form has no reports"
    dataset = workspace.definitions.datasets.get(asked.dataset)
    if dataset is None:
        raise UnknownQuestion(asked.dataset, list(workspace.definitions.datasets))
    say = {language: partial(sentence, language) for language in LANGUAGES}
    columns = asked.columns or tuple(columns_of(workspace, dataset))
    birth = birth_of(workspace, dataset)
    try:
        return definition_of(
            replace(asked, columns=columns), workspace.definitions.datasets, workspace.pack.areas, birth, say
        )
    except OddValue as odd:
        raise OddFilter(odd.value) from odd
    except KeyError as unknown:
        raise UnknownQuestion(str(unknown.args[0]), [field.name for field in dataset.fields]) from unknown


def saved_reports(workspace: Workspace) -> list[ReportDefinition]:
    """Return the reports of the saved filters; one whose questions are asked no more is left out until they are."""
    found: list[ReportDefinition] = []
    for each in saved_filters(workspace):
        try:
            found.append(report_of(workspace, each))
        except (OddFilter, UnknownQuestion):
            continue
    return found


def birth_of(workspace: Workspace, dataset: Dataset) -> str:
    """Return the question that an age is counted from, "" where the dataset has none."""
    pack = workspace.pack
    is_person = pack is not None and dataset.name == pack.roles.person
    return pack.identity.birth if pack and is_person and dataset.field(pack.identity.birth) else ""


def clause_from(workspace: Workspace, dataset: Dataset, words: str) -> Clause:
    """Read `性别=女`, `age>=45`, `education≠70,80`, `mobile=` or `full_name~王`: names and codes, or the form's words.

    Raises OddFilter for words that are no condition, UnknownQuestion and UnknownChoice.
    """
    read = _WORDS.fullmatch(words.strip())
    if read is None:
        raise OddFilter(words)
    name = question_named(workspace, dataset, read["field"].strip())
    field = dataset.field(name)
    operator = _SIGNS[read["sign"]]
    given = [each.strip() for each in _BETWEEN.split(read["values"])]
    if operator is Operator.HOLDS:
        given = [read["values"].strip()]
    if operator in (Operator.LEAST, Operator.MOST, Operator.HOLDS) and (len(given) > 1 or not given[0]):
        raise OddFilter(words)
    clause = Clause(name, operator, tuple(_code(field, each) for each in given))
    try:
        condition_of(clause, dataset, birth_of(workspace, dataset))
    except OddValue as odd:
        raise OddFilter(words) from odd
    return clause


def question_named(workspace: Workspace, dataset: Dataset, words: str) -> str:
    """Return the name of a question, by its name or what the form calls it in any language.

    Raises UnknownQuestion.
    """
    ages = {catalogue(language)["filter.age"].casefold() for language in LANGUAGES} | {AGE}
    if words.casefold() in ages and birth_of(workspace, dataset):
        return AGE
    for field in dataset.fields:
        if words == field.name or words.casefold() in {label.casefold() for label in field.labels.values()}:
            return field.name
    raise UnknownQuestion(words, [field.name for field in dataset.fields])


def _code(field: Field | None, words: str) -> str:
    if field is None or not field.choices or words == BLANK or words in field.choices:
        return words
    for code, labels in field.choices.items():
        if words.casefold() in {label.casefold() for label in labels.values()}:
            return code
    raise UnknownChoice(words, [in_language(labels, "zh", code) for code, labels in field.choices.items()])


def _read(name: str, plain: Mapping[str, object]) -> Filter:
    def texts(key: str, within: Mapping[str, object] = plain) -> tuple[str, ...]:
        found = within.get(key)
        return tuple(map(str, found)) if isinstance(found, Sequence) else ()

    clauses: Iterable[Mapping[str, object]] = plain.get("clauses", ())  # pyright: ignore[reportAssignmentType]
    return Filter(
        dataset=str(plain["dataset"]),
        clauses=tuple(
            Clause(str(each["field"]), Operator(str(each["operator"])), texts("values", each)) for each in clauses
        ),
        areas=texts("areas"),
        shape=Shape(str(plain["shape"])),
        columns=texts("columns"),
        rows=str(plain["rows"]),
        across=str(plain["across"]),
        name=name,
    )
