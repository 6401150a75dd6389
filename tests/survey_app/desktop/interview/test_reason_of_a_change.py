"""A form that asks why a kept record is changed gets a sentence before the record is finished, and loses nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from survey_app.desktop.interview.finish_panel import FinishPanel


def test_without_a_reason_nothing_is_finished_and_with_one_it_is(qtbot, shell):
    panel = FinishPanel()
    qtbot.addWidget(panel)
    panel.show()
    finished = []
    panel.finished.connect(lambda: finished.append(panel.why))
    panel.ask_why(True)
    field = panel.findChild(QLineEdit)

    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert finished == [] and field.isVisible()

    qtbot.keyClicks(field, "Moved next door")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert finished and set(finished) == {"Moved next door"}


def test_a_form_that_does_not_ask_is_finished_by_one_key(qtbot, shell):
    panel = FinishPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.ask_why(False)

    with qtbot.waitSignal(panel.finished):
        qtbot.keyClick(panel, Qt.Key.Key_Return)
