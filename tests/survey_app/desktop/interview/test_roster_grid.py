"""The table of all members: after an answer only the row that it changed is another."""

from datetime import datetime
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pyxform.xls2xform import convert

from forms.expression import Environment
from forms.instance import Instance
from forms.xform import form_from_xml
from survey_app.desktop.interview.roster_grid import RosterModel
from survey_app.desktop.interview.sections import Papers

FAMILY = """
| survey |              |        |                      |
|        | type         | name   | label                |
|        | text         | street | Street               |
|        | begin_repeat | person | Person               |
|        | text         | name   | Name                 |
|        | integer      | age    | Age of ${name}       |
|        | end_repeat   |        |                      |
"""


def environment() -> Environment:
    return Environment(now=lambda: datetime(2003, 6, 12), random=lambda: 0.5, new_id=lambda: str(uuid4()))


class Table:
    """A household and the table that shows it; what the table told its views."""

    def __init__(self) -> None:
        xml = convert(xlsform=FAMILY, file_type=".md", validate=False).xform
        self.instance = Instance.new(form_from_xml(xml), environment())
        self.instance.add_repeat("/data/person")
        self.papers = Papers(self.instance.states())
        self.model = RosterModel()
        self.rows: list[int] = []
        self.resets = 0
        self.show()
        self.model.dataChanged.connect(lambda first, last: self.rows.extend(range(first.row(), last.row() + 1)))
        self.model.modelReset.connect(self._reset)

    def _reset(self) -> None:
        self.resets += 1

    def show(self) -> bool:
        return self.model.show(self.papers.sections(), ["name", "age"])

    def answer(self, path: str, value: object) -> bool:
        self.papers.show(self.instance.answer(path, value))
        return self.show()

    def cell(self, row: int, column: int) -> object:
        return self.model.data(self.model.index(row, column))


@pytest.fixture
def table(qtbot):
    return Table()


def test_an_answer_is_shown_in_its_own_row_and_no_other_is_painted_again(table):
    is_another = table.answer("/data/person[2]/age", 41)

    assert not is_another
    assert (table.rows, table.resets) == ([1], 0)
    assert (table.cell(0, 1), table.cell(1, 1)) == ("", "41")


def test_an_answer_outside_the_table_leaves_it_alone(table):
    table.answer("/data/street", "南湖大路")

    assert (table.rows, table.resets) == ([], 0)


def test_one_more_member_makes_another_table(table):
    table.instance.add_repeat("/data/person")
    table.papers = Papers(table.instance.states())

    assert table.show()
    assert table.model.rowCount() == 4


def test_a_head_with_other_words_than_before_is_read_anew(table):
    table.answer("/data/person[2]/name", "李梅")

    assert table.resets == 1
    assert table.model.headerData(1, Qt.Orientation.Horizontal) == "Age of 李梅"
