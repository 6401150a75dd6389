"""The paper: a thousand questions, of which only those in sight are widgets."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from forms.state import ChoiceState, Problem, QuestionState, Violation
from survey_app.desktop.interview.paper import Paper
from survey_app.desktop.interview.question_row import QuestionRow
from survey_app.desktop.interview.question_widgets import Chips
from survey_app.desktop.interview.question_widgets.choice_list import ChoiceList
from survey_app.desktop.interview.sections import Section


def question(number, **more) -> QuestionState:
    told = {"kind": "text", "label": f"Question {number}"} | more
    return QuestionState(path=f"/data/q{number}", name=f"q{number}", **told)


def section(states) -> Section:
    return Section("", "", tuple(states))


@pytest.fixture
def paper(qtbot, theme):
    theme.choose("light", 14)
    shown = Paper()
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.show_section(section(question(number) for number in range(1000)))
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def rows_of(paper):
    return [row for row in paper.findChildren(QuestionRow) if not row.isHidden()]


def on_screen(paper, path):
    return paper.row(path).y() - paper.verticalScrollBar().value()


def test_a_thousand_questions_are_a_few_widgets_wherever_one_looks(paper):
    for place in (0, 20_000, 47_000, 0):
        paper.verticalScrollBar().setValue(place)
        QApplication.sendPostedEvents(None, 0)
        QApplication.processEvents()

        assert 10 < len(rows_of(paper)) < 80


def test_enter_walks_through_all_of_them(paper, qtbot):
    paper.finished.connect(lambda path: paper.go_on(path, +1))
    paper.go_to("/data/q0")
    walked = []
    for _ in range(120):
        walked.append(paper.current())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert walked == [f"/data/q{number}" for number in range(120)]


def test_tab_goes_by_the_order_of_the_questions_not_by_when_they_were_made(paper, qtbot):
    paper.finished.connect(lambda path: paper.go_on(path, +1))
    paper.go_to("/data/q500")
    paper.go_to("/data/q498")

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)

    assert paper.current() == "/data/q499"


def test_the_current_question_keeps_its_place_while_others_come_and_go_above_it(paper):
    paper.go_to("/data/q500")
    before = on_screen(paper, "/data/q500")

    paper.show_states([question(number, relevant=False) for number in range(490, 499)])

    assert abs(on_screen(paper, "/data/q500") - before) <= 1
    assert paper.current() == "/data/q500"
    assert paper.row("/data/q495") is None


def test_an_error_grows_under_its_question_and_pushes_the_next_one_down(paper):
    paper.go_to("/data/q3")
    gap = paper.row("/data/q4").y() - paper.row("/data/q3").y()

    paper.show_states([question(3, value="x", violation=Violation(Problem.CONSTRAINT, "No. " * 60))])
    QApplication.processEvents()

    assert paper.row("/data/q4").y() - paper.row("/data/q3").y() > gap + 20


def test_what_is_typed_is_reported_when_the_question_scrolls_out_of_sight(paper, qtbot):
    answers = []
    paper.answered.connect(lambda path, value: answers.append((path, value)))
    paper.go_to("/data/q0")
    qtbot.keyClicks(QApplication.focusWidget(), "Wang")

    paper.verticalScrollBar().setValue(30_000)
    assert paper.row("/data/q0").findChild(QLineEdit).text() == "Wang"
    paper.go_to("/data/q900")

    assert answers == [("/data/q0", "Wang")]


def test_a_heading_stands_only_over_what_is_asked_now(qtbot, theme):
    paper = Paper()
    qtbot.addWidget(paper)
    group = QuestionState(path="/data/g", name="g", kind="group", label="Work")
    inner = QuestionState(path="/data/g/job", name="job", kind="text", label="Job", relevant=False)
    paper.show_section(section([question(1), group, inner]))
    shown = [entry.path for entry in paper._entries if entry.is_shown]

    paper.show_states([QuestionState(path="/data/g/job", name="job", kind="text", label="Job")])

    assert shown == ["/data/q1"]
    assert [entry.path for entry in paper._entries if entry.is_shown] == ["/data/q1", "/data/g", "/data/g/job"]


def test_a_filtered_list_that_becomes_long_is_searched(qtbot, theme):
    paper = Paper()
    qtbot.addWidget(paper)
    villages = tuple(ChoiceState(f"{number:02}", f"村{number}") for number in range(30))
    paper.show_section(section([question(1, kind="select_one", choices=villages[:3])]))
    paper.show()
    before = type(paper.row("/data/q1").widget)

    paper.show_states([question(1, kind="select_one", choices=villages)])

    assert (before, type(paper.row("/data/q1").widget)) == (Chips, ChoiceList)
