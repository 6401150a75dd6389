"""What pyxform says of a workbook, as problems at cells; and copies in which those cells no longer stand in the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from forms.problems import FormProblem

ROW = re.compile(r"\[row\s*:\s*(\d+)\]\s*")
SHEET = re.compile(r"[Oo]n the '(\w+)' sheet")
VALUE = re.compile(r"the '([^']+)' value")
COLUMN = re.compile(r"\bcolumn '([^']+)'|'([^']+)' column", re.IGNORECASE)
NEXT_ROW = re.compile(r"\n+(?=\[row)")
UNKNOWN_TYPE = re.compile(r"Unknown question type '(.*)'\.", re.DOTALL)
NO_LABEL = re.compile(r"The survey element named '(.*)' has no label or hint\.", re.DOTALL)
NO_LIST = re.compile(r"List name not in (?:external )?choices sheet: (\S+)")
PLACE = re.compile(r"On the '\w+' sheet, the '[^']+' value( '[^']*')? is invalid\.\s*")
READ_MORE = re.compile(r"\s*Learn more: \S+")

MENDS = (
    ("Could not find the name", "Write the name as it stands in the column name, or add the question."),
    ("must be unique within", "Give one of the two another name."),
    ("Choice names must be unique", "Give one of the two choices another name."),
    ("Names must begin with a letter", "Use letters, digits, _ and - and begin with a letter."),
    ("with no name", "Write a name into the column name."),
    ("must have a name", "Write a name into the column name."),
    ("with no type", "Write a type into the column type, for example text."),
    ("has no label or hint", "Write what is asked into the column label."),
    ("Unknown question type", "Use a type of XLSForm: text, integer, date, select_one list …"),
    ("List name not in", "Add the list to the sheet choices, or write its name as it stands there."),
    ("No matching 'end", "Add the row that ends it."),
    ("No matching 'begin", "Take this row out, or add the row that begins it."),
    ("must not be 'name' or 'label'", "Call it otherwise, full_name for example."),
    ("There should be a choices sheet", "Add a sheet choices with the columns list_name, name and label."),
    ("Invalid headers provided", "Choose a questionnaire: its sheet survey has the columns type, name and label."),
    ("sheet named 'survey'", "Call the sheet with the questions survey."),
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A problem, and the cells that must not stand there for the conversion to go on."""

    problem: FormProblem
    cells: tuple[tuple[str, int, str, str], ...] = ()
    """(sheet, row, column, what to write there so that it no longer stands in the way)."""


def problem_of(text: str) -> FormProblem:
    """Return a message of pyxform's with the place that it names."""
    row, sheet = ROW.search(text), SHEET.search(text)
    column = VALUE.search(text) or COLUMN.search(text)
    what = PLACE.sub("", READ_MORE.sub("", ROW.sub("", text))).strip()
    return FormProblem(
        what=what,
        mend=next((mend for part, mend in MENDS if part in what), ""),
        sheet=sheet[1].lower() if sheet else ("survey" if row else ""),
        row=int(row[1]) if row else 0,
        column=next((group for group in column.groups() if group), "") if column else "",
    )


def slips_in(text: str, sheets: dict[str, Any]) -> list[Slip]:
    """Return what a message of pyxform's says, one slip for each row that it is about."""
    return [slip for part in NEXT_ROW.split(text) for slip in _slips(part, sheets)]


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
        wanted = (column.lower(), f"{column.lower()}::")
        alike = [each for each in (*cells, *headings) if each.strip().lower().startswith(wanted)]
        name = next((each for each in alike if each.strip().lower() == wanted[0]), next(iter(alike), column))
        if cells.get(name, "") != text:
            changed = True
        if text:
            cells[name] = text
        else:
            cells.pop(name, None)
        copy[sheet] = rows
    return copy if changed else None


def _slips(text: str, sheets: dict[str, Any]) -> list[Slip]:
    problem = problem_of(text)
    if match := UNKNOWN_TYPE.search(text):
        return _at_rows(problem, sheets, "type", match[1], "type", "text")
    if match := NO_LABEL.search(text):
        return _at_rows(problem, sheets, "name", match[1], "label", "-")
    row, stand_in = problem.row, f"row_{problem.row}_"
    if not row:
        return [Slip(problem)]
    if NO_LIST.search(text):
        return [Slip(replace(problem, column="type"), (("survey", row, "type", "text"),))]
    if "with no type" in text:
        return [Slip(replace(problem, column="type"), (("survey", row, "type", "text"),))]
    if problem.column == "name" or "with no name" in text:
        return [Slip(replace(problem, column="name"), ((problem.sheet, row, "name", stand_in),))]
    if problem.column == "type":
        return [Slip(problem, (("survey", row, "type", "text"),))]
    stand_in = "-" if problem.column.partition("::")[0] == "label" else ""
    return [Slip(problem, ((problem.sheet, row, problem.column, stand_in),) if problem.column else ())]


def _at_rows(
    problem: FormProblem, sheets: dict[str, Any], column: str, cell: str, mend_column: str, mend: str
) -> list[Slip]:
    """Return the problem for each row of the survey that has that cell."""
    rows: Sequence[dict[str, str]] = sheets.get("survey") or ()
    found: list[Slip] = []
    for number, row in enumerate(rows, start=2):
        if any(key.strip().lower() == column and str(text).strip() == cell for key, text in row.items()):
            there = replace(problem, sheet="survey", row=number, column=mend_column)
            found.append(Slip(there, (("survey", number, mend_column, mend),)))
    return found or [Slip(problem)]
