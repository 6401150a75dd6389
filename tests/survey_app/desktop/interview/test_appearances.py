"""Each appearance of a form is what its author meant: seen on the paper, answered by keys."""

from itertools import pairwise

import pytest
from keyboard import press
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from survey_app.desktop.interview.question_widgets.choice_button import ChoiceButton
from survey_app.desktop.interview.question_widgets.grid_head import GridHead

ENTER, RIGHT, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up

HEAD = "| survey | | | | | | |\n| | type | name | label | appearance | parameters | guidance_hint |\n"
CHOICES = """
| choices | | | |
| | list_name | name | label |
| | wish | 1 | Cooking |
| | wish | 2 | Welding |
| | wish | 3 | Sewing |
| | wish | 4 | Computers |
| | wish | 5 | Music |
| | wish | 6 | Painting |
| | wish | 7 | Gardening |
| | often | a | Never |
| | often | b | Sometimes |
| | often | c | Always |
"""


@pytest.fixture
def ask(fill_in):
    """Ask one question (type, appearance, parameters), with a second one behind it; stand at it."""

    def asked(kind, appearance="", parameters="", guidance=""):
        asks = f"| | {kind} | q | Question | {appearance} | {parameters} | {guidance} |\n"
        page = fill_in(HEAD + asks + "| | text | behind | Behind | | | |\n" + CHOICES)
        page.go_to("/data/q")
        return page

    return asked


def control(page, path="/data/q"):
    return page.paper.row(path).widget


def value(page, path="/data/q"):
    return page.papers.state(path).value


def places(page, path="/data/q", kind=ChoiceButton):
    """Return where the choices stand on the paper, from left to right and down: (words, x, y, width)."""
    row = page.paper.row(path)
    QApplication.processEvents()
    shown = [each for each in row.findChildren(kind) if each.isVisible() and each.text()]
    corners = [(each.mapTo(page.paper, QPoint(0, 0)), each) for each in shown]
    return [(each.text().replace("\n", " "), at.x(), at.y(), each.width()) for at, each in corners]


def lines(page, path="/data/q"):
    """Return how many choices stand in each line."""
    heights = [y for _, _, y, _ in places(page, path)]
    return [heights.count(y) for y in sorted(set(heights))]


def test_what_is_masked_is_not_read_over_a_shoulder_and_kept_as_it_is(ask):
    page = ask("text", "masked")

    press("sesame")

    line = control(page).findChild(QLineEdit)
    assert len(line.displayText()) == 6
    assert set(line.displayText()) & set("sesame") == set()
    press(ENTER)
    assert value(page) == "sesame"


def test_numbers_takes_digits_and_signs_only_and_keeps_them_as_text(ask):
    page = ask("text", "numbers")

    press("0431", "-88转", "ext5", Qt.Key.Key_Home, "（+86）", ENTER)

    assert value(page) == "(+86)0431-885"
    assert not control(page).findChild(QLineEdit).testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize(
    ("appearance", "parameters", "rows"), [("multiline", "", 3), ("", "rows=5", 5), ("multiline", "rows=8", 8)]
)
def test_a_long_answer_has_the_lines_that_its_form_gives_it(ask, appearance, parameters, rows):
    page = ask("text", appearance, parameters)
    field = control(page).findChild(QPlainTextEdit)

    press("morning")
    field.insertPlainText("\n")
    press("evening", ENTER)

    assert rows <= field.height() / field.fontMetrics().lineSpacing() < rows + 2
    assert value(page) == "morning\nevening"
    assert page.paper.current() == "/data/behind"


@pytest.mark.parametrize(("appearance", "has_calendar"), [("", True), ("no-calendar", False)])
def test_a_calendar_opens_only_where_the_form_wants_one(ask, qtbot, appearance, has_calendar):
    page = ask("date", appearance)

    qtbot.keyClick(QApplication.focusWidget(), DOWN, Qt.KeyboardModifier.AltModifier)

    calendars = control(page).findChildren(QCalendarWidget)
    assert [each.isVisible() for each in calendars] == [True] * has_calendar
    (button,) = (each for each in control(page).findChildren(QPushButton) if each.text() == "▾")
    assert button.isVisible() == has_calendar
    for each in calendars:
        each.hide()


