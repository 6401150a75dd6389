"""What an answer will need is compiled while nobody types."""

from small_survey import xform_of

from forms.stored_form import form_from_stored
from forms.storing_form import stored
from forms.xform import form_from_xml
from survey_app.desktop.interview.making_ready import MakingReady

TABLE = """
|survey|
||type|name|label|calculation|relevant|constraint|
||integer|a|A|||. < 9|
||calculate|b||${a} + 1||
||integer|c|C||${b} > 2|
"""


def test_every_rule_of_a_stored_form_is_compiled_in_the_pauses(qtbot):
    text = xform_of(TABLE)
    form = form_from_stored(stored(form_from_xml(text)), text)
    rules = [rule.expression for rule in form.plan.rules]
    ready = MakingReady()
    assert len(rules) == 4 and not any(rule.is_compiled for rule in rules)

    ready.begin(form)

    assert not any(rule.is_compiled for rule in rules)
    qtbot.waitUntil(lambda: ready.is_done)
    assert all(rule.is_compiled for rule in rules)


def test_what_is_compiled_is_left_alone():
    form = form_from_xml(xform_of(TABLE))

    assert list(form.make_ready()) == []
