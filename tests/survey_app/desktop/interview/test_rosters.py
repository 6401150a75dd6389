"""Lists within lists by keyboard, and a number that falls below the rows that stand there."""

import pytest
from keyboard import write
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pyxform.xls2xform import convert

from survey_app.workspace import create_lone

FAMILY = """
| survey |              |           |           |             |
|        | type         | name      | label     | repeat_count |
|        | integer      | cars      | Cars      |             |
|        | begin_repeat | car       | Car       | ${cars}     |
|        | text         | plate     | Plate     |             |
|        | end_repeat   |           |           |             |
|        | begin_repeat | person    | Person    |             |
|        | text         | full_name | Name      |             |
|        | begin_repeat | job       | Job       |             |
|        | text         | employer  | Employer  |             |
|        | end_repeat   |           |           |             |
|        | integer      | age       | Age       |             |
|        | end_repeat   |           |           |             |
|        | begin_repeat | animal    | Animal    |             |
|        | text         | kind      | Kind      |             |
|        | end_repeat   |           |           |             |
"""

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(show, shell, tmp_path):
    form = tmp_path / "family.xml"
    form.write_text(convert(xlsform=FAMILY, file_type=".md", validate=False).xform, encoding="utf-8")
    workspace = create_lone(tmp_path / "family", form, None, shell.now)
    window = show(workspace, "interview")
    window.page.on_show(record="")
    window.page.open_section("")
    yield window.page
    window.put_away()
    workspace.close()


def press(*keys, modifiers=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        QApplication.processEvents()


def type_in(page, path, text):
    page.go_to(path)
    write(QApplication.focusWidget(), text)
    press(Qt.Key.Key_Return)


def values(page, name):
    return [state.value for state in page.papers.states() if state.name == name]


def with_cars(page, *plates):
    type_in(page, "/data/cars", str(len(plates)))
    for place, plate in enumerate(plates, start=1):
        type_in(page, f"/data/car[{place}]/plate", plate)


def lower(page, count):
    page.go_to("/data/cars")
    QApplication.focusWidget().selectAll()
    write(QApplication.focusWidget(), str(count))
    press(Qt.Key.Key_Return)


def test_as_many_rows_as_the_number_says(page):
    with_cars(page, "A1", "A2", "A3")

    assert values(page, "plate") == ["A1", "A2", "A3"]
    assert not page.members.surplus_bar.isVisible()


def test_rows_that_are_too_many_stay_until_somebody_has_decided(page):
    with_cars(page, "A1", "A2", "A3")

    lower(page, 1)

    assert values(page, "plate") == ["A1", "A2", "A3"]
    assert page.members.surplus_bar.hasFocus()
    assert "A2, A3" in page.members.surplus_bar._question.text()


def test_kept_rows_are_not_asked_about_again(page):
    with_cars(page, "A1", "A2")
    lower(page, 1)

    press(Qt.Key.Key_1)
    type_in(page, "/data/person[1]/full_name", "Wang")

    assert values(page, "plate") == ["A1", "A2"]
    assert not page.members.surplus_bar.isVisible()


def test_rows_taken_out_come_back_with_undo(page):
    with_cars(page, "A1", "A2", "A3")
    lower(page, 1)

    press(Qt.Key.Key_2)
    taken_out = values(page, "plate")
    page.shell.undo()
    brought_back = values(page, "plate")
    page.shell.redo()

    assert taken_out == ["A1"]
    assert brought_back == ["A1", "A2", "A3"]
    assert values(page, "plate") == ["A1"]


def test_escape_decides_nothing_and_the_question_stays(page):
    with_cars(page, "A1", "A2")
    lower(page, 1)

    press(Qt.Key.Key_Escape)

    assert values(page, "plate") == ["A1", "A2"]
    assert page.members.surplus_bar.isVisible()
    assert page.window().page is page


def test_rows_that_nobody_had_filled_in_go_without_a_word(page):
    type_in(page, "/data/cars", "3")

    lower(page, 1)

    assert len(values(page, "plate")) == 1
    assert [section.path for section in page.papers.sections()].count("/data/car[2]") == 0
    assert not page.members.surplus_bar.isVisible()


def test_a_list_within_a_list_is_added_to_where_the_cursor_stands(page):
    type_in(page, "/data/person[1]/job[1]/employer", "FAW")
    page.go_to("/data/person[1]/job[1]/employer")

    press(Qt.Key.Key_Insert)

    assert page.paper.current() == "/data/person[1]/job[2]/employer"
    assert len(values(page, "full_name")) == 1


def test_enter_passes_by_the_place_where_one_more_is_added(page):
    page.go_to("/data/person[1]/job[1]/employer")

    press(Qt.Key.Key_Return)
    at_the_end = page.paper.place()
    press(Qt.Key.Key_Return)

    assert at_the_end == "/data/person[1]/job"
    assert page.paper.current() == "/data/person[1]/age"


def test_an_empty_list_within_a_list_can_still_be_reached(page):
    page.go_to("/data/person[1]/job[1]/employer")
    press(Qt.Key.Key_Delete, modifiers=CONTROL)
    assert values(page, "employer") == []

    page.go_to("/data/person[1]/full_name")
    press(Qt.Key.Key_Return, Qt.Key.Key_Space)

    assert page.paper.current() == "/data/person[1]/job[1]/employer"


def test_a_further_list_is_added_to_from_the_first_paper(page):
    page.go_to("/data/cars")
    press(Qt.Key.Key_Return)

    assert page.paper.place() == "/data/animal"
    press(Qt.Key.Key_Insert)

    assert page.paper.current() == "/data/animal[2]/kind"


def test_insert_among_the_animals_adds_an_animal_and_among_persons_a_person(page):
    page.go_to("/data/animal[1]/kind")
    press(Qt.Key.Key_Insert)
    page.go_to("/data/person[1]/full_name")
    press(Qt.Key.Key_Insert)

    assert (len(values(page, "kind")), len(values(page, "full_name"))) == (2, 2)


def test_a_member_moves_with_all_that_belongs_to_it(page):
    type_in(page, "/data/person[1]/full_name", "Wang")
    type_in(page, "/data/person[1]/job[1]/employer", "FAW")
    page.go_to("/data/person[1]/full_name")
    press(Qt.Key.Key_Insert)
    type_in(page, "/data/person[2]/full_name", "Zhang")
    page.go_to("/data/person[1]/age")

    press(Qt.Key.Key_Down, modifiers=CONTROL | SHIFT)

    assert values(page, "full_name") == ["Zhang", "Wang"]
    assert values(page, "employer") == ["", "FAW"]
    assert page.paper.current() == "/data/person[2]/age"


def test_a_counted_row_is_not_deleted_by_hand(page):
    with_cars(page, "A1", "A2")
    page.go_to("/data/car[1]/plate")

    press(Qt.Key.Key_Delete, modifiers=CONTROL)

    assert values(page, "plate") == ["A1", "A2"]
