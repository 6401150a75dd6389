"""Location paths: axes, order, namespaces, predicates, comparison of nodes."""

from datetime import UTC, datetime
from xml.parsers.expat import ExpatError

import pytest

from forms.document import read_document
from forms.expression import Context, Environment, ExpressionError, compile_expression
from forms.tree import Attribute, Element, Node, Text

TOWN = b"""<?xml version="1.0"?>
<town xml:lang="zh-CN" id="t" xmlns:g="urn:geo">
  <street id="s1"><house no="1" g:lat="43.8">A</house><house no="2">B<!-- empty --></house></street>
  <street id="s2"><house no="3">C<annex>D</annex>E</house><?print now?></street>
  <g:map>M</g:map>
</town>"""


def then() -> datetime:
    return datetime(2026, 8, 1, tzinfo=UTC)


def at(node: Node) -> Context:
    return Context(node, Environment(then, lambda: 0.5, lambda: "id"))


def found(expression: str, start: str = "/", namespaces: dict[str, str] | None = None) -> list[str]:
    """Return what is found, each node in a word: its number, its name or its text."""
    document = read_document(TOWN)
    node = compile_expression(start).nodes(at(document))[0]
    return [word(each) for each in compile_expression(expression, namespaces).nodes(at(node))]


def word(node: Node) -> str:
    if node.kind in ("text", "attribute", "comment"):
        return node.text.strip()
    return node.attributes.get("no") or node.attributes.get("id") or node.name or node.kind


@pytest.mark.parametrize(
    ("expression", "start", "expected"),
    [
        ("self::house", "//house[2]", ["2"]),
        ("self::street", "//house[2]", []),
        ("ancestor::*", "//annex", ["t", "s2", "3"]),
        ("ancestor::*[1]", "//annex", ["3"]),
        ("ancestor-or-self::node()", "//street[1]", ["root", "t", "s1"]),
        ("descendant::house", "/town", ["1", "2", "3"]),
        ("descendant-or-self::*", "//street[2]", ["s2", "3", "annex"]),
        ("following-sibling::*", "//street[1]", ["s2", "g:map"]),
        ("preceding-sibling::*[1]", "//house[2]", ["1"]),
        ("following::house", "//house[1]", ["2", "3"]),
        ("following::*[1]", "//house/@no", ["2"]),
        ("following::*[1]", "//house[annex]/@no", ["annex"]),
        ("preceding::house", "//street[2]", ["1", "2"]),
        ("preceding::house[1]", "//house[annex]/@no", ["2"]),
        ("following-sibling::node() | preceding-sibling::node()", "//house/@no", []),
        ("parent::*/@id", "//house[1]", ["s1"]),
        ("@*", "//house[1]", ["1", "43.8"]),
        ("@no/..", "//house[1]", ["1"]),
        ("namespace::*", "//house[1]", []),
        ("text()", "//house[annex]", ["C", "E"]),
        ("comment()", "//house[2]", ["empty"]),
        ("processing-instruction('print')", "//street[2]", ["print"]),
        ("processing-instruction('other')", "//street[2]", []),
        ("g:*", "/town", ["g:map"]),
        ("house/..", "//street[1]", ["s1"]),
        ("../street/house", "//street[1]", ["1", "2", "3"]),
        ("//house/ancestor::street", "/", ["s1", "s2"]),
        ("//house[1]", "/", ["1", "3"]),
        ("(//house)[1]", "/", ["1"]),
        ("//house[last()]", "/", ["2", "3"]),
        ("//house[@no > 1]/@no", "/", ["2", "3"]),
        ("//house[if(@no = 3, 1, true())]", "/", ["1", "2", "3"]),
        ("//house[0.5]", "/", []),
        ("//house[count(preceding-sibling::*) + 1]", "/", ["1", "2", "3"]),
        ("//annex | //house[1] | //street/@id", "/", ["s1", "1", "s2", "3", "annex"]),
        ("id('s2 s1')", "/", ["s1", "s2"]),
        ("current()/street", "/town", ["s1", "s2"]),
        ("/", "//annex", ["root"]),
        ("..", "/", []),
        ("../..", "/town", []),
        ("town/street/house", "/", ["1", "2", "3"]),
        ("street/house/annex", "/town", ["annex"]),
        ("/other/street", "/", []),
    ],
)
def test_every_axis_in_document_order(expression: str, start: str, expected: list[str]):
    assert found(expression, start) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("/town/geo:map", ["g:map"]),
        ("/town/geo:*", ["g:map"]),
        ("//@geo:lat", ["43.8"]),
        ("/town/map", []),
        ("/town/unknown:map", []),
        ("/town/@xml:lang", ["zh-CN"]),
        ("/town/street[1]", ["s1"]),
    ],
)
def test_names_are_compared_by_namespace_where_prefixes_are_declared(expression: str, expected: list[str]):
    assert found(expression, namespaces={"geo": "urn:geo"}) == expected


