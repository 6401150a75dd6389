"""A report is published by a key, stands in the list for ever, and tells who came and went since the one before."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication

from survey_app.hand_over import hand_over
from survey_app.merge_desk import judged, merge

JUNE, JULY = QDate(2003, 6, 30), QDate(2003, 7, 31)


@pytest.fixture
def rest(qtbot, shell):
    def resting():
        qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=20_000)
        qtbot.wait(50)
        qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=20_000)

    return resting


@pytest.fixture
def office(friday, tmp_path):
    merge(friday.office, judged(friday.office, [hand_over(friday.laptop, tmp_path / "friday.bundle").path]))
    return friday.office


@pytest.fixture
def page(show, office, rest):
    window = show(office, "reports")
    rest()
    return window.page


def publish(page, qtbot, rest, name="base", day=JULY):
    page.show_report(name)
    page.printed.day.setDate(day)
    rest()
    for _ in range(2):
        qtbot.keyClick(page.printed.table, Qt.Key.Key_F8)
        rest()


def listed(page):
    titles = [page.reports.item(row).text() for row in range(page.reports.count())]
    return titles[titles.index("Published") :]


def someone_moves_away(office):
    gone = next(row for row in office.store.rows("person") if row["resident"] == 1)
    office.change(gone["record_id"], "person", {"presence": "2"})
    return gone


def test_f8_once_only_asks_and_f8_twice_publishes_and_shows_it(page, office, qtbot, rest):
    page.show_report("base")
    rest()
    qtbot.keyClick(page.printed.table, Qt.Key.Key_F8)
    rest()
    assert office.store.publications() == []

    qtbot.keyClick(page.printed.table, Qt.Key.Key_F8)
    rest()

    (kept,) = office.store.publications()
    assert kept.told["name"] == "base" and page.view is page.published
    assert page.published._foot.text().count("Published as no. 1") == 1
    assert page.published.report.rows[0].cells == page.published.table.report_model().report.rows[0].cells


def test_what_was_asked_for_one_day_is_not_published_for_another(page, office, qtbot, rest):
    page.show_report("base")
    rest()
    qtbot.keyClick(page.printed.table, Qt.Key.Key_F8)
    page.printed.day.setDate(QDate(2003, 1, 1))
    rest()

    qtbot.keyClick(page.printed.table, Qt.Key.Key_F8)
    rest()

    assert office.store.publications() == []


def test_the_next_one_tells_who_went_and_why_and_enter_opens_the_household(page, office, qtbot, rest):
    publish(page, qtbot, rest, day=JUNE)
    gone = someone_moves_away(office)
    publish(page, qtbot, rest)

    assert listed(page) == ["Published", "No. 2 Base table", "No. 1 Base table"]
    labels = [row.title for row in page.published.differences.numbers.rows]
    page.published.differences.selectRow(next(at for at, label in enumerate(labels) if "residents" in label.lower()))
    rest()
    (moved,) = page.published.moved.model().moved
    assert (moved.record, moved.came) == (gone["record_id"], False)

    page.published.table.setFocus()
    for widget in (page.published.table, page.published.differences, page.published.moved):
        assert widget.hasFocus()
        qtbot.keyClick(widget, Qt.Key.Key_Return)
    rest()

    window = page.window()
    assert window.place == "interview" and window.page.spot["person"] == gone["record_id"]


def test_compared_with_the_records_now_nothing_differs_until_somebody_changes_them(page, office, qtbot, rest):
    publish(page, qtbot, rest)
    assert page.published.compared.differences == [] and "same people" in page.published._says.text()

    someone_moves_away(office)
    page.refresh()
    rest()

    assert page.published.compared.differences and "differ" in page.published._says.text()
    page.published.moved.setFocus()
    page.copy()
    assert "corrected" in QApplication.clipboard().text()


def test_escape_leads_from_the_persons_back_to_the_pages(page, office, qtbot, rest):
    publish(page, qtbot, rest)
    someone_moves_away(office)
    page.refresh()
    rest()
    page.published.moved.setFocus()

    assert page.step_back() and page.published.differences.hasFocus()
    assert page.step_back() and page.published.table.hasFocus()
    assert not page.step_back()


def test_it_is_saved_as_it_was_published(page, office, qtbot, rest, tmp_path):
    publish(page, qtbot, rest)
    page.save_to(tmp_path / "once.csv")
    rest()
    someone_moves_away(office)
    page.refresh()
    rest()

    page.save_to(tmp_path / "again.csv")
    rest()

    assert (tmp_path / "once.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()


def test_an_assistant_is_not_offered_to_publish(show, friday, qtbot, rest):
    page = show(friday.laptop, "reports").page
    page.show_report("base")
    rest()

    assert "F8" not in {each.key for each in page.keys()}  # noqa: SIM118
    for _ in range(2):
        qtbot.keyClick(page.printed.table, Qt.Key.Key_F8)
    rest()
    assert friday.laptop.store.publications() == []
