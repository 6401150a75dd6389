"""Look-ups in lists: the index finds what reading the whole list finds, and is not needed to be right."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.expression import Context, Environment, compile_expression
from forms.tree import Element

# Machines that build are busy: slow is no mistake here.
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

NAMES = ["v1", "v2", "7", "7.0", "", "李"]


def villages(rows: list[tuple[str, str]]) -> Element:
    root = Element("root")
    for name, town in rows:
        item = root.append(Element("item", attributes={"code": name}))
        item.append(Element("name", name))
        item.append(Element("town", town))
    return root


def context(root: Element, town: str) -> Context:
    data = Element("data")
    data.append(Element("town", town))
    data.append(Element("town", "v2"))
    at = data.append(Element("village"))
    environment = Environment(
        lambda: datetime(2026, 8, 1, tzinfo=UTC), lambda: 0.5, lambda: "id", {"vil": root}.__getitem__
    )
    return Context(at, environment)


CONDITIONS = [
    *["town = current()/../town", "town = /data/town[1]", "name = 'v1'", "7 = name", "@code = string(/data/town)"],
    *["town = current()/../town and name != 'v1'", "name != 'v1' and town = 'v2'", "./town = concat('v', 2)"],
    *["town = '7' and @code", "town = 'v2'][2", "name = 'v1'][town = 'v2'", "town = 'v2'][last()"],
]


@patiently
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))), st.sampled_from(CONDITIONS), st.data())
def test_an_index_finds_what_reading_the_list_finds(rows: list[tuple[str, str]], condition: str, data: st.DataObject):
    at = context(villages(rows), data.draw(st.sampled_from(NAMES)))
    indexed = compile_expression(f"instance('vil')/root/item[{condition}]")
    # A first step by another axis is none that an index knows.
    read = compile_expression(f"instance('vil')/root/child::*[self::item][{condition}]")

    found = list(indexed.nodes(at))

    assert found == list(read.nodes(at))
    assert at.environment.indexes


def test_a_position_within_the_same_predicate_counts_all_items():
    root = villages([("v1", "a"), ("v2", "b"), ("v3", "a")])

    found = compile_expression("instance('vil')/root/item[town = 'a' and position() > 1]/name")

    assert [node.text for node in found.nodes(context(root, ""))] == ["v3"]


def test_a_list_that_is_replaced_gets_a_new_index():
    lists = {"vil": villages([("v1", "a")])}
    at = context(lists["vil"], "")
    at.environment.instances = lists.__getitem__
    name_of_a = compile_expression("instance('vil')/root/item[town = 'a']/name")
    assert name_of_a.string(at) == "v1"

    lists["vil"] = villages([("v2", "a")])

    assert name_of_a.string(at) == "v2"


def test_ten_thousand_items_are_read_once():
    root = villages([(f"v{number}", f"t{number % 100}") for number in range(10_000)])
    at = context(root, "t7")
    of_town = compile_expression("instance('vil')/root/item[town = current()/../town]")
    assert len(of_town.nodes(at)) == 100

    for item in root.children:
        item.append(Element("never read"))
        item.children[1].text = "changed behind its back"

    assert len(of_town.nodes(at)) == 100
