"""Finding Chinese text as people type it."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.pinyin import initials, matches, matching, name_syllables, search_keys, syllables


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("xg", "国企下岗(未解除关系)"),
        ("nhjd", "南湖街道"),
        ("xiagang", "集体企业下岗"),
        ("xiag", "下岗"),
        ("xgang", "下岗"),
        ("nan hu", "南湖街道"),
        ("xi'an", "西安区"),
        ("XG", "下岗"),
        ("下岗", "国企下岗(未解除关系)"),
        ("下g", "下岗"),
        ("402", "5栋2单元402"),
        ("5d", "5栋2单元402"),
        ("４０２", "402"),
        ("syb", "创业培训(SYB)"),
        ("wgjgx", "国企下岗(未解除关系)王国军高晓"),
        ("", "随便什么"),
    ],
)
def test_what_is_typed_finds_what_is_meant(typed, text):
    assert matches(typed, text)


@pytest.mark.parametrize(("typed", "text"), [("gx", "下岗"), ("xgz", "下岗"), ("xx", "下岗"), ("nhjd", "")])
def test_what_is_not_there_is_not_found(typed, text):
    assert not matches(typed, text)


@pytest.mark.parametrize(("typed", "text"), [("cq", "重庆"), ("zq", "重庆"), ("zeng", "曾志强"), ("ceng", "曾志强")])
def test_a_character_with_two_readings_is_found_by_either(typed, text):
    assert matches(typed, text)


@pytest.mark.parametrize("typed", ["lv", "lu", "lvyuan"])
def test_u_with_dots_is_typed_as_v_or_u(typed):
    assert matches(typed, "绿园区")


def test_a_rare_character_is_found_by_itself_if_by_nothing_else():
    assert matches("𠮷", "𠮷田")


def test_initials_are_one_letter_a_syllable():
    assert initials("南湖街道") == "nhjd"
    assert initials("5栋402") == "5d402"


def test_syllables_carry_no_tones():
    assert syllables("王桂芝") == ["wang", "gui", "zhi"]


def test_a_surname_is_read_as_a_surname():
    assert name_syllables("单雄信") == ["shan", "xiong", "xin"]
    assert name_syllables("尉迟恭") == ["yu", "chi", "gong"]
    assert name_syllables("王桂芝") == ["wang", "gui", "zhi"]


def test_an_index_holds_every_way_to_read_a_name_but_not_hundreds():
    assert {"zengli", "zl", "cengli", "cl"} <= set(search_keys("曾丽"))
    assert len(search_keys("乐" * 20)) <= 16
    assert search_keys("") == ()


def test_what_begins_with_the_letters_typed_stands_first():
    choices = ["国企下岗(未解除关系)", "下岗", "在职", "新工人"]

    assert matching("xg", choices) == [1, 3, 0]


@given(st.text(max_size=12), st.text(max_size=12))
def test_no_text_breaks_it(typed, text):
    assert matches(typed, text) in (True, False)
    assert matches("", text)


@given(st.text(alphabet="王桂芝南湖街道下岗重庆单曾绿", min_size=1, max_size=6))
def test_every_text_is_found_by_its_own_initials_and_syllables(text):
    assert matches(initials(text), text)
    assert matches("".join(syllables(text)), text)


def test_ten_thousand_villages_are_filtered_while_one_types():
    chance = random.Random(1)
    names = [
        "".join(chance.choices("王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗村屯庄沟河湾", k=4)) for _ in range(10_000)
    ]

    first = time_to_match("w", names)
    next_letters = time_to_match("wlz", names)

    # The readings of a list are made once, with its first letter.
    assert next_letters < first


def time_to_match(typed, names):
    begun = time.thread_time()
    matching(typed, names)
    return time.thread_time() - begun
