"""Which datasets forms write, and into which records (ODK entities)."""

import uuid

import pytest
from form_tables import filling, form_of, world

from forms.datasets import datasets_of
from forms.entities import Purpose
from forms.instance import Instance
from forms.problems import FormRefused
from forms.rows import instance_from_rows, rows_of, updates_of
from forms.tree import Element

HOUSEHOLD = """
| survey   |
|          | type            | name      | label::中文 (zh) | label::English (en) | save_to           | calculation |
|          | text            | street    | 街道             | Street              | household#street  |             |
| | calculate | persons | | | household#persons | count(${person}) |
|          | text            | remark    | 备注             | Remark              |                   |             |
|          | begin group     | inside    | 内               | Inside              |                   |             |
|          | begin repeat    | person    | 人员             | Person              |                   |             |
|          | text            | full_name | 姓名             | Name                | person#full_name  |             |
|          | select_one sex  | sex       | 性别             | Sex                 | person#sex        |             |
|          | integer         | age       | 年龄             | Age                 |                   |             |
|          | range           | health    | 健康             | Health              |                   |             |
|          | calculate       | working   |                  |                     |                   | ${age} * 2  |
|          | begin repeat    | job       | 工作             | Job                 |                   |             |
|          | text            | what      | 什么             | What                |                   |             |
| | calculate | doubled | | | | concat(${what}, ${what}) |
|          | end repeat      |           |                  |                     |                   |             |
|          | end repeat      |           |                  |                     |                   |             |
|          | end group       |           |                  |                     |                   |             |
| choices  |
|          | list_name | name | label::中文 (zh) | label::English (en) |
|          | sex       | 1    | 男               | Male                |
|          | sex       | 2    | 女               | Female              |
| entities |
|          | list_name | label        |
|          | household | ${street}    |
|          | person    | ${full_name} |
| settings |
|          | form_id   | form_title |
|          | hh        | 住户       |
"""
FOLLOW_UP = """
| survey   |
|          | type                           | name    | label   | save_to |
|          | select_one_from_file person.csv | who    | Who     |         |
|          | text                           | phone   | Phone   | phone   |
|          | text                           | remark  | Remark  |         |
| entities |
|          | list_name | label    | entity_id | update_if     |
|          | person    | ${phone} | ${who}    | ${phone} != '' |
| settings |
|          | form_id   |
|          | follow_up |
"""
CHOOSING = """
| survey   |
|          | type                            | name  | label | save_to |
|          | select_one_from_file person.csv | who   | Who   |         |
|          | select_one state                | state | State | state   |
| entities |
|          | list_name | label    | entity_id |
|          | person    | ${{state}} | {entity} |
| settings |
|          | form_id |
|          | {id}    |
"""
SOMEBODY = "6d2e2b52-4c1f-4b7e-9d57-0d8cf3c2b001"


def persons() -> Element:
    root = Element("root")
    item = root.append(Element("item"))
    for name, text in {"name": SOMEBODY, "label": "王桂芝", "__version": "3"}.items():
        item.append(Element(name, text))
    return root


def test_an_entity_names_its_dataset_and_a_repeat_without_one_is_its_own():
    datasets = datasets_of([form_of(HOUSEHOLD)])

    assert {name: dataset.parent for name, dataset in datasets.items()} == {
        "household": "",
        "person": "household",
        "hh.job": "person",
    }
    assert [field.name for field in datasets["household"].fields] == ["street", "persons", "remark"]
    assert [field.name for field in datasets["person"].fields] == ["full_name", "sex", "age", "health"]
    assert [field.name for field in datasets["hh.job"].fields] == ["what", "doubled"]


def test_a_field_knows_its_kind_its_words_and_whether_it_is_calculated():
    datasets = datasets_of([form_of(HOUSEHOLD)])
    sex = datasets["person"].field("sex")

    assert (sex.kind, sex.labels["中文 (zh)"], sex.choices["2"]["English (en)"]) == ("select_one", "性别", "Female")
    assert [field.kind for field in datasets["person"].fields] == ["text", "select_one", "integer", "integer"]
    assert datasets["household"].field("persons").calculated
    assert not datasets["household"].field("street").calculated
    assert datasets["person"].label_field == "full_name"
    assert datasets["person"].labels["中文 (zh)"] == "人员"
    assert datasets["person"].field("nothing") is None


def test_what_a_form_writes_into_others_joins_their_dataset():
    datasets = datasets_of([form_of(FOLLOW_UP), form_of(HOUSEHOLD)])

    assert [field.name for field in datasets["person"].fields] == ["full_name", "sex", "age", "health", "phone"]
    assert [field.name for field in datasets["follow_up"].fields] == ["who", "phone", "remark"]
    assert datasets["person"].parent == "household"


def test_two_forms_that_define_a_field_differently_are_refused_with_both_places():
    other = FOLLOW_UP.replace(
        "| text                           | phone", "| integer                        | phone"
    ).replace("phone   |\n", "age   |\n")

    with pytest.raises(FormRefused) as refused:
        datasets_of([form_of(HOUSEHOLD.replace("integer         | age ", "text            | age ")), form_of(other)])

    (problem,) = refused.value.problems
    assert "/data/phone in form 'follow_up' is integer" in problem.what
    assert "/data/inside/person/age in form 'hh'" in problem.what


