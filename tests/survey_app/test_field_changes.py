"""Before a merge the clerk reads whom it would change, from what to what, by whom, when, and from which file."""

import json

import openpyxl
import pytest
from small_town import HUBIN, XINCUN, Clock, building, laptop_of, office_at, persons, record
from typer.testing import CliRunner

from survey_app.cli import app
from survey_app.desktop.merge_desk.desk import changes_on, look
from survey_app.field_changes import NEW, REFUSED, by_label, chosen, field_changes
from survey_app.hand_over import hand_over
from survey_app.laptops import withdraw
from survey_app.master import refresh_master
from survey_app.merge_desk import judged, merge, outlook


class Story:
    """Two communities; the office holds a household of the first."""

    def __init__(self, folder):
        self.folder, self.clock = folder, Clock()
        self.office = office_at(folder, self.clock)
        self.li = laptop_of(self.office, folder, HUBIN, "李敏", self.clock)
        self.zhao = laptop_of(self.office, folder, XINCUN, "赵红", self.clock)
        self.doors = building(self.li)
        record(self.li, self.doors[0], 1)
        merge(self.office, judged(self.office, [self.file(self.li, "1")]))
        self.person = persons(self.office)[0]

    def file(self, laptop, name):
        return hand_over(laptop, self.folder / f"{name}.bundle").path

    def changes(self, *files):
        return field_changes(self.office, outlook(self.office, judged(self.office, list(files))))

    def close(self):
        for each in (self.office, self.li, self.zhao):
            each.close()


@pytest.fixture
def story(tmp_path):
    made = Story(tmp_path)
    yield made
    made.close()


def test_each_change_says_of_whom_from_what_to_what_by_whom_and_from_which_file(story):
    old = story.person["mobile"]
    story.li.change(story.person["record_id"], "person", {"mobile": "13500000028"})
    before = story.office.store.numbers()

    (change,) = story.changes(story.file(story.li, "2"))

    assert (change.what, change.label, change.field) == (story.person["full_name"], "手机", "mobile")
    assert (change.old, change.new) == (old or "", "13500000028")
    assert (change.who, change.file, change.is_conflict) == ("李敏", "2.bundle", False)
    assert change.when.startswith("2003-06-12") and change.area.endswith(HUBIN)
    assert story.office.store.numbers() == before


def test_the_last_of_several_changes_to_one_field_is_told_once(story):
    for number in ("13500000027", "13500000028", "13500000029"):
        story.li.change(story.person["record_id"], "person", {"mobile": number})

    (change,) = story.changes(story.file(story.li, "2"))

    assert change.new == "13500000029"


def test_where_people_would_disagree_both_values_are_told(story):
    story.office.change(story.person["record_id"], "person", {"mobile": "13500000021"})
    story.li.change(story.person["record_id"], "person", {"mobile": "13500000028"})

    (change,) = story.changes(story.file(story.li, "2"))

    assert change.is_conflict
    assert (change.old, change.new) == ("13500000021", "13500000028")


def test_new_records_and_what_is_put_aside_are_lines_of_their_own_and_fields_are_counted(story):
    record(story.zhao, building(story.zhao)[0], 2)
    withdraw(story.office, story.li.credentials.device.public, "丢了")
    story.li.change(story.person["record_id"], "person", {"mobile": "13500000028"})

    found = story.changes(story.file(story.li, "2"), story.file(story.zhao, "3"))

    assert {each.field for each in found} == {NEW, REFUSED}
    assert {each.what for each in chosen(found, "新增")} >= {each["full_name"] for each in persons(story.zhao)}
    (aside,) = chosen(found, "搁置")
    assert aside.what == story.person["full_name"] and "吊销" in aside.new
    assert by_label(found)["搁置"] == 1
    assert {each.area[-12:] for each in chosen(found, area=aside.area)} == {HUBIN}


def test_counts_and_list_agree(story):
    for person in persons(story.li):
        story.li.change(person["record_id"], "person", {"mobile": "13500000028"})
    looked = outlook(story.office, judged(story.office, [story.file(story.li, "2")]))

    found = field_changes(story.office, looked)

    assert by_label(found) == {"手机": looked.counts.changed} == {"手机": looked.by_field()["mobile"]}


def test_edits_in_a_workbook_stand_in_the_same_list(story):
    refresh_master(story.office)
    book = openpyxl.load_workbook(story.office.master)
    sheet = book["人员"]
    columns = {str(cell.value).split(" ")[0]: cell.column for cell in sheet[1]}
    rows = range(2, sheet.max_row + 1)
    row = next(n for n in rows if sheet.cell(n, columns["@record"]).value == story.person["record_id"])
    sheet.cell(row, columns["mobile"]).value = "13500000099"
    book.save(story.office.master)

    (change,) = changes_on(story.office, look(story.office, [story.office.master]), "zh")

    assert (change.what, change.label) == (story.person["full_name"], "手机")
    assert (change.new, change.who) == ("13500000099", "在表格里改的")


def test_from_the_command_line(story):
    story.li.change(story.person["record_id"], "person", {"mobile": "13500000028"})
    path = story.file(story.li, "2")
    story.office.close()

    told = CliRunner().invoke(app, ["merge", str(story.folder / "office"), str(path), "--changes", "--json"])

    plain = json.loads(told.stdout)
    assert plain["preview"] is True and plain["changed"] == 1
    assert [(each["field"], each["new"]) for each in plain["changes"]] == [("mobile", "13500000028")]
