"""A clerk at work in LibreOffice: the accidents of a spreadsheet, done and saved by the program itself."""

from __future__ import annotations

import time
from pathlib import Path
from subprocess import Popen

import openpyxl
import pytest
from libreoffice import CSV, XLS, XLSM, LibreOffice, needs_libreoffice
from test_reader import LI, WANG
from workbook_town import (
    DATASETS,
    KEY,
    XID,
    column_of,
    export_of,
    household,
    news_of,
    person,
    record_id,
    row_of,
    saved,
    values_of,
    workbook,
)

from sync.errors import MasterInUse, NotAWorkbook, WorkbookTooBig
from sync.workbook.edits import Bulk, NoticeKind, Reading, Repair, Why
from sync.workbook.master import plan_refresh
from sync.workbook.reader import open_workbook

pytestmark = needs_libreoffice

PEOPLE = (
    WANG,
    LI,
    *(
        person(n, full_name=f"张{n:02}", phone=f"0431{n:07}", status="21", id_no=f"22010419600512{n:04}", rooms=n)
        for n in range(11, 41)
    ),
)
LONG = "长" * 32_767
FORMULA = "=cmd|'/C calc'!A0"


class Places:
    """Where the cells of a fresh workbook are, as StarBasic asks for them: from zero."""

    def __init__(self, path: Path) -> None:
        self._sheet = openpyxl.load_workbook(path)["人员"]
        self.last_row, self.width = self._sheet.max_row - 1, self._sheet.max_column - 1

    def column(self, code: str) -> int:
        return column_of(self._sheet, code) - 1

    def cell(self, number: int, code: str) -> str:
        row = row_of(self._sheet, record_id(number)) - 1
        return f"sheet.getCellByPosition({self.column(code)}, {row})"

    def block(self, code: str, to: str = "") -> str:
        """All the rows of one column, or from one column to another."""
        return f"sheet.getCellRangeByPosition({self.column(code)}, 2, {self.column(to or code)}, {self.last_row})"


SORTED = """
  Dim by(0) As New com.sun.star.table.TableSortField, how(1) As New com.sun.star.beans.PropertyValue
  by(0).Field = {field} : by(0).IsAscending = False
  how(0).Name = "SortFields" : how(0).Value = by()
  how(1).Name = "ContainsHeader" : how(1).Value = False
  {range}.sort(how())
"""


def arranged(at: Places) -> str:
    """Everything moved about, and one telephone number corrected."""
    whole = f"sheet.getCellRangeByPosition(0, 2, {at.width}, {at.last_row})"
    return f"""
  {at.cell(2, "phone")}.setString("13911111111")
  sheet.getCellByPosition({at.column("phone")}, 1).setString("手机号码")
  {SORTED.format(field=at.column("full_name"), range=whole)}
  sheet.Rows.insertByIndex(7, 2)
  sheet.getCellByPosition({at.column("full_name")}, {at.last_row + 4}).setString("合计")
  sheet.getCellByPosition({at.column("rooms")}, {at.last_row + 4}).setFormula("=SUM(H3:H40)")
  sheet.Columns.getByIndex({at.column("income")}).IsVisible = False
  sheet.Rows.getByIndex(10).IsVisible = False
  sheet.Columns.removeByIndex({at.column("village")}, 1)
  sheet.Columns.insertByIndex({at.column("phone")}, 1)
  sheet.getCellByPosition({at.column("phone")}, 1).setString("自己的列")
  sheet.getCellByPosition({at.column("phone")}, 4).setString("核实过")
  sheet.Rows.insertByIndex(0, 3)
  sheet.getCellByPosition(0, 0).setString("南湖街道人员名单")
  sheet.Name = "人员（修订）"
  doc.Sheets.moveByName("人员（修订）", 0)
  doc.Sheets.insertNewByName("统计", 0)
  doc.Sheets.getByIndex(0).getCellByPosition(0, 0).setString("姓名")
"""


def filtered(at: Places) -> str:
    """An automatic filter left on, and its visible cells written over."""
    return f"""
  Dim field(0) As New com.sun.star.sheet.TableFilterField, asked, table
  table = sheet.getCellRangeByPosition(0, 1, {at.width}, {at.last_row})
  asked = table.createFilterDescriptor(True)
  field(0).Field = {at.column("status")} : field(0).IsNumeric = False
  field(0).Operator = com.sun.star.sheet.FilterOperator.NOT_EQUAL : field(0).StringValue = "21 下岗"
  asked.FilterFields = field() : asked.ContainsHeader = True
  table.filter(asked)
  For i = 2 To {at.last_row}
    If Not sheet.Rows.getByIndex(i).IsFiltered Then
      sheet.getCellByPosition({at.column("status")}, i).setString("22 失业")
    End If
  Next
"""


