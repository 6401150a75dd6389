"""Whatever is wrong is found and named."""

import pytest
from stored_town import PERSON, a_store, change, hand_over, visit

from sync.progress import Cancelled
from sync.store.verifying import Finding, Flaw


@pytest.fixture
def store():
    store = a_store()
    visit(store, birth_year=1960)
    change(store, mobile="136")
    assert store.verify() == []
    return store


def spoil(store, *statements: str) -> None:
    with store.transaction() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            connection.exec_driver_sql(statement)


def flaws(store) -> set[Flaw]:
    return {finding.flaw for finding in store.verify()}


def test_an_answer_changed_behind_our_back(store):
    spoil(store, "UPDATE \"@commits\" SET body = CAST(replace(body, '136', '139') AS BLOB) WHERE body LIKE '%136%'")

    assert Flaw.CONTENT in flaws(store)


def test_bytes_that_are_no_commit_at_all(store):
    spoil(store, "UPDATE \"@commits\" SET body = x'7b7d' WHERE n = 4")

    assert {Flaw.CONTENT, Flaw.MISSING} <= flaws(store)


def test_a_commit_filed_under_another_person(store):
    spoil(store, 'UPDATE "@commits" SET record = 1 WHERE n = 4')

    assert Flaw.PLACE in flaws(store)


def test_a_signature_of_somebody_else(store):
    spoil(store, "UPDATE \"@saves\" SET signature = replace(signature, 'a', 'b') WHERE n = 2")

    assert flaws(store) == {Flaw.SIGNATURE}


def test_a_commit_that_vanished(store):
    (newest,) = [save.commits[0] for save in store.saves() if len(save.commits) == 1]
    spoil(store, 'DELETE FROM "@commits" WHERE n = 4')

    assert Finding(Flaw.MISSING, newest.id) in store.verify()


def test_a_commit_that_nobody_signed(store):
    spoil(store, 'UPDATE "@saves" SET ids = substr(ids, 1, 32) WHERE n = 1')

    assert Flaw.SIGNATURE in flaws(store)


def test_a_table_that_says_something_else_than_the_commits(store):
    spoil(store, 'UPDATE "@d3" SET conflicts = 1')

    assert store.verify() == [Finding(Flaw.DERIVED, "@d3")]
    store.rebuild()
    assert store.verify() == []


def test_a_reference_to_nothing(store):
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("INSERT INTO \"@conflicts\" VALUES (99, 'mobile', '[]')")
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")

    assert Flaw.REFERENCE in flaws(store)


def test_a_stream_in_which_one_does_not_follow_the_other(store):
    other = a_store()
    hand_over(store, other)
    (newest,) = [save.commits[0] for save in store.saves() if len(save.commits) == 1]
    spoil(other, f"UPDATE \"@commits\" SET seq = 2 WHERE id = x'{newest.id}'")

    assert Flaw.PLACE in flaws(other)


def test_looking_can_be_stopped(store):
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        store.verify(stop)

    assert store.record(PERSON).values["mobile"] == "136"
