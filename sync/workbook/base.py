"""What a workbook knew when it was made: its very hidden sheet, and the signature over it.

Logical lines, one per row of the sheet (a long line goes on in the next cells of its row):

    survey-app workbook 1
    {header as JSON}
    record|sheet|area|digest of the row|a byte per calculated cell|packed ids of the commits seen|{values} or nothing
    …
    signature, hexadecimal, over all lines before it
"""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from binascii import Error as NotBase64
from binascii import a2b_base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from forms.datasets import Dataset
from forms.rows import Value
from sync.answers import answer_value, commit_value
from sync.signing import SigningKey, is_signed
from sync.workbook.sheets import SheetRow

MAGIC = "survey-app workbook 1"
CELL = 32_000
"""Characters of a line that go into one cell."""

_PURPOSE = "workbook"


class BaseDamaged(ValueError):
    """The hidden sheet is not what the exporting device signed."""


@dataclass(frozen=True, slots=True)
class BaseRow:
    """What the workbook showed of one record."""

    record: str
    sheet: int
    """Which of the base's sheets it stood on."""
    area: str
    digest: str
    """Over all its cells as they were written: an untouched row is known without its base values."""
    calculated: bytes
    """One byte per calculated cell, and one for the remarks: enough to notice that somebody typed over it."""
    seen: tuple[str, ...]
    differing: Mapping[str, Value] = field(default_factory=dict)
    """Values that were shown although the fold of `seen` says something else."""


@dataclass(frozen=True, slots=True)
class BaseSheet:
    """One data sheet as it was written."""

    dataset: str
    name: str
    columns: tuple[str, ...]
    """Codes of the columns that the digest covers, in its order."""
    calculated: tuple[str, ...]
    codes: tuple[str, ...] = ()
    """Codes of all its columns from the first on; () where a person has arranged them."""
    seal: str = ""
    """Over its bytes as they were packed into the file, so that a sheet that nobody saved again is known unread."""
    then: Mapping[str, str] = field(default_factory=dict[str, str])
    """A field's name now -> what it was called where the sheet was written."""


@dataclass(frozen=True, slots=True)
class Base:
    """All that a workbook knew."""

    xid: str
    language: str
    area: str
    replica: str
    hlc: int
    wall: str
    device: str
    """The public key of the device that made it, hexadecimal."""
    sheets: tuple[BaseSheet, ...]
    rows: Mapping[str, BaseRow] = field(default_factory=dict)

    def sheet_of(self, dataset: str) -> tuple[int, BaseSheet] | None:
        """Return the sheet of a dataset and its number."""
        return next(((n, sheet) for n, sheet in enumerate(self.sheets) if sheet.dataset == dataset), None)

    def sealed_with(self, seal: str) -> BaseSheet | None:
        """Return the sheet that lies in the file with exactly these bytes."""
        return next((sheet for sheet in self.sheets if seal and sheet.seal == seal), None)

    def named_now(self, datasets: Mapping[str, Dataset]) -> Base:
        """Return it with the columns of an earlier form under the names that their fields have now."""
        renamed = {name: dataset.renamed for name, dataset in datasets.items() if dataset.renamed}
        if not renamed:
            return self
        sheets = tuple(_named_now(sheet, renamed.get(sheet.dataset, {})) for sheet in self.sheets)
        rows = {key: _row_now(row, renamed.get(self.sheets[row.sheet].dataset, {})) for key, row in self.rows.items()}
        return replace(self, sheets=sheets, rows=rows)


def _named_now(sheet: BaseSheet, renamed: Mapping[str, str]) -> BaseSheet:
    columns, calculated, codes = (
        tuple(renamed.get(code, code) for code in each) for each in (sheet.columns, sheet.calculated, sheet.codes)
    )
    # A workbook that has both shows the field in its present column; two columns cannot be one.
    if len(set(columns)) < len(columns):
        return sheet
    then = {renamed[code]: code for code in sheet.columns if code in renamed}
    return replace(sheet, columns=columns, calculated=calculated, codes=codes, then=then)


