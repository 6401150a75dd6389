"""Tables that others made (.xlsx, .xls, .ods, .csv), as rows of text; what a file is, its content says."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from sync.errors import SyncError, WorkbookLocked
from sync.workbook.grid import Workbook
from sync.workbook.judgement import Found

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
TEXTS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xls"})
"""Names that a list of plain text goes by; programs of offices also save one as .xls."""
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
SEPARATORS = (",", "\t", ";")
LOOKED_AT = 50
"""Lines from which it is guessed what parts the cells."""

Block = tuple[int, int, int, int]
"""Top, left, bottom and right of cells merged into one, counted from 0."""


class WrongFileKind(SyncError):
    """A file that is no table, or one of a kind that cannot be read."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NoSuchSheet(SyncError):
    """A sheet that a file does not have."""

    def __init__(self, sheet: str, known: Iterable[str]) -> None:
        super().__init__(sheet)
        self.sheet, self.known = sheet, tuple(known)


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """One sheet: every cell as a person would type it, merged cells at their upper left only."""

    name: str
    rows: Sequence[Sequence[str]]
    merged: tuple[Block, ...] = ()


class PlainTable:
    """A file open for reading. Raises WrongFileKind, WorkbookRefused, FileNotFoundError."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._data = path.read_bytes()
        self.encoding = ""
        """Of a text file; "" for a workbook."""
        self._book: Workbook | CalamineWorkbook | None = None
        if self._data.startswith(ZIP) and b"opendocument" not in self._data[:120]:
            self._book = Workbook(self._data, path.name)
            self.sheets = self._book.sheet_names
        elif self._data.startswith((ZIP, OLD_EXCEL)):
            self._book = self._old_book()
            self.sheets = self._book.sheet_names
        elif path.suffix.lower() in TEXTS:
            self.sheets = [path.stem]
            self._text = self._decoded()
        else:
            raise WrongFileKind(path.name)
        if not self.sheets:
            raise WrongFileKind(path.name)

    def sheet(self, name: str = "") -> PlainSheet:
        """Return one sheet, the first without a name. Raises NoSuchSheet."""
        name = name or self.sheets[0]
        if name not in self.sheets:
            raise NoSuchSheet(name, self.sheets)
        if self._book is None:
            return PlainSheet(name, self._lines())
        if isinstance(self._book, Workbook):
            grid = self._book.grid(name)
            return PlainSheet(name, [[_text(cell) for cell in cells] for _, cells in grid.rows()], grid.merged_blocks())
        try:
            sheet = self._book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
        except CalamineError as error:
            raise WrongFileKind(self._name) from error
        merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
        return PlainSheet(name, [[_text(cell) for cell in row] for row in rows], merged)

    def _old_book(self) -> CalamineWorkbook:
        try:
            return CalamineWorkbook.from_filelike(io.BytesIO(self._data))
        except PasswordError as error:
            raise WorkbookLocked from error
        except CalamineError as error:
            raise WrongFileKind(self._name) from error

    def _lines(self) -> list[list[str]]:
        text = self._text
        told = re.match(r"sep=(.)\r?\n", text)
        separator = told[1] if told else separator_of(text)
        lines = io.StringIO(text[told.end() :] if told else text, newline="")
        try:
            return [[_unquoted(cell) for cell in row] for row in csv.reader(lines, delimiter=separator)]
        except csv.Error as error:
            raise WrongFileKind(self._name) from error

    def _decoded(self) -> str:
        # What Chinese Windows writes is GB 18030; UTF-8 is recognised because almost no other text is valid in it.
        marked = next((encoding for mark, encoding in MARKS.items() if self._data.startswith(mark)), "")
        for encoding in (marked,) if marked else ("utf-8", "gb18030"):
            try:
                text = self._data.decode(encoding)
            except UnicodeDecodeError:
                continue
            # No table holds what no keyboard types, nor the angle brackets of a web page saved as one.
            if "\0" in text or text.lstrip()[:1] == "<":
                break
            self.encoding = encoding
            return text
        raise WrongFileKind(self._name)


def read_table(path: Path, sheet: str = "") -> Sequence[Sequence[str]]:
    """Return the rows of one sheet, the first without a name."""
    return PlainTable(path).sheet(sheet).rows


def separator_of(text: str) -> str:
    """Guess what parts the cells: whatever parts most lines alike, for a title above the table has none of it."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:LOOKED_AT]

    def parted(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
        return (0, 0) if not widths else max((count, width) for width, count in widths.items())

    return max(SEPARATORS, key=parted)


def _unquoted(cell: str) -> str:
    # ="0012" is how programs keep a spreadsheet from taking the zeros away.
    whole = re.fullmatch(r'="(.*)"', cell.strip(), re.DOTALL)
    return whole[1] if whole else cell.strip()


def _text(cell: Found) -> str:
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
