"""A store on a server: what is another there than in a file, and that it makes no difference."""

import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored_town import (
    CLERK,
    DATASETS,
    HOUSEHOLD,
    LI,
    PERSON,
    Clock,
    a_store,
    change,
    new_person,
    plain,
    prepare,
    visit,
)

from forms.datasets import Dataset, Field
from sync.commit import AREA, PARENT
from sync.errors import NoStore, QueryRefused, StoreUnreachable
from sync.store.facts import fact
from sync.store.functions import days_after, fen, hours_between, months_after, months_between, years_between
from sync.store.opening import copy_store, create_store, open_store
from sync.store.recording import INCARNATION

psycopg = pytest.importorskip("psycopg", reason="no driver for PostgreSQL (psycopg)")


@pytest.fixture
def place(postgres):
    return postgres()


@pytest.fixture
def store(place):
    store = prepare(create_store(place, None, now=Clock()))
    yield store
    store.close()


def test_what_was_saved_is_there_when_the_store_is_opened_again(place):
    first = prepare(create_store(place, None, now=Clock()))
    visit(first)
    first.close()

    second = prepare(open_store(place, None, now=Clock()))

    assert second.record(PERSON).values["full_name"] == "李晓明"
    assert second.heads() and second.verify() == []
    second.close()
    reader = open_store(place, None, now=Clock(), read_only=True)
    reader.prepare(DATASETS)
    assert reader.rows("person", columns=["full_name"]) == [{"full_name": "李晓明"}]
    reader.close()


def test_nothing_there_and_nobody_there_are_told_apart(place):
    with pytest.raises(NoStore):
        open_store(place, None, now=Clock())
    with pytest.raises(StoreUnreachable) as refused:
        open_store("postgresql://clerk:secret@127.0.0.1:1/records", None, now=Clock())
    assert refused.value.where == "127.0.0.1/records"


def test_a_store_is_not_made_over_another(place, store):
    with pytest.raises(FileExistsError):
        create_store(place, None, now=Clock())


@pytest.mark.invariant(18)
@pytest.mark.fault(32)
def test_programs_that_write_at_once_leave_no_gap_and_wait_for_each_other(place, store):
    """INV 18: numbers of arrival appear in their order, each once, whoever writes."""
    others = [prepare(open_store(place, None, now=Clock())) for _ in range(4)]
    shown: list[list[int]] = []

    def write(number: int) -> None:
        for turn in range(6):
            record = f"{number:04}{turn:04}-0000-4000-8000-000000000000"
            others[number].save([new_person(record, full_name="王")], CLERK)

    def watch() -> None:
        while len(shown) < 40:
            shown.append([number for number, _ in store.numbered_saves()])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)] + [threading.Thread(target=watch)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in shown)
    assert store.count("person") == 24
    (head,) = store.heads().values()
    assert head.seq == 24 and store.forks() == [] and store.verify() == []
    for other in others:
        other.close()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM pg_authid",
        "SELECT * FROM information_schema.tables",
        "TABLE person",
        'SELECT * FROM U&"\\0040facts"',
        "SELECT query_to_xml('select * from \"@facts\"', true, true, '')",
        "SELECT set_config('role', 'none', false)",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_sleep(1)",
        'SELECT "pg_sleep" (1)',
        "SELECT * FROM pg_ls_dir('.')",
        'SELECT E\'\\\'\' , "@facts".* FROM "@facts"',
        "SELECT $$x$$",
        "SELECT 1 /* /* */ , 2 */",
        'SELECT 1; DELETE FROM "@facts"',
        "WITH gone AS (DELETE FROM person RETURNING 1) SELECT * FROM gone",
        "SELECT * FROM person FOR UPDATE",
        "SELECT * INTO mine FROM person",
        "COPY person TO PROGRAM 'true'",
        "SET ROLE none",
        "EXPLAIN ANALYZE SELECT 1",
    ],
)
def test_no_question_reads_more_than_the_views(store, sql):
    visit(store)

    with pytest.raises(QueryRefused):
        store.query(sql)

    change(store, mobile="136")
    assert store.query("SELECT mobile, '50 %' FROM person WHERE full_name LIKE '李%' AND mobile = ?", ["136"])[1] == [
        ("136", "50 %")
    ]


