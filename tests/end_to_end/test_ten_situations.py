"""Ten situations in which others lose, double or overwrite data: what happens here. docs/comparison.md names them."""

from __future__ import annotations

import itertools
import re
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from a_street import damage
from four_levels import record
from one_community import CHINA, now
from street_and_two import Street

from survey_app.desktop.merge_desk.desk import look
from survey_app.desktop.merge_desk.desk import merge as merge_books
from survey_app.hand_over import not_receipted
from survey_app.laptop_copies import alarms
from survey_app.master import refresh_master
from survey_app.merge_desk import figures_now, judged, merge, redo_batch, undo_batch
from survey_app.open_conflicts import open_conflicts, settle
from survey_app.publishing import propose, publish
from survey_app.record_removal import remove
from survey_app.to_do import Kind, tasks
from survey_app.undoing import undo_outlook
from survey_app.verification import verify
from survey_app.workspace import Workspace
from sync.exchange import State

RENAMED = re.compile(r"(?<=\{)contact_via(?=\})|^contact_via$|(?<=person#)contact_via$")
PAGES = [Path(__file__).parents[2] / "docs" / name for name in ("comparison.md", "comparison.zh-CN.md")]


@pytest.fixture
def street(tmp_path: Path):
    made = Street(tmp_path, now)
    yield made
    assert verify(made.office).problems == ()
    made.close()


def contents(workspace: Workspace) -> list[dict[str, object]]:
    return [row for name in workspace.definitions.datasets for row in workspace.store.rows(name, order=["record_id"])]


@pytest.mark.acceptance(7)
def test_two_people_change_one_person(street: Street):
    """Different fields are both taken; of the same field both answers stay until a person has looked."""
    person = street.person()
    street.li.change(person, "person", {"mobile": "13500000021", "remark": "问了本人"})
    street.zhao.change(person, "person", {"mobile": "13500000028", "phone": "85550131"})

    street.carry(street.li, "li")
    street.carry(street.zhao, "zhao")

    assert (street.answer("remark"), street.answer("phone")) == ("问了本人", "85550131")
    (conflict,) = open_conflicts(street.office, "en")
    assert {each.shown for each in conflict.candidates} == {"13500000021", "13500000028"}
    settle(street.office, [(conflict, {"mobile": "13500000021"})])
    for laptop in (street.li, street.zhao):
        street.home(laptop, f"home {laptop.staff.name}")
        assert street.answer("mobile", laptop) == "13500000021"


def test_the_same_stick_twice_and_sticks_in_any_order(street: Street, tmp_path: Path):
    """Whatever comes, in whatever order and however often, the office holds the same records."""
    person = street.person()
    early = street.file(street.li, "early")
    street.li.change(person, "person", {"mobile": "13500000021"})
    late = street.file(street.li, "late")
    street.zhao.change(person, "person", {"phone": "85550131"})
    beside = street.file(street.zhao, "beside")
    found: list[list[dict[str, object]]] = []

    for number, order in enumerate(itertools.permutations([early, late, beside])):
        office = street.copy_of(street.office, f"office {number}")
        for file in (*order, *order):
            merge(office, judged(office, [file]))
        found.append(contents(office))

    assert all(each == found[0] for each in found)
    assert len([row for row in found[0] if row["record_id"] == person]) == 1


def test_a_laptop_is_copied_and_both_go_on(street: Street):
    """Nothing depends on a device name or a counter: both copies' work is kept, and the office is told."""
    twin = street.copy_of(street.li, "twin")
    here, there = record(street.li, "201", seed=2), record(twin, "202", seed=3)

    street.carry(street.li, "li")
    street.carry(twin, "twin")

    assert {here, there} <= {row["record_id"] for row in street.office.store.rows("household")}
    (alarm,) = alarms(street.office, "zh")
    assert alarm.who == street.li.staff.name and street.office.store.forks() != []
    assert [each.kind for each in tasks(street.office, "zh")].count(Kind.COPIED) == 1


def test_the_wrong_stick_was_merged_and_found_out_later(street: Street):
    """One batch is taken back as a whole, also after later work; what depends on it is told first; it can come back."""
    person = street.person()
    first = street.office.store.batches()[0]
    record(street.li, "201", seed=2)
    street.carry(street.li, "second")
    street.office.change(person, "person", {"mobile": "13500000021"})
    before = {each.name: each.value for each in figures_now(street.office)}

    told = undo_outlook(street.office, first.id)
    undo_batch(street.office, first.id)

    assert [each.what for each in told.dependents if each.kind == "edit"] != []
    after = {each.name: each.value for each in figures_now(street.office)}
    assert after == {each.figure.name: each.figure.value for each in told.figures} != before
    (again,) = judged(street.office, [street.folder / "first.bundle"])
    assert again.state is State.UNDONE
    redo_batch(street.office, first.id)
    assert {each.name: each.value for each in figures_now(street.office)} == before


def test_the_clerk_corrects_the_workbook_while_a_laptop_changes_the_record(street: Street):
    """A cell that was changed in the workbook is a change like any other; what nobody touched changes nothing."""
    refresh_master(street.office)
    person = street.person()
    cell_of(street.office, person, "mobile", "13500000021", also_sort=True)
    street.li.change(person, "person", {"phone": "85550131"})
    street.carry(street.li, "li")

    desk = look(street.office, [street.office.master])
    merge_books(street.office, desk)

    changes = [each for book in desk.books if book.edits for each in book.edits.reading.changes]
    assert [(each.record, each.field) for each in changes] == [(person, "mobile")]
    assert (street.answer("mobile"), street.answer("phone")) == ("13500000021", "85550131")
    assert open_conflicts(street.office, "en") == []


