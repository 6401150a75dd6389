"""Make the XLSForm files of a pack pleasant to open: code lists filled in, frozen headers, widths, text cells.

    python tools/dress_xlsform.py forms/packs/reemployment_4050

The .xlsx files stay the source of truth for what is asked; only the `choices` sheets are written from `lists/*.csv`,
so that a code list is corrected in one place. Run it after editing a form or a list; running it twice changes nothing.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = {
    "type": 30,
    "name": 20,
    "label": 34,
    "hint": 34,
    "constraint_message": 40,
    "required_message": 30,
    "relevant": 36,
    "constraint": 36,
    "calculation": 44,
    "default": 16,
    "trigger": 24,
    "list_name": 20,
}
"""Column widths in characters, by the part of the heading before `::`; 14 for any other."""

HEADING = PatternFill("solid", fgColor="0B5CAD")
BEGIN = PatternFill("solid", fgColor="DCEBFA")
CALCULATE = PatternFill("solid", fgColor="F4F6F8")
NOTE = PatternFill("solid", fgColor="FFF6DF")
PLAIN = PatternFill(fill_type=None)

FROZEN = {"survey": "C2", "choices": "C2"}
CHOICE_COLUMNS = ("list_name", "name", "label::中文 (zh)", "label::English (en)")


def dress_pack(pack: Path) -> None:
    """Fill in the code lists of every form of a pack folder and dress its sheets."""
    for form in sorted((pack / "forms").glob("*.xlsx")):
        workbook = load_workbook(form)
        fill_choices(workbook, pack / "lists")
        for sheet in workbook.worksheets:
            dress(sheet)
        workbook.active = 0
        workbook.save(form)


def fill_choices(workbook: Workbook, lists: Path) -> None:
    """Write the choices of each list that the form uses and `lists` has; a form's own lists follow untouched."""
    wanted = lists_asked_for(workbook["survey"])
    old = workbook["choices"] if "choices" in workbook.sheetnames else workbook.create_sheet("choices", 1)
    headings = [str(cell.value) for cell in old[1] if cell.value] or list(CHOICE_COLUMNS)
    kept = [
        {heading: str(cell or "") for heading, cell in zip(headings, row, strict=False)}
        for row in old.iter_rows(min_row=2, values_only=True)
        if row[0]
    ]
    rows: list[dict[str, str]] = []
    for name in wanted:
        source = lists / f"{name}.csv"
        if source.exists():
            rows += read_list(source)
        else:
            rows += [row for row in kept if row["list_name"] == name]
    old.delete_rows(1, old.max_row)
    old.append(headings)
    for row in rows:
        old.append([row.get(heading) for heading in headings])


def lists_asked_for(survey: Worksheet) -> list[str]:
    """Return the names of the choice lists of a survey sheet, in the order in which they are first asked."""
    headings = [cell.value for cell in survey[1]]
    column = headings.index("type")
    types = [str(row[column] or "").split() for row in survey.iter_rows(min_row=2, values_only=True)]
    return list(dict.fromkeys(words[1] for words in types if len(words) > 1 and words[0].startswith("select_")))


def read_list(source: Path) -> list[dict[str, str]]:
    with source.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def dress(sheet: Worksheet) -> None:
    """Freeze the heading, set widths, make every cell text, colour the rows by what they are."""
    headings = [str(cell.value or "") for cell in sheet[1]]
    sheet.freeze_panes = FROZEN.get(sheet.title, "A2")
    for number, heading in enumerate(headings, start=1):
        width = WIDTHS.get(heading.partition("::")[0], 14)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEADING
        cell.number_format = "@"
    for row in sheet.iter_rows(min_row=2):
        fill = colour_of(row[0].value) if sheet.title == "survey" else PLAIN
        for cell in row:
            dress_cell(cell, fill)


def dress_cell(cell: Cell | MergedCell, fill: PatternFill) -> None:
    cell.number_format = "@"
    cell.fill = fill
    # Long expressions stay on one line: wrapped, one ID check would fill the screen.
    wordy = isinstance(cell.value, str) and len(cell.value) < 200
    cell.alignment = Alignment(vertical="top", wrap_text=wordy)
    # A list is typed as text: 01 must not become 1, and "=..." is no formula of ours.
    if cell.value is not None and not isinstance(cell.value, str):
        cell.value = str(cell.value)
    if isinstance(cell.value, str):
        cell.data_type = "s"


def colour_of(kind: object) -> PatternFill:
    word = str(kind or "")
    if word.startswith(("begin", "end")):
        return BEGIN
    if word == "calculate":
        return CALCULATE
    return NOTE if word == "note" else PLAIN


if __name__ == "__main__":
    for folder in sys.argv[1:]:
        dress_pack(Path(folder))
