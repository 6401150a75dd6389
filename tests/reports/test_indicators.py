"""The figures of a pack, counted over real tables in memory."""

import sqlite3

import pytest

from forms.pack import REEMPLOYMENT_4050, load_pack
from forms.pack_indicators import Indicator
from reports.indicators import changes, come_and_gone, figures, records_behind, run_all

HUBIN, XINCUN, STREET, ERDAO = (
    "220104/220104003/220104003001",
    "220104/220104003/220104003002",
    "220104/220104003",
    "220105/220105001/220105001001",
)

PERSONS = [
    # record_id, area, full_name, sex, is_4050, resident
    ("p1", HUBIN, "王桂芝", "2", 1, 1),
    ("p2", HUBIN, "张建国", "1", 1, 1),
    ("p3", HUBIN, "张丽", "2", 0, 1),
    ("p4", XINCUN, "赵淑兰", "2", 1, 1),
    ("p5", XINCUN, "孙伟", "1", 1, 0),
    ("p6", ERDAO, "陈静", "2", 1, 1),
]

FILLED = "(record_id, area, full_name, sex, is_4050, resident)"


@pytest.fixture
def town():
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE dwelling (record_id TEXT, area TEXT, status TEXT, address_text TEXT)")
    database.execute("CREATE TABLE household (record_id TEXT, area TEXT, status TEXT, hh_size INTEGER)")
    database.execute(
        "CREATE TABLE person (record_id TEXT, area TEXT, full_name TEXT, sex TEXT, is_4050 INTEGER, resident INTEGER,"
        " status TEXT DEFAULT 'live')"
    )
    database.executemany(f"INSERT INTO person {FILLED} VALUES (?, ?, ?, ?, ?, ?)", PERSONS)
    database.executemany("INSERT INTO household VALUES (?, ?, 'live', ?)", [("h1", HUBIN, 3), ("h2", XINCUN, 2)])

    def query(sql, parameters):
        cursor = database.execute(sql, parameters)
        return [column[0] for column in cursor.description], cursor.fetchall()

    query.database = database
    return query


@pytest.fixture(scope="module")
def pack():
    return load_pack(REEMPLOYMENT_4050)


def values(found):
    return {figure.name: figure.value for figure in found}


def test_the_figures_of_one_community_count_nobody_else(town, pack):
    found = values(figures(pack.key_figures, town, HUBIN))

    assert found["persons"] == 3
    assert (found["persons_4050"], found["persons_4050_women"], found["persons_4050_men"]) == (2, 1, 1)


def test_a_street_counts_all_its_communities_and_no_other_district(town, pack):
    assert values(figures(pack.key_figures, town, STREET))["persons_4050"] == 3


def test_without_an_area_everybody_is_counted(town, pack):
    assert values(figures(pack.key_figures, town))["persons_4050"] == 4


def test_an_area_whose_code_only_begins_alike_is_another_area(town, pack):
    town.database.execute(f"INSERT INTO person {FILLED} VALUES ('p7', '220104/2201040031', '李敏', '2', 1, 1)")

    assert values(figures(pack.key_figures, town, STREET))["persons_4050"] == 3


def test_who_is_registered_here_but_lives_elsewhere_is_not_counted(town, pack):
    names = {figure.name: figure for figure in pack.key_figures}

    listed = records_behind(names["persons"], town, XINCUN, ("full_name",))

    assert [record["full_name"] for record in listed] == ["赵淑兰"]


def test_whoever_was_handed_over_in_the_middle_of_an_interview_is_shown_and_not_counted(town, pack):
    before = values(figures(pack.key_figures, town, HUBIN))

    town.database.execute("UPDATE person SET status = 'unfinished' WHERE record_id = 'p1'")

    after = values(figures(pack.key_figures, town, HUBIN))
    assert {name: before[name] - after[name] for name in after if after[name] != before[name]} == {
        "persons": 1,
        "persons_4050": 1,
        "persons_4050_women": 1,
    }
    assert town("SELECT count(*) FROM person WHERE area = ?", [HUBIN])[1] == [(3,)]


def test_a_number_and_the_list_behind_it_agree(town, pack):
    for indicator, figure in zip(pack.key_figures, figures(pack.key_figures, town, STREET), strict=True):
        assert figure.value == len(records_behind(indicator, town, STREET))


def test_nothing_entered_yet_counts_as_zero(town, pack):
    assert values(figures(pack.key_figures, town, HUBIN))["doors"] == 0


def test_a_sum_over_nothing_is_not_zero_but_unknown(town):
    residents = Indicator("residents", {"en": "Residents"}, "household", value="SUM(hh_size)")

    assert figures([residents], town, ERDAO)[0].value is None
    assert figures([residents], town, STREET)[0].value == 5


def test_parts_name_the_whole_that_they_belong_to(town, pack):
    women = next(figure for figure in figures(pack.key_figures, town) if figure.name == "persons_4050_women")

    assert women.parent == "persons_4050"
    assert (women.label("中文 (zh)"), women.label("English (en)")) == ("女", "Women")


def test_a_preview_shows_what_each_figure_gains_and_loses(town, pack):
    before = figures(pack.key_figures, town, HUBIN)
    town.database.execute(f"INSERT INTO person {FILLED} VALUES ('p8', ?, '周敏', '2', 1, 1)", [HUBIN])
    after = figures(pack.key_figures, town, HUBIN)

    gained = {change.figure.name: change.difference for change in changes(before, after) if change.difference}

    assert gained == {"persons": 1, "persons_4050": 1, "persons_4050_women": 1}


def test_a_difference_can_be_named_person_by_person(town, pack):
    women = next(indicator for indicator in pack.key_figures if indicator.name == "persons_4050_women")
    before = records_behind(women, town, HUBIN)
    town.database.execute("UPDATE person SET is_4050 = 0 WHERE record_id = 'p1'")
    town.database.execute("UPDATE person SET is_4050 = 1 WHERE record_id = 'p3'")

    come, gone = come_and_gone(before, records_behind(women, town, HUBIN))

    assert (come, gone) == ({"p3"}, {"p1"})


def test_every_figure_of_the_pack_runs(town, pack):
    run_all(pack.key_figures, town)


def test_a_figure_that_the_database_refuses_is_not_passed_over(town):
    with pytest.raises(sqlite3.OperationalError):
        run_all([Indicator("odd", {"en": "Odd"}, "person", "no_such_field = 1")], town)
