"""Whatever is wrong is found and named."""

import pytest
from sqlalchemy import text
from stored_town import AREA, IN_BOTH, PERSON, a_store, change, hand_over, visit

from sync.commit import Commit
from sync.progress import Cancelled
from sync.replica import Batch
from sync.store.verifying import Finding, Flaw

pytestmark = IN_BOTH


@pytest.fixture
def store():
    store = a_store()
    visit(store, birth_year=1960)
    change(store, mobile="136")
    assert store.verify() == []
    return store


def spoil(store, statement: str, **values) -> None:
    """Write behind the store's back, as a broken disk would: without anybody looking whether it fits together."""
    unwatched = {
        "sqlite": "PRAGMA defer_foreign_keys = ON",
        "postgresql": "SET LOCAL session_replication_role = replica",
    }
    with store.transaction() as connection:
        connection.exec_driver_sql(unwatched[connection.dialect.name])
        connection.execute(text(statement), values)


def body(store, commit_id: str) -> bytes:
    (found,) = [commit.body() for save in store.saves() for commit in save.commits if commit.id == commit_id]
    return found


def newest_commit(store) -> Commit:
    (last,) = [save.commits[0] for save in store.saves() if len(save.commits) == 1]
    return last


def newest(store) -> str:
    return newest_commit(store).id


def flaws(store) -> set[Flaw]:
    return {finding.flaw for finding in store.verify()}


def test_an_answer_changed_behind_our_back(store):
    altered = body(store, newest(store)).replace(b"136", b"139")
    spoil(store, 'UPDATE "@commits" SET body = :body WHERE n = 4', body=altered)

    assert Flaw.CONTENT in flaws(store)


def test_bytes_that_are_no_commit_at_all(store):
    spoil(store, 'UPDATE "@commits" SET body = :body WHERE n = 4', body=b"{}")

    assert {Flaw.CONTENT, Flaw.MISSING} <= flaws(store)


def test_a_commit_filed_under_another_person(store):
    spoil(store, 'UPDATE "@commits" SET record = 1 WHERE n = 4')

    assert Flaw.PLACE in flaws(store)


def test_a_signature_of_somebody_else(store):
    spoil(store, "UPDATE \"@saves\" SET signature = replace(signature, 'a', 'b') WHERE n = 2")

    assert flaws(store) == {Flaw.SIGNATURE}


def test_a_commit_that_vanished(store):
    last = newest(store)
    spoil(store, 'DELETE FROM "@commits" WHERE n = 4')

    assert Finding(Flaw.MISSING, last) in store.verify()


def test_a_commit_that_nobody_signed(store):
    spoil(store, 'UPDATE "@saves" SET ids = substr(ids, 1, 32) WHERE n = 1')

    assert Flaw.SIGNATURE in flaws(store)


def test_a_table_that_says_something_else_than_the_commits(store):
    spoil(store, 'UPDATE "@d3" SET conflicts = 1')

    assert store.verify() == [Finding(Flaw.DERIVED, "@d3")]
    store.rebuild()
    assert store.verify() == []


def test_a_reference_to_nothing(store):
    with store.database.engine.connect().execution_options(is_writing=True) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql("INSERT INTO \"@conflicts\" VALUES (99, 'mobile', '[]')")
        connection.commit()

    assert Flaw.REFERENCE in flaws(store)


def test_a_stream_in_which_one_does_not_follow_the_other(store):
    other = a_store()
    hand_over(store, other)
    spoil(other, 'UPDATE "@commits" SET seq = 2 WHERE id = :id', id=bytes.fromhex(newest(store)))

    assert Flaw.PLACE in flaws(other)


def test_a_laptop_that_went_on_from_an_old_copy_of_itself_is_no_damage(store):
    """What it did under one number before and after is two commits; of the first only what came behind may be here."""
    forgotten = newest_commit(store)
    told = {"record": PERSON, "dataset": "person", "area": AREA, "stream": forgotten.stream}
    instead = Commit(set={"mobile": "137"}, seq=forgotten.seq, prev=forgotten.prev, nonce="1", **told)
    behind = Commit(set={"mobile": "138"}, seq=forgotten.seq + 1, prev=forgotten.id, nonce="2", **told)
    office = a_store()
    office.add([save for save in store.saves() if forgotten.id not in save.ids], Batch("part"))
    office.add([store.attest([instead]), store.attest([behind])], Batch("rest"))

    assert office.verify() == []
    hand_over(store, office)
    assert office.verify() == [] and office.forks() == [(forgotten.stream, forgotten.seq)]


def test_a_commit_that_follows_one_of_elsewhere(store):
    last = newest_commit(store)
    told = {"record": PERSON, "dataset": "person", "area": AREA, "set": {"mobile": "1"}}
    elsewhere = Commit(stream="77" * 8, seq=last.seq + 1, prev=last.id, **told)
    too_far = Commit(stream=last.stream, seq=last.seq + 2, prev=last.id, **told)
    beginning = Commit(stream=last.stream, seq=last.seq + 1, prev="", **told)
    store.add([store.attest([elsewhere, too_far, beginning])], Batch("odd"))

    odd = {Finding(Flaw.CHAIN, commit.id) for commit in (elsewhere, too_far, beginning)}
    assert set(store.verify()) == odd


def test_looking_can_be_stopped(store):
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        store.verify(stop)

    assert store.record(PERSON).values["mobile"] == "136"
