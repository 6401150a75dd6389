"""Write a workbook: openpyxl makes everything but the rows, which are streamed into it."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.utils import get_column_letter

from sync.signing import SigningKey
from sync.workbook.base import CELL, Base, BaseSheet, pack, pack_row, seal_of
from sync.workbook.rows import RowFormatter
from sync.workbook.sheet_xml import RowWriter, cell_xml, in_chunks
from sync.workbook.sheets import (
    FIRST_ROW,
    LABEL_ROW,
    LAST_ROW,
    Export,
    SheetRow,
    columns_of,
    sheet_names,
)
from sync.workbook.skeleton import DataSheet, display_width, skeleton
from sync.workbook.words import words_for

QUICK = 1
"""Compression of the data sheets: twice the speed for a tenth more bytes."""

_MEASURED = 100
"""Rows that decide how wide the columns are."""


class TooManyRows(ValueError):
    """More records than a sheet has rows."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written. The exporter keeps `base`: a workbook that lost its hidden sheet is then still understood."""

    base: tuple[str, ...]
    counts: dict[str, int]
    """Records of each dataset."""


def write(export: Export, key: SigningKey, to: Path) -> Written:
    """Write the workbook to a new file, synced to the disk. `key` is the exporting device's."""
    with to.open("w+b") as file:
        written = write_into(export, key, file)
        file.flush()
        os.fsync(file.fileno())
    return written


def write_into(export: Export, key: SigningKey, file: IO[bytes]) -> Written:
    """Write the workbook into an open file, which must be readable too: sheets are sealed as they lie in it."""
    words = words_for(export.language)
    bodies = [
        _SheetBody(number, sheet.rows, RowFormatter(columns_of(sheet.dataset, export.language), export.language))
        for number, sheet in enumerate(export.sheets)
    ]
    names = sheet_names((sheet.dataset for sheet in export.sheets), export.language, words)
    shapes = [
        DataSheet(name, sheet.dataset.name, body.formatter.columns, body.widths())
        for name, sheet, body in zip(names, export.sheets, bodies, strict=True)
    ]
    template = ZipFile(BytesIO(skeleton(shapes, words.about, export.xid, export.language, words)))
    areas: dict[str, int] = {}
    lines: list[str] = []
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        # Sheet 1 explains, then come the data sheets, then lists, base and embedded commits.
        first_hidden = 2 + len(bodies)
        parts = {f"xl/worksheets/sheet{number}.xml": body for number, body in enumerate(bodies, start=2)}
        base_part, embedded_part = (f"xl/worksheets/sheet{first_hidden + n}.xml" for n in (1, 2))
        last = ("xl/workbook.xml", base_part)
        for name in template.namelist():
            if name in parts:
                start, end = _stream(package, file, name, parts[name].parts(template.read(name).decode(), areas, lines))
                file.seek(start)
                parts[name].seal = seal_of(file.read(end - start))
            elif name == embedded_part:
                chunks = chunked(b64encode(export.embedded).decode())
                _stream(package, file, name, _text_sheet(template.read(name).decode(), ([chunk] for chunk in chunks)))
            elif name not in last:
                package.writestr(_info(name), template.read(name))
        base = _base(export, names, bodies)
        signed = pack(base, list(areas), lines, key)
        _stream(package, file, base_part, _text_sheet(template.read(base_part).decode(), map(chunked, signed)))
        workbook = _with_filters(template.read("xl/workbook.xml").decode(), [body.last_row for body in bodies])
        package.writestr(_info("xl/workbook.xml"), workbook)
    counts = {sheet.dataset.name: body.last_row - LABEL_ROW for sheet, body in zip(export.sheets, bodies, strict=True)}
    return Written(tuple(signed), counts)


