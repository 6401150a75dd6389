"""How answers are written."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms.lexical import fits, is_beyond, written

KINDS = (
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "datetime",
    "geopoint",
    "geotrace",
    "select_multiple",
    "select_one",
)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("integer", "０１２", "12"),
        ("integer", "+5", "5"),
        ("integer", "-0", "0"),
        ("integer", " 4 1 ", "4 1"),
        ("decimal", "１．５０", "1.5"),
        ("decimal", "１。５", "1.5"),
        ("decimal", ".50", "0.5"),
        ("decimal", "1e3", "1000"),
        ("decimal", "-0.0", "0"),
        ("decimal", "1e99", "1e99"),
        ("date", "２００３－０６－１２", "2003-06-12"),
        ("date", "2003年6月12日", "2003-06-12"),
        ("date", "2003.6.2", "2003-06-02"),
        ("date", "20030612", "2003-06-12"),
        ("date", "2003/13/1", "2003/13/1"),
        ("time", "8:30", "08:30:00.000"),
        ("datetime", "2003-6-1 8:30", "2003-06-01T08:30:00.000"),
        ("select_multiple", "b  a b", "b a"),
        ("geopoint", " 43.88  125.32 ", "43.88 125.32"),
        ("text", " 王 桂芝 ", " 王 桂芝 "),
        ("text", "e\u0301", "\u00e9"),
    ],
)
def test_what_people_type_is_kept_as_the_standard_writes_it(kind, typed, kept):
    assert written(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "1.5"),
        ("integer", "٣"),
        ("integer", "1234567890123456789"),
        ("integer", "2147483648"),
        ("decimal", "1,5"),
        ("decimal", "NaN"),
        ("date", "2003-02-30"),
        ("date", "12-06-2003"),
        ("date", "99999-01-01"),
        ("time", "25:00"),
        ("time", "now"),
        ("time", "08:30:00+15:00"),
        ("time", "08:30:00+0800"),
        ("datetime", "2003-06-12T"),
        ("datetime", "2003-06-12 08:30:00Z"),
        ("geopoint", "north"),
        ("geopoint", "91 125"),
        ("geopoint", "43 -181"),
        ("geopoint", "0 0 0 0"),
        ("geotrace", "1 2; 3"),
    ],
)
def test_a_text_that_is_no_value_of_its_kind_is_told(kind, text):
    assert not fits(kind, text)


@given(st.sampled_from(KINDS), st.text(max_size=30))
@example("datetime", "0 0 0")
def test_what_is_written_once_is_not_written_otherwise_again(kind, text):
    once = written(kind, text)

    assert written(kind, once) == once


@given(st.integers(-(2**31), 2**31 - 1), st.decimals(allow_nan=False, allow_infinity=False, places=6), st.dates())
def test_every_number_and_date_fits(whole, decimal, day):
    assert fits("integer", written("integer", str(whole)))
    assert fits("decimal", written("decimal", format(decimal, "f")))
    assert fits("date", written("date", day.isoformat()))


@pytest.mark.parametrize(
    ("kind", "text", "beyond"),
    [
        ("integer", "2147483648", True),
        ("integer", "-2147483649", True),
        ("integer", "123456789012345678901234", True),
        ("integer", "1.5", False),
        ("integer", "many", False),
        ("geopoint", "91 125", True),
        ("geopoint", "43 -181 0 0", True),
        ("geopoint", "0 0 0 0", False),
        ("geopoint", "north", False),
        ("date", "99999-01-01", False),
    ],
)
def test_what_is_only_too_large_is_told_from_what_is_no_value_at_all(kind, text, beyond):
    assert not fits(kind, text)
    assert is_beyond(kind, text) is beyond
