"""What is likely in a disagreement, and why; a suggestion decides nothing."""

import pytest

from survey_app.suggestions import Reason, suggestion
from sync.commit import MISSING, RETURNED, Commit
from sync.conflict import disagreements

FIRST = Commit("person 1", "person", {"phone": "135"}, nonce="first")


def saved(value, hour=18, source="ui", seen=(FIRST,), **more):
    wall = f"2003-06-12T{hour:02}:40:00+08:00"
    values = more.pop("set", {"phone": value})
    return Commit("person 1", "person", values, tuple(each.id for each in seen), source, wall=wall, **more)


def suggested(*commits):
    (found,) = disagreements([FIRST, *commits])
    likely = suggestion(found)
    return (found.choices[likely.choice].values["phone"], likely.reason) if likely else None


def test_an_answer_is_likelier_than_none():
    assert suggested(saved("136", 8), saved((MISSING, "unknown"), 20)) == ("136", Reason.ANSWERED)


def test_what_was_asked_is_likelier_than_what_was_copied_from_a_list():
    assert suggested(saved("136", 8), saved("137", 20, "list")) == ("136", Reason.NOT_COPIED)


def test_the_later_visit_is_likelier():
    assert suggested(saved("136", 9), saved("137", 20)) == ("137", Reason.LATER)


def test_minutes_apart_nobody_knows_better():
    assert suggested(saved("136", 20), saved("137", 20)) is None


@pytest.mark.parametrize("wall", ["", "2003", "2003-06-12T20:40:00"])
def test_a_clock_that_says_nothing_suggests_nothing(wall):
    other = Commit("person 1", "person", {"phone": "137"}, (FIRST.id,), wall=wall)

    assert suggested(saved("136", 9), other) is None


def test_what_the_assistant_left_after_looking_again_comes_before_all_other_reasons():
    early, late = saved("136", 9, hlc=9), saved("137", 20, hlc=1)
    asked = saved("", set={RETURNED: "哪个对？"}, seen=(FIRST, early, late))
    answered = saved("", set={RETURNED: None}, seen=(FIRST, early, late, asked), actor="李敏")

    assert suggested(early, late, asked, answered) == ("136", Reason.LOOKED_AGAIN)
    assert suggested(early, late, asked) == ("137", Reason.LATER)


def test_whoever_looked_before_the_other_value_came_has_not_looked_at_this():
    early = saved("136", 9)
    asked = saved("", set={RETURNED: "电话对吗？"}, seen=(FIRST, early))
    answered = saved("", set={RETURNED: None}, seen=(FIRST, early, asked))

    assert suggested(early, asked, answered, saved("137", 20)) == ("137", Reason.LATER)