def test_sums_averages_and_truths_are_what_they_are_in_a_file(store):
    there = a_store()
    for each in (store, there):
        visit(each, birth_year=1960, income="10.5")
        each.save([new_person(f"0000000{n}-0000-4000-8000-00000000000{n}", birth_year=1961 + n) for n in (5, 6)], LI)
    sql = (
        "SELECT sum(birth_year), round(avg(income), 1), count(*), sum(CASE WHEN birth_year > 1960 THEN 1 ELSE 0 END), "
        "max(years_between(created_at, '2013-08-02')) FROM person"
    )

    assert store.query(sql)[1] == there.query(sql)[1]


IN_TWO = "SELECT {}(a, b) FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS t(a, b, n) ORDER BY n"
MOMENTS = st.builds(
    lambda moment, zone: moment.isoformat(timespec="milliseconds") + zone,
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from(["", "Z", "+08:00", "-03:30"]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.dates(), st.integers(-800, 20_000)), min_size=10, max_size=40))
def test_years_are_counted_by_the_server_as_everywhere(postgres_server, pairs):
    dates = [(str(one), str(one + min(timedelta(days), date.max - one) if days > 0 else one)) for one, days in pairs]
    dates += [(earlier, "2001-02-29") for earlier, _ in dates] + [("1960-05", "2003-01-01"), ("", "2003-01-01")]
    with psycopg.connect(postgres_server, options="-c search_path=years") as connection:
        from sync.store.postgres import FUNCTIONS

        connection.execute("CREATE SCHEMA years")
        connection.execute(FUNCTIONS.encode())
        asked = (
            "SELECT years_between(a, b) FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS t(a, b, n) ORDER BY n"
        )
        told = connection.execute(asked.encode(), list(map(list, zip(*dates, strict=True)))).fetchall()
        connection.rollback()

    assert [years for (years,) in told] == [years_between(*each) for each in dates]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(-1000, 1000)), min_size=5))
def test_days_and_months_are_counted_on_by_the_server_as_everywhere(postgres_server, pairs):
    told = [(str(day), count) for day, count in pairs] + [("2001-02-29", 1), ("1960-05", 1), ("", 1)]
    with psycopg.connect(postgres_server, options="-c search_path=days") as connection:
        from sync.store.postgres import FUNCTIONS

        connection.execute("CREATE SCHEMA days")
        connection.execute(FUNCTIONS.encode())
        asked = (
            "SELECT days_after(d, n), months_after(d, n) "
            "FROM unnest(%s::text[], %s::bigint[]) WITH ORDINALITY AS t(d, n, o) ORDER BY o"
        )
        found = connection.execute(asked.encode(), list(map(list, zip(*told, strict=True)))).fetchall()
        connection.rollback()

    assert found == [(days_after(*each), months_after(*each)) for each in told]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.dates(date(1900, 1, 1)), st.dates(date(1900, 1, 1))), min_size=5),
    st.lists(st.tuples(MOMENTS, MOMENTS), min_size=5),
    st.lists(st.decimals(-(10**8), 10**8, places=3), min_size=5),
)
def test_months_hours_and_fen_are_counted_by_the_server_as_everywhere(postgres_server, days, moments, amounts):
    days = [(str(one), str(other)) for one, other in days] + [("2001-02-29", "2003-01-01"), ("2003-01-31", "x")]
    moments += [("2003-06-12", "2003-06-13T09:00:00"), ("2003-06-12T24:00:00", "2003-06-13T09:00:00"), ("", "")]
    sums = [float(amount) for amount in amounts]
    with psycopg.connect(postgres_server, options="-c search_path=months") as connection:
        from sync.store.postgres import FUNCTIONS

        connection.execute("CREATE SCHEMA months")
        connection.execute(FUNCTIONS.encode())
        counted = [
            [row[0] for row in connection.execute(asked.encode(), list(map(list, zip(*told, strict=True)))).fetchall()]
            for asked, told in (
                (IN_TWO.format("months_between"), days),
                (IN_TWO.format("hours_between"), moments),
                ("SELECT fen(a) FROM unnest(%s::float8[]) WITH ORDINALITY AS t(a, n) ORDER BY n", [(x,) for x in sums]),
            )
        ]
        connection.rollback()

    assert counted[0] == [months_between(*each) for each in days]
    assert counted[1] == pytest.approx([hours_between(*each) for each in moments])
    assert counted[2] == [fen(amount) for amount in sums]


