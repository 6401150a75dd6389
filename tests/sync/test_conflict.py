"""What a clerk is shown of a disagreement, and the edit that settles it."""

from sync.commit import Commit
from sync.conflict import disagreements, resolve
from sync.fold import Rules, fold


def saved(set, seen=(), hlc=1, **more):
    return Commit("person 1", "person", set, tuple(each.id for each in seen), hlc=hlc, **more)


FIRST = saved({"phone": "135", "full_name": "王桂芝"})
LAPTOP = saved({"phone": "136"}, [FIRST], hlc=2, actor="李敏")
WORKBOOK = saved({"phone": "137"}, [FIRST], hlc=3, actor="街道")
TWIN = saved({"phone": "136"}, [FIRST], hlc=4, actor="赵")


def test_all_values_lie_side_by_side_with_who_wrote_them_and_what_was_there_before():
    (told,) = disagreements([FIRST, LAPTOP, WORKBOOK, TWIN])

    assert told.fields == ("phone",)
    assert told.base == {"phone": "135"}
    assert [(choice.values["phone"], [commit.actor for commit in choice.commits]) for choice in told.choices] == [
        ("137", ["街道"]),
        ("136", ["李敏", "赵"]),
    ]


def test_two_who_began_with_nothing_have_no_base():
    (told,) = disagreements([saved({"phone": "1"}), saved({"phone": "2"})])

    assert told.base == {}


def test_a_base_that_has_not_arrived_is_not_made_up():
    (told,) = disagreements([LAPTOP, WORKBOOK])

    assert told.base == {}


def test_a_group_is_one_disagreement():
    rules = Rules(groups=(frozenset({"id_type", "id_no"}),))
    one, other = saved({"id_type": "01", "id_no": "1"}), saved({"id_type": "02", "id_no": "2"})

    (told,) = disagreements([one, other], rules)

    assert told.fields == ("id_no", "id_type")


def test_a_decision_names_everything_that_was_shown():
    folded = fold([FIRST, LAPTOP, WORKBOOK])

    edit = resolve(folded, {"phone": "138"}, [FIRST.id])

    assert set(edit.seen) == {FIRST.id, LAPTOP.id, WORKBOOK.id}
    decided = saved(dict(edit.set), [FIRST, LAPTOP, WORKBOOK])
    assert disagreements([FIRST, LAPTOP, WORKBOOK, decided]) == []


def test_a_decision_about_nothing_in_dispute_is_an_edit_like_any_other():
    folded = fold([FIRST])

    assert resolve(folded, {"phone": "138"}, [FIRST.id]).seen == (FIRST.id,)
