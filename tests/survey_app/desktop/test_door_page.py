"""A stairwell with the keyboard, on real records."""

from datetime import datetime

import pytest
from keyboard import write
from PySide6.QtCore import Qt

from survey_app.desktop.main_window import MainWindow
from survey_app.desktop.page import Page
from survey_app.desktop.shell.places import Place
from survey_app.door_plan import DoorPlan, generate_doors
from survey_app.doors import doors, save_doors, visits_of
from survey_app.visiting import DoorState

HERE = __name__
PLACES = (
    Place("doors", "doors", "survey_app.desktop.doors.door_page:DoorPage", needs="place"),
    Place("interview", "person", f"{HERE}:Behind", in_rail=False, home="doors"),
)


class Behind(Page):
    """What Enter leads to; it remembers which door was opened."""

    def on_show(self, **spot):
        self.spot = spot


@pytest.fixture
def window(qtbot, shell, community):
    plan = DoorPlan(5, 6, 3, 1, 6, 2, road="南湖大路", road_no="1288号", estate="湖滨家园")
    save_doors(community, plan, generate_doors(plan))
    return shown(qtbot, shell, community)


@pytest.fixture
def page(window):
    stand_at(window.page, "5", "2", "402")
    return window.page


def shown(qtbot, shell, community):
    window = MainWindow(shell, PLACES)
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show_workspace(community)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.page.setFocus()
    return window


def stand_at(page, building, unit, number):
    door = next(each for each in page.doors if (each.building, each.unit, each.door) == (building, unit, number))
    page.stand_at(door.record_id)
    return door


def state_of(page, record_id):
    return next(each.state for each in doors(page.workspace) if each.record_id == record_id)


def test_nobody_home_is_one_key_and_the_whole_visit_is_written(qtbot, window, page):
    door = page.current

    qtbot.keyClick(page.grid, "3")

    (visit,) = visits_of(page.workspace, door.record_id)
    assert visit["outcome"] == "03"
    assert visit["visit_no"] == 1
    assert datetime.fromisoformat(visit["next_visit"]) > datetime.fromisoformat(visit["visit_at"])
    assert state_of(page, door.record_id) is DoorState.NOBODY_HOME
    assert window.footer.said.text().startswith("Unit 2 402: 03")
    assert window.top_bar.saved.text() == "Saved here 19:06:12"


def test_ctrl_z_takes_the_visit_back_and_ctrl_y_brings_it_again(qtbot, window, page):
    door = page.current
    qtbot.keyClick(page.grid, "3")

    qtbot.keyClick(page.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert state_of(page, door.record_id) is DoorState.NOT_VISITED
    assert page.current.record_id == door.record_id

    qtbot.keyClick(page.grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert state_of(page, door.record_id) is DoorState.NOBODY_HOME


def test_the_same_digit_again_changes_nothing(qtbot, page):
    door = page.current

    qtbot.keyClick(page.grid, "3")
    qtbot.keyClick(page.grid, "3")

    assert len(visits_of(page.workspace, door.record_id)) == 1


def test_a_refusal_asks_for_its_reason_and_takes_one_digit(qtbot, page):
    door = page.current

    qtbot.keyClick(page.grid, "4")
    assert page.strip.isVisible()
    assert visits_of(page.workspace, door.record_id) == []
    qtbot.keyClick(page.strip, "2")

    (visit,) = visits_of(page.workspace, door.record_id)
    assert (visit["outcome"], visit["refuse_reason"]) == ("04", "2")
    assert page.grid.hasFocus()


def test_esc_leaves_the_reason_and_the_door_as_it_was(qtbot, window, page):
    door = page.current
    qtbot.keyClick(page.grid, "4")

    qtbot.keyClick(page.strip, Qt.Key.Key_Escape)

    assert visits_of(page.workspace, door.record_id) == []
    assert not page.strip.isVisible()
    assert page.grid.hasFocus()


def test_moved_away_asks_where_to(qtbot, page):
    door = page.current
    qtbot.keyClick(page.grid, "6")

    write(page.strip.field, "绿园区春城街道")
    qtbot.keyClick(page.strip.field, Qt.Key.Key_Return)

    (visit,) = visits_of(page.workspace, door.record_id)
    assert (visit["outcome"], visit["moved_to"]) == ("06", "绿园区春城街道")


def test_an_appointment_is_typed_as_people_say_it(qtbot, page):
    door = page.current
    qtbot.keyClick(page.grid, "0")

    write(page.strip.field, "周六 19:30")
    qtbot.keyClick(page.strip.field, Qt.Key.Key_Return)

    assert doors_next(page, door).isoformat() == "2003-06-14T19:30:00+08:00"


def test_what_is_no_time_is_asked_again_and_nothing_is_written(qtbot, page):
    door = page.current
    qtbot.keyClick(page.grid, "0")

    write(page.strip.field, "later")
    qtbot.keyClick(page.strip.field, Qt.Key.Key_Return)

    assert page.strip.isVisible()
    assert visits_of(page.workspace, door.record_id) == []


def test_t_changes_the_proposed_time(qtbot, page):
    door = page.current
    qtbot.keyClick(page.grid, "3")

    qtbot.keyClick(page.grid, "t")
    write(page.strip.field, "6-15 10")
    qtbot.keyClick(page.strip.field, Qt.Key.Key_Return)

    assert doors_next(page, door).isoformat() == "2003-06-15T10:00:00+08:00"
    assert len(visits_of(page.workspace, door.record_id)) == 1


def test_enter_goes_in_at_the_door_and_f7_begins_another_household(qtbot, window, page):
    door = page.current
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert window.place == "interview"
    assert window.page.spot == {"door": door.record_id}

    window.step_back()
    qtbot.keyClick(window, Qt.Key.Key_F7)

    assert window.page.spot == {"door": door.record_id, "another": True}


def test_one_comes_back_to_the_same_door(qtbot, window, page):
    door = page.current
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)

    qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert window.place == "doors"
    assert page.current.record_id == door.record_id
    assert page.grid.hasFocus()


@pytest.mark.parametrize(("typed", "found"), [("6-3-502", ("6", "3", "502")), ("2-301", ("5", "2", "301"))])
def test_a_door_is_found_by_its_number(qtbot, window, page, typed, found):
    qtbot.keyClick(page.grid, "/")
    assert window.top_bar.search.hasFocus()

    qtbot.keyClicks(window.top_bar.search, typed)
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)

    assert (page.current.building, page.current.unit, page.current.door) == found
    assert page.grid.hasFocus()


