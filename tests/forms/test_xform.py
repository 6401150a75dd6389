"""XForm XML, whoever wrote it."""

import pytest
from form_pages import PAGE, begun, form
from form_tables import filling, value, world
from hypothesis import given
from hypothesis import strategies as st

from forms.instance import Instance
from forms.problems import FormRefused
from forms.rows import rows_of
from forms.tree import Element
from forms.xform import form_from_xml


def refusal(*parts, **more) -> str:
    with pytest.raises(FormRefused) as refused:
        form(*parts, **more)
    return " ".join(problem.what for problem in refused.value.problems)


def test_a_form_is_known_by_id_version_and_title():
    found = form('<input ref="/data/a"/>')

    assert (found.id, found.version, found.title("中文")) == ("hh", "7", "住户")
    assert found.hash == form('<input ref="/data/a"/>').hash != form('<input ref="/data/b"/>').hash


def test_every_control_is_a_kind_of_question():
    kinds = {
        '<input ref="/data/a"/>': "text",
        '<secret ref="/data/a"/>': "text",
        '<trigger ref="/data/a"/>': "acknowledge",
        '<range ref="/data/a" start="1" end="5" step="1"/>': "range",
        '<upload ref="/data/a" mediatype="image/*"/>': "image",
        '<upload ref="/data/a" mediatype="application/pdf"/>': "file",
        '<select ref="/data/a"><item><label>A</label><value>1</value></item></select>': "select_multiple",
        '<odk:rank ref="/data/a"><item><label>A</label><value>1</value></item></odk:rank>': "rank",
    }

    assert {body: begun(body).state("/data/a").kind for body in kinds} == kinds


def test_choices_written_out_show_outputs_and_media_of_their_words():
    words = """<itext><translation lang="zh" default="true()">
        <text id="one"><value>一<output value="/data/a"/></value><value form="image">jr://images/1.png</value></text>
      </translation><translation lang="en">
        <text id="one"><value>One</value></text></translation></itext>"""
    body = """<input ref="/data/a"><label>A</label></input><select1 ref="/data/b"><label>B</label>
        <item><label ref="jr:itext('one')"/><value>1</value></item><item><label>Two</label><value>2</value></item>
        </select1>"""
    instance = begun(body, words)
    instance.states()

    changed = instance.answer("/data/a", "个")
    first = changed[1].choices[0]
    instance.set_language("en")

    assert (first.label, first.media) == ("一个", {"image": "jr://images/1.png"})
    assert [choice.label for choice in instance.state("/data/b").choices] == ["One", "Two"]


def test_relative_references_hang_on_the_group_around():
    instance = begun('<group ref="/data/g"><label>G</label><input ref="c"/><input ref="../a"/></group>')

    assert {state.path for state in instance.states()} == {"/data/g", "/data/g/c", "/data/a"}


def test_rows_that_the_blank_form_holds_are_there_with_what_they_hold():
    record = """<instance><data id="x"><p jr:template=""><n>new</n></p><p><n>A</n></p><p><n>B</n></p><e/></data>
        </instance>"""
    instance = begun('<group ref="/data/p"><repeat nodeset="/data/p"><input ref="n"/></repeat></group>', record=record)

    added = instance.add_repeat("/data/p")

    assert [row.values["n"] for row in rows_of(instance)[1:]] == ["A", "B", "new"]
    assert (added, value(instance, f"{added}/n")) == ("/data/p[3]", "new")


def test_a_repeat_that_nobody_may_add_to_is_fixed():
    record = '<instance><data id="x"><p><n/></p></data></instance>'
    instance = begun('<repeat nodeset="/data/p" jr:noAddRemove="true()"><input ref="n"/></repeat>', record=record)

    assert [(repeat.path, repeat.fixed) for repeat in instance.repeats()] == [("/data/p", True)]


def test_values_are_set_on_loading_and_at_the_end():
    binds = """<setvalue event="odk-instance-first-load" ref="/data/a">begun</setvalue>
        <setvalue event="xforms-ready" ref="/data/b" value="1 + 1"/>
        <setvalue event="xforms-revalidate" ref="/data/g/c" value="concat(/data/a, '!')"/>
        <odk:setgeopoint event="odk-instance-first-load" ref="/data/b"/>"""
    instance = begun('<input ref="/data/a"/><input ref="/data/b"/><input ref="/data/g/c"/>', binds)
    before = value(instance, "/data/g/c")

    changed = instance.finish()

    assert (value(instance, "/data/a"), value(instance, "/data/b"), before) == ("begun", "2", "")
    assert [state.value for state in changed if state.name == "c"] == ["begun!"]


def test_read_only_is_handed_down_and_may_change():
    binds = '<bind nodeset="/data/g" readonly="/data/a = 1"/><bind nodeset="/data/b" readonly="true()" type="int"/>'
    instance = begun('<input ref="/data/a"/><input ref="/data/b"/><group ref="/data/g"><input ref="c"/></group>', binds)
    instance.states()

    changed = instance.answer("/data/a", "1")

    assert [state.name for state in changed if state.readonly] == ["g", "c"]
    assert (instance.state("/data/b").kind, instance.state("/data/b").readonly) == ("integer", True)


def test_messages_are_the_forms_own_words_and_hints_may_be_guided():
    words = """<itext><translation lang="zh"><text id="c"><value>不对</value></text><text id="h">
        <value>看证件</value><value form="guidance">原件</value></text></translation></itext>"""
    binds = """<bind nodeset="/data/a" constraint=". = 1" jr:constraintMsg="jr:itext('c')"/>
        <bind nodeset="/data/b" required="true()" jr:requiredMsg="必填"/>"""
    body = """<input ref="/data/a"><hint ref="jr:itext('h')"/></input><input ref="/data/b">
        <label ref="concat('B', /data/a)"/></input>"""
    instance = begun(body, words + binds)

    instance.answer("/data/a", "2")

    first, second = instance.states()
    assert (first.violation.message, first.hint, first.guidance) == ("不对", "看证件", "原件")
    assert (second.violation.message, second.label) == ("必填", "B2")