def test_the_namespace_of_names_without_prefix_can_be_chosen():
    document = read_document(b'<data xmlns="urn:forms"><age>41</age></data>')

    assert compile_expression("/data/age", {}).string(at(document)) == ""
    assert compile_expression("/data/age", {"": "urn:forms"}).string(at(document)) == "41"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("name(//@g:lat)", "g:lat"),
        ("local-name(//g:map)", "map"),
        ("namespace-uri(//g:map)", "urn:geo"),
        ("namespace-uri(//@g:lat)", "urn:geo"),
        ("name(/town/none)", ""),
        ("boolean(//annex[lang('zh')])", "true"),
        ("boolean(//annex[lang('en')])", "false"),
        ("string(//house[3])", ""),
        ("string(//street[2]/house)", "CDE"),
        ("position(//street[2])", "2"),
        ("position(/)", "1"),
        ("position(//none)", "0"),
    ],
)
def test_what_a_node_is(expression: str, expected: str):
    assert compile_expression(expression).string(at(read_document(TOWN))) == expected


def test_no_language_is_spoken_where_none_is_named():
    assert not compile_expression("lang('zh')").boolean(at(Element("data")))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("/data/n = 3", True),
        ("/data/n != 3", True),
        ("/data/n > 4", True),
        ("4 < /data/n", True),
        ("/data/n = '5'", True),
        ("'6' = /data/n", False),
        ("/data/n != '5'", True),
        ("/data/none != '5'", False),
        ("/data/n = /data/m", True),
        ("/data/m < /data/n", True),
        ("/data/m > /data/n", False),
        ("/data/n != /data/m", True),
        ("/data/m != /data/m", False),
        ("/data/none != /data/m", False),
        ("/data/n = true()", True),
        ("/data/none = false()", True),
        ("if(true(), /data/n, 1) = /data/m", True),
        ("if(true(), /data/n, 1) = 5", True),
        ("if(true(), '5', 1) = '5'", True),
        ("if(true(), '5', 1) != 5", False),
        ("if(true(), '5', 1) < 6", True),
        ("if(true(), true(), 1) = 'x'", True),
        ("if(true(), today(), 1) = '2026-08-01'", True),
        ("/data/n[. = current()/../m]", True),
        ("/data/day = date('2026-08-01')", True),
        ("/data/day < today() + 1", True),
        ("true() > false()", True),
        ("'b' = 'b' and 'b' != 'c'", True),
    ],
)
def test_of_nodes_it_is_enough_that_one_compares(expression: str, expected: bool):
    data = Element("data")
    for name, answer in (("n", "3"), ("n", "5"), ("m", "3"), ("day", "2026-08-01")):
        data.append(Element(name, answer))

    assert compile_expression(expression).boolean(at(data.children[0])) is expected


def test_a_form_needs_no_document_around_it():
    data = Element("data")
    age = data.append(Element("age", "41"))

    (document,) = compile_expression("/").nodes(at(age))

    assert document.children == [data]
    assert data.parent is None
    assert compile_expression("/").nodes(at(data)) == compile_expression("/").nodes(at(age))
    assert compile_expression("count(/ | /data | //node())").number(at(age)) == 4
    assert compile_expression("/*/age").string(at(age)) == "41"


def test_text_and_attributes_are_the_same_nodes_each_time():
    item = Element("item", "x", {"code": "1"})

    assert compile_expression("text() | text() | @code | @code").nodes(at(item)) == [
        Attribute(item, "code"),
        Text(item),
    ]
    assert {Text(item), Text(item)} == {Text(item)}


def test_a_large_family_is_found_by_name_after_every_change():
    data = Element("data")
    for number in range(20):
        data.append(Element(f"q{number}", str(number)))
    read = compile_expression("/data/q7")
    assert read.string(at(data)) == "7"

    place = data.remove(data.children[7])
    assert (place, read.string(at(data))) == (7, "")

    data.insert(place, Element("q7", "again"))
    assert read.string(at(data)) == "again"
    assert [node.text for node in compile_expression("/data/q7").nodes(at(data))] == ["again"]


def test_the_first_of_a_deep_path_may_lie_below_a_later_parent():
    data = Element("data")
    data.append(Element("person")).append(Element("name", "张秀英"))
    data.append(Element("person")).append(Element("job", "保洁"))

    assert compile_expression("/data/person/job").string(at(data)) == "保洁"
    assert compile_expression("/data/person/none").string(at(data)) == ""


def test_values_are_no_nodes():
    with pytest.raises(ExpressionError, match="gives a value, not nodes"):
        compile_expression("if(true(), 1, 'a')").nodes(at(Element("data")))
    with pytest.raises(ExpressionError, match="needs nodes"):
        compile_expression("count(if(true(), 1, /data))").number(at(Element("data")))


def test_a_call_that_cannot_work_may_wait_until_it_is_reached():
    lazy = compile_expression("if(../a = 1, explode(), 'fine')", refuse_unknown=False)
    data = Element("data")
    answer = data.append(Element("a", "2"))
    assert lazy.string(at(answer)) == "fine"

    answer.text = "1"

    with pytest.raises(ExpressionError, match="no function explode"):
        lazy.string(at(answer))


def test_a_broken_document_is_refused():
    with pytest.raises(ExpatError):
        read_document(b"<town><street></town>")


def test_entities_from_outside_are_not_read():
    document = read_document(b'<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/hostname">]><a>[&secret;]</a>')

    assert document.string_value() == "[]"
