"""Workbooks as other programs write them: the same cells in other words, and one corrected telephone number."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from workbook_town import (
    DATASETS,
    KEY,
    XID,
    column_of,
    edited,
    export_of,
    household,
    news_of,
    person,
    read_back,
    row_of,
    type_into,
    values_of,
    workbook,
)

from sync.errors import WorkbookRefused
from sync.workbook.master import plan_refresh
from sync.workbook.reader import open_workbook

WANG = person(1, full_name="王伟", id_no="220104196005120028", phone="04318765432", rooms=3, birth_date="1960-05-12")
LI = person(2, full_name="李娜", phone="13900000002", status="10", income="1.50")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Change = Callable[[str, str], str]
"""A part's name and text -> its text."""


def rewritten(data: bytes, change: Change) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith((".xml", ".rels")):
                content = change(name, content.decode()).encode()
            new.writestr(name, content)
    return out.getvalue()


def strict(name: str, text: str) -> str:
    """ISO 29500 Strict, as Excel saves it on request: other namespaces, dates as dates."""
    text = text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    text = text.replace(LINKS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    return text.replace("<workbook ", '<workbook conformance="strict" ', 1) if name == "xl/workbook.xml" else text


def without_counts(name: str, text: str) -> str:
    """Shared strings that do not say how many they are, no dimension, no spans, styles uncounted."""
    text = re.sub(r' (?:count|uniqueCount)="[0-9]+"', "", text)
    text = re.sub(r"<dimension [^>]*/>", "", text)
    return re.sub(r' spans="[^"]*"', "", text)


def prefixed(name: str, text: str) -> str:
    """Every element with the namespace's prefix, as some libraries write."""
    if not name.startswith("xl/worksheets/sheet"):
        return text
    text = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", text)
    return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


def inline(name: str, text: str) -> str:
    """Each text in its own cell, as openpyxl writes."""
    return text


def wps(name: str, text: str) -> str:
    """What WPS puts beside: its own extension list, a build, a state of the window; and rich text in the cells."""
    if name == "xl/workbook.xml":
        own = '<extLst><ext uri="{9D3C2A1E-0000-4F00-8000-KINGSOFTWPS0}"/></extLst>'
        return text.replace("</workbook>", own + "</workbook>")
    if name == "xl/sharedStrings.xml":
        return re.sub(
            r"<si><t>([^<&]{2,})</t></si>",
            lambda each: (
                f"<si><r><rPr><sz val='11'/></rPr><t xml:space='preserve'>{each[1][:1]}</t></r>"
                f"<r><t xml:space='preserve'>{each[1][1:]}</t></r><phoneticPr fontId='0'/></si>"
            ),
            text,
        )
    return text


def with_shared_strings(data: bytes) -> bytes:
    """Every text once, in a list of its own, as Excel and WPS write."""
    texts: dict[str, int] = {}

    def shared(cell: re.Match[str]) -> str:
        return f'<c r="{cell[1]}"{cell[2]} t="s"{cell[3]}><v>{texts.setdefault(cell[4], len(texts))}</v></c>'

    def share(name: str, text: str) -> str:
        if name.startswith("xl/worksheets/sheet"):
            return re.sub(
                r'<c r="([A-Z]+[0-9]+)"([^>]*) t="inlineStr"([^>]*)><is>(.*?)</is></c>', shared, text, flags=re.DOTALL
            )
        if name == "[Content_Types].xml":
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/>'
            return text.replace("</Types>", part + "</Types>")
        if name == "xl/_rels/workbook.xml.rels":
            link = f'<Relationship Id="rId99" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
            return text.replace("</Relationships>", link + "</Relationships>")
        return text

    out = BytesIO(rewritten(data, share))
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        listed = "".join(f"<si>{text}</si>" for text in texts)
        counts = f'count="{len(texts)}" uniqueCount="{len(texts)}"'
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}" {counts}>{listed}</sst>')
    assert len(texts) > 20
    return out.getvalue()


def saved(work: Callable[[openpyxl.Workbook], object] = lambda book: None) -> bytes:
    """Our workbook with one telephone number corrected, saved by another program."""

    def edit(book: openpyxl.Workbook) -> None:
        type_into(book, LI.record, "phone", "13911111111")
        work(book)

    return edited(workbook(export_of(WANG, LI))[0], edit)