TYPED = {
    11: ("id_no", 'Typed(cell, "220104196005120011")'),
    12: ("id_no", 'Typed(cell, "320104196005129999")'),
    13: ("id_no", 'cell.setString("\'22010419600512" & "0013")'),
    14: ("id_no", 'cell.setString("２２０１０４ 19600512 ００１４")'),
    15: ("phone", 'Typed(cell, "04310000015")'),
    16: ("birth_date", 'TypedDate(cell, "1961-05-02")'),
    17: ("birth_date", 'cell.setString("1961年5月2日")'),
    18: ("birth_date", 'cell.setString("1961.5.2")'),
    19: ("status", 'TypedDate(cell, "1/2/2024")'),
    20: ("full_name", 'TypedDate(cell, "3/4/2024")'),
    21: ("rooms", 'Typed(cell, "=20+2")'),
    22: ("phone", 'Typed(cell, "=1/0")'),
    23: ("full_name", 'Typed(cell, "=TRUE()")'),
    24: ("rooms", 'cell.setString("25")'),
    25: ("full_name", f'cell.setString("{FORMULA}")'),
    26: ("phone", "Typed(cell, \"='file:///tmp/nowhere.xlsx'#$Sheet1.A1\")"),
    27: (
        "full_name",
        'work = doc.createInstance("com.sun.star.text.TextField.URL")\n'
        '  work.URL = "http://example.invalid/" : work.Representation = "张小二"\n'
        '  cell.setString("")\n'
        "  cell.insertTextContent(cell.createTextCursor(), work, False)",
    ),
    28: ("full_name", 'cell.setString(String(32767, "长"))'),
    29: ("full_name", 'cell.setString("+86")'),
    30: ("full_name", 'cell.setString("@SUM(1)")'),
}
"""Record -> the column somebody types into, and how."""


def typed(at: Places) -> str:
    lines = (f"  cell = {at.cell(number, code)}\n  {how}" for number, (code, how) in TYPED.items())
    columns = at.column("full_name"), at.column("id_no"), at.column("rooms")
    return "\n".join(
        [
            *lines,
            f"  sheet.getCellRangeByPosition({columns[0]}, {at.last_row - 1}, {columns[1]}, {at.last_row}).merge(True)",
            f"  work = sheet.getCellRangeByPosition({columns[2]}, {at.last_row - 4}, {columns[2]}, {at.last_row - 3})",
            "  work.NumberFormat = 0",
            '  work.setArrayFormula("=ROW(A50:A51)")',
        ]
    )


def cases(at: Places) -> dict[str, str]:
    copy = (
        f"  sheet.copyRange(sheet.getCellByPosition(0, {at.last_row + 3}).CellAddress,"
        f" sheet.getCellRangeByPosition(0, 2, {at.width}, 2).RangeAddress)\n"
        f'  sheet.getCellByPosition({at.column("full_name")}, {at.last_row + 3}).setString("王大伟")\n'
    )
    return {
        "as it was": "",
        "arranged": arranged(at),
        "without base": f'  {at.cell(2, "phone")}.setString("139")\n  doc.Sheets.removeByName("_base")',
        "copied sheet": '  doc.Sheets.copyByName("人员", "人员 (2)", 3)\n'
        f'  {at.cell(2, "phone")}.setString("139")\n{copy}',
        "one column sorted": SORTED.format(field=0, range=at.block("phone")),
        "filtered": filtered(at),
        "typed": typed(at),
        "replaced": "  work = sheet.createReplaceDescriptor()\n"
        '  work.SearchString = "1" : work.ReplaceString = "7"\n  sheet.replaceAll(work)',
        "1904": "  Dim first As New com.sun.star.util.Date\n  first.Day = 1 : first.Month = 1 : first.Year = 1904\n"
        f'  doc.NullDate = first\n  cell = {at.cell(16, "birth_date")}\n  TypedDate(cell, "1961-05-02")',
    }


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    return LibreOffice(tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="module")
def master(office: LibreOffice) -> Path:
    return saved(office.folder, export_of(*PEOPLE))


@pytest.fixture(scope="module")
def worked(office: LibreOffice, master: Path) -> dict[str, Path]:
    return office.work(master, cases(Places(master)), sheet=2)


