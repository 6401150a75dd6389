"""What is odd about a workbook as a whole is told before the merge, stands under To do, and in the ledger."""

import json

import openpyxl
import pytest
from small_town import HUBIN, Clock, building, laptop_of, office_at, persons, record
from typer.testing import CliRunner

from survey_app.cli import app
from survey_app.desktop.merge_desk.desk import look
from survey_app.desktop.merge_desk.desk import merge as merge_desk
from survey_app.desktop.merge_desk.lines import lines_of
from survey_app.hand_edits import read_hand_edits
from survey_app.hand_over import hand_over
from survey_app.ledger import ledger
from survey_app.master import refresh_master
from survey_app.merge_desk import judged, merge
from survey_app.to_do import Kind, deal_with, tasks
from survey_app.workbook_notices import told_before


@pytest.fixture
def office(tmp_path):
    clock = Clock()
    made = office_at(tmp_path, clock)
    laptop = laptop_of(made, tmp_path, HUBIN, "李敏", clock)
    record(laptop, building(laptop)[0])
    merge(made, judged(made, [hand_over(laptop, tmp_path / "one.bundle").path]))
    laptop.close()
    refresh_master(made)
    yield made
    made.close()


def column(sheet, code):
    return next(cell.column for cell in sheet[1] if str(cell.value).split(" ")[0] == code)


def without_column(book):
    sheet = book["人员"]
    sheet.delete_cols(column(sheet, "education"))


def with_copied_sheet(book):
    book.copy_worksheet(book["人员"]).title = "人员 (2)"


def without_sheet(book):
    del book[next(each.title for each in book if each.title != "人员" and "@record" in str(each.cell(1, 1).value))]


def without_base(book):
    del book["_base"]


def changed(office, spoil):
    """Correct one telephone number in the master, and do something to the workbook as a whole."""
    book = openpyxl.load_workbook(office.master)
    sheet = book["人员"]
    keys = {sheet.cell(row, column(sheet, "@record")).value: row for row in range(2, sheet.max_row + 1)}
    sheet.cell(keys[persons(office)[0]["record_id"]], column(sheet, "mobile")).value = "13500000099"
    spoil(book)
    book.save(office.master)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (without_column, "文化程度"),
        (with_copied_sheet, "复制出来的"),
        (without_sheet, "没有因此删掉"),
        (without_base, "隐藏的底表"),
    ],
)
def test_it_is_told_before_the_merge_and_stands_under_to_do_and_in_the_ledger(office, spoil, said):
    changed(office, spoil)

    desk = look(office, [office.master])
    before = "\n".join(line.note for line in lines_of(office, desk, "zh"))
    merge_desk(office, desk)

    assert said in before
    waiting = [task for task in tasks(office, "zh") if task.kind is Kind.REFUSED]
    (task,) = [each for each in waiting if said in each.detail]
    assert said in "\n".join(ledger(office, "", "zh").notes)
    deal_with(office, task)
    assert task not in tasks(office, "zh")
    assert said in "\n".join(ledger(office, "", "zh").notes)


def test_the_edit_beside_a_missing_column_is_taken_and_the_master_is_refreshed(office):
    changed(office, without_column)

    merge_desk(office, look(office, [office.master]))

    assert persons(office)[0]["mobile"] == "13500000099"
    assert refresh_master(office).refreshed


def test_from_the_command_line(office, tmp_path):
    changed(office, without_column)
    master = office.master
    office.close()

    told = CliRunner().invoke(app, ["merge", str(tmp_path / "office"), str(master), "--json"], env={"LANGUAGE": "en"})

    (file,) = json.loads(told.stdout)["files"]
    assert "is gone" in file["why"] and file["changed"] == 1


def test_a_workbook_made_for_another_office_says_for_whom(office, tmp_path):
    other = office_at(tmp_path / "other", Clock())
    edits = read_hand_edits(office, office.master)
    base = edits.reading.base
    object.__setattr__(base, "area", "220105/220105001")

    told = told_before(other, edits.reading, "master.xlsx", "zh")

    assert any("不是本单位的" in line for line in told)
    other.close()
