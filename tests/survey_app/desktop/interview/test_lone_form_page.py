"""A form on its own hears nothing of doors, households and registers, in its keys or its help."""

import re

import pytest
from keyboard import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from survey_app.desktop.translation import Translator

FORM = """
| survey |              |         |             | |
|        | type         | name    | label::English (en) | label::中文 (zh) |
|        | text         | village | Village     | 村 |
{list}
"""
LIST = """|        | begin_repeat | visit   | Visit       | 走访 |
|        | text         | who     | Who came    | 谁来过 |
|        | end_repeat   |         |             | |"""
FOREIGN = {"en": "door|household|tenant|register|person|street", "zh": "门|户|台账|租户|街道|人员"}


@pytest.fixture(params=["en", "zh"])
def spoken(request, shell, qapp):
    shell.language = request.param
    translator = Translator(request.param)
    qapp.installTranslator(translator)
    yield request.param
    qapp.removeTranslator(translator)


def words(page):
    """Return all that can be read on the page, in its footer and its help."""
    shown = [*page.findChildren(QLabel), *page.findChildren(QPushButton)]
    hints = page.keys()
    return [each.text() for each in shown if each.isVisible()] + [hint.does for hint in hints] + [page.help()]


@pytest.mark.parametrize("rows", ["", LIST])
def test_no_word_on_its_page_is_about_doors_or_registers(fill_in, spoken, rows):
    page = fill_in(FORM.format(list=rows))
    said = words(page)
    page.go_to("/data/village")
    page.open_finish()
    said += words(page)

    assert not [text for text in said if re.search(FOREIGN[spoken], text, re.IGNORECASE)]


def test_esc_says_that_it_goes_back_to_the_records(fill_in):
    page = fill_in(FORM.format(list=LIST))
    page.go_to("/data/village")
    hints = page.keys()

    assert {hint.key: hint.does for hint in hints}["Esc"] == "to the records"


def test_f3_says_how_a_record_is_closed_when_all_was_asked(fill_in, shell):
    told = []
    shell.told.connect(told.append)
    page = fill_in(FORM.format(list=""))
    page.go_to("/data/village")

    press(Qt.Key.Key_F3)

    assert told == ["Everything has been asked. F9 closes the record."]


def test_only_a_form_with_a_list_tells_the_keys_of_lists(fill_in):
    assert "Ctrl+Delete" in fill_in(FORM.format(list=LIST)).help()
    assert "Ctrl+Delete" not in fill_in(FORM.format(list="")).help()
