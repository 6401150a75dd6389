"""The office's recovery key on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import SheetMistyped
from sync.lock import lock_key_from
from sync.store.recovery_sheet import key_from_sheet, sheet_lines

KEY = lock_key_from(bytes(range(32)))


@given(st.binary(min_size=32, max_size=32))
def test_what_was_printed_can_be_typed_in(secret):
    key = lock_key_from(secret)

    assert key_from_sheet(sheet_lines(key)) == key
    assert all(len(line) <= 24 for line in sheet_lines(key))


def test_nobody_has_to_type_blanks_capitals_line_numbers_or_empty_lines():
    typed = [line[1:].replace(" ", "").lower() for line in sheet_lines(KEY)]

    assert key_from_sheet(["", *typed, " "]) == KEY


def test_letters_that_look_alike_are_taken_for_the_right_ones():
    typed = [line[:3] + line[3:].replace("0", "O").replace("L", "1").replace("8", "B") for line in sheet_lines(KEY)]

    assert key_from_sheet(typed) == KEY


@pytest.mark.parametrize("wrong", range(4))
def test_the_mistyped_line_is_named(wrong):
    lines = sheet_lines(KEY)
    letter = lines[wrong][4]
    lines[wrong] = lines[wrong][:4] + ("Q" if letter != "Q" else "P") + lines[wrong][5:]

    with pytest.raises(SheetMistyped) as refused:
        key_from_sheet(lines)

    assert refused.value.line == wrong + 1


def test_a_missing_line_is_noticed():
    with pytest.raises(SheetMistyped) as refused:
        key_from_sheet(sheet_lines(KEY)[:-1])

    assert refused.value.line == 0
