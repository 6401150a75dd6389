"""The demo town shows itself, and one can be both people in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from survey_app.desktop.theme import Theme
from survey_app.desktop.tour import ASSISTANT, CLERK, TourBar, steps


@pytest.fixture
def theme(qapp):
    return Theme(QApplication.instance())


def test_the_tour_has_five_steps_and_both_people_in_it():
    assert len(steps()) == 5
    assert {step.person for step in steps()} == {ASSISTANT, CLERK}


def test_the_tour_leads_to_the_page_it_speaks_of(qtbot, theme):
    bar = TourBar(theme, ASSISTANT, start=1)
    qtbot.addWidget(bar)

    with qtbot.waitSignal(bar.place_wanted) as went:
        bar.go_on()

    assert went.args == ["hand_over"]


def test_the_step_of_the_other_person_asks_to_become_that_person(qtbot, theme):
    bar = TourBar(theme, ASSISTANT, start=2)
    qtbot.addWidget(bar)

    with qtbot.waitSignal(bar.other_wanted) as went:
        bar.go_on()

    assert went.args == ["merge_desk"]


def test_one_button_makes_the_assistant_the_clerk(qtbot, theme):
    bar = TourBar(theme, ASSISTANT)
    qtbot.addWidget(bar)

    with qtbot.waitSignal(bar.other_wanted):
        qtbot.mouseClick(bar.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)

    assert steps()[bar.place].person == CLERK
