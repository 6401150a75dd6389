"""Reports: every number opens to the people behind it, nobody's number is shown who may not see it, 未报 is not 0."""

import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from python_calamine import CalamineWorkbook
from small_town import Clock

from forms.areas import is_within
from reports.making import SUFFIXES, written
from reports.masking import masked
from reports.report import Kind
from survey_app.access_log import accesses
from survey_app.demo import demo
from survey_app.reporting import find_report, make_report, records_behind, reports_of, write_report
from survey_app.sentences import sentence
from survey_app.workspace import open_workspace
from survey_app.workspace_errors import NoSuchFormat, UnknownReport

HUBIN = "220104/220104003/220104003001"
DAY = date(2003, 7, 31)
ROSTERS = ["roster_4050", "roster_jobless", "roster_zero_employment", "public_list"]
TABLES = [
    "base",
    "ages",
    "education",
    "skills",
    "causes",
    "durations",
    "intents",
    "insurance",
    "presence",
    "households",
    "age_sex",
    "education_age",
    "cause_duration",
    "intent_education",
    "industry_cause",
    "quality",
]
OF_LOANS = ["loans", "loan_instalments", "loans_over_time", "loan_fund", "loan_arrears", "loan_losses"]
"""Nobody here has a loan, so these are empty; those who have are in end_to_end/test_loans.py."""
OF_FIGURES = ["bulletin", "bulletin_public", "responsibility", "figures", "competition"]
NAMES = [*ROSTERS, *TABLES, *OF_LOANS, *OF_FIGURES]
CITIZEN_ID = re.compile(r"\d{17}[\dX]")
TAGS = re.compile(r"<[^>]*>")