def test_a_record_is_written_as_it_is_submitted():
    record = """<instance><data id="hh"><a/><b/><g><c/></g><orx:meta><orx:instanceID/></orx:meta></data></instance>"""
    binds = '<bind nodeset="/data/b" relevant="/data/a != \'x\'"/>'
    instance = begun('<input ref="/data/a"/><input ref="/data/b"/>', binds, record=record)
    instance.answer("/data/b", "2")
    instance.answer("/data/g/c", "<&\x00\u4e2d")
    instance.answer("/data/a", "x")

    xml = instance.to_xml()

    assert "<b>" not in xml and "<c>&lt;&amp;中</c>" in xml
    assert 'xmlns:orx="http://openrosa.org/xforms"' in xml and "<orx:instanceID>uuid:" in xml


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"body": '<input ref="/data/zz"/>'}, "'/data/zz' is asked"),
        ({"body": '<group ref="/data/zz"/>'}, "'/data/zz' is asked"),
        ({"body": '<repeat nodeset="/data/zz"/>'}, "'/data/zz' is asked"),
        ({"body": "<wizard/>"}, "<wizard> is not known"),
        ({"body": '<input ref="/data/a" query="instance(\'x\')"/>'}, "list 'x'"),
        ({"body": '<select1 ref="/data/a"><itemset nodeset="instance(\'x\')/root/item"/></select1>'}, "list 'x'"),
        ({"binds": '<submission method="pigeon"/>'}, "pigeon"),
        ({"binds": '<bind nodeset="/data/a" calculate="frobnicate()"/>'}, "frobnicate"),
        ({"binds": '<bind nodeset="/data/a" calculate=". + 1"/>'}, "computed from itself"),
        ({"binds": '<bind nodeset="/data/a" jr:preload="horoscope"/>'}, "horoscope"),
        ({"binds": '<setvalue ref="/data/zz" event="xforms-ready"/>'}, "no question '/data/zz'"),
        ({"binds": '<setvalue ref="/data/a" event="full-moon"/>'}, "full-moon"),
        ({"binds": '<instance id="x" src="http://example.org/x.csv"/>'}, "does not look"),
        ({"attributes": 'entities:entities-version="2031.1.0"'}, "2031.1.0"),
        ({"record": ""}, "primary instance is empty"),
        ({"record": "<instance/>"}, "primary instance is empty"),
        ({"record": "<instance><data/></instance>"}, "primary instance is empty"),
    ],
)
def test_what_is_not_understood_is_refused_by_its_name(parts, said):
    assert said in refusal(**parts)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<a/>", "no XForm"),
        ("<a", "not well-formed"),
        ('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "entities"),
        ('<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>', "entities"),
        ("x" * (64 * 2**20 + 1), "is the most"),
        (
            PAGE.format(
                model=f"<instance><data>{'<g>' * 5000}{'</g>' * 5000}</data></instance>", body="", attributes=""
            ),
            "too deep",
        ),
    ],
    ids=["foreign", "torn", "entities", "external", "huge", "deep"],
)
def test_a_document_that_is_no_form_is_refused(text, said):
    with pytest.raises(FormRefused) as refused:
        form_from_xml(text)

    assert said in refused.value.problems[0].what


@given(st.text(max_size=300))
def test_any_text_is_a_form_or_is_refused(text):
    with pytest.raises(FormRefused):
        form_from_xml(text)


def test_a_path_that_may_lead_anywhere_still_follows_the_answers():
    binds = """<bind nodeset="/data/b" calculate="count(../*[. != ''])"/>
        <bind nodeset="/data/g/c" calculate="concat(../preceding-sibling::a, '!')"/>"""
    instance = begun('<input ref="/data/a"/>', binds)

    instance.answer("/data/a", "x")

    assert value(instance, "/data/g/c") == "x!"


def test_a_circle_that_nobody_could_foresee_comes_to_an_end():
    binds = """<bind nodeset="/data/a" calculate="concat(//b, 'x')"/>
        <bind nodeset="/data/b" calculate="concat(//a, 'y')"/>"""

    instance = begun('<input ref="/data/g/c"/>', binds)

    assert {why for why in instance.troubles.values()} == {"it is computed from itself by a detour"}


def test_a_list_is_asked_for_once_however_often_it_is_used():
    asked: list[str] = []

    def find(name: str) -> Element:
        asked.append(name)
        root = Element("root")
        root.append(Element("item")).append(Element("name", "1"))
        return root

    files = '<instance id="town" src="jr://file-csv/town.csv"/>'
    body = '<select1 ref="/data/a"><itemset nodeset="instance(\'town\')/root/item"/></select1>'
    counted = '<bind nodeset="/data/b" calculate="count(instance(\'town\')/root/item)"/>'
    instance = Instance.new(form(body, files + counted), world(instances=find))

    instance.answer("/data/a", "1")

    assert asked == ["town"]
    assert instance.state("/data/a").violation is None


def test_how_large_a_photo_may_be_is_told_to_whoever_takes_it():
    instance = filling(
        """
        | survey   |       |       |       |                 |
        |          | type  | name  | label | parameters      |
        |          | image | photo | Photo | max-pixels=1024 |
        """
    )

    assert instance.state("/data/photo").parameters["max-pixels"] == "1024"
