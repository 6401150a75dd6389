"""Reports of the pack on the screen: chosen by a key, each number opens, numbers are masked until somebody says why."""

import pytest
from PySide6.QtCore import QDate, Qt
from python_calamine import CalamineWorkbook

from survey_app.access_log import accesses
from survey_app.hand_over import commit_drafts
from survey_app.reporting import reports_of


@pytest.fixture
def rest(qtbot, shell):
    def resting():
        qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=20_000)
        qtbot.wait(50)

    return resting


@pytest.fixture
def page(show, friday, rest):
    commit_drafts(friday.laptop)
    window = show(friday.laptop, "reports")
    rest()
    return window.page


def texts(page, column):
    model = page.printed.model()
    return [model.text(row, column) for row in range(model.rowCount())]


def stand_on(page, row, column):
    page.printed.table.setCurrentIndex(page.printed.table.model().index(row, column))
    page.printed.table.setFocus()


def test_the_list_offers_the_key_figures_and_every_report_of_the_pack(page, friday):
    titles = [page.reports.item(row).text() for row in range(page.reports.count())]

    assert titles[:2] == ["Key figures", "Find by conditions"] and "Base table" in titles
    assert len(titles) == 2 + len(reports_of(friday.laptop))


def test_a_report_shows_the_cells_that_stand_on_paper(page, friday, rest):
    page.show_report("base")
    rest()

    labels = [column.label for column in page.printed.report.columns]
    assert texts(page, labels.index("Households"))[0] == str(friday.laptop.store.count("household", {"status": "live"}))
    assert "Checked" in page.printed._foot.text() or page.printed.report.checks == []


def test_enter_on_a_number_lists_as_many_records_and_escape_leads_back(page, qtbot, rest):
    page.show_report("ages")
    rest()
    stand_on(page, 0, 1)

    qtbot.keyClick(page.printed.table, Qt.Key.Key_Return)
    rest()

    assert str(page.printed.found.rowCount()) == texts(page, 1)[0] != "0"
    assert page.printed.behind.hasFocus()
    assert page.step_back() and page.printed.table.hasFocus()
    assert not page.step_back()


def test_another_day_makes_the_report_of_that_day(page, rest):
    page.show_report("age_sex")
    rest()
    before = texts(page, 0)

    page.printed.day.setDate(QDate(2100, 1, 1))
    rest()

    assert texts(page, 0) == [before[0], "80 and over"]


def test_numbers_are_shown_in_full_only_after_somebody_said_why(page, friday, qtbot, rest):
    page.show_report("roster_jobless")
    rest()
    (column, *_) = [at for at in range(len(page.printed.report.columns)) if "****" in "".join(texts(page, at))]

    qtbot.mouseClick(page.printed.in_full.button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.printed.in_full.field, "checking certificates")
    qtbot.keyClick(page.printed.in_full.field, Qt.Key.Key_Return)
    rest()

    assert not any("*" in number for number in texts(page, column))
    assert accesses(friday.laptop)[-1]["reason"] == "checking certificates"


def test_half_a_reason_shows_no_number_when_the_day_is_changed(page, friday, qtbot, rest):
    page.show_report("roster_jobless")
    rest()
    page.printed.in_full.button.click()
    qtbot.keyClicks(page.printed.in_full.field, "ch")

    page.printed.day.setDate(QDate(2003, 7, 1))
    rest()

    assert any("*" in text for column in range(len(page.printed.report.columns)) for text in texts(page, column))
    assert accesses(friday.laptop) == []


def test_another_report_forgets_the_reason(page, qtbot, rest):
    page.show_report("roster_jobless")
    rest()
    page.printed.in_full.button.click()
    page.printed.in_full.field.setText("once")
    qtbot.keyClick(page.printed.in_full.field, Qt.Key.Key_Return)
    rest()

    page.show_report("roster_4050")
    rest()

    assert page.printed.in_full.reason == "" and not page.printed.in_full.is_open


def test_the_report_is_saved_as_it_is_shown(page, tmp_path, rest):
    page.show_report("ages")
    rest()

    for suffix in (".xlsx", ".pdf", ".html", ".csv"):
        page.save_to(tmp_path / f"ages{suffix}")
        rest()

    assert len(list(tmp_path.glob("ages.*"))) == 4
    rows = CalamineWorkbook.from_path(tmp_path / "ages.xlsx").get_sheet_by_index(0).to_python()
    assert any(str(row[1]).removesuffix(".0") == texts(page, 1)[0] for row in rows if row[0] == "Total")
