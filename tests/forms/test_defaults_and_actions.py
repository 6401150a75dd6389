"""What a form does by itself: defaults, values set by triggers, preloads, narrowed lists, counted repeats."""

import json

import pytest
from form_tables import filling, form_of, value, world

from forms.instance import Instance
from forms.rows import instance_from_rows, rows_of
from forms.state import Missing, Problem
from forms.tree import Element

PERSONS = """
| survey |
|  | type         | name  | label | default | calculation      | trigger |
|  | today        | day   |       |         |                  |         |
|  | start        | begun |       |         |                  |         |
|  | end          | ended |       |         |                  |         |
|  | username     | who   |       |         |                  |         |
|  | text         | area  | Area  | 220104  |                  |         |
|  | begin repeat | p     | P     |         |                  |         |
|  | date         | seen  | Seen  | today() |                  |         |
|  | integer      | age   | Age   | 3       |                  |         |
|  | integer      | next  | Next  |         | ${age} + 1       | ${age}  |
|  | calculate    | twice |       |         | ${next} * 2      |         |
|  | text         | tag   | Tag   |         | concat('#', ${twice}) | ${age}  |
|  | calculate    | luck  |       |         | once(random())   |         |
|  | end repeat   |       |       |         |                  |         |
"""


def test_a_blank_form_begins_with_its_defaults():
    instance = Instance.new(form_of(PERSONS), world(), properties={"username": "100001"})

    added = instance.add_repeat("/data/p")

    assert value(instance, "/data/area") == "220104"
    assert (value(instance, "/data/p/seen"), value(instance, f"{added}/seen")) == ("2003-06-12", "2003-06-12")
    assert value(instance, f"{added}/age") == "3"
    assert instance.root.child("who").text == "100001"
    assert instance.root.child("day").text == "2003-06-12"
    assert instance.root.child("begun").text.startswith("2003-06-12T18:30:00")


def test_a_trigger_sets_its_questions_in_the_same_row_and_only_then():
    instance = filling(PERSONS)
    instance.add_repeat("/data/p")
    instance.states()

    changed = instance.answer("/data/p[2]/age", 40)
    instance.answer("/data/p[2]/next", 7)

    assert value(instance, "/data/p[1]/next") == ""
    assert {state.name: state.value for state in changed} == {"age": "40", "next": "41", "tag": "#82"}
    assert value(instance, "/data/p[2]/tag") == "#82"


def test_the_end_is_written_when_the_form_is_finished():
    instance = filling(PERSONS)

    instance.finish()

    assert instance.root.child("ended").text.startswith("2003-06-12T18:30:00")


def test_what_was_random_stays_when_a_record_is_opened_again():
    instance = filling(PERSONS)
    rows = rows_of(instance)

    again = instance_from_rows(instance.form, rows, world(seed=77))

    assert rows_of(again)[1].values["luck"] == rows[1].values["luck"]


def test_a_default_does_not_return_to_a_record_that_was_left_blank():
    instance = filling(PERSONS)
    instance.answer("/data/area", "")
    instance.answer("/data/p/seen", None)

    again = instance_from_rows(instance.form, rows_of(instance), world())

    assert (value(again, "/data/area"), value(again, "/data/p/seen")) == ("", "")


def test_a_new_default_of_a_new_form_version_does_not_change_what_was_there():
    instance = filling(PERSONS)

    again = Instance.restore(form_of(PERSONS.replace("220104", "220105")), instance.snapshot(), world())

    assert value(again, "/data/area") == "220104"


COUNTED = """
| survey |
|  | type         | name | label | repeat_count | default |
|  | integer      | n    | n     |              |         |
|  | begin repeat | kid  | Kid   | ${n}         |         |
|  | text         | nm   | Name  |              |         |
|  | date         | seen | Seen  |              | today() |
|  | end repeat   |      |       |              |         |
"""


def test_a_counted_repeat_follows_its_number():
    instance = filling(COUNTED)

    instance.answer("/data/n", 3)
    three = instance.repeats()[0]
    instance.answer("/data/n", 1)

    assert (three.count, three.fixed, three.wanted) == (3, True, 3)
    assert instance.repeats()[0].count == 1
    assert all(row.record_id for row in rows_of(instance))


def test_rows_beyond_the_number_stay_until_they_are_taken_out():
    instance = filling(COUNTED)
    instance.answer("/data/n", 2)
    instance.answer("/data/kid[2]/nm", "小明")

    instance.answer("/data/n", 0)
    beyond = instance.repeats()[0]
    instance.remove_repeat("/data/kid[2]")

    assert (beyond.count, beyond.wanted) == (2, 0)
    assert instance.repeats()[0].count == 1


@pytest.mark.parametrize("odd", ["-4", "abc", "", "1e99"])
def test_an_odd_number_counts_no_rows(odd):
    instance = filling(COUNTED)

    instance.answer("/data/n", odd)

    assert instance.repeats()[0].count == 0