def test_a_date_without_a_calendar_is_stepped_through_with_arrows(ask):
    page = ask("date", "no-calendar")

    press("20030612", UP, ENTER)

    assert value(page) == "2003-06-13"


@pytest.mark.parametrize(
    ("appearance", "in_each_line"),
    [
        ("columns-2", [2, 2, 2, 1]),
        ("columns-4", [4, 3]),
        ("likert", [7]),
        ("list", [7]),
        ("list-nolabel", [7]),
    ],
)
@pytest.mark.parametrize("kind", ["select_one", "select_multiple"])
def test_choices_stand_in_as_many_columns_as_the_form_wants(ask, kind, appearance, in_each_line):
    page = ask(f"{kind} wish", appearance)

    assert lines(page) == in_each_line
    widths = [width for *_, width in places(page)]
    assert max(widths) - min(widths) <= 1
    press("3")
    assert value(page) == "3"


@pytest.mark.parametrize("kind", ["select_one", "select_multiple"])
def test_columns_without_a_number_are_as_many_as_the_words_leave_room_for(ask, kind):
    page = ask(f"{kind} wish", "columns")

    first, *_, last = lines(page)

    assert 2 <= first <= 5
    assert last <= first
    assert len({width for *_, width in places(page)}) == 1
    press("3")
    assert value(page) == "3"


def test_packed_choices_stand_as_close_as_their_words_allow(ask):
    page = ask("select_one wish", "columns-pack")

    packed = places(page)

    assert len({width for *_, width in packed}) > 3
    beside = [(first, then) for first, then in pairwise(packed) if first[2] == then[2]]
    assert {then[1] - first[1] - first[3] for first, then in beside} == {8}


def test_seven_choices_without_a_wish_are_a_list_that_is_searched(ask):
    page = ask("select_one wish")

    assert places(page) == []
    press("sew", ENTER)
    assert value(page) == "3"


def test_a_list_without_labels_shows_keys_and_a_list_shows_words(ask):
    bare = [words for words, *_ in places(ask("select_one often", "list-nolabel"))]
    worded = [words for words, *_ in places(ask("select_one often", "list"))]

    assert not [words for words in bare if "Never" in words or "Always" in words]
    assert [words.split()[-1] for words in worded] == ["Never", "Sometimes", "Always"]


@pytest.mark.parametrize("appearance", ["autocomplete", "search", "minimal"])
def test_even_three_choices_are_typed_where_the_form_wants_it(ask, appearance):
    page = ask("select_one often", appearance)

    assert places(page) == []
    press("som", ENTER)

    assert value(page) == "b"
    assert page.paper.current() == "/data/behind"


def test_the_first_arrow_on_a_range_begins_at_its_placeholder(ask):
    page = ask("range", parameters="start=0 end=20 step=1 placeholder=12")
    assert value(page) == ""

    press(RIGHT)
    assert value(page) == "12"
    press(RIGHT)
    assert value(page) == "13"


def test_the_guidance_of_a_question_stands_beside_the_paper_while_one_is_there(ask):
    page = ask("text", guidance="As in the **household** register")
    shown = {label.text() for label in page._help.findChildren(QLabel) if label.isVisible()}
    assert "As in the <strong>household</strong> register" in shown

    press(ENTER)

    after = {label.text() for label in page._help.findChildren(QLabel) if label.isVisible()}
    assert not [text for text in after if "register" in text]


@pytest.mark.parametrize(("kind", "thing"), [("geoshape", "An area"), ("geotrace", "A line")])
def test_what_is_drawn_on_a_map_says_so_and_enter_goes_on(ask, kind, thing):
    page = ask(kind)

    (label,) = control(page).findChildren(QLabel)

    assert label.text() == f"{thing} is drawn on a map or walked with a phone; it cannot be drawn here. Go on."
    press(ENTER)
    assert page.paper.current() == "/data/behind"


