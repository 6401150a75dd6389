"""What is not wrong with a form but will surprise its author: in other programs, in Excel, or half a year later."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from forms.clients import (
    NEW_ENTITIES,
    Client,
    Effect,
    Limit,
    Part,
    is_readable_in_collect,
    limits_of,
)
from forms.datasets import labels_of
from forms.definition import Form, Node, Words
from forms.expression import Expression
from forms.expression.references import parts_of
from forms.expression.syntax import Call, Path
from forms.external_choices import FILE, SOURCE
from forms.external_choices import TYPE as EXTERNAL_TYPE
from forms.javarosa import refused_by_javarosa
from forms.xlsform import Sheets, rows_by_path

LONGEST_NAME = 63
"""Bytes of a column's name in PostgreSQL."""
SELECT = re.compile(r"(?:select_one|select_multiple|select one|select multiple|rank|add select .*? from)\s+(\S+)")
FROM_FILE = re.compile(r"_from_file\b|_external\b")
LOOKED_UP = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]")
EXCEL_CODE = re.compile(
    r"\d{16,}|\d+[eE]\d+|\d{1,4}[-/]\d{1,2}([-/]\d{1,4})?|true|false"
    r"|(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[-_. ]?\d{1,4}",
    re.IGNORECASE,
)
"""What Excel makes a number, a date or a truth value of as soon as somebody types or opens it there."""
GRID_WIDTH = re.compile(r"w([1-9]|1[0-2])")
"""Twelfths of a line in Enketo's grid theme."""
LAST_SAVED = "last-saved"
NOT_KEPT = ("phonenumber", "email")
"""What a phone knows of who holds it, and nobody tells a laptop."""
SENDING = ("submission_url", "auto_send", "auto_delete")
"""Settings about sending: here somebody carries the records or exports them."""
PUBLIC_KEY = "base64RsaPublicKey="


@dataclass(frozen=True, slots=True)
class FormWarning:
    """One thing that its author should know. `rule` names the sentence, `facts` fill it in."""

    rule: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    client: Client | None = None
    effect: Effect | None = None
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    rows: tuple[int, ...] = ()
    """Further rows of the sheet of which the same is true."""


Cells = Mapping[str, str]


def warnings_in(form: Form, sheets: Sheets | None = None) -> list[FormWarning]:
    """Return all of them, in the order of the sheet; the sheets tell rows and what the form no longer shows."""
    survey = _rows((sheets or {}).get("survey"))
    places = rows_by_path((sheets or {}).get("survey") or ())
    found: list[FormWarning] = []
    found += _in_cells(survey)
    found += _in_settings(_rows((sheets or {}).get("settings")), form)
    if sheets is not None:
        found += _in_lists(survey, _rows(sheets.get("choices")), (sheets or {}).get("external_choices"))
    else:
        found += _in_controls(form)
    found += _done_otherwise(form, places)
    found += _in_names(form, places)
    found += _in_rules(form, places)
    return sorted(_gathered(found), key=lambda each: (each.client is not None, each.sheet != "survey", each.row))


def _rows(sheet: Sequence[Mapping[str, Any]] | None) -> list[Cells]:
    return [{key.strip().lower(): str(cell).strip() for key, cell in row.items()} for row in sheet or ()]


# ------------------------------------------------------------------ the cells of the survey


def _in_cells(survey: Sequence[Cells]) -> Iterator[FormWarning]:
    for number, cells in enumerate(survey, start=2):
        if cells.get("disabled", "").lower() in ("yes", "true"):
            continue
        kind = cells.get("type", "").partition(" ")[0]
        yield from _limited(limits_of(Part.TYPE, kind), number, "type", kind)
        if EXTERNAL_TYPE.fullmatch(cells.get("type", "")):
            facts = {"name": cells["type"].rpartition(" ")[2]}
            yield FormWarning("external_choices", "survey", number, "type", facts=facts)
        if kind == "audit" and "location-" in cells.get("parameters", ""):
            yield FormWarning("audit_location", "survey", number, "parameters")
        for word in _appearances(cells):
            yield from _limited(limits_of(Part.APPEARANCE, word), number, "appearance", word)
            if GRID_WIDTH.fullmatch(word):
                yield FormWarning("other_layout", "survey", number, "appearance", facts={"name": word})
        for column, cell in cells.items():
            plain = column if column.startswith("bind::") else column.partition("::")[0]
            if cell and (limits := limits_of(Part.COLUMN, plain) or limits_of(Part.COLUMN, column)):
                yield from _limited(limits, number, column, column)


def _appearances(cells: Cells) -> list[str]:
    text = cells.get("appearance", "") or cells.get("control::appearance", "") or cells.get("body::appearance", "")
    # What stands in the brackets of search('…') is no appearance.
    return re.sub(r"\(.*\)", "(", text).split()


def _in_controls(form: Form) -> Iterator[FormWarning]:
    """The same for an XForm, which has no rows."""
    for node in form.order:
        for word in (node.control, *sorted(node.appearance)):
            part = Part.TYPE if word == node.control else Part.APPEARANCE
            for limit in limits_of(part, word):
                yield _limit_warning(limit, "", 0, "", f"{word} ({node.path})")


