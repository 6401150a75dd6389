"""A published report prints the same for ever, and the next one says of each difference who it is and why."""

import io
import json
import zipfile
from datetime import date

import pytest
from small_town import HUBIN, XINCUN, Clock, building, laptop_of, office_at, persons, record
from typer.testing import CliRunner

from reports.making import SUFFIXES, as_plain, written
from survey_app.cli import app
from survey_app.hand_over import hand_over
from survey_app.merge_desk import judged, merge, undo_batch
from survey_app.publications import compare_with, earlier_of, find_publication, publish_report, reprint
from survey_app.record_removal import remove
from survey_app.reporting import find_report, make_report
from survey_app.sentences import sentence
from survey_app.why_different import Why, who_differs
from survey_app.workspace_errors import PublicationDamaged, UnknownPublication
from sync.errors import NotAllowed
from sync.store.tables import PUBLICATIONS

JUNE, JULY = date(2003, 6, 30), date(2003, 7, 31)


class Summer:
    """An office that has merged one community and published its base table and its roster for June."""

    def __init__(self, folder):
        self.clock, self.folder = Clock(), folder
        self.office = office_at(folder, self.clock)
        self.li = laptop_of(self.office, folder, HUBIN, "李敏", self.clock)
        self.zhao = laptop_of(self.office, folder, XINCUN, "赵红", self.clock)
        self.doors = {laptop.area: building(laptop) for laptop in (self.li, self.zhao)}
        record(self.li, self.doors[self.li.area][0], 1)
        record(self.zhao, self.doors[self.zhao.area][0], 2)
        self.carry(self.li)
        self.clock.moment = self.clock.moment.replace(month=7, day=2)
        self.june = self.publish("base", JUNE)

    def carry(self, laptop):
        path = hand_over(laptop, self.folder / f"{self.clock():%m%d%H%M%S}.bundle").path
        (applied,) = merge(self.office, judged(self.office, [path]))
        return applied.batch

    def publish(self, name, day):
        return publish_report(self.office, find_report(self.office, name), "zh", as_of=day)

    def whys(self, then, now=None, column="常住人口", row="合计"):
        compared, _ = compare_with(self.office, then, now, "zh")
        found = [each for each in compared.differences if (each.row, each.column) == (row, column)]
        return [each for cell in found for each in who_differs(self.office, cell, then, now, "zh")]

    def resident(self):
        return next(row for row in persons(self.office) if row["resident"] == 1 and row["relation"] != "02")

    def close(self):
        for each in (self.office, self.li, self.zhao):
            each.close()


@pytest.fixture
def summer(tmp_path):
    made = Summer(tmp_path)
    yield made
    made.close()


def say(key, **facts):
    return sentence("zh", key, **facts)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_published_report_reprints_the_same_bytes_whatever_happens_to_the_records(summer, suffix):
    before = written(reprint(summer.office, summer.june, "zh"), suffix, say, "zh")

    summer.carry(summer.zhao)
    summer.office.change(summer.resident()["record_id"], "person", {"presence": "2"})
    summer.clock.moment = summer.clock.moment.replace(year=2005)

    assert written(reprint(summer.office, summer.june, "zh"), suffix, say, "zh") == before


@pytest.mark.parametrize("name", ["bulletin", "figures", "competition", "coverage", "due", "loan_fund"])
def test_whatever_the_office_prints_can_be_published_with_its_sections_and_sentences(summer, name):
    report = make_report(summer.office, find_report(summer.office, name), "zh", as_of=JUNE)
    again = reprint(summer.office, summer.publish(name, JUNE), "zh")

    told, printed = (as_plain(each, say) for each in (report, again))
    assert printed.pop("notes")[: len(report.notes)] == told.pop("notes")[: len(report.notes)] and printed == told
    assert written(again, ".docx" if name == "bulletin" else ".pdf", say, "zh")


def test_the_moment_of_writing_does_not_stand_in_a_workbook(summer):
    with zipfile.ZipFile(io.BytesIO(written(reprint(summer.office, summer.june, "zh"), ".xlsx", say, "zh"))) as book:
        assert {info.date_time for info in book.infolist()} == {(2003, 6, 30, 0, 0, 0)}
        assert book.read("docProps/core.xml").count(b"2003-06-30T00:00:00Z") == 2


def test_a_reprint_says_when_by_whom_and_under_which_number_it_was_published_in_either_language(summer):
    zh, en = (reprint(summer.office, summer.june, language) for language in ("zh", "en"))

    assert zh.notes[-1].startswith("已公布 第 1 号 2003-07-02 S-01 校验 " + summer.june.sha256[:12])
    assert en.title == "Base table" and en.notes[-1].startswith("Published as no. 1 on 2003-07-02 by S-01")
    assert [row.cells[1:] for row in zh.rows if row.behind] == [row.cells[1:] for row in en.rows if row.behind]


def test_nothing_differs_while_nothing_has_happened(summer):
    compared, _ = compare_with(summer.office, summer.june, None, "zh")

    assert not compared.differences and not compared.only_now and not compared.only_then


def test_who_was_recorded_in_time_and_arrived_afterwards_is_late(summer):
    here = {row["record_id"] for row in persons(summer.office)}
    summer.carry(summer.zhao)
    july = summer.publish("base", JUNE)

    moved = summer.whys(summer.june, july)

    late = {row["record_id"] for row in persons(summer.office) if row["resident"] == 1} - here
    assert {each.record for each in moved} == late != set()
    assert {(each.came, each.why) for each in moved} == {(True, Why.LATE)}
    assert all(each.title and each.area.endswith(XINCUN) and each.who == "A-赵红" for each in moved)


