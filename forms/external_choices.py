"""Choices on the sheet `external_choices`, where old forms keep long lists: here a list is as quick wherever it stands.

Collect looks such a list up in a file that it is sent along (itemsets.csv); everywhere else it is a select with a
choice_filter like any other, and so it is read.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from forms.problems import FormProblem

CHOICES, EXTERNAL = "choices", "external_choices"
TYPE = re.compile(r"select[ _]one[ _]external\s+(\S+)")
LIST_NAME = ("list_name", "list name")
FILE, SOURCE = "itemsets", "jr://file-csv/itemsets.csv"
"""What Collect calls the file, and where a form would say that it lies."""
QUERY = re.compile(r"instance\(\s*(['\"])([^'\"]+)\1\s*\)/root/item")

Row = Mapping[str, str]


def in_one_sheet(sheets: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sheets with those lists among the other choices, behind them."""
    external: Sequence[Row] = sheets.get(EXTERNAL) or ()
    survey: Sequence[Row] = sheets.get("survey") or ()
    if not external or not any(TYPE.fullmatch(_cell(row, "type")) for row in survey):
        return dict(sheets)
    choices: Sequence[Row] = sheets.get(CHOICES) or ()
    taken, there = _names(choices), _names(external)
    # Two lists of one name, one on each sheet, are two lists.
    called = {name: f"{name}_{EXTERNAL}" if name in taken else name for name in there}
    columns = list(dict.fromkeys(column for row in choices for column in row))
    languages = [column for column in columns if column.lower().startswith("label::")]
    moved = [_as_choice(row, columns, languages, called) for row in external]
    joined = [*choices, *moved]
    header = {column: None for row in joined for column in row}
    asked = [_asked(row, called) for row in survey]
    return {**sheets, "survey": asked, CHOICES: joined, f"{CHOICES}_header": [header], **_NO_SHEET}


_NO_SHEET: dict[str, Any] = {EXTERNAL: None, f"{EXTERNAL}_header": None}


def where_it_stands(problem: FormProblem, sheets: Mapping[str, Any]) -> FormProblem:
    """Return a problem with the sheet and row where its author has what `in_one_sheet` moved."""
    before = len(sheets.get(CHOICES) or ())
    if not sheets.get(EXTERNAL) or problem.sheet != CHOICES or problem.row <= before + 1:
        return problem
    return replace(problem, sheet=EXTERNAL, row=problem.row - before)


def in_itemsets(query: str, known: Container[str]) -> str:
    """Return where such a question finds its choices in a form that is no workbook: in the file, unless it has them."""
    match = QUERY.search(query)
    if match is None or match[2] in known:
        return query
    return QUERY.sub(f"instance('{FILE}')/root/item[list_name='{match[2]}']", query, count=1)


def _cell(row: Row, column: str) -> str:
    return next((str(cell).strip() for name, cell in row.items() if name.strip().lower() == column), "")


def _names(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(_cell(row, LIST_NAME[0]) or _cell(row, LIST_NAME[1]) for row in rows))


def _as_choice(row: Row, columns: Sequence[str], languages: Sequence[str], called: Mapping[str, str]) -> dict[str, str]:
    list_column = next((column for column in columns if column.strip().lower() in LIST_NAME), LIST_NAME[0])
    spelled = {column.strip().lower(): column for column in columns}
    found: dict[str, str] = {}
    for column, cell in row.items():
        plain = column.strip().lower()
        if plain in LIST_NAME:
            found[list_column] = called[str(cell).strip()]
        elif plain == "label" and languages and plain not in spelled:
            # One label for all languages, where the other lists are translated.
            found.update(dict.fromkeys(languages, cell))
        else:
            found[spelled.get(plain, column)] = cell
    return found


def _asked(row: Row, called: Mapping[str, str]) -> Row:
    match = TYPE.fullmatch(_cell(row, "type"))
    if match is None:
        return row
    return {
        column: f"select_one {called.get(match[1], match[1])}" if column.strip().lower() == "type" else cell
        for column, cell in row.items()
    }