def test_page_down_goes_to_the_next_building(qtbot, page):
    qtbot.keyClick(page.grid, Qt.Key.Key_PageDown)

    assert page.house.name == "6"


def test_the_route_is_the_same_doors_with_due_visits_first(qtbot, window, page, shell, monkeypatch):
    due = page.current
    qtbot.keyClick(page.grid, "3")
    saturday = datetime.fromisoformat("2003-06-14T08:00:00+08:00")
    page.workspace.now = shell.now = lambda: saturday

    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    assert page.route_list.doors[0].record_id == due.record_id
    assert len(page.route_list.doors) == 72
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert page.grid.isVisible()


def test_a_community_without_doors_says_what_to_do_and_f6_makes_a_building(qtbot, shell, community):
    window = shown(qtbot, shell, community)
    page = window.page
    assert page.empty.isVisible()

    qtbot.keyClick(window, Qt.Key.Key_F6)
    write(page.new_doors.generator.road, "南湖大路")
    qtbot.keyClick(page.new_doors.generator.estate, Qt.Key.Key_Return)

    assert len(page.doors) == 36
    assert window.footer.said.text() == "36 doors generated"
    assert page.grid.hasFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.doors == []
    assert page.empty.isVisible()


def test_while_a_building_is_planned_its_picture_stands_in_the_grid(qtbot, window, page):
    qtbot.keyClick(window, Qt.Key.Key_F6)
    page.new_doors.generator.units.clear()
    qtbot.keyClicks(page.new_doors.generator.units, "2")

    assert page.head_line.house.text() == "Building 7"
    assert len(page.grid._layout.cells) == 24
    qtbot.keyClick(page.new_doors.generator.units, Qt.Key.Key_Escape)
    assert page.house.name == "5"
    assert len(page.doors) == 72


def test_one_door_is_added_beside_the_one_stood_at(qtbot, window, page):
    page.open_add()
    qtbot.keyClicks(page.new_doors.adder.floor, "4")
    qtbot.keyClicks(page.new_doors.adder.door, "403")

    qtbot.mouseClick(page.new_doors.adder.accept_button, Qt.MouseButton.LeftButton)

    assert (page.current.unit, page.current.floor, page.current.door) == ("2", 4, "403")
    assert len(page.doors) == 73


def test_a_finished_building_points_to_the_next_one(qtbot, page):
    small = DoorPlan(4, 4, 1, 1, 1, 2, road="南湖大路", road_no="1286号", estate="湖滨家园")
    save_doors(page.workspace, small, generate_doors(small))
    page.refresh()
    stand_at(page, "4", "1", "101")
    for _ in range(small.size):
        qtbot.keyClick(page.grid, "5")
        step_on(qtbot, page)

    assert page.head_line.finished.text() == "Building 4 is finished. Next: Building 5, 36 door(s)."
    qtbot.mouseClick(page.head_line.next_button, Qt.MouseButton.LeftButton)
    assert page.house.name == "5"


def test_after_a_household_one_stands_at_the_next_door_that_nobody_has_visited(qtbot, page):
    left = page.current
    after = stand_at(page, "5", "2", "501")
    qtbot.keyClick(page.grid, "5")

    page.on_show(door=left.record_id, next=True)

    assert page.current.building == left.building
    assert state_of(page, page.current.record_id) is DoorState.NOT_VISITED
    assert page.current.record_id not in (left.record_id, after.record_id)
    page.on_show(door=left.record_id)
    assert page.current.record_id == left.record_id


def step_on(qtbot, page):
    """To any door of the building that nobody has visited."""
    left = [door for door in page.house.doors if state_of(page, door.record_id) is DoorState.NOT_VISITED]
    if left:
        page.stand_at(left[0].record_id)


def doors_next(page, door):
    return next(each.next_visit for each in doors(page.workspace) if each.record_id == door.record_id)


def test_esc_leaves_what_is_filled_in_where_the_panel_is_a_drawer(window, page, qtbot):
    window.resize(1093, 558)
    page.open_generator()
    assert page.side_is_drawer and page.new_doors.form is not None

    window.step_back()

    assert page.new_doors.form is None
    assert not page._sides.isVisible()
