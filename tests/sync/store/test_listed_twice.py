"""One human in two listings is counted once: by the listing that the other points to, while that is there."""

from itertools import product

import pytest
from stored_town import CHILD, CLERK, HOUSEHOLD, PERSON, a_store, change, new_person, visit

from forms.pack_indicators import Indicator
from reports.indicators import figures, records_behind
from sync.commit import LIFE, SAME
from sync.store.migrations import step_3, step_5

THIRD = "00000005-0000-4000-8000-000000000000"
PERSONS = Indicator("persons", {}, "person")


@pytest.fixture
def store():
    made = a_store()
    visit(made)
    made.save([new_person(each, full_name="李晓明") for each in (CHILD, THIRD)], CLERK)
    yield made
    made.close()


def point(store, one, other):
    return change(store, one, CLERK, **{SAME: other})


def counted(store):
    """Who is counted, by the figure and by the list behind it."""
    (figure,) = figures([PERSONS], store.query)
    behind = {row["record_id"] for row in records_behind(PERSONS, store.query)}
    assert figure.value == len(behind)
    return behind


def test_a_listing_that_points_to_another_is_shown_and_not_counted(store):
    point(store, PERSON, CHILD)

    assert counted(store) == {CHILD, THIRD}
    assert store.count("person") == 3
    _, rows = store.query("SELECT status FROM person WHERE record_id = :id", {"id": PERSON})
    assert rows == [("elsewhere",)]


def test_it_is_counted_again_when_the_other_is_deleted_or_the_decision_is_taken_back(store):
    (decision,) = point(store, PERSON, CHILD)
    change(store, CHILD, CLERK, **{LIFE: "gone:died"})
    assert counted(store) == {PERSON, THIRD}

    store.take_back([decision.id], CLERK)

    assert counted(store) == {PERSON, THIRD}
    change(store, CHILD, CLERK, **{LIFE: "live"})
    assert counted(store) == {PERSON, CHILD, THIRD}


def test_one_that_points_to_what_has_not_arrived_is_counted(store):
    point(store, PERSON, "00000009-0000-4000-8000-000000000000")

    assert counted(store) == {PERSON, CHILD, THIRD}


def test_in_a_chain_the_last_is_counted(store):
    point(store, PERSON, CHILD)
    point(store, CHILD, THIRD)

    assert counted(store) == {THIRD}


@pytest.mark.parametrize("links", list(product((PERSON, CHILD, THIRD), repeat=3)))
def test_however_offices_have_pointed_nobody_vanishes_and_nobody_is_counted_twice(store, links):
    every = (PERSON, CHILD, THIRD)
    for one, other in zip(every, links, strict=True):
        if one != other:
            point(store, one, other)

    groups = {each: {each} for each in every}
    for one, other in zip(every, links, strict=True):
        whole = groups[one] | groups[other]
        groups |= dict.fromkeys(whole, whole)
    assert all(len(counted(store) & group) == 1 for group in groups.values())
    _, rows = store.query("SELECT record_id, human FROM person")
    assert all({human} == counted(store) & groups[listing] for listing, human in rows)


def test_a_store_from_before_grows_the_column_and_its_views(store):
    point(store, PERSON, CHILD)
    with store.database.write() as connection:
        name = store.schema.tables["person"].main.name
        for view in ("person", "household", "dwelling"):
            connection.exec_driver_sql(f'DROP VIEW "{view}"')
        connection.exec_driver_sql(f'ALTER TABLE "{name}" DROP COLUMN same_as')

        step_3.take(connection)

        assert "same_as" in {row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{name}")')}
    assert counted(store) == {PERSON, CHILD, THIRD}
    store.rebuild()
    assert counted(store) == {CHILD, THIRD}


def test_everybody_is_read_in_one_pass_with_what_holds_them(store):
    rows = list(store.listings("person", ["full_name", "mobile"]))

    ids = store.ids_of({each for row in rows for each in row[:3]})
    assert [(ids[row[0]], ids[row[1]], row[3], row[4]) for row in rows] == [
        (PERSON, HOUSEHOLD, "李晓明", "13500001234"),
        (CHILD, HOUSEHOLD, "李晓明", None),
        (THIRD, HOUSEHOLD, "李晓明", None),
    ]


def test_what_was_touched_since_is_known_unless_something_was_taken_back(store):
    arrived, _ = store.touched_since(0)
    (commit,) = change(store, CHILD, CLERK, mobile="13500009999")

    later, touched = store.touched_since(arrived)

    assert set(store.ids_of(touched).values()) == {CHILD}
    store.take_back([commit.id], CLERK)
    assert store.touched_since(later)[1] is None


def test_a_store_from_before_says_by_which_listing_somebody_is_counted(store):
    point(store, PERSON, CHILD)
    with store.database.write() as connection:
        connection.exec_driver_sql('DROP VIEW "person"')
        connection.exec_driver_sql('CREATE VIEW "person" AS SELECT 1 AS before')

        step_5.take(connection)

    _, rows = store.query("SELECT human FROM person WHERE record_id = :id", {"id": PERSON})
    assert rows == [(CHILD,)]
