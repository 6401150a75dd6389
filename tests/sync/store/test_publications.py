"""What was published stays as it was, and records are seen again as they stood at that moment."""

import pytest
from sqlalchemy.exc import IntegrityError
from stored_town import CLERK, HOUSEHOLD, IN_BOTH, PERSON, a_store, change, hand_over, visit

from sync.store.opening import copy_store, open_store
from sync.store.tables import PUBLICATIONS

CONTENT = "四十五岁以上的女性".encode() * 999


@IN_BOTH
def test_what_was_published_is_kept_in_order_and_never_written_again():
    store = a_store()
    visit(store)

    first = store.publish({"title": "底数表"}, CONTENT)
    change(store, mobile="139")
    second = store.publish({"title": "名册"}, b"")

    assert store.publications() == [second, first] and (first.number, second.number) == (1, 2)
    assert (store.publication_content(1), store.publication_content(2)) == (CONTENT, b"")
    assert store.publication_content(3) is None and second.arrived == first.arrived + 1 == store.arrived()
    with pytest.raises(IntegrityError), store.transaction() as connection:
        connection.execute(PUBLICATIONS.insert().values(n=1, arrived=0, sha256="", told="{}", body=b""))


@IN_BOTH
def test_a_content_that_is_not_what_was_published_any_more_is_none():
    store = a_store()
    store.publish({}, CONTENT)

    with store.transaction() as connection:
        connection.execute(PUBLICATIONS.update().values(sha256="0" * 64))

    assert store.publication_content(1) is None


@IN_BOTH
def test_a_record_is_seen_as_it_stood_also_before_a_batch_was_taken_back():
    laptop, office = a_store(), a_store()
    visit(laptop)
    empty = office.arrived()
    hand_over(laptop, office, "friday")
    friday = office.arrived()
    change(office, author=CLERK, mobile="139")
    changed = office.arrived()
    office.undo("friday", CLERK)

    at_once = office.between([PERSON, HOUSEHOLD], empty, friday)
    later = office.between([PERSON], friday, changed)[PERSON]
    undone = office.between([HOUSEHOLD], changed, office.arrived())[HOUSEHOLD]

    assert {each.before for each in at_once.values()} == {None}
    assert at_once[PERSON].after.values["mobile"] == later.before.values["mobile"] == "13500001234"
    assert later.after.values["mobile"] == "139" and [each.actor for each in later.commits] == [CLERK.actor]
    assert undone.before is not None and undone.after is None and not undone.commits
    assert office.between(["nobody"], 0, 9) == {}


def test_a_copy_of_the_store_has_what_was_published(tmp_path):
    store = a_store(tmp_path / "office", bytes(32))
    visit(store)
    published = store.publish({"title": "底数表"}, CONTENT)

    copy_store(store, tmp_path / "copy", bytes(32), now=store._pen.now)
    copy = open_store(tmp_path / "copy", bytes(32), now=store._pen.now)

    assert copy.publications() == [published] and copy.publication_content(1) == CONTENT
    assert copy.arrived() == store.arrived()
    copy.close()
    store.close()
