"""What pyxform says of a workbook, as problems at cells; and copies in which those cells no longer stand in the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from forms.problems import FormProblem

ROW = re.compile(r"\[row\s*:\s*(\d+)\]\s*")
SHEET = re.compile(r"[Oo]n the '(\w+)' sheet|provided for sheet: '(\w+)'")
VALUE = re.compile(r"the '([^']+)' value")
COLUMN = re.compile(r"\bcolumn '([^']+)'|'([^']+)' column", re.IGNORECASE)
NEXT_ROW = re.compile(r"\n+(?=\[row)")
PLACE = re.compile(
    r"On the '\w+' sheet, (the '[^']+' value( '[^']*')? is invalid|the entity declaration is invalid"
    r"|one or more column names are invalid)\.\s*"
)
READ_MORE = re.compile(r"\s*Learn more: \S+")
SPACED_CHOICE = re.compile(r"Choice names with spaces .* See \[(.*)\] in \[(.*)\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OfName:
    """A message that tells a name and no row: it is about every row of the survey that has it."""

    pattern: re.Pattern[str]
    has: str
    """The column that holds what the message names."""
    column: str
    """The column that is to be mended."""
    stand_in: str | None
    """What may stand there for the conversion to go on, None where nothing may."""


@dataclass(frozen=True, slots=True)
class OfRow:
    """A message about one row that does not tell the column, or not as its author wrote it."""

    pattern: re.Pattern[str]
    column: str
    stand_in: str | None = None
    row: int = 0
    """The row where it always is, 0 for the one that the message tells or that was being read."""
    sheet: str = "survey"


OF_NAMES = (
    OfName(re.compile(r"Unknown question type '(.*)'\.", re.DOTALL), "type", "type", "text"),
    OfName(re.compile(r"element named '(.*)' has no label or hint", re.DOTALL), "name", "label", "-"),
    OfName(re.compile(r"specify an image for the survey element named (.+)\."), "name", "big-image", ""),
    OfName(re.compile(r"calculation trigger for question \$\{(.+)\}"), "name", "trigger", ""),
    OfName(re.compile(r"^Question '([^']+)' .*?'search\(\)'"), "name", "appearance", ""),
    OfName(re.compile(r"unique within a form\. The name '([^']+)'|Instance name: '([^']+)'"), "name", "name", None),
)
OF_ROWS = (
    OfRow(re.compile(r"Audits must always be named"), "name", ""),
    OfRow(re.compile(r"with no name"), "name", "row_{row}_"),
    OfRow(re.compile(r"with no type|List name not in (?:external )?choices sheet|or other' question"), "type", "text"),
    OfRow(re.compile(r"list names don't match|File name for '.*' should end"), "type", "text"),
    OfRow(re.compile(r"Unmatched '|[Ll]oop without list name|not in columns sheet"), "type"),
    OfRow(re.compile(r"Missing calculation"), "calculation", "1"),
    OfRow(re.compile(r"Choice filter not supported"), "choice_filter", ""),
    OfRow(re.compile(r"does not have a label"), "label", "'-'"),
    OfRow(re.compile(r"does not have an 'update_if'"), "update_if", "false()"),
    OfRow(re.compile(r"does not have an 'entity_id'"), "update_if", ""),
    OfRow(re.compile(r"no valid containers|variable reference to"), "list_name"),
    OfRow(re.compile(r"track-changes|identify-user|location-|randomize|seed|max-pixels|rows must"), "parameters", ""),
    OfRow(re.compile(r"for quality|incremental|Android package name|^Parameters must"), "parameters", ""),
    OfRow(re.compile(r"Cannot omit instanceID"), "omit_instanceID", "", row=2, sheet="settings"),
)
OWN_NAMES = {"dataset": "list_name"}
"""What pyxform calls a column otherwise than its author does."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A problem, and the cells that must not stand there for the conversion to go on."""

    problem: FormProblem
    cells: tuple[tuple[str, int, str, str], ...] = ()
    """(sheet, row, column, what to write there so that it no longer stands in the way)."""


