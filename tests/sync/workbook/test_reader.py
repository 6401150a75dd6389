"""A workbook as it comes back from a clerk."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from workbook_town import (
    CHINESE,
    DATASETS,
    ENGLISH,
    XID,
    column_of,
    commit_id,
    edited,
    export_of,
    household,
    news_of,
    person,
    read_back,
    record_id,
    row_of,
    saved,
    type_into,
    values_of,
    workbook,
)

from forms.state import Missing
from sync.commit import LIFE
from sync.errors import ForeignWorkbook
from sync.workbook.commits import commits_from
from sync.workbook.edits import Bulk, NoticeKind, Repair, Why
from sync.workbook.reader import OpenedWorkbook, open_workbook

WANG = person(
    1,
    full_name="王伟",
    id_no="220104196005120028",
    phone="04318765432",
    status="21",
    hardship="1 2",
    rooms=3,
    income="1200.50",
    birth_date="1960-05-12",
    met_at="18:42:10.000+08:00",
    spoken="2026-06-12T18:42:10.000+08:00",
    place="43.88 125.32 0 0",
    village="v-07",
    age=66,
)
LI = person(2, full_name="李娜", id_no="22010419850315002X", status=Missing.REFUSED, birth_date="1985-03")
ODD = [
    person(3),
    person(4, full_name="𠮷野家😀", phone=" 139 ", status="1-2", income="0.1", rooms=0),
    person(5, full_name="a\nb\r\nc", id_no="=1+1", phone="+86", village="<&>_x0041_"),
    person(6, full_name="长" * 40_000, status="nowhere", hardship="3 9", rooms="many", income="1e5"),
    person(7, full_name=Missing.NO_CARD, rooms=Missing.LATER, income=Missing.DOES_NOT_KNOW, hardship=Missing.REFUSED),
    person(8, full_name="\x01", id_no="000123", phone="0", rooms=10**17, income="123456789012345678", village="\uf907"),
    person(9, full_name="〔不知道〕", status="refused", village=True, rooms=-3, income="-0.25"),
]


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_an_untouched_workbook_changes_nothing(language: str):
    data, _ = workbook(export_of(WANG, LI, *ODD, language=language))

    reading = read_back(data)

    assert reading.is_untouched
    assert reading.missing == {}
    assert reading.notices == ()


def test_a_workbook_saved_by_another_program_without_edits_changes_nothing():
    data, _ = workbook(export_of(WANG, LI, *ODD))

    reading = read_back(edited(data, lambda book: None), WANG, LI, *ODD)

    assert (reading.changes, reading.refused, reading.new_rows) == ((), (), ())


def test_every_value_is_known_again_cell_by_cell():
    persons = (WANG, LI, *ODD)

    def touch_every_row(book):
        for row in persons:
            type_into(book, row.record, "@area", "220104")

    reading = read_back(edited(workbook(export_of(*persons))[0], touch_every_row), *persons)

    assert reading.changes == ()
    assert {cell.why for cell in reading.refused} == {Why.AREA}


def test_a_corrected_telephone_number_is_one_change_with_its_base():
    data = edited(workbook(export_of(WANG, LI))[0], lambda book: type_into(book, WANG.record, "phone", "13500000001"))

    reading = read_back(data, WANG, LI)

    (change,) = reading.changes
    assert (change.record, change.field, change.base, change.new) == (
        WANG.record,
        "phone",
        "04318765432",
        "13500000001",
    )


@pytest.mark.fault(37, 38, 39, 40)
@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("status", "22 失业", "22"),
        ("status", "22", "22"),
        ("status", 22, "22"),
        ("status", "失业", "22"),
        ("status", "Unemployed", "22"),
        ("status", "２２　失业", "22"),
        ("status", "1-2", "1-2"),
        ("status", "〔不知道〕", Missing.DOES_NOT_KNOW),
        ("status", "[refused]", Missing.REFUSED),
        ("hardship", "1 残疾；3 孤老", "1 3"),
        ("hardship", "1;3", "1 3"),
        ("hardship", "1,3", "1 3"),
        ("hardship", "孤老", "3"),
        ("hardship", "2 慢病；长期；3 孤老", "2 3"),
        ("rooms", "４", 4),
        ("rooms", "4.0", 4),
        ("rooms", 4.0, 4),
        ("income", 1300.5, "1300.5"),
        ("income", "1,300.5", "1300.5"),
        ("birth_date", "1961.5.2", "1961-05-02"),
        ("birth_date", "1961年5月2日", "1961-05-02"),
        ("birth_date", "1961年5月", "1961-05"),
        ("birth_date", "1961/5/2", "1961-05-02"),
        ("birth_date", "19610502", "1961-05-02"),
        ("birth_date", dt.date(1961, 5, 2), "1961-05-02"),
        ("birth_date", dt.datetime(1961, 5, 2), "1961-05-02"),
        ("birth_date", 22403, "1961-05-02"),
        ("birth_date", 1961, "1961"),
        ("met_at", dt.time(9, 5), "09:05:00"),
        ("met_at", "9:05", "09:05:00"),
        ("spoken", "2026-06-13 9:05", "2026-06-13T09:05:00"),
        ("place", "43.9, 125.3", "43.9 125.3"),
        ("full_name", " 王小伟 ", "王小伟"),
        ("phone", "１３９００００００００", "13900000000"),
        ("phone", "139 0000 0000", "13900000000"),
        ("phone", 13900000000, "13900000000"),
        ("id_no", "220104196005120010", "220104196005120010"),
        ("id_no", "'220104196005120010", "220104196005120010"),
        ("id_no", None, None),
        ("village", "=1+1", "=1+1"),
    ],
)
def test_what_a_clerk_types_is_understood(field: str, typed: object, value: object):
    data = edited(workbook(export_of(WANG, LI))[0], lambda book: type_into(book, WANG.record, field, typed))

    reading = read_back(data, WANG, LI)

    assert news_of(reading) == {(WANG.record, field): value}
    assert type(reading.changes[0].new) is type(value)


@pytest.mark.fault(37, 38)
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("id_no", "２２０１０４１９６００５１２００２８"),
        ("id_no", " 220104196005120028"),
        ("rooms", "3.0"),
        ("rooms", "３"),
        ("income", 1200.5),
        ("income", "1200.5"),
        ("birth_date", dt.date(1960, 5, 12)),
        ("birth_date", "1960.5.12"),
        ("birth_date", 22048),
        ("met_at", dt.time(18, 42, 10)),
        ("spoken", dt.datetime(2026, 6, 12, 18, 42, 10)),
        ("status", "下岗"),
        ("status", "21 待业"),
        ("hardship", "2 慢病；长期；1 残疾"),
        ("phone", "'04318765432"),
    ],
)
def test_the_same_answer_in_another_dress_is_no_change(field: str, typed: object):
    data = edited(workbook(export_of(WANG, LI))[0], lambda book: type_into(book, WANG.record, field, typed))

    reading = read_back(data, WANG, LI)

    assert (reading.changes, reading.refused) == ((), ())


@pytest.mark.fault(37)
def test_a_lower_case_x_is_the_same_identity_number():
    data = edited(workbook(export_of(LI))[0], lambda book: type_into(book, LI.record, "id_no", "22010419850315002x"))

    assert read_back(data, LI).changes == ()


@pytest.mark.acceptance(3)
@pytest.mark.fault(37, 38, 39)
@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("id_no", 320104196005120000, Why.PRECISION),
        ("id_no", "3.20104E+17", Why.PRECISION),
        ("phone", "1.35E+15", Why.PRECISION),
        ("full_name", dt.date(2024, 1, 2), Why.BECAME_DATE),
        ("status", dt.date(2024, 1, 2), Why.BECAME_DATE),
        ("status", "99", Why.CHOICE),
        ("status", "22 下岗", Why.CODE_AND_LABEL),
        ("hardship", "1 残疾；九", Why.CHOICE),
        ("rooms", "three", Why.NUMBER),
        ("rooms", 2.5, Why.NUMBER),
        ("income", "lots", Why.NUMBER),
        ("birth_date", "1960-02-30", Why.DATE),
        ("birth_date", "soon", Why.DATE),
        ("met_at", "25:00", Why.TIME),
        ("place", "here", Why.PLACE),
        ("full_name", True, Why.BOOLEAN),
        ("age", 67, Why.CALCULATED),
        ("@area", "220104", Why.AREA),
        ("@parent", record_id(77), Why.UNKNOWN_RECORD),
        ("@action", "erase", Why.UNKNOWN_ACTION),
    ],
)
def test_damage_is_refused_and_named(field: str, typed: object, why: Why):
    data = edited(workbook(export_of(WANG, LI))[0], lambda book: type_into(book, WANG.record, field, typed))

    reading = read_back(data, WANG, LI)

    assert reading.changes == ()
    assert [(cell.record, cell.field, cell.why) for cell in reading.refused] == [(WANG.record, field, why)]


@pytest.mark.fault(37)
@pytest.mark.parametrize(
    ("field", "typed", "how"),
    [
        ("id_no", 220104196005120028, Repair.FROM_BASE),
        ("id_no", "220104196005120000", Repair.FROM_BASE),
        ("id_no", "2.20104E+17", Repair.FROM_BASE),
        ("phone", 4318765432, Repair.LEADING_ZERO),
    ],
)
def test_damage_that_the_base_sees_through_is_mended_and_noted(field: str, typed: object, how: Repair):
    data = edited(workbook(export_of(WANG, LI))[0], lambda book: type_into(book, WANG.record, field, typed))

    reading = read_back(data, WANG, LI)

    assert (reading.changes, reading.refused) == ((), ())
    assert [(cell.field, cell.how) for cell in reading.repaired] == [(field, how)]


@pytest.mark.invariant(27)
@pytest.mark.fault(34, 35, 36)
def test_a_missing_row_column_or_sheet_deletes_nothing():
    def remove(book):
        sheet = book["人员"]
        sheet.delete_rows(row_of(sheet, WANG.record))
        sheet.delete_cols(column_of(sheet, "phone"))
        del book["家庭户"]

    reading = read_back(edited(workbook(export_of(WANG, LI))[0], remove), WANG, LI)

    assert reading.is_untouched
    assert reading.missing == {"person": (WANG.record,), "household": (record_id(9000),)}
    assert {notice.kind for notice in reading.notices} == {NoticeKind.SHEET_MISSING, NoticeKind.COLUMN_MISSING}


def test_only_the_word_in_the_action_column_deletes():
    data = edited(workbook(export_of(WANG, LI))[0], lambda book: type_into(book, LI.record, "@action", "删除"))

    reading = read_back(data, WANG, LI)

    assert news_of(reading) == {(LI.record, LIFE): "gone:workbook"}
    (commit,) = commits_from(reading)
    assert commit.seen == (commit_id(2),)


def test_a_row_without_a_key_becomes_a_record_whose_name_follows_from_what_it_says():
    def add(book):
        sheet = book["人员"]
        sheet.cell(5, column_of(sheet, "full_name")).value = "新人"
        sheet.cell(5, column_of(sheet, "status")).value = "21 下岗"
        sheet.cell(5, column_of(sheet, "@parent")).value = record_id(9000)

    data = edited(workbook(export_of(WANG, LI))[0], add)

    first, second = read_back(data, WANG, LI), read_back(data, WANG, LI)

    (row,) = first.new_rows
    assert first.new_rows == second.new_rows
    assert row.values == {"full_name": "新人", "status": "21"}
    assert row.parent == record_id(9000)
    assert commits_from(first)[0].set["@parent"] == record_id(9000)


@pytest.mark.fault(36)
def test_a_sum_below_the_list_is_no_person():
    def total(book):
        sheet = book["人员"]
        sheet.cell(6, column_of(sheet, "full_name")).value = "合计"
        sheet.cell(6, column_of(sheet, "rooms")).value = "=SUM(H3:H4)"

    reading = read_back(edited(workbook(export_of(WANG, LI))[0], total), WANG, LI)

    assert reading.is_untouched
    assert [notice.kind for notice in reading.notices] == [NoticeKind.SUBTOTAL]


@pytest.mark.fault(36)
def test_a_pasted_row_is_asked_about_and_the_original_stays():
    def paste(book):
        sheet = book["人员"]
        row = row_of(sheet, WANG.record)
        for column in range(1, sheet.max_column + 1):
            sheet.cell(9, column).value = sheet.cell(row, column).value
        sheet.cell(9, column_of(sheet, "full_name")).value = "王大伟"

    reading = read_back(edited(workbook(export_of(WANG, LI))[0], paste), WANG, LI)

    assert reading.changes == ()
    (duplicate,) = reading.duplicates
    assert [place.row for place in duplicate.rows] == [3, 9]
    assert [place.row for place in duplicate.changed] == [9]


@pytest.mark.fault(46)
def test_clearing_a_whole_column_waits_until_somebody_confirms_it():
    persons = [person(n, full_name=f"张{n}", phone=f"1390000{n:04d}") for n in range(1, 101)]

    def clear(book):
        for row in range(3, 103):
            book["人员"].cell(row, column_of(book["人员"], "phone")).value = None

    data = edited(workbook(export_of(*persons))[0], clear)

    held = read_back(data, *persons)
    confirmed = read_back(data, *persons, confirmed={("person", "phone")})

    assert held.changes == ()
    assert [(column.field, column.kind, len(column.changes)) for column in held.held] == [("phone", Bulk.CLEARED, 100)]
    assert len(confirmed.changes) == 100


@pytest.mark.fault(36)
def test_one_column_sorted_without_the_others_waits():
    persons = [person(n, full_name=f"张{n:03d}", phone=f"139{n:04d}") for n in range(1, 31)]

    def sort_one_column(book):
        sheet = book["人员"]
        column = column_of(sheet, "phone")
        values = [sheet.cell(row, column).value for row in range(3, 33)]
        for row, value in zip(range(3, 33), reversed(values), strict=True):
            sheet.cell(row, column).value = value

    reading = read_back(edited(workbook(export_of(*persons))[0], sort_one_column), *persons)

    assert reading.changes == ()
    assert [column.kind for column in reading.held] == [Bulk.SHUFFLED]


@pytest.mark.fault(46)
def test_filling_one_value_down_waits():
    persons = [person(n, full_name=f"张{n:03d}", phone=f"139{n:04d}") for n in range(1, 201)]

    def fill_down(book):
        for row in range(3, 203):
            book["人员"].cell(row, column_of(book["人员"], "phone")).value = "1390001"

    reading = read_back(edited(workbook(export_of(*persons))[0], fill_down), *persons)

    assert [(column.kind, len(column.changes)) for column in reading.held] == [(Bulk.FILLED, 199)]


@pytest.mark.fault(44)
def test_the_same_edit_gives_the_same_commit_whoever_reads_it():
    data = edited(workbook(export_of(WANG, LI))[0], lambda book: type_into(book, WANG.record, "phone", "135"))
    other = edited(workbook(export_of(LI, WANG))[0], lambda book: type_into(book, WANG.record, "phone", "135"))

    (one,), (two,) = (commits_from(read_back(each, WANG, LI)) for each in (data, other))

    assert one.id == two.id
    assert (one.source, one.stream, one.seen, one.hlc) == ("workbook", f"wb:{XID}", (commit_id(1),), 7)


def test_touching_the_identity_number_writes_its_whole_group():
    data = edited(workbook(export_of(WANG))[0], lambda book: type_into(book, WANG.record, "id_no", "1"))

    (commit,) = commits_from(read_back(data, WANG), {"person": [frozenset({"id_no", "birth_date"})]})

    assert commit.set == {"id_no": "1", "birth_date": "1960-05-12"}


@pytest.mark.fault(44)
def test_a_second_save_of_the_same_file_continues_the_first():
    first = edited(workbook(export_of(WANG))[0], lambda book: type_into(book, WANG.record, "phone", "135"))
    (commit,) = commits_from(read_back(first, WANG))
    again = edited(first, lambda book: type_into(book, WANG.record, "phone", "136"))
    earlier = {(WANG.record, "phone"): ("135", commit.id)}

    unknown = read_back(again, WANG, earlier=earlier)
    later = read_back(again, WANG, earlier=earlier, is_later_save=True)

    assert [(each.imported, each.now) for each in unknown.later] == [("135", "136")]
    assert commits_from(unknown)[0].seen == (commit_id(1),)
    assert set(commits_from(later)[0].seen) == {commit_id(1), commit.id}


def test_setting_a_cell_back_after_an_earlier_reading_is_a_change_of_its_own():
    data, _ = workbook(export_of(WANG))
    earlier = {(WANG.record, "phone"): ("135", commit_id(50))}

    unknown = read_back(data, WANG, earlier=earlier)
    later = read_back(data, WANG, earlier=earlier, is_later_save=True)

    assert unknown.changes == ()
    assert len(unknown.later) == 1
    assert news_of(later) == {(WANG.record, "phone"): "04318765432"}


def test_the_same_file_read_twice_brings_nothing_new():
    data = edited(workbook(export_of(WANG))[0], lambda book: type_into(book, WANG.record, "phone", "135"))
    first = read_back(data, WANG)
    earlier = {(WANG.record, "phone"): ("135", commits_from(first)[0].id)}

    again = read_back(data, WANG, earlier=earlier, is_later_save=True)

    assert commits_from(again) == commits_from(first)
    assert again.later == ()


@pytest.mark.fault(34)
def test_a_workbook_without_its_hidden_sheet_is_remembered_by_its_maker(tmp_path: Path):
    def disturb(book):
        del book["_base"]
        type_into(book, WANG.record, "phone", "135")

    data, written = workbook(export_of(WANG))
    path = saved(tmp_path, export_of(WANG))
    path.write_bytes(edited(data, disturb))

    reading = open_workbook(path, {XID: written.base}.get).read(DATASETS, values_of(WANG, household(9000)))

    assert news_of(reading) == {(WANG.record, "phone"): "135"}
    with pytest.raises(ForeignWorkbook):
        open_workbook(path)


def test_a_sheet_from_another_export_is_not_compared_with_this_one():
    def rename_export(book):
        book["人员"]["A1"].value = f"@record {'77' * 16} person"
        type_into(book, WANG.record, "phone", "135")

    reading = read_back(edited(workbook(export_of(WANG))[0], rename_export), WANG)

    assert reading.changes == ()
    assert NoticeKind.OTHER_EXPORT in {notice.kind for notice in reading.notices}


@pytest.mark.fault(39)
def test_merged_cells_clear_nothing():
    def merge(book):
        book["人员"].merge_cells("C3:D4")

    reading = read_back(edited(workbook(export_of(WANG, LI))[0], merge), WANG, LI)

    assert reading.changes == ()
    assert {cell.why for cell in reading.refused} == {Why.MERGED}


@pytest.mark.fault(39)
def test_errors_and_formulas_without_a_value_clear_nothing():
    def break_cells(book):
        sheet = book["人员"]
        cell = sheet.cell(row_of(sheet, WANG.record), column_of(sheet, "phone"))
        cell.value, cell.data_type = "#REF!", "e"
        sheet.cell(row_of(sheet, LI.record), column_of(sheet, "id_no")).value = "=A1&B1"

    reading = read_back(edited(workbook(export_of(WANG, LI))[0], break_cells), WANG, LI)

    assert reading.changes == ()
    assert {(cell.record, cell.field, cell.why) for cell in reading.refused} == {
        (WANG.record, "phone", Why.ERROR),
        (LI.record, "id_no", Why.FORMULA),
    }


def test_commits_for_the_receiver_come_along():
    data, _ = workbook(export_of(WANG, embedded=b"\x00\x01age" * 20_000))

    from sync.workbook.reader import OpenedWorkbook

    assert OpenedWorkbook(data).embedded == b"\x00\x01age" * 20_000


def test_a_workbook_of_an_earlier_form_is_read_under_the_names_of_today():
    person_now = DATASETS["person"]
    fields = tuple(replace(each, name="telephone") if each.name == "phone" else each for each in person_now.fields)
    datasets = {**DATASETS, "person": replace(person_now, fields=fields, renamed={"phone": "telephone"})}
    data = edited(workbook(export_of(WANG))[0], lambda book: type_into(book, WANG.record, "phone", "04310000000"))

    reading = OpenedWorkbook(data).read(datasets, values_of(household(9000, address="湖滨路 1 号"), WANG))

    assert news_of(reading) == {(WANG.record, "telephone"): "04310000000"}
    assert reading.notices == ()
