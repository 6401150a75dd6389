"""What waits: an interview that was not closed, doors that are due, disagreements, what was put aside."""

import pytest
from PySide6.QtCore import Qt

from survey_app import quarantine
from survey_app.desktop.main_window import MainWindow
from survey_app.doors import doors, record_outcome
from survey_app.hand_over import hand_over
from survey_app.laptops import withdraw
from survey_app.merge_desk import merge, receive
from survey_app.register_listing import begin_on
from survey_app.registers import register_named
from survey_app.sent_back import send_back
from survey_app.to_do import Kind
from sync.refusal import Refusal


@pytest.fixture
def rest(qtbot, shell):
    def resting():
        qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=20_000)
        qtbot.wait(50)

    return resting


def kinds(window: MainWindow) -> list[Kind]:
    return [task.kind for task in window.page.tasks]


def stand_at(window: MainWindow, kind: Kind) -> None:
    """Choose the first line of that kind."""
    model = window.page.list.tasks
    row = next(number for number, line in enumerate(model.lines) if line.task and line.task.kind is kind)
    window.page.list.setCurrentIndex(model.index(row))


def test_an_interview_that_was_not_closed_goes_on_with_enter(show, friday, qtbot):
    window = show(friday.laptop, "to_do")
    assert kinds(window) == [Kind.OPEN]

    qtbot.keyClick(window.page.list, Qt.Key.Key_Return)

    (draft,) = friday.laptop.store.drafts()
    assert window.place == "interview"
    assert window.page.spot == {"draft": draft.id}


def test_doors_that_are_due_again_come_with_the_earliest_first(show, friday, shell, qtbot):
    free = [door.record_id for door in doors(friday.laptop) if not door.households]
    for door, day in zip(free, (11, 10), strict=False):
        record_outcome(friday.laptop, door, "03", next_at=shell.now().replace(day=day))

    window = show(friday.laptop, "to_do")

    overdue = [task for task in window.page.tasks if task.kind is Kind.OVERDUE]
    assert [task.when[8:10] for task in overdue] == sorted(task.when[8:10] for task in overdue)
    assert overdue


def test_headings_are_passed_over_by_the_arrows(show, friday, shell, qtbot):
    free = next(door.record_id for door in doors(friday.laptop) if not door.households)
    record_outcome(friday.laptop, free, "03", next_at=shell.now().replace(day=10))
    window = show(friday.laptop, "to_do")
    first = window.page.list.task()

    qtbot.keyClick(window.page.list, Qt.Key.Key_Down)

    assert first.kind is Kind.OPEN
    assert window.page.list.task().kind is Kind.OVERDUE


def test_where_nothing_waits_the_page_says_what_to_do_next(show, friday, qtbot):
    window = show(friday.office, "to_do")

    assert window.page.go_button.isVisible()
    qtbot.keyClick(window.page.go_button, Qt.Key.Key_Space)

    assert window.place == "merge_desk"


def test_a_clerk_finds_two_answers_that_differ(show, friday, tmp_path, qtbot):
    merge(friday.office, receive(friday.office, [hand_over(friday.laptop, tmp_path / "one.bundle").path]))
    person = friday.laptop.store.rows("person")[0]["record_id"]
    friday.laptop.change(person, "person", {"mobile": "13500000021"})
    friday.office.change(person, "person", {"mobile": "13500000028"})
    merge(friday.office, receive(friday.office, [hand_over(friday.laptop, tmp_path / "two.bundle").path]))

    window = show(friday.office, "to_do")

    assert [kind for kind in kinds(window) if kind is not Kind.REGISTER] == [Kind.CONFLICT]
    stand_at(window, Kind.CONFLICT)
    assert "13500000021" in next(task for task in window.page.tasks if task.kind is Kind.CONFLICT).detail
    qtbot.keyClick(window.page.list, Qt.Key.Key_Return)
    assert window.place == "merge_desk"
    assert window.page.spot["view"] == "conflicts"


