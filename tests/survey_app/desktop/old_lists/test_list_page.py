"""A list in the window: dropped, corrected with keys and clicks, imported, taken back."""

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox
from small_town import persons

from survey_app.desktop.main_window import MainWindow
from survey_app.desktop.old_lists.sheet_view import SheetView
from survey_app.merge_desk import undo_batch


@pytest.fixture
def at_rest(qtbot, shell):
    def resting():
        qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=60_000)
        QApplication.processEvents()

    return resting


@pytest.fixture
def stand(qtbot, shell, at_rest):
    def standing(workspace, place):
        window = MainWindow(shell)
        qtbot.addWidget(window)
        window.resize(1366, 697)
        window.show_workspace(workspace, place)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        at_rest()
        return window

    return standing


def drop(widget, file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPoint(40, 40), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    widget.dropEvent(event)


def choose(qtbot, table, row, value):
    """Open the choice of a row with Enter and take a value of it."""
    table.setFocus()
    table.setCurrentCell(row, 0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    box = table.findChild(QComboBox)
    qtbot.waitUntil(box.view().isVisible)
    box.view().setCurrentIndex(box.model().index(box.findData(value), 0))
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not box.view().isVisible())


def roster(folder):
    book = Workbook()
    for row in (
        ["湖滨社区花名册", None, None, None, None],
        ["大名", "性别", "户主", "楼栋", "门号"],
        ["李强", "先生", "李强", "5", "402"],
        ["王桂芝", "女", "同上", "同上", "同上"],
        ["钱多", "先生", None, None, None],
    ):
        book.active.append(row)
    book.save(folder / "花名册.xlsx")
    return folder / "花名册.xlsx"


def test_a_clerk_drops_a_list_on_the_desk_and_imports_it(friday, stand, at_rest, qtbot, tmp_path):
    office = friday.office
    window = stand(office, "merge_desk")
    drop(window.page, roster(tmp_path))
    at_rest()

    # What it is, was guessed; one heading means nothing to the program.
    assert window.place == "old_list"
    page = window.page
    assert page.shown.dataset == "person"
    assert page.shown.matched.header.headings[0] == "大名"
    assert page.shown.matched.left_out == ["大名"]

    # Enter on the column, and its question; then the word that is no choice.
    choose(qtbot, page.columns, 0, "full_name")
    at_rest()
    assert page.shown.draft.counts["new"] == 3
    assert [line.cells[1:] for line in page.words.lines] == [("先生", "2")]
    choose(qtbot, page.words, 0, "1")
    at_rest()
    assert page.words.lines == []
    page.area_box.setCurrentIndex(page.area_box.findText("Hubin"))
    page.area_box.activated.emit(page.area_box.currentIndex())
    at_rest()
    assert persons(office) == []
    assert "without a household" in page.outlook.notes.text()
    assert page.import_button.text() == "Import 3 row(s)  F9"

    qtbot.keyClick(page, Qt.Key.Key_F9)
    at_rest()
    assert sorted(row["full_name"] for row in persons(office)) == sorted(["李强", "王桂芝", "钱多"])
    assert window.footer.said.text() == "3 row(s) imported"

    # Ctrl+Z takes the whole list back, Ctrl+Y brings it, and it stands in the list of batches.
    window.undo()
    assert persons(office) == []
    window.redo()
    assert len(persons(office)) == 3
    batch = office.store.batches()[-1]
    assert batch.file == "花名册.xlsx"
    undo_batch(office, batch.id)
    assert persons(office) == []

    # The next list with that heading and that word needs nobody.
    drop(page, roster(tmp_path))
    at_rest()
    assert page.shown.matched.left_out == [] and page.words.lines == []


def test_the_row_of_the_headings_is_one_key_or_one_click(community, stand, at_rest, qtbot, tmp_path):
    (tmp_path / "list.csv").write_text("姓名,性别\n姓名,电话\n甲,1\n", encoding="gb18030")
    window = stand(community, "people")
    drop(window.page, tmp_path / "list.csv")
    at_rest()
    page = window.page
    assert page.shown.matched.header.first == 1

    page.sheet.selectRow(1)
    qtbot.keyClick(page.sheet, Qt.Key.Key_H)
    at_rest()
    assert (page.shown.matched.header.first, page.shown.matched.header.last) == (2, 2)
    assert list(page.shown.matched.columns.values()) == ["full_name", "mobile"]

    page.sheet.verticalHeader().sectionClicked.emit(0)
    at_rest()
    assert page.shown.matched.header.first == 1


def test_doors_of_a_list_stand_on_the_laptop_and_go_again(community, stand, at_rest, qtbot, tmp_path):
    (tmp_path / "doors.csv").write_text(
        "路街巷,住房类型,楼栋,单元,楼层,门号\n南湖大路,楼房,9,1,1,101\n", encoding="utf-8"
    )
    window = stand(community, "doors")
    window.shell.open("old_list", file=str(tmp_path / "doors.csv"), dataset="dwelling")
    at_rest()

    window.page.import_list()
    at_rest()
    assert [row["door"] for row in community.rows("dwelling")] == ["101"]
    window.undo()
    assert community.rows("dwelling") == []


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "list.xls"])
def test_a_file_that_is_no_list_gets_its_sentence_and_changes_nothing(community, stand, at_rest, tmp_path, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04 no more" if name == "list.xlsx" else b"a\0b")
    window = stand(community, "people")

    drop(window.page, tmp_path / name)
    at_rest()

    assert window.trouble_bar.isVisible()
    assert window.page.shown is None and persons(community) == []


def test_a_refused_cell_is_shown_where_it_stands(community, stand, at_rest, qtbot, tmp_path):
    (tmp_path / "list.csv").write_text("姓名,身份证号\n甲,1.1E+17\n", encoding="utf-8")
    window = stand(community, "people")
    drop(window.page, tmp_path / "list.csv")
    at_rest()
    page = window.page
    item = page.outlook.reasons.item(0)

    page.outlook.reasons.itemClicked.emit(item)

    assert item.text().startswith("Row 2, ")
    assert isinstance(page.sheet, SheetView) and page.sheet.currentIndex().row() == 1
