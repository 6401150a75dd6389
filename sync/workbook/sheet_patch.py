"""Change single cells in a sheet's XML and leave every other byte as the spreadsheet program wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from openpyxl.utils import column_index_from_string, get_column_letter

from sync.errors import WorkbookDamaged
from sync.workbook.cells import Cell
from sync.workbook.sheet_xml import cell_xml
from sync.workbook.sheets import LAST_ROW

_ROOT = re.compile(rb"<(?:(\w+):)?worksheet\b")
_ROW_NUMBER = re.compile(rb'\br="([0-9]+)"')
_PRESERVE = ' xml:space="preserve"'
_SPANS = re.compile(r' spans="[^"]*"')
_STYLE = re.compile(r'\bs="([0-9]+)"')
_CELL_REFERENCE = re.compile(r'\br="([A-Z]{1,3})[0-9]+"')
_AREA = re.compile(r"(\$?[A-Z]{1,3}\$?)([0-9]+):(\$?[A-Z]{1,3}\$?)([0-9]+)")
_EXTENDING = "autoFilter|sortState|conditionalFormatting|dataValidation|ignoredError"
_EXTENTS = re.compile(rf'(<(?:\w+:)?(?:{_EXTENDING})\b[^>]*? (?:sq)?ref=")([^"]*)"')
_EXTENDED_EXTENTS = re.compile(r"(<xm:sqref>)([^<]*)(</xm:sqref>)")


@dataclass(slots=True)
class RowChange:
    """What one row is to hold: column -> cell. Cells not named stay."""

    cells: dict[int, Cell] = field(default_factory=dict)
    styles: Mapping[int, str] = field(default_factory=dict)
    """For cells that are not there yet."""


@dataclass(slots=True)
class Patched:
    """A sheet after its changes, and what had to go."""

    pieces: list[bytes | memoryview]
    """Its XML. What did not change is the old sheet's memory: that of 50,000 rows has 200 MB."""
    formulas_replaced: int = 0
    shared_formulas_made_values: int = 0


