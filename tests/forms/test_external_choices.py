"""Old forms keep long lists on the sheet `external_choices`; they are answered like any other select."""

import pytest
from form_tables import value, world

from forms.external_choices import SOURCE, in_itemsets
from forms.form_warnings import warnings_in
from forms.instance import Instance
from forms.list_table import list_of
from forms.problems import FormRefused
from forms.xform import form_from_xml
from forms.xlsform import form_from_sheets, sheets_in

TOWNS = """
| survey  |
|         | type                      | name   | label::English (en) | choice_filter   |
|         | select_one county         | county | County              |                 |
|         | select_one_external town  | town   | Town                | county=${county} |
|         | select one external county | again | Again               | county=${county} |
| choices |
|         | list name | name | label::English (en) |
|         | county    | a    | Alder               |
|         | county    | b    | Birch               |
| external_choices |
|         | list_name | name | label | county |
|         | town      | x    | Xenia | a      |
|         | town      | y    | York  | b      |
|         | county    | z    | Zell  | b      |
"""


def filled(table=TOWNS, county="b"):
    instance = Instance.new(form_from_sheets(sheets_in(table)), world())
    instance.answer("/data/county", county)
    return instance


def offered(instance, name):
    return [(choice.name, choice.label) for choice in instance.state(f"/data/{name}").choices]


def test_only_what_fits_is_offered():
    assert offered(filled(), "town") == [("y", "York")]
    assert offered(filled(county="a"), "town") == [("x", "Xenia")]


def test_an_answer_is_one_of_the_list():
    instance = filled()
    instance.answer("/data/town", "y")

    assert instance.state("/data/town").kind == "select_one"
    assert value(instance, "/data/town") == "y"


def test_two_lists_of_one_name_on_two_sheets_stay_two():
    instance = filled()

    assert offered(instance, "again") == [("z", "Zell")]
    assert offered(instance, "county") == [("a", "Alder"), ("b", "Birch")]


def test_a_slip_stands_where_its_author_wrote_it():
    with pytest.raises(FormRefused) as refused:
        form_from_sheets(sheets_in(TOWNS.replace("| town      | y    |", "| town      |      |")))

    assert ("external_choices", 3) in [(each.sheet, each.row) for each in refused.value.problems]


def test_its_author_hears_of_it():
    sheets = sheets_in(TOWNS)

    found = [each for each in warnings_in(form_from_sheets(sheets), sheets) if each.rule == "external_choices"]

    assert [(each.row, each.facts["name"]) for each in found] == [(3, "town"), (4, "county")]


QUERY = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>T</h:title><model><instance><data id="t"><county/><town/></data></instance>
<bind nodeset="/data/town" type="string"/></model></h:head>
<h:body><input ref="/data/county"/><input ref="/data/town" query="instance('town')/root/item[county= /data/county ]"/>
</h:body></h:html>"""


def test_a_form_that_is_no_workbook_finds_the_list_in_the_file_beside_it():
    rows = [
        {"list_name": "town", "name": "x", "label": "Xenia", "county": "a"},
        {"list_name": "town", "name": "y", "label": "York", "county": "b"},
        {"list_name": "road", "name": "r", "label": "Road", "county": "b"},
    ]
    form = form_from_xml(QUERY)
    instance = Instance.new(form, world(instances={"itemsets": list_of(rows)}.__getitem__))

    instance.answer("/data/county", "b")

    assert form.files == {"itemsets": SOURCE}
    assert offered(instance, "town") == [("y", "York")]
    assert [each.rule for each in warnings_in(form)] == ["external_file"]


def test_a_list_that_the_form_has_itself_is_not_looked_for_elsewhere():
    query = "instance('town')/root/item[a=1]"

    assert in_itemsets(query, {"town"}) == query
    assert in_itemsets("town", ()) == "town"
