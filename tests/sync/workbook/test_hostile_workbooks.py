"""Files that are no workbooks, and workbooks that mean harm (faults 10, 37-43)."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from workbook_town import edited, export_of, news_of, person, read_back, type_into, workbook

from sync.errors import (
    NotAWorkbook,
    WorkbookDamaged,
    WorkbookLocked,
    WorkbookRefused,
    WorkbookTooBig,
)
from sync.workbook import package, sheet_scan
from sync.workbook.edits import Why
from sync.workbook.reader import OpenedWorkbook

WANG = person(1, full_name="王伟", phone="139", birth_date="1960-05-12")
GOOD = workbook(export_of(WANG, person(2, full_name="李娜")))[0]
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet3.xml"


def rebuilt(change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(GOOD)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def in_sheet(change: Callable[[str], str]) -> bytes:
    return rebuilt(lambda name, content: change(content.decode()).encode() if name == SHEET else content)


@pytest.mark.fault(42)
@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"", "a.xlsx", "empty"),
        ("姓名,电话\n王伟,139\n".encode("gb18030"), "a.xlsx", "csv"),
        ("\ufeff姓名;电话\n".encode(), "a.xlsx", "csv"),
        (b"<html><table></table></html>", "a.xls", "html"),
        (COMPOUND + b"\0" * 600 + "Workbook".encode("utf-16-le"), "a.xlsx", "xls"),
        (COMPOUND + b"\0" * 600 + "Workbook".encode("utf-16-le"), "a.et", "et"),
        (b"\x89PNG\0\0", "a.xlsx", "unknown"),
    ],
)
def test_other_files_are_called_by_their_kind(data: bytes, name: str, kind: str):
    with pytest.raises(NotAWorkbook) as refused:
        OpenedWorkbook(data, name)

    assert refused.value.kind == kind


@pytest.mark.fault(41, 42)
@pytest.mark.parametrize(
    ("names", "kind"), [(["mimetype", "content.xml"], "ods"), (["Index/Document.iwa"], "numbers"), (["a"], "unknown")]
)
def test_other_archives_are_called_by_their_kind(names: list[str], kind: str):
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")

    with pytest.raises(NotAWorkbook) as refused:
        OpenedWorkbook(out.getvalue())

    assert refused.value.kind == kind


@pytest.mark.fault(42)
@pytest.mark.parametrize("stream", ["EncryptedPackage", "\tDRMContent"])
def test_a_password_is_named(stream: str):
    with pytest.raises(WorkbookLocked):
        OpenedWorkbook(COMPOUND + b"\0" * 600 + stream.encode("utf-16-le"))


@pytest.mark.fault(10)
@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "a\\b.xml", "xl/../../x", "C:/x"])
def test_names_that_lead_out_of_the_archive_are_refused(name: str):
    with pytest.raises(WorkbookDamaged):
        OpenedWorkbook(rebuilt(lambda _, content: content, {name: b"x"}))


@pytest.mark.fault(10)
def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(package, "MOST_PARTS", 10)

    with pytest.raises(WorkbookTooBig):
        OpenedWorkbook(GOOD)


@pytest.mark.fault(10)
def test_a_part_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(package, "LARGEST_PART", 1 << 20)

    with pytest.raises(WorkbookTooBig):
        OpenedWorkbook(in_sheet(lambda xml: xml + " " * (2 << 20)))


@pytest.mark.fault(10)
def test_a_part_that_unpacks_to_more_than_it_says_is_refused():
    data = bytearray(in_sheet(lambda xml: xml + " " * (4 << 20)))
    sizes = struct.pack("<I", 1000)
    for found in re.finditer(rb"PK\x01\x02", bytes(data)):
        at = found.start()
        length = struct.unpack_from("<H", data, at + 28)[0]
        if bytes(data[at + 46 : at + 46 + length]) == SHEET.encode():
            data[at + 24 : at + 28] = sizes

    with pytest.raises(WorkbookDamaged):
        read_back(bytes(data), WANG, person(2, full_name="李娜"))


def test_a_document_type_with_entities_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'

    with pytest.raises(WorkbookDamaged):
        read_back(in_sheet(lambda xml: xml.replace("<worksheet", bomb + "<worksheet", 1)), WANG)


@pytest.mark.fault(41, 43)
def test_a_cell_in_the_last_corner_is_refused_by_its_name_before_it_fills_the_memory():
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'

    with pytest.raises(WorkbookTooBig) as refused:
        read_back(in_sheet(lambda xml: xml.replace("</sheetData>", far)), WANG)

    assert refused.value.what.endswith("XFD1048576")


@pytest.mark.fault(43)
def test_styles_down_to_the_last_row_are_no_harm(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheet_scan, "MOST_CELLS", 10_000)
    styled = "".join(
        f'<row r="{row}" s="1"><c r="A{row}" s="1"/><c r="R{row}" s="1"/></row>' for row in range(10, 3000)
    )

    reading = read_back(in_sheet(lambda xml: xml.replace("</sheetData>", styled + "</sheetData>")), WANG)

    assert reading.is_untouched


@pytest.mark.fault(41)
@pytest.mark.parametrize("extent", ['<dimension ref="A1:XFD1048576"/>', '<dimension ref="A1"/>', ""])
def test_a_wrong_extent_is_no_harm(extent: str):
    reading = read_back(in_sheet(lambda xml: xml.replace("<sheetViews>", extent + "<sheetViews>")), WANG)

    assert reading.is_untouched


@pytest.mark.fault(43)
@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576' ><v>1</v></c></row>",
        '<row><c  r = "xfd1048576" ><v>1</v></c></row>',
        f'<x:row xmlns:x="{MAIN}"><x:c r="XFD99999"><x:v>1</x:v></x:c></x:row>',
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>1</t></is></c></row>',
    ],
)
def test_no_spelling_of_a_far_cell_reaches_the_bulk_reader(far: str):
    with pytest.raises(WorkbookTooBig):
        read_back(in_sheet(lambda xml: xml.replace("</sheetData>", far + "</sheetData>")), WANG)


@pytest.mark.parametrize(
    "row", ['<row r="5"><c r="A99999999999"><v>1</v></c></row>', "<row r='99999999999'><c><v>1</v></c></row>"]
)
def test_a_row_number_that_no_sheet_has_is_refused(row: str):
    with pytest.raises(WorkbookRefused):
        read_back(in_sheet(lambda xml: xml.replace("</sheetData>", row + "</sheetData>")), WANG)


@pytest.mark.fault(41)
def test_cells_without_references_are_counted():
    def without_references(xml: str) -> str:
        head, first, rest = xml.partition('<row r="3">')
        row, end, tail = rest.partition("</row>")
        return head + first + re.sub(r'<c r="[A-Z]+3"', "<c", row) + end + tail

    only_full = person(1, **{name: "1" for name in ("full_name", "id_no", "phone", "village")})
    reading = read_back(in_sheet(without_references), only_full)

    assert {cell.record for cell in reading.refused} <= {WANG.record}


@pytest.mark.fault(38)
def test_a_workbook_of_1904_has_other_serial_days():
    def to_1904(book):
        book.epoch = CALENDAR_MAC_1904
        type_into(book, WANG.record, "birth_date", 20941)

    reading = read_back(edited(GOOD, to_1904), WANG)

    assert news_of(reading) == {(WANG.record, "birth_date"): "1961-05-02"}


@pytest.mark.fault(39)
def test_errors_of_every_kind_are_refused():
    def break_cell(xml: str) -> str:
        return re.sub(r'<c r="E3"[^>]*>.*?</c>', '<c r="E3" t="e"><v>#N/A</v></c>', xml)

    reading = read_back(in_sheet(break_cell), WANG)

    assert [cell.why for cell in reading.refused] == [Why.ERROR]


@pytest.mark.fault(39)
def test_a_formula_with_a_value_is_taken_at_its_value():
    def compute(xml: str) -> str:
        return re.sub(r'<c r="E3"[^>]*>.*?</c>', '<c r="E3" t="str"><f>1&amp;"35"</f><v>135</v></c>', xml)

    reading = read_back(in_sheet(compute), WANG)

    assert news_of(reading) == {(WANG.record, "phone"): "135"}
    assert len(reading.repaired) == 1


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_file_is_refused_or_says_the_same(data: st.DataObject):
    at = data.draw(st.integers(0, len(GOOD) - 1))
    if data.draw(st.booleans()):
        broken = GOOD[:at]
    else:
        broken = GOOD[:at] + bytes([GOOD[at] ^ data.draw(st.integers(1, 255))]) + GOOD[at + 1 :]

    try:
        reading = read_back(broken, WANG, person(2, full_name="李娜"))
    except WorkbookRefused:
        return

    assert reading.changes == ()


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_garbled_xml_is_refused_or_read_but_never_crashes(data: st.DataObject):
    with ZipFile(BytesIO(GOOD)) as archive:
        part = data.draw(st.sampled_from([name for name in archive.namelist() if name.endswith((".xml", ".rels"))]))
        content = archive.read(part)
    at = data.draw(st.integers(0, len(content) - 1))
    piece = data.draw(st.sampled_from([b"", b"<", b">", b'"', b"&", b"\0", b"</c>", b"<row>", b"99999999999"]))
    garbled = content[:at] + piece + content[at + data.draw(st.integers(0, 20)) :]

    try:
        read_back(rebuilt(lambda name, old: garbled if name == part else old), WANG, person(2, full_name="李娜"))
    except WorkbookRefused:
        return
