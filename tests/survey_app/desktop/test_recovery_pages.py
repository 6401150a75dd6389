"""A forgotten password and a dead laptop, on the screen; no record is lost."""

import pytest
from keyboard import write
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from standing_clock import THURSDAY_EVENING

from forms.pack import REEMPLOYMENT_4050, load_pack
from survey_app.app import Surroundings
from survey_app.desktop.launch import Desktop
from survey_app.desktop.start.new_password_page import NewPasswordPage
from survey_app.desktop.start.recovery_page import RecoveryPage
from survey_app.doors import doors, save_door
from survey_app.recovery import answer_laptop, back_up_workspace, recovery_sheet
from survey_app.workspace import Staff, create_workspace, open_workspace

SLOW = 20_000


def now():
    return THURSDAY_EVENING


@pytest.fixture
def folder(tmp_path):
    """An office with one door, whose password somebody has forgotten; its sheet lies in the safe."""
    pack = load_pack(REEMPLOYMENT_4050)
    street = next(iter(pack.areas.below(level="street")))
    folder = tmp_path / "office"
    clerk = Staff("3", "陈静", "street")
    workspace = create_workspace(folder, REEMPLOYMENT_4050, street.code, clerk, "old", now)
    save_door(workspace, road="南湖大路", building="5", unit="2", floor=4, door="402")
    (tmp_path / "sheet.txt").write_text(recovery_sheet(workspace, "en"), encoding="utf-8")
    workspace.close()
    return folder


@pytest.fixture
def desktop(qtbot, tmp_path, folder):
    desktop = Desktop(QApplication.instance(), Surroundings("en", tmp_path / "home", tmp_path / "settings", now))
    desktop.start(folder)
    yield desktop
    desktop.window.close()
    desktop.window.deleteLater()
    desktop.deleteLater()


def choose_password(qtbot, desktop, password):
    page = desktop._start_page
    assert isinstance(page, NewPasswordPage)
    write(page.password, password)
    write(page.again, password)
    with qtbot.waitSignal(desktop.window.arrived, timeout=SLOW):
        qtbot.keyClick(page.again, Qt.Key.Key_Return)


def test_f4_leads_to_the_ways_back_in(qtbot, desktop):
    qtbot.keyClick(desktop._start_page, Qt.Key.Key_F4)

    assert isinstance(desktop._start_page, RecoveryPage)
    qtbot.keyClick(desktop._start_page, Qt.Key.Key_Escape)
    assert not isinstance(desktop._start_page, RecoveryPage)


def test_the_office_answers_by_file_and_a_new_password_opens_the_same_records(qtbot, desktop, folder, tmp_path):
    desktop.show_recovery()
    desktop.forgotten.write_request(tmp_path / "stick.request")
    assert "stick.request" in desktop._start_page.told.text()
    office = open_workspace(folder, "old", now)
    answer_laptop(office, tmp_path / "stick.request", tmp_path / "stick.answer")
    office.close()

    desktop.forgotten.take_answer(tmp_path / "stick.answer")
    choose_password(qtbot, desktop, "new")

    assert [door.door for door in doors(desktop.workspace)] == ["402"]


def test_the_printed_sheet_opens_it_too(qtbot, desktop, tmp_path):
    desktop.show_recovery()
    desktop.forgotten.ask_sheet()
    lines = (tmp_path / "sheet.txt").read_text(encoding="utf-8").splitlines()
    desktop._start_page.lines.setPlainText("\n".join(line for line in lines if line[:1].isdigit()) or "\n".join(lines))

    choose_password(qtbot, desktop, "new")

    assert [door.door for door in doors(desktop.workspace)] == ["402"]


def test_a_mistyped_sheet_is_told_and_nothing_changes(qtbot, desktop):
    desktop.show_recovery()
    desktop.forgotten.ask_sheet()
    page = desktop._start_page
    page.lines.setPlainText("AAAA BBBB CCCC")
    write(page.password, "new")
    write(page.again, "new")

    qtbot.keyClick(page.again, Qt.Key.Key_Return)

    assert page.trouble_line.isVisible()
    assert desktop.workspace is None


def test_a_dead_laptop_comes_back_from_its_second_copy(qtbot, desktop, folder):
    dying = open_workspace(folder, "old", now)
    (copy,) = back_up_workspace(dying)
    dying.close()

    desktop.first_steps.restore_copy(copy.parent)
    write(desktop._start_page.password, "old")
    with qtbot.waitSignal(desktop.window.arrived, timeout=SLOW):
        qtbot.keyClick(desktop._start_page.password, Qt.Key.Key_Return)

    assert desktop.workspace.folder != folder
    assert [door.door for door in doors(desktop.workspace)] == ["402"]
