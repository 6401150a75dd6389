"""Workbooks in a simulated survey: printed by a store, edited by hand as people do, read by an office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from survey_computer import Computer
from survey_oracle import RENAMED, Told
from survey_people import GROUP, STREET

from sync.certificate import is_under
from sync.replica import Batch
from sync.workbook.commits import commits_from
from sync.workbook.edits import Reading, Why
from sync.workbook.joining import base_values, earlier_of, recall_from, remember, sheets_of
from sync.workbook.master import create_master
from sync.workbook.reader import open_workbook
from sync.workbook.sheets import Export

if TYPE_CHECKING:
    from survey_history import Survey

SHEET = "人员"
TYPED = ("full_name", "phone", "phone", "id_no", "job")
Cell = tuple[str, str]
"""Record and field."""


@dataclass
class Book:
    """A workbook on its way: what it showed, what its maker held, and what was done to it since."""

    path: Path
    knew: frozenset[str]
    shown: dict[str, dict[str, Any]]
    seen: dict[str, tuple[str, ...]]
    names: frozenset[str]
    """What its form asks."""
    typed: dict[Cell, str] = field(default_factory=dict[Cell, str])
    gone: set[str] = field(default_factory=set[str])
    """Records whose rows somebody has deleted."""
    added: list[str] = field(default_factory=list[str])
    """Names in rows that somebody has added."""

    def edits(self) -> dict[Cell, str]:
        """Return what stands there otherwise than it was printed."""
        return {
            (record, name): value
            for (record, name), value in self.typed.items()
            if record not in self.gone and value != self.shown[record].get(name)
        }

    def change(self, how: Callable[[Worksheet], object]) -> None:
        """Open it as a spreadsheet program would, change the list of persons, save it."""
        opened = openpyxl.load_workbook(BytesIO(self.path.read_bytes()))
        how(opened[SHEET])
        opened.save(self.path)

    def set_cell(self, record: str, name: str, value: str) -> None:
        def enter(sheet: Worksheet) -> None:
            sheet.cell(row_of(sheet, record), columns_of(sheet)[name]).value = value

        self.change(enter)
        self.typed[record, name] = value


def columns_of(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value).split(" ")[0]: cell.column for cell in sheet[1] if cell.value}


def row_of(sheet: Worksheet, record: str) -> int:
    key = columns_of(sheet)["@record"]
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, key).value == record)


# What people do


def print_book(survey: Survey, computer: Computer) -> None:
    path, xid = survey.disks.folder / f"book {len(survey.books)}.xlsx", survey.random.randbytes(16).hex()
    sheets = sheets_of(computer.store, [computer.version], "")
    export = Export(xid, sheets, "", computer.post.area, "office", 7, survey.now().isoformat())
    remember(computer.store, xid, create_master(path, export, computer.store.device[0]).base)
    shown = {row["record_id"]: row for row in computer.store.rows("person")}
    told, held = survey.oracle.told, sorted(computer.held)
    seen = {record: tuple(each for each in held if told[each].record == record) for record in shown}
    names = frozenset(each.name for each in computer.version.fields)
    survey.books.append(Book(path, frozenset(held), shown, seen, names))


def edit_book(survey: Survey, computer: Computer) -> None:
    if book := _a_book(survey, computer):
        record = survey.random.choice(sorted(book.shown.keys() - book.gone))
        name = survey.random.choice(TYPED)
        book.set_cell(record, name if name in book.names else RENAMED[name], f"b{survey.random.randint(0, 9)}")


def edit_and_take_in_book(survey: Survey, computer: Computer) -> None:
    """The usual way: somebody corrects a row in the workbook, and an office reads it in."""
    print_book(survey, computer)
    edit_book(survey, computer)
    take_in_book(survey, survey.random.choice(survey.offices))


def disarrange_book(survey: Survey, computer: Computer) -> None:
    """Whatever people do to a list: sort it, delete a row, move a column, put in one of their own, add somebody."""
    book = _a_book(survey, computer)
    if book is None:
        return
    match survey.random.choice(["sort", "delete", "move", "insert", "add"]):
        case "sort":
            book.change(_sort)
        case "delete":
            record = survey.random.choice(sorted(book.shown.keys() - book.gone))
            book.change(lambda sheet: sheet.delete_rows(row_of(sheet, record)))
            book.gone.add(record)
        case "move":
            book.change(_move_phone_to_the_end)
        case "insert":
            book.change(lambda sheet: sheet.insert_cols(2))
        case _:
            name = f"新{survey.random.randint(0, 99)}"
            book.change(lambda sheet: _add(sheet, name))
            book.added.append(name)
    survey.met["disarranged"] += 1


def _sort(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    for number, values in enumerate(reversed(rows), start=3):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value


def _move_phone_to_the_end(sheet: Worksheet) -> None:
    old, new = columns_of(sheet)["phone"], sheet.max_column + 1
    for number in range(1, sheet.max_row + 1):
        sheet.cell(number, new).value, sheet.cell(number, old).value = sheet.cell(number, old).value, None


def _add(sheet: Worksheet, name: str) -> None:
    columns, row = columns_of(sheet), sheet.max_row + 1
    sheet.cell(row, columns["full_name"]).value, sheet.cell(row, columns["@area"]).value = name, STREET


def _a_book(survey: Survey, computer: Computer) -> Book | None:
    books = [book for book in survey.books if book.shown.keys() - book.gone]
    if not books:
        print_book(survey, computer)
        return None
    return survey.random.choice([*books, books[-1]])


# What an office reads


def take_in_book(survey: Survey, computer: Computer) -> None:
    if not survey.offices:
        return
    if not computer.post.is_office:
        computer = survey.random.choice(survey.offices)
    books = [book for book in survey.books if book.edits() or book.added]
    if books:
        read_book(survey, computer, survey.random.choice(books))


def read_all_books(survey: Survey, hub: Computer) -> None:
    """Read everything that anybody typed, where everything has arrived that is still somewhere."""
    for book in survey.books:
        read_book(survey, hub, book)


def read_book(survey: Survey, computer: Computer, book: Book) -> None:
    """Take in what was typed, and nothing else; a row of which not all has arrived waits."""
    if any(not is_under(str(book.shown[record]["area"]), computer.post.area) for record, _ in book.edits()):
        # A street does not sign for what lies in no street.
        return
    reading = _reading(computer, book)
    edits = book.edits()
    waiting = {record for record, _ in edits if not computer.held.issuperset(book.seen[record])}
    assert {each.record for each in reading.refused} == waiting, "INV 25: what cannot be known yet waits"
    assert all(each.why is Why.BASE_AWAITED for each in reading.refused)
    expected = {
        (record, RENAMED.get(name, name) if computer.version.renamed else name): value
        for (record, name), value in edits.items()
        if record not in waiting
    }
    # A computer with the first form does not ask what the second one calls otherwise.
    asked = {each.name for each in computer.version.fields}
    expected = {(record, name): value for (record, name), value in expected.items() if name in asked}
    found = {(each.record, each.field): each.new for each in reading.changes}
    assert found == expected, "INV 25: exactly what was typed"
    assert sorted(str(row.values["full_name"]) for row in reading.new_rows) == sorted(set(book.added)), "INV 25"
    commits = commits_from(reading, {"person": [frozenset(GROUP)]})
    batch = Batch(survey.random.randbytes(16).hex())
    if not commits:
        return
    computer.store.add([computer.store.attest(commits)], batch)
    ids = {commit.id for commit in commits}
    computer.batches[batch.id] = ids - computer.held
    created = {row.record for row in reading.new_rows}
    accounted: dict[Cell, str] = {}
    for commit in commits:
        values: dict[str, object] = {name: value for name, value in commit.set.items()}
        if commit.record not in created:
            names = [name for record, name in expected if record == commit.record and name in commit.set]
            values = {name: expected[commit.record, name] for name in names}
            if not values.keys().isdisjoint(GROUP):
                values = {name: book.shown[commit.record].get(name) for name in GROUP} | values
            assert dict(commit.set) == values, "INV 25"
            accounted |= {(commit.record, name): expected[commit.record, name] for name in names}
        if commit.id not in survey.oracle.told:
            survey.note(computer, commit, Told(commit.record, values, book.knew))
            survey.met["edited by hand"] += 1
    computer.held |= ids
    assert accounted == expected, "INV 6: nothing that was typed is lost"
    again = commits_from(_reading(computer, book), {"person": [frozenset(GROUP)]})
    assert {commit.id for commit in again} == ids, "INV 26: read twice is read once"


def _reading(computer: Computer, book: Book) -> Reading:
    store = computer.store
    opened = open_workbook(book.path, recall_from(store))
    earlier = earlier_of(store, opened.base.xid)
    return opened.read({"person": computer.version}, base_values(store), earlier=earlier)