GRID = HEAD + "| | begin_group | grid | How often | {look} | | |\n{inner}| | end_group | | | | | |\n" + CHOICES
BY_HAND = (
    "| | select_one often | heads | Which | label | | |\n"
    "| | select_one often | water | Water | list-nolabel | | |\n"
    "| | select_one often | light | Light | list-nolabel | | |\n"
)
BY_TABLE = "| | select_one often | water | Water | | | |\n| | select_one often | light | Light | | | |\n"


@pytest.mark.parametrize("form", [GRID.format(look="", inner=BY_HAND), GRID.format(look="table-list", inner=BY_TABLE)])
def test_a_grid_has_its_words_once_above_and_a_button_below_each(fill_in, form):
    page = fill_in(form)
    page.go_to("/data/grid/water")

    head = next(each for each in page.paper.findChildren(GridHead) if each.isVisible())
    at_head = places(page, head.path, QLabel)
    words = [each for each in at_head if each[0] in ("Never", "Sometimes", "Always")]
    below = places(page, "/data/grid/water")

    assert [each[0] for each in words] == ["Never", "Sometimes", "Always"]
    assert [(x, width) for _, x, _, width in words] == [(x, width) for _, x, _, width in below]
    assert words[0][2] < below[0][2] < places(page, "/data/grid/light")[0][2]
    press("2", "3")
    assert (value(page, "/data/grid/water"), value(page, "/data/grid/light")) == ("b", "c")


def test_the_head_of_a_grid_is_not_stood_on_and_asks_nothing(fill_in):
    page = fill_in(GRID.format(look="", inner=BY_HAND))

    page.paper.go_on("", +1)

    assert page.paper.current() == "/data/grid/water"


def test_a_field_list_stands_on_one_paper_under_its_heading(fill_in):
    inner = "| | text | first | First | | | |\n| | text | second | Second | | | |\n"
    page = fill_in(GRID.format(look="field-list", inner=inner))

    shown = [label.text() for label in page.paper.findChildren(QLabel) if label.isVisible() and label.text()]

    assert [text for text in shown if text in ("How often", "First", "Second")] == ["How often", "First", "Second"]


LOOP = """
| | begin_loop over often | each | Each | | | |
| | integer | times | How many times %(label)s | | | |
| | end_loop | | | | | |
"""


def test_a_loop_asks_its_questions_for_every_choice(fill_in):
    page = fill_in(HEAD + LOOP.lstrip() + CHOICES)

    page.paper.go_on("", +1)
    press("1", ENTER, "2", ENTER, "3", ENTER)

    answers = {state.path: (state.label, state.value) for state in page.papers.states() if state.name == "times"}
    assert answers == {
        "/data/each/a/times": ("How many times Never", "1"),
        "/data/each/b/times": ("How many times Sometimes", "2"),
        "/data/each/c/times": ("How many times Always", "3"),
    }


def test_a_long_word_over_a_narrow_column_is_broken_and_not_cut(fill_in):
    long = CHOICES.replace("| Sometimes |", "| Donaudampfschifffahrtsgesellschaft |")
    page = fill_in(GRID.format(look="", inner=BY_HAND).replace(CHOICES, long))
    page.go_to("/data/grid/water")

    head = next(each for each in page.paper.findChildren(GridHead) if each.isVisible())
    (word,) = [each for each in head.findChildren(QLabel) if each.text().startswith("Donau")]

    assert "\n" in word.text() and word.text().replace("\n", "") == "Donaudampfschifffahrtsgesellschaft"
    assert all(word.fontMetrics().horizontalAdvance(line) <= word.width() for line in word.text().split("\n"))
    assert word.height() >= word.text().count("\n") * word.fontMetrics().lineSpacing()
