"""A leader's question is put together from the form's own questions, answered at once, and saved by name."""

import pytest
from PySide6.QtCore import Qt

from reports.filters import AGE, Clause, Filter, Operator, Shape
from survey_app.filters import save_filter, saved_filters
from survey_app.hand_over import commit_drafts


@pytest.fixture
def rest(qtbot, shell):
    def resting():
        qtbot.wait(350)
        qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=20_000)
        qtbot.wait(50)

    return resting


@pytest.fixture
def laptop(friday):
    commit_drafts(friday.laptop)
    return friday.laptop


@pytest.fixture
def page(show, laptop, rest):
    page = show(laptop, "reports").page
    page.show_report("?")
    rest()
    return page


def choose(box, label, qtbot):
    box.setFocus()
    box.lineEdit().selectAll()
    qtbot.keyClicks(box.lineEdit(), label)


def tick(row, *labels):
    for place in range(row.choices.count()):
        if row.choices.itemText(place) in labels:
            row.choices.tick(place)


def names(page):
    model = page.finding.table.report_model()
    column = [each.label for each in model.report.columns].index("Name")
    return {model.text(row, column) for row in range(model.rowCount())}


def test_conditions_are_chosen_by_their_words_and_the_list_follows(page, laptop, qtbot, rest):
    row = page.finding.rows[0]
    choose(row.question, "Sex", qtbot)
    tick(row, "Female")
    page.finding.add_clause()
    choose(page.finding.rows[1].question, "Age", qtbot)
    qtbot.keyClicks(page.finding.rows[1].value, "20")
    rest()

    people = laptop.store.rows("person")
    assert names(page) == {each["full_name"] for each in people if each["sex"] == "2" and each["age"] >= 20}
    assert page.finding.asked().clauses == (
        Clause("sex", Operator.ANY, ("2",)),
        Clause(AGE, Operator.LEAST, ("20",)),
    )


def test_a_condition_that_is_not_finished_changes_nothing_and_an_odd_one_is_told(page, laptop, qtbot, rest):
    before = names(page)
    choose(page.finding.rows[0].question, "Age", qtbot)
    rest()
    assert names(page) == before and not page.finding._trouble.isVisible()

    qtbot.keyClicks(page.finding.rows[0].value, "twenty")
    rest()

    assert "twenty" in page.finding._trouble.text() and page.finding._trouble.isVisible()
    assert names(page) == before


def test_two_questions_against_each_other_open_to_the_persons(page, laptop, qtbot, rest):
    page.finding.shape.setCurrentIndex(page.finding.shape.findData(Shape.CROSS))
    page.finding.down.choose("sex")
    page.finding.across.choose("education")
    rest()
    page.finding.table.setFocus()
    page.finding.table.setCurrentIndex(page.finding.table.model().index(0, 1))

    qtbot.keyClick(page.finding.table, Qt.Key.Key_Return)
    rest()

    assert page.finding.found.rowCount() == laptop.store.count("person", {"status": "live"})
    assert page.step_back() and page.finding.table.hasFocus() and not page.step_back()


def test_a_filter_saved_by_name_stands_in_the_list_is_changed_and_forgotten(page, laptop, qtbot, rest, shell):
    choose(page.finding.rows[0].question, "Sex", qtbot)
    tick(page.finding.rows[0], "Female")
    page.finding.name.setFocus()
    qtbot.keyClicks(page.finding.name, "Women")
    qtbot.keyClick(page.finding.name, Qt.Key.Key_Return)
    rest()
    assert page.view is page.printed and page.printed.report.title == "Women"

    qtbot.keyClick(page.printed.table, Qt.Key.Key_F2)
    rest()
    assert page.view is page.finding and page.finding.asked() == saved_filters(laptop)[0]

    page.show_report("Women")
    rest()
    # The list that opened below a box has taken the window's focus with it.
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.reports.setFocus()
    qtbot.keyClick(page.reports, Qt.Key.Key_Delete)
    assert saved_filters(laptop) == []
    shell.undo()
    assert [each.name for each in saved_filters(laptop)] == ["Women"]


def test_everything_that_was_saved_is_shown_again(page, laptop, rest):
    area = laptop.area
    kept = Filter(
        "person",
        (Clause("sex", Operator.NONE, ("2", "")), Clause("full_name", Operator.HOLDS, ("王",))),
        (area,),
        Shape.AREAS,
        across="education",
        name="some",
    )
    save_filter(laptop, kept)

    page.finding.show_filter(kept)
    rest()

    assert page.finding.asked() == kept


def test_another_kind_of_record_has_other_questions(page, qtbot, rest):
    page.finding.dataset.setCurrentIndex(page.finding.dataset.findData("visit"))
    rest()

    questions = [page.finding.rows[0].question.itemData(row) for row in range(page.finding.rows[0].question.count())]
    assert "outcome" in questions and AGE not in questions and "sex" not in questions


def test_ticks_are_set_by_keys_and_the_box_says_what_is_ticked(page, qtbot):
    choose(page.finding.rows[0].question, "Sex", qtbot)
    box = page.finding.rows[0].choices
    box.setFocus()
    box.showPopup()
    box.view().setCurrentIndex(box.model().index(1, 0))

    qtbot.keyClick(box.view(), Qt.Key.Key_Space)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)

    assert box.values() == ("2",) and box.text() == "Female" and not box.view().isVisible()


def test_a_question_is_found_by_its_pinyin(qtbot):
    from survey_app.desktop.reports.question_combo import QuestionCombo

    box = QuestionCombo([("sex", "性别"), ("education", "文化程度"), ("pension_paid", "养老保险状况")])
    qtbot.addWidget(box)
    box.completer().setCompletionPrefix("ylbx")

    assert box.completer().currentCompletion() == "养老保险状况"