def test_who_was_recorded_after_the_day_of_the_earlier_report_is_new(summer):
    record(summer.li, summer.doors[summer.li.area][1], 3)
    summer.carry(summer.li)

    moved = summer.whys(summer.june, summer.publish("base", JULY))

    assert {(each.came, each.why) for each in moved} == {(True, Why.NEW)}


def test_a_corrected_answer_is_told_from_a_change_of_situation_by_the_day_that_it_holds_for(summer):
    person = summer.resident()["record_id"]
    summer.office.change(person, "person", {"presence": "2"})

    (again,) = summer.whys(summer.june)
    (later,) = summer.whys(summer.june, summer.publish("base", JULY))

    assert (again.why, again.came, again.record) == (Why.CORRECTED, False, person)
    assert later.why is Why.CHANGED
    assert "人户状况" in again.says("zh") and "→" in again.says("zh")


def test_who_is_removed_and_what_is_undone_goes_out_with_its_reason(summer):
    person = summer.resident()["record_id"]
    remove(summer.office, "person", [person])
    assert [(each.record, each.why) for each in summer.whys(summer.june)] == [(person, Why.REMOVED)]

    batch = summer.carry(summer.zhao)
    july = summer.publish("base", JUNE)
    undo_batch(summer.office, batch.id)

    assert {(each.came, each.why) for each in summer.whys(july)} == {(False, Why.TAKEN_BACK)}


def test_a_birthday_is_nobodys_correction(summer):
    june = summer.publish("ages", JUNE)
    later = summer.publish("ages", date(2013, 6, 30))

    compared, _ = compare_with(summer.office, june, later, "zh")
    (oldest, *_) = [each for each in compared.differences if each.came]

    assert {each.why for each in who_differs(summer.office, oldest, june, later, "zh")} == {Why.DAY}


def test_one_in_and_one_out_is_told_although_the_number_stays(summer):
    residents = [row["record_id"] for row in persons(summer.office) if row["resident"] == 1]
    summer.office.change(residents[0], "person", {"presence": "2"})
    then = summer.publish("base", JUNE)
    summer.office.change(residents[0], "person", {"presence": "1"})
    summer.office.change(residents[1], "person", {"presence": "2"})

    compared, _ = compare_with(summer.office, then, None, "zh")
    (cell,) = [each for each in compared.differences if (each.row, each.column) == ("合计", "常住人口")]

    assert cell.before == cell.after and (len(cell.came), len(cell.went)) == (1, 1)


def test_a_published_list_tells_who_left_it(summer):
    roster = summer.publish("roster_jobless", JUNE)
    gone = next(row for row in persons(summer.office) if "20" <= (row["labour_status"] or "") <= "25")
    summer.office.change(gone["record_id"], "person", {"labour_status": "10"})

    compared, _ = compare_with(summer.office, roster, None, "zh")

    (difference,) = compared.differences
    assert difference.went == {gone["record_id"]} and difference.before == difference.after + 1
    (moved,) = who_differs(summer.office, difference, roster, None, "zh")
    assert moved.why is Why.CORRECTED and moved.title == gone["full_name"]


def test_the_number_before_is_that_of_the_same_report_of_the_same_area(summer):
    other = summer.publish("ages", JUNE)
    part = publish_report(
        summer.office, find_report(summer.office, "base"), "zh", as_of=JULY, area=summer.office.area_path(HUBIN)
    )
    july = summer.publish("base", JULY)

    assert earlier_of(summer.office, july) == summer.june
    assert earlier_of(summer.office, part) is None and earlier_of(summer.office, other) is None


def test_masked_numbers_are_masked_in_the_archive_too(summer):
    roster = summer.publish("roster_4050", JUNE)
    content = summer.office.store.publication_content(roster.number).decode()

    numbers = [row["id_no18"] for row in persons(summer.office) if row["id_no18"]]
    assert numbers and not any(number in content for number in numbers)


def test_what_a_laptop_asks_for_and_what_was_never_published_are_refused_in_a_sentence(summer):
    with pytest.raises(NotAllowed):
        publish_report(summer.li, find_report(summer.li, "base"), "zh")
    with pytest.raises(UnknownPublication) as refused:
        find_publication(summer.office, 7)
    assert (refused.value.number, refused.value.known) == (7, ("1",))
    assert summer.li.store.publications() == []


def test_a_damaged_archive_is_not_printed(summer):
    with summer.office.store.transaction() as connection:
        connection.execute(PUBLICATIONS.update().values(body=b"nothing"))

    with pytest.raises(PublicationDamaged):
        reprint(summer.office, summer.june, "zh")


def test_on_the_command_line_a_report_is_published_listed_printed_again_and_explained(summer, tmp_path):
    folder, office = summer.office.folder, summer.office
    office.close()

    def run(*words):
        result = CliRunner().invoke(app, [*map(str, words), "--json"], env={"SURVEY_APP_PASSWORD": ""})
        assert result.exit_code == 0, result.output
        return json.loads(result.output)

    run("report", folder, "base", "--as-of", "2003-07-31", "--publish", "--to", tmp_path / "first.csv")
    again = run("published", folder, 2, "--to", tmp_path / "again.csv")
    listed = run("published", folder)["published"]
    explained = run("published", folder, 2, "--explain")

    assert (tmp_path / "first.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()
    assert [each["number"] for each in listed] == [2, 1] and listed[0]["sha256"] == again["sha256"]
    assert (explained["then"], explained["now"], explained["differences"]) == (1, 2, [])


def test_the_figures_of_an_area_that_delivers_later_are_told_as_new_numbers(summer):
    summer.carry(summer.zhao)
    compared, _ = compare_with(summer.office, summer.june, None, "zh")

    assert compared.only_now > 5 and not compared.only_then
    assert make_report(summer.office, find_report(summer.office, "base"), "zh", as_of=JUNE).rows[0].total
