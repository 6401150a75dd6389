"""The master workbook, refreshed while a clerk works in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table
from workbook_town import (
    CHINESE,
    DATASETS,
    HOUSEHOLD,
    KEY,
    PERSON,
    column_of,
    commit_id,
    edited,
    export_of,
    household,
    news_of,
    person,
    record_id,
    row_of,
    type_into,
    values_of,
    workbook,
)

from sync.errors import EditsNotRead, MasterInUse
from sync.workbook import master_lock
from sync.workbook.commits import commits_from
from sync.workbook.edits import Reading
from sync.workbook.losses import LossKind
from sync.workbook.master import Refresh, create_master, plan_refresh
from sync.workbook.reader import open_workbook
from sync.workbook.sheets import Export, Sheet, SheetRow

NEXT = "6b" * 16
WANG = person(1, full_name="王伟", id_no="220104196005120028", phone="04318765432", status="21", rooms=3)
LI = person(2, full_name="李娜", phone="13900000002", status="10", rooms=1)
ZHAO = person(3, full_name="赵敏", phone="13900000003", status="22", rooms=2)


def say(row: SheetRow, commit: int, **values: object) -> SheetRow:
    """The same record after another commit."""
    return replace(row, values={**row.values, **values}, seen=(*row.seen, commit_id(commit)))


def read(path: Path, *rows: SheetRow) -> Reading:
    return open_workbook(path).read(DATASETS, values_of(household(9000, address="湖滨路 1 号"), *rows))


def master(folder: Path, *rows: SheetRow, work: Callable[[openpyxl.Workbook], object] | None = None) -> Path:
    """A master in which a clerk has worked."""
    path = folder / "总表.xlsx"
    data, _ = workbook(export_of(*rows))
    path.write_bytes(edited(data, work) if work else data)
    return path


def refreshed(path: Path, before: tuple[SheetRow, ...], after: tuple[SheetRow, ...], **options: object) -> Refresh:
    reading = read(path, *before)
    kept = {commit.id for commit in commits_from(reading)}
    plan = plan_refresh(path, export_of(*after, xid=NEXT), KEY, reading, kept.__contains__, **options)
    plan.write()
    return plan


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def cell(path: Path, record: str, code: str) -> object:
    sheet = openpyxl.load_workbook(path)["人员"]
    return sheet.cell(row_of(sheet, record), column_of(sheet, code)).value


def a_clerk_at_work(book: openpyxl.Workbook) -> None:
    """Own columns, colours, comments, a chart, a sheet of totals, a frozen pane elsewhere."""
    sheet = book["人员"]
    sheet.insert_cols(4)
    sheet.cell(2, 4).value = "我的备注"
    sheet.cell(row_of(sheet, LI.record), 4).value = "已电话核实"
    sheet.cell(row_of(sheet, LI.record), 3).fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet.cell(row_of(sheet, LI.record), 3).comment = Comment("问过楼长", "周")
    sheet.row_dimensions[row_of(sheet, LI.record)].height = 44
    last = sheet.max_row
    sheet.conditional_formatting.add(
        f"I3:I{last}", CellIsRule("greaterThan", ["2"], fill=PatternFill(bgColor="FF00FF00"))
    )
    totals = book.create_sheet("统计")
    totals["A1"] = "总间数"
    totals["B1"] = "=SUM(人员!I3:I99)"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=9, min_row=3, max_row=last))
    totals.add_chart(chart, "D4")


def with_extra_parts(path: Path) -> None:
    """Parts that no library of ours knows, as pivot tables and sparklines bring them."""
    parts = parts_of(path.read_bytes())
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = types.replace(
        "</Types>", '<Default Extension="bin" ContentType="application/octet-stream"/></Types>'
    ).encode()
    parts["xl/pivotCache/pivotCacheRecords1.bin"] = bytes(range(256)) * 40
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    path.write_bytes(out.getvalue())


def test_new_answers_arrive_and_everything_of_the_clerks_stays(tmp_path: Path):
    path = master(tmp_path, WANG, LI, work=a_clerk_at_work)
    with_extra_parts(path)
    before = parts_of(path.read_bytes())

    plan = refreshed(path, (WANG, LI), (WANG, say(LI, 12, phone="13911111111"), ZHAO))

    after = parts_of(path.read_bytes())
    changed = {name for name in before if after[name] != before[name]}
    sheet = openpyxl.load_workbook(path)["人员"]
    row = row_of(sheet, LI.record)
    assert changed == {
        "xl/workbook.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet3.xml",
        "xl/worksheets/sheet5.xml",
    }
    assert cell(path, LI.record, "phone") == "13911111111"
    assert cell(path, ZHAO.record, "full_name") == "赵敏"
    assert sheet.cell(row, 4).value == "已电话核实"
    assert sheet.cell(row, 3).fill.fgColor.rgb == "FFFFFF00"
    assert sheet.cell(row, 3).comment.text == "问过楼长"
    assert sheet.row_dimensions[row].height == 44
    assert LossKind.CHART_TOO_SHORT in {loss.kind for loss in plan.losses}


def test_filters_formats_and_names_reach_the_new_rows(tmp_path: Path):
    path = master(tmp_path, WANG, LI, work=a_clerk_at_work)

    refreshed(path, (WANG, LI), (WANG, LI, ZHAO))

    book = openpyxl.load_workbook(path)
    sheet = book["人员"]
    assert sheet.auto_filter.ref.endswith("5")
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["I3:I5"]
    assert "fullCalcOnLoad" in parts_of(path.read_bytes())["xl/workbook.xml"].decode()


def test_a_table_over_the_list_grows_with_it(tmp_path: Path):
    def make_table(book: openpyxl.Workbook) -> None:
        sheet = book["人员"]
        sheet.auto_filter.ref = None
        sheet.add_table(Table(displayName="People", ref="A2:R4"))

    path = master(tmp_path, WANG, LI, work=make_table)

    refreshed(path, (WANG, LI), (WANG, LI, ZHAO))

    assert openpyxl.load_workbook(path)["人员"].tables["People"].ref == "A2:R5"


def test_after_a_refresh_the_master_reads_back_as_untouched(tmp_path: Path):
    path = master(tmp_path, WANG, LI, work=a_clerk_at_work)
    after = (say(WANG, 11, rooms=4), LI, ZHAO)

    refreshed(path, (WANG, LI), after)
    reading = read(path, *after)

    assert reading.is_untouched
    assert reading.xid == NEXT
    assert reading.base.rows[WANG.record].seen == (commit_id(1), commit_id(11))


def test_a_cell_changed_between_two_refreshes_has_the_newer_base(tmp_path: Path):
    path = master(tmp_path, WANG, LI)
    after = (WANG, say(LI, 12, phone="13911111111"))
    refreshed(path, (WANG, LI), after)

    path.write_bytes(edited(path.read_bytes(), lambda book: type_into(book, LI.record, "phone", "13922222222")))
    (change,) = read(path, *after).changes

    assert (change.base, change.new) == ("13911111111", "13922222222")


def test_an_edit_that_has_been_read_in_stays_and_one_that_has_not_stops_the_refresh(tmp_path: Path):
    path = master(tmp_path, WANG, LI, work=lambda book: type_into(book, LI.record, "phone", "13922222222"))
    reading = read(path, WANG, LI)
    (commit,) = commits_from(reading)
    export = export_of(WANG, say(LI, 12, phone="13922222222"), xid=NEXT)

    with pytest.raises(EditsNotRead) as stopped:
        plan_refresh(path, export, KEY, reading, lambda name: False)
    plan_refresh(path, export, KEY, reading, {commit.id}.__contains__).write()

    assert stopped.value.count == 1
    assert cell(path, LI.record, "phone") == "13922222222"


def test_an_edit_saved_after_the_reading_stops_the_refresh(tmp_path: Path):
    path = master(tmp_path, WANG, LI)
    reading = read(path, WANG, LI)
    plan = plan_refresh(path, export_of(WANG, LI, ZHAO, xid=NEXT), KEY, reading, lambda name: True)

    path.write_bytes(edited(path.read_bytes(), lambda book: type_into(book, LI.record, "phone", "13922222222")))

    with pytest.raises(EditsNotRead):
        plan_refresh(path, export_of(WANG, LI, xid=NEXT), KEY, reading, lambda name: True)
    with pytest.raises(EditsNotRead):
        plan.write()


def test_a_refused_cell_stops_the_refresh_until_somebody_agrees_to_lose_it(tmp_path: Path):
    path = master(tmp_path, WANG, LI, work=lambda book: type_into(book, LI.record, "rooms", "three"))

    with pytest.raises(EditsNotRead):
        refreshed(path, (WANG, LI), (WANG, LI))
    refreshed(path, (WANG, LI), (WANG, LI), set_back=True)

    assert cell(path, LI.record, "rooms") == 1


@pytest.mark.fault(45)
@pytest.mark.parametrize("mark", ["~$总表.xlsx", ".~lock.总表.xlsx#"])
def test_while_the_clerk_has_it_open_the_master_is_left_alone(tmp_path: Path, mark: str):
    path = master(tmp_path, WANG, LI)
    reading = read(path, WANG, LI)
    (tmp_path / mark).write_bytes("\x03周姐".encode("gb18030") if mark.startswith("~$") else "周姐,host".encode())

    with pytest.raises(MasterInUse) as busy:
        plan_refresh(path, export_of(WANG, xid=NEXT), KEY, reading, lambda name: True)

    assert busy.value.by.startswith("周") or mark.startswith("~$")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere another proof is asked for")
@pytest.mark.parametrize("mark", ["~$总表.xlsx", ".~总表.xlsx"])
def test_a_mark_left_from_before_a_power_cut_stops_nobody(tmp_path: Path, mark: str):
    path = master(tmp_path, WANG, LI)
    (tmp_path / mark).write_bytes("\x03周姐".encode("gb18030"))
    os.utime(tmp_path / mark, (0, 1_000_000_000))
    if master_lock._is_shared(path):
        pytest.skip("this system does not say what disk the folder lies on (a bare chroot), so the mark is believed")
    # Other tests let a real LibreOffice read workbooks at the same time.
    patience = time.monotonic() + 120
    while master_lock._runs(master_lock.SPREADSHEETS) and time.monotonic() < patience:
        time.sleep(0.2)

    refreshed(path, (WANG, LI), (WANG, LI, ZHAO))

    assert cell(path, ZHAO.record, "full_name") == "赵敏"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere another proof is asked for")
def test_an_old_mark_is_believed_while_a_spreadsheet_program_runs(tmp_path: Path):
    path = master(tmp_path, WANG, LI)
    before = path.read_bytes()
    (tmp_path / "~$总表.xlsx").write_bytes(b"")
    os.utime(tmp_path / "~$总表.xlsx", (0, 1_000_000_000))
    running = tmp_path / "et"
    shutil.copy(shutil.which("sleep") or "", running)

    with subprocess.Popen([running, "60"]) as wps:
        try:
            with pytest.raises(MasterInUse):
                refreshed(path, (WANG, LI), (WANG, LI, ZHAO))
        finally:
            wps.kill()

    assert path.read_bytes() == before


def test_a_master_made_before_anybody_was_recorded_takes_the_first_person_below_its_headings(tmp_path: Path):
    path = master(tmp_path)

    refreshed(path, (), (WANG,))

    sheet = openpyxl.load_workbook(path)["人员"]
    assert [sheet.cell(row, 3).value for row in (1, 2, 3)] == ["full_name", "姓名", "王伟"]
    assert read(path, WANG).is_untouched


def test_the_old_master_is_kept(tmp_path: Path):
    path = master(tmp_path, WANG, LI)
    old = path.read_bytes()

    refreshed(path, (WANG, LI), (WANG, LI, ZHAO))

    assert [kept.read_bytes() for kept in (tmp_path / "imported").iterdir()] == [old]


def test_the_row_of_a_record_that_is_gone_is_emptied_and_own_notes_beside_it_are_named(tmp_path: Path):
    path = master(tmp_path, WANG, LI, ZHAO, work=a_clerk_at_work)

    plan = refreshed(path, (WANG, LI, ZHAO), (WANG, ZHAO))

    sheet = openpyxl.load_workbook(path)["人员"]
    assert [sheet.cell(4, column).value for column in (1, 3, 4, 5)] == [None, None, "已电话核实", None]
    assert row_of(sheet, ZHAO.record) == 5
    assert LossKind.NOTES_WITHOUT_RECORD in {loss.kind for loss in plan.losses}


def test_a_row_that_the_clerk_added_becomes_the_row_of_its_record(tmp_path: Path):
    def add(book: openpyxl.Workbook) -> None:
        sheet = book["人员"]
        sheet.cell(5, column_of(sheet, "full_name")).value = "新人"
        sheet.cell(5, 19).value = "自己的格"

    path = master(tmp_path, WANG, LI, work=add)
    (new,) = read(path, WANG, LI).new_rows
    added = SheetRow(new.record, new.values, (commit_id(40),), new.area)

    refreshed(path, (WANG, LI), (WANG, LI, added))

    sheet = openpyxl.load_workbook(path)["人员"]
    assert row_of(sheet, new.record) == 5
    assert sheet.cell(5, 19).value == "自己的格"
    assert sheet.max_row == 5


@pytest.mark.fault(35, 36)
def test_sorted_rows_and_moved_columns_stay_where_the_clerk_put_them(tmp_path: Path):
    def rearrange(book: openpyxl.Workbook) -> None:
        sheet = book["人员"]
        rows = [[each.value for each in row] for row in sheet.iter_rows()]
        rows[2], rows[3] = rows[3], rows[2]
        rows = [[*row[1:], row[0]] for row in rows]
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value

    path = master(tmp_path, WANG, LI, work=rearrange)

    refreshed(path, (WANG, LI), (say(WANG, 11, full_name="王小伟"), LI))

    sheet = openpyxl.load_workbook(path)["人员"]
    assert row_of(sheet, LI.record) == 3
    assert column_of(sheet, "@record") == 18
    assert cell(path, WANG.record, "full_name") == "王小伟"


def test_a_question_added_to_the_form_becomes_a_column_at_the_end(tmp_path: Path):
    path = master(tmp_path, WANG, LI, work=a_clerk_at_work)
    reading = read(path, WANG, LI)
    grown = replace(
        PERSON, fields=(*PERSON.fields, replace(PERSON.fields[0], name="nickname", labels={CHINESE: "小名"}))
    )
    sheets = [
        Sheet(HOUSEHOLD, [household(9000, address="湖滨路 1 号")]),
        Sheet(grown, [WANG, say(LI, 12, nickname="娜娜")]),
    ]

    plan_refresh(path, Export(NEXT, sheets, CHINESE), KEY, reading, lambda name: True).write()

    sheet = openpyxl.load_workbook(path)["人员"]
    assert sheet.cell(2, column_of(sheet, "nickname")).value == "小名"
    assert cell(path, LI.record, "nickname") == "娜娜"
    assert sheet.cell(row_of(sheet, LI.record), 4).value == "已电话核实"


def test_a_formula_typed_into_our_column_is_replaced_by_its_value_and_named(tmp_path: Path):
    def compute(book: openpyxl.Workbook) -> None:
        sheet = book["人员"]
        sheet.cell(row_of(sheet, LI.record), column_of(sheet, "rooms")).value = "=1+1"

    path = master(tmp_path, WANG, LI, work=compute)

    plan = refreshed(path, (WANG, LI), (WANG, LI), set_back=True)

    assert cell(path, LI.record, "rooms") == 1
    assert LossKind.FORMULA_REPLACED in {loss.kind for loss in plan.losses}


def test_a_deleted_base_is_written_again(tmp_path: Path):
    data, written = workbook(export_of(WANG, LI))
    path = tmp_path / "m.xlsx"
    path.write_bytes(edited(data, lambda book: book.remove(book["_base"])))
    recall = {"5a" * 16: written.base}.get
    reading = open_workbook(path, recall).read(DATASETS, values_of(household(9000), WANG, LI))

    plan_refresh(path, export_of(WANG, LI, ZHAO, xid=NEXT), KEY, reading, lambda name: True).write()

    assert read(path, WANG, LI, ZHAO).is_untouched
    assert openpyxl.load_workbook(path)["_base"].sheet_state == "veryHidden"


def test_remarks_follow_the_record(tmp_path: Path):
    path = master(tmp_path, WANG, LI)

    refreshed(path, (WANG, LI), (WANG, replace(LI, remarks="有分歧：联系电话")))

    assert cell(path, LI.record, "@remarks") == "有分歧：联系电话"
    assert read(path, WANG, LI).is_untouched


def test_a_first_master_is_written_and_read_back_and_never_over_another(tmp_path: Path):
    path = tmp_path / "总表.xlsx"

    written = create_master(path, export_of(WANG, LI), KEY)

    assert written.counts == {"household": 1, "person": 2}
    assert read(path, WANG, LI).is_untouched
    with pytest.raises(EditsNotRead):
        create_master(path, export_of(WANG), KEY)


def test_several_refreshes_in_a_row_lose_nothing(tmp_path: Path):
    path = master(tmp_path, WANG, LI, work=a_clerk_at_work)
    rows: tuple[SheetRow, ...] = (WANG, LI)

    for round_number in range(4):
        after = (*(say(row, 100 + round_number, rooms=round_number) for row in rows), person(50 + round_number))
        reading = read(path, *rows)
        xid = f"{round_number:032x}"
        plan_refresh(path, export_of(*after, xid=xid), KEY, reading, lambda name: True).write()
        rows = after

    assert read(path, *rows).is_untouched
    assert len(news_of(read(path, *rows))) == 0
    assert openpyxl.load_workbook(path)["人员"].cell(4, 4).value == "已电话核实"
    assert len(list((tmp_path / "imported").iterdir())) == 4
    assert record_id(50) in {row.record for row in rows}
