"""Lists in files beside a form."""

import json

import pytest
from form_tables import form_of, world
from hypothesis import given
from hypothesis import strategies as st

from forms.files import list_in, lists_from_files
from forms.instance import Instance
from forms.problems import FormRefused

VILLAGES = """
| survey |
|        | type                              | name    | label        | choice_filter    | calculation |
|        | select_one_from_file towns.csv    | town    | Town         |                  | |
|        | select_one_from_file villages.csv | village | Village      | town = ${town}   | |
| | calculate | people | | | pulldata('villages', 'people', 'name', ${village}) |
| | calculate | mayor | | | instance('villages')/root/item[name = ${village}]/mayor |
"""
FILES = {
    "towns.csv": b"\xef\xbb\xbfname,label\r\n1,East\r\n2,West\r\n",
    "villages.csv": 'name,label,town,people,mayor\na,"Ash, upper",1,120,王\nb,Birch,2,80,\n'.encode(),
}


def filling(files=FILES) -> Instance:
    form = form_of(VILLAGES)
    return Instance.new(form, world(instances=lists_from_files(form, files.get, lambda name: {}[name])))


def test_choices_from_a_file_are_narrowed_and_looked_up():
    instance = filling()

    instance.answer("/data/town", "1")
    instance.answer("/data/village", "a")

    village = instance.state("/data/village")
    assert [(choice.name, choice.label) for choice in village.choices] == [("a", "Ash, upper")]
    assert (instance.root.child("people").text, instance.root.child("mayor").text) == ("120", "王")


def test_a_file_that_is_not_there_is_named_and_stops_nobody():
    instance = filling({})

    instance.answer("/data/town", "1")

    assert instance.state("/data/town").choices == ()
    assert any("towns" in why for why in instance.troubles.values())


def test_a_geojson_list_offers_properties_id_and_geometry_with_the_latitude_first():
    line = {"type": "LineString", "coordinates": [[125, 43], [126, 44, 7]]}
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}
    features = [
        {
            "id": 7,
            "geometry": {"type": "Point", "coordinates": [125.32, 43.88]},
            "properties": {"title": "A", "n": 2.0},
        },
        {"geometry": line, "properties": {"id": "b", "open": True, "none": None}},
        {"geometry": shape, "properties": None},
        {"geometry": {"type": "MultiPoint", "coordinates": []}, "properties": {}},
        {"geometry": None},
    ]

    root = list_in("places.geojson", json.dumps({"features": features}).encode())

    items = [{cell.name: cell.text for cell in item.children} for item in root.children]
    assert items[0] == {"title": "A", "n": "2", "id": "7", "geometry": "43.88 125.32 0 0"}
    assert items[1] == {"id": "b", "open": "true", "none": "", "geometry": "43 125 0 0; 44 126 7 0"}
    assert items[2]["geometry"].count(";") == 3
    assert items[3:] == [{}, {}]


def test_an_xml_list_keeps_its_own_shape():
    root = list_in("x.xml", b"<root><item id='3'><name>a</name></item></root>")

    assert root.children[0].attributes == {"id": "3"}
    assert root.children[0].child("name").text == "a"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"\xff\xfe\x00"),
        ("a.csv", b'name\n"open'),
        ("a.xml", b"<root>"),
        ("a.xml", b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]><r>&e;</r>'),
        ("a.geojson", b"[]"),
        ("a.geojson", b"{"),
        ("a.json", b'{"features": [3]}'),
    ],
)
def test_a_damaged_list_is_refused_by_its_name(name, content):
    with pytest.raises(FormRefused) as refused:
        list_in(name, content)

    assert refused.value.file == name


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.xml", "a.geojson"]))
def test_any_bytes_are_a_list_or_are_refused(content, name):
    try:
        assert list_in(name, content).parent is None
    except FormRefused as refused:
        assert refused.problems
