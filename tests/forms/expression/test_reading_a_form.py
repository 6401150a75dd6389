"""Expressions as form authors write them, on a household that has been filled in."""

from datetime import datetime, timedelta, timezone

import pytest

from forms.expression import Context, Environment, ExpressionError, compile_expression
from forms.tree import Element

NOON = datetime(2026, 8, 1, 12, tzinfo=timezone(timedelta(hours=8)))


def household() -> Element:
    data = Element("data")
    data.append(Element("户主", "张秀英"))
    data.append(Element("town", "t2"))
    data.append(Element("since", "2003-06-12"))
    for name, age in (("张秀英", "41"), ("李强", "17"), ("李小红", "")):
        person = data.append(Element("person"))
        person.append(Element("name", name))
        person.append(Element("age", age))
    return data


def villages() -> Element:
    root = Element("root")
    for name, town in (("v1", "t1"), ("v2", "t2"), ("v3", "t2")):
        item = root.append(Element("item"))
        item.append(Element("name", name))
        item.append(Element("town", town))
    return root


def environment() -> Environment:
    instances = {"village": villages()}
    return Environment(lambda: NOON, lambda: 0.5, lambda: "an id", instances.__getitem__)


def computed(text: str, at: str = "") -> str:
    node: Element = household()
    for name in filter(None, at.split("/")):
        name, _, place = name.partition("#")
        node = node.named(name)[int(place or 1) - 1]
    return compile_expression(text).string(Context(node, environment()))


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("/data/户主", "", "张秀英"),
        ("../age * 2", "person#2/name", "34"),
        ("../../town", "person#2/name", "t2"),
        ("position(..)", "person#2/name", "2"),
        ("count(/data/person[age >= 18])", "", "1"),
        ("sum(/data/person/age)", "", "58"),
        ("/data/person[2]/name", "", "李强"),
        ("indexed-repeat(/data/person/name, /data/person, 3)", "", "李小红"),
        ("if(../age >= 18, '成年', '未成年')", "person#1/name", "成年"),
        ("int((today() - ../since) div 365.25)", "town", "23"),
        ("format-date(../since, '%Y/%n/%e')", "town", "2003/6/12"),
        ("today()", "", "2026-08-01"),
        ("count(instance('village')/root/item[town = current()/../town])", "since", "2"),
        ("instance('village')/root/item[name = 'v3']/town", "", "t2"),
        ("count(instance('village')/root/item[town = /data/town and name != 'v2'])", "", "1"),
        ("pulldata('village', 'town', 'name', 'v1')", "", "t1"),
        ("coalesce(../age, '不详')", "person#3/name", "不详"),
    ],
)
def test_an_expression_reads_the_form_around_it(text: str, at: str, expected: str):
    assert computed(text, at) == expected


def test_a_function_that_does_not_exist_is_named_when_the_form_is_loaded():
    with pytest.raises(ExpressionError) as refusal:
        compile_expression("1 + agee(../born)")

    assert refusal.value.position == 4
    assert refusal.value.what == "there is no function agee()"


def test_an_unknown_list_is_named_when_it_is_asked():
    expression = compile_expression("instance('towns')/root/item")

    with pytest.raises(ExpressionError, match="no instance 'towns'"):
        expression.nodes(Context(household(), environment()))


def test_an_expression_tells_what_it_reads():
    expression = compile_expression("instance('village')/root/item[town = current()/../town]/name = ../name")

    assert [str(reference) for reference in expression.references] == [
        "instance('village')/root/item/town",
        "../town",
        "instance('village')/root/item/name",
        "../name",
    ]