class _SheetBody:
    """The rows of one data sheet, on their way into the package."""

    def __init__(self, number: int, rows: Iterable[SheetRow], formatter: RowFormatter) -> None:
        self.formatter = formatter
        self.last_row = LABEL_ROW
        self.seal = ""
        self._number = number
        self._blocks = formatter.blocks(rows)
        self._first = next(self._blocks, None)

    def widths(self) -> list[float]:
        """Return how wide the first cells of each column are."""
        if self._first is None:
            return [0.0] * len(self.formatter.columns)
        # A cell with a long text wraps or is cut off; it need not widen its column.
        return [
            float(max(display_width(str(cell)[:60]) for cell in column[:_MEASURED])) for column in self._first.columns
        ]

    def parts(self, template: str, areas: dict[str, int], lines: list[str]) -> Iterator[str]:
        """Yield the sheet's XML, and note for the base what each row showed."""
        head, sample, tail = _split(template)
        styles = [style or "0" for style in re.findall(r'<c r="[A-Z]+\d+"(?: s="(\d+)")?', sample)]
        writer = RowWriter(styles)
        yield head
        for block in chain([self._first] if self._first else [], self._blocks):
            if self.last_row + len(block.rows) > LAST_ROW:
                raise TooManyRows
            for row, (digest, calculated) in zip(block.rows, block.marks, strict=True):
                lines.append(pack_row(row, self._number, areas.setdefault(row.area, len(areas)), digest, calculated))
            yield "".join(writer.rows(self.last_row + 1, block.columns))
            self.last_row += len(block.rows)
        last_letter = get_column_letter(len(styles))
        found = re.sub(
            r'<autoFilter ref="[^"]*"', f'<autoFilter ref="A{LABEL_ROW}:{last_letter}{self.last_row}"', tail, count=1
        )
        yield found


def _split(template: str) -> tuple[str, str, str]:
    """Return the XML before the sample row, the sample row, and what follows it."""
    # The extent would be wrong, and it may be left out.
    template = re.sub(r"<dimension [^>]*/>", "", template, count=1)
    start = template.index(f'<row r="{FIRST_ROW}"')
    end = template.index("</sheetData>")
    return template[:start], template[start:end], template[end:]


def _base(export: Export, names: list[str], bodies: list[_SheetBody]) -> Base:
    sheets = tuple(
        BaseSheet(
            sheet.dataset.name,
            name,
            body.formatter.digested_codes,
            body.formatter.calculated_codes,
            tuple(column.code for column in body.formatter.columns),
            body.seal,
        )
        for sheet, name, body in zip(export.sheets, names, bodies, strict=True)
    )
    return Base(export.xid, export.language, export.area, export.replica, export.hlc, export.wall, "", sheets)


def text_rows(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield rows of plain text cells."""
    for number, cells in enumerate(rows, start=1):
        body = "".join(
            cell_xml(f"{get_column_letter(column)}{number}", "", cell) for column, cell in enumerate(cells, start=1)
        )
        yield f'<row r="{number}">{body}</row>'


def _text_sheet(template: str, rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head, tail = re.split(r"<sheetData ?/>|<sheetData></sheetData>", re.sub(r"<dimension [^>]*/>", "", template))
    return chain([head, "<sheetData>"], text_rows(rows), ["</sheetData>", tail])


def chunked(line: str) -> list[str]:
    """Return a line in pieces that fit into cells."""
    return [line[start : start + CELL] for start in range(0, len(line), CELL)]


def _with_filters(workbook: str, last_rows: list[int]) -> str:
    """Let each sheet's hidden filter name reach to its last row."""
    remaining = iter(last_rows)
    return re.sub(
        rf"(_xlnm\._FilterDatabase\"[^>]*>[^<]*\$){FIRST_ROW}(<)",
        lambda match: f"{match[1]}{next(remaining)}{match[2]}",
        workbook,
    )


def _info(name: str) -> ZipInfo:
    # The same export gives the same bytes, whatever the clock says.
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    return info


def _stream(package: ZipFile, file: IO[bytes], name: str, parts: Iterable[str]) -> tuple[int, int]:
    """Write one part, and return where in the file its packed bytes begin and end."""
    info = _info(name)
    info._compresslevel = QUICK  # type: ignore[attr-defined]  # public from Python 3.13 on
    # While a chunk is packed, Python makes the next one.
    with package.open(info, "w", force_zip64=True) as part, ThreadPoolExecutor(1) as packer:
        start = file.tell()
        packed: Future[int] | None = None
        for chunk in in_chunks(parts):
            if packed:
                packed.result()
            packed = packer.submit(part.write, chunk)
        if packed:
            packed.result()
    return start, file.tell()
