"""Who is listed twice, through the window: found beside everything else, decided by 1 2 3, undone by Ctrl+Z."""

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from small_town import Clock, building, laptop_of

from survey_app.desktop.merge_desk import duplicate_desk
from survey_app.duplicates import Search, duplicates
from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.merge_desk import judged, merge
from survey_app.sent_back import sent_back

MEMBER = "/data/person[1]"
OLD, NEW = "220104600512002", "220104196005120028"


@pytest.fixture
def twice(friday, tmp_path, show, qtbot):
    """One woman at two doors of two communities, and one at one door who was entered twice."""
    other = laptop_of(friday.office, tmp_path, "220104003002", "赵红", Clock(day=13))
    near, far = building(other, floors=3)[:2], [row["record_id"] for row in friday.laptop.store.rows("dwelling")][3]
    people = [
        list_at(friday.laptop, far, "王桂芝", NEW, "13500000021"),
        list_at(other, near[0], "王桂枝", OLD, "13900000077"),
        list_at(other, near[1], "周山", "220104197001010018", "13900000011"),
        list_at(other, near[1], "周三", "220104197001010108", "13900000012"),
    ]
    for laptop in (friday.laptop, other):
        merge(friday.office, judged(friday.office, [hand_over(laptop, tmp_path / f"{laptop.staff.name}.bundle").path]))
    other.close()
    window = show(friday.office, "merge_desk")
    window.page.show_duplicates()
    return SimpleNamespace(
        office=friday.office, window=window, page=window.page, view=window.page.duplicates.view, people=people
    )


def list_at(laptop, door, name, number, mobile):
    interview = Interview.open(laptop, "household", parent_id=door)
    for question, answer in {"full_name": name, "id_no": number, "presence": "1", "mobile": mobile}.items():
        paths = (state.path for state in interview.states() if state.path.startswith(MEMBER))
        interview.answer(next(path for path in paths if path.endswith(f"/{question}")), answer)
    record = interview.instance.record_of(MEMBER)
    interview.close()
    return record


def rest(twice, qtbot):
    qtbot.waitUntil(lambda: not twice.window.shell.jobs.is_busy, timeout=20_000)
    qtbot.wait(1)


def texts(view):
    return [label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view)]


def step(page):
    return page.steps.buttons[4].text()


def test_the_step_counts_them_and_the_reasons_stand_in_words(twice):
    assert step(twice.page).split() == ["Same", "person?", "2"]
    assert "1 of 2" in texts(twice.view)
    assert any("Same ID number (15 and 18 digits), names sound the same" in text for text in texts(twice.view))
    assert {"13500000021", "13900000077"} <= set(texts(twice.view))


def test_leaving_decides_nothing(twice):
    before = twice.office.store.numbers()

    twice.view.walk(+1)
    twice.window.step_back()

    assert twice.office.store.numbers() == before


def test_1_joins_them_and_ctrl_z_takes_it_back(twice, qtbot):
    qtbot.keyClick(twice.view, "1")
    rest(twice, qtbot)
    assert twice.office.store.record(twice.people[1]).marks["@same"] == twice.people[0]
    assert step(twice.page).split()[-1] == "1"

    twice.window.undo()
    rest(twice, qtbot)

    assert "@same" not in twice.office.store.record(twice.people[1]).marks
    assert step(twice.page).split()[-1] == "2"


def test_2_is_remembered(twice, qtbot):
    qtbot.keyClick(twice.view, "2")
    rest(twice, qtbot)

    assert step(twice.page).split()[-1] == "1"
    assert len(duplicates(twice.office, "en")) == 1


def test_3_asks_for_a_sentence_and_sends_the_later_one_back(twice, qtbot):
    qtbot.keyClick(twice.view, "3")
    assert twice.view.sentence.isVisible()
    twice.window.step_back()
    assert not twice.view.sentence.isVisible() and not sent_back(twice.office)

    qtbot.keyClick(twice.view, "3")
    qtbot.keyClicks(twice.view.sentence, "ask 2 people")
    qtbot.keyClick(twice.view.sentence, Qt.Key.Key_Return)
    rest(twice, qtbot)

    assert [(each.record, each.remark) for each in sent_back(twice.office)] == [(twice.people[1], "ask 2 people")]
    twice.view.stand_at(twice.people[1])
    assert any("Sent back: ask 2 people" in text for text in texts(twice.view))


def test_x_changes_sides_so_that_the_other_one_counts(twice, qtbot):
    qtbot.keyClick(twice.view, "x")
    qtbot.keyClick(twice.view, "1")

    assert twice.office.store.record(twice.people[0]).marks["@same"] == twice.people[1]


def test_at_one_door_each_answer_is_chosen(twice, qtbot):
    twice.view.stand_at(twice.people[2])
    (other,) = [each for each in twice.view.findChildren(QPushButton) if each.text() == "13900000012"]
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)

    qtbot.keyClick(twice.view, "1")

    kept, gone = (twice.office.store.record(each) for each in twice.people[2:])
    assert kept.values["mobile"] == "13900000012" and gone.into == kept.id
    assert kept.values["full_name"] == "周山"


def test_the_desk_answers_while_it_looks(twice, qtbot, monkeypatch):
    goes_on, ticks, done = threading.Event(), [], []
    slow = Search.look

    def look(self, language, report, most):
        # It holds on until the desk has shown that it answers.
        assert goes_on.wait(20)
        return slow(self, language, report, most)

    monkeypatch.setattr(duplicate_desk.Search, "look", look)
    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start()
    twice.page.refresh()
    twice.page._start(lambda report: "merged", done.append)

    qtbot.waitUntil(lambda: len(ticks) > 5 and bool(done), timeout=5_000)
    qtbot.keyClick(twice.view, Qt.Key.Key_PageDown)
    assert "2 of 2" in texts(twice.view)

    goes_on.set()
    rest(twice, qtbot)
    timer.stop()
