"""A stored form is the form that it was made of, opens without parsing anything, and is never believed blindly."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from hashlib import sha256

import pytest
from form_pages import form as page
from test_form_walks import LONG, NAMES, OURS, named_form, walk_and_compare

from forms import stored_form
from forms.blank_form import blank_of
from forms.definition import Form, Node
from forms.dependencies import plan_of
from forms.expression import Expression, parser
from forms.stored_form import form_from_stored
from forms.storing_form import stored
from forms.tree import Element

MANY_KINDS = page(
    record='<instance><data id="hh" orx:version="7"><a>x</a><b/><r jr:template=""><c/></r><e id=""/><d/></data>'
    "</instance>"
    '<instance id="town"><root><item kind="k"><name>t1</name><label>One</label></item></root></instance>'
    '<itext><translation lang="en"><text id="/data/a:label"><value>A <output value="/data/b"/></value>'
    '<value form="guidance">More</value></text></translation></itext>',
    binds='<bind nodeset="/data/a" type="int" relevant="/data/d != 3" required="true()" constraint=". &lt; 9"'
    ' jr:constraintMsg="Less" jr:preload="date" jr:preloadParams="today"/>'
    '<bind nodeset="/data/b" calculate="count(../r[c &gt; 2]) + once(1)" readonly="true()"/>'
    '<bind nodeset="/data/e/@id" calculate="concat(/data/a, position(..))"/>'
    '<setvalue event="odk-instance-first-load" ref="/data/a" value="1 + 1"/>'
    '<odk:setgeopoint xmlns:odk="http://www.opendatakit.org/xforms" event="odk-instance-first-load" ref="/data/d"/>',
    body='<input ref="/data/a" appearance="w1 numbers"><label ref="jr:itext(\'/data/a:label\')"/>'
    '<setvalue event="xforms-value-changed" ref="/data/b">5</setvalue></input>'
    '<group ref="/data/r"><label>Row <output value="position(..)"/></label>'
    '<repeat nodeset="/data/r" jr:count="/data/a"><select1 ref="/data/r/c"><label>C</label>'
    '<itemset nodeset="instance(\'town\')/root/item[name != ../d]"><value ref="name"/><label ref="label"/></itemset>'
    '<setvalue event="odk-new-repeat" ref="/data/r/c" value="position(..)"/></select1></repeat></group>'
    '<select ref="/data/b"><label>B</label><item><label>Yes</label><value>y</value></item></select>',
)
"""Every field of a definition is there at least once."""
KNOWN = "a76b"
"""Beginning of the digest of what MANY_KINDS is stored as."""


def opened(form: Form) -> Form:
    found = form_from_stored(stored(form), form.source)
    assert found is not None
    return found


def plain(value):
    """Return a part of a definition as values that can be compared; a node of the form stands as its path."""
    match value:
        case Node():
            return value.path
        case Expression():
            return value.text, value.place, value.references, value.functions
        case Element():
            return value.name, value.text, dict(value.attributes), [plain(child) for child in value.family]
        case str() | frozenset():
            return value
        case Mapping():
            return [(plain(key), plain(each)) for key, each in value.items()]
        case Sequence():
            return [plain(each) for each in value]
        case _ if is_dataclass(value):
            return [
                plain(getattr(value, field.name))
                for field in fields(value)
                if field.name != "children" and not field.name.startswith("_")
            ]
        case _:
            return value


def whole(form: Form):
    nodes = form.root.walk()
    listed = [{field.name: plain(getattr(node, field.name)) for field in fields(Node)} for node in nodes]
    others = {
        field.name: plain(getattr(form, field.name)) for field in fields(Form) if field.name not in ("nodes", "blank")
    }
    return listed, others, sorted(form.nodes)


@pytest.mark.parametrize("name", ["many kinds", *NAMES, *OURS])
def test_a_stored_form_is_the_form_that_it_was_made_of(name):
    form = MANY_KINDS if name == "many kinds" else named_form(name)

    found = opened(form)

    assert whole(found) == whole(form)
    assert found.blank is not None and plain(found.blank) == plain(blank_of(form))
    assert whole_plan(found.plan) == whole_plan(form.plan) == whole_plan(plan_of(found))


def whole_plan(plan):
    told = {name: plain(getattr(plan, name)) for name in ("rules", "spoken", "own")}
    sorted_own = [(path, sorted(rules, key=str)) for path, rules in told["own"]]
    alone = [(node.path, orders) for node, orders in plan.alone.items()]
    readers = [
        sorted((node.path, plain(found)) for node, found in each.items())
        for each in (plan.readers, plan.counters, plan.placed)
    ]
    return told["rules"], told["spoken"], sorted(sorted_own, key=lambda own: own[0]), alone, readers


@pytest.mark.parametrize("name", OURS)
def test_a_walk_over_a_stored_form_is_what_its_answers_make_of_it(name):
    walk_and_compare(opened(named_form(name)), walks=2, every=16 if name in LONG else 1)


def test_opening_a_stored_form_parses_nothing_and_reads_no_list(monkeypatch):
    content = stored(MANY_KINDS)
    monkeypatch.setattr(parser, "tokens_of", None)
    monkeypatch.setattr(stored_form, "_list", None)

    found = form_from_stored(content, MANY_KINDS.source)

    assert found is not None and list(found.lists) == ["town"]
    with pytest.raises(TypeError):
        found.lists["town"]


def test_a_file_of_another_form_another_shape_or_a_damaged_one_is_none(monkeypatch):
    content = stored(MANY_KINDS)

    assert form_from_stored(content, MANY_KINDS.source + " ") is None
    assert form_from_stored(b"", MANY_KINDS.source) is None
    for end in range(len(content) - 1, 0, -97):
        assert form_from_stored(content[:end], MANY_KINDS.source) is None
    for place in range(0, len(content), 13):
        damaged = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        assert form_from_stored(damaged, MANY_KINDS.source) is None
    for body in (b"[]", b"{}", b"null", b'{"nodes": []}', b"{"):
        written_over = stored_form.head(MANY_KINDS.hash, body) + b"\n" + body
        assert form_from_stored(written_over, MANY_KINDS.source) is None
    monkeypatch.setattr(stored_form, "SHAPE", stored_form.SHAPE + 1)
    assert form_from_stored(content, MANY_KINDS.source) is None


def test_what_is_stored_of_a_form_changes_only_with_its_shape():
    """Where this fails, raise `SHAPE` and write the new digest here: forms that lie on laptops are then read anew."""
    assert sha256(stored(MANY_KINDS)).hexdigest()[:4] == KNOWN
