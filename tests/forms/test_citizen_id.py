"""Citizen ID numbers as people read them out: 18 and 15 digits, full-width, with blanks, with a small x."""

from datetime import date

import pytest
from household_form import Filled
from hypothesis import given, settings
from hypothesis import strategies as st

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_character(body):
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


@st.composite
def citizen_ids(draw):
    division = draw(st.sampled_from(["220104", "220105", "110101", "652901", "820000"]))
    birth = draw(st.dates(date(1890, 1, 1), date(2026, 5, 5)))
    body = f"{division}{birth:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return body + check_character(body)


@pytest.fixture
def home():
    return Filled()


@pytest.mark.parametrize(
    "typed",
    [
        "220104196005120028",
        "２２０１０４１９６００５１２００２８",
        "220104 19600512 002 8",
        "220104-19600512-0028",
        "220104　19600512　0028",
    ],
)
def test_one_number_however_it_is_typed(home, typed):
    home.answer(id_no=typed)

    assert home.complaint("id_no") is None
    assert home.value("id_no18") == "220104196005120028"
    assert (home.value("sex"), home.value("birth_date")) == ("2", "1960-05-12")


@pytest.mark.parametrize("last", ["x", "X", "ｘ", "Ｘ"])
def test_a_small_x_is_an_x(home, last):
    home.answer(id_no="11010519491231002" + last)

    assert home.complaint("id_no") is None
    assert home.value("id_no18") == "11010519491231002X"


@pytest.mark.acceptance(5)
def test_an_old_card_of_15_digits_is_the_same_person(home):
    home.answer(id_no="220104600512002")

    assert home.complaint("id_no") is None
    assert home.value("id_no") == "220104600512002"
    assert home.value("id_no18") == "220104196005120028"
    assert (home.value("sex"), home.value("birth_date")) == ("2", "1960-05-12")


def test_old_serials_from_996_on_are_of_people_born_in_the_century_before(home):
    home.answer(id_no="220104960512998")

    assert home.value("birth_date") == "1896-05-12"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("220104196005120029", "第18位应为 8，现在是 9。"),
        ("22010419600512002", "号码是 18 位，老证 15 位；现在是 17 位。"),
        ("22010419600512002A", "号码里只有数字，末位可能是 X；现在有别的字。"),
        ("22010419600230002X", "号码里的出生日期是 1960-02-30，没有这一天。"),
        ("220104190002290020", "号码里的出生日期是 1900-02-29，没有这一天。"),
        ("220104197713010020", "号码里的出生日期是 1977-13-01，没有这一天。"),
        ("220104600230002", "号码里的出生日期是 1960-02-30，没有这一天。"),
        ("220104209905120020", "号码里的出生日期还没有到。"),
        ("020104196005120028", "号码不会以 0 开头。"),
    ],
)
def test_a_wrong_number_is_told_what_is_wrong_with_it(home, typed, says):
    home.answer(id_no=typed)

    assert home.complaint("id_no") == says + "请对照证件再看一遍；证件上确实如此，按 F6 注明。"
    assert home.value("id_no") == typed
    assert (home.value("id_no18"), home.value("sex"), home.value("birth_date")) == ("", "", "")


def test_the_words_follow_the_language(home):
    home.instance.set_language("English (en)")
    home.answer(id_no="220104196005120029")

    assert home.complaint("id_no") == (
        "The 18th character should be 8, it is 9. Look at the card again; if the card really says so, press F6."
    )


def test_a_leap_day_is_a_day(home):
    body = "22010419960229002"
    home.answer(id_no=body + check_character(body))

    assert home.complaint("id_no") is None
    assert home.value("birth_date") == "1996-02-29"


def test_what_the_card_really_prints_is_taken(home):
    home.answer(id_no="220104196005120029")
    home.answer(id_source="3")

    assert home.complaint("id_no") is None
    assert home.value("id_no18") == "220104196005120029"
    assert (home.value("sex"), home.value("birth_date")) == ("2", "1960-05-12")


def test_a_person_may_differ_from_the_card_and_is_asked_to_look_again(home):
    home.answer(id_no="220104198403170046", sex="1")

    assert home.value("sex") == "1"
    assert home.state("note_id_differs").relevant
    assert home.state("note_id_differs").label == (
        "号码说是女，1984年3月17日；这里填的是男，1984年3月17日。两样都先留着，请核对。"
    )
    assert home.complaint("sex") is None


def test_a_changed_birth_date_is_not_taken_back_by_typing_the_number_again(home):
    home.answer(id_no="220104196005120028", birth_date="1961-05-12")

    home.answer(id_no="220104600512002")

    assert home.value("birth_date") == "1961-05-12"


def test_what_nobody_touched_follows_the_corrected_number(home):
    home.answer(id_no="220104600512002")

    body = "22010419620512001"
    home.answer(id_no=body + check_character(body))

    assert (home.value("sex"), home.value("birth_date")) == ("1", "1962-05-12")


def test_a_deleted_number_takes_nothing_with_it(home):
    home.answer(id_no="220104196005120028")
    home.answer(id_no="")

    assert (home.value("sex"), home.value("birth_date"), home.value("id_no18")) == ("2", "1960-05-12", "")


def test_who_has_no_document_is_not_asked_for_a_number(home):
    home.answer(id_no="220104196005120028", id_type="99")

    assert not home.state("id_no").relevant
    assert not home.state("id_other").relevant
    assert home.value("id_no18") == ""


def test_another_document_has_a_number_of_its_own(home):
    home.answer(id_type="08")

    assert home.state("id_other").relevant
    assert not home.state("id_no").relevant


@settings(max_examples=60, deadline=None)
@given(citizen_ids())
def test_every_valid_number_is_taken_and_read(number):
    home = Filled(id_no=number)

    assert home.complaint("id_no") is None
    assert home.value("id_no18") == number
    assert home.value("birth_date") == f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    assert home.value("sex") == ("1" if int(number[16]) % 2 else "2")


@settings(max_examples=60, deadline=None)
@given(citizen_ids(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_number_with_one_character_wrong_is_refused(number, place, character):
    wrong = number[:place] + character + number[place + 1 :]
    home = Filled(id_no=wrong)

    assert (home.complaint("id_no") is None) == (wrong == number)


@pytest.mark.acceptance(5)
@settings(max_examples=40, deadline=None)
@given(citizen_ids().filter(lambda number: number[6:8] == "19" and int(number[14:17]) < 996))
def test_15_digits_become_the_18_of_the_same_person(number):
    home = Filled(id_no=number[:6] + number[8:17])

    assert home.complaint("id_no") is None
    assert home.value("id_no18") == number


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=20))
def test_no_text_is_a_number_by_accident(text):
    home = Filled(id_no=text)

    assert home.value("id_no18") == "" or home.complaint("id_no") is None
