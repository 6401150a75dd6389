"""A blank form that was settled beforehand stands, in whatever world, as one whose every rule is computed."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from form_pages import form as page
from form_tables import form_of, world
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from test_form_walks import NAMES, OURS, named_form
from test_random_walks import HOUSEHOLD, one_step
from test_whole_forms import files

from forms.blank_form import blank_of
from forms.definition import Form
from forms.instance import Instance
from forms.problems import FormRefused
from forms.stored_form import form_from_stored
from forms.storing_form import stored
from forms.tree import Element

HELD = ("typed", "text", "relevant", "rule_relevant", "readonly", "rule_readonly", "required", "begun", "attributes")
LATER = datetime(2031, 1, 2, 3, 4, tzinfo=UTC)


def opened(form: Form) -> Form:
    found = form_from_stored(stored(form), form.source)
    assert found is not None and found.blank is not None
    return found


def whole(instance: Instance):
    """Return everything that stands in an instance, and what is seen of it."""
    nodes = instance.root.everything()
    held = [(node.path, [getattr(node, name) for name in HELD], len(node.children)) for node in nodes]
    return held, instance.states(), instance.snapshot(), instance.troubles


def assert_begins_alike(form: Form, **more) -> Instance:
    settled = opened(form)
    for environment in (lambda: world(**more), lambda: replace(world(seed=5, **more), now=lambda: LATER)):
        for language in ("", *form.languages[1:2]):
            asked = {"properties": {"username": "ann", "deviceid": "d1"}, "language": language}
            assert whole(Instance.new(settled, environment(), **asked)) == whole(
                Instance.new(form, environment(), **asked)
            )
    return Instance.new(settled, world(**more))


@pytest.mark.parametrize("name", [*NAMES, *OURS])
def test_a_real_form_begins_as_it_would_without(name):
    form = named_form(name)

    assert_begins_alike(form, instances=files(form))


def waiting(form: Form) -> set[str]:
    return {form.plan.rules[order].expression.text for order in blank_of(form).waiting}


def record(parts: str) -> str:
    return f'<instance><data id="d">{parts}</data></instance>'


def rules(**rules: str) -> str:
    return "".join(f'<bind nodeset="/data/{name}" {rule}/>' for name, rule in rules.items())


@pytest.mark.parametrize(
    "outside",
    [
        "today()",
        "random()",
        "once('x')",
        "uuid()",
        "pulldata('x', 'a', 'b', 'c')",
        "jr:itext('t')",
        "date('2020-01-02')",
    ],
)
def test_what_looks_outside_waits_and_so_does_what_hangs_on_it(outside):
    form = page("", rules(a=f'calculate="{outside}"', b='relevant="/data/a != 3"', g='relevant="/data/b = 4"'))

    assert waiting(form) == {outside, "/data/a != 3", "/data/b = 4"}
    assert_begins_alike(form)


def test_what_was_computed_before_is_no_input_of_what_keeps_it():
    """`once` keeps what stands there: had it been computed without its inputs, it would keep nonsense."""
    form = page("", rules(a='calculate="today()"', b="calculate=\"once(concat(/data/a, 'x'))\""))

    assert assert_begins_alike(form).state("/data/b").value == "2003-06-12x"


def test_all_else_is_settled():
    form = page(
        "",
        rules(
            a="calculate=\"concat('x', 1 + 1)\"", b='relevant="/data/a = \'x2\'" required="true()"', g='readonly="1"'
        ),
    )

    assert waiting(form) == set()
    assert assert_begins_alike(form).to_xml() == Instance.new(form, world()).to_xml()


def test_what_the_device_fills_in_is_no_part_of_a_blank_form():
    form = page(
        "",
        rules(
            a='jr:preload="property" jr:preloadParams="username"',
            b="relevant=\"/data/a = 'ann'\"",
            g='relevant="/data/b = 1"',
        ),
    )

    assert waiting(form) == {"/data/a = 'ann'", "/data/b = 1"}
    assert_begins_alike(form)


def test_rows_that_are_counted_come_in_each_instance():
    form = form_of(
        """
        |survey|
        ||type|name|label|calculation|repeat_count|relevant|
        ||calculate|number||1 + 2||
        ||begin repeat|row|Row||${number}|
        ||calculate|at||position(..)||
        ||integer|x|X|||${at} > 1|
        ||end repeat|||||
        ||calculate|rows||count(${row})||
        ||calculate|last||sum(${at})||
        """
    )

    begun = assert_begins_alike(form)

    assert [begun.state(f"/data/{name}").value for name in ("rows", "last")] == ["3", "6"]


def test_a_trigger_of_something_computed_goes_off_in_each_instance():
    action = '<setvalue event="xforms-value-changed" ref="/data/b" value="5 + 1"/>'
    form = page(
        f'<input ref="/data/a"><label>A</label>{action}</input>',
        rules(a='calculate="1 + 1"', g='relevant="/data/b = 6"'),
    )

    assert assert_begins_alike(form).state("/data/b").value == "6"


def test_rows_that_are_not_asked_are_hidden_from_the_start():
    form = form_of(
        """
        |survey|
        ||type|name|label|calculation|relevant|
        ||text|a|A|||
        ||begin repeat|row|Row||${a} = 'x'|
        ||text|x|X|||
        ||end repeat||||
        ||calculate|rows||count(${row})||
        """
    )

    assert assert_begins_alike(form).state("/data/rows").value == "0"


def test_a_list_in_a_file_is_looked_up_in_each_instance():
    binds = rules(a="calculate=\"count(instance('t')/root/item)\"", b='relevant="/data/a = 1"')
    form = page("", '<instance id="t" src="jr://file-csv/t.csv"/>' + binds)
    root = Element("root")
    root.append(Element("item"))

    assert waiting(form) == {"count(instance('t')/root/item)", "/data/a = 1"}
    assert assert_begins_alike(form, instances=lambda name: root).state("/data/a").value == "1"


TERMS = [
    "/data/{}",
    "count(/data/{})",
    "today()",
    "random()",
    "once(1)",
    "'x'",
    "2",
    "string-length(/data/{})",
    "/data/*",
]
PARTS = ["calculate", "relevant", "readonly", "required"]


@st.composite
def made_forms(draw) -> Form:
    """Questions whose rules read those before them, in groups and rows."""
    names = [f"n{number}" for number in range(draw(st.integers(2, 7)))]
    binds, parts = [], []
    for place, name in enumerate(names):

        def term(place=place) -> str:
            return draw(st.sampled_from(TERMS)).format(draw(st.sampled_from(["", *names[:place]])) or "z")

        told = "".join(
            f' {part}="{term()} {draw(st.sampled_from(["=", "!=", "+"]))} {term()}"'
            for part in draw(st.sets(st.sampled_from(PARTS)))
        )
        binds.append(f'<bind nodeset="/data/{name}"{told}/>')
        parts.append(f"<{name}>{draw(st.sampled_from(['', '', '1', 'x']))}</{name}>")
    try:
        return page("", "".join(binds), record("<z>1</z>" + "".join(parts)))
    except FormRefused:
        # `/data/*` can close a circle.
        reject()


@given(form=made_forms())
@settings(max_examples=150, deadline=None)
def test_any_form_begins_as_it_would_without(form):
    assert_begins_alike(form)


@given(seed=st.integers(0, 2**32), steps=st.integers(1, 30))
@settings(max_examples=30, deadline=None)
def test_what_is_answered_in_a_settled_form_does_what_it_does_without(seed: int, steps: int):
    one, other = Instance.new(SETTLED, world()), Instance.new(HOUSEHOLD, world())
    for instance in (one, other):
        chance = random.Random(seed)
        for _ in range(steps):
            one_step(instance, chance)

    assert whole(one) == whole(other)


SETTLED = opened(HOUSEHOLD)
