"""What the standard lets authors write by hand, beyond what a workbook can say."""

import pytest
from form_pages import begun, form
from form_tables import filling, value, world

from forms.instance import Instance
from forms.problems import FormRefused

ROWS = '<instance><data id="x"><source/><p><age/></p><p><age/></p></data></instance>'
ASKED = '<repeat nodeset="/data/p"><input ref="age"/></repeat>'


def setting(ref: str, event: str = "xforms-value-changed") -> str:
    return f'<input ref="/data/source"><setvalue event="{event}" ref="{ref}" value="/data/source"/></input>{ASKED}'


def ages(instance) -> list[str]:
    return [value(instance, f"/data/p[{place}]/age") for place in (1, 2)]


def test_a_value_is_set_in_the_row_that_the_author_names():
    instance = begun(setting("/data/p[position() = 2]/age"), record=ROWS)

    instance.answer("/data/source", "40")

    assert ages(instance) == ["", "40"]


def test_which_row_it_is_may_hang_on_the_answers():
    instance = begun(setting("/data/p[age = 3]/age"), record=ROWS)
    instance.answer("/data/p[2]/age", "3")

    instance.answer("/data/source", "40")

    assert ages(instance) == ["", "40"]


def test_one_answer_that_sets_several_rows_is_noted_since_other_programs_stop_there():
    instance = begun(setting("/data/p/age"), record=ROWS)

    instance.answer("/data/source", "40")

    assert ages(instance) == ["40", "40"]
    assert "several rows" in instance.troubles["/data/source", "/data/p/age"]


def test_from_an_attribute_the_first_step_up_is_its_element():
    record = '<instance><data id="x"><p><nm/><box code=""/></p><p><nm/><box code=""/></p></data></instance>'
    binds = '<bind nodeset="/data/p/box/@code" calculate="concat(position(../..), ../../nm)"/>'
    instance = begun('<repeat nodeset="/data/p"><input ref="nm"/></repeat>', binds, record=record)

    instance.answer("/data/p[2]/nm", "b")

    assert 'code="1"' in instance.to_xml() and 'code="2b"' in instance.to_xml()


def test_whether_a_person_of_a_roster_becomes_a_record_follows_that_person():
    instance = filling(
        """
        | survey   |
        |          | type         | name | label | save_to |
        |          | begin repeat | p    | P     |         |
        |          | text         | nm   | Name  | nm      |
        |          | text         | here | Here  |         |
        |          | end repeat   |      |       |         |
        | entities |
        |          | list_name | label | create_if      | repeat |
        |          | person    | ${nm} | ${here} = 'y'  | ${p}   |
        """
    )
    instance.add_repeat("/data/p")

    instance.answer("/data/p[2]/here", "y")

    assert ['create="true"' in part for part in instance.to_xml().split("<p>")[1:]] == [False, True]


def test_a_question_may_read_an_attribute_of_its_own():
    record = '<instance><data id="x"><a unit="kg"/><b/></data></instance>'
    binds = """<bind nodeset="/data/a" calculate="/data/a/@unit"/><bind nodeset="/data/a/@unit" calculate="/data/b"/>"""
    instance = begun('<input ref="/data/b"/>', binds, record=record)

    instance.answer("/data/b", "斤")

    assert value(instance, "/data/a") == "斤"


def test_attributes_are_preloaded_as_questions_are():
    record = '<instance><data id="x"><a made=""/></data></instance>'
    instance = begun('<input ref="/data/a"/>', '<bind nodeset="/data/a/@made" jr:preload="uid"/>', record=record)

    assert instance.root.only("a").attributes["made"].startswith("uuid:")


def test_either_of_two_questions_may_be_answered():
    binds = """<bind nodeset="/data/a" relevant="/data/b = ''"/><bind nodeset="/data/b" relevant="/data/a = ''"/>"""
    instance = begun('<input ref="/data/a"/><input ref="/data/b"/>', binds)

    instance.answer("/data/a", "1")
    first = [state.relevant for state in instance.states()]
    instance.answer("/data/a", "")
    instance.answer("/data/b", "1")

    assert first == [True, False]
    assert [state.relevant for state in instance.states()] == [False, True]


