"""From the double-click to the doors, and back to the password."""

import shutil

import pytest
from keyboard import write
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from forms.pack import REEMPLOYMENT_4050, load_pack
from survey_app.app import Surroundings
from survey_app.desktop.launch import Desktop
from survey_app.desktop.shell.reading_bar import ReadingBar
from survey_app.desktop.start.by_hand import ByHandPage
from survey_app.desktop.start.first_page import FirstPage
from survey_app.desktop.start.password_page import PasswordPage
from survey_app.doors import save_door
from survey_app.workspace import Staff, create_workspace, open_workspace

SLOW = 20_000


@pytest.fixture
def around(tmp_path):
    from standing_clock import THURSDAY_EVENING

    return Surroundings("en", tmp_path / "home", tmp_path / "settings", lambda: THURSDAY_EVENING)


@pytest.fixture
def desktop(qtbot, around):
    desktop = Desktop(QApplication.instance(), around)
    yield desktop
    desktop.window.close()
    desktop.window.deleteLater()
    desktop.deleteLater()


@pytest.fixture
def locked(laptop, tmp_path, around):
    """A laptop with a password, as an assistant has it."""
    pack = load_pack(REEMPLOYMENT_4050)
    area = next(iter(pack.areas.below(level=pack.areas.unit)))
    folder = tmp_path / "locked"
    create_workspace(folder, REEMPLOYMENT_4050, area.code, Staff("7", "李敏"), "湖滨2003", around.now).close()
    return folder


def standing(desktop, kind):
    return isinstance(desktop._start_page, kind) and desktop._start_page.isVisible()


def test_a_new_computer_begins_at_the_four_ways(qtbot, desktop):
    desktop.start()

    assert standing(desktop, FirstPage)


def test_by_hand_one_stands_before_the_doors(qtbot, desktop):
    desktop.start()
    qtbot.keyClick(desktop._start_page, "2")
    page = desktop._start_page
    assert isinstance(page, ByHandPage)
    area = next(code for _, code in page._areas if len(code) == 12)
    for field, text in ((page.staff_name, "李敏"), (page.number, "7"), (page.area, area)):
        write(field, text)
    for field in (page.password, page.again):
        write(field, "secret")

    with qtbot.waitSignal(desktop.window.arrived, timeout=SLOW):
        qtbot.keyClick(page.again, Qt.Key.Key_Return)

    assert desktop.window.place == "doors"
    assert desktop.window.page.empty.isVisible()
    assert desktop.surroundings.recent() == [desktop.workspace.folder]


def test_the_next_day_the_password_is_asked_and_the_doors_open(qtbot, desktop, locked):
    desktop.start(locked)
    assert standing(desktop, PasswordPage)
    write(desktop._start_page.password, "湖滨2003")

    with qtbot.waitSignal(desktop.window.arrived, timeout=SLOW):
        qtbot.keyClick(desktop._start_page.password, Qt.Key.Key_Return)

    assert desktop.window.place == "doors"


def test_a_wrong_password_changes_nothing_and_is_told(qtbot, desktop, locked):
    desktop.start(locked)
    page = desktop._start_page
    write(page.password, "wrong")
    qtbot.keyClick(page.password, Qt.Key.Key_Return)

    qtbot.waitUntil(page.trouble_line.isVisible, timeout=SLOW)

    assert "Wrong password" in page.trouble_line.words.text() or "not right" in page.trouble_line.words.text()
    assert page.open_button.isEnabled()


def test_locking_closes_the_records_and_one_comes_back_to_the_same_place(qtbot, desktop, locked):
    desktop.start(locked)
    write(desktop._start_page.password, "湖滨2003")
    with qtbot.waitSignal(desktop.window.arrived, timeout=SLOW):
        qtbot.keyClick(desktop._start_page.password, Qt.Key.Key_Return)

    qtbot.keyClick(desktop.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: desktop.workspace is None)
    assert standing(desktop, PasswordPage)
    assert "李敏" in desktop._start_page.whose.text()


def test_a_workspace_without_a_password_opens_at_once(qtbot, desktop, laptop, tmp_path):
    folder = shutil.copytree(laptop, tmp_path / "open")

    with qtbot.waitSignal(desktop.window.arrived, timeout=SLOW):
        desktop.start(folder)

    assert desktop.window.place == "doors"


def test_the_language_changes_at_once(qtbot, desktop):
    desktop.start()

    desktop.change_language("zh")

    assert desktop._start_page.welcome.text() == "从哪里开始？"
    desktop.change_language("en")
    assert desktop._start_page.welcome.text() == "How would you like to begin?"


def test_while_somebody_else_writes_one_reads_and_sees_who_it_is(qtbot, desktop, locked, around):
    elsewhere = open_workspace(locked, "湖滨2003", around.now)
    save_door(elsewhere, road="南湖大路", building="5", unit="2", floor=4, door="402")
    desktop.start(locked)
    page = desktop._start_page
    write(page.password, "湖滨2003")
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(page.offer_button.isVisible, timeout=SLOW)
    assert page.trouble_line.words.text() == "In use by 李敏 since 06-12 19:06. Nothing has changed."

    with qtbot.waitSignal(desktop.window.arrived, timeout=SLOW):
        qtbot.mouseClick(page.offer_button, Qt.MouseButton.LeftButton)
    window, doors = desktop.window, desktop.window.page
    assert "李敏" in window.findChild(ReadingBar).words.text()
    assert [door.door for door in doors.doors] == ["402"]
    assert not any(button.isVisible() for button in (doors.column.generate_button, doors.panel.open_button))

    for key in ("3", Qt.Key.Key_Return, Qt.Key.Key_F6):
        window.footer.fall_silent()
        qtbot.keyClick(doors.grid, key)
        assert window.footer.said.text() == "Opened for reading only: nothing can be recorded now"
    assert window.place == "doors" and elsewhere.store.count("visit") == 0

    elsewhere.close()
    qtbot.waitUntil(lambda: not desktop.shell.jobs.is_busy, timeout=SLOW)
    qtbot.mouseClick(window.findChild(ReadingBar).again_button, Qt.MouseButton.LeftButton)
    write(desktop._start_page.password, "湖滨2003")
    with qtbot.waitSignal(window.arrived, timeout=SLOW):
        qtbot.keyClick(desktop._start_page.password, Qt.Key.Key_Return)
    qtbot.keyClick(window.page.grid, "3")
    assert desktop.workspace.store.count("visit") == 1


def test_a_closed_program_speaks_no_more(qtbot, desktop):
    desktop.start()
    desktop.change_language("zh")
    assert QApplication.translate("DoorPage", "Doors") == "门户"

    desktop.close()

    assert QApplication.translate("DoorPage", "Doors") == "Doors"


def test_a_folder_that_is_no_workspace_is_told_on_the_first_page(qtbot, desktop, tmp_path):
    desktop.start(tmp_path)

    assert standing(desktop, FirstPage)
    assert desktop._start_page.trouble_line.isVisible()
