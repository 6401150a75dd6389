"""Records as OpenRosa submits them, read back."""

import json

import pytest
from form_pages import begun, form
from form_tables import value, world
from hypothesis import given
from hypothesis import strategies as st

from forms.instance import Instance
from forms.problems import FormRefused
from forms.rows import rows_of

RECORD = """<instance><data id="hh"><a/><g><c>kept</c></g><p jr:template=""><n/><twice/></p><p><n/><twice/></p>
    <orx:meta><orx:instanceID/></orx:meta></data></instance>"""
BINDS = """<bind nodeset="/data/g" relevant="/data/a != 'x'"/><bind nodeset="/data/a" type="string"/>
    <bind nodeset="/data/p/twice" calculate="../n * 2"/>
    <setvalue event="odk-instance-first-load" ref="/data/a">begun</setvalue>
    <setvalue event="odk-instance-load" ref="/data/p/n" value="3"/>"""
BODY = """<input ref="/data/a"/><group ref="/data/g"><input ref="c"/></group>
    <repeat nodeset="/data/p"><input ref="n"/></repeat>"""
META = "/data/orx:meta/orx:"


def filled() -> Instance:
    instance = begun(BODY, BINDS, RECORD)
    instance.answer("/data/a", "<王>")
    instance.add_repeat("/data/p")
    return instance


def read(instance: Instance, **more) -> Instance:
    return Instance.from_xml(instance.form, instance.to_xml(), world(9), **more)


def test_a_record_read_back_goes_on_where_it_was():
    instance = filled()

    again = read(instance)

    assert again.states()[0].value == "<王>"
    assert [row.values for row in rows_of(again)][1:] == [{"n": "3", "twice": "6"}] * 2
    assert value(again, f"{META}instanceID") == value(instance, f"{META}instanceID")


def test_what_was_left_out_as_not_relevant_begins_with_its_default():
    instance = filled()
    instance.answer("/data/g/c", "typed")
    instance.answer("/data/a", "x")

    again = read(instance)
    again.answer("/data/a", "y")

    assert value(again, "/data/g/c") == "kept"


def test_an_edited_record_has_an_id_of_its_own_and_names_the_former_one():
    instance = filled()

    once = read(instance, edited=True)
    twice = Instance.from_xml(once.form, once.to_xml(), world(10), edited=True)

    ids = [value(each, f"{META}instanceID") for each in (instance, once, twice)]
    assert len(set(ids)) == 3
    assert [value(each, f"{META}deprecatedID") for each in (once, twice)] == ids[:2]
    assert "deprecatedID" not in instance.to_xml()


def test_an_edited_record_that_is_put_aside_still_names_the_former_one():
    once = read(filled(), edited=True)

    again = Instance.restore(once.form, json.loads(json.dumps(once.snapshot())), world())

    assert (again.dropped, again.to_xml()) == ([], once.to_xml())


def test_what_the_form_has_no_place_for_is_named():
    instance = filled()
    strange = instance.to_xml().replace("<g>", "<old><b>1</b>2</old><g>")

    again = Instance.from_xml(instance.form, strange, world())

    assert again.dropped == [("/data/old/b", "1")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<data", "not well-formed"),
        ('<!DOCTYPE a [<!ENTITY e "x">]><data>&e;</data>', "entities"),
        ('<data id="other"/>', "'other'"),
        ("<record/>", "'record'"),
        ("<data>" * 9000 + "</data>" * 9000, "too deep"),
    ],
    ids=["torn", "entities", "other form", "no form", "deep"],
)
def test_a_text_that_is_no_record_of_the_form_is_refused(text, said):
    with pytest.raises(FormRefused) as refused:
        Instance.from_xml(form(BODY, BINDS, RECORD), text, world())

    assert said in refused.value.problems[0].what


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30))
def test_any_answer_comes_back_as_it_was(text):
    instance = filled()
    instance.answer("/data/a", text)

    assert value(read(instance), "/data/a") == value(instance, "/data/a")


def test_an_output_that_says_nothing_leaves_no_marks_behind():
    body = '<input ref="/data/a"><label>**<output value="/data/a"/>** 您好</label></input>'
    instance = begun(body)
    blank = instance.state("/data/a").label

    instance.answer("/data/a", "王")

    assert (blank, instance.state("/data/a").label) == ("您好", "**王** 您好")
