"""Filling in a form: values in, states out."""

import json

import pytest
from form_tables import filling, form_of, value, world

from forms.instance import Instance
from forms.rows import instance_from_rows, rows_of
from forms.state import Missing, Problem

HOUSEHOLD = """
| survey |  |  |  |  |  |  |  |  |
|  | type | name | label::中文 | label::English | relevant | calculation | required | constraint |
|  | text | street | 街道 | Street |  |  | yes |  |
|  | begin repeat | person | 人员 | Person |  |  |  |  |
|  | text | nm | 姓名 | Name |  |  | yes |  |
|  | integer | age | 年龄 | Age |  |  |  | . >= 0 and . < 120 |
|  | text | job | ${nm}的工作 | Job of ${nm} | ${age} >= 16 |  | yes |  |
|  | calculate | place |  |  |  | position(..) |  |  |
|  | end repeat |  |  |  |  |  |  |  |
|  | calculate | adults |  |  |  | count(${person}[age >= 16]) |  |  |
|  | calculate | total |  |  |  | sum(${age}) |  |  |
"""


def persons(*ages: int) -> Instance:
    instance = filling(HOUSEHOLD)
    while instance.repeats()[0].count < len(ages):
        instance.add_repeat("/data/person")
    for place, age in enumerate(ages, start=1):
        instance.answer(f"/data/person[{place}]/age", age)
    return instance


def calculated(instance: Instance) -> dict[str, object]:
    return dict(rows_of(instance)[0].values)


def test_an_answer_returns_only_the_states_that_it_changed():
    instance = persons(15)
    instance.states()

    changed = instance.answer("/data/person[1]/age", 16)

    assert [state.name for state in changed] == ["age", "job"]
    assert changed[1].relevant


def test_the_answer_to_a_question_that_is_no_longer_asked_returns_with_the_question():
    instance = persons(40)
    instance.answer("/data/person[1]/job", "缝纫")

    instance.answer("/data/person[1]/age", 4)
    gone = rows_of(instance)[1].values["job"]
    instance.answer("/data/person[1]/age", 40)

    assert gone is None
    assert rows_of(instance)[1].values["job"] == "缝纫"


def test_what_is_saved_holds_the_answer_that_is_not_asked_for_now():
    instance = persons(40)
    instance.answer("/data/person[1]/job", "缝纫")

    instance.answer("/data/person[1]/age", 4)

    assert rows_of(instance, kept=True)[1].values["job"] == "缝纫"


def test_what_is_counted_over_a_roster_follows_every_change_of_it():
    instance = persons(40, 12, 17)
    before = calculated(instance)

    removed = instance.remove_repeat("/data/person[1]")
    without = calculated(instance)
    instance.insert_back(removed)

    assert (before["adults"], before["total"]) == ("2", "69")
    assert (without["adults"], without["total"]) == ("1", "29")
    assert calculated(instance) == before


def test_positions_in_a_roster_follow_a_move():
    instance = persons(1, 2, 3)

    instance.move_repeat("/data/person[3]", 1)

    assert [row.values["age"] for row in rows_of(instance)[1:]] == [3, 1, 2]
    assert [row.values["place"] for row in rows_of(instance)[1:]] == ["1", "2", "3"]


def test_a_wrong_answer_is_kept_and_said_to_be_wrong():
    instance = persons(40)

    instance.answer("/data/person[1]/age", "121")
    beyond = instance.state("/data/person[1]/age")
    instance.answer("/data/person[1]/age", "vierzig")
    words = instance.state("/data/person[1]/age")

    assert (beyond.value, beyond.violation.problem) == ("121", Problem.CONSTRAINT)
    assert (words.value, words.violation.problem) == ("vierzig", Problem.TYPE)


def test_a_number_beyond_those_of_its_type_is_told_as_such():
    instance = filling("| survey |\n| | type | name | label |\n| | integer | income | Income |\n")

    instance.answer("/data/income", "3000000000")
    state = instance.state("/data/income")

    assert state.value == "3000000000"
    assert state.violation is not None and state.violation.problem is Problem.RANGE


def test_questions_that_choose_from_one_list_share_its_choices_and_what_searches_them():
    rows = "".join(f"| | village | v{number} | Village {number} |\n" for number in range(2_000))
    table = (
        "| survey |\n| | type | name | label | choice_filter |\n| | select_one village | born | Born in | |\n"
        "| | select_one village | lives | Lives in | |\n| | select_one village | near | Near | name != ${born} |\n"
        "| choices |\n| | list_name | name | label |\n" + rows
    )
    instance = filling(table)
    born, lives, near = (instance.state(f"/data/{name}").choices for name in ("born", "lives", "near"))

    assert born is lives and born.texts is lives.texts and born.places["v7"] == 7
    assert [choice.name for choice in near] == [choice.name for choice in born]
    instance.answer("/data/born", "v3")
    assert instance.state("/data/lives").choices is lives
    assert len(instance.state("/data/near").choices) == 1_999
    assert filling(table).state("/data/born").choices == born


def test_digits_of_a_chinese_keyboard_are_digits():
    instance = persons(40)

    instance.answer("/data/person[1]/age", " ４１ ")

    assert value(instance, "/data/person[1]/age") == "41"