def test_a_question_that_is_asked_only_when_it_is_not_comes_to_an_end():
    binds = """<bind nodeset="/data/a" relevant="/data/b != ''"/><bind nodeset="/data/b" relevant="/data/a = ''"/>"""
    record = '<instance><data id="hh"><a>1</a><b>1</b></data></instance>'

    instance = begun('<input ref="/data/a"/><input ref="/data/b"/>', binds, record=record)

    assert set(instance.troubles.values()) == {"it is computed from itself by a detour"}


def test_questions_computed_from_one_another_are_refused_also_through_a_condition():
    binds = """<bind nodeset="/data/a" calculate="/data/b + 1"/><bind nodeset="/data/b" relevant="/data/a > 0"/>"""

    with pytest.raises(FormRefused) as refused:
        form('<input ref="/data/b"/>', binds)

    assert "circle" in refused.value.problems[0].what


def test_a_row_that_hides_itself_by_its_place_does_not_move_the_others():
    record = f'<instance><data id="x">{"<p><n>%d</n></p>" * 4 % (1, 2, 3, 4)}<all/></data></instance>'
    binds = """<bind nodeset="/data/p" relevant="position(current()) &gt; 2"/>
        <bind nodeset="/data/all" calculate="join(' ', /data/p/n)"/>"""
    instance = begun('<repeat nodeset="/data/p"><input ref="n"/></repeat>', binds, record=record)

    assert value(instance, "/data/all") == "3 4"


def test_a_rule_left_over_from_a_question_that_is_gone_is_passed_over():
    instance = begun('<input ref="/data/a"/>', '<bind nodeset="/data/gone" required="true()"/>')

    assert instance.unasked() == []


def test_what_is_asked_may_be_named_from_the_top_of_the_record():
    instance = begun('<input ref="a"/><group ref="g"><input ref="c"/></group>')

    assert [state.path for state in instance.states()] == ["/data/a", "/data/g", "/data/g/c"]


def test_rows_of_the_form_itself_may_be_choices():
    record = '<instance><data id="x"><p><id/><nm/></p><head/></data></instance>'
    body = """<repeat nodeset="/data/p"><input ref="id"/><input ref="nm"/></repeat><select1 ref="/data/head">
        <itemset nodeset="../p[nm != '']"><value ref="id"/><label ref="nm"/></itemset></select1>"""
    instance = begun(body, record=record)
    instance.answer("/data/p[1]/id", "7")
    instance.answer("/data/p[1]/nm", "王桂芝")
    instance.states()

    changed = instance.answer("/data/p[1]/nm", "李秀英")

    assert [(choice.name, choice.label) for choice in changed[-1].choices] == [("7", "李秀英")]


def test_where_no_row_can_be_asked_none_can_be_added():
    record = '<instance><data id="x"><p><n/></p></data></instance>'
    binds = '<bind nodeset="/data/p" relevant="position(.) &lt; 3"/>'
    instance = begun('<repeat nodeset="/data/p"><input ref="n"/></repeat>', binds, record=record)

    one = instance.repeats()[0].relevant
    instance.add_repeat("/data/p")

    assert (one, instance.repeats()[0].relevant) == (True, False)


def test_counted_rows_begin_with_what_the_form_holds_for_their_place():
    record = """<instance><data id="x"><n/><p jr:template=""><k>more</k></p><p><k>first</k></p><p><k>second</k></p>
        </data></instance>"""
    body = '<input ref="n"/><repeat nodeset="/data/p" jr:count="/data/n"><input ref="k"/></repeat>'
    instance = begun(body, record=record)

    instance.answer("/data/n", 3)

    assert [value(instance, f"/data/p[{place}]/k") for place in (1, 2, 3)] == ["first", "second", "more"]