def read(path: Path) -> Reading:
    recall = {XID: workbook(export_of(*PEOPLE))[1].base}.get
    known = values_of(household(9000, address="湖滨路 1 号"), *PEOPLE)
    return open_workbook(path, recall).read(DATASETS, known)


def named(record: str, field: str) -> str:
    return f"{int(record[-12:], 16)} {field}"


def refused(reading: Reading) -> dict[str, Why]:
    return {named(cell.record, cell.field): cell.why for cell in reading.refused}


@pytest.mark.fault(41)
def test_opened_and_saved_nothing_has_changed(worked: dict[str, Path]):
    reading = read(worked["as it was"])

    assert reading.is_untouched
    assert (reading.missing, reading.notices, reading.repaired) == ({}, (), ())


@pytest.mark.fault(34, 35, 36)
def test_whatever_was_moved_about_the_one_corrected_cell_is_the_one_change(worked: dict[str, Path]):
    reading = read(worked["arranged"])

    assert news_of(reading) == {(LI.record, "phone"): "13911111111"}
    assert (reading.refused, reading.new_rows, reading.duplicates, reading.held) == ((), (), (), ())
    assert reading.missing == {}
    assert {notice.kind for notice in reading.notices} == {NoticeKind.COLUMN_MISSING, NoticeKind.SUBTOTAL}


@pytest.mark.fault(34)
def test_without_the_hidden_sheet_its_maker_remembers(worked: dict[str, Path]):
    reading = read(worked["without base"])

    assert news_of(reading) == {(LI.record, "phone"): "139"}
    assert NoticeKind.BASE_RECALLED in {notice.kind for notice in reading.notices}


@pytest.mark.fault(34, 36)
def test_a_copied_sheet_says_nothing_and_a_copied_row_asks(worked: dict[str, Path]):
    reading = read(worked["copied sheet"])

    assert news_of(reading) == {(LI.record, "phone"): "139"}
    assert [each.record for each in reading.duplicates] == [WANG.record]
    assert NoticeKind.SHEET_TWICE in {notice.kind for notice in reading.notices}


@pytest.mark.fault(36)
def test_one_column_sorted_alone_waits(worked: dict[str, Path]):
    reading = read(worked["one column sorted"])

    assert reading.changes == ()
    assert [(each.field, each.kind) for each in reading.held] == [("phone", Bulk.SHUFFLED)]


@pytest.mark.fault(36)
def test_behind_a_filter_nothing_is_written_over(worked: dict[str, Path]):
    reading = read(worked["filtered"])

    assert news_of(reading) == {(LI.record, "status"): "22"}
    assert (reading.refused, reading.missing) == ((), {})


@pytest.mark.fault(37, 38, 39, 40)
def test_what_was_typed_is_understood_mended_or_refused_by_name(worked: dict[str, Path]):
    reading = read(worked["typed"])

    assert {named(*cell): value for cell, value in news_of(reading).items()} == {
        "16 birth_date": "1961-05-02",
        "17 birth_date": "1961-05-02",
        "18 birth_date": "1961-05-02",
        "21 rooms": 22,
        "24 rooms": 25,
        "25 full_name": FORMULA,
        "27 full_name": "张小二",
        "28 full_name": LONG,
        "29 full_name": "+86",
        "30 full_name": "@SUM(1)",
    } | {f"{number} rooms": row for number, row in ((36, 50), (37, 51))}
    # Under merged cells LibreOffice keeps what they held, so nobody's answer is in doubt.
    assert refused(reading) == {
        "12 id_no": Why.PRECISION,
        "19 status": Why.BECAME_DATE,
        "20 full_name": Why.BECAME_DATE,
        "22 phone": Why.ERROR,
        "23 full_name": Why.BOOLEAN,
        "26 phone": Why.ERROR,
    }
    repaired = {named(cell.record, cell.field): cell.how for cell in reading.repaired}
    assert (
        repaired.items()
        >= {
            "11 id_no": Repair.FROM_BASE,
            "15 phone": Repair.LEADING_ZERO,
            "21 rooms": Repair.FORMULA_VALUE,
        }.items()
    )


@pytest.mark.fault(38)
def test_days_counted_from_1904_are_the_same_days(worked: dict[str, Path]):
    reading = read(worked["1904"])

    assert news_of(reading) == {(record_id(16), "birth_date"): "1961-05-02"}


