"""reports.toml: whatever an author writes wrongly is named with its row, all of it at once."""

import pytest

from forms.datasets import Dataset, Field
from forms.pack_reports import check_report, read_reports, with_present_names
from forms.pack_toml import TomlFile

CHOICES = {"1": {"zh": "男"}, "2": {"zh": "女"}}
PERSON = Dataset("person", (Field("sex", "select_one", choices=CHOICES), Field("age", "integer")))

GOOD = """
[[report]]
name = "ages"
kind = "distribution"
title = "年龄"
dataset = "person"
where = "age > 15"
column = [
    { name = "all", label = "合计" },
    { label = "男", where = "sex = '1'", part = true },
    { label = "男占比", where = "sex = '1'", share_of = "all" },
    { split = { of = "age", bands = [40, 16, 25] } },
]
"""


def problems(text):
    file = TomlFile("reports.toml", text.encode())
    reports = read_reports(file)
    reports = [report for report in reports if check_report(file, report, {"person": PERSON})]
    return reports, [str(problem) for problem in file.problems]


def test_a_good_file_has_no_problems_and_bands_stand_in_order():
    reports, wrong = problems(GOOD)

    assert wrong == []
    assert reports[0].columns[-1].split.bands == (16, 25, 40)


@pytest.mark.parametrize(
    ("right", "slip", "told"),
    [
        ('kind = "distribution"', 'kind = "pie"', "no kind of report"),
        ('dataset = "person"', 'dataset = "persons"', "no dataset 'persons'"),
        ("age > 15", "ages > 15", "no field 'ages'"),
        ("age > 15", "age > (SELECT 1)", "no field 'SELECT'"),
        ("age > 15", "age > 15; DROP TABLE x", "cannot be used"),
        ("age > 15", "age > :area", "cannot be used"),
        ('share_of = "all"', 'share_of = "al"', "no column 'al'"),
        ("bands = [40, 16, 25]", 'bands = ["x"]', "list of numbers"),
        ('of = "age", bands = [40, 16, 25]', 'by = "age"', "no question with choices"),
        ("split = {", 'split = { by = "sex",', "either"),
        ('name = "ages"', "", "needs 'name'"),
        ('title = "年龄"', 'titel = "年龄"', "knows no key 'titel'"),
        ('{ label = "男", where', "{ where", "needs a label"),
    ],
)
def test_a_slip_is_named(right, slip, told):
    assert right in GOOD
    kept, wrong = problems(GOOD.replace(right, slip, 1))

    assert any(told in each for each in wrong), wrong
    assert not kept or "knows no key" in told or "needs 'name'" in told


def test_two_reports_of_one_name_and_a_cross_table_without_a_side_are_told_together():
    _, wrong = problems(GOOD + GOOD.replace("distribution", "cross"))

    assert any("two reports" in each for each in wrong) and any("'rows' and 'across'" in each for each in wrong)


def test_the_day_of_the_report_may_stand_in_a_condition():
    _, wrong = problems(GOOD.replace("age > 15", "years_between(age, :as_of) > 15 AND age > :since"))

    assert wrong == []


def test_a_report_goes_on_where_a_question_is_called_otherwise():
    reports, _ = problems(GOOD)
    person = Dataset("person", (*PERSON.fields[:1], Field("years", "integer")), renamed={"age": "years"})

    report = with_present_names(reports[0], {"person": person})

    assert report.where == "years > 15" and report.columns[-1].split.of == "years"
