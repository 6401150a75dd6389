"""New doors by plan and by hand, and the one more thing that an outcome asks."""

from keyboard import write
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from survey_app.desktop.chip import Chip
from survey_app.desktop.doors.add_panel import AddPanel
from survey_app.desktop.doors.ask_strip import AskStrip
from survey_app.desktop.doors.generator_panel import GeneratorPanel
from survey_app.desktop.doors.plan_picture import pictured


def test_a_building_of_36_doors_takes_seven_keys_and_enter(qtbot):
    panel = shown(qtbot, GeneratorPanel())
    panel.prefill("南湖大路", "1288号", "湖滨家园", 7)

    type_into(qtbot, panel.units, "3")
    type_into(qtbot, panel.floor_to, "6")
    type_into(qtbot, panel.per_floor, "2")

    assert panel.plan.size == 36
    assert "36" in panel.accept_button.text()
    assert len(pictured(panel.plan).doors) == 36
    with qtbot.waitSignal(panel.accepted):
        panel.estate.setFocus()
        qtbot.keyClick(panel.estate, Qt.Key.Key_Return)


def test_what_is_still_missing_stands_beside_the_button_however_low_the_window_is(qtbot):
    panel = shown(qtbot, AddPanel())
    panel.resize(312, 420)
    qtbot.wait(20)

    place = panel.result.mapTo(panel, panel.result.rect().bottomLeft())
    assert panel.result.text() and place.y() < panel.accept_button.y()


def test_a_chosen_answer_is_not_cut_off_by_being_bold(qtbot):
    chip = Chip("Assistant, at the doors")
    qtbot.addWidget(chip)
    chip.setStyleSheet("QPushButton { padding: 0 8px; } QPushButton:checked { font-weight: 600; }")
    bold = chip.font()
    bold.setWeight(bold.Weight.DemiBold)

    assert chip.sizeHint().width() >= QFontMetrics(bold).horizontalAdvance(chip.text()) + 16


def test_enter_goes_from_field_to_field(qtbot):
    panel = shown(qtbot, GeneratorPanel())
    panel.begin()

    qtbot.keyClick(panel.building_from, Qt.Key.Key_Return)
    qtbot.keyClick(panel.building_to, Qt.Key.Key_Return)

    assert panel.units.hasFocus()


def test_a_number_that_makes_no_building_cannot_be_generated(qtbot):
    panel = shown(qtbot, GeneratorPanel())
    panel.prefill("南湖大路", "", "", 1)

    type_into(qtbot, panel.floor_to, "300")

    assert panel.plan is None
    assert not panel.accept_button.isEnabled()


def test_several_buildings_are_pictured_by_their_first(qtbot):
    panel = shown(qtbot, GeneratorPanel())
    type_into(qtbot, panel.building_to, "4")

    assert panel.plan.size == 144
    assert pictured(panel.plan).name == "1"
    assert len(pictured(panel.plan).doors) == 36


def test_skipped_floors_may_be_written_with_chinese_commas(qtbot):
    panel = shown(qtbot, GeneratorPanel())

    type_into(qtbot, panel.skip, "4，13、14")

    assert panel.plan.skip == {4, 13, 14}


def test_a_flat_is_added_with_what_is_on_its_plate(qtbot):
    panel = shown(qtbot, AddPanel())
    panel.prefill("南湖大路", "1288号", "湖滨家园", "5", "2", "")
    panel.begin()
    assert not panel.accept_button.isEnabled()

    write(panel.door, "403A")

    assert panel.door.hasFocus()
    assert panel.accept_button.isEnabled()
    assert panel.values == {
        "road": "南湖大路",
        "road_no": "1288号",
        "estate": "湖滨家园",
        "building": "5",
        "unit": "2",
        "door": "403A",
    }


def test_a_bungalow_asks_for_row_and_number_only(qtbot):
    panel = shown(qtbot, AddPanel())
    panel.prefill("湖滨胡同", "", "", "", "", "3排")

    assert panel.is_bungalow
    assert not panel.building.isVisible()
    write(panel.row_no, "5号")
    assert panel.values == {"road": "湖滨胡同", "row": "3排", "row_no": "5号"}


def test_a_reason_is_one_digit(qtbot):
    strip = shown(qtbot, AskStrip())
    strip.ask_choice("402 refused", [("1", "No time"), ("2", "Distrust"), ("9", "Not given")])

    with qtbot.waitSignal(strip.answered) as answered:
        qtbot.keyClick(strip, "9")

    assert answered.args == ["9"]


def test_a_digit_that_is_no_choice_does_nothing(qtbot):
    strip = shown(qtbot, AskStrip())
    strip.ask_choice("402 refused", [("1", "No time")])

    with qtbot.assertNotEmitted(strip.answered):
        qtbot.keyClick(strip, "7")


def test_a_place_is_one_field_and_enter(qtbot):
    strip = shown(qtbot, AskStrip())
    strip.ask_text("402 moved away")
    write(strip.field, "绿园区春城街道")

    with qtbot.waitSignal(strip.answered) as answered:
        qtbot.keyClick(strip.field, Qt.Key.Key_Return)

    assert answered.args == ["绿园区春城街道"]


def test_esc_leaves_the_question_and_records_nothing(qtbot):
    strip = shown(qtbot, AskStrip())
    strip.ask_text("402 moved away")

    with qtbot.assertNotEmitted(strip.answered), qtbot.waitSignal(strip.left):
        qtbot.keyClick(strip.field, Qt.Key.Key_Escape)


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.resize(700, 600)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def type_into(qtbot, field, text):
    field.clear()
    write(field, text)