def test_names_longer_than_a_server_takes_are_cut_and_stay_apart(place):
    long = "您家里现在有没有人正在领取失业保险金或者其他的社会救助"
    fields = (Field(long + "甲", "text"), Field(long + "乙", "text"), Field("100%", "text"))
    store = create_store(place, None, now=Clock())
    store.prepare([Dataset("person", fields)])
    store.save([new_person(**{long + "甲": "一", long + "乙": "二", "100%": "三"})], LI)

    columns, rows = store.query("SELECT * FROM person")

    told = dict(zip(columns, rows[0], strict=True))
    assert {told[name] for name in columns if name.startswith("您")} == {"一", "二"} and told["100%"] == "三"
    assert all(len(name.encode()) <= 63 for name in columns)
    assert store.record(PERSON).values[long + "乙"] == "二"
    store.close()


def test_a_thousand_questions_answered_at_length_fit(place):
    fields = [Field(f"q{number}", "text") for number in range(1, 1101)]
    store = create_store(place, None, now=Clock())
    store.prepare([Dataset("person", tuple(fields))])
    store.save([new_person(**{field.name: "三十个字以内的回答也要占地方" for field in fields})], LI)

    assert len(store.rows("person")[0]) > 1100
    assert store.query("SELECT q1000, p.q1 FROM person p")[1] == [("三十个字以内的回答也要占地方",) * 2]
    assert store.query("SELECT q1001 FROM person_2 JOIN person USING (record_id)")[1] != []
    store.close()


def test_texts_of_any_length_can_be_looked_up_and_stand_in_the_order_of_their_bytes(store):
    there = a_store()
    names = ["b", "B", "a", "Ä", "张", "é", "_", "长" * 9000, None]
    for each in (store, there):
        for number, name in enumerate(names):
            each.save([new_person(f"0000{number:04}-0000-4000-8000-000000000000", full_name=name)], LI)
        assert len(each.look_up("person", "full_name", "长" * 9000)) == 1
        assert len(each.look_up("person", "full_name", None)) == 1

    assert plain(store)["person"] == plain(there)["person"]
    shown = [
        [row["full_name"] for row in each.rows("person", {"status": "live"}, ["full_name"])] for each in (store, there)
    ]
    assert [each for each in shown[0] if each] == [each for each in shown[1] if each]


def test_records_move_from_a_file_to_a_server_and_back(place, tmp_path: Path):
    """The master outgrows a file; and a server's records lie in an encrypted file as a second copy."""
    laptop = a_store(tmp_path / "laptop", bytes(32))
    visit(laptop, birth_year=1960)
    change(laptop, HOUSEHOLD, dataset="household", **{PARENT: None, AREA: LI.area})
    picture = laptop.attachments.keep(b"a stairwell")
    laptop.keep_fact("town", "南关")

    copy_store(laptop, place, None, now=Clock())
    server = prepare(open_store(place, None, now=Clock()))
    change(server, mobile="139")
    copy_store(server, tmp_path / "copy", bytes(range(32)), now=Clock())
    back = prepare(open_store(tmp_path / "copy", bytes(range(32)), now=Clock()))

    assert plain(back) == plain(server) and back.record(PERSON).values["mobile"] == "139"
    assert list(back.saves()) == list(server.saves())
    assert (back.fact("town"), back.attachments.content(picture)) == ("南关", b"a stairwell")
    incarnations = set()
    for each in (laptop, server, back):
        assert each.verify() == []
        with each.database.read() as connection:
            incarnations.add(fact(connection, INCARNATION))
        each.close()
    assert len(incarnations) == 3
