"""A kept answer to a question that is not asked any more is no edit of the workbook in which it still stands."""

import openpyxl
import pytest
from small_town import HUBIN, Clock, building, laptop_of, office_at, persons, record

from survey_app.desktop.merge_desk.desk import look
from survey_app.desktop.merge_desk.desk import merge as merge_desk
from survey_app.hand_edits import is_waiting, read_hand_edits
from survey_app.hand_over import hand_over
from survey_app.master import refresh_master
from survey_app.merge_desk import judged, merge


@pytest.fixture
def office(tmp_path):
    clock = Clock()
    made = office_at(tmp_path, clock)
    laptop = laptop_of(made, tmp_path, HUBIN, "李敏", clock)
    record(laptop, building(laptop)[0])
    merge(made, judged(made, [hand_over(laptop, tmp_path / "one.bundle").path]))
    laptop.close()
    yield made
    made.close()


def test_a_mobile_typed_where_none_was_is_one_change_also_when_the_same_workbook_is_read_again(office):
    person = persons(office)[0]["record_id"]
    office.change(person, "person", {"mobile": None, "contact_via": "邻居"})
    refresh_master(office)
    book = openpyxl.load_workbook(office.master)
    sheet = book["人员"]
    columns = {str(cell.value).split(" ")[0]: cell.column for cell in sheet[1]}
    row = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, columns["@record"]).value == person)
    assert sheet.cell(row, columns["contact_via"]).value == "邻居"
    sheet.cell(row, columns["mobile"]).value = "13500000099"
    book.save(office.master)

    first = read_hand_edits(office, office.master)
    merge_desk(office, look(office, [office.master]))
    again = read_hand_edits(office, office.master)

    assert [(each.field, each.new) for each in first.reading.changes] == [("mobile", "13500000099")]
    assert office.store.record(person).values["contact_via"] is None, "not asked of who has a mobile"
    assert office.store.record(person).kept["contact_via"] == "邻居"
    assert [each.field for each in again.reading.changes] == ["mobile"]
    assert not is_waiting(office, again)
