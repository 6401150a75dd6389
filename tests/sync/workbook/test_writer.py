"""A workbook as it leaves the office."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from workbook_town import AREA, ENGLISH, KEY, XID, commit_id, export_of, person, record_id, workbook

from forms.state import Missing
from sync.workbook.base import BaseDamaged, unpack

WANG = person(
    1,
    full_name="王伟",
    id_no="220104196005120028",
    phone="04318765432",
    status="21",
    hardship="1 2",
    rooms=3,
    income="1200.5",
    birth_date="1960-05",
    age=66,
)


def cells_of(data: bytes, sheet: str = "人员") -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def test_a_clerk_reads_labels_and_the_codes_are_hidden_above_them():
    data, _ = workbook(export_of(WANG))

    sheet = openpyxl.load_workbook(BytesIO(data))["人员"]

    assert sheet["A1"].value == f"@record {XID} person"
    assert sheet.row_dimensions[1].hidden
    assert [cell.value for cell in sheet[2]][2:5] == ["姓名", "证件号", "联系电话"]
    assert sheet.freeze_panes == "D3"
    assert sheet.auto_filter.ref == "A2:R3"


def test_identity_numbers_telephones_and_choices_are_text():
    data, _ = workbook(export_of(WANG))

    row = cells_of(data)[2]

    assert row[2:9] == ["王伟", "220104196005120028", "04318765432", "21 下岗", "1 残疾；2 慢病；长期", 3.0, 1200.5]
    assert row[9] == "1960-05"
    assert openpyxl.load_workbook(BytesIO(data))["人员"]["D3"].number_format == "@"


def test_blank_cells_are_formatted_as_text_too():
    data, _ = workbook(export_of(WANG))

    sheet = openpyxl.load_workbook(BytesIO(data))["人员"]

    assert sheet.column_dimensions["D"].number_format == "@"


def test_the_english_workbook_speaks_english():
    data, _ = workbook(export_of(WANG, person(2, status=Missing.REFUSED), language=ENGLISH))

    rows = cells_of(data, "Persons")

    assert rows[1][:3] == ["Record", "Belongs to", "Name"]
    assert rows[2][5] == "21 laid off"
    assert rows[3][5] == "[refused]"


@pytest.mark.fault(40)
@pytest.mark.parametrize("text", ["=cmd|'/C calc'!A0", "+86", "-1", "@SUM(A1)", "=1+1", "0x1"])
def test_text_that_looks_like_a_formula_stays_text(text: str):
    data, _ = workbook(export_of(person(1, full_name=text)))

    cell = openpyxl.load_workbook(BytesIO(data))["人员"]["C3"]

    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize(
    "text",
    ["𠮷野家", "😀", "龜\uf907", "a\nb", " lead", "tail ", "\t", "_x0041_", "\x01\x1f\x0b", "\x1f", "a\r\nb", "<&>"],
)
def test_odd_characters_come_back_as_they_were(text: str):
    data, _ = workbook(export_of(person(1, full_name=text, phone="x")))

    assert cells_of(data)[2][2] == text


def test_what_xml_cannot_hold_at_all_is_shown_as_the_sign_for_it():
    data, _ = workbook(export_of(person(1, full_name="a\uffff\ufffeb")))

    assert cells_of(data)[2][2] == "a\ufffd\ufffdb"


@pytest.mark.fault(43)
def test_the_longest_text_fits_and_a_longer_one_says_that_it_is_cut():
    data, _ = workbook(export_of(person(1, full_name="长" * 32_767), person(2, full_name="😀" * 20_000)))

    rows = cells_of(data)

    assert rows[2][2] == "长" * 32_767
    assert str(rows[3][2]).endswith("〔原文过长，此处不全〕")
    assert len(str(rows[3][2]).encode("utf-16-le")) <= 2 * 32_767


def test_choices_are_offered_through_a_hidden_list():
    data, _ = workbook(export_of(WANG))

    book = openpyxl.load_workbook(BytesIO(data))

    offers = {str(offer.sqref): offer.formula1 for offer in book["人员"].data_validations.dataValidation}
    assert offers["F3:F1048576"] == "'_lists'!$B$1:$B$8"
    assert [cell.value for cell in book["_lists"]["B"]][:4] == ["10 在职", "21 下岗", "22 失业", "1-2 其他, 见备注"]


def test_what_the_workbook_knew_is_hidden_and_signed():
    data, written = workbook(export_of(WANG, embedded=b"age-encrypted"))

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    hidden = {sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.VeryHidden}
    lines = ["".join(map(str, row)) for row in book.get_sheet_by_name("_base").to_python(skip_empty_area=False)]
    base = unpack(lines)

    assert hidden == {"_lists", "_base", "_commits"}
    assert tuple(lines) == written.base
    assert base.device == KEY.public
    assert base.rows[record_id(1)].seen == (commit_id(1),)
    assert base.rows[record_id(1)].area == AREA


def test_a_changed_base_is_noticed():
    _, written = workbook(export_of(WANG))
    changed = [line.replace(commit_id(1)[:8], "00000001") for line in written.base]
    changed[3] = changed[3].replace("|1|", "|0|", 1)

    with pytest.raises(BaseDamaged):
        unpack(changed)


def test_the_same_export_gives_the_same_rows_of_bytes():
    assert workbook(export_of(WANG))[1] == workbook(export_of(WANG))[1]


def test_a_dataset_without_records_is_a_sheet_without_rows():
    data, written = workbook(export_of())

    assert len(cells_of(data)) == 2
    assert written.counts == {"household": 1, "person": 0}
