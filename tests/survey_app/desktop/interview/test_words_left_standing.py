"""What an input method still holds when somebody goes on to the next question is an answer, and none is lost."""

import pytest
from keyboard import commit, compose, press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab

FORM = """
| survey | | | | |
| | type | name | label | appearance |
| | text | full_name | Name | |
| | select_one status | status | Status | |
| | integer | rooms | Rooms | |
| | decimal | income | Income | |
| | text | remark | Remark | multiline |
| | text | behind | Behind | |
| choices | | | |
| | list_name | name | label |
"""
STATUS = {
    "10": "在职",
    "20": "国企下岗",
    "21": "登记失业",
    "24": "集体企业下岗",
    "30": "在校学生",
    "31": "料理家务",
    "40": "离退休",
    "41": "内部退养",
}
CHOICES = "".join(f"| | status | {name} | {label} |\n" for name, label in STATUS.items())

STANDING = [
    ("full_name", "王桂芝", "王桂芝"),
    ("full_name", "wang'gui'zh", "wang'gui'zh"),
    ("status", "离退休", "40"),
    ("status", "集体企业", "24"),
    ("status", "jtqy", "24"),
    ("rooms", "3", "3"),
    ("rooms", "１２", "12"),
    ("income", "４５０．５", "450.5"),
    ("remark", "白天不在家", "白天不在家"),
]
"""The question, what stands in the input method, and the answer that it is."""


@pytest.fixture
def page(fill_in):
    return fill_in(FORM + CHOICES)


def answer(page, name):
    return page.papers.state(f"/data/{name}").value


def stand_at(page, name):
    page.go_to(f"/data/{name}")
    line = QApplication.focusWidget()
    assert line is not None
    return line


@pytest.mark.acceptance(10)
@pytest.mark.parametrize(("name", "standing", "kept"), STANDING)
def test_it_is_kept_when_the_cursor_goes_to_another_question(page, name, standing, kept):
    compose(stand_at(page, name), standing)

    page.go_to("/data/behind")

    assert answer(page, name) == kept


@pytest.mark.acceptance(10)
@pytest.mark.parametrize(("name", "standing", "kept"), STANDING)
def test_it_is_kept_when_tab_goes_on(page, name, standing, kept):
    line = stand_at(page, name)
    compose(line, standing)

    press(TAB)

    assert QApplication.focusWidget() is not line
    assert answer(page, name) == kept


@pytest.mark.parametrize("name", ["full_name", "remark"])
def test_enter_accepts_the_word_and_a_second_one_goes_on(page, name):
    line = stand_at(page, name)
    compose(line, "湖滨")

    press(ENTER)
    assert QApplication.focusWidget() is line
    press(ENTER)

    assert QApplication.focusWidget() is not line
    assert answer(page, name) == "湖滨"


@pytest.mark.acceptance(10)
def test_it_follows_what_was_written_before_and_stands_there_once(page):
    line = stand_at(page, "full_name")
    commit(line, "王")
    compose(line, "桂芝")

    page.go_to("/data/behind")
    page.go_to("/data/full_name")
    page.go_to("/data/behind")

    assert answer(page, "full_name") == "王桂芝"


@pytest.mark.acceptance(10)
def test_what_is_no_choice_answers_nothing(page):
    compose(stand_at(page, "status"), "不知道")
    page.go_to("/data/behind")

    assert answer(page, "status") == ""


FAMILY = """
| survey | | | |
| | type | name | label |
| | begin_repeat | person | Person |
| | text | full_name | Name |
| | integer | age | Age |
| | end_repeat | | |
"""


@pytest.fixture
def names(fill_in):
    """The page of a family, with the cursor in the table of everybody's names."""
    page = fill_in(FAMILY)
    QTest.keyClick(page, Qt.Key.Key_F2)
    assert page.shows_grid
    return page


@pytest.mark.acceptance(10)
@pytest.mark.parametrize("standing", ["", "丽"])
def test_a_name_in_the_table_of_everybody_is_kept_when_f2_goes_on_to_the_questions(names, standing):
    commit(names.grid, "张")
    compose(QApplication.focusWidget(), standing)

    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)

    assert not names.shows_grid
    assert [state.value for state in names.papers.states() if state.name == "full_name"] == ["张" + standing]
