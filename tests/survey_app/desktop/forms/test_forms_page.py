"""A new version of a form in the windows: looked at, tried out, published, taken by a laptop in mid-interview."""

import pytest
from newer_form import newer_form
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from small_town import persons

from survey_app.answering import write_back
from survey_app.desktop.main_window import MainWindow
from survey_app.doors import doors
from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.master import refresh_master
from survey_app.merge_desk import judged, merge
from survey_app.versions import versions_here


@pytest.fixture
def at_rest(qtbot, shell):
    def resting():
        qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=60_000)
        QApplication.processEvents()

    return resting


@pytest.fixture
def stand(qtbot, shell, at_rest):
    """Show a workspace in a window of its own, with all its pages."""

    def standing(workspace, place):
        window = MainWindow(shell)
        qtbot.addWidget(window)
        window.resize(1366, 697)
        window.show_workspace(workspace, place)
        window.show()
        at_rest()
        return window

    return standing


def lines(widget):
    return [widget.item(row).text() for row in range(widget.count())]


def drop(widget, file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPoint(40, 40), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    widget.dropEvent(event)


def test_a_form_changes_while_people_work_with_it(friday, stand, at_rest, qtbot, tmp_path, shell):
    office, laptop = friday.office, friday.laptop
    # The stick is written, and the assistant begins another household meanwhile.
    stick = tmp_path / "stick"
    stick.mkdir()
    hand_over(laptop, stick / "friday.bundle")
    begun = Interview.open(laptop, "household", parent_id=doors(laptop)[3].record_id)
    begun.answer("/data/person[1]/core/full_name", "钱多多")
    begun.answer("/data/person[1]/core/labour_status", "21")
    begun.answer("/data/person[1]/more/skill", "木工")
    begun.answer("/data/person[1]/more/contact_via", "门卫")

    # The clerk drops the new form on the merge desk, and sees what it would do.
    window = stand(office, "merge_desk")
    drop(window.page, newer_form(tmp_path))
    at_rest()
    assert window.place == "forms"
    told = lines(window.page.changes)
    assert any("skill is now trade" in line for line in told)
    assert any("New question: Dialect spoken" in line for line in told)
    assert window.page.publish_button.isEnabled()

    # F5: the form as it will be; what is answered there reaches nothing.
    held = len(list(office.store.saves())), office.store.drafts()
    qtbot.keyClick(window, Qt.Key.Key_F5)
    at_rest()
    assert window.place == "form_preview"
    window.page.answer("/data/person[1]/core/full_name", "无此人")
    window.page.answer("/data/person[1]/core/labour_status", "21")
    assert window.page.interview.instance.state("/data/person[1]/more/dialect").label in (
        "Dialect spoken",
        "会说的方言",
    )
    window.step_back()
    at_rest()
    assert window.place == "forms"
    assert (len(list(office.store.saves())), office.store.drafts()) == held

    # F9 publishes it.
    qtbot.keyClick(window, Qt.Key.Key_F9)
    at_rest()
    assert office.pack.version == "2003.2"
    assert "2003.2" in window.footer.said.text()
    assert any("2003.1" in line for line in lines(window.page.laptops))

    # The stick goes back with the new version, into the middle of that household.
    arrived = judged(office, [stick / "friday.bundle"])
    (back,) = write_back(office, arrived, stick)
    merge(office, arrived)
    street = stand(laptop, "hand_over")
    street.page.take(back)
    at_rest()
    assert laptop.pack.version == "2003.2"
    assert "version 2003.2" in street.footer.said.text()

    # The interview goes on in the new version, and says what became of the answers.
    street.go("interview", draft=begun.draft_id)
    notice = street.page.above.notice.text()
    assert "Renamed: Skill or trade." in notice and "Contact person" in notice
    street.page.answer("/data/person[1]/more/dialect", "东北话")
    street.page.finish()
    at_rest()

    # Both versions' answers stand in the master.
    merge(office, judged(office, [hand_over(laptop, stick / "next.bundle").path]))
    row = next(row for row in persons(office) if row["full_name"] == "钱多多")
    assert (row["trade"], row["contact_via"], row["dialect"]) == ("木工", "门卫", "东北话")
    refresh_master(office, language="zh")
    book = load_workbook(office.master, read_only=True)
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert {"木工", "东北话"} <= cells
    assert len(versions_here(office).earlier) == 1


def test_a_broken_form_is_a_list_with_places(friday, stand, at_rest, tmp_path):
    window = stand(friday.office, "forms")

    window.page.look_at(newer_form(tmp_path, mobile={"relevant": "${nobody} = 1"}))
    at_rest()

    table = window.page.findings
    assert "survey" in table.item(0, 0).text() and "57" in table.item(0, 0).text()
    assert "nobody" in table.item(0, 1).text() and table.item(0, 2).text()
    assert not window.page.publish_button.isEnabled() and not window.page.try_button.isEnabled()
    window.step_back()
    assert window.place == "forms" and window.page.proposal is None


def test_what_is_taken_for_renamed_can_be_taken_apart(friday, stand, at_rest, tmp_path):
    window = stand(friday.office, "forms")
    window.page.look_at(newer_form(tmp_path))
    at_rest()
    changes = window.page.changes
    row = next(row for row in range(changes.count()) if "skill is now trade" in changes.item(row).text())

    changes.item(row).setCheckState(Qt.CheckState.Unchecked)
    at_rest()

    told = lines(changes)
    assert any("No longer asked: Skill or trade" in line for line in told)
    assert any("New question: Skill or trade" in line for line in told)


def test_forms_are_called_in_the_language_that_is_spoken(friday, stand, shell):
    called = {}
    for shell.language in ("en", "zh"):
        window = stand(friday.office, "forms")
        called[shell.language] = [line.partition("\n")[0] for line in lines(window.page._in_use)]
        window.put_away()

    assert {"Households", "Doors", "Certificates"} <= set(called["en"])
    assert {"住户", "门牌", "再就业优惠证"} <= set(called["zh"])
    assert not [title for title in called["en"] if not title.isascii()]