def test_two_forms_that_mean_different_things_by_one_choice_are_refused_too():
    choices = """
        | choices  |           |      |       |
        |          | list_name | name | label |
        |          | state     | 1    | {one} |
        |          | state     | {more} | Other |
    """
    one = CHOOSING.format(id="first", entity="") + choices.format(one="Working", more="2")
    alike = CHOOSING.format(id="second", entity="${who}") + choices.format(one="Working", more="3")
    otherwise = CHOOSING.format(id="second", entity="${who}") + choices.format(one="Retired", more="3")

    joined = datasets_of([form_of(one), form_of(alike)])["person"].field("state")
    with pytest.raises(FormRefused) as refused:
        datasets_of([form_of(one), form_of(otherwise)])

    assert list(joined.choices) == ["1", "2", "3"]
    assert "'1'" in refused.value.problems[0].what
    assert "form 'first'" in refused.value.problems[0].what and "form 'second'" in refused.value.problems[0].what


def test_what_another_form_has_computed_is_kept_as_an_answer():
    counting = """
        | survey   |
        |          | type                            | name   | label | calculation | save_to |
        |          | select_one_from_file person.csv | who    | Who   |             |         |
        |          | calculate                       | doubled|       | 2 * 21      | age     |
        | entities |
        |          | list_name | label | entity_id |
        |          | person    | x     | ${who}    |
        | settings |
        |          | form_id  |
        |          | counting |
    """

    assert not datasets_of([form_of(counting)])["person"].field("age").calculated


def test_an_entitys_id_is_the_records_id():
    instance = filling(HOUSEHOLD)
    instance.add_repeat("/data/inside/person")

    rows = rows_of(instance)

    entities = [node.attributes["id"] for node in instance.root.walk() if node.name == "entity"]
    assert [row.record_id for row in rows if row.dataset != "hh.job"] == [entities[2], *entities[:2]]
    assert all(uuid.UUID(row.record_id) for row in rows)
    assert [row.parent_id for row in rows if row.dataset == "person"] == [rows[0].record_id] * 2


def test_records_opened_again_keep_their_ids_and_their_nested_rows():
    instance = filling(HOUSEHOLD)
    instance.add_repeat("/data/inside/person")
    instance.answer("/data/inside/person[2]/full_name", "王桂芝")
    instance.add_repeat("/data/inside/person[2]/job")
    instance.answer("/data/inside/person[2]/job[2]/what", "缝纫")
    rows = rows_of(instance)

    again = instance_from_rows(instance.form, reversed(rows), world(seed=5))
    reopened = rows_of(again)
    added = again.add_repeat("/data/inside/person")

    assert reopened == rows
    assert added == "/data/inside/person[3]"
    assert len({row.record_id for row in rows_of(again)}) == len(rows) + 2


def test_a_follow_up_writes_its_own_record_and_a_few_fields_of_another():
    instance = Instance.new(form_of(FOLLOW_UP), world(instances={"person": persons()}.__getitem__))
    nobody = updates_of(instance)

    instance.answer("/data/who", SOMEBODY)
    nothing = updates_of(instance)
    instance.answer("/data/phone", "13500000000")

    (own,) = rows_of(instance)
    (update,) = updates_of(instance)
    assert (nobody, nothing) == ([], [])
    assert own.dataset == "follow_up" and own.record_id != SOMEBODY
    assert (update.dataset, update.record_id, update.values) == ("person", SOMEBODY, {"phone": "13500000000"})
    assert instance.state("/data/who").choices[0].label == "王桂芝"


def test_a_form_that_creates_or_updates_is_the_record_that_it_names():
    upsert = FOLLOW_UP.replace("entity_id | update_if     |", "entity_id | update_if | create_if |").replace(
        "${who}    | ${phone} != '' |", "coalesce(${who}, uuid()) | ${who} != '' | ${who} = '' |"
    )
    instance = Instance.new(form_of(upsert), world(instances={"person": persons()}.__getitem__))
    new = rows_of(instance)[0]

    instance.answer("/data/who", SOMEBODY)

    assert new.dataset == rows_of(instance)[0].dataset == "person"
    assert uuid.UUID(new.record_id)
    assert rows_of(instance)[0].record_id == SOMEBODY
    assert updates_of(instance) == []


def test_a_lone_form_without_entities_is_a_dataset_of_its_own():
    form = form_of(
        """
        | survey |
        |  | type      | name  | label | default |
        |  | text      | nm    | Name  |         |
        |  | hidden    | kept  |       | 7       |
        |  | hidden    | blank |       |         |
        |  | calculate | shout |       |         |
        |  | note      | hello | Hello |         |
        |  | start     | begun |       |         |
        |  | today     | day   |       |         |
        """.replace("| calculate | shout |       |         |", "| calculate | shout |  | once(random()) |")
    )

    (dataset,) = datasets_of([form]).values()

    assert dataset.name == "data"
    assert [(field.name, field.kind, field.calculated) for field in dataset.fields] == [
        ("nm", "text", False),
        ("kept", "text", False),
        ("shout", "text", False),
        ("begun", "datetime", False),
        ("day", "date", False),
    ]


def test_an_entity_in_a_repeat_asks_the_questions_beside_it():
    instance = filling(
        """
        | survey   |              |        |       |         |
        |          | type         | name   | label | save_to |
        |          | begin_repeat | tree   | Tree  |         |
        |          | text         | kind   | Kind  | kind    |
        |          | text         | felled | Gone  |         |
        |          | end_repeat   |        |       |         |
        | entities |              |        |       |         |
        |          | list_name | label   | create_if        |
        |          | tree      | ${kind} | ${felled} != 'y' |
        | settings |              |        |       |         |
        |          | form_id |
        |          | wood    |
        """
    )
    instance.add_repeat("/data/tree")
    instance.answer("/data/tree[2]/felled", "y")

    assert [row.purpose for row in rows_of(instance) if row.dataset == "tree"] == [Purpose.CREATE, Purpose.NOTHING]
    instance.answer("/data/tree[2]/felled", "n")
    assert [row.purpose for row in rows_of(instance) if row.dataset == "tree"] == [Purpose.CREATE, Purpose.CREATE]