def test_a_state_that_is_asked_for_is_never_an_old_one():
    record = '<instance><data id="x"><p><n/></p><p><n/></p><all/></data></instance>'
    binds = '<bind nodeset="/data/all" calculate="count(/data/p)"/>'
    instance = begun('<repeat nodeset="/data/p"><input ref="n"/></repeat>', binds, record=record)
    before = value(instance, "/data/all")

    instance.remove_repeat("/data/p[1]")

    assert (before, value(instance, "/data/all")) == ("2", "1")


def test_a_repeat_within_a_repeat_is_found_whichever_way_round_it_is_named():
    record = """<instance><data id="x"><o><i><n/></i><i><n/></i></o><o><i><n/></i><i><n/></i></o><a/><b/></data>
        </instance>"""
    binds = """<bind nodeset="/data/a" calculate="indexed-repeat(/data/o/i/n, /data/o, 2, /data/o/i, 1)"/>
        <bind nodeset="/data/b" calculate="indexed-repeat(/data/o/i/n, /data/o/i, 1, /data/o, 2)"/>"""
    body = '<repeat nodeset="/data/o"><repeat nodeset="/data/o/i"><input ref="n"/></repeat></repeat>'
    instance = begun(body, binds, record=record)

    instance.answer("/data/o[2]/i[1]/n", "x")

    assert (value(instance, "/data/a"), value(instance, "/data/b")) == ("x", "x")


def test_the_name_of_a_choice_of_no_question_is_a_slip_of_the_author():
    with pytest.raises(FormRefused) as refused:
        form('<input ref="/data/a"/>', "<bind nodeset='/data/b' calculate='jr:choice-name(\"1\", \" /data/no \")'/>")

    assert "'/data/no'" in refused.value.problems[0].what


def test_every_submission_has_an_id_whether_the_form_provides_for_it_or_not():
    kept = '<instance><data id="x"><a/><meta/></data></instance>'

    assert "<meta><instanceID>uuid:" in begun('<input ref="/data/a"/>', record=kept).to_xml()
    assert "<orx:meta><orx:instanceID>uuid:" in begun('<input ref="/data/a"/>').to_xml()


def test_what_does_not_fit_waits_in_the_draft_and_is_not_handed_on():
    instance = begun('<input ref="/data/a"/>', '<bind nodeset="/data/a" type="date"/>')

    instance.answer("/data/a", "gestern")

    assert value(instance, "/data/a") == "gestern"
    assert "<a></a>" in instance.to_xml()


def test_how_the_form_is_laid_out_is_told():
    body = '<select1 ref="/data/a" appearance="search"><item><label>A</label><value>1</value></item></select1>'
    found = begun(body)

    assert found.state("/data/a").appearance == {"search", "autocomplete"}
    assert found.form.styles == ()


@pytest.mark.parametrize(
    ("written", "accepted"), [("image/*", "image/*"), ("application/*", None), ("", None), ("text/csv", "text/csv")]
)
def test_only_a_kind_of_file_that_narrows_the_choice_is_told(written, accepted):
    instance = begun(f'<upload ref="/data/a" mediatype="{written}"/>')

    assert instance.state("/data/a").parameters.get("mediatype") == accepted


def test_a_text_with_a_long_and_a_short_form_is_said_at_length():
    words = """<itext><translation lang="zh"><text id="t"><value form="long">您的姓名是什么</value>
        <value form="short">姓名</value><value form="image">jr://images/a.png</value>
        <value form="big-image">jr://images/b.png</value><value form="audio">jr://audio/a.mp3</value>
        <value form="video">jr://video/a.mp4</value></text></translation></itext>"""
    state = begun("""<input ref="/data/a"><label ref="jr:itext('t')"/></input>""", words).state("/data/a")

    assert state.label == "您的姓名是什么"
    assert set(state.media) == {"image", "big-image", "audio", "video"}


def test_older_words_for_what_is_preloaded_are_known():
    bind = '<bind nodeset="/data/a" jr:preload="context" jr:preloadParams="UserName"/>'
    instance = Instance.new(form('<input ref="/data/a"/>', bind), world(), properties={"username": "100001"})

    assert value(instance, "/data/a") == "100001"
