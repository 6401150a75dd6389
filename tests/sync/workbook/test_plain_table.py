"""Tables that others made, read as they would be typed."""

from datetime import datetime

import pytest
from openpyxl import Workbook

from sync.workbook.plain_table import WrongFileKind, read_table


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

    with pytest.raises(WrongFileKind):
        read_table(tmp_path / "list.xlsx")


def test_a_missing_file_is_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_table(tmp_path / "list.xlsx")