@pytest.mark.acceptance(3)
@pytest.mark.fault(41)
@pytest.mark.parametrize("by", [strict, without_counts, prefixed, inline, wps], ids=lambda by: by.__name__)
def test_whoever_wrote_it_the_corrected_cell_is_the_one_change_and_it_can_be_refreshed(tmp_path: Path, by):
    data = rewritten(saved() if by is inline else with_shared_strings(saved()), by)

    reading = read_back(data, WANG, LI)

    assert news_of(reading) == {(LI.record, "phone"): "13911111111"}
    assert (reading.refused, reading.new_rows, reading.missing, reading.notices) == ((), (), {}, ())
    path = tmp_path / "总表.xlsx"
    path.write_bytes(data)
    known = values_of(household(9000, address="湖滨路 1 号"), WANG, LI)
    reading = open_workbook(path).read(DATASETS, known)
    corrected = person(2, full_name="李娜", phone="13911111111", status="10", income="1.50")
    export = export_of(WANG, corrected, person(3, full_name="赵敏"), xid="6b" * 16)
    plan_refresh(path, export, KEY, reading, lambda name: True).write()
    again = values_of(household(9000, address="湖滨路 1 号"), WANG, corrected, person(3, full_name="赵敏"))
    assert open_workbook(path).read(DATASETS, again).is_untouched


@pytest.mark.fault(38, 41)
def test_a_strict_workbook_writes_days_as_days(tmp_path: Path):
    sheet = openpyxl.load_workbook(BytesIO(saved()))["人员"]
    place = f"{get_column_letter(column_of(sheet, 'birth_date'))}{row_of(sheet, WANG.record)}"

    def with_a_day(name: str, text: str) -> str:
        day = f'<c r="{place}" t="d"><v>1961-05-02T00:00:00</v></c>'
        return re.sub(rf'<c r="{place}"[^>]*>.*?</c>', day, strict(name, text))

    reading = read_back(rewritten(with_shared_strings(saved()), with_a_day), WANG, LI)

    assert news_of(reading) == {(LI.record, "phone"): "13911111111", (WANG.record, "birth_date"): "1961-05-02"}


@pytest.mark.fault(40)
def test_links_other_files_and_macros_are_not_followed_and_stay_where_they_are(tmp_path: Path):
    def link(book: openpyxl.Workbook) -> None:
        sheet = book["人员"]
        cell = sheet.cell(row_of(sheet, WANG.record), column_of(sheet, "full_name"))
        cell.hyperlink = "http://example.invalid/steal?x=1"
        book["说明"]["F1"] = '=WEBSERVICE("http://example.invalid")'
        book["说明"]["F2"] = "='[other.xlsx]Sheet1'!A1"

    data, macros = saved(link), bytes(range(256)) * 20
    out = BytesIO(data)
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/vbaProject.bin", macros)
        archive.writestr("xl/externalLinks/externalLink1.xml", f'<externalLink xmlns="{MAIN}"/>')
    path = tmp_path / "总表.xlsm"
    path.write_bytes(out.getvalue())
    known = values_of(household(9000, address="湖滨路 1 号"), WANG, LI)
    reading = open_workbook(path).read(DATASETS, known)

    plan_refresh(path, export_of(WANG, LI, xid="6b" * 16), KEY, reading, lambda name: True).write()

    assert news_of(reading) == {(LI.record, "phone"): "13911111111"}
    with ZipFile(path) as archive:
        assert archive.read("xl/vbaProject.bin") == macros
        assert b"example.invalid/steal" in b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.fault(43)
@pytest.mark.parametrize("place", ["A1048577", "XFE3", "A4294967297", "AAAA3"])
def test_a_cell_beyond_the_last_row_or_column_is_refused(place: str):
    row = re.sub("[A-Z]", "", place)

    def beyond(name: str, text: str) -> str:
        cell = f'<row r="{row}"><c r="{place}" t="str"><v>x</v></c></row></sheetData>'
        return text.replace("</sheetData>", cell) if name == "xl/worksheets/sheet3.xml" else text

    with pytest.raises(WorkbookRefused):
        read_back(rewritten(saved(), beyond), WANG, LI)


@pytest.mark.fault(43)
def test_notes_out_to_the_last_column_are_a_persons_own():
    def note(book: openpyxl.Workbook) -> None:
        book["人员"].cell(row_of(book["人员"], WANG.record), 16_384).value = "自己的格"

    assert news_of(read_back(saved(note), WANG, LI)) == {(LI.record, "phone"): "13911111111"}


@pytest.mark.fault(36, 46)
def test_rows_pasted_over_and_filled_down_5000_rows_wait_and_name_their_number():
    people = [person(n, full_name=f"张{n}", phone=f"0431{n:07}", status="21") for n in range(1, 5_001)]
    data, _ = workbook(export_of(*people))

    def fill(name: str, text: str) -> str:
        return re.sub(r"0431[0-9]{7}", "13900000000", text)

    reading = read_back(rewritten(data, fill), *people)

    assert reading.changes == ()
    assert [(each.field, len(each.changes)) for each in reading.held] == [("phone", 5_000)]


@pytest.mark.fault(34, 40)
def test_the_sheet_that_knows_the_base_cannot_be_forged_into_another(tmp_path: Path):
    """Who changes what the workbook says it had shown would make edits look untouched, or the other way round."""
    altered = rewritten(
        workbook(export_of(WANG, LI))[0],
        lambda name, text: text.replace(XID, "77" * 16) if "sheet5" in name else text,
    )

    with pytest.raises(WorkbookRefused):
        read_back(altered, WANG, LI)