def _row_now(row: BaseRow, renamed: Mapping[str, str]) -> BaseRow:
    if renamed.keys().isdisjoint(row.differing):
        return row
    return replace(row, differing={renamed.get(name, name): value for name, value in row.differing.items()})


def seal_of(packed: bytes | memoryview) -> str:
    """Return the seal of a sheet that lies in the file in these bytes."""
    return blake2b(packed, digest_size=32).hexdigest()


def row_digest(cells: Sequence[str]) -> str:
    """Return the digest of one row's cells, given as canonical text."""
    return blake2b("\x1f".join(cells).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def calculated_bytes(cells: Iterable[str]) -> bytes:
    """Return one byte per calculated cell."""
    return bytes(zlib.crc32(cell.encode("utf-8", "surrogatepass")) & 0xFF for cell in cells)


def pack_row(row: SheetRow, sheet: int, area: int, digest: str, calculated: bytes) -> str:
    """Return the line of one record. Raises ValueError where an id is no hexadecimal."""
    packed = b64encode(bytes.fromhex("".join(row.seen))).decode()
    differing = {name: commit_value(value) for name, value in row.differing.items()}
    values = json.dumps(differing, sort_keys=True) if differing else ""
    return f"{row.record}|{sheet}|{area}|{digest}|{calculated.hex()}|{packed}|{values}"


def pack(base: Base, areas: Sequence[str], rows: Sequence[str], key: SigningKey) -> list[str]:
    """Return all lines, signed."""
    header = {
        "xid": base.xid,
        "language": base.language,
        "area": base.area,
        "replica": base.replica,
        "hlc": base.hlc,
        "wall": base.wall,
        "device": key.public,
        "areas": list(areas),
        "sheets": [
            {
                "dataset": sheet.dataset,
                "name": sheet.name,
                "columns": sheet.columns,
                "calculated": sheet.calculated,
                "codes": sheet.codes,
                "seal": sheet.seal,
            }
            for sheet in base.sheets
        ],
    }
    lines = [MAGIC, json.dumps(header, ensure_ascii=True, sort_keys=True), *rows]
    return [*lines, key.sign(_PURPOSE, _signed(lines))]


def unpack(lines: Sequence[str]) -> Base:
    """Read the lines back and check the signature against the device that the header names.

    Whether that device may be believed is for the caller to decide. Raises BaseDamaged.
    """
    try:
        if lines[0] != MAGIC:
            raise BaseDamaged("unknown format")
        header: dict[str, Any] = json.loads(lines[1])
        if not is_signed(_PURPOSE, _signed(lines[:-1]), lines[-1], header["device"]):
            raise BaseDamaged("signature")
        areas: list[str] = header.pop("areas")
        sheets = tuple(
            BaseSheet(
                sheet["dataset"],
                sheet["name"],
                tuple(sheet["columns"]),
                tuple(sheet["calculated"]),
                # Workbooks from before there were seals have none.
                tuple(sheet.get("codes", ())),
                str(sheet.get("seal", "")),
            )
            for sheet in header.pop("sheets")
        )
        rows = {row.record: row for row in (_row(line, areas) for line in lines[2:-1])}
        return Base(**header, sheets=sheets, rows=rows)
    except BaseDamaged:
        raise
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, NotBase64, RecursionError) as error:
        raise BaseDamaged(str(error)) from error


def _row(line: str, areas: Sequence[str]) -> BaseRow:
    record, sheet, area, digest, calculated, packed, values = line.split("|", 6)
    ids = a2b_base64(packed, strict_mode=True).hex()
    seen = (ids,) if len(ids) == 32 else tuple(ids[start : start + 32] for start in range(0, len(ids), 32))
    differing = {name: _answer(value) for name, value in json.loads(values).items()} if values else {}
    return BaseRow(record, int(sheet), areas[int(area)], digest, bytes.fromhex(calculated), seen, differing)


def _answer(value: Any) -> Value:
    return answer_value(tuple(value) if isinstance(value, list) else value)


def _signed(lines: Sequence[str]) -> bytes:
    return "\n".join(lines).encode("utf-8", "surrogatepass")