STREETS = """
| survey  |
|         | type                   | name   | label  | choice_filter  | required |
|         | select_one town        | town   | Town   |                |          |
|         | select_one street      | street | Street | town = ${town} | yes      |
|         | select_multiple street | liked  | Liked  | town = ${town} |          |
| choices |
|         | list_name | name | label::zh | label::en | town |
|         | town      | 1    | 东        | East      |      |
|         | town      | 2    | 西        | West      |      |
|         | street    | a    | 甲        | A         | 1    |
|         | street    | b    | 乙        | B         | 1    |
|         | street    | c    | 丙        | C         | 2    |
"""


def test_a_choice_that_leaves_the_list_is_taken_back_and_returns_with_it():
    instance = filling(STREETS)
    instance.answer("/data/town", "1")
    instance.answer("/data/street", "a")
    instance.answer("/data/liked", "b a")

    changed = {state.name: state.value for state in instance.answer("/data/town", "2")}
    again = {state.name: state.value for state in instance.answer("/data/town", "1")}

    assert changed == {"town": "2", "street": "", "liked": ""}
    assert again == {"town": "1", "street": "a", "liked": "a b"}


def test_a_choice_that_was_made_since_is_not_replaced_by_the_former_one():
    instance = filling(STREETS)
    instance.answer("/data/town", "1")
    instance.answer("/data/street", "a")
    instance.answer("/data/town", "2")
    instance.leave_unanswered("/data/street", Missing.REFUSED)

    instance.answer("/data/town", "1")

    assert instance.state("/data/street").missing is Missing.REFUSED
    assert value(instance, "/data/street") == ""


def test_a_code_of_an_old_list_stays_in_a_record_and_is_said_to_be_wrong():
    instance = filling(STREETS)
    instance.answer("/data/town", "1")
    instance.answer("/data/street", "a")
    older = rows_of(instance)
    newer = form_of(STREETS.replace("| a    | 甲", "| x    | 甲"))

    again = instance_from_rows(newer, older, world())

    assert again.state("/data/street").violation.problem is Problem.TYPE
    assert rows_of(again) == older


def test_labels_of_choices_follow_the_language():
    instance = filling(STREETS)
    instance.set_language("en")

    assert [choice.label for choice in instance.state("/data/town").choices] == ["East", "West"]


def test_a_form_may_begin_where_the_last_one_ended():
    form = form_of(
        """
        | survey |
        |  | type | name | label | default            |
        |  | text | area | Area  | ${last-saved#area} |
        """
    )
    last = Element("data")
    last.append(Element("area", "220104"))

    first = Instance.new(form, world())
    second = Instance.new(form, world(instances={"__last-saved": last}.__getitem__))

    assert (value(first, "/data/area"), value(second, "/data/area")) == ("", "220104")


def test_persons_that_are_not_asked_are_not_counted():
    instance = filling(
        """
        | survey |
        |  | type         | name  | label | relevant     | calculation                                   |
        |  | integer      | empty | Empty |              |                                               |
        |  | begin repeat | p     | P     | ${empty} = 0 |                                               |
        |  | text         | nm    | Name  |              |                                               |
        |  | calculate    | at    |       |              | position(..)                                  |
        |  | end repeat   |       |       |              |                                               |
        |  | calculate    | n     |       |              | count(${p})                                   |
        """
    )
    instance.add_repeat("/data/p")

    instance.answer("/data/empty", 0)
    asked = instance.root.child("n").text
    instance.answer("/data/empty", 1)

    assert (asked, instance.root.child("n").text) == ("2", "0")
    assert len(rows_of(instance)) == 1
    assert len(rows_of(instance, kept=True)) == 3


def test_what_cannot_be_computed_is_blank_and_noted():
    instance = filling(
        """
        | survey |
        |  | type      | name    | label   | calculation          | constraint             | relevant             |
        |  | text      | pattern | Pattern |                      |                        |                      |
        |  | text      | word    | Word    |                      | regex(., ${pattern})   |                      |
        |  | text      | more    | More    |                      |                        | regex('a', ${pattern}) |
        |  | calculate | fits    |         | regex('a', ${pattern}) |                      |                      |
        """
    )

    instance.answer("/data/pattern", "(")
    instance.answer("/data/word", "a")

    assert instance.state("/data/word").violation is None
    assert not instance.state("/data/more").relevant
    assert {path for path, _ in instance.troubles} == {"/data/word", "/data/more", "/data/fits"}


def test_triggers_that_set_one_another_off_come_to_an_end():
    instance = filling(
        """
        | survey |
        |  | type    | name | label | calculation | trigger |
        |  | integer | a    | A     | ${b} + 1    | ${b}    |
        |  | integer | b    | B     | ${a} + 1    | ${a}    |
        """
    )

    instance.answer("/data/a", 1)

    assert any("circle" in why for why in instance.troubles.values())


