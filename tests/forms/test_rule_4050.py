"""Who counts as 4050, on which day, and the sentence that says why."""

import pytest
from household_form import Filled

WOMAN, MAN = "2", "1"


def person(survey, birth, sex=WOMAN, status="20", able="1", willing="1", **more):
    return Filled(
        survey_date=survey, birth_date=birth, sex=sex, labour_status=status, able=able, willing=willing, **more
    )


@pytest.mark.acceptance(6)
@pytest.mark.parametrize(
    ("survey", "birth", "sex", "age", "counts"),
    [
        # the birthday itself counts, the day before does not
        ("2003-06-12", "1963-06-12", WOMAN, 40, True),
        ("2003-06-12", "1963-06-13", WOMAN, 39, False),
        ("2003-06-12", "1953-06-12", MAN, 50, True),
        ("2003-06-12", "1953-06-13", MAN, 49, False),
        # born on 29 February: a year older on 1 March in common years
        ("2004-02-28", "1964-02-29", WOMAN, 39, False),
        ("2004-02-29", "1964-02-29", WOMAN, 40, True),
        ("2003-02-28", "1963-03-01", WOMAN, 39, False),
        ("2003-02-28", "1952-02-29", MAN, 50, True),
        ("2002-02-28", "1952-02-29", MAN, 49, False),
        ("2002-03-01", "1952-02-29", MAN, 50, True),
        # the retirement ages of 2003
        ("2003-06-12", "1948-06-12", WOMAN, 55, False),
        ("2003-06-12", "1948-06-13", WOMAN, 54, True),
        ("2003-06-12", "1943-06-12", MAN, 60, False),
        ("2003-06-12", "1943-06-13", MAN, 59, True),
        # the rising ages from 2025 on
        ("2024-12-31", "1964-12-31", MAN, 60, False),
        ("2025-01-01", "1965-01-01", MAN, 60, True),
        ("2025-02-01", "1965-01-01", MAN, 60, False),
        ("2025-06-30", "1965-05-15", MAN, 60, True),
        ("2025-07-15", "1965-05-15", MAN, 60, False),
        ("2025-01-31", "1970-01-01", WOMAN, 55, True),
        ("2025-02-01", "1970-01-01", WOMAN, 55, False),
    ],
)
def test_age_on_the_survey_date_decides(survey, birth, sex, age, counts):
    someone = person(survey, birth, sex)

    assert someone.value("age") == str(age)
    assert someone.value("is_4050") == ("1" if counts else "0")


@pytest.mark.parametrize("status", ["20", "21", "22", "23", "24", "25"])
def test_laid_off_and_unemployed_count(status):
    assert person("2003-06-12", "1960-01-01", status=status).value("is_4050") == "1"


@pytest.mark.parametrize("status", ["10", "11", "12", "13", "30", "31", "32", "33", "34", "40", "90"])
def test_other_states_do_not_count(status):
    assert person("2003-06-12", "1960-01-01", status=status).value("is_4050") == "0"


@pytest.mark.parametrize(("able", "willing"), [("0", "1"), ("1", "0"), ("", "1"), ("1", "")])
def test_who_cannot_work_or_does_not_want_to_does_not_count(able, willing):
    assert person("2003-06-12", "1960-01-01", able=able, willing=willing).value("is_4050") == "0"


@pytest.mark.parametrize("status", ["30", "31"])
def test_a_student_or_housewife_who_wants_work_is_listed_as_possible(status):
    someone = person("2003-06-12", "1960-01-01", status=status)

    assert (someone.value("is_4050"), someone.value("possible_4050")) == ("0", "1")


@pytest.mark.parametrize(
    ("birth", "soon"), [("1963-06-13", "1"), ("1963-07-31", "1"), ("1963-08-01", "0"), ("1963-06-12", "0")]
)
def test_who_turns_40_before_the_end_of_next_month_is_coming_soon(birth, soon):
    assert person("2003-06-12", birth).value("soon_4050") == soon


def test_soon_goes_over_the_turn_of_the_year():
    assert person("2003-12-30", "1964-01-31").value("soon_4050") == "1"


def test_a_woman_over_50_is_counted_and_flagged_until_her_post_is_known():
    woman = person("2003-06-12", "1951-06-13")
    assert (woman.value("is_4050"), woman.value("check_retirement")) == ("1", "1")

    woman.answer(retire_line="1")
    assert (woman.value("is_4050"), woman.value("check_retirement")) == ("1", "0")

    woman.answer(retire_line="2")
    assert (woman.value("is_4050"), woman.value("over_age")) == ("0", "1")


def test_a_man_over_50_is_not_asked_for_his_post():
    assert not person("2003-06-12", "1951-06-13", MAN).state("retire_line").relevant


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ({"birth": "1961-09-09"}, "女 41 岁，下岗，能干，愿意：是"),
        ({"birth": "1984-03-17"}, "否：年龄 19，女满 40 才算"),
        ({"birth": "1960-01-01", "sex": MAN}, "否：年龄 43，男满 50 才算"),
        ({"birth": "1963-07-01"}, "否：年龄 39，女满 40 才算，下月底前就满"),
        ({"birth": "1940-01-01"}, "否：年龄 63，已到退休年龄"),
        ({"birth": "1951-06-13"}, "女 51 岁，下岗，能干，愿意：是（满 50 岁，请核实退休身份）"),
        ({"birth": "1960-01-01", "status": "10"}, "否：已就业"),
        ({"birth": "1960-01-01", "status": "31"}, "可能：料理家务，有愿望，列入可能名单"),
        ({"birth": "1960-01-01", "able": "0"}, "否：没有劳动能力"),
        ({"birth": "1960-01-01", "willing": "0"}, "否：没有就业愿望"),
        ({"birth": ""}, "还不能判断：缺性别、出生日期或调查日期"),
        ({"birth": "1960-01-01", "status": ""}, "还不能判断：还没问就业状况"),
        ({"birth": "1960-01-01", "willing": ""}, "还不能判断：还没问愿不愿意"),
    ],
)
def test_the_reason_stands_beside_the_question(what, reason):
    someone = person("2003-06-12", **what)

    assert someone.state("note_4050").label == "是不是 4050：" + reason


