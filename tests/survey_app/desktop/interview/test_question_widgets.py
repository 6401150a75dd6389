"""Controls of the interview: keyboard only, and nothing an input method holds is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from forms.state import ChoiceState, QuestionState
from survey_app.desktop.interview.question_widgets import Chips, kind_of_widget
from survey_app.desktop.interview.question_widgets.dates import as_typed

STATUS = [
    ChoiceState("20", "国企下岗(未解除关系)"),
    ChoiceState("21", "登记失业"),
    ChoiceState("24", "集体企业下岗"),
    ChoiceState("10", "在职"),
    ChoiceState("30", "在校学生"),
    ChoiceState("31", "料理家务"),
    ChoiceState("40", "离退休"),
]
SEX = [ChoiceState("1", "男"), ChoiceState("2", "女")]


def question(kind="text", **more) -> QuestionState:
    return QuestionState(path="/data/q", name="q", kind=kind, label="问", **more)


@pytest.fixture
def ask(qtbot):
    """Show one question beside another field, as on the paper."""

    def asked(state):
        sheet = QWidget()
        layout = QVBoxLayout(sheet)
        widget = kind_of_widget(state)(sheet)
        sheet.other = QLineEdit(sheet)
        layout.addWidget(widget)
        layout.addWidget(sheet.other)
        widget.show_state(state)
        widget.answers = []
        widget.answered.connect(lambda path, value: widget.answers.append(value))
        widget.sheet = sheet
        qtbot.addWidget(sheet)
        with qtbot.waitActive(sheet):
            sheet.show()
            sheet.activateWindow()
        widget.take_focus()
        return widget

    return asked


def typed_in(widget):
    return QApplication.focusWidget() or widget


def compose(widget, text):
    QApplication.sendEvent(typed_in(widget), QInputMethodEvent(text, []))


def test_enter_while_a_word_is_composed_accepts_the_word_and_stays(ask, qtbot):
    name = ask(question())
    compose(name, "王桂芝")

    with qtbot.assertNotEmitted(name.finished):
        qtbot.keyClick(typed_in(name), Qt.Key.Key_Return)
    with qtbot.waitSignal(name.finished):
        qtbot.keyClick(typed_in(name), Qt.Key.Key_Return)

    assert name.answers == ["王桂芝"]


def test_a_word_left_standing_in_the_input_method_is_kept_when_the_focus_moves(ask):
    name = ask(question())
    compose(name, "张丽")

    name.sheet.other.setFocus()

    assert name.answers == ["张丽"]


def test_input_methods_are_off_where_digits_are_typed(ask):
    number = ask(question("integer"))

    assert not typed_in(number).testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_initials_of_pinyin_find_a_choice_and_enter_takes_it(ask, qtbot):
    status = ask(question("select_one", choices=STATUS))

    qtbot.keyClicks(typed_in(status), "jtqy")
    with qtbot.waitSignal(status.finished):
        qtbot.keyClick(typed_in(status), Qt.Key.Key_Return)

    assert status.answers == ["24"]


def test_a_code_finds_its_choice(ask, qtbot):
    status = ask(question("select_one", choices=STATUS))

    qtbot.keyClicks(typed_in(status), "21")
    qtbot.keyClick(typed_in(status), Qt.Key.Key_Return)

    assert status.answers == ["21"]


def test_text_that_is_no_choice_is_no_answer(ask, qtbot):
    status = ask(question("select_one", choices=STATUS, value="10"))

    qtbot.keyClicks(typed_in(status), "zzzz")
    status.sheet.other.setFocus()

    assert status.answers == []
    assert status.findChild(QLineEdit).text() == "在职"


def test_one_digit_answers_a_question_with_few_choices_and_goes_on(ask, qtbot):
    sex = ask(question("select_one", choices=SEX))

    with qtbot.waitSignal(sex.finished):
        qtbot.keyClick(sex, Qt.Key.Key_2)

    assert isinstance(sex, Chips)
    assert sex.answers == ["2"]


def test_several_choices_are_ticked_one_by_one(ask, qtbot):
    intent = ask(question("select_multiple", choices=[*SEX, ChoiceState("3", "其他")]))

    for key in (Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_3):
        qtbot.keyClick(intent, key)

    assert intent.answers == ["3", "1 3", "1"]


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("19600512", "date", "1960-05-12"),
        ("1960.5.2", "date", "1960-05-02"),
        ("１９６０年5月2日", "date", "1960-05-02"),
        ("1840", "time", "18:40:00"),
        ("2003-6-12 18:40", "datetime", "2003-06-12T18:40:00"),
        ("neulich", "date", "neulich"),
    ],
)
def test_dates_are_typed_as_digits(typed, kind, value):
    assert as_typed(typed, kind) == value


def test_showing_a_state_reports_no_answer(ask):
    name = ask(question(value="王桂芝"))

    name.show_state(question(value="王桂芳"))
    name.keep()

    assert name.answers == []