class SheetXml:
    """One sheet's XML, cut into what is before, in and after its rows."""

    def __init__(self, xml: bytes, part: str) -> None:
        root = _ROOT.search(xml[:4096])
        if root is None:
            raise WorkbookDamaged(part)
        self._prefix = f"{root[1].decode()}:" if root[1] else ""
        p = self._prefix.encode()
        opening = re.search(rb"<%ssheetData\b[^>]*>" % p, xml)
        if opening is None:
            raise WorkbookDamaged(part)
        end = opening.end() if opening[0].endswith(b"/>") else xml.rfind(b"</%ssheetData>" % p)
        if end < 0:
            raise WorkbookDamaged(part)
        self._xml, self._part = xml, part
        self._head, self._tail = xml[: opening.start()], xml[end:].removeprefix(b"</%ssheetData>" % p)
        self._start, self._end = opening.end(), end

    def styles_of(self, row: int) -> dict[int, str]:
        """Return the styles of a row's cells by column."""
        for number, start, end in self._rows:
            if number == row:
                cells = self._cells(self._xml[start:end].decode())[1]
                return {column: _style(cell) for column, cell in cells.items() if _style(cell)}
        return {}

    def shares_text(self, rows: Collection[int]) -> bool:
        """Whether cells of those rows keep their text elsewhere, as spreadsheet programs do when they save."""
        wanted = set(rows)
        return any(self._xml.find(b't="s"', start, end) >= 0 for number, start, end in self._rows if number in wanted)

    def patched(self, changes: Mapping[int, RowChange], extend: tuple[int, int] | None) -> Patched:
        """Return the sheet with those rows changed. `extend` says that the list's last row was and now is."""
        old = memoryview(self._xml)
        out: list[bytes | memoryview] = []
        result = Patched(out)
        shared: set[str] = set()
        waiting = sorted(changes)
        kept_from = self._start
        for number, start, end in self._rows:
            if not waiting or number < waiting[0]:
                continue
            out.append(old[kept_from:start])
            # Rows that the sheet does not have yet come before the next one that it has.
            while waiting and waiting[0] < number:
                new = waiting.pop(0)
                out.append(self._changed_row("", new, changes[new], result, shared).encode())
            kept_from = start
            if waiting and waiting[0] == number:
                waiting.pop(0)
                row = self._changed_row(self._xml[start:end].decode(), number, changes[number], result, shared)
                out.append(row.encode())
                kept_from = end
        out.append(old[kept_from : self._end])
        out += [self._changed_row("", new, changes[new], result, shared).encode() for new in waiting]
        if shared:
            out[:] = [self._without_shared_formulas(b"".join(out), shared, result)]
        head, tail = self._ends(extend)
        out.insert(0, head)
        out.append(tail)
        return result

    def _ends(self, extend: tuple[int, int] | None) -> tuple[bytes, bytes]:
        """Return what is before and after the rows, with ranges that reach as far as the list does."""
        p = self._prefix.encode()
        head, tail = self._head, self._tail
        if extend:
            # The extent is only a hint, and the old one would be too small.
            head = re.sub(rb"<%sdimension\b[^>]*/>" % p, b"", head)
            text = tail.decode()
            text = _EXTENTS.sub(lambda match: f'{match[1]}{extended(match[2], *extend)}"', text)
            tail = _EXTENDED_EXTENTS.sub(lambda m: f"{m[1]}{extended(m[2], *extend)}{m[3]}", text).encode()
        return head + b"<%ssheetData>" % p, b"</%ssheetData>" % p + tail

    @cached_property
    def _rows(self) -> list[tuple[int, int, int]]:
        """Each row's number and where it stands."""
        return list(self._walk())

    def _walk(self) -> Iterator[tuple[int, int, int]]:
        p = self._prefix.encode()
        opening, closing = b"<%srow" % p, b"</%srow>" % p
        xml, last_end = self._xml, self._end
        at, last = self._start, 0
        while (start := xml.find(opening, at, last_end)) >= 0:
            tag_end = xml.find(b">", start, last_end)
            if tag_end < 0:
                raise WorkbookDamaged(self._part)
            found = _ROW_NUMBER.search(xml, start, tag_end)
            number = int(found[1]) if found else last + 1
            if number <= last or number > LAST_ROW:
                raise WorkbookDamaged(self._part)
            at = tag_end + 1
            if xml[tag_end - 1 : tag_end] != b"/":
                at = xml.find(closing, at, last_end) + len(closing)
                if at < len(closing):
                    raise WorkbookDamaged(self._part)
            yield number, start, at
            last = number

    def _cells(self, row: str) -> tuple[str, dict[int, str]]:
        """Return a row's opening tag and its cells by column."""
        p = self._prefix
        tag, _, body = row.partition(">")
        cells: dict[int, str] = {}
        column = 0
        for match in re.finditer(rf"<{p}c\b[^>]*?(?:/>|>.*?</{p}c>)", body, re.DOTALL):
            place = _CELL_REFERENCE.search(match[0].partition(">")[0])
            column = column_index_from_string(place[1]) if place else column + 1
            cells[column] = match[0]
        return tag.removesuffix("/"), cells

    def _changed_row(self, row: str, number: int, change: RowChange, result: Patched, shared: set[str]) -> str:
        p = self._prefix
        tag, cells = self._cells(row) if row else (f'<{p}row r="{number}"', {})
        for column, cell in change.cells.items():
            old = cells.get(column, "")
            style = _style(old) or change.styles.get(column, "")
            new = cell_xml(f"{get_column_letter(column)}{number}", style, cell, p)
            if (not old and cell == "") or old.replace(_PRESERVE, "") == new.replace(_PRESERVE, ""):
                continue
            if formula := re.search(rf"<{p}f\b([^>]*)>", old):
                result.formulas_replaced += 1
                if 't="shared"' in formula[1] and (group := re.search(r'\bsi="([0-9]+)"', formula[1])):
                    shared.add(group[1])
            cells[column] = new
        body = "".join(cells[column] for column in sorted(cells))
        return f"{_SPANS.sub('', tag)}>{body}</{p}row>"

    def _without_shared_formulas(self, rows: bytes, shared: set[str], result: Patched) -> bytes:
        """Let cells that shared a replaced formula keep its last value, since the formula itself is gone."""
        p = self._prefix

        def value_only(match: re.Match[str]) -> str:
            group = re.search(r'\bsi="([0-9]+)"', match[1])
            if 't="shared"' not in match[1] or not group or group[1] not in shared:
                return match[0]
            result.shared_formulas_made_values += 1
            return ""

        return re.sub(rf"<{p}f\b([^>]*?)(?:/>|>[^<]*</{p}f>)", value_only, rows.decode()).encode()


def extended(areas: str, old_last: int, new_last: int) -> str:
    """Let every area that ends with the list end with it again: `A3:C702 E3:E702` reaches row 710."""

    def longer(match: re.Match[str]) -> str:
        first, last = int(match[2]), int(match[4])
        reaches_end = last == old_last and (first < last or old_last == first)
        return f"{match[1]}{match[2]}:{match[3]}{new_last}" if reaches_end else match[0]

    return _AREA.sub(longer, areas)


def _style(cell: str) -> str:
    found = _STYLE.search(cell.partition(">")[0])
    return found[1] if found else ""
