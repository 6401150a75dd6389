"""A list as columns is the list that it was made of: whatever is asked of it, its items answer the same."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import SubElement, fromstring

from hypothesis import given
from hypothesis import strategies as st

from forms.expression import Context, Environment, compile_expression
from forms.list_table import ListTable, list_of, table_of, texts_in
from forms.tree import Element, Node
from forms.xml_in import element_from, list_from

TEXTS = st.sampled_from(["v1", "7", "7.0", "", "李", "x"])
ROWS = st.lists(st.dictionaries(st.sampled_from(["name", "label", "town", "n"]), TEXTS, max_size=4), max_size=6)
ASKED = [
    "instance('vil')/root/item",
    *[f"instance('vil')/root/item[{one}]" for one in ("town = 'v1'", "n = 7", "name = /data/town", "7 = n and name")],
    "instance('vil')/root/item[town = 'x']/following-sibling::*",
    "instance('vil')/root/item[last()]/../item[1]/*",
    "instance('vil')//name",
    "instance('vil')/root/item[name = /data/town]/label",
]


def xml_of(rows: list[dict[str, str]]) -> Xml:
    root = Xml("root")
    for row in rows:
        item = SubElement(root, "item")
        for name, text in row.items():
            SubElement(item, name).text = text
    return root


def plain(element: Node) -> object:
    assert isinstance(element, Element)
    return element.name, element.text, element.attributes, [plain(child) for child in element.family]


def at(root: Element) -> Context:
    data = Element("data")
    for town in ("7", "v1"):
        data.append(Element("town", town))
    environment = Environment(lambda: datetime(2003, 6, 12, tzinfo=UTC), lambda: 0.5, str, {"vil": root}.__getitem__)
    return Context(data, environment)


@given(ROWS)
def test_columns_hold_what_the_document_says(rows):
    assert plain(list_from(xml_of(rows))) == plain(list_of(rows)) == plain(element_from(xml_of(rows)))


@given(ROWS, st.sampled_from(ASKED))
def test_expressions_find_the_same_items_in_the_same_order(rows, asked):
    table, whole = list_of(rows), element_from(xml_of(rows))

    found = list(compile_expression(asked).nodes(at(table)))

    assert [plain(each) for each in found] == [plain(each) for each in compile_expression(asked).nodes(at(whole))]
    assert all(each is again for each, again in zip(found, compile_expression(asked).nodes(at(table)), strict=True))


@given(ROWS, st.sampled_from(["name", "town", "nothing"]))
def test_the_texts_of_a_column_are_those_of_its_items(rows, column):
    assert texts_in(list_of(rows), column) == [row[column] for row in rows if column in row]


def test_only_the_items_that_are_found_become_elements():
    table = list_of([{"name": f"v{place}", "town": f"t{place % 100}"} for place in range(1000)])

    found = compile_expression("instance('vil')/root/item[town = 't7']/name").nodes(at(table))

    assert [node.text for node in found] == [f"v{place}" for place in range(7, 1000, 100)]
    assert isinstance(table, ListTable) and len(table._made) == 10


def test_items_that_are_not_alike_stay_as_they_are_written():
    for text in (
        "<root><item><name>a</name></item><other><name>b</name></other></root>",
        "<root><item kind='k'><name>a</name></item></root>",
        "<root><item><name lang='zh'>a</name></item></root>",
        "<root><item><name>a</name><name>b</name></item></root>",
        "<root><item><name><first>a</first></name></item></root>",
        "<root><item>a</item></root>",
        "<root version='1'><item><name>a</name></item></root>",
        "<root/>",
    ):
        assert plain(list_from(fromstring(text))) == plain(element_from(fromstring(text)))
    assert table_of("root", "item", [{"a": "", "b": ""}, {"b": "", "a": ""}]) is None
