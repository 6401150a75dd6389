"""Controls of the interview: keyboard only, and nothing an input method holds is lost."""

import tracemalloc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from forms.listed_choices import ListedChoices
from forms.state import ChoiceState, QuestionState
from survey_app.desktop.interview.media import Media
from survey_app.desktop.interview.question_widgets import Chips, dates, geopoint, kind_of_widget
from survey_app.desktop.interview.question_widgets.choice_list import ChoiceList
from survey_app.desktop.interview.question_widgets.dates import as_typed
from survey_app.desktop.interview.question_widgets.number import with_separators
from survey_app.desktop.interview.question_widgets.signature import Pad
from survey_app.desktop.interview.question_widgets.tick_list import TickList

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


@pytest.mark.acceptance(10)
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
        ("199803", "month-year", "1998-03-01"),
        ("1998年3月", "month-year", "1998-03-01"),
        ("1978", "year", "1978-01-01"),
        ("neulich", "date", "neulich"),
        ("neulich", "year", "neulich"),
    ],
)
def test_dates_are_typed_as_digits(typed, kind, value):
    assert as_typed(typed, kind) == value


def test_showing_a_state_reports_no_answer(ask):
    name = ask(question(value="王桂芝"))

    name.show_state(question(value="王桂芳"))
    name.keep()

    assert name.answers == []


@pytest.mark.parametrize(
    ("text", "place", "by", "kind", "stepped"),
    [
        ("2003-01-31", 6, 1, "date", "2003-02-28"),
        ("2003-12-31", 9, 1, "date", "2003-12-01"),
        ("2004-02-29", 2, 1, "date", "2005-02-28"),
        ("2003-06", 7, 7, "month-year", "2003-01"),
        ("23:59", 1, 1, "time", "00:59"),
        ("2003-06-12 18:59", 16, 1, "datetime", "2003-06-12 18:00"),
        ("neulich", 3, 1, "date", "neulich"),
    ],
)
def test_an_arrow_changes_the_part_of_a_date_that_the_cursor_stands_in(text, place, by, kind, stepped):
    assert dates.step(text, place, by, kind) == stepped


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("43.8868, 125.3245", "43.8868 125.3245 0 0"),
        ("北纬43.8868°，东经125.3245°", "43.8868 125.3245 0 0"),
        ("33.9 S 18.4 E 12 5", "-33.9 18.4 12 5"),
        ("４３.８ １２５.３", "43.8 125.3 0 0"),
        ("125.3, 43.8", "125.3, 43.8"),
        ("at the well", "at the well"),
    ],
)
def test_a_place_is_typed_as_maps_and_phones_write_it(typed, value):
    assert geopoint.as_typed(typed) == value


def test_a_place_is_read_without_what_nobody_measured():
    assert geopoint.as_read("43.8868 125.3245 0 0") == "43.8868, 125.3245"
    assert geopoint.as_read("43.8868 125.3245 212 5") == "43.8868, 125.3245, 212, 5"


def test_thousands_are_set_apart_on_the_screen_only(ask, qtbot):
    income = ask(question("integer", appearance=frozenset({"thousands-sep"}), value="1234567"))

    assert income.findChild(QLineEdit).text() == "1,234,567"
    income.findChild(QLineEdit).setText("2，000")
    income.keep()

    assert income.answers == ["2000"]
    assert [with_separators(text) for text in ("-1234.50", "007", "12a")] == ["-1,234.50", "007", "12a"]


def test_a_ranking_is_whole_when_one_is_left_over(ask, qtbot):
    order = ask(question("rank", choices=[*SEX, ChoiceState("3", "其他")]))

    qtbot.keyClick(order, Qt.Key.Key_3)
    qtbot.keyClick(order, Qt.Key.Key_1)
    qtbot.keyClick(order, Qt.Key.Key_Backspace)

    assert order.answers == ["3", "3 1 2", "3 1"]


def test_many_choices_of_several_are_found_and_ticked_one_after_the_other(ask, qtbot):
    learned = ask(question("select_multiple", choices=STATUS, appearance=frozenset({"search"})))
    line = typed_in(learned)

    for letters in ("jtqy", "21", "jtqy"):
        qtbot.keyClicks(line, letters)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    with qtbot.waitSignal(learned.finished):
        qtbot.keyClick(line, Qt.Key.Key_Return)

    assert isinstance(learned, TickList)
    assert learned.answers == ["24", "21 24", "21"]


def test_a_list_that_grows_is_searched_and_one_that_shrinks_stands_side_by_side(ask):
    few, many = question("select_one", choices=SEX), question("select_one", choices=STATUS)
    in_columns = question("select_one", choices=STATUS, appearance=frozenset({"columns-3"}))

    assert [kind_of_widget(state) for state in (few, many, in_columns)] == [Chips, ChoiceList, Chips]


def test_a_label_with_an_ampersand_shows_it(ask):
    wish = ask(question("select_one", choices=[ChoiceState("1", "Food & drink")]))

    assert wish._chips[0].text() == "1  Food && drink"


