"""Tables that others made (.xlsx, .xls, .ods, .csv), as rows of text."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from sync.errors import SyncError

SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})


class WrongFileKind(SyncError):
    """A file that is no table, or one of a kind that cannot be read."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def read_table(path: Path, sheet: str = "") -> list[list[str]]:
    """Return the rows of one sheet (the first without a name), every cell as a person would type it.

    Merged cells give their text once, at their upper left. Raises WrongFileKind, FileNotFoundError.
    """
    kind = path.suffix.lower()
    if kind in TEXTS:
        return _csv_rows(path.read_bytes())
    if kind not in SHEETS:
        raise WrongFileKind(path.name)
    # calamine says only "cannot open" for a file that is not there.
    path.stat()
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        name = sheet or workbook.sheet_names[0]
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as error:
        raise WrongFileKind(path.name) from error
    return [[_text(cell) for cell in row] for row in rows]


def _csv_rows(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max((",", "\t", ";"), key=first.count)
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


def _decoded(content: bytes) -> str:
    # What Chinese Windows writes is GB 18030; UTF-8 is recognised because almost no other text is valid in it.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", errors="replace")


def _text(cell: float | str | bool | time | date | datetime | timedelta) -> str:
    match cell:
        case bool():
            return "1" if cell else "0"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case str():
            return cell.strip()
        case _:
            # A number of 16 digits and more has lost some: it keeps the look by which a reader knows that.
            return repr(cell)
