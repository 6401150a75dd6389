"""From a door to its households, with the keyboard, on real records."""

import pytest
from keyboard import write
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from forms.state import Missing
from survey_app.desktop.interview.recognising import PAUSE
from survey_app.desktop.main_window import MainWindow
from survey_app.door_plan import DoorPlan, generate_doors
from survey_app.doors import doors, save_doors
from survey_app.drafts import resumable
from survey_app.sent_back import send_back

NAME = "/data/person[1]/core/full_name"
ID = "/data/person[1]/core/id_no"


@pytest.fixture
def window(qtbot, shell, community):
    plan = DoorPlan(5, 5, 1, 1, 3, 2, road="南湖大路", road_no="1288号", estate="湖滨家园")
    save_doors(community, plan, generate_doors(plan))
    window = MainWindow(shell)
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show_workspace(community, "doors")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.page.setFocus()
    return window


@pytest.fixture
def page(qtbot, window):
    """Enter at the first door."""
    window.page.stand_at(window.page.doors[0].record_id)
    qtbot.keyClick(window.page.grid, Qt.Key.Key_Return)
    assert window.place == "interview"
    return window.page


def typed(text):
    write(QApplication.focusWidget(), text)


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def write_name(qtbot, name):
    """A name into the cell of the grid that the cursor is on: the first character opens the cell."""
    for character in name:
        typed(character)
    press(qtbot, Qt.Key.Key_Return)
    QApplication.processEvents()


def value(page, path):
    return page.interview.instance.state(path).value


def at_rest(qtbot, page):
    """Wait until it was looked for who is here already."""
    qtbot.wait(PAUSE + 50)
    qtbot.waitUntil(lambda: not page.shell.jobs.is_busy, timeout=20_000)
    qtbot.wait(20)


@pytest.fixture
def twice(qtbot, window, page):
    """A person entered behind the first door, and the same number being typed behind the second."""
    page.go_to(NAME)
    page.interview.answer(NAME, "王桂芝")
    page.interview.answer(ID, "220104196005120028")
    page.on_leave()
    window.go("interview", door=window.pages["doors"].doors[1].record_id)
    page.go_to(ID)
    typed("220104196005120028")
    press(qtbot, Qt.Key.Key_Return)
    at_rest(qtbot, page)
    return page


def test_the_same_person_nearby_is_shown_beside_the_paper(qtbot, twice):
    card = twice._help.known

    assert card.isVisible()
    assert card.person.name == "王桂芝" and card.person.same_number
    hints = twice.keys()
    assert "F10" in [hint.key for hint in hints]
    press(qtbot, Qt.Key.Key_F10)
    press(qtbot, "1")
    assert "王桂芝" in card._lines.text() and card._lines.isVisible()


def test_the_street_is_told_when_the_household_is_left(qtbot, window, twice, community):
    press(qtbot, Qt.Key.Key_F10)
    press(qtbot, "2")
    assert twice.paper.current() and not twice._help.known.hasFocus()
    assert community.store.marks("@perhaps:") == []

    twice.on_leave()

    (mark,) = community.store.marks("@perhaps:")
    assert mark.dataset == "person"


def test_another_person_goes_from_the_panel_and_ctrl_z_brings_the_question_back(qtbot, window, twice):
    press(qtbot, Qt.Key.Key_F10)
    press(qtbot, "3")
    assert not twice._help.known.isVisible()

    window.undo()

    assert twice._help.known.isVisible()


def test_esc_on_the_card_goes_back_to_the_question(qtbot, window, twice):
    press(qtbot, Qt.Key.Key_F10)

    window.step_back()

    assert window.place == "interview"
    assert not twice._help.known.hasFocus()


def test_what_the_street_asks_stands_above_the_paper_until_the_household_is_finished(qtbot, window, page, community):
    page.interview.answer(NAME, "王桂芝")
    household, door = page.interview.record_id, page.interview.parent_id
    person = page.interview.instance.record_of("/data/person[1]")
    page.on_leave()
    send_back(community, person, "person", "哪个号码对？")

    window.go("interview", door=door, record=household, person=person)
    assert page.above.remark.isVisible() and "哪个号码对？" in page.above.remark.text()
    page.finish()

    window.go("interview", door=door, record=household, person=person)
    assert not page.above.remark.isVisible()


