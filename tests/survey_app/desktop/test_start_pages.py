"""Before the doors: four ways to begin, a password, two minutes by hand."""

from pathlib import Path

import pytest
from keyboard import write
from PySide6.QtCore import Qt

from forms.pack import REEMPLOYMENT_4050, load_pack
from forms.pinyin import initials
from survey_app.desktop.start.by_hand import ByHandPage, SetUp
from survey_app.desktop.start.first_page import DEMO, FirstPage
from survey_app.desktop.start.new_password_page import NewPasswordPage
from survey_app.desktop.start.password_page import PasswordPage


@pytest.fixture(scope="module")
def pack():
    return load_pack(REEMPLOYMENT_4050)


def test_a_new_computer_offers_four_ways_one_key_each(qtbot, theme):
    page = shown(qtbot, FirstPage(theme, "en"))

    with qtbot.waitSignal(page.chosen) as chosen:
        qtbot.keyClick(page, "3")

    assert chosen.args == [DEMO]


def test_arrows_walk_the_ways_and_enter_takes_one(qtbot, theme):
    page = shown(qtbot, FirstPage(theme, "en"))
    page.setFocus()

    qtbot.keyClick(page, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.chosen) as chosen:
        qtbot.keyClick(page.ways[1], Qt.Key.Key_Return)

    assert chosen.args == ["by_hand"]


def test_workspaces_opened_lately_are_offered_again(qtbot, theme, tmp_path):
    page = shown(qtbot, FirstPage(theme, "en", [(tmp_path, "湖滨社区 李敏")]))
    button = next(each for each in page.findChildren(type(page.ways[0]).__base__) if each.text() == "湖滨社区 李敏")

    with qtbot.waitSignal(page.recent_chosen) as chosen:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert chosen.args == [str(tmp_path)]


def test_a_password_is_typed_and_enter_opens(qtbot, theme):
    page = shown(qtbot, PasswordPage(theme, "湖滨社区 李敏"))
    page.setFocus()
    write(page.password, "secret")

    with qtbot.waitSignal(page.entered) as entered:
        qtbot.keyClick(page.password, Qt.Key.Key_Return)

    assert entered.args == ["secret"]
    assert not page.open_button.isEnabled()


def test_a_wrong_password_is_told_and_may_be_typed_again(qtbot, theme):
    page = shown(qtbot, PasswordPage(theme, "湖滨社区 李敏"))
    write(page.password, "wrong")
    qtbot.keyClick(page.password, Qt.Key.Key_Return)

    page.say_trouble("Wrong password; nothing has changed.")

    assert page.trouble_line.isVisible()
    assert page.password.hasFocus()
    assert page.password.selectedText() != ""
    assert page.open_button.isEnabled()


def test_f4_is_for_a_forgotten_password(qtbot, theme):
    page = shown(qtbot, PasswordPage(theme, "湖滨社区 李敏"))

    with qtbot.waitSignal(page.forgotten):
        qtbot.keyClick(page, Qt.Key.Key_F4)


def test_two_different_new_passwords_are_not_taken(qtbot, theme):
    page = shown(qtbot, NewPasswordPage(theme, "Password", "Choose one."))
    write(page.password, "one")
    write(page.again, "two")

    with qtbot.assertNotEmitted(page.accepted):
        qtbot.keyClick(page.again, Qt.Key.Key_Return)

    assert "differ" in page.trouble_line.words.text()


def test_a_start_file_asks_for_the_code_of_its_slip(qtbot, theme):
    page = shown(qtbot, NewPasswordPage(theme, "Start", "", "Code"))
    for field, text in ((page.code, "7KQ2-99XD"), (page.password, "one"), (page.again, "one")):
        write(field, text)

    with qtbot.waitSignal(page.accepted) as accepted:
        qtbot.keyClick(page.again, Qt.Key.Key_Return)

    assert accepted.args == ["one", "7KQ2-99XD"]


def test_a_community_is_found_by_its_pinyin(qtbot, theme, pack):
    area = next(iter(pack.areas.below(level=pack.areas.unit)))
    page = shown(qtbot, ByHandPage(theme, "zh", REEMPLOYMENT_4050, lambda path: pack))

    write(page.area, initials(pack.areas.name(area.code, "zh")))
    places = [page.found.item(row).text() for row in range(page.found.count())]
    while page.found.currentItem().text() != pack.areas.full_name(pack.areas.path(area.code), "zh"):
        qtbot.keyClick(page.area, Qt.Key.Key_Down)
    qtbot.keyClick(page.area, Qt.Key.Key_Return)

    assert len(places) >= 1
    assert page.area_code == area.code
    assert page.found.isHidden()


def test_by_hand_says_what_is_missing_until_nothing_is(qtbot, theme, pack):
    area = next(iter(pack.areas.below(level=pack.areas.unit)))
    page = shown(qtbot, ByHandPage(theme, "en", REEMPLOYMENT_4050, lambda path: pack))
    assert "your name" in page.missing.text()

    for field, text in (
        (page.staff_name, "李敏"),
        (page.number, "7"),
        (page.area, area.code),
        (page.password, "secret"),
        (page.again, "secret"),
    ):
        write(field, text)

    with qtbot.waitSignal(page.accepted) as accepted:
        qtbot.mouseClick(page.accept_button, Qt.MouseButton.LeftButton)
    assert accepted.args == [SetUp(Path(REEMPLOYMENT_4050), area.code, "7", "李敏", "assistant", "secret")]


def shown(qtbot, page):
    qtbot.addWidget(page)
    page.resize(1366, 697)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page
