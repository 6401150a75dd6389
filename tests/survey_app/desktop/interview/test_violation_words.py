"""What is missing or wrong is told in the words of the form's author, and in a plain sentence where there are none."""

import pytest
from keyboard import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

ENTER, F9, ESC = Qt.Key.Key_Return, Qt.Key.Key_F9, Qt.Key.Key_Escape
WELLS = """
| survey |              |         |             |          |                        |             |                    |
|        | type         | name    | label       | required | required_message       | constraint  | constraint_message |
|        | text         | village | Village     | yes      | Without it, no report. |             |                    |
|        | integer      | depth   | Depth       | yes      |                        | . < 100     | No well is deeper. |
|        | integer      | people  | People      |          |                        | . < 1000    |                    |
|        | begin_repeat | visit   | Visit       |          |                        |             |                    |
|        | text         | who     | Who came    | yes      | Ask the neighbours.    |             |                    |
|        | end_repeat   |         |             |          |                        |             |                    |
"""


def listed(page):
    """Return what the panel at the end says: each line as (question, why)."""
    shown = page.finishing.panel.findChild(QListWidget)
    texts = [shown.item(place).text() for place in range(shown.count())]
    return [tuple(text.partition("\n")[::2]) for text in texts]


def told_at(page, path):
    return page.paper.row(path)._trouble.text()


def test_what_is_missing_is_told_at_the_end_in_the_words_of_the_form(fill_in, qtbot):
    page = fill_in(WELLS)

    qtbot.keyClick(page, F9)

    assert ("Village", "Without it, no report.") in listed(page)
    assert ("Depth", "") in listed(page)
    assert any(question.endswith("Who came") and why == "Ask the neighbours." for question, why in listed(page))


def test_a_question_left_blank_says_why_it_is_needed_once_somebody_wanted_to_finish(fill_in, qtbot):
    page = fill_in(WELLS)
    assert told_at(page, "/data/village") == ""

    qtbot.keyClick(page, F9)
    qtbot.keyClick(page.finishing.panel, ESC)

    assert told_at(page, "/data/village") == "⚠ Without it, no report."
    page.go_to("/data/village")
    press("Nanhu", ENTER)
    assert told_at(page, "/data/village") == ""
    page.open_section("/data/visit[1]")
    assert told_at(page, "/data/visit[1]/who") == "⚠ Ask the neighbours."


def test_a_reason_why_there_is_no_answer_is_enough(fill_in, qtbot):
    page = fill_in(WELLS)
    page.go_to("/data/village")
    qtbot.keyClick(page, Qt.Key.Key_F4)
    press("1")

    qtbot.keyClick(page, F9)

    assert "Village" not in [question for question, _ in listed(page)]
    assert told_at(page, "/data/village") == ""


def test_the_next_record_begins_without_reproach(fill_in, qtbot):
    page = fill_in(WELLS)
    qtbot.keyClick(page, F9)

    page.on_show(record="")
    page.open_section("")

    assert told_at(page, "/data/village") == ""


@pytest.mark.parametrize(
    ("path", "typed", "why"),
    [
        ("/data/depth", "120", "No well is deeper."),
        ("/data/people", "4000", "This does not fit the question. It is kept; please look again."),
        ("/data/people", "43.5", "This cannot be read as an answer to the question. It is kept; please look again."),
    ],
)
def test_the_end_says_why_an_answer_is_wrong_as_its_question_does(fill_in, qtbot, path, typed, why):
    page = fill_in(WELLS)
    page.go_to(path)
    press(typed, ENTER)

    qtbot.keyClick(page, F9)

    assert listed(page)[0][1] == why
    page.go_to(path)
    assert told_at(page, path) == f"⚠ {why}"
