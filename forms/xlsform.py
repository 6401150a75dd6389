"""An XLSForm workbook into a Form: pyxform makes the XForm, we read it, and problems point at the author's cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from struct import error as StructError
from traceback import walk_tb
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from forms.author_cells import CellOf
from forms.definition import Form
from forms.external_choices import in_one_sheet, where_it_stands
from forms.problems import FormProblem, FormRefused
from forms.xform import ReadForm, form_from_xml
from forms.xlsform_slips import Slip, mended, slips_in

XFORMS = (".xml", ".xform")
"""What the name of an XForm ends with; every other form is a workbook."""

Sheets = dict[str, Any]
"""A workbook as pyxform takes it: name of a sheet -> its rows, each a mapping of column to cell."""

BEGIN = re.compile(r"begin[ _](group|repeat|loop)", re.IGNORECASE)
END = re.compile(r"end[ _](group|repeat|loop)", re.IGNORECASE)
DAMAGED = (
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RuntimeError,
    BadZipFile,
    ParseError,
    StructError,
    ZlibError,
)
"""What a damaged or foreign workbook makes its readers stumble over."""
OTHER_NAMES = {
    "relevant": ("relevance",),
    "calculation": ("calculate",),
    "read_only": ("readonly",),
    "repeat_count": ("count", "jr:count"),
}
"""What authors may call a column too."""
TWO_READINGS = re.compile("Duplicate column header|The xls file provided has an invalid date")
UNREADABLE = FormProblem("The file cannot be read as an Excel workbook.", "Open it in Excel and save it as .xlsx.")
MOST_BYTES = 64 * 2**20
"""Size of a workbook once it is unpacked: a form of 100,000 rows has a quarter of it."""
MOST_IN_A_CELL = 32_767
"""Characters; Excel itself allows no more."""
READER = "workbook_to_json"
"""The function of pyxform's that goes through the survey row by row."""
MOST_ROUNDS = 40
"""Problems of pyxform's that are looked for one after the other."""


def form_from_xlsx(path: Path) -> Form:
    """Return the form in an .xlsx or .xls file. Raises FormRefused with all problems, each at its sheet and row."""
    try:
        return form_from_sheets(sheets_in(path))
    except FormRefused as refused:
        raise FormRefused(refused.problems, path.name) from refused


