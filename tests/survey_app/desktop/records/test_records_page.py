"""One form alone, by double-click: no pack, no areas, no doors."""

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from survey_app.interviews import Interview
from survey_app.workspace import create_lone


@pytest.fixture(scope="session")
def form(tmp_path_factory):
    """A visitor book as its author would write it."""
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    for line in (
        ("type", "name", "label"),
        ("text", "full_name", "Name"),
        ("text", "phone", "Phone"),
        ("select_one yes_no", "again", "Will come again"),
        ("begin_repeat", "guest", "Guest"),
        ("text", "guest_name", "Name of the guest"),
        ("end_repeat", "", ""),
    ):
        survey.append(line)
    choices = book.create_sheet("choices")
    for line in (("list_name", "name", "label"), ("yes_no", "1", "Yes"), ("yes_no", "0", "No")):
        choices.append(line)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id"))
    settings.append(("Visitor book", "visitors"))
    path = tmp_path_factory.mktemp("form") / "visitors.xlsx"
    book.save(path)
    return path


@pytest.fixture
def lone(form, shell, tmp_path):
    workspace = create_lone(tmp_path / "visitors", form, None, shell.now)
    for name, phone in (("Ann Smith", "13500000001"), ("Bob Jones", "220104198403170046")):
        interview = Interview.open(workspace, "visitors")
        interview.answer("/data/full_name", name)
        interview.answer("/data/phone", phone)
        interview.answer("/data/again", "1")
        interview.close()
    yield workspace
    workspace.close()


@pytest.fixture
def window(show, lone):
    return show(lone, "records")


@pytest.fixture
def rest(qtbot, shell):
    def resting():
        qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=20_000)
        qtbot.wait(50)

    return resting


def names(window):
    model = window.page.model
    return sorted(model.text(row, 0) for row in range(model.rowCount()))


def test_a_form_alone_opens_on_its_records(window):
    assert window.place == "records"
    assert window.page.title() == "Visitor book"
    assert names(window) == ["Ann Smith", "Bob Jones"]


def test_a_choice_is_shown_by_its_label(window):
    assert window.page.model.text(0, 2) == "Yes"


def test_enter_opens_the_record_that_is_chosen(window, qtbot):
    row = window.page.model.row(0)

    qtbot.keyClick(window.page.table, Qt.Key.Key_Return)

    assert window.place == "interview"
    assert window.page.spot == {"record": row["record_id"]}


def test_ctrl_n_begins_another(window, qtbot):
    qtbot.keyClick(window.page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert window.place == "interview"
    assert window.page.spot == {"record": ""}


def test_delete_takes_a_record_away_and_ctrl_z_brings_it_back(window, qtbot):
    window.page.table.stand_on(0)

    qtbot.keyClick(window.page.table, Qt.Key.Key_Delete)
    left = names(window)
    qtbot.keyClick(window.page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert len(left) == 1
    assert names(window) == ["Ann Smith", "Bob Jones"]


def test_words_typed_in_the_search_field_find_records(window, qtbot):
    qtbot.keyClick(window.page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.top_bar.search, "bob")
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)

    assert names(window) == ["Bob Jones"]


def test_copied_rows_keep_eighteen_digits(window, qtbot):
    window.page.table.selectAll()
    qtbot.keyClick(window.page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert "220104198403170046" in QApplication.clipboard().text()


def test_a_copy_saved_here_is_merged_by_somebody_with_the_same_form(window, form, shell, tmp_path, qtbot, rest):
    window.page.save_to(tmp_path / "mine.bundle")
    rest()
    other = create_lone(tmp_path / "other", form, None, shell.now)

    from survey_app.merge_desk import merge, receive

    merge(other, receive(other, [tmp_path / "mine.bundle"]))

    assert other.store.count("visitors") == 2
    other.close()


def test_an_empty_list_says_how_to_begin(show, form, shell, tmp_path):
    workspace = create_lone(tmp_path / "empty", form, None, shell.now)

    window = show(workspace, "records")

    assert "Ctrl+N" in window.page._empty_hint.text()
    assert window.page.new_button.hasFocus()
    workspace.close()


def test_the_records_leave_as_odk_submissions(window, rest, tmp_path):
    window.page.submissions.write_to(tmp_path / "odk")
    rest()

    assert len(list((tmp_path / "odk").glob("visitors/uuid*/submission.xml"))) == 2
    assert "2 records" in window.footer.said.text()