def _limited(limits: Sequence[Limit], row: int, column: str, name: str, sheet: str = "survey") -> Iterator[FormWarning]:
    for limit in limits:
        yield _limit_warning(limit, sheet, row, column, name)


def _limit_warning(limit: Limit, sheet: str, row: int, column: str, name: str) -> FormWarning:
    return FormWarning(f"client_{limit.part}", sheet, row, column, limit.client, limit.effect, {"name": name})


def _in_settings(settings: Sequence[Cells], form: Form) -> Iterator[FormWarning]:
    if PUBLIC_KEY in form.source:
        yield FormWarning("public_key", "settings", 2 if settings else 0, "public_key" if settings else "")
    for name, cell in settings[0].items() if settings else ():
        if cell and name in SENDING:
            yield FormWarning("sending", "settings", 2, name, facts={"name": name})
        if cell:
            yield from _limited(limits_of(Part.SETTING, name), 2, name, name, "settings")
        if cell and name == "style":
            yield FormWarning("other_layout", "settings", 2, name, facts={"name": cell})
    if form.entities_version.startswith(NEW_ENTITIES):
        facts = {"name": form.entities_version}
        yield FormWarning("client_entities", "entities", 0, "", Client.WEB_FORMS, Effect.STOPS, facts)


# ------------------------------------------------------------------ what a laptop does otherwise than a phone


def _done_otherwise(form: Form, places: Mapping[str, int]) -> Iterator[FormWarning]:
    for node in form.root.walk():
        facts, row = {"name": node.name}, _row_of(node, places)
        if node.recorded:
            yield FormWarning(f"recorded_{node.recorded}", "survey", row, "type", facts=facts)
        if node.preload[0] == "property" and node.preload[1] in NOT_KEPT:
            yield FormWarning("property_not_kept", "survey", row, "type", facts=facts)
        if node.parameters.get("mediatype", "").startswith("osm/"):
            yield FormWarning("osm", "survey", row, "type", facts=facts)
    if form.files.get(FILE) == SOURCE:
        yield FormWarning("external_file", facts={"name": f"{FILE}.csv"})


# ------------------------------------------------------------------ lists of choices


def _in_lists(survey: Sequence[Cells], choices: Sequence[Cells], external: object) -> Iterator[FormWarning]:
    used: set[str] = set()
    for cells in survey:
        if match := SELECT.match(cells.get("type", "")):
            used.add(match[1])
        for cell in cells.values():
            used.update(LOOKED_UP.findall(cell))
        if "loop over " in cells.get("type", ""):
            used.add(cells["type"].rpartition(" ")[2])
    seen: Counter[tuple[str, str]] = Counter()
    unused: set[str] = set()
    for number, cells in enumerate(choices, start=2):
        name, code = cells.get("list_name") or cells.get("list name") or "", cells.get("name") or cells.get("value", "")
        if not name:
            continue
        if name not in used and name not in unused:
            unused.add(name)
            yield FormWarning("list_unused", "choices", number, "list_name", facts={"name": name})
        seen[name, code] += 1
        if seen[name, code] == 2:
            yield FormWarning("code_twice", "choices", number, "name", facts={"name": code, "list": name})
        if EXCEL_CODE.fullmatch(code):
            yield FormWarning("excel_code", "choices", number, "name", facts={"name": code})
        for column in _blank_translations(cells, choices):
            language = column.partition("::")[2]
            yield FormWarning("no_choice_label_in", "choices", number, column, facts={"name": language})


def _blank_translations(cells: Cells, rows: Sequence[Cells]) -> list[str]:
    columns = {column for row in rows for column in row if column.startswith("label::")}
    given = [column for column in columns if cells.get(column)]
    return sorted(columns.difference(given)) if given else []


# ------------------------------------------------------------------ names


def _in_names(form: Form, places: Mapping[str, int]) -> Iterator[FormWarning]:
    nodes = [node for node in form.root.walk() if node is not form.root and not _is_meta(node)]
    by_folded: dict[tuple[Node | None, str], str] = {}
    for node in nodes:
        row = _row_of(node, places)
        if not is_readable_in_collect(node.name):
            facts = {"name": node.name}
            yield FormWarning("client_names", "survey", row, "name", Client.COLLECT, Effect.STOPS, facts)
        known = by_folded.setdefault((_container(node), node.name.casefold()), node.name)
        if known != node.name:
            yield FormWarning("case_names", "survey", row, "name", facts={"name": node.name, "other": known})
        name = node.save_to or node.path.removeprefix(f"{form.root.path}/")
        if len(name.encode()) > LONGEST_NAME:
            yield FormWarning(
                "long_name", "survey", row, "name", facts={"name": name, "bytes": str(len(name.encode()))}
            )
        if EXCEL_CODE.fullmatch(node.name):
            yield FormWarning("excel_name", "survey", row, "name", facts={"name": node.name})
        yield from _languages(form, node, row)


