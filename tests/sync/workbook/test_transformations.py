"""Whatever is sorted, moved, hidden or removed: exactly the edited cells become changes (invariants 24-27)."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from workbook_town import (
    HARDSHIP,
    STATUS,
    column_of,
    edited,
    export_of,
    news_of,
    packed_anew,
    person,
    read_back,
    workbook,
)

from forms.rows import Value
from forms.state import Missing
from sync.workbook.commits import commits_from
from sync.workbook.sheets import SheetRow

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "full_name": st.none() | TEXT | st.sampled_from(list(Missing)),
    "id_no": st.none() | st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True) | TEXT,
    "phone": st.none() | st.from_regex(r"0?[0-9]{7,11}", fullmatch=True),
    "status": st.none() | st.sampled_from([*STATUS, "99"]) | st.sampled_from(list(Missing)),
    "hardship": st.none() | st.lists(st.sampled_from(list(HARDSHIP)), min_size=1, unique=True).map(" ".join),
    "rooms": st.none() | st.integers(-(2**63), 2**63 - 1) | st.sampled_from(list(Missing)),
    "income": st.none() | st.decimals(-1000, 10**9, places=2).map(str) | TEXT,
    "birth_date": st.none() | st.dates().map(str) | st.from_regex(r"19[0-9]{2}(-0[1-9])?", fullmatch=True),
    "village": st.none() | TEXT | st.booleans(),
    "age": st.none() | st.integers(0, 120),
}
PEOPLE = st.lists(st.fixed_dictionaries(VALUES), min_size=1, max_size=8).map(
    lambda people: [person(number, **values) for number, values in enumerate(people, start=1)]
)


@pytest.mark.invariant(24)
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(PEOPLE)
def test_any_record_survives_the_workbook_there_and_back(people: list[SheetRow]):
    data, _ = workbook(export_of(*people))

    assert read_back(packed_anew(data), *people).is_untouched
    assert read_back(edited(data, remove_remarks), *people).changes == ()


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(PEOPLE | st.just([]))
def test_a_sheet_known_by_its_seal_reads_as_if_every_cell_had_been_looked_at(people: list[SheetRow]):
    data, _ = workbook(export_of(*people))

    sealed, looked_at = read_back(data, *people), read_back(packed_anew(data), *people)

    assert sealed == replace(looked_at, file_hash=sealed.file_hash)


def remove_remarks(book: Workbook) -> None:
    """Without one of its columns a row is no longer known by its digest, so that every cell is compared."""
    sheet = book["人员"]
    sheet.delete_cols(column_of(sheet, "met_at"))


def sort_rows(book: Workbook, choice: random.Random) -> None:
    sheet = book["人员"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    choice.shuffle(rows)
    put(sheet, rows, 3)


def insert_column(book: Workbook, choice: random.Random) -> None:
    sheet = book["人员"]
    at = choice.randint(1, sheet.max_column)
    sheet.insert_cols(at)
    sheet.cell(2, at).value = "自己的列"
    sheet.cell(3, at).value = "abc"


def move_column(book: Workbook, choice: random.Random) -> None:
    sheet = book["人员"]
    columns = [list(column) for column in zip(*([c.value for c in row] for row in sheet.iter_rows()), strict=True)]
    columns.insert(choice.randrange(len(columns)), columns.pop(choice.randrange(len(columns))))
    put(sheet, [list(row) for row in zip(*columns, strict=True)], 1)


def delete_column(book: Workbook, choice: random.Random) -> None:
    sheet = book["人员"]
    unneeded = ("village", "met_at", "spoken", "@remarks", "@area")
    found = [cell.column for row in sheet.iter_rows(max_row=10) for cell in row if cell.value in unneeded]
    if found:
        sheet.delete_cols(choice.choice(found))


def delete_row(book: Workbook, choice: random.Random) -> None:
    sheet = book["人员"]
    keyed = [row[0].row for row in sheet.iter_rows() if any(len(str(cell.value)) == 36 for cell in row)]
    if keyed:
        sheet.delete_rows(choice.choice(keyed))


def insert_row(book: Workbook, choice: random.Random) -> None:
    book["人员"].insert_rows(choice.randint(1, book["人员"].max_row + 1))


def hide_things(book: Workbook, choice: random.Random) -> None:
    sheet = book["人员"]
    sheet.column_dimensions[get_column_letter(choice.randint(1, sheet.max_column))].hidden = True
    sheet.row_dimensions[choice.randint(1, sheet.max_row)].hidden = True


def rename_sheet(book: Workbook, choice: random.Random) -> None:
    book["人员"].title = "人员（修订）"


def reorder_sheets(book: Workbook, choice: random.Random) -> None:
    book.move_sheet("人员", choice.randint(-1, 1))


def add_sheet(book: Workbook, choice: random.Random) -> None:
    book.create_sheet("我的统计")["A1"] = "姓名"


def change_labels(book: Workbook, choice: random.Random) -> None:
    sheet = book["人员"]
    sheet.cell(2, choice.randint(1, sheet.max_column)).value = "改过的标题"


CHANGES: list[Callable[[Workbook, random.Random], None]] = [
    sort_rows,
    insert_column,
    move_column,
    delete_column,
    delete_row,
    insert_row,
    hide_things,
    reorder_sheets,
    add_sheet,
    change_labels,
    rename_sheet,
]


def put(sheet: Worksheet, rows: list[list[object]], start: int) -> None:
    for number, row in enumerate(rows, start=start):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


@pytest.mark.invariant(25)
@pytest.mark.fault(34, 35, 36)
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(3, 12), st.lists(st.sampled_from(CHANGES), max_size=6), st.randoms(use_true_random=False))
def test_exactly_the_edited_cells_become_changes(
    count: int, changes: list[Callable[[Workbook, random.Random], None]], choice: random.Random
):
    people = [
        person(n, full_name=f"张{n}", phone=f"1390000{n:04d}", status="21", rooms=n, id_no=f"22010419600512{n:04d}")
        for n in range(1, count + 1)
    ]
    expected: dict[tuple[str, str], Value] = {}

    def work(book: Workbook) -> None:
        # A renamed sheet is renamed last, so that the others find it.
        for change in sorted(changes, key=lambda change: change is rename_sheet):
            if change is not rename_sheet or "人员" in book.sheetnames:
                change(book, choice)
        sheet = next(sheet for sheet in book.worksheets if sheet.title.startswith("人员"))
        there = [row for row in people if any(cell.value == row.record for line in sheet.iter_rows() for cell in line)]
        for row in choice.sample(there, min(2, len(there))):
            number = next(line[0].row for line in sheet.iter_rows() if any(cell.value == row.record for cell in line))
            column = next(
                cell.column
                for line in sheet.iter_rows(max_row=10)
                for cell in line
                if cell.value in ("phone", "联系电话")
            )
            sheet.cell(number, column).value = f"135{row.record[-8:]}"
            expected[row.record, "phone"] = f"135{row.record[-8:]}"

    reading = read_back(edited(workbook(export_of(*people))[0], work), *people)

    assert news_of(reading) == expected
    assert (reading.refused, reading.new_rows, reading.duplicates, reading.held) == ((), (), (), ())
    assert len(commits_from(reading)) == len(expected)
