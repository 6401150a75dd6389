"""Tables that others made, read as they would be typed."""

from datetime import datetime

import pytest
from openpyxl import Workbook

from sync.errors import WorkbookDamaged
from sync.workbook.plain_table import NoSuchSheet, PlainTable, WrongFileKind, read_table


def test_a_workbook_gives_its_cells_as_text(tmp_path):
    book = Workbook()
    book.active.append(["楼栋", "楼层", "日期", "号码"])
    book.active.append(["5", 4, datetime(2003, 6, 2), "220104196005120028"])
    book.save(tmp_path / "list.xlsx")

    assert read_table(tmp_path / "list.xlsx")[1] == ["5", "4", "2003-06-02", "220104196005120028"]


def test_a_number_that_lost_its_digits_does_not_look_whole(tmp_path):
    book = Workbook()
    book.active.append([220104196005120028])
    book.save(tmp_path / "list.xlsx")

    assert "e+" in read_table(tmp_path / "list.xlsx")[0][0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_of_offices(tmp_path, encoding):
    (tmp_path / "list.csv").write_bytes("姓名,电话\n王桂芝,13500000000\n".encode(encoding))

    assert read_table(tmp_path / "list.csv") == [["姓名", "电话"], ["王桂芝", "13500000000"]]


def test_semicolons_and_tabs_part_cells_too(tmp_path):
    (tmp_path / "list.csv").write_text("a;b\n1;2\n")
    (tmp_path / "list.tsv").write_text("a\tb\n1\t2\n")

    assert read_table(tmp_path / "list.csv") == read_table(tmp_path / "list.tsv") == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize("name", ["list.et", "list.pdf"])
def test_what_is_no_table_is_refused_by_name(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")

    with pytest.raises(WrongFileKind):
        read_table(tmp_path / name)


def test_a_spoilt_workbook_is_refused(tmp_path):
    (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04 no more")

    with pytest.raises(WorkbookDamaged):
        read_table(tmp_path / "list.xlsx")


def test_a_missing_file_is_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_table(tmp_path / "list.xlsx")


@pytest.mark.parametrize("name", ["list.xlsx", "list.xls"])
def test_a_text_by_the_name_of_a_workbook_is_read_as_what_it_is(tmp_path, name):
    (tmp_path / name).write_bytes("姓名;电话\n王桂芝;13500000000\n".encode("gb18030"))

    table = PlainTable(tmp_path / name)

    assert table.encoding == "gb18030"
    assert table.sheet().rows == [["姓名", "电话"], ["王桂芝", "13500000000"]]


def test_text_as_excel_saves_it_in_two_bytes_each(tmp_path):
    (tmp_path / "list.txt").write_bytes("姓名\t电话\n王桂芝\t1\n".encode("utf-16"))

    assert read_table(tmp_path / "list.txt") == [["姓名", "电话"], ["王桂芝", "1"]]


def test_a_title_with_commas_does_not_decide_what_parts_the_cells(tmp_path):
    (tmp_path / "list.csv").write_text("湖滨社区,2003年,花名册,共二人\n姓名;电话\n王桂芝;1\n李强;2\n", encoding="utf-8")

    assert read_table(tmp_path / "list.csv")[1:] == [["姓名", "电话"], ["王桂芝", "1"], ["李强", "2"]]


def test_a_cell_quoted_against_losing_zeros_gives_its_digits(tmp_path):
    (tmp_path / "list.csv").write_text('sep=;\n号码;名\n="0012";甲\n')

    assert read_table(tmp_path / "list.csv")[1] == ["0012", "甲"]


@pytest.mark.parametrize(
    "content", [b"a,b\0c", b"<html><table><tr><td>1</td></tr></table></html>", b"\xff\xfea", b"\x81"]
)
def test_what_is_no_text_is_refused_by_name(tmp_path, content):
    (tmp_path / "list.csv").write_bytes(content)

    with pytest.raises(WrongFileKind):
        read_table(tmp_path / "list.csv")


def test_a_sheet_is_asked_for_by_name(tmp_path):
    book = Workbook()
    book.create_sheet("花名册").append(["姓名"])
    book.save(tmp_path / "list.xlsx")

    table = PlainTable(tmp_path / "list.xlsx")

    assert table.sheets == ["Sheet", "花名册"]
    assert table.sheet("花名册").rows == [["姓名"]]
    with pytest.raises(NoSuchSheet) as refused:
        table.sheet("名册")
    assert refused.value.known == ("Sheet", "花名册")


def test_merged_cells_are_told_with_their_edges(tmp_path):
    book = Workbook()
    book.active.append(["花名册", None])
    book.active.merge_cells("A1:B1")
    book.save(tmp_path / "list.xlsx")

    assert PlainTable(tmp_path / "list.xlsx").sheet().merged == ((0, 0, 0, 1),)
