"""Cells of a workbook that were not taken stand under To do until somebody has dealt with them."""

import openpyxl
import pytest
from small_town import HUBIN, Clock, building, laptop_of, office_at, persons, record

from survey_app.desktop.merge_desk.desk import look
from survey_app.desktop.merge_desk.desk import merge as merge_desk
from survey_app.hand_over import hand_over
from survey_app.master import pending_edits, refresh_master
from survey_app.merge_desk import judged, merge, undo_batch
from survey_app.to_do import Kind, deal_with, take_up_again, tasks


@pytest.fixture
def office(tmp_path):
    clock = Clock()
    office = office_at(tmp_path, clock)
    laptop = laptop_of(office, tmp_path, HUBIN, "李敏", clock)
    record(laptop, building(laptop)[0])
    merge(office, judged(office, [hand_over(laptop, tmp_path / "one.bundle").path]))
    laptop.close()
    refresh_master(office)
    yield office
    office.close()


def typed_into(office, name, value, row=None):
    """Change one cell of the first person in the master; return the person and what it had been."""
    book = openpyxl.load_workbook(office.master)
    sheet = book["人员"]
    columns = {str(cell.value).split(" ")[0]: cell.column for cell in sheet[1]}
    line = row or next(n for n in range(2, sheet.max_row + 1) if "-" in str(sheet.cell(n, columns["@record"]).value))
    cell = sheet.cell(line, columns[name])
    before, cell.value = cell.value, value
    book.save(office.master)
    return sheet.cell(line, columns["@record"]).value, before, f"{cell.column_letter}{line}"


def refused(office):
    return [task for task in tasks(office, "zh") if task.kind is Kind.REFUSED]


def test_each_says_where_it_stands_what_it_says_and_what_was_kept(office):
    person, _, where = typed_into(office, "birth_date", "不知道哪天")
    kept = office.store.record(person).values["birth_date"]

    merge_desk(office, look(office, [office.master]))

    (task,) = refused(office)
    assert f"人员 {where}" in task.detail
    assert "不是日期" in task.detail and "不知道哪天" in task.detail and str(kept) in task.detail
    assert str(office.store.record(person).values["full_name"]) in task.what


def test_dealt_with_it_leaves_the_list_and_stays_in_the_log(office):
    typed_into(office, "birth_date", "不知道哪天")
    merge_desk(office, look(office, [office.master]))
    (task,) = refused(office)

    deal_with(office, task)

    assert refused(office) == []
    (noted,) = office.store.refusals()
    assert noted.dealt_by == "陈静" and noted.dealt_at
    take_up_again(office, task)
    assert len(refused(office)) == 1


def test_the_same_file_read_again_brings_nothing_twice(office):
    typed_into(office, "birth_date", "不知道哪天")
    merge_desk(office, look(office, [office.master]))

    again = look(office, [office.master])
    merge_desk(office, again)

    assert again.mergeable == 0
    assert len(refused(office)) == 1


def test_the_master_is_left_alone_until_it_is_dealt_with_and_then_shows_what_was_kept(office):
    person, before, _ = typed_into(office, "birth_date", "不知道哪天")
    merge_desk(office, look(office, [office.master]))
    assert pending_edits(office) is not None

    deal_with(office, refused(office)[0])

    assert pending_edits(office) is None
    refresh_master(office)
    assert typed_into(office, "birth_date", before)[:2] == (person, before)


def test_what_came_with_a_batch_goes_with_it(office):
    typed_into(office, "birth_date", "不知道哪天")
    typed_into(office, "mobile", "13900000000")
    batch = merge_desk(office, look(office, [office.master])).batches[-1]
    assert len(refused(office)) == 1

    undo_batch(office, batch.id)

    assert refused(office) == []
    assert all(row["mobile"] != "13900000000" for row in persons(office))


def test_a_row_with_the_key_of_another_is_one_line(office):
    book = openpyxl.load_workbook(office.master)
    sheet = book["人员"]
    last = sheet.max_row + 1
    columns = {str(cell.value).split(" ")[0]: cell.column for cell in sheet[1]}
    for cell in sheet[sheet.max_row]:
        sheet.cell(last, cell.column).value = cell.value
    sheet.cell(last, columns["full_name"]).value = "张三"
    book.save(office.master)

    merge_desk(office, look(office, [office.master]))

    (task,) = refused(office)
    assert f"第 {last} 行" in task.detail and "同一个标识有两行" in task.detail
