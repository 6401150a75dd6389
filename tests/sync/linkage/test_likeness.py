"""What speaks for two listings being one person, and how much."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from people import BABY, PEOPLE, WANG, listed

from forms.cn_resident import is_right
from sync.linkage import Listing, compare
from sync.linkage.likeness import ADDRESS, BIRTH, NAME, NUMBER, PHONE, POINTS
from sync.linkage.names import compare_names
from sync.linkage.numbers import Standing, read_number


@pytest.mark.fault(47)
@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("220104196005120028", "same"),
        ("２２０１０４ 19600512 0028", "same"),
        ("220104600512002", "same_old"),
        ("220104196005120038", "one_wrong"),
        ("220104196005120026", "one_wrong"),
        ("220104196005210028", "swapped"),
        ("220104600512020", "neighbours"),
        ("220104600521002", "swapped"),
        ("22010419600512028", "digit_lost"),
        ("2201041960051200028", "digit_lost"),
        ("220104196005120000", "tail_lost"),
        ("2.20104196005E+17", "tail_lost"),
        ("220104196005130038", "two_wrong"),
        ("220104196005120036", "different"),
        ("510104198811030015", "unlike"),
        ("", ""),
        ("1.1E+17", ""),
        ("2.2E+17", ""),
    ],
)
def test_a_number_beside_hers(number, found):
    assert compare(WANG, replace(WANG, number=number)).found(NUMBER) == found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("王桂芝", "王 桂芝", "same"),
        ("張國華", "张国华", "variant"),
        ("付强", "傅强", "variant"),
        ("张莉", "章丽", "sound"),
        ("于敏", "余敏", "sound"),
        ("曾乐", "增乐", "sound"),
        ("单志", "山志", "sound"),
        ("张英", "张音", "near_sound"),
        ("周山", "周三", "near_sound"),
        ("王桂芝", "王芝桂", "order"),
        ("王桂芝", "王桂花", "one_other"),
        ("王伟", "王芳", "different"),
        ("王桂芝", "王桂", "different"),
        ("王桂芝", "李桂芝", "different"),
        ("", "王桂芝", None),
    ],
)
def test_two_names(one, other, found):
    assert compare_names(one, other) == found


@pytest.mark.parametrize(
    ("birth", "found"),
    [
        ("1960-05-12", "same"),
        ("1960-12-05", "near"),
        ("1961-05-12", "near"),
        ("1960-05-21", "near"),
        ("1988-11-03", "different"),
        ("1960", ""),
        ("", ""),
    ],
)
def test_two_birth_dates(birth, found):
    assert compare(WANG, replace(WANG, birth=birth)).found(BIRTH) == found


def test_why_is_told_in_parts():
    likeness = compare(WANG, listed(number="220104196005120038", name="王桂枝"))

    assert likeness.mark == "number=one_wrong name=sound birth=same phone=different address=different"
    assert (likeness.points, likeness.is_enough) == (16, True)


@pytest.mark.fault(47)
@pytest.mark.parametrize(
    "twice",
    [
        listed(),
        listed(number="220104600512002", name="王桂枝"),
        listed(number="220104196005120038"),
        listed(number="220104196005120000"),
        listed(number="1.1E+17", name="王桂枝"),
        listed(number="", name="王桂枝"),
        listed(number="", sex=""),
    ],
)
def test_one_person_at_two_doors_is_shown(twice):
    assert compare(WANG, twice).is_enough


@pytest.mark.fault(47)
def test_somebody_with_the_number_of_another_is_shown_and_it_is_said_that_nothing_else_agrees():
    son = Listing(WANG.number, "李强", "1985-03-01", "1")

    likeness = compare(WANG, son)

    assert likeness.is_enough
    assert likeness.mark == "number=same name=different birth=different sex=different"


@pytest.mark.fault(47)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Infants without number or name.
        (BABY, BABY),
        # Twins without numbers; with alike names, in one household.
        (replace(BABY, name="王小明"), replace(BABY, name="王小红")),
        (replace(BABY, name="王丽"), replace(BABY, name="王莉")),
        # Twins with neighbouring numbers: right ones, old ones, spoilt ones.
        (listed(number="220104196005120028"), listed(number="220104196005120036", name="王桂花")),
        (listed(number="220104600512002"), listed(number="220104600512003", name="王桂花")),
        (listed(number="220104196005120000"), listed(number="220104196005120000", name="王桂花")),
        # Two who were named alike, each with a right number.
        (WANG, listed(number="510104196005120012")),
        # The same door, birth date and phone alone.
        (replace(BABY, name="王小明"), replace(BABY, name="李红梅", household="b")),
    ],
)
def test_two_persons_are_not_shown_as_one(one, other):
    assert not compare(one, other).is_enough


def test_a_number_of_another_kind_is_compared_as_it_is_written():
    assert compare(Listing("AB-123"), Listing("ab 123"), scheme="").found(NUMBER) == "same"
    assert compare(Listing("AB-123"), Listing("AB-124"), scheme="").found(NUMBER) == "one_wrong"


def test_a_number_that_ends_in_three_zeros_never_vouches_for_itself():
    lucky = next(body + "000" for body in map("22010419600512{}".format, range(10)) if is_right(body + "000"))

    assert read_number(lucky).standing is Standing.DAMAGED


@given(PEOPLE, PEOPLE)
@settings(max_examples=200, deadline=None)
def test_which_of_two_comes_first_makes_no_difference(one, other):
    assert compare(one, other) == compare(other, one)


@given(PEOPLE, PEOPLE)
@settings(max_examples=200, deadline=None)
def test_the_score_is_the_sum_of_what_is_told(one, other):
    likeness = compare(one, other)

    assert likeness.points == sum(POINTS[each.about, each.found] for each in likeness.evidence)
    assert len({each.about for each in likeness.evidence}) == len(likeness.evidence)


@given(PEOPLE, PEOPLE)
@settings(max_examples=200, deadline=None)
def test_phone_birth_date_and_address_alone_are_never_enough(one, other):
    likeness = compare(one, other)

    if {each.about for each in likeness.evidence if each.points > 0} <= {PHONE, BIRTH, ADDRESS}:
        assert not likeness.is_enough, likeness.found(NAME)
