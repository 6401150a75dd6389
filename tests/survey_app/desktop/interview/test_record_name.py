"""A record is called what its form calls it, as soon as the form can tell."""

from keyboard import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

WELLS = """
| survey   |         |            |          |
|          | type    | name       | label    |
|          | text    | village    | Village  |
|          | integer | depth      | Depth    |
| settings |         |            |          |
|          | form_id | form_title | instance_name |
|          | wells   | Wells      | {name} |
"""


def titles(page):
    return [label.text() for label in page.sheets.findChildren(QLabel) if label.property("role") == "title"]


def test_the_name_of_a_record_stands_above_its_paper_as_it_is_answered(fill_in):
    page = fill_in(WELLS.format(name="if(${village} = '', '', concat(${village}, ', ', ${depth}, ' m'))"))
    assert titles(page) == ["Wells"]

    page.go_to("/data/village")
    press("Nanhu", Qt.Key.Key_Return, "12", Qt.Key.Key_Return)

    page.step_back()
    assert titles(page) == ["Nanhu, 12 m"]


def test_a_form_that_names_no_record_keeps_its_title(fill_in):
    page = fill_in(WELLS.format(name=""))

    page.go_to("/data/village")
    press("Nanhu", Qt.Key.Key_Return)

    assert titles(page) == ["Wells"]
