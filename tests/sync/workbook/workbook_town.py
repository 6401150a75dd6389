"""A small town for the tests of workbooks: one household dataset, one person dataset with every type of field."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from forms.datasets import Dataset, Field
from forms.rows import Value
from sync.signing import SigningKey
from sync.workbook.edits import Reading
from sync.workbook.reader import BaseValues, OpenedWorkbook
from sync.workbook.sheets import Export, Sheet, SheetRow
from sync.workbook.writer import Written, write_into

CHINESE, ENGLISH = "中文 (zh)", "English (en)"
KEY = SigningKey(bytes(range(32)))
XID = "5a" * 16
AREA = "220104/220104003/220104003001"


def labels(chinese: str, english: str) -> dict[str, str]:
    return {CHINESE: chinese, ENGLISH: english}


STATUS = {
    "10": labels("在职", "at work"),
    "21": labels("下岗", "laid off"),
    "22": labels("失业", "unemployed"),
    "1-2": labels("其他, 见备注", "other, see remarks"),
}
HARDSHIP = {"1": labels("残疾", "disabled"), "2": labels("慢病；长期", "ill; for long"), "3": labels("孤老", "alone")}

PERSON = Dataset(
    "person",
    (
        Field("full_name", "text", labels("姓名", "Name")),
        Field("id_no", "text", labels("证件号", "Identity number")),
        Field("phone", "text", labels("联系电话", "Telephone")),
        Field("status", "select_one", labels("就业状况", "Status"), STATUS),
        Field("hardship", "select_multiple", labels("困难", "Hardship"), HARDSHIP),
        Field("rooms", "integer", labels("间数", "Rooms")),
        Field("income", "decimal", labels("收入", "Income")),
        Field("birth_date", "date", labels("出生日期", "Birth date")),
        Field("met_at", "time", labels("时间", "Time")),
        Field("spoken", "datetime", labels("谈话", "Spoken")),
        Field("place", "geopoint", labels("位置", "Place")),
        Field("village", "select_one", labels("村", "Village")),
        Field("age", "integer", labels("年龄", "Age"), calculated=True),
    ),
    labels("人员", "Persons"),
    parent="household",
    label_field="full_name",
)
HOUSEHOLD = Dataset("household", (Field("address", "text", labels("地址", "Address")),), labels("家庭户", "Households"))


def record_id(number: int) -> str:
    return str(uuid.UUID(int=number, version=4))


def commit_id(number: int) -> str:
    return f"{number:032x}"


def person(number: int, **values: Value) -> SheetRow:
    return SheetRow(record_id(number), values, (commit_id(number),), AREA, record_id(9000))


def household(number: int, **values: Value) -> SheetRow:
    return SheetRow(record_id(number), values, (commit_id(number),), AREA)


def export_of(*persons: SheetRow, language: str = CHINESE, xid: str = XID, embedded: bytes = b"") -> Export:
    sheets = [Sheet(HOUSEHOLD, [household(9000, address="湖滨路 1 号")]), Sheet(PERSON, list(persons))]
    return Export(xid, sheets, language, AREA, "office", 7, "2026-06-12T18:42:10+08:00", embedded)


def workbook(export: Export) -> tuple[bytes, Written]:
    file = BytesIO()
    written = write_into(export, KEY, file)
    return file.getvalue(), written


def saved(folder: Path, export: Export, name: str = "master.xlsx") -> Path:
    path = folder / name
    path.write_bytes(workbook(export)[0])
    return path


def base_of(*rows: SheetRow) -> Mapping[str, Mapping[str, Value]]:
    return {row.record: row.values for row in rows}


DATASETS = {dataset.name: dataset for dataset in (HOUSEHOLD, PERSON)}


def values_of(*rows: SheetRow) -> BaseValues:
    """What the store would say: the values that each record had when the workbook was made."""
    known = {row.record: dict(row.values) | ({"@parent": row.parent} if row.parent else {}) for row in rows}

    def base_values(dataset: str, seen: Mapping[str, tuple[str, ...]]) -> Mapping[str, Mapping[str, Value]]:
        return {record: known[record] for record in seen}

    return base_values


def read_back(data: bytes | Path, *persons: SheetRow, **options: Any) -> Reading:
    """Read a workbook of those persons and of the one household."""
    opened = OpenedWorkbook(data if isinstance(data, bytes) else data.read_bytes(), "master.xlsx")
    return opened.read(DATASETS, values_of(household(9000, address="湖滨路 1 号"), *persons), **options)


def edited(data: bytes, edit: Callable[[Workbook], object]) -> bytes:
    """Open a workbook with openpyxl, as a person would with a spreadsheet program, change it and save it."""
    book = openpyxl.load_workbook(BytesIO(data))
    edit(book)
    saved_again = BytesIO()
    book.save(saved_again)
    return saved_again.getvalue()


def packed_anew(data: bytes) -> bytes:
    """Return a workbook with the same cells in other bytes, as any program that saves it leaves it."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    return out.getvalue()


def column_of(sheet: Worksheet, code: str) -> int:
    """Where a field's column is."""
    return next(cell.column for cell in sheet[1] if str(cell.value).split(" ")[0] == code)


def row_of(sheet: Worksheet, record: str) -> int:
    """Where a record's row is."""
    key = column_of(sheet, "@record")
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, key).value == record)


def type_into(book: Workbook, record: str, code: str, value: object, sheet: str = "人员") -> None:
    """Type something into the cell of a record and a field."""
    target = book[sheet]
    cell = target.cell(row_of(target, record), column_of(target, code))
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def news_of(reading: Reading) -> dict[tuple[str, str], Value]:
    """What the changes say, by record and field."""
    return {(change.record, change.field): change.new for change in reading.changes}
