"""Spoilt identity numbers that prove themselves (fault 37): the right one or none, never another."""

from datetime import date
from decimal import ROUND_HALF_UP, Context

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook_town import edited, export_of, news_of, person, read_back, type_into, workbook

from forms.cn_resident import check_character, is_right
from sync.workbook.edits import Repair, Why
from sync.workbook.proof import proven

WANG = person(1, full_name="王伟", id_no="220104196005120028")


@st.composite
def numbers(draw):
    division = draw(st.sampled_from(["110101", "220104", "310115", "650102"]))
    birth = draw(st.dates(min_value=date(1900, 1, 1)))
    body = f"{division}{min(birth.year, 2199)}{birth:%m}{min(birth.day, 28):02}{draw(st.integers(0, 999)):03}"
    return body + check_character(body)


@pytest.mark.fault(37)
@given(numbers())
def test_a_number_that_went_through_a_float_is_found_again_or_left_alone(number):
    if number.endswith("X"):
        return

    assert proven(float(number), is_right) in (number, None)


@given(numbers(), st.integers(4, 17))
def test_a_number_that_was_shown_with_an_exponent_is_found_again_or_left_alone(number, digits):
    if number.endswith("X"):
        return
    shown = f"{Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(number):.{digits - 1}E}"

    assert proven(shown, is_right) in (number, None)


@given(numbers())
def test_fifteen_digits_with_zeros_behind_them_prove_nothing(number):
    cut = number[:15] + "000"
    assert proven(int(cut), is_right) is None
    assert proven(f"{cut[0]}.{cut[1:15]}E+17", is_right) is None
    assert proven(float(number[:15] + "000"), is_right) is None


@given(numbers(), st.sampled_from([" ", "-", "\u3000", "'"]))
def test_what_people_put_between_and_write_for_digits_is_seen_through(number, between):
    grouped = between.join([number[:6], number[6:14], number[14:]])

    assert proven(grouped, is_right) == number
    assert proven(number.replace("0", "O").replace("1", "l"), is_right) == number
    assert proven(number.lower(), is_right) == number


@pytest.mark.parametrize("text", ["", "王伟", "1.1E+17", "220104196005120029", "9" * 400, "1E+99"])
def test_what_is_no_number_of_that_kind_proves_nothing(text):
    assert proven(text, is_right) is None


def proved_by_rounding():
    """A number of which 17 digits are enough."""
    for serial in range(1000):
        number = f"22010419710512{serial:03}"
        number += check_character(number)
        shown = f"{Context(prec=17, rounding=ROUND_HALF_UP).create_decimal(number.replace('X', '9')):.16E}"
        if not number.endswith("X") and proven(shown, is_right) == number:
            return number, shown
    raise AssertionError


def read(typed, **options):
    data = edited(workbook(export_of(WANG))[0], lambda book: type_into(book, WANG.record, "id_no", typed))
    return read_back(data, WANG, **options)


@pytest.mark.fault(37)
def test_a_cell_whose_number_proves_itself_is_mended_with_a_note():
    number, shown = proved_by_rounding()

    reading = read(shown, is_right={("person", "id_no"): is_right})

    assert news_of(reading) == {(WANG.record, "id_no"): number}
    assert [(cell.field, cell.how, cell.value) for cell in reading.repaired] == [("id_no", Repair.CHECK_DIGIT, number)]


def test_without_a_kind_of_number_in_the_pack_nothing_is_proved():
    _, shown = proved_by_rounding()

    reading = read(shown)

    assert [(cell.why, cell.found, cell.kept) for cell in reading.refused] == [
        (Why.PRECISION, shown, "220104196005120028")
    ]


def test_what_the_base_shows_is_not_proved_a_second_time():
    reading = read("2.2010E+17", is_right={("person", "id_no"): is_right})

    assert reading.changes == ()
    assert [cell.how for cell in reading.repaired] == [Repair.FROM_BASE]
