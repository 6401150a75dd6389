"""What lies on the desk when the same workbook is laid there twice."""

import shutil

import openpyxl
from small_town import building, laptop_by_hand, persons, record

from survey_app.desktop.merge_desk.desk import look, merge
from survey_app.master import refresh_master


def test_hand_edits_that_were_read_in_do_not_wait_a_second_time(tmp_path):
    laptop = laptop_by_hand(tmp_path)
    record(laptop, building(laptop)[0])
    master = refresh_master(laptop, tmp_path / "master.xlsx").path
    book = openpyxl.load_workbook(master)
    sheet = book["人员"]
    column = next(cell.column for row in sheet.iter_rows(max_row=3) for cell in row if cell.value == "remark")
    sheet.cell(sheet.max_row, column).value = "下周再来"
    book.save(master)
    twin = shutil.copy(master, tmp_path / "twin.xlsx")

    first = look(laptop, [master])
    merge(laptop, first)
    again = look(laptop, [twin])

    assert first.mergeable == 1
    assert "下周再来" in [person["remark"] for person in persons(laptop)]
    assert again.mergeable == 0
    laptop.close()
