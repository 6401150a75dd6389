"""A first look at a sheet's XML: how far out its cells lie, and where formulas and errors are.

The bulk reader lays a sheet out as one full rectangle, takes errors for blanks and formulas for their last value.
So one cell at XFD1048576 would exhaust the memory, and `#REF!` would look like an answer that somebody cleared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string

from sync.errors import WorkbookDamaged, WorkbookTooBig

MOST_CELLS = 20_000_000
"""Cells of the rectangle that holds a sheet; a street of 50,000 persons with 400 questions just fits."""

_LONGEST_ROW = 1 << 26

_COLUMNS = re.compile(rb'[ ]r="([A-Z]{1,3})[0-9]')
_ROWS = re.compile(rb'<(?:\w+:)?row\b[^>]*? r="([0-9]{1,7})"')
_FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*? r="([A-Z]{1,3})([0-9]{1,7})"[^>]*[^/>]>(?!</)')
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_REFERENCE = re.compile(rb' r="([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?: [^>]*)?>[^<]")


@dataclass(slots=True)
class Scan:
    """What the bulk reader would not tell. Cells are (row, column), both counted from 1."""

    errors: set[tuple[int, int]] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    without_value: set[tuple[int, int]] = field(default_factory=set)
    """Formulas that no program has calculated yet."""


def scan_sheet(chunks: Callable[[], Iterable[bytes]], name: str) -> Scan:
    """Look through a sheet once, twice where it reaches suspiciously far. Raises WorkbookTooBig, WorkbookDamaged."""
    scan = Scan()
    columns: set[bytes] = set()
    last_row = 0
    for piece in _whole_rows(chunks(), name):
        columns.update(_COLUMNS.findall(piece))
        last_row = max(last_row, max(map(int, _ROWS.findall(piece)), default=0))
        if b'"e"' in piece or _FORMULA.search(piece):
            _note_formulas(piece, scan)
    width = max((column_index_from_string(letters.decode()) for letters in columns), default=1)
    if last_row * width > MOST_CELLS:
        # Perhaps only styles reach that far; they cost the bulk reader nothing.
        _refuse_far_cells(chunks(), name)
    return scan


def _whole_rows(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    kept = b""
    for number, chunk in enumerate(chunks):
        if b"\0" in chunk or (number == 0 and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk)):
            raise WorkbookDamaged(name)
        kept += chunk
        end = kept.rfind(b"row>")
        if end >= 0:
            yield kept[: end + 4]
            kept = kept[end + 4 :]
        elif (end := kept.rfind(b"/>")) >= 0 and b"<c " not in kept:
            # Empty rows only: styles without cells.
            yield kept[: end + 2]
            kept = kept[end + 2 :]
        elif len(kept) > _LONGEST_ROW:
            raise WorkbookTooBig(name, _LONGEST_ROW)
    yield kept


def _note_formulas(piece: bytes, scan: Scan) -> None:
    for match in _CELL.finditer(piece):
        attributes, content = match.groups()
        is_error, is_formula = b't="e"' in attributes, _FORMULA.search(content) is not None
        place = _REFERENCE.search(attributes)
        if place and (is_error or is_formula):
            where = int(place[2]), column_index_from_string(place[1].decode())
            if is_error:
                scan.errors.add(where)
            if is_formula:
                scan.formulas.add(where)
                if not _VALUE.search(content):
                    scan.without_value.add(where)


def _refuse_far_cells(chunks: Iterable[bytes], name: str) -> None:
    last_row = width = 1
    for piece in _whole_rows(chunks, name):
        for letters, row in _FILLED.findall(piece):
            last_row, width = max(last_row, int(row)), max(width, column_index_from_string(letters.decode()))
            if last_row * width > MOST_CELLS:
                raise WorkbookTooBig(f"{name}!{letters.decode()}{row.decode()}", MOST_CELLS)
