"""A forgotten password is no lost survey: the office's recovery key opens the same records."""

import json

import pytest

from sync.errors import NoStore, WrongPassword
from sync.lock import lock_key_from
from sync.store.keys import (
    create_keys,
    key_file,
    recover,
    recovery_request,
    remove_user,
    set_password,
    unlock,
)

OFFICE = lock_key_from(bytes(range(32)))
OTHER_OFFICE = lock_key_from(bytes(range(1, 33)))


@pytest.fixture
def keys(tmp_path):
    return tmp_path / "keys.json"


@pytest.fixture
def key(keys):
    return create_keys(keys, "CC-NH-012", "南湖 2003", OFFICE.public)


def test_the_password_opens_and_no_other_does(keys, key):
    assert unlock(keys, "CC-NH-012", "南湖 2003") == key
    with pytest.raises(WrongPassword):
        unlock(keys, "CC-NH-012", "南湖2003")
    with pytest.raises(WrongPassword):
        unlock(keys, "CC-NH-013", "南湖 2003")


def test_two_people_open_the_same_records_each_with_a_password(keys, key):
    set_password(keys, key, "CC-NH-013", "hubin")

    assert unlock(keys, "CC-NH-013", "hubin") == unlock(keys, "CC-NH-012", "南湖 2003")


def test_a_forgotten_password_is_replaced_with_the_offices_recovery_key(keys, key):
    request = recovery_request(keys)

    found = recover(request, OFFICE)
    set_password(keys, found, "CC-NH-012", "neu")

    assert unlock(keys, "CC-NH-012", "neu") == key
    with pytest.raises(WrongPassword):
        unlock(keys, "CC-NH-012", "南湖 2003")


def test_the_recovery_key_of_another_office_opens_nothing(keys, key):
    with pytest.raises(WrongPassword):
        recover(recovery_request(keys), OTHER_OFFICE)


def test_the_file_holds_neither_key_nor_password(keys, key):
    text = keys.read_text()

    assert key.hex() not in text and "南湖" not in text
    assert key_file(keys).recovery == OFFICE.public


def test_somebody_who_left_gets_in_no_more_but_the_last_one_stays(keys, key):
    set_password(keys, key, "CC-NH-013", "hubin")

    remove_user(keys, "CC-NH-012")
    remove_user(keys, "CC-NH-013")

    assert key_file(keys).users == ("CC-NH-013",)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2, "users": {}}', '{"format": 1, "users": {"a": {}}}'])
def test_a_damaged_key_file_is_named_and_changes_nothing(keys, text):
    keys.write_text(text)

    with pytest.raises(NoStore):
        unlock(keys, "a", "b")
    assert keys.read_text() == text


def test_a_key_file_that_would_keep_a_machine_busy_for_hours_is_refused(keys, key):
    kept = json.loads(keys.read_text())
    kept["users"]["CC-NH-012"]["n"] = 2**30
    keys.write_text(json.dumps(kept))

    with pytest.raises(NoStore):
        unlock(keys, "CC-NH-012", "南湖 2003")