def problem_of(text: str, row: int = 0) -> FormProblem:
    """Return a message of pyxform's with the place that it names; `row` is where it was reading, 0 for nowhere."""
    told, sheet = ROW.search(text), SHEET.search(text)
    column = VALUE.search(text) or COLUMN.search(text)
    what = PLACE.sub("", READ_MORE.sub("", ROW.sub("", text))).strip()
    place = next((name for name in sheet.groups() if name), "").lower() if sheet else "survey" if told else ""
    row = int(told[1]) if told else 0
    if place == "settings" or (sheet and sheet[2]):
        # Settings stand in the row below their headings; a message about headings tells no row.
        row = 2 if place == "settings" else 1
    name = next((group for group in column.groups() if group), "") if column else ""
    name = name.partition(" (")[0]
    return FormProblem(what=what, sheet=place, row=row, column=OWN_NAMES.get(name, name))


def slips_in(text: str, sheets: dict[str, Any], row: int = 0) -> list[Slip]:
    """Return what a message of pyxform's says, one slip for each row that it is about.

    `row` is the row of the survey that pyxform was reading, for messages that do not tell it; 0 for none.
    """
    return [slip for part in NEXT_ROW.split(text) for slip in _slips(part, sheets, row)]


def mended(sheets: dict[str, Any], slips: Sequence[Slip]) -> dict[str, Any] | None:
    """Return a copy in which the slips no longer stand in the way, None where that cannot be done."""
    copy = dict(sheets)
    changed = False
    for sheet, row, column, text in [cell for slip in slips for cell in slip.cells]:
        rows = [dict(each) for each in copy.get(sheet) or ()]
        if not 0 <= row - 2 < len(rows):
            continue
        cells = rows[row - 2]
        # A form in several languages has no plain column label, and the converter wants no column without a heading.
        header: list[dict[str, Any]] = copy.get(f"{sheet}_header") or []
        headings = [heading for each in header[:1] for heading in each]
        wanted = (column.lower(), f"{column.lower()}::", f"media::{column.lower()}")
        alike = [each for each in (*cells, *headings) if each.strip().lower().startswith(wanted)]
        name = next((each for each in alike if each.strip().lower() == wanted[0]), next(iter(alike), column))
        if header and name not in headings:
            copy[f"{sheet}_header"] = [{**header[0], name: None}, *header[1:]]
        if cells.get(name, "") != text:
            changed = True
        if text:
            cells[name] = text
        else:
            cells.pop(name, None)
        copy[sheet] = rows
    return copy if changed else None


def _slips(text: str, sheets: dict[str, Any], reading: int) -> list[Slip]:
    problem = problem_of(text)
    if match := SPACED_CHOICE.search(text):
        return _at_rows(problem, sheets, "choices", {"name": match[1], "list_name": match[2]}, "name", "row_{row}_")
    for rule in OF_NAMES:
        if match := rule.pattern.search(text):
            name = next(group for group in match.groups() if group is not None)
            return _at_rows(problem, sheets, "survey", {rule.has: name}, rule.column, rule.stand_in)
    for rule in OF_ROWS:
        if rule.pattern.search(text) and (row := rule.row or problem.row or reading):
            place = replace(problem, sheet=problem.sheet or rule.sheet, row=row, column=rule.column)
            return [_slip(place, rule.stand_in)]
    if problem.row < 2 or not problem.column or problem.sheet == "entities":
        # Without its entity nothing of what is saved to it would be in order.
        return [Slip(problem)]
    stand_ins = {"name": "row_{row}_", "type": "text", "label": "-"}
    return [_slip(problem, stand_ins.get(problem.column.partition("::")[0], ""))]


def _at_rows(
    problem: FormProblem, sheets: dict[str, Any], sheet: str, has: dict[str, str], column: str, stand_in: str | None
) -> list[Slip]:
    """Return the problem for each row of the sheet that has those cells."""
    rows: Sequence[dict[str, str]] = sheets.get(sheet) or ()
    found: list[Slip] = []
    for number, row in enumerate(rows, start=2):
        cells = {key.strip().lower().replace(" ", "_"): str(text).strip() for key, text in row.items()}
        if has.items() <= cells.items():
            found.append(_slip(replace(problem, sheet=sheet, row=number, column=column), stand_in))
    return found or [Slip(problem)]


def _slip(problem: FormProblem, stand_in: str | None) -> Slip:
    if stand_in is None:
        return Slip(problem)
    return Slip(problem, ((problem.sheet, problem.row, problem.column, stand_in.format(row=problem.row)),))
