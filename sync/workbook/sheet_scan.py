"""A first look at a sheet's XML: how far out its cells lie, and where formulas and errors are.

The bulk reader lays a sheet out as one full rectangle, takes errors for blanks and formulas for their last value.
So one cell at XFD1048576 would exhaust the memory, and `#REF!` would look like an answer that somebody cleared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from openpyxl.utils import column_index_from_string, get_column_letter

from sync.errors import WorkbookDamaged, WorkbookTooBig

MOST_CELLS = 20_000_000
"""Cells of the rectangle that holds a sheet; a street of 50,000 persons with 400 questions just fits."""

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

_LONGEST_ROW = 1 << 26
_NEAR = 99_999
"""The last row that the exact look can vouch for."""

# A cell that lies far out, or is not written as all spreadsheet programs write it. A sheet without any of the one kind
# has at most 702 columns and 9,999 rows, one without any of the other 182 columns and 99,999 rows; both are within
# MOST_CELLS.
_FAR_FROM_WIDE = re.compile(rb'<c(?! r="[A-Z]{1,2}[0-9]{1,4}")[ />\t\r\n]')
_FAR_FROM_LONG = re.compile(rb'<c(?! r="[A-F]?[A-Z][0-9]{1,5}")[ />\t\r\n]')
# Every cell, with its column where it is written as all spreadsheet programs write it.
_CELLS = re.compile(rb'<c[ />\t\r\n](?:r="([A-Z]{1,3})[0-9]{1,5}"[ />])?')
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*[^/>])?>(.*?)</c>', re.DOTALL)
_FORMULA = re.compile(rb"<f[ />]")
_VALUE = re.compile(rb"<v(?: [^>]*)?>[^<]")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")

Chunks = Callable[[], Iterable[bytes]]


@dataclass(slots=True)
class Scan:
    """What the bulk reader would not tell. Cells are (row, column), both counted from 1."""

    errors: set[tuple[int, int]] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    without_value: set[tuple[int, int]] = field(default_factory=set)
    """Formulas that no program has calculated yet."""


def scan_sheet(chunks: Chunks, name: str) -> Scan:
    """Look through a sheet. Raises WorkbookTooBig, WorkbookDamaged."""
    return (
        _quick_scan(chunks, name, _FAR_FROM_WIDE)
        or _quick_scan(chunks, name, _FAR_FROM_LONG)
        or _exact_scan(chunks, name)
    )


def _quick_scan(chunks: Chunks, name: str, far: re.Pattern[bytes]) -> Scan | None:
    """Look through a sheet in which nothing is far out; None where something is, or may be."""
    scan = Scan()
    for piece in _whole_rows(chunks(), name):
        if far.search(piece) or b":c" in piece:
            return None
        if b"<f" in piece or b't="e"' in piece:
            _note_formulas(piece, scan)
    return scan


def _exact_scan(chunks: Chunks, name: str) -> Scan:
    """Look again, with an eye on every column: this sheet is wide and long, or was written in an unusual way."""
    scan = Scan()
    columns: set[bytes] = set()
    for piece in _whole_rows(chunks(), name):
        columns.update(_CELLS.findall(piece))
        # A cell without its place, or with the namespace's prefix
        if b"" in columns or b":c" in piece:
            return _careful_scan(chunks, name)
        if b"<f" in piece or b't="e"' in piece:
            _note_formulas(piece, scan)
    width = max((column_index_from_string(letters.decode()) for letters in columns), default=1)
    return _careful_scan(chunks, name) if width * _NEAR > MOST_CELLS else scan


def _whole_rows(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    kept = b""
    for number, chunk in enumerate(chunks):
        # NUL bytes would be UTF-16, which no spreadsheet program writes.
        if b"\0" in chunk or (number == 0 and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk)):
            raise WorkbookDamaged(name)
        kept += chunk
        end = kept.rfind(b"row>") + 4
        if end < 4 and b"<c" not in kept:
            # Rows without cells
            end = kept.rfind(b"/>") + 2
        if end > 4:
            yield kept[:end]
            kept = kept[end:]
        elif len(kept) > _LONGEST_ROW:
            raise WorkbookTooBig(name, _LONGEST_ROW)
    yield kept


def _note_formulas(piece: bytes, scan: Scan) -> None:
    for letters, row, attributes, content in _CELL.findall(piece):
        is_formula = _FORMULA.search(content) is not None
        if is_formula or b't="e"' in attributes:
            where = int(row), column_index_from_string(letters.decode())
            _note(scan, where, b't="e"' in attributes, is_formula, _VALUE.search(content) is not None)


def _note(scan: Scan, where: tuple[int, int], is_error: bool, is_formula: bool, has_value: bool) -> None:
    if is_error:
        scan.errors.add(where)
    if is_formula:
        scan.formulas.add(where)
        if not has_value:
            scan.without_value.add(where)


def _careful_scan(chunks: Chunks, name: str) -> Scan:
    """Look again, cell by cell: this sheet reaches far, or was written in an unusual way."""
    walk = _Walk(name)
    parser = expat.ParserCreate()
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.StartDoctypeDeclHandler = walk.refuse_document_type
    try:
        for chunk in chunks():
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise WorkbookDamaged(name) from error
    return walk.scan


class _Walk:
    """Follows a sheet's elements and keeps nothing but what a Scan says."""

    def __init__(self, name: str) -> None:
        self.scan = Scan()
        self._name = name
        self._row = self._column = 0
        self._last_row = self._last_column = 1
        self._is_error = self._is_formula = self._has_value = False
        self._within = ""

    def start(self, element: str, attributes: dict[str, str]) -> None:
        match element.rpartition(":")[2]:
            case "row":
                self._row = self._bounded(attributes.get("r"), self._row + 1)
                self._column = 0
            case "c":
                self._column += 1
                if "r" in attributes:
                    place = _REFERENCE.fullmatch(attributes["r"])
                    # The bulk reader would take any number for a row and make room for it.
                    if place is None:
                        raise WorkbookDamaged(self._name)
                    self._column, self._row = column_index_from_string(place[1].upper()), int(place[2])
                self._is_error, self._is_formula, self._has_value = attributes.get("t") == "e", False, False
            case "f":
                self._is_formula = True
            case "v" | "t" as inner:
                self._within = inner

    def text(self, text: str) -> None:
        if self._within and text:
            self._has_value = True

    def end(self, element: str) -> None:
        name = element.rpartition(":")[2]
        if name in ("v", "t"):
            self._within = ""
        elif name == "c" and (self._has_value or self._is_formula or self._is_error):
            where = self._row, self._column
            _note(self.scan, where, self._is_error, self._is_formula, self._has_value)
            self._last_row, self._last_column = max(self._last_row, where[0]), max(self._last_column, where[1])
            too_far = where[0] > MOST_ROWS or where[1] > MOST_COLUMNS
            if too_far or self._last_row * self._last_column > MOST_CELLS:
                raise WorkbookTooBig(f"{self._name}!{get_column_letter(min(where[1], 18_278))}{where[0]}", MOST_CELLS)

    def refuse_document_type(self, *_: object) -> None:
        raise WorkbookDamaged(self._name)

    def _bounded(self, written: str | None, otherwise: int) -> int:
        if written is None:
            return otherwise
        if not written.isascii() or not written.isdecimal() or len(written) > 7:
            raise WorkbookDamaged(self._name)
        return int(written)
