"""Questions in SQL, and finding people by what is typed."""

import pytest
from stored_town import CHILD, CLERK, HOUSEHOLD, IN_BOTH, LI, PERSON, a_store, change, new_person, visit

from sync.commit import LIFE, PARENT
from sync.errors import QueryRefused
from sync.store.functions import years_between

pytestmark = IN_BOTH


def test_the_views_can_be_asked_and_joined():
    store = a_store()
    visit(store, birth_year=1960)

    columns, rows = store.query(
        "WITH grown AS (SELECT * FROM person WHERE birth_year < :year) SELECT full_name, address_text FROM grown "
        "JOIN household h ON h.record_id = grown.parent_id JOIN dwelling d ON d.record_id = h.parent_id",
        {"year": 1985},
    )

    assert (columns, rows) == (["full_name", "address_text"], [("李晓明", "建设路14号楼3单元501")])


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT * FROM "@d3"',
        "SELECT * FROM '@commits'",
        "SELECT * FROM [@drafts]",
        "SELECT * FROM `@facts`",
        'WITH person AS (SELECT * FROM "@d3") SELECT * FROM person',
        'SELECT * FROM (SELECT * FROM "@D3") AS person',
        "SELECT * FROM sqlite_master",
        "SELECT * FROM (SELECT sql FROM sqlite_master) person",
        "SELECT * FROM pragma_table_info('person')",
        "SELECT load_extension('x')",
        "SELECT sqlcipher_export('x')",
        "DELETE FROM person",
        'INSERT INTO "@facts" VALUES (1, 2)',
        "UPDATE person SET full_name = ''",
        "CREATE TABLE x (y)",
        "DROP VIEW person",
        "ATTACH 'other.db' AS other",
        "PRAGMA key",
        "VACUUM INTO 'copy.db'",
        "BEGIN",
        "",
        "SELECT 1; SELECT 2",
        "SELECT no_such_column FROM person",
        "nonsense",
    ],
)
def test_nothing_but_the_views_can_be_read_and_nothing_written(sql):
    store = a_store()
    visit(store)

    with pytest.raises(QueryRefused):
        store.query(sql)

    assert store.count("person") == 1
    change(store, mobile="136")
    assert store.verify() == []


def test_an_address_sign_in_a_text_is_no_offence():
    store = a_store()
    visit(store, mobile="a@b")

    assert store.query("SELECT count(*) FROM person WHERE mobile LIKE '%@%' -- '@d3")[1] == [(1,)]


def test_a_question_that_takes_too_long_is_stopped():
    store = a_store()
    ids = [f"{number:08}-0000-4000-8000-000000000000" for number in range(100, 400)]
    store.save([new_person(each) for each in ids], LI)

    with pytest.raises(QueryRefused, match="too long"):
        store.query("SELECT count(*) FROM person a, person b, person c, person d", seconds=0.05)

    assert store.query("SELECT count(*) FROM person")[1] == [(300,)]


def test_ages_are_counted_in_full_years():
    assert years_between("1960-05-12", "2003-05-11") == 42
    assert years_between("1960-05-12", "2003-05-12") == 43
    assert years_between("1960-02-29", "2001-02-28") == 40
    assert years_between("1960-02-29", "2001-03-01") == 41
    assert years_between("1960-05", "2003-05-12") is None
    assert years_between(None, "2003-05-12") is None
    assert years_between("1960-05-12T08:00:00", "2003-05-12") == 43


@pytest.fixture(scope="module")
def town():
    store = a_store()
    visit(store, id_no="220104196005120028")
    store.save([new_person(CHILD, full_name="单于晓红", mobile="13800138000")], CLERK)
    return store


@pytest.mark.parametrize(
    "typed",
    [
        "李", "李晓", "晓明", "lxm", "LX", "lixiaoming", "xiaoming", "li xm", "220104", "1960", "19600512", "0028",
        "135", "1234", "建设", "建设路14", "14号楼", "501", "jsl", "王桂芝", "李晓明 建设路", "lxm 1234",
        "１３５", "220104196005120028",
    ],
)  # fmt: skip
def test_a_person_is_found_by(town, typed):
    assert PERSON in [row["record_id"] for row in town.search("person", typed)]


@pytest.mark.parametrize("typed", ["王明", "zzz", "14号楼 赵", "136", "明晓", "\"'*:", "8000 1960"])
def test_nobody_is_found_who_does_not_fit(town, typed):
    assert PERSON not in [row["record_id"] for row in town.search("person", typed)] or not typed.strip("\"'*: ")


def test_a_compound_surname_is_found_by_its_rare_reading(town):
    assert [row["full_name"] for row in town.search("person", "cyxh")] == ["单于晓红"]


def test_a_search_stays_in_its_area_and_goes_page_by_page(town):
    assert len(town.search("person", "建设路")) == 2
    assert [row["record_id"] for row in town.search("person", "建设路", area=LI.area)] == [PERSON]
    pages = [town.search("person", "建设路", limit=1, offset=number) for number in range(3)]
    assert sorted(row["record_id"] for page in pages for row in page) == [PERSON, CHILD]
    assert len(town.search("person", "", limit=1)) == 1
    assert [row["record_id"] for row in town.search("household", "wgz")] == [HOUSEHOLD]


def test_who_moved_who_was_renamed_and_who_died_is_found_rightly():
    store = a_store()
    visit(store)
    change(store, HOUSEHOLD, dataset="household", head_name="赵铁柱")
    assert [len(store.search("person", each)) for each in ("王桂芝", "赵铁柱")] == [0, 1]

    change(store, **{PARENT: None})
    assert [len(store.search("person", each)) for each in ("赵铁柱", "建设路")] == [0, 0]

    change(store, full_name="李小明")
    assert [len(store.search("person", each)) for each in ("晓明", "小明")] == [0, 1]

    change(store, **{LIFE: "gone:died"})
    assert store.search("person", "小明") == []
