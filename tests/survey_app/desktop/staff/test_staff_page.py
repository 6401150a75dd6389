"""Several people at one laptop, each with a password; and the office that lets somebody in again."""

import pytest
from keyboard import write
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from small_town import HUBIN, NANHU
from standing_clock import THURSDAY_EVENING

from forms.pack import REEMPLOYMENT_4050
from survey_app.app import Surroundings
from survey_app.desktop.launch import Desktop
from survey_app.desktop.staff.laptop_list import LAPTOP
from survey_app.enrolment import enrol
from survey_app.recovery import ask_office, reopen
from survey_app.workspace import Staff, create_from_start, create_workspace, open_workspace

SLOW = 20_000


def clock():
    return THURSDAY_EVENING


@pytest.fixture
def laptop(tmp_path):
    """Li Min's laptop, with her password."""
    create_workspace(tmp_path / "laptop", REEMPLOYMENT_4050, HUBIN, Staff("7", "李敏"), "li min", clock).close()
    return tmp_path / "laptop"


@pytest.fixture
def desktop(qtbot, tmp_path):
    desktop = Desktop(QApplication.instance(), Surroundings("en", tmp_path / "home", tmp_path / "settings", clock))
    yield desktop
    desktop.window.close()
    desktop.window.deleteLater()
    desktop.deleteLater()


def come_in(qtbot, desktop, password):
    page = desktop._start_page
    page.password.clear()
    write(page.password, password)
    with qtbot.waitSignal(desktop.window.arrived, timeout=SLOW):
        qtbot.keyClick(page.password, Qt.Key.Key_Return)


def staff_page(qtbot, desktop):
    qtbot.mouseClick(desktop.window.top_bar.staff, Qt.MouseButton.LeftButton)
    assert desktop.window.place == "staff"
    return desktop.window.page


def add(qtbot, page, name, number, password, own):
    qtbot.mouseClick(page.add_button, Qt.MouseButton.LeftButton)
    form = page.colleague
    fields = ((form.person, name), (form.number, number), (form.password, password), (form.again, password))
    for field, text in (*fields, (form.own, own)):
        write(field, text)
    qtbot.mouseClick(form.accept_button, Qt.MouseButton.LeftButton)


def lock(qtbot, desktop):
    qtbot.waitUntil(lambda: not desktop.shell.jobs.is_busy, timeout=SLOW)
    qtbot.keyClick(desktop.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desktop.workspace is None, timeout=SLOW)


def test_a_colleague_is_added_and_comes_in_under_their_own_name(qtbot, desktop, laptop):
    desktop.start(laptop)
    assert not desktop._start_page.person.isVisible()
    come_in(qtbot, desktop, "li min")
    add(qtbot, staff_page(qtbot, desktop), "赵红", "8", "zhao hong", own="li min")
    assert desktop.window.footer.said.text().startswith("赵红 can work here")

    lock(qtbot, desktop)
    page = desktop._start_page
    assert [page.person.itemText(row) for row in range(page.person.count())] == ["李敏", "赵红"]
    assert page.person.currentText() == "李敏"
    page.person.setCurrentText("赵红")
    come_in(qtbot, desktop, "zhao hong")

    assert desktop.workspace.staff == Staff("8", "赵红", "assistant")
    assert desktop.window.place == "doors"
    lock(qtbot, desktop)
    assert desktop._start_page.person.currentText() == "赵红"


def test_one_persons_password_does_not_open_for_another(qtbot, desktop, laptop):
    desktop.start(laptop)
    come_in(qtbot, desktop, "li min")
    add(qtbot, staff_page(qtbot, desktop), "赵红", "8", "zhao hong", own="li min")
    lock(qtbot, desktop)

    page = desktop._start_page
    page.person.setCurrentText("赵红")
    write(page.password, "li min")
    qtbot.keyClick(page.password, Qt.Key.Key_Return)

    qtbot.waitUntil(page.trouble_line.isVisible, timeout=SLOW)
    assert desktop.workspace is None