@pytest.mark.acceptance(3)
def test_the_spreadsheet_spoils_an_id_number(street: Street):
    """A number that has lost its last digits is told, and the right one stays."""
    refresh_master(street.office)
    person, right = street.person(), street.answer("id_no")
    assert isinstance(right, str) and len(right) == 18
    cell_of(street.office, person, "id_no", float(right[:15] + "000"))

    desk = look(street.office, [street.office.master])
    (edits,) = [book.edits for book in desk.books if book.edits]
    merge_books(street.office, desk)

    assert street.answer("id_no") == right
    assert sum(edits.reasons.values()) + sum(edits.repairs.values()) == 1


def test_one_file_is_damaged_and_the_others_do_not_wait(street: Street):
    """Of a damaged file nothing is taken, and it says so; the good one beside it is merged."""
    good_one, lost_one = record(street.li, "201", seed=2), record(street.zhao, "202", seed=3)
    good, bad = street.file(street.li, "good"), damage(street.file(street.zhao, "bad"))

    arrived = judged(street.office, [bad, good])
    merge(street.office, arrived)

    assert sorted(each.state for each in arrived) == [State.DAMAGED, State.READY]
    households = {row["record_id"] for row in street.office.store.rows("household")}
    assert good_one in households and lost_one not in households
    street.carry(street.zhao, "again")
    assert lost_one in {row["record_id"] for row in street.office.store.rows("household")}


def test_a_question_is_renamed_in_the_middle_of_the_survey(street: Street, tmp_path: Path):
    """Answers given under the old name are read under the new one, from whatever version a file comes."""
    person = street.person()
    street.li.change(person, "person", {"mobile": None, "contact_via": "找社区"})
    household = Path("forms/packs/reemployment_4050/forms/household.xlsx")
    book = openpyxl.load_workbook(Path(__file__).parents[2] / household)
    for row in book["survey"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = RENAMED.sub("reached_by", cell.value)
    book.save(tmp_path / "household.xlsx")
    proposal = propose(street.office, tmp_path / "household.xlsx", {"person": {"contact_via": "reached_by"}})
    assert proposal.can_be_published, [each.what for each in proposal.findings]
    publish(street.office, proposal)

    street.carry(street.li, "old version")

    record_here = street.office.store.record(person)
    assert record_here is not None and record_here.values["reached_by"] == "找社区"


def test_one_deletes_what_another_has_just_changed(street: Street):
    """A deletion hides nothing that whoever deleted had not seen: the record stays, and a person is asked."""
    person = street.person()
    street.zhao.change(person, "person", {"mobile": "13500000028"})
    remove(street.li, "person", [person])

    street.carry(street.li, "li")
    street.carry(street.zhao, "zhao")

    assert street.office.store.contested() == [person]
    assert street.answer("mobile") == "13500000028"
    assert Kind.CONTESTED in {task.kind for task in tasks(street.office, "en")}


def test_a_laptop_lives_in_the_year_2000_and_its_assistant_asks_whether_it_arrived(street: Street):
    """No clock decides what is kept; and "received, up to here" comes home with the stick."""
    wrong = itertools.count()
    flat = street.laptop("孙伟", lambda: datetime(2000, 1, 1, tzinfo=CHINA) + timedelta(seconds=next(wrong)))
    person = street.person()
    street.office.change(person, "person", {"mobile": "13500000021"})
    flat.change(person, "person", {"mobile": "13500000033"})
    before = not_receipted(flat)

    street.carry(flat, "flat battery")
    street.home(flat, "flat battery")

    (conflict,) = open_conflicts(street.office, "en")
    assert {each.shown for each in conflict.candidates} == {"13500000021", "13500000033"}
    assert (before, not_receipted(flat)) == (1, 0)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_names_each_of_these_and_no_other(page: Path):
    words = page.read_text(encoding="utf-8").split("`")
    named = {word for word in words if word.startswith("test_") and "." not in word}

    # Those that are here have run beside this one.
    situations = {name for name in globals() if name.startswith("test_") and "page_names" not in name}
    assert named == situations and len(situations) == 10


def cell_of(office: Workspace, person: str, name: str, value: object, also_sort: bool = False) -> None:
    """Change one cell of the master as a clerk does, and turn the rows round as sorting does."""
    book = openpyxl.load_workbook(office.master)
    sheet = book["人员"]
    columns = {str(cell.value).split(" ")[0]: cell.column for cell in sheet[1]}
    lines = [n for n in range(2, sheet.max_row + 1) if "-" in str(sheet.cell(n, columns["@record"]).value)]
    line = next(n for n in lines if sheet.cell(n, columns["@record"]).value == person)
    sheet.cell(line, columns[name]).value = value
    if also_sort:
        rows = [[cell.value for cell in sheet[n]] for n in lines]
        for n, row in zip(lines, reversed(rows), strict=True):
            for column, each in enumerate(row, start=1):
                sheet.cell(n, column).value = each
    book.save(office.master)
