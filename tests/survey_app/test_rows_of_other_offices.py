"""Rows outside of an importer's area: listed with a sentence, kept for the right office, and nothing of them signed."""

import openpyxl
import pytest
from small_town import HUBIN, XINCUN, Clock, building, laptop_of, office_at, persons, record

from survey_app.desktop.merge_desk.desk import look
from survey_app.desktop.merge_desk.desk import merge as merge_desk
from survey_app.hand_over import hand_over
from survey_app.master import refresh_master
from survey_app.merge_desk import judged, merge
from survey_app.old_lists.draft import draft
from survey_app.old_lists.list_map import ListMap
from survey_app.old_lists.opening import open_list
from survey_app.old_lists.taking import take
from survey_app.old_lists.words import lines_of
from survey_app.to_do import Kind, tasks
from sync.certificate import is_under
from sync.edit import Edit

ERDAO = "220105001001"


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


def moved_away(office, area="220105/220105001/220105001001"):
    """One person moves to another district, whose office has said so; the street holds the record still."""
    person = persons(office)[0]
    office.store.save([edit_of(office, person["record_id"], {"@area": area})], office.author)
    return person


def edit_of(office, record_id, values):

    return Edit(record_id, "person", values, office.store.seen(record_id))


def signed_here(office):
    return [commit for save in office.store.saves() for commit in save.commits if commit.source in ("workbook", "list")]


def test_a_hand_edit_on_a_record_of_another_office_is_listed_and_not_signed(office):
    person = moved_away(office)
    refresh_master(office)
    type_mobile(office, person["record_id"])
    refreshed = office.store.record(person["record_id"]).values["mobile"]

    merge_desk(office, look(office, [office.master]))

    assert office.store.record(person["record_id"]).values["mobile"] == refreshed
    assert all(is_under(commit.area, office.area) for commit in signed_here(office))
    (task,) = [each for each in tasks(office, "zh") if each.kind is Kind.REFUSED]
    assert "13500000099" in task.detail and "交给那个单位" in task.detail


def test_an_edit_on_a_record_of_ours_in_the_same_workbook_is_taken(office):
    away, ours = moved_away(office), persons(office)[1]
    refresh_master(office)
    for person in (away, ours):
        type_mobile(office, person["record_id"])

    merge_desk(office, look(office, [office.master]))

    assert office.store.record(ours["record_id"]).values["mobile"] == "13500000099"
    assert office.store.record(away["record_id"]).values["mobile"] != "13500000099"


def test_rows_of_a_list_that_name_another_area_are_kept_as_a_list_for_its_office(office, tmp_path):
    rows = [["所属社区", "姓名", "手机"], ["湖滨社区", "李强", "13500000001"], [ERDAO, "王桂芝", "13500000002"]]
    found = draft(office, open_list(written(tmp_path, rows)), "person", ListMap())

    taken = take(office, found)

    assert found.counts["new"] == 1 and found.counts["refused"] == 1
    assert "别的单位" in "\n".join(lines_of(office, found, "zh"))
    assert taken.elsewhere is not None
    headings, *kept = taken.elsewhere.read_text("utf-8-sig").splitlines()
    assert (headings, kept) == ("所属社区,姓名,手机", [f"{ERDAO},王桂芝,13500000002"])
    assert all(is_under(commit.area, office.area) for commit in signed_here(office))


def test_a_row_whose_record_stands_in_another_area_is_refused_and_nothing_of_it_signed(office, tmp_path):
    rows = [["姓名", "证件号码", "手机"], ["李强", "22010419580203001X", "13500000001"]]
    path = written(tmp_path, rows)
    take(office, draft(office, open_list(path), "person", ListMap(area=XINCUN)))
    (listed,) = [row for row in persons(office) if row["full_name"] == "李强"]
    area = "220105/220105001/220105001001"
    office.store.save([edit_of(office, listed["record_id"], {"@area": area})], office.author)
    before = len(signed_here(office))
    rows[1][2] = "13500000077"

    found = draft(office, open_list(written(tmp_path, rows)), "person", ListMap(area=XINCUN))
    taken = take(office, found)

    assert found.counts["refused"] == 1 and found.counts["changed"] == 0
    assert len(signed_here(office)) == before
    assert taken.elsewhere is not None and "13500000077" in taken.elsewhere.read_text("utf-8-sig")


def written(folder, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "名单.xlsx")
    return folder / "名单.xlsx"


def type_mobile(office, person):
    book = openpyxl.load_workbook(office.master)
    sheet = book["人员"]
    columns = {str(cell.value).split(" ")[0]: cell.column for cell in sheet[1]}
    line = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, columns["@record"]).value == person)
    sheet.cell(line, columns["mobile"]).value = "13500000099"
    book.save(office.master)