def test_nobody_is_added_without_the_password_of_who_sits_there(qtbot, desktop, laptop):
    desktop.start(laptop)
    come_in(qtbot, desktop, "li min")
    page = staff_page(qtbot, desktop)

    add(qtbot, page, "赵红", "8", "zhao hong", own="guessed")
    assert "assword" in page.colleague.result.text()
    add(qtbot, page, "赵红", "7", "zhao hong", own="li min")
    assert page.colleague.result.text() == "7 works here already."

    assert [each.number for each in desktop.workspace.settings.staff] == ["7"]


def test_two_different_new_passwords_are_not_taken(qtbot, desktop, laptop):
    desktop.start(laptop)
    come_in(qtbot, desktop, "li min")
    page = staff_page(qtbot, desktop)
    qtbot.mouseClick(page.change_button, Qt.MouseButton.LeftButton)
    form = page.password

    for field, text in ((form.old, "li min"), (form.password, "apples"), (form.again, "pears")):
        write(field, text)

    assert form.result.text() == "The two passwords differ."
    assert not form.accept_button.isEnabled()


def test_ones_password_is_changed_and_the_old_one_opens_no_more(qtbot, desktop, laptop):
    desktop.start(laptop)
    come_in(qtbot, desktop, "li min")
    page = staff_page(qtbot, desktop)
    qtbot.mouseClick(page.change_button, Qt.MouseButton.LeftButton)
    form = page.password
    for field, text in ((form.old, "li min"), (form.password, "apples"), (form.again, "apples")):
        write(field, text)
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    assert desktop.window.footer.said.text() == "Your password has been changed"

    lock(qtbot, desktop)
    prompt = desktop._start_page
    write(prompt.password, "li min")
    qtbot.keyClick(prompt.password, Qt.Key.Key_Return)
    qtbot.waitUntil(prompt.trouble_line.isVisible, timeout=SLOW)
    come_in(qtbot, desktop, "apples")


def test_the_office_is_told_who_forgot_a_password_and_writes_the_answer(qtbot, desktop, tmp_path):
    clerk = Staff("3", "陈静", "street")
    office = create_workspace(tmp_path / "office", REEMPLOYMENT_4050, NANHU, clerk, "office", clock)
    made = enrol(office, HUBIN, Staff("7", "李敏"), tmp_path / "li.start.bundle")
    office.close()
    folder = tmp_path / "li"
    create_from_start(folder, tmp_path / "li.start.bundle", "forgotten", clock, code=made.code).close()
    ask_office(folder, tmp_path / "li.request")

    desktop.start(tmp_path / "office")
    come_in(qtbot, desktop, "office")
    page = staff_page(qtbot, desktop)
    page.read_request(tmp_path / "li.request")
    assert page.answer.explanation.text() == "李敏 (staff number 7) asks to get in again."
    assert not (tmp_path / "li.answer").exists()
    page.write_answer(tmp_path / "li.answer")

    assert "li.answer" in desktop.window.footer.said.text()
    reopen(folder, tmp_path / "li.answer", "remembered")
    open_workspace(folder, "remembered", clock).close()


def test_a_request_for_another_office_is_refused_in_words(qtbot, desktop, laptop, tmp_path):
    (tmp_path / "broken.request").write_text("{}")
    desktop.start(laptop)
    come_in(qtbot, desktop, "li min")
    page = staff_page(qtbot, desktop)

    page.read_request(tmp_path / "broken.request")

    assert desktop.window.trouble_bar.isVisible()
    assert not page._sides.isVisible()


def test_a_lost_laptop_is_shut_out_with_a_reason_and_ctrl_z_lets_it_back(show, friday, qtbot):
    window = show(friday.office, "staff")
    laptops = window.page.laptops
    key = friday.laptop.credentials.device.public
    keys = [laptops.list.item(row).data(LAPTOP).key for row in range(laptops.list.count())]
    laptops.list.setCurrentRow(keys.index(key))

    laptops.act_button.click()
    window.step_back()
    assert friday.office.store.withdrawals() == (), "Esc does nothing"
    laptops.act_button.click()
    qtbot.keyClick(laptops.why, "2")

    (withdrawal,) = friday.office.store.withdrawals()
    assert (withdrawal.key, withdrawal.why) == (key, "The laptop was stolen")
    assert "The laptop was stolen" in laptops.list.currentItem().text()
    window.undo()
    assert friday.office.store.withdrawals() == ()
