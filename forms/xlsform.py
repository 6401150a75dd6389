"""An XLSForm workbook into a Form: pyxform makes the XForm, we read it, and problems point at the author's cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from forms.definition import Form
from forms.problems import FormProblem, FormRefused
from forms.xform import form_from_xml

ROW = re.compile(r"\[row\s*:\s*(\d+)\]\s*")
SHEET = re.compile(r"\b(?:on the|in the) '?(survey|choices|settings|entities|external_choices)'? sheet", re.IGNORECASE)
COLUMN = re.compile(r"\bcolumn '([^']+)'|'([^']+)' column", re.IGNORECASE)
BEGIN = re.compile(r"begin[ _](group|repeat|loop)", re.IGNORECASE)
END = re.compile(r"end[ _](group|repeat|loop)", re.IGNORECASE)


def form_from_xlsx(path: Path) -> Form:
    """Return the form in an .xlsx or .xls file. Raises FormRefused with the problems, each at its sheet and row."""
    try:
        return form_from_xml(xform_of(path), places_in(path))
    except FormRefused as refused:
        raise FormRefused(refused.problems, path.name) from refused


def load_form(path: Path) -> Form:
    """Return the form in a file, XLSForm or XForm by its ending."""
    if path.suffix.lower() in (".xml", ".xform"):
        try:
            return form_from_xml(path.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError as error:
            raise FormRefused(
                [FormProblem("The file is not text in UTF-8.", "Save it as UTF-8.")], path.name
            ) from error
        except FormRefused as refused:
            raise FormRefused(refused.problems, path.name) from refused
    return form_from_xlsx(path)


def xform_of(path: Path) -> str:
    """Return the XForm XML of an XLSForm."""
    # A third of a second to import, and only who brings a new form needs it.
    from pyxform.errors import PyXFormError  # pyright: ignore[reportMissingTypeStubs]
    from pyxform.xls2xform import convert  # pyright: ignore

    try:
        return convert(xlsform=path, validate=False, pretty_print=False).xform
    except PyXFormError as error:
        raise FormRefused([_problem(str(error))], path.name) from error
    except (OSError, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        # What a damaged or foreign workbook makes the reader stumble over.
        if isinstance(error, FileNotFoundError):
            raise
        problem = FormProblem("The file cannot be read as an Excel workbook.", "Open it in Excel and save it as .xlsx.")
        raise FormRefused([problem], path.name) from error


def places_in(path: Path) -> Callable[[str], tuple[str, int]]:
    """Return what tells sheet and row of a question, by its path in the form."""
    rows = _rows_by_path(path)

    def place_of(question: str) -> tuple[str, int]:
        inner = question.partition("/")[2].partition("/")[2]
        return ("survey", rows[inner]) if inner in rows else ("", 0)

    return place_of


def _problem(text: str) -> FormProblem:
    row, sheet = ROW.search(text), SHEET.search(text)
    column = COLUMN.search(text)
    return FormProblem(
        what=ROW.sub("", text).strip(),
        sheet=sheet[1].lower() if sheet else ("survey" if row else ""),
        row=int(row[1]) if row else 0,
        column=(column[1] or column[2]) if column else "",
    )


def _rows_by_path(path: Path) -> dict[str, int]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:  # pyright: ignore[reportUnknownMemberType]
            names = {name.strip().lower(): name for name in workbook.sheet_names}
            rows = (
                workbook.get_sheet_by_name(names["survey"]).to_python(skip_empty_area=False)
                if "survey" in names
                else []
            )
    except (CalamineError, OSError):
        return {}
    if not rows:
        return {}
    header = [str(cell).strip().lower() for cell in rows[0]]
    if "type" not in header or "name" not in header:
        return {}
    kind_at, name_at = header.index("type"), header.index("name")
    found: dict[str, int] = {}
    groups: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        kind, name = str(row[kind_at]).strip(), str(row[name_at]).strip()
        if END.match(kind):
            groups = groups[:-1]
        elif name:
            found["/".join([*groups, name])] = number
        if BEGIN.match(kind):
            groups.append(name)
    return found