def say(key, **facts):
    return sentence("zh", key, **facts)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A street office that has merged what two of its twelve communities recorded."""
    clock = Clock()
    town = demo(tmp_path_factory.mktemp("street") / "demo", 15, 2, 3, clock)
    workspace = open_workspace(town.office, None, clock)
    yield workspace
    workspace.close()


def made(office, name, language="zh", **options):
    return make_report(office, find_report(office, name), language, as_of=DAY, **options)


def test_the_pack_has_the_reports_of_the_office(office):
    assert [each.name for each in office.pack.reports] == NAMES
    assert [each.name for each in reports_of(office)][: len(NAMES)] == NAMES


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("responsibility", *OF_LOANS)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_report_is_complete_in_both_languages(office, name, language):
    report = made(office, name, language)

    assert report.rows and report.title and report.scope
    assert all(column.label for column in report.columns)
    assert all(len(row.cells) == len(report.columns) for row in report.rows)
    assert all(check.holds for check in report.checks)
    words = "".join([report.title, *report.notes, *(column.label for column in report.columns)])
    assert bool(re.search("[一-鿿]", words)) == (language == "zh")


@pytest.mark.parametrize("name", TABLES)
def test_every_number_is_as_many_records_as_the_list_behind_it(office, name):
    report = made(office, name)
    looked_at = 0
    for row in report.rows:
        for cell, behind, column in zip(row.cells, row.behind, report.columns, strict=False):
            if behind is None or column.kind is not Kind.COUNT or "已入户" in column.label:
                continue
            _, records = records_behind(office, behind, report.asked)
            assert len(records) == cell, (row.cells[0], column.label)
            assert all(is_within(record["area"], behind.area) for record in records)
            looked_at += 1
    assert looked_at > 4


def test_the_base_table_counts_what_was_recorded(office):
    report = made(office, "base")
    total = dict(zip([column.label for column in report.columns], report.rows[0].cells, strict=True))

    assert total["户数"] == office.store.count("household") == 30
    assert total["已入户"] == 30
    assert total["入户率"] == round(100 * total["已入户"] / total["总门户数"], 2)
    assert total["4050"] == total["男"] + total["女"]
    assert total["常住人口"] == office.store.count("person", {"resident": 1})


def test_a_community_that_has_not_delivered_is_printed_as_such_and_never_as_zero(office):
    report = made(office, "base")

    rows = {row.cells[0]: row.cells[1:] for row in report.rows}
    assert len(rows) == 13
    assert list(rows["工农社区"]) == ["未报", *[None] * 10]
    assert rows["湖滨社区"][0] > 0


def test_a_report_of_one_community_counts_nobody_else(office):
    whole, part = made(office, "ages"), made(office, "ages", area=HUBIN)

    inside = next(row for row in whole.rows if row.cells[0] == "湖滨社区")
    assert list(part.rows[0].cells[1:]) == list(inside.cells[1:])


def test_ages_are_those_of_the_day_of_the_report(office):
    now = made(office, "age_sex")
    later = make_report(office, find_report(office, "age_sex"), "zh", as_of=date(2090, 1, 1))

    assert now.rows[0].cells[1] == later.rows[0].cells[1]
    assert later.rows[-1].cells[0] == "80及以上" and later.rows[-1].cells[1] == now.rows[0].cells[1]


def test_a_cross_table_agrees_with_a_count_by_hand(office):
    report = made(office, "education_age")
    people = office.store.rows("person", {"resident": 1, "is_4050": 1})
    choices = office.definitions.datasets["person"].field("education").choices

    for row in report.rows[1:]:
        code = next((code for code, words in choices.items() if row.cells[0] in words.values()), "")
        assert row.cells[1] == sum((person["education"] or "") == code for person in people)


def test_a_number_given_to_two_people_is_found_wherever_the_other_one_is(office):
    numbers = [row["id_no18"] for row in office.store.rows("person", {"resident": 1}) if row["id_no18"]]
    twice = sum(numbers.count(number) > 1 for number in numbers)

    found = {row.cells[0]: row.cells[3] for row in made(office, "quality").rows}
    here = {row.cells[0]: row.cells[3] for row in made(office, "quality", area=HUBIN).rows}

    assert found["同一号码两个人"] == twice
    assert here["同一号码两个人"] == sum(
        numbers.count(row["id_no18"]) > 1
        for row in office.store.rows("person", {"resident": 1}, area=HUBIN)
        if row["id_no18"]
    )


def test_quality_counts_what_is_missing(office):
    people = office.store.rows("person")

    rows = {row.cells[0]: row.cells for row in made(office, "quality").rows}

    assert rows["没有出生日期"][2:4] == [len(people), sum(not row["birth_date"] for row in people)]


def test_numbers_are_masked_unless_somebody_says_why_and_that_is_noted_first(office):
    known = {row["id_no18"] for row in office.store.rows("person") if row["id_no18"]}
    column = [each.label for each in made(office, "roster_jobless").columns].index("18位号码")

    hidden = {row.cells[column] for row in made(office, "roster_jobless").rows} - {None}
    before = len(accesses(office))
    shown = {row.cells[column] for row in made(office, "roster_jobless", reason="核对发证名单").rows} - {None}

    assert hidden and not hidden & known and all("********" in number for number in hidden)
    assert shown <= known
    noted = accesses(office)[before:]
    assert [(each["what"], each["reason"], each["who"]) for each in noted] == [
        ("roster_jobless", "核对发证名单", office.staff.number)
    ]
    assert not CITIZEN_ID.search(json.dumps(noted, ensure_ascii=False))


@pytest.mark.acceptance(11)
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_on_the_wall_holds_no_number_phone_or_address(office, tmp_path, suffix, language):
    report = made(office, "public_list", language, reason="谁也不能要号码")
    people, homes = office.store.rows("person"), office.store.rows("dwelling")
    secret = {row[name] for row in people for name in ("id_no", "id_no18", "mobile", "phone", "hukou_addr")}
    secret |= {row["address_text"] for row in homes}
    file = tmp_path / f"list{suffix}"
    write_report(report, file, language)

    inside = text_of(file)

    name = [each.label for each in report.columns].index("姓名" if language == "zh" else "Name")
    assert report.rows and all(row.cells[name] in inside for row in report.rows)
    text = "".join(inside.split())
    assert [each for each in secret if each and "".join(each.split()) in text] == []
    assert not CITIZEN_ID.search(TAGS.sub(" ", inside)) and "****" not in text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_in_a_list_that_has_them_numbers_are_found_as_they_are_looked_for_on_the_wall(office, tmp_path, suffix):
    report = made(office, "roster_jobless", reason="核对发证名单")
    file = tmp_path / f"list{suffix}"
    write_report(report, file, "zh")

    column = [each.label for each in report.columns].index("18位号码")
    numbers = [row.cells[column] for row in report.rows if row.cells[column]]
    text = "".join(text_of(file).split())
    assert numbers and [number for number in numbers if number not in text] == []


def text_of(file):
    """Return all that can be read in a file, with whatever is behind its pages and cells."""
    if file.suffix == ".pdf":
        if not shutil.which("pdftotext"):
            pytest.skip("pdftotext is not installed")
        return subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True).stdout.decode()
    if zipfile.is_zipfile(file):
        book = zipfile.ZipFile(file)
        return "".join(unescape(book.read(name).decode()) for name in book.namelist() if name.endswith(".xml"))
    if file.suffix == ".json":
        return json.dumps(json.loads(file.read_bytes()), ensure_ascii=False)
    return file.read_text("utf-8-sig")


def test_a_workbook_holds_the_same_cells_and_calamine_reads_them(office, tmp_path):
    report = made(office, "ages")
    write_report(report, tmp_path / "ages.xlsx", "zh")

    sheets = CalamineWorkbook.from_path(tmp_path / "ages.xlsx")
    rows = sheets.get_sheet_by_index(0).to_python()
    total = next(row for row in rows if row[0] == "合计" and isinstance(row[1], float))
    assert total[: len(report.columns)] == ["合计", *report.rows[0].cells[1:]]
    assert sheets.sheet_names == ["年龄段分布表", "图"]


def test_the_same_report_is_printed_alike_twice(office):
    first, again = (written(made(office, "base"), ".pdf", say, "zh") for _ in range(2))

    assert first == again and first.startswith(b"%PDF-")


def test_what_was_typed_at_a_door_is_no_markup_on_a_page(office):
    report = made(office, "public_list")
    row = report.rows[0]
    cells = [*row.cells[:2], "<script>alert(1)</script>#[张三]*", *row.cells[3:]]
    odd = replace(report, rows=[replace(row, cells=cells)])

    page = written(odd, ".html", say, "zh").decode()

    assert "<script>" not in page and "&lt;script&gt;" in page
    assert written(odd, ".pdf", say, "zh").startswith(b"%PDF-")


def test_a_report_that_is_not_there_is_refused_by_naming_those_that_are(office):
    with pytest.raises(UnknownReport) as refused:
        find_report(office, "no_such_report")
    assert refused.value.known == tuple(each.name for each in reports_of(office))


def test_a_file_of_another_kind_is_not_written(office, tmp_path):
    with pytest.raises(NoSuchFormat):
        write_report(made(office, "base"), tmp_path / "base.et", "zh")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("number", "seen"),
    [
        ("220104195605120028", "220104********0028"),
        ("220104560512002", "220104*****2002"),
        ("13812345678", "138****5678"),
        ("85550131", "85****31"),
        ("1", "*"),
        ("", ""),
    ],
)
def test_a_masked_number_shows_less_than_it_hides(number, seen):
    assert masked(number) == seen