def test_a_calculation_in_words_follows_the_language():
    instance = filling(
        """
        | survey  |
        |         | type            | name | label::zh | label::en | calculation                        |
        |         | select_one town | town | 地        | Town      |                                    |
        |         | calculate       | said |           |           | jr:choice-name(${town}, '${town}') |
        | choices |
        |         | list_name | name | label::zh | label::en |
        |         | town      | 1    | 东        | East      |
        """
    )
    instance.answer("/data/town", "1")
    chinese = instance.root.child("said").text

    instance.set_language("en")

    assert (chinese, instance.root.child("said").text) == ("东", "East")


def test_a_snapshot_of_another_shape_of_the_form_loses_nothing_silently():
    instance = filling(PERSONS)
    instance.answer("/data/p/age", 5)
    other = form_of(
        """
        | survey |
        |  | type        | name | label |
        |  | text        | p    | P     |
        |  | begin group | area | Area  |
        |  | text        | code | Code  |
        |  | end group   |      |       |
        """
    )

    again = Instance.restore(other, json.loads(json.dumps(instance.snapshot())), world())

    assert ("/data/area", "220104") in again.dropped
    assert ("/data/p/age", "5") in again.dropped


CHOSEN = """
| survey  |
|         | type              | name   | label  | choice_filter             | default |
|         | select_multiple t | chosen | Chosen |                           |         |
|         | rank t            | ranked | Ranked | selected(${chosen}, name) |         |
| choices |
|         | list_name | name | label |
|         | t         | a    | A     |
|         | t         | b    | B     |
|         | t         | c    | C     |
"""


def test_several_choices_are_kept_in_the_order_of_their_list():
    instance = filling(CHOSEN)

    instance.answer("/data/chosen", "c unknown a")

    assert value(instance, "/data/chosen") == "a c unknown"


def test_a_ranking_keeps_its_order_when_choices_leave_and_puts_new_ones_last():
    instance = filling(CHOSEN)
    instance.answer("/data/chosen", "a b")
    unranked = value(instance, "/data/ranked")
    instance.answer("/data/ranked", "b a")

    instance.answer("/data/chosen", "a b c")
    grown = value(instance, "/data/ranked")
    instance.answer("/data/chosen", "")
    gone = value(instance, "/data/ranked")
    instance.answer("/data/chosen", "a c")

    assert (unranked, grown, gone, value(instance, "/data/ranked")) == ("", "b a c", "", "a c")


def test_a_computed_whole_number_loses_its_fraction():
    instance = filling(
        """
        | survey |
        |  | type    | name  | label | calculation | default |
        |  | decimal | money | Money |             |         |
        |  | integer | share | Share | ${money} div 2 |      |
        |  | integer | start | Start |             | 2.9 * 1 |
        """
    )

    instance.answer("/data/money", "-5")

    assert (value(instance, "/data/share"), value(instance, "/data/start")) == ("-2", "2")


def test_any_of_several_questions_sets_off_a_calculation():
    instance = filling(
        """
        | survey |
        |  | type | name | label | calculation              | trigger    |
        |  | text | a    | A     |                          |            |
        |  | text | b    | B     |                          |            |
        |  | text | c    | C     |                          |            |
        |  | text | sum  | Sum   | concat(${a}, ${b}, ${c}) | ${a}, ${b} |
        """
    )

    instance.answer("/data/c", "3")
    untouched = value(instance, "/data/sum")
    instance.answer("/data/a", "1")
    first = value(instance, "/data/sum")
    instance.answer("/data/b", "2")

    assert (untouched, first, value(instance, "/data/sum")) == ("", "13", "123")


def test_only_the_branch_that_is_taken_is_computed():
    instance = filling(
        """
        | survey |
        |  | type      | name | label | calculation                                                    |
        |  | text      | 姓名 | 姓名  |                                                                |
        |  | calculate | c    |       | if(${姓名} = '', 'blank', pulldata('none', 'a', 'b', ${姓名})) |
        """,
    )
    before = dict(instance.troubles)

    instance.answer("/data/姓名", "王")

    assert before == {} and len(instance.troubles) == 1


def test_a_seed_shuffles_the_choices_of_every_laptop_alike():
    table = """
        | survey  |
        |         | type         | name | label | parameters                   |
        |         | integer      | seed | Seed  |                              |
        |         | select_one t | a    | A     | randomize=true, seed=${seed} |
        | choices |
        |         | list_name | name | label |
        |         | t         | a    | A     |
        |         | t         | b    | B     |
        |         | t         | c    | C     |
        |         | t         | d    | D     |
        |         | t         | e    | E     |
        """
    one, other = filling(table), filling(table, seed=5)

    def order(instance, seed):
        instance.answer("/data/seed", seed)
        return [choice.name for choice in instance.state("/data/a").choices]

    assert order(one, 1) == order(other, 1)
    assert order(one, 42) == order(other, 42) != order(one, 1)