def test_what_was_sent_back_leads_to_the_person_and_f8_says_that_it_is_right(show, friday, shell, rest, qtbot):
    person = friday.laptop.store.rows("person")[0]
    send_back(friday.laptop, person["record_id"], "person", "Which number answers?")
    window = show(friday.laptop, "to_do")
    stand_at(window, Kind.RETURNED)
    assert "Which number answers?" in window.page.in_full.text()

    qtbot.keyClick(window.page.list, Qt.Key.Key_F8)
    rest()
    assert Kind.RETURNED not in kinds(window)
    window.undo()
    rest()
    assert Kind.RETURNED in kinds(window)

    stand_at(window, Kind.RETURNED)
    window.page.open_task()
    assert window.page.spot["person"] == person["record_id"]


def test_the_rail_shows_how_much_waits(show, friday, rest, qtbot):
    window = show(friday.laptop, "doors")

    qtbot.waitUntil(lambda: window.workplace.rail._buttons["to_do"].count == 1, timeout=5000)

    rest()


def test_cells_that_were_not_taken_stand_on_the_clerks_list(show, friday, rest, qtbot):
    refusal = Refusal("x", "master.xlsx", "人员", 4, "C", "", "person", "birth_date", "date", "some day")
    friday.office.store.note_refusals([refusal], "")

    window = show(friday.office, "to_do")

    assert kinds(window) == [Kind.REFUSED]
    assert "C4" in window.page.in_full.text() and "some day" in window.page.in_full.text()
    qtbot.keyClick(window.page.list, Qt.Key.Key_F8)
    rest()
    assert kinds(window) == []
    window.undo()
    rest()
    assert kinds(window) == [Kind.REFUSED]


def test_what_was_put_aside_is_let_in_or_kept_out_with_a_reason(show, friday, rest, qtbot, tmp_path):
    laptop, office = friday.laptop, friday.office
    withdraw(office, laptop.credentials.device.public, "lost")
    laptop.change(laptop.store.rows("dwelling")[0]["record_id"], "dwelling", {"estate": "X"})
    merge(office, receive(office, [hand_over(laptop, tmp_path / "late.bundle").path]))
    window = show(office, "to_do")
    stand_at(window, Kind.WITHHELD)

    qtbot.keyClick(window.page.list, Qt.Key.Key_Delete)
    window.step_back()
    assert quarantine.decisions(office) == [], "Esc decides nothing"
    qtbot.keyClick(window.page.list, Qt.Key.Key_Delete)
    qtbot.keyClick(window.page.why, "1")
    rest()
    assert {each.why for each in quarantine.decisions(office)} == {"Nobody knows who made it"}
    window.undo()
    rest()

    stand_at(window, Kind.WITHHELD)
    qtbot.keyClick(window.page.list, Qt.Key.Key_F8)
    qtbot.keyClicks(window.page.why.line, "found in the drawer")
    qtbot.keyClick(window.page.why.line, Qt.Key.Key_Return)
    rest()

    assert {each.why for each in quarantine.decisions(office)} == {"found in the drawer"}
    assert office.store.withheld() == []


def test_what_is_due_in_a_register_stands_here_with_how_much_and_leads_to_it(show, friday, shell, qtbot):
    laptop = friday.laptop
    persons = laptop.rows("person")[:2]
    for person, day in zip(persons, ("2003-06-10", "2003-06-11"), strict=True):
        told = {"follow_date": "2003-06-01", "method": "phone", "reached": "1", "now_doing": "21", "next_due": day}
        begin_on(laptop, register_named(laptop, "followup"), person["record_id"], told, "en")

    window = show(laptop, "to_do")
    stand_at(window, Kind.REGISTER)
    task = window.page.list.task()
    assert (task.what, task.detail, task.when) == ("Follow-ups", "2 due", "2003-06-10")
    qtbot.keyClick(window.page.list, Qt.Key.Key_Return)
    assert window.place == "registers" and window.page.spot == {"register": "followup", "part": ":due"}