def test_the_identity_number_fills_in_sex_and_birth_date(qtbot, page):
    page.go_to(NAME)
    typed("王桂芝")
    press(qtbot, Qt.Key.Key_Return)
    page.go_to(ID)
    typed("220104196005120028")
    press(qtbot, Qt.Key.Key_Return)

    assert value(page, "/data/person[1]/core/sex") == "2"
    assert value(page, "/data/person[1]/core/birth_date") == "1960-05-12"


def test_a_wrong_check_digit_is_told_with_the_digit_that_it_should_be(qtbot, page):
    page.go_to(ID)
    typed("220104198403170048")
    press(qtbot, Qt.Key.Key_Return)

    assert "6" in page.interview.instance.state(ID).violation.message


def test_f4_and_a_digit_say_why_there_is_no_answer(qtbot, page):
    page.go_to(ID)
    press(qtbot, Qt.Key.Key_F4)
    press(qtbot, Qt.Key.Key_3)

    assert page.interview.instance.state(ID).missing is Missing.NO_CARD


def test_everyones_name_first_in_the_grid(qtbot, page):
    for name in ("王桂芝", "张建国", "张丽"):
        write_name(qtbot, name)

    assert [section.title for section in page.papers.sections() if section.path] == ["王桂芝", "张建国", "张丽"]


def test_a_new_household_begins_with_the_names_whatever_the_door_has_filled_in(qtbot, window, page):
    assert page.sheets.shows_grid and page.grid.hasFocus()

    write_name(qtbot, "王桂芝")
    press(qtbot, Qt.Key.Key_F7)

    tenants = window.page
    assert tenants.interview.is_new and tenants.sheets.shows_grid


def test_enter_on_the_empty_line_below_the_names_goes_to_the_questions(qtbot, page):
    write_name(qtbot, "王桂芝")
    assert page.sheets.shows_grid

    press(qtbot, Qt.Key.Key_Return)

    assert not page.sheets.shows_grid
    assert page.current_section == "" and page.paper.current()


def test_a_household_that_is_known_begins_with_its_questions(qtbot, window, page):
    write_name(qtbot, "王桂芝")
    page.on_leave()

    window.go("interview", door=window.pages["doors"].doors[0].record_id)

    assert not page.sheets.shows_grid and page.paper.current()


def test_a_deleted_member_comes_back_with_ctrl_z(qtbot, window, page):
    page.go_to(NAME)
    typed("王桂芝")
    press(qtbot, Qt.Key.Key_Return)
    page.members.remove_member()

    window.undo()

    assert value(page, NAME) == "王桂芝"


def test_what_was_typed_is_in_the_draft_before_the_next_question(qtbot, page, community):
    page.go_to(NAME)
    typed("王桂芝")
    press(qtbot, Qt.Key.Key_Return)

    (open_one,) = resumable(community)

    assert open_one.place


def test_f9_keeps_the_household_with_its_visit_and_stands_at_the_doors(qtbot, window, page, community):
    page.go_to(NAME)
    typed("王桂芝")
    press(qtbot, Qt.Key.Key_F9)
    press(qtbot, Qt.Key.Key_Return)

    door = next(door for door in doors(community) if door.households)
    assert window.place == "doors"
    assert (door.households, door.outcome) == (1, "02")
    assert resumable(community) == []


def test_escape_loses_nothing(qtbot, window, page, community):
    page.go_to(NAME)
    typed("王桂芝")
    press(qtbot, Qt.Key.Key_Escape)

    assert window.place == "doors"
    assert [row["full_name"] for row in community.rows("person")] == ["王桂芝"]


def test_f7_at_the_door_begins_another_household_as_tenants(qtbot, window, page, community):
    page.go_to(NAME)
    typed("王桂芝")
    press(qtbot, Qt.Key.Key_Escape)

    qtbot.keyClick(window, Qt.Key.Key_F7)

    assert len(window.page.here.households()) == 2
    assert value(window.page, "/data/person[1]/more/presence") == "3"


def test_a_name_still_being_typed_into_the_table_is_kept_when_the_page_is_left(qtbot, window, page):
    for character in "赵国强":
        typed(character)

    window.go("people")

    assert [row["full_name"] for row in window.workspace.rows("person")] == ["赵国强"]


def test_a_door_opens_at_the_household_that_was_not_closed_there(qtbot, window, page):
    page.go_to(NAME)
    typed("王桂芝")
    press(qtbot, Qt.Key.Key_Return)
    draft, door = page.interview.draft_id, page.door

    page.interview = None  # The program died here.
    page.on_show(door=door)

    assert page.interview.draft_id == draft
    assert page.paper.current().endswith("/relation")