def test_the_reason_is_told_in_english_too():
    someone = person("2003-06-12", "1961-09-09")

    someone.instance.set_language("English (en)")

    assert someone.state("note_4050").label == "4050 or not: Woman, 41, laid off, able, willing: yes"


# ------------------------------------------------------------------------------------------------ what is asked


def asked(home, *names):
    return [name for name in names if home.state(name).relevant]


def test_a_child_is_not_asked_about_work():
    child = Filled(survey_date="2003-06-12", birth_date="1990-01-01")

    assert asked(child, "labour_status", "able", "willing", "skill", "pension_paid", "cert_holder") == []


def test_somebody_of_unknown_age_is_asked_like_a_grown_up():
    assert asked(Filled(), "labour_status", "able") == ["labour_status", "able"]


def test_only_who_is_out_of_work_is_asked_since_when_and_why():
    questions = ("willing", "jobless_since", "jobless_cause", "prev_employer", "cert_holder")
    someone = person("2003-06-12", "1960-01-01", status="20")
    assert asked(someone, *questions) == list(questions)

    someone.answer(labour_status="10")
    assert asked(someone, *questions) == []


def test_only_who_wants_work_is_asked_for_wishes():
    someone = person("2003-06-12", "1960-01-01")
    assert asked(someone, "intent", "intent_wage", "train_want", "loan_want") == ["intent", "intent_wage", "train_want"]

    someone.answer(intent="4 1")
    assert asked(someone, "loan_want") == ["loan_want"]

    someone.answer(willing="0")
    assert asked(someone, "intent", "intent_post", "loan_want") == []


@pytest.mark.parametrize(("answer", "fits"), [("1 3", True), ("1 2 3 4", False), ("0", True), ("0 1", False)])
def test_at_most_three_wishes_and_none_for_now_stands_alone(answer, fits):
    someone = person("2003-06-12", "1960-01-01", intent=answer)

    assert (someone.complaint("intent") is None) == fits


def test_whom_to_call_is_asked_only_without_any_phone():
    someone = Filled()
    assert asked(someone, "contact_via") == ["contact_via"]

    someone.answer(mobile="13500000000")
    assert asked(someone, "contact_via") == []


def test_where_somebody_is_registered_is_asked_only_if_elsewhere():
    someone = Filled()
    assert asked(someone, "hukou_addr", "hukou_division") == []

    someone.answer(presence="3")
    assert asked(someone, "hukou_addr", "hukou_division") == ["hukou_addr", "hukou_division"]


@pytest.mark.parametrize(
    ("name", "answer", "fits"),
    [
        ("full_name", "王桂芝", True),
        ("full_name", "买买提·艾力", True),
        ("full_name", "㛃阿依", True),
        ("full_name", "王", False),
        ("full_name", "王3", False),
        ("mobile", "13500000000", True),
        ("mobile", "1350000000", False),
        ("phone", "0431-8914050", True),
        ("phone", "110", False),
        ("birth_date", "1880-01-01", False),
        ("survey_date", "2030-01-01", False),
        ("income_month", "-1", False),
    ],
)
def test_an_answer_is_judged_at_once(name, answer, fits):
    home = Filled(**{name: answer})

    assert (home.complaint(name) is None) == fits


def test_the_first_person_is_the_head_and_gives_the_household_its_name():
    home = Filled(full_name="王桂芝")
    home.add_person(full_name="张建国", relation="10")

    assert home.value("relation") == "02"
    assert home.value("head_name") == "王桂芝"

    home.answer(relation="10")
    home.answer(2, relation="02")
    assert home.value("head_name") == "张建国"


def test_a_household_adds_up_its_persons():
    home = person("2003-06-12", "1960-01-01", hh_size="3")
    home.add_person(survey_date="2003-06-12", birth_date="1995-01-01", presence="1")
    away = home.add_person(survey_date="2003-06-12", birth_date="1975-01-01", presence="2", labour_status="10")

    assert [home.value(name) for name in ("residents", "labour_size", "employed_size")] == ["2", "1", "0"]
    assert home.value("zero_employment") == "1"
    assert home.state("note_size").relevant

    home.answer(away, presence="1")
    assert [home.value(name) for name in ("residents", "employed_size", "zero_employment")] == ["3", "1", "0"]
    assert not home.state("note_size").relevant


def test_a_visit_asks_what_its_outcome_needs():
    visit = Filled("visit", outcome="03")
    assert asked(visit, "next_visit", "respondent", "refuse_reason", "moved_to") == ["next_visit"]
    assert not visit.state("next_visit").required

    visit.answer(outcome="04")
    assert asked(visit, "next_visit", "respondent", "refuse_reason", "moved_to") == ["refuse_reason"]


def test_an_address_is_written_once_and_never_typed():
    door = Filled("dwelling", road="南湖大路", road_no="1288号", estate="湖滨家园", building="5", unit="2", door="402")
    assert door.value("address_text") == "南湖大路1288号湖滨家园5栋2单元402"

    row = Filled("dwelling", road="南湖大路", dwelling_type="2", bungalow_row="3排", bungalow_no="5号")
    assert row.value("address_text") == "南湖大路3排5号"
