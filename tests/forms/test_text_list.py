"""A long list is searched as one text is, and at once."""

import random
import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from forms.pinyin import matches
from forms.text_list import TextList

LETTERS = "王下岗上单曾绿重庆aBc12ｘ（）。 -İς"


# The first reading of all loads the dictionary.
@settings(deadline=None)
@given(st.lists(st.text(LETTERS, max_size=6), max_size=8), st.text("xgangshzclvyqwab12上单 ", max_size=6))
@example(["国企下岗", "新工人", ""], "xg")
@example(["a\nb", "b"], "b")
def test_the_list_finds_what_each_text_alone_would_match(texts, typed):
    found = TextList(texts).find(typed)

    assert sorted(found) == [place for place, text in enumerate(texts) if matches(typed, text)]


@settings(deadline=None)
@given(st.lists(st.text(LETTERS, max_size=6), max_size=8), st.text("xgangshzcl", min_size=1, max_size=5))
def test_letter_after_letter_finds_the_same_as_all_at_once(texts, typed):
    typing = TextList(texts)

    for end in range(1, len(typed) + 1):
        assert typing.find(typed[:end]) == TextList(texts).find(typed[:end])


def test_what_begins_with_the_letters_typed_stands_first():
    assert TextList(["国企下岗(未解除关系)", "下岗", "在职", "新工人"]).find("xg") == [1, 3, 0]


def test_ten_thousand_villages_are_searched_many_times_faster_than_one_by_one():
    chance = random.Random(2)
    signs = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗村屯庄沟河湾"
    names = ["".join(chance.choices(signs, k=4)) for _ in range(10_000)]
    villages = TextList(names)
    villages.prepare()
    one_by_one(names, "wl")

    ours = min(spent(lambda: villages.find("wlz")) for _ in range(3))
    theirs = min(spent(lambda: one_by_one(names, "wlz")) for _ in range(3))

    assert ours * 3 < theirs


def one_by_one(names, typed):
    return [place for place, name in enumerate(names) if matches(typed, name)]


def spent(work):
    begun = time.thread_time()
    work()
    return time.thread_time() - begun
