"""Friday morning at the assistant's laptop: one key, a file on the stick, and later the office's receipt."""

import random

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from survey_app import merge_desk
from survey_app.answering import write_back
from survey_app.attachments import keep_content
from survey_app.hand_over import exports, not_receipted
from sync.exchange import State


@pytest.fixture
def rest(qtbot, shell):
    def resting():
        qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=20_000)
        qtbot.wait(50)

    return resting


@pytest.fixture
def window(show, friday):
    return show(friday.laptop, "hand_over")


@pytest.fixture
def stick(window, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    window.page._show_targets(folder)
    window.page.targets.setFocus()
    return folder


def test_what_has_not_reached_the_office_is_counted_before_anything_is_written(window, friday):
    page = window.page

    assert page.standing.waiting == not_receipted(friday.laptop) > 0
    assert page.standing.unfinished == 1
    assert page.standing.contents["dwelling"] == 4
    assert page._unfinished.text().startswith("1 interview")
    assert "not yet with the office" in page.summary()


def test_where_nothing_is_recorded_the_office_is_not_said_to_have_it(show, community):
    page = show(community, "hand_over").page

    assert page._waiting.text() == "Nothing is recorded here yet"
    assert not page._contents_head.isVisible()


def test_one_key_writes_the_file_reads_it_back_and_says_what_is_on_the_stick(window, friday, stick, qtbot, rest):
    qtbot.keyClick(window.page.targets, Qt.Key.Key_F9)
    rest()

    (file,) = stick.iterdir()
    assert file.suffix == ".bundle"
    assert "read back and correct" in window.page.done.text()
    assert file.name in window.page.done.text()
    assert [line.file for line in exports(friday.laptop)] == [file.name]
    assert friday.laptop.store.drafts() == [], "an open interview travels as far as it has come"


def test_photos_are_counted_and_lie_on_the_stick_once(window, friday, stick, qtbot, rest):
    laptop = friday.laptop
    photo = keep_content(laptop, random.Random(3).randbytes(300_000), ".jpg")
    laptop.change(laptop.rows("dwelling")[0]["record_id"], "dwelling", {"photo": photo})
    window.page.workbook_too.setChecked(True)

    qtbot.keyClick(window.page.targets, Qt.Key.Key_F9)
    rest()

    assert "1 picture or file carried" in window.page.done.text()
    sizes = {file.suffix: file.stat().st_size for file in stick.iterdir()}
    assert sizes[".bundle"] > 300_000 > sizes[".xlsx"]


def test_the_office_can_read_what_enter_wrote(window, friday, stick, qtbot, rest):
    qtbot.keyClick(window.page.targets, Qt.Key.Key_Return)
    rest()

    (arrival,) = merge_desk.receive(friday.office, [stick])

    assert arrival.state is State.READY
    assert arrival.who == "李敏"


def test_a_workbook_goes_along_where_it_is_wished(window, stick, qtbot, rest):
    window.page.workbook_too.setFocus()
    qtbot.keyClick(window.page.workbook_too, Qt.Key.Key_Space)
    qtbot.keyClick(window.page.workbook_too, Qt.Key.Key_F9)
    rest()

    files = {file.suffix: file for file in stick.iterdir()}
    assert set(files) == {".bundle", ".xlsx"}
    book = load_workbook(files[".xlsx"], read_only=True)
    assert len(book.sheetnames) >= 5


def test_the_folder_is_remembered_for_next_friday(window, stick, show, friday, qtbot, rest):
    qtbot.keyClick(window.page.targets, Qt.Key.Key_F9)
    rest()

    window.page._show_targets()

    assert window.page.targets.folder() == stick


def test_a_receipt_that_came_back_is_read_with_one_key(window, friday, stick, qtbot, rest):
    qtbot.keyClick(window.page.targets, Qt.Key.Key_F9)
    rest()
    write_back(friday.office, merge_desk.receive(friday.office, [stick]), stick)

    qtbot.keyClick(window.page.targets, Qt.Key.Key_F6)
    rest()

    assert not_receipted(friday.laptop) == 0
    assert window.page.standing.waiting == 0
    assert "The office has everything" in window.page._waiting.text()
    assert "06-12" in window.page._received.text()


def test_a_stick_that_cannot_be_written_is_told_and_nothing_is_lost(window, friday, stick, qtbot, rest):
    before = not_receipted(friday.laptop)
    stick.rmdir()
    stick.write_text("a file where a folder should be")

    qtbot.keyClick(window.page.targets, Qt.Key.Key_F9)
    rest()

    assert window.trouble_bar.isVisible()
    assert not window.page.done.isVisible()
    assert not_receipted(friday.laptop) >= before
    assert window.page.write_button.isEnabled()


def test_somebody_elses_file_is_no_receipt(window, friday, stick, qtbot, rest):
    qtbot.keyClick(window.page.targets, Qt.Key.Key_F9)
    rest()
    (bundle,) = stick.glob("*.bundle")

    window.page.take(bundle)
    rest()

    assert window.trouble_bar.isVisible()
    assert not_receipted(friday.laptop) > 0
