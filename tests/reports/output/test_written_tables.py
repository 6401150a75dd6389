"""Tables that leave the program: what was typed at a door arrives as it was typed."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.output.csv import csv_bytes
from reports.output.table import Table
from reports.output.xlsx import xlsx_bytes

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_eighteen_digits_stay_text_in_a_workbook():
    table = Table("名单", ["号码"], [["220104198403170046"]])

    sheet = load_workbook(io.BytesIO(xlsx_bytes(table))).worksheets[0]

    assert sheet.cell(4, 1).value == "220104198403170046"
    assert sheet.cell(4, 1).number_format == "@"


def test_what_somebody_typed_is_never_a_formula():
    table = Table("x", ["a"], [["=1+1"], ["@SUM(A1)"]])

    sheet = load_workbook(io.BytesIO(xlsx_bytes(table))).worksheets[0]

    assert sheet.cell(4, 1).data_type == "s"
    assert rows_of(csv_bytes(table))[1:] == [["'=1+1"], ["'@SUM(A1)"]]


def test_numbers_stay_numbers_and_nothing_stays_empty():
    table = Table("x", ["", "n"], [["门户", 36], ["比例", None]])

    sheet = load_workbook(io.BytesIO(xlsx_bytes(table))).worksheets[0]

    assert [sheet.cell(4, 2).value, sheet.cell(5, 2).value] == [36, None]
    assert rows_of(csv_bytes(table))[1:] == [["门户", "36"], ["比例", ""]]


@given(st.lists(st.tuples(TEXT, st.integers()), max_size=5))
def test_any_text_comes_back_from_csv_as_it_went_but_for_the_guard(rows):
    back = rows_of(csv_bytes(Table("x", ["a", "b"], rows)))[1:]

    assert [line[0].removeprefix("'") for line in back] == [text.removeprefix("'") for text, _ in rows]
    assert [int(line[1]) for line in back] == [number for _, number in rows]


@given(st.lists(TEXT, max_size=5))
def test_any_text_comes_back_from_a_workbook(texts):
    data = xlsx_bytes(Table("x", ["a"], [[text] for text in texts]))
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]

    assert [sheet.cell(place, 1).value or "" for place in range(4, 4 + len(texts))] == texts
