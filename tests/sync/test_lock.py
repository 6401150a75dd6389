"""Whom a file is encrypted to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync import lock
from sync.lock import LockKey, UnfitLock, WrongKey, lock_key_from


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_thirty_two_random_bytes_make_a_key_that_age_knows(random_bytes):
    key = lock_key_from(random_bytes)

    assert lock.is_lock(key.public)
    assert key.secret.startswith("AGE-SECRET-KEY-1")
    assert key.secret not in repr(key)


def test_each_of_the_locks_opens_and_no_other():
    office, recovery, stranger = (lock_key_from(bytes([n]) * 32) for n in (1, 2, 3))
    closed = lock.encrypt("王桂芝".encode(), [office.public, recovery.public])

    assert lock.decrypt(closed, [office]) == lock.decrypt(closed, [stranger, recovery]) == "王桂芝".encode()
    with pytest.raises(WrongKey):
        lock.decrypt(closed, [stranger])


def test_a_text_that_is_no_key_is_refused():
    assert not lock.is_lock("age1nobody")
    with pytest.raises(UnfitLock):
        lock.decrypt(b"", [LockKey("AGE-SECRET-KEY-1NONE")])


def test_a_start_code_is_read_as_people_type_it():
    code = lock.code_from(bytes(range(0, 240, 20)))
    block = lock.code_block(code, b"\5" * 16)
    typed = "".join(chr(ord(character) + 0xFEE0) for character in code.lower().replace("-", ""))

    assert len(code) == 14
    assert lock.code_key(f" {typed} ", block) == lock.code_key(code, block)
    assert lock.code_key(code[:-1], block) != lock.code_key(code, block)


@pytest.mark.parametrize(
    "odd",
    [{}, {"n": 2**40}, {"n": 3}, {"n": "x"}, {"salt": "zz"}, {"kdf": "plain"}],
)
def test_no_header_can_make_a_machine_compute_for_hours(odd):
    block = lock.code_block("", b"\5" * 16) | odd if odd else {}

    with pytest.raises(UnfitLock):
        lock.code_key("", block)
