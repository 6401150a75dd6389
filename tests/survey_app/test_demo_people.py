"""The people of the demo town: invented, plausible, and with ID numbers that pass every check."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from survey_app.demo_people import MALE, People, citizen_id, old_citizen_id

SURVEY = date(2003, 6, 12)


def people(seed=7):
    return People(Random(seed), "220104", SURVEY)


def test_the_example_of_the_dictionary_has_its_check_digit():
    assert citizen_id("220104", date(1960, 5, 12), 2) == "220104196005120028"


@given(st.dates(date(1900, 1, 1), SURVEY), st.integers(0, 999))
def test_every_number_made_here_passes_a_check_written_by_others(birth, serial):
    number = citizen_id("220104", birth, serial)

    assert len(number) == 18
    assert ric.calc_check_digit(number) == number[-1]


def test_the_old_form_has_15_digits():
    assert old_citizen_id("220104196005120028") == "220104600512002"


def test_one_seed_gives_one_town():
    first, second = people(), people()

    assert [first.household() for _ in range(50)] == [second.household() for _ in range(50)]


def test_another_seed_gives_other_people():
    assert people(7).household() != people(8).household()


def test_no_two_persons_share_a_number():
    town = people()
    numbers = [
        person.answers["id_no"][:6] + person.answers["id_no"][-12:-1]
        for _ in range(300)
        for person in town.household().persons
    ]

    assert len(set(numbers)) == len(numbers)


def test_sex_and_birth_date_are_those_of_the_card():
    town = people()

    for person in (person for _ in range(200) for person in town.household().persons):
        number, birth = person.answers["id_no"], date.fromisoformat(person.answers["birth_date"])
        parity = number[16] if len(number) == 18 else number[14]
        assert (int(parity) % 2 == 1) == (person.answers["sex"] == MALE)
        assert f"{birth:%y%m%d}" in number
        assert birth <= SURVEY


def test_the_first_person_is_the_head_and_names_the_household():
    household = people().household()

    assert household.persons[0].answers["relation"] == "02"
    assert household.answers["head_name"] == household.persons[0].answers["full_name"]