def load_form(path: Path, read_form: ReadForm = form_from_xml) -> Form:
    """Return the form in a file, XLSForm or XForm by its ending."""
    if path.suffix.lower() not in XFORMS:
        return form_from_xlsx(path)
    try:
        return read_form(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        problem = FormProblem("The file is not text in UTF-8.", "Save it as UTF-8.")
        raise FormRefused([problem], path.name) from error
    except FormRefused as refused:
        raise FormRefused(refused.problems, path.name) from refused


def sheets_in(source: Path | str) -> Sheets:
    """Return the sheets of a workbook file, or of a form written as a markdown table."""
    if isinstance(source, Path) and not source.exists():
        raise FileNotFoundError(source)
    if isinstance(source, Path) and _unpacked_size(source) > MOST_BYTES:
        what = f"Unpacked, the workbook is larger than {MOST_BYTES // 2**20} MB."
        raise FormRefused([FormProblem(what, "Put long lists into files beside the form.")])
    # The reader of .xls prints what it thinks of a damaged file, and keeps for that the stdout under which it was
    # imported; ours belongs to who called us.
    with redirect_stdout(StringIO()):
        # A third of a second to import, and only who brings a new form needs it.
        from pyxform.errors import PyXFormError  # pyright: ignore[reportMissingTypeStubs]
        from pyxform.xls2json_backends import get_xlsform  # pyright: ignore
        from xlrd import XLRDError  # pyright: ignore
        from xlrd.compdoc import CompDocError  # pyright: ignore

    try:
        with redirect_stdout(StringIO()):
            given: Any = get_xlsform(source, file_type=".md" if isinstance(source, str) else None)
    except PyXFormError as error:
        # What can be read and still is no form: a heading that stands there twice, a date that may be two days.
        what = slips_in(str(error), {})[0].problem
        raise FormRefused([what if TWO_READINGS.match(what.what) else UNREADABLE]) from error
    except (XLRDError, CompDocError, *DAMAGED) as error:  # pyright: ignore[reportUnknownVariableType]
        raise FormRefused([UNREADABLE]) from error
    sheets = {name: getattr(given, name) for name in given.__slots__}
    if problems := list(_overlong(sheets)):
        raise FormRefused(problems)
    return sheets


def form_from_sheets(sheets: Sheets) -> Form:
    """Return the form in the sheets of a workbook. Raises FormRefused with all problems."""
    try:
        return _form_in(in_one_sheet(sheets))
    except FormRefused as refused:
        raise FormRefused([where_it_stands(problem, sheets) for problem in refused.problems]) from refused


def _form_in(sheets: Sheets) -> Form:
    slips: list[Slip] = []
    while len(slips) < MOST_ROUNDS:
        found = _converted(sheets)
        if isinstance(found, str):
            break
        slips += found
        # pyxform stops at the first slip: what it stumbled over is made good in a copy, to see what else is wrong.
        again = mended(sheets, found)
        if again is None:
            raise FormRefused([slip.problem for slip in slips])
        sheets = again
    else:
        raise FormRefused([slip.problem for slip in slips])
    try:
        survey = sheets.get("survey") or ()
        form = form_from_xml(found, places_in(survey), cells_in(survey))
    except FormRefused as refused:
        raise FormRefused(_in_order([*(slip.problem for slip in slips), *refused.problems])) from refused
    if slips:
        raise FormRefused(_in_order([slip.problem for slip in slips]))
    return form


def places_in(survey: Sequence[Mapping[str, str]]) -> Callable[[str], tuple[str, int]]:
    """Return what tells sheet and row of a question, by its path in the form."""
    rows = rows_by_path(survey)

    def place_of(question: str) -> tuple[str, int]:
        inner = question.partition("/")[2].partition("/")[2]
        return ("survey", rows[inner]) if inner in rows else ("", 0)

    return place_of


def cells_in(survey: Sequence[Mapping[str, str]]) -> CellOf:
    """Return what tells the author's words, by the path of a question and the column."""
    rows = rows_by_path(survey)

    def cell_of(question: str, column: str) -> str:
        row = rows.get(question.partition("/")[2].partition("/")[2])
        if row is None:
            return ""
        cells = {name.strip().lower().removeprefix("bind::"): cell for name, cell in survey[row - 2].items()}
        return next((str(cells[name]).strip() for name in (column, *OTHER_NAMES.get(column, ())) if name in cells), "")

    return cell_of


def _unpacked_size(path: Path) -> int:
    """Return how many bytes a workbook says that it unpacks to; nobody unpacks more of it than that."""
    try:
        with ZipFile(path) as package:
            return sum(part.file_size for part in package.infolist())
    except (BadZipFile, *DAMAGED):
        # An .xls is not packed, and what is damaged is told by who reads it.
        return path.stat().st_size


def _overlong(sheets: Sheets) -> Iterator[FormProblem]:
    for sheet in ("survey", "choices", "external_choices", "settings", "entities"):
        rows: Sequence[Mapping[str, str]] = sheets.get(sheet) or ()
        for number, row in enumerate(rows, start=2):
            for column, cell in row.items():
                if len(cell) > MOST_IN_A_CELL:
                    what = f"The cell has {len(cell)} characters; {MOST_IN_A_CELL} is the most."
                    yield FormProblem(what, sheet=sheet, row=number, column=column[:40])


def _converted(sheets: Sheets) -> str | list[Slip]:
    """Return the XForm XML, or what pyxform stumbled over."""
    from pyxform.errors import PyXFormError  # pyright: ignore[reportMissingTypeStubs]
    from pyxform.xls2xform import convert  # pyright: ignore

    try:
        return convert(xlsform=dict(sheets), validate=False, pretty_print=False).xform
    except PyXFormError as error:
        return slips_in(str(error), sheets, _row_it_read(error))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError) as error:
        what = f"The converter of XLSForms gives this workbook up ({type(error).__name__})."
        return [Slip(FormProblem(what, "Look for empty or doubled column headings."))]


def _row_it_read(error: BaseException) -> int:
    """Return the row of the survey that pyxform was at, which some of its messages leave out; 0 for none."""
    for frame, _ in walk_tb(error.__traceback__):
        if frame.f_code.co_name == READER:
            return frame.f_locals.get("row_number") or 0
    return 0


def _in_order(problems: list[FormProblem]) -> list[FormProblem]:
    unique = list(dict.fromkeys(problems))
    return sorted(unique, key=lambda problem: (problem.sheet != "survey", problem.sheet, problem.row))


def rows_by_path(survey: Sequence[Mapping[str, str]]) -> dict[str, int]:
    """Return the row of each question, by its path inside the form."""
    found: dict[str, int] = {}
    groups: list[str] = []
    for number, row in enumerate(survey, start=2):
        cells = {column.strip().lower(): str(cell).strip() for column, cell in row.items()}
        kind, name = cells.get("type", ""), cells.get("name", "")
        if END.match(kind):
            groups = groups[:-1]
        elif name:
            found["/".join([*groups, name])] = number
        if BEGIN.match(kind):
            groups.append(name)
    return found