def test_a_click_goes_on_only_where_the_form_is_in_a_hurry(ask, qtbot):
    quick = ask(question("select_one", choices=SEX, appearance=frozenset({"quick"})))
    calm = ask(question("select_one", choices=SEX))

    with qtbot.waitSignal(quick.finished):
        quick._chips[1].click()
    with qtbot.assertNotEmitted(calm.finished):
        calm._chips[1].click()

    assert (quick.answers, calm.answers) == (["2"], ["2"])


@pytest.mark.parametrize(("name", "most", "kept"), [("a.jpg", "60", (60, 30)), ("a.png", "60", (60, 30))])
def test_a_photo_is_kept_as_small_as_the_form_wants_it(ask, tmp_path, name, most, kept):
    picture = QImage(200, 100, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    picture.save(str(tmp_path / name))
    sizes = []

    def keep(file):
        size = QImage(str(file)).size()
        sizes.append((file.suffix, size.width(), size.height()))
        return "kept.jpg"

    photo = ask(question("image", parameters={"max-pixels": most}))
    photo.media = Media(lambda _: None, lambda _: None, keep, lambda _: "")
    photo.take(tmp_path / name)

    assert sizes == [(name[1:], *kept)] and photo.answers == ["kept.jpg"]
    assert QImage(str(tmp_path / name)).width() == 200


def test_a_photo_that_is_small_enough_or_no_picture_at_all_is_kept_as_it_is(ask, tmp_path):
    QImage(50, 50, QImage.Format.Format_RGB32).save(str(tmp_path / "small.png"))
    (tmp_path / "odd.jpg").write_bytes(b"no picture")
    files = []
    photo = ask(question("image", parameters={"max-pixels": "60"}))
    photo.media = Media(lambda _: None, lambda _: None, lambda file: str(files.append(file)), lambda _: "")

    for name in ("small.png", "odd.jpg"):
        photo.take(tmp_path / name)

    assert files == [tmp_path / "small.png", tmp_path / "odd.jpg"]


def test_what_only_a_phones_map_can_answer_says_so_and_stays(ask):
    kept = ask(question("file", value="house.osm", parameters={"mediatype": "osm/*"}))

    (label,) = kept.findChildren(QLabel)

    assert "OpenStreetMap" in label.text() and "house.osm" in label.text()
    assert kept.answers == []


def test_a_file_that_cannot_be_kept_changes_nothing(ask, tmp_path):
    photo = ask(question("image", value="old.png"))
    photo.media = Media(lambda _: None, lambda _: None, lambda _: "", lambda _: "")

    photo.take(tmp_path / "huge.png")

    assert photo.answers == []


def test_a_signature_is_kept_once_it_is_drawn(ask, qtbot):
    signed = ask(question("image", appearance=frozenset({"signature"})))
    kept = []
    signed.media = Media(lambda _: None, lambda _: None, lambda _: "", lambda png: kept.append(png) or "signed.png")
    pad = signed.findChild(Pad)

    signed.keep()
    assert kept == []
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton)
    qtbot.mouseMove(pad, pad.rect().center())
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton)
    signed.keep()

    assert kept[0].startswith(b"\x89PNG")
    assert signed.answers == ["signed.png"]


def test_the_digits_of_a_scale_are_one_number_as_long_as_it_is_on_the_scale(ask, qtbot):
    fives = ask(question("range", parameters={"start": "5", "end": "50", "step": "5"}))

    qtbot.keyClicks(fives, "15")
    qtbot.keyClicks(fives, "5")
    qtbot.keyClick(fives, Qt.Key.Key_Left)
    qtbot.keyClick(fives, Qt.Key.Key_Backspace)

    assert fives.answers == ["15", "5", None]


CARD = frozenset({"citizen-id"})


def test_a_citizen_id_stands_in_groups_while_it_is_typed_and_is_reported_without_them(ask, qtbot):
    number = ask(question(appearance=CARD))

    qtbot.keyClicks(typed_in(number), "22010419840")
    assert typed_in(number).text() == "220104 19840"
    qtbot.keyClicks(typed_in(number), "3170046")
    qtbot.keyClick(typed_in(number), Qt.Key.Key_Return)

    assert typed_in(number).text() == "220104 19840317 004 6"
    assert number.answers == ["220104198403170046"]


def test_a_digit_in_the_middle_of_a_citizen_id_is_mended_where_the_cursor_is(ask, qtbot):
    number = ask(question(appearance=CARD, value="220104198403170046"))
    line = typed_in(number)
    line.setCursorPosition(9)

    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClicks(line, "8")
    assert line.cursorPosition() == 9
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert number.answers[-1] == "220104188403170046"


def test_a_list_of_ten_thousand_is_not_copied_for_each_control_that_shows_it(ask):
    villages = ListedChoices(lambda: [ChoiceState(f"v{number}", f"村{number}") for number in range(10_000)])
    first, second = (ask(question("select_one", choices=villages)) for _ in range(2))

    for widget in (first, second):
        widget._rows.prepare()
        assert widget._rows.search("村77") > 0

    tracemalloc.start()
    third = ask(question("select_one", choices=villages))
    third._rows.prepare()
    assert third._rows.search("村9999") == 1 and third._rows.found(0) is villages[9_999]
    assert tracemalloc.get_traced_memory()[0] < 200_000, "bytes: one letter of each label would be more"
    tracemalloc.stop()
