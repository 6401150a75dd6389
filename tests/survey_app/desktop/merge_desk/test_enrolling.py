"""A new laptop: the clerk types a community by its initials, and gives the file and the slip apart."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from survey_app.enrolment import enrolled
from survey_app.workspace import create_from_start


@pytest.fixture
def rest(qtbot, shell):
    def resting():
        qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=20_000)
        qtbot.wait(50)

    return resting


@pytest.fixture
def desk(show, friday, tmp_path, qtbot):
    window = show(friday.office, "merge_desk")
    qtbot.keyClick(window.page.desk_view.roll, Qt.Key.Key_F8)
    window.page.enrolling.panel.stand_with(tmp_path)
    return window.page


def fill(qtbot, panel):
    qtbot.keyClicks(panel.area, "xc")
    qtbot.keyClick(panel.area, Qt.Key.Key_Return)
    qtbot.keyClicks(panel.number, "A-07")
    qtbot.keyClick(panel.number, Qt.Key.Key_Return)
    panel.name.setText("赵红")
    panel.changed.emit()


def test_a_community_is_found_by_the_initials_of_its_name(desk, qtbot):
    panel = desk.enrolling.panel

    qtbot.keyClicks(panel.area, "hb")
    found = [panel.matches.item(row).text() for row in range(panel.matches.count())]
    qtbot.keyClick(panel.area, Qt.Key.Key_Return)

    assert found == ["Hubin"]
    assert panel.area_code == "220104003001"
    assert panel.number.hasFocus()


def test_nothing_is_made_before_it_is_clear_for_whom(desk, qtbot):
    panel = desk.enrolling.panel
    assert not panel.accept_button.isEnabled()

    qtbot.keyClicks(panel.area, "nowhere")
    panel.number.setText("A-07")
    panel.name.setText("赵红")
    panel.changed.emit()

    assert not panel.accept_button.isEnabled()


def test_the_file_opens_with_the_code_of_the_slip(desk, friday, shell, tmp_path, qtbot, rest):
    panel = desk.enrolling.panel
    fill(qtbot, panel)

    qtbot.mouseClick(panel.accept_button, Qt.MouseButton.LeftButton)
    rest()

    (file,) = tmp_path.glob("*.start.bundle")
    begun = create_from_start(tmp_path / "new", file, None, shell.now, code=panel.code.text())
    assert (begun.staff.name, begun.area) == ("赵红", "220104/220104003/220104003002")
    assert enrolled(friday.office)[-1].code == "", "the code is not kept"
    begun.close()


def test_the_slip_names_whom_it_is_for_and_prints_on_a5(desk, tmp_path, qtbot, rest):
    panel = desk.enrolling.panel
    fill(qtbot, panel)
    qtbot.mouseClick(panel.accept_button, Qt.MouseButton.LeftButton)
    rest()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "slip.pdf"))

    slip = desk.enrolling.slip()
    desk.enrolling.papers.print_on(printer, slip)

    assert all(part in slip for part in ("赵红", "A-07", panel.code.text()))
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")


def test_esc_leaves_the_panel_and_the_totals_are_back(desk, qtbot):
    qtbot.keyClick(desk.enrolling.panel.number, Qt.Key.Key_Escape)

    assert desk.sides.currentIndex() == 0
    assert desk.desk_view.roll.hasFocus()
