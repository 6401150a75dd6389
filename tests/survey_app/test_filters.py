"""Filters: a leader's question is answered without SQL, and the answer is a report like any other."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_town import HUBIN, XINCUN, Clock
from typer.testing import CliRunner

from forms.datasets import Dataset, Field
from forms.sql_condition import names_in
from reports.filters import AGE, BLANK, Clause, Filter, Operator, Shape, condition_of, operators_for
from survey_app.cli import app
from survey_app.demo import demo
from survey_app.filters import clause_from, forget_filter, report_of, save_filter, saved_filters
from survey_app.publications import publish_report, reprint
from survey_app.reporting import find_report, make_report, records_behind
from survey_app.workspace import open_workspace
from survey_app.workspace_errors import OddFilter, UnknownChoice, UnknownQuestion

DAY = date(2003, 7, 31)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    clock = Clock()
    town = demo(tmp_path_factory.mktemp("street") / "demo", 20, 3, 5, clock)
    workspace = open_workspace(town.office, None, clock)
    yield workspace
    workspace.close()


@pytest.fixture
def person(office):
    return office.definitions.datasets["person"]


def asked(office, *words, **more):
    dataset = office.definitions.datasets["person"]
    return Filter("person", tuple(clause_from(office, dataset, each) for each in words), **more)


def made(office, *words, language="zh", **more):
    return make_report(office, report_of(office, asked(office, *words, **more)), language, as_of=DAY)


def born_by(row, years):
    return row["birth_date"] <= f"{DAY.year - years}{DAY.isoformat()[4:]}"


def test_women_over_45_without_pension_insurance_in_two_communities(office):
    areas = (office.area_path(HUBIN), office.area_path(XINCUN))

    report = made(
        office,
        "性别=女",
        "年龄>=45",
        "养老保险状况!=单位参保、个人接续缴费",
        areas=areas,
        columns=("full_name", "birth_date"),
    )

    expected = {
        row["full_name"]
        for row in office.store.rows("person")
        if row["area"] in areas and row["sex"] == "2" and born_by(row, 45) and row["pension_paid"] not in ("1", "2")
    }
    assert {row.cells[2] for row in report.rows} == expected != set()
    assert (
        report.notes[0]
        == "只算：性别是女；年龄至少45；养老保险状况不是单位参保或个人接续缴费；在湖滨社区、南湖新村社区。"
    )


def test_the_same_question_in_english_words(office):
    zh, en = made(office, "性别=女", "文化程度≠初中"), made(office, "Sex=Female", "education!=70", language="en")

    assert len(zh.rows) == len(en.rows) > 0 and en.notes[0].startswith("Only: Sex is Female; ")


def test_how_many_in_each_area_adds_up_and_opens_to_the_persons(office):
    report = made(office, "性别=女", shape=Shape.AREAS, across="education")

    total, *areas = [row for row in report.rows if row.behind]
    assert total.cells[1] == sum(row.cells[1] for row in areas) == sum(total.cells[2:])
    _, people = records_behind(office, total.behind[1], report.asked)
    assert len(people) == total.cells[1] and {row["sex"] for row in people} == {"2"}


def test_two_questions_against_each_other(office):
    report = made(office, "resident=1", shape=Shape.CROSS, rows=AGE, across="sex")

    rows = [row for row in office.store.rows("person") if row["resident"] == 1]
    assert report.rows[0].cells[1] == len(rows)
    forties = next(row for row in report.rows if row.cells[0] == "40-44")
    assert forties.cells[1] == sum(born_by(row, 40) and not born_by(row, 45) for row in rows)


def test_no_answer_is_an_answer_to_ask_for(office):
    none, some = made(office, "手机="), made(office, "手机!=")

    assert len(none.rows) == sum(not row["mobile"] for row in office.store.rows("person")) > 0
    assert len(none.rows) + len(some.rows) == office.store.count("person")


def test_letters_are_taken_as_they_are_also_those_that_sql_would_read_otherwise(office):
    surname = office.store.rows("person")[0]["full_name"][0]

    assert {row.cells[2][0] for row in made(office, f"姓名~{surname}", columns=("full_name",)).rows} == {surname}
    assert made(office, "姓名~%").rows == made(office, "姓名~_").rows == made(office, "姓名~' OR 1=1").rows == []


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("性别", OddFilter),
        ("age>=四十五", OddFilter),
        ("birth_date<=1958-13-01", OddFilter),
        ("age>=", OddFilter),
        ("性别=妇女", UnknownChoice),
        ("血型=A", UnknownQuestion),
    ],
)
def test_a_condition_that_cannot_be_is_refused_and_says_what_there_is(office, person, words, refusal):
    with pytest.raises(refusal) as refused:
        clause_from(office, person, words)

    if refusal is UnknownChoice:
        assert "女" in refused.value.known


def test_a_saved_filter_stands_among_the_reports_and_can_be_published(office):
    save_filter(office, asked(office, "性别=女", "age>=45", name="四十五岁以上女性"))

    report = make_report(office, find_report(office, "四十五岁以上女性"), "zh", as_of=DAY)
    kept = publish_report(office, find_report(office, "四十五岁以上女性"), "zh", as_of=DAY)

    assert saved_filters(office)[0].clauses[1] == Clause(AGE, Operator.LEAST, ("45",))
    assert report.title == "四十五岁以上女性" and reprint(office, kept, "zh").rows == report.rows
    assert forget_filter(office, "四十五岁以上女性") and not forget_filter(office, "四十五岁以上女性")
    assert saved_filters(office) == []


def test_a_saved_filter_that_names_a_question_that_is_gone_does_not_stop_the_others(office):
    office.store.keep_fact(
        "filters",
        {
            "gone": {
                "dataset": "person",
                "clauses": [{"field": "shoe_size", "operator": "least", "values": ["41"]}],
                "areas": [],
                "shape": "list",
                "columns": [],
                "rows": "",
                "across": "",
            }
        },
    )

    with pytest.raises(UnknownQuestion):
        report_of(office, saved_filters(office)[0])
    assert find_report(office, "base").name == "base"
    assert forget_filter(office, "gone")


def test_on_the_command_line(office, tmp_path):
    def run(*words, code=0):
        result = CliRunner().invoke(app, ["filter", str(office.folder), *map(str, words), "--json"])
        assert result.exit_code == code, result.output
        return json.loads(result.output)

    conditions = ["--where", "性别=女", "--where", "age>=45", "--as-of", "2003-07-31"]
    listed = run(*conditions, "--area", HUBIN, "--to", tmp_path / "women.csv")
    crossed = run(*conditions, "--by", "education", "--across", "intent")
    by_area = run(*conditions, "--by", "area")
    refused = run("--where", "性别=妇女", code=1)

    assert len((tmp_path / "women.csv").read_text("utf-8-sig").splitlines()) == 1 + len(listed["rows"])
    assert crossed["rows"][0][1] == by_area["rows"][0][1] >= len(listed["rows"])
    assert refused["error"] == "UnknownChoice" and "女" in refused["todo"]


FIELDS = (
    Field("sex", "select_one", choices={"1": {"": "M"}, "2": {"": "F"}}),
    Field("intent", "select_multiple", choices={"a": {"": "A"}, "b c'": {"": "B"}}),
    Field("size", "integer"),
    Field("wage", "decimal"),
    Field("born", "date"),
    Field("名字", "text"),
)
SOME = Dataset("person", FIELDS)


@given(st.data())
def test_whatever_is_put_together_is_one_plain_condition_of_its_own_question(data):
    field = data.draw(st.sampled_from([*FIELDS, None]))
    operator = data.draw(st.sampled_from(operators_for(field)))
    if field is None or field.kind in ("integer", "decimal"):
        values = st.integers(-99, 9999).map(str)
    elif field.kind == "date":
        values = st.dates().map(str)
    else:
        values = st.sampled_from(sorted(field.choices) or ["王", "%_", "' OR 1=1 --", '"', "\\"])
    many = operator in (Operator.ANY, Operator.NONE)
    chosen = data.draw(st.lists(values | st.just(BLANK) if many else values, min_size=1, max_size=3 if many else 1))

    condition = condition_of(Clause(field.name if field else AGE, operator, tuple(chosen)), SOME, "born")

    assert set(names_in(condition, ("as_of",))) <= {field.name if field else "born"}