def test_a_reason_for_no_answer_satisfies_a_required_question_unless_it_is_later():
    instance = persons(40)

    instance.leave_unanswered("/data/street", Missing.REFUSED)
    refused = instance.state("/data/street")
    instance.leave_unanswered("/data/street", Missing.LATER)
    later = instance.state("/data/street")

    assert refused.violation is None and not refused.is_unasked
    assert later.violation.problem is Problem.REQUIRED and later.is_unasked


def test_labels_follow_the_answers_and_the_language():
    instance = persons(40)
    instance.answer("/data/person[1]/nm", "王桂芝")

    chinese = instance.state("/data/person[1]/job").label
    instance.set_language("English")

    assert chinese == "王桂芝的工作"
    assert instance.state("/data/person[1]/job").label == "Job of 王桂芝"


def test_a_form_goes_on_exactly_where_it_was_left():
    instance = persons(40, 12)
    instance.answer("/data/person[2]/nm", "张\n丽 ")
    instance.leave_unanswered("/data/street", Missing.LATER)

    again = Instance.restore(instance.form, json.loads(json.dumps(instance.snapshot())), world(seed=2))

    assert again.states() == instance.states()
    assert again.snapshot() == instance.snapshot()
    assert rows_of(again) == rows_of(instance)


def test_answers_survive_a_new_version_of_the_form_and_dropped_ones_are_named():
    instance = persons(40)
    instance.answer("/data/person[1]/nm", "王桂芝")
    newer = form_of(
        HOUSEHOLD.replace("| age |", "| years |").replace("${age}", "${years}").replace("age >=", "years >=")
    )

    again = Instance.restore(newer, instance.snapshot(), world())

    assert value(again, "/data/person[1]/nm") == "王桂芝"
    assert again.dropped == [("/data/person/age", "40")]


def test_a_record_opened_again_is_the_same_record():
    instance = persons(40, 12)
    instance.leave_unanswered("/data/person[2]/nm", Missing.DOES_NOT_KNOW)
    rows = rows_of(instance)

    again = instance_from_rows(instance.form, rows, world(seed=9))

    assert rows_of(again) == rows


def test_a_shrinking_count_keeps_the_rows_that_somebody_has_answered():
    counted = filling(
        """
        | survey |              |      |       |              |
        |        | type         | name | label | repeat_count |
        |        | integer      | n    | n     |              |
        |        | begin repeat | kid  | Kid   | ${n}         |
        |        | text         | nm   | Name  |              |
        |        | end repeat   |      |       |              |
        """
    )

    counted.answer("/data/n", 3)
    counted.answer("/data/kid[2]/nm", "小明")
    counted.answer("/data/n", 0)

    assert counted.repeats()[0].count == 2


def test_an_old_state_of_the_screen_never_hides_a_change():
    """Every state that differs from what the screen has is returned by the answer that made it differ."""
    instance = persons(40, 12)
    screen = {state.path: state for state in instance.states()}

    for path, answer in [("/data/person[2]/age", 30), ("/data/person[1]/nm", "李"), ("/data/person[2]/age", 3)]:
        screen |= {state.path: state for state in instance.answer(path, answer)}

    assert list(screen.values()) == Instance.restore(instance.form, instance.snapshot(), world()).states()


@pytest.mark.parametrize("path", ["/data/nothing", "/data/person[7]/age", "/data/person[0]/age"])
def test_a_question_that_is_not_there_is_a_mistake_of_the_program(path):
    with pytest.raises(KeyError):
        persons(40).answer(path, "x")


def test_a_state_is_never_older_than_the_row_that_was_just_added():
    instance = filling(
        """
        |survey|
        ||type|name|label|calculation|
        ||begin repeat|person|Person||
        ||text|nm|Name||
        ||end repeat|||
        ||calculate|persons||count(${person})|
        ||note|n|${persons} here||
        """
    )
    assert (instance.state("/data/persons").value, instance.state("/data/n").label) == ("1", "1 here")

    instance.add_repeat("/data/person")

    assert (instance.state("/data/persons").value, instance.state("/data/n").label) == ("2", "2 here")
    assert "2 here" in [state.label for state in instance.answer("/data/person[1]/nm", "Wang")]


def test_answers_given_together_make_the_same_record_as_one_by_one_in_any_order():
    answers = {
        "/data/person[1]/job": "缝纫",
        "/data/person[2]/job": "还在上学",
        "/data/person[2]/age": 9,
        "/data/person[1]/age": 41,
        "/data/street": "南湖大路",
    }
    together, one_by_one = persons(0, 0), persons(0, 0)

    together.keep_all(answers)
    for path in reversed(answers):
        one_by_one.answer(path, answers[path])

    def told(instance: Instance) -> list[object]:
        return [dict(row.values) for row in rows_of(instance)]

    assert told(together) == told(one_by_one)
    assert (calculated(together)["total"], calculated(together)["adults"]) == ("50", "1")
    # Who is nine is not asked for a job.
    assert [row.values["job"] for row in rows_of(together)[1:]] == ["缝纫", None]
