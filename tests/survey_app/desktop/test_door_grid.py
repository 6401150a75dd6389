"""Walking the doors with the keyboard, and painting thousands of them."""

import itertools
import time
from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from town import building, plate

from survey_app.desktop.doors.door_grid import DoorGrid
from survey_app.desktop.doors.door_layout import House, Layout, lay_out
from survey_app.desktop.doors.door_words import DoorWords
from survey_app.visiting import DoorState


def house(name="5", **shape):
    return lay_out(House(name, False, tuple(building(name, **shape))))


@pytest.fixture
def grid(qtbot, theme):
    theme.choose("light", 14)
    grid = DoorGrid(theme, DoorWords(), lambda: date(2003, 6, 12))
    qtbot.addWidget(grid)
    grid.resize(790, 500)
    grid.show_layout(house(), "5-1-402")
    grid.show()
    grid.setFocus()
    return grid


def test_the_cursor_stands_at_the_door_where_work_stopped(grid):
    assert grid.door.record_id == "5-1-402"


@pytest.mark.parametrize(
    ("key", "reached"),
    [
        (Qt.Key.Key_Right, "5-2-401"),
        (Qt.Key.Key_Left, "5-1-401"),
        (Qt.Key.Key_Up, "5-1-502"),
        (Qt.Key.Key_Down, "5-1-302"),
        (Qt.Key.Key_Home, "5-1-401"),
        (Qt.Key.Key_End, "5-3-402"),
    ],
)
def test_arrows_walk_from_door_to_door(qtbot, grid, key, reached):
    qtbot.keyClick(grid, key)

    assert grid.door.record_id == reached


def test_enter_goes_in(qtbot, grid):
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.keyClick(grid, Qt.Key.Key_Return)

    assert opened.args[0].record_id == "5-1-402"


def test_a_digit_is_an_outcome_and_a_stroke_is_the_search(qtbot, grid):
    with qtbot.waitSignal(grid.digit) as digit:
        qtbot.keyClick(grid, "3")
    with qtbot.waitSignal(grid.searched):
        qtbot.keyClick(grid, "/")

    assert digit.args == ["3"]


def test_page_down_asks_for_the_next_building(qtbot, grid):
    with qtbot.waitSignal(grid.turned) as turned:
        qtbot.keyClick(grid, Qt.Key.Key_PageDown)

    assert turned.args == [1]


def test_a_click_stands_at_the_door_and_never_opens_it(qtbot, grid):
    opened = []
    grid.opened.connect(opened.append)
    place = grid.rect_of((0, 5)).center()

    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert grid.door.record_id == "5-3-602"
    assert opened == []


def test_every_door_of_the_usual_building_is_seen_at_once(grid):
    assert grid.horizontalScrollBar().maximum() == 0
    assert grid.verticalScrollBar().maximum() == 0


def test_many_doors_on_a_floor_scroll_sideways_by_whole_units(qtbot, grid):
    grid.show_layout(house(units=8, per_floor=4))

    grid.stand_at("5-8-604")

    assert grid.horizontalScrollBar().maximum() > 0
    assert grid.viewport().rect().contains(grid.rect_of((0, 31)))


def test_the_cursor_is_always_in_sight_in_a_tower(qtbot, grid):
    grid.show_layout(house(floors=30), "5-1-101")

    for _ in range(29):
        qtbot.keyClick(grid, Qt.Key.Key_Up)

    assert grid.door.record_id == "5-1-3001"
    assert grid.viewport().rect().contains(grid.rect_of((0, 0)))


def test_a_house_without_doors_has_no_cursor(qtbot, grid):
    grid.show_layout(Layout())
    qtbot.keyClick(grid, Qt.Key.Key_Down)

    assert grid.door is None


def test_only_the_doors_in_sight_are_painted(qtbot, grid):
    """A frame of three thousand doors costs what a frame of three hundred costs."""
    grid.resize(1000, 620)

    few, many = median_frame(grid, floors=5), median_frame(grid, floors=50)

    assert many < 4 * few


def median_frame(grid, floors: int) -> float:
    """Time of this thread, not of the clock: a shared machine stalls now and then."""
    built = building("1", units=10, floors=floors, per_floor=6)
    states = itertools.cycle(DoorState)
    doors = [replace(door, state=state, persons=3, name="王桂芝") for door, state in zip(built, states, strict=False)]
    grid.show_layout(lay_out(House("1", False, tuple(doors))))
    frames = []
    for step in range(40):
        grid.verticalScrollBar().setValue(step * 30 % max(1, grid.verticalScrollBar().maximum()))
        begun = time.thread_time()
        grid.viewport().repaint()
        frames.append(time.thread_time() - begun)
    return sorted(frames)[20]


def test_a_cell_says_who_lives_there_or_when_to_come_again():
    words = DoorWords()
    saturday = datetime(2003, 6, 14, 19)

    assert words.second_line(plate("a", state=DoorState.COMPLETE, name="王桂芝", persons=4)).startswith("王 4")
    assert words.second_line(plate("b", state=DoorState.NOBODY_HOME, attempts=2, next_visit=saturday)) == "2× Sat 19:00"
    assert words.second_line(plate("c")) == ""


def test_the_signs_are_the_packs_own_words(theme):
    words = DoorWords({"05": "Void"})

    assert words.sign(plate("a", state=DoorState.VACANT, outcome="05")) == "Void"
    assert words.sign(plate("b", state=DoorState.CONFLICT, outcome="05")) == "Differ"