def _languages(form: Form, node: Node, row: int) -> Iterator[FormWarning]:
    """A translation that is missing shows as a dash; there is no other language that would step in."""
    if not node.control and not node.label.itext:
        return
    for column, words in (("label", node.label), ("constraint_message", node.constraint_words)):
        given = labels_of(form, words) if words.itext else {}
        known = {language: text for language, text in given.items() if text and text != "-"}
        for language in form.languages:
            if known and language not in known:
                yield FormWarning("no_label_in", "survey", row, f"{column}::{language}", facts={"name": language})


def _is_meta(node: Node) -> bool:
    return any(part.name in ("meta", "orx:meta") for part in _above(node))


def _above(node: Node) -> list[Node]:
    found: list[Node] = []
    here: Node | None = node
    while here is not None:
        found.append(here)
        here = here.parent
    return found


def _container(node: Node) -> Node | None:
    return next((each for each in _above(node)[1:] if each.is_repeat), None)


def _row_of(node: Node, places: Mapping[str, int]) -> int:
    """Return the row of a question; what the converter has added belongs to the row of its group."""
    for each in _above(node):
        inner = each.path.partition("/")[2].partition("/")[2]
        if inner in places:
            return places[inner]
    return 0


# ------------------------------------------------------------------ rules


def _in_rules(form: Form, places: Mapping[str, int]) -> Iterator[FormWarning]:
    # A question that is filled in beforehand may well be looked at before it is asked.
    asked = [node for node in form.order if not (node.default or node.is_set or node.calculate)]
    order = {node.path: number for number, node in enumerate(form.order) if node in asked or not node.is_leaf}
    for node in form.root.walk():
        row = _row_of(node, places)
        for column, expression in _rules(node):
            yield from _for_collect(expression, row, column)
            if column in ("relevant", "required", "constraint", "read_only", "choice_filter") and node.control:
                yield from _later(expression, node, order, row, column)
        if node.constraint is not None and node.constraint_words == Words():
            yield FormWarning("no_message", "survey", row, "constraint_message", facts={"name": node.name})
    if any(LAST_SAVED in file for file in form.files.values()):
        facts = {"name": "${last-saved#…}"}
        yield FormWarning("client_last_saved", "survey", 0, "", Client.WEB_FORMS, Effect.BLANK, facts)


def _rules(node: Node) -> Iterator[tuple[str, Expression]]:
    rules = {
        "relevant": node.relevant,
        "required": node.required,
        "read_only": node.readonly,
        "constraint": node.constraint,
        "calculation": node.calculate,
        "repeat_count": node.count,
        "choice_filter": node.choices.items if node.choices else None,
    }
    yield from ((column, expression) for column, expression in rules.items() if expression is not None)
    yield from (("default", each.value) for each in (*node.triggers, *node.new_repeat) if each.value is not None)


def _for_collect(expression: Expression, row: int, column: str) -> Iterator[FormWarning]:
    for name in sorted(expression.functions):
        yield from _limited(limits_of(Part.FUNCTION, name), row, column, f"{name}()")
    for construct in sorted(refused_by_javarosa(expression)):
        facts = {"name": construct}
        yield FormWarning("client_axis", "survey", row, column, Client.COLLECT, Effect.STOPS, facts)


def _later(
    expression: Expression, node: Node, order: Mapping[str, int], row: int, column: str
) -> Iterator[FormWarning]:
    here = order.get(node.path, -1)
    for path in _questions(expression, node):
        if order.get(path, -1) > here:
            facts = {"name": path.rpartition("/")[2]}
            yield FormWarning("later_reference", "survey", row, column, facts=facts)


def _questions(expression: Expression, node: Node) -> set[str]:
    """Return the paths of the questions that an expression names, without positions."""
    found: set[str] = set()
    for part in parts_of(expression.tree):
        is_here = isinstance(part, Path) and isinstance(part.start, Call) and part.start.name == "current"
        if isinstance(part, Path) and (part.start is None or is_here):
            path = "" if part.absolute else node.path
            for step in part.steps:
                if step.axis == "parent":
                    path = path.rpartition("/")[0]
                elif step.axis == "child":
                    path += f"/{step.test}"
            found.add(path)
    return found


def _gathered(found: Sequence[FormWarning]) -> list[FormWarning]:
    """Tell what is true of many rows once, at the first of them."""
    first: dict[tuple[Any, ...], FormWarning] = {}
    rows: dict[tuple[Any, ...], list[int]] = {}
    for each in found:
        by_name = each.rule not in ("client_names", "no_label_in", "no_choice_label_in", "excel_code")
        name = each.facts.get("name", "") if by_name or "label" in each.rule else ""
        key = (each.rule, each.sheet, each.column, each.client, name)
        first.setdefault(key, each)
        rows.setdefault(key, []).append(each.row)
    return [
        FormWarning(
            one.rule,
            one.sheet,
            one.row,
            one.column,
            one.client,
            one.effect,
            one.facts,
            tuple(sorted({*rows[key]} - {one.row})),
        )
        for key, one in first.items()
    ]
