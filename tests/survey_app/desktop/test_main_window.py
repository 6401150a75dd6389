"""One window: places, keys that work everywhere, undo told in the footer."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from survey_app.desktop import main_window
from survey_app.desktop.main_window import MainWindow
from survey_app.desktop.page import Key, Page
from survey_app.desktop.shell.places import Place
from survey_app.explain import Explanation
from survey_app.workspace_settings import Settings, Staff

HERE = __name__


class Stairwell(Page):
    """A page as others write them."""

    def __init__(self, workspace, shell, parent=None):
        super().__init__(workspace, shell, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.refreshed = self.searched = 0
        self.stays = False
        self.set_side(QLabel("402", self))

    def title(self):
        return "Stairwell"

    def keys(self):
        return [Key("Enter", "open the door")]

    def search_hint(self):
        return "Search"

    def search(self, text):
        self.searched = text

    def on_leave(self):
        return not self.stays

    def refresh(self):
        self.refreshed += 1


class Kitchen(Page):
    def title(self):
        return "Kitchen"


PLACES = (
    Place("doors", "doors", f"{HERE}:Stairwell"),
    Place("people", "people", f"{HERE}:Kitchen"),
    Place("merge_desk", "merge", f"{HERE}:Kitchen", ("street",)),
    Place("interview", "person", f"{HERE}:Kitchen", in_rail=False, home="doors"),
    Place("staff", "person", f"{HERE}:Kitchen", in_rail=False),
)


@dataclass
class Town:
    """What the window asks of a workspace."""

    role: str = "assistant"
    area: str = ""
    read_only: bool = False
    pack: object = None
    settings: Settings = field(default_factory=lambda: Settings(has_password=False))
    staff: Staff = field(default_factory=lambda: Staff("7", "李敏"))

    def area_name(self, language):
        return "湖滨社区"


@pytest.fixture
def window(qtbot, shell):
    window = MainWindow(shell, PLACES)
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show_workspace(Town())
    window.show()
    qtbot.waitActive(window).__enter__()
    return window


def test_an_assistant_begins_at_the_doors_and_sees_no_merge_desk(window):
    assert window.place == "doors"
    assert not window.go("merge_desk")


def test_alt_and_a_number_go_to_a_place(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    assert window.place == "people"
    assert window.top_bar.title.text() == "Kitchen"


def test_esc_goes_back_from_the_interview_to_the_door(qtbot, window):
    window.go("interview")

    qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert window.place == "doors"


def test_the_rail_marks_where_one_is_and_nothing_at_a_place_of_no_ones(window):
    marked = lambda: [name for name, button in window.workplace.rail._buttons.items() if button.isChecked()]  # noqa: E731

    window.go("people")
    assert marked() == ["people"]
    window.go("interview")
    assert marked() == ["doors"]
    window.go("staff")
    assert marked() == []
    window.step_back()
    assert marked() == ["doors"]


def test_a_page_may_keep_the_person(window):
    window.page.stays = True

    assert not window.go("people")
    assert window.place == "doors"


def test_an_act_is_told_with_its_undo_and_ctrl_z_takes_it_back(qtbot, window, shell):
    doors = {"602": ""}
    doors["602"] = "nobody home"
    shell.did("602: nobody home", undo=lambda: doors.update({"602": ""}))
    assert window.footer.said.text() == "602: nobody home"
    assert not window.footer.way_back.isHidden()

    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert doors == {"602": ""}
    assert window.footer.said.text() == "Taken back: 602: nobody home"
    assert window.page.refreshed == 1


def test_ctrl_y_does_it_again(qtbot, window, shell):
    done = []
    shell.did("Zhang Li deleted", undo=done.clear, redo=lambda: done.append("Zhang Li"))

    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)

    assert done == ["Zhang Li"]


def test_with_nothing_left_to_undo_the_footer_says_so(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert window.footer.said.text() == "Nothing to undo"


def test_the_type_size_is_remembered_for_this_person(qtbot, window, shell):
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)

    assert shell.theme.points == 16
    assert shell.settings.points == 16
    shell.settings.for_person("8")
    assert shell.settings.points == 14


def test_what_is_on_the_disk_is_told_with_its_time(window, shell):
    shell.note_saved(shell.now())

    assert window.top_bar.saved.text() == "Saved here 19:06:12"


def test_trouble_stands_above_the_footer_until_it_is_understood(qtbot, window, shell):
    shell.complain(Explanation("The disk is full.", "All earlier answers are saved.", "Free 200 MB."))
    assert window.trouble_bar.isVisible()
    assert window.trouble_bar.words.text() == "The disk is full. All earlier answers are saved. Free 200 MB."

    qtbot.mouseClick(window.trouble_bar.understood, Qt.MouseButton.LeftButton)

    assert not window.trouble_bar.isVisible()


def test_search_goes_to_the_page_and_esc_brings_the_focus_back(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.top_bar.search, "402")
    assert window.page.searched == "402"

    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Escape)

    assert window.page.searched == ""
    assert window.page.hasFocus()


def test_in_a_narrow_window_the_side_panel_becomes_a_drawer(qtbot, window):
    assert window.page.side.isVisible()

    window.resize(940, 558)
    assert not window.page.side.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.page.side.isVisible()

    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.page.side.isVisible()
    assert window.place == "doors"


def test_f1_lists_the_keys_of_this_spot(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)

    assert window.help_drawer.isVisible()
    assert "open the door" in window.help_drawer.text.text()


def test_ctrl_l_asks_for_the_lock(qtbot, window):
    with qtbot.waitSignal(window.lock_wanted):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_the_window_is_locked_when_nobody_has_touched_it_for_a_while(qtbot, shell, monkeypatch):
    monkeypatch.setattr(main_window, "LOCKS_AFTER", 400)
    window = MainWindow(shell, PLACES)
    qtbot.addWidget(window)
    window.show()
    window.show_workspace(Town(settings=Settings(has_password=True)))

    with qtbot.assertNotEmitted(window.lock_wanted):
        for _ in range(4):
            qtbot.wait(150)
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)

    with qtbot.waitSignal(window.lock_wanted, timeout=5_000):
        pass


def test_what_an_input_method_writes_is_a_touch_too(qtbot, shell, monkeypatch):
    monkeypatch.setattr(main_window, "LOCKS_AFTER", 400)
    window = MainWindow(shell, PLACES)
    qtbot.addWidget(window)
    window.show()
    window.show_workspace(Town(settings=Settings(has_password=True)))
    window.top_bar.search.setFocus()
    qtbot.waitUntil(window.top_bar.search.hasFocus)

    with qtbot.assertNotEmitted(window.lock_wanted):
        for _ in range(4):
            qtbot.wait(150)
            commit = QInputMethodEvent()
            commit.setCommitString("湖")
            QApplication.sendEvent(window.top_bar.search, commit)


def test_a_workspace_without_a_password_is_never_locked_by_itself(qtbot, shell, monkeypatch):
    monkeypatch.setattr(main_window, "LOCKS_AFTER", 100)
    window = MainWindow(shell, PLACES)
    qtbot.addWidget(window)
    window.show()
    window.show_workspace(Town())

    with qtbot.assertNotEmitted(window.lock_wanted, wait=400):
        pass


def test_a_dialog_left_open_goes_before_the_window_is_locked(qtbot, shell, monkeypatch):
    monkeypatch.setattr(main_window, "LOCKS_AFTER", 200)
    window = MainWindow(shell, PLACES)
    qtbot.addWidget(window)
    window.show()
    window.show_workspace(Town(settings=Settings(has_password=True)))
    dialog = QDialog(window)

    assert dialog.exec() == QDialog.DialogCode.Rejected

    with qtbot.waitSignal(window.lock_wanted, timeout=5_000):
        pass
