"""Key figures, and who stands behind each of them."""

import csv
import io

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from survey_app.hand_over import commit_drafts


@pytest.fixture
def rest(qtbot, shell):
    def resting():
        qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=20_000)
        qtbot.wait(50)

    return resting


@pytest.fixture
def window(show, friday):
    commit_drafts(friday.laptop)
    return show(friday.laptop, "reports")


def choose(page, name):
    page.figures.numbers.selectRow([figure.name for figure in page.figures.figures].index(name))


def value(page, name):
    return next(figure.value for figure in page.figures.figures if figure.name == name)


def test_the_figures_are_those_of_the_records(window, friday):
    assert value(window.page, "doors") == 4
    finished = {"resident": 1, "status": "live"}
    assert value(window.page, "persons") == friday.laptop.store.count("person", finished) > 0


def test_what_a_figure_counts_is_said_below_it(window):
    choose(window.page, "persons")

    assert "Usual residents only" in window.page.figures._says.text()


def test_enter_lists_exactly_the_records_that_a_number_counts(window, qtbot, rest):
    choose(window.page, "persons")

    qtbot.keyClick(window.page.figures.numbers, Qt.Key.Key_Return)
    rest()

    assert window.page.figures.found.rowCount() == value(window.page, "persons")
    assert window.page.figures.behind.hasFocus()


def test_enter_on_a_person_opens_the_household_at_that_person(window, friday, qtbot, rest):
    choose(window.page, "persons")
    qtbot.keyClick(window.page.figures.numbers, Qt.Key.Key_Return)
    rest()
    person = window.page.figures.found.row(0)

    qtbot.keyClick(window.page.figures.behind, Qt.Key.Key_Return)

    assert window.place == "interview"
    assert window.page.spot["person"] == person["record_id"]
    assert window.page.spot["record"] == person["parent_id"]


def test_esc_goes_back_from_the_list_to_the_figures(window, qtbot, rest):
    choose(window.page, "persons")
    qtbot.keyClick(window.page.figures.numbers, Qt.Key.Key_Return)
    rest()

    qtbot.keyClick(window.page.figures.behind, Qt.Key.Key_Escape)

    assert window.place == "reports"
    assert window.page.figures.numbers.hasFocus()


def test_the_figures_are_copied_as_a_table(window, qtbot):
    qtbot.keyClick(window.page.figures.numbers, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert "Doors\t4" in QApplication.clipboard().text()


def test_an_office_sees_its_communities_and_each_has_its_own_figures(show, friday, rest):
    window = show(friday.office, "reports")
    assert window.page.areas.count() == 13

    window.page.areas.setCurrentRow(1)
    rest()

    assert window.page.area() == "220104/220104003/220104003001"
    assert value(window.page, "doors") == 0


def test_a_list_saved_as_csv_opens_as_utf_8_everywhere(window, tmp_path, qtbot, rest):
    choose(window.page, "persons")
    qtbot.keyClick(window.page.figures.numbers, Qt.Key.Key_Return)
    rest()

    window.page.save_to(tmp_path / "persons.csv")
    rest()

    data = (tmp_path / "persons.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 1 + value(window.page, "persons")


def test_the_figures_saved_as_a_workbook_are_numbers(window, tmp_path, rest):
    window.page.figures.numbers.setFocus()

    window.page.save_to(tmp_path / "figures.xlsx")
    rest()

    sheet = load_workbook(tmp_path / "figures.xlsx").worksheets[0]
    assert [row[1] for row in sheet.iter_rows(values_only=True) if row[0] == "Doors"] == [4]