@pytest.mark.fault(46)
def test_what_was_replaced_over_the_whole_sheet_makes_no_persons_and_clears_nobody(worked: dict[str, Path]):
    reading = read(worked["replaced"])

    assert reading.new_rows == ()
    assert all(change.new is not None for change in reading.changes)


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.fault(43)
def test_the_last_row_is_read_and_the_last_corner_refused(office: LibreOffice, master: Path):
    at = Places(master)
    styled = f"""
  {at.cell(2, "phone")}.setString("139")
  sheet.getCellRangeByPosition(0, {at.last_row + 1}, 9, 1048575).CellBackColor = 16776960
  sheet.getCellByPosition(0, 1048575).setString("x")"""
    corner = '  sheet.getCellByPosition(16383, 1048575).setString("x")'

    far = office.work(master, {"last row": styled, "last corner": corner}, sheet=2)

    assert news_of(read(far["last row"])) == {(LI.record, "phone"): "139"}
    with pytest.raises(WorkbookTooBig):
        read(far["last corner"])


@pytest.mark.fault(40)
def test_text_that_looks_like_a_formula_is_text_in_what_we_write(office: LibreOffice, tmp_path: Path):
    """LibreOffice counts the formulas that it finds in our own workbook."""
    odd = [FORMULA, "=1+1", "+1+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.invalid")', "=DDE(1)"]
    path = saved(tmp_path, export_of(*(person(n, full_name=text) for n, text in enumerate(odd, start=1))))
    count = """
  For i = 0 To doc.Sheets.Count - 1
    work = doc.Sheets.getByIndex(i).queryContentCells(com.sun.star.sheet.CellFlags.FORMULA)
    If work.Count > 0 Then Error 1
  Next"""

    (again,) = office.work(path, {"counted": count}).values()

    shown = [row[2].value for row in openpyxl.load_workbook(again)["人员"].iter_rows(min_row=3)]
    assert shown == odd


@pytest.mark.fault(40)
def test_a_workbook_with_macros_is_read_and_its_macros_are_nothing_to_us(office: LibreOffice, master: Path):
    edit = f'  {Places(master).cell(2, "phone")}.setString("139")'

    (path,) = office.work(master, {"macros": edit}, sheet=2, kind=XLSM, ending="xlsm").values()

    assert news_of(read(path)) == {(LI.record, "phone"): "139"}


@pytest.mark.fault(41, 42)
def test_files_of_other_kinds_are_called_by_their_name_whatever_that_is(office: LibreOffice, master: Path):
    (old,) = office.work(master, {"old": ""}, kind=XLS, ending="xls").values()
    (text,) = office.work(
        master,
        {"text": '  doc.Sheets.removeByName("说明")\n  doc.Sheets.removeByName("家庭户")'},
        sheet=2,
        kind=CSV,
        ending="csv",
        options="59,34,85,1",
    ).values()
    renamed = {"xls": old, "csv": text}

    for kind, path in renamed.items():
        for name in (path.name, f"{path.stem}.xlsx", f"{path.stem}.et"):
            path = path.rename(path.with_name(name))
            with pytest.raises(NotAWorkbook) as stopped:
                open_workbook(path)
            assert stopped.value.kind == ("et" if kind == "xls" and name.endswith(".et") else kind)


@pytest.mark.fault(45)
def test_while_libreoffice_holds_it_the_master_is_left_alone_and_then_refreshed(office: LibreOffice, tmp_path: Path):
    path = saved(tmp_path, export_of(*PEOPLE), "总表.xlsx")
    before, done = path.read_bytes(), tmp_path / "let go"
    reading, export = read(path), export_of(*PEOPLE, person(50, full_name="新来的"), xid="6b" * 16)
    holding = f"""
Sub Main
  Dim doc, told(0) As New com.sun.star.beans.PropertyValue
  told(0).Name = "Hidden" : told(0).Value = True
  doc = StarDesktop.loadComponentFromURL("{path.as_uri()}", "_blank", 0, told())
  Do While Not FileExists("{done.as_uri()}")
    Wait 100
  Loop
  doc.close(True)
End Sub
"""
    office.prepare(holding)
    with Popen(office.command("macro:///Standard.Work.Main"), env=office.environment) as running:
        patience = time.monotonic() + 120
        while not (tmp_path / ".~lock.总表.xlsx#").exists():
            assert running.poll() is None and time.monotonic() < patience
            time.sleep(0.1)
        with pytest.raises(MasterInUse):
            plan_refresh(path, export, KEY, reading, lambda name: True)
        assert path.read_bytes() == before
        done.touch()

    plan_refresh(path, export, KEY, reading, lambda name: True).write()
    assert "新来的" in {cell.value for row in openpyxl.load_workbook(path)["人员"].iter_rows() for cell in row}
