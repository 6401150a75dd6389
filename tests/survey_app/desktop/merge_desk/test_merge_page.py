"""The desk in the window: who stands behind a figure, what a dropped file is, and what the keys say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

from survey_app.hand_over import hand_over
from survey_app.ledger import ledger
from survey_app.merge_desk import judged, merge, receive


@pytest.fixture
def desk(friday, tmp_path, show, qtbot):
    """Two households of a laptop lie on the office's desk, not merged."""
    receive(friday.office, [hand_over(friday.laptop, tmp_path / "one.bundle").path])
    window = show(friday.office, "merge_desk")
    qtbot.waitUntil(lambda: window.page.desk is not None and window.page.desk.mergeable == 1, timeout=20_000)
    return window


def stand_at(page, figure):
    page.totals.figures.selectRow([row.key for row in page.totals.figures.numbers.rows].index(figure))


def keys_told(page):
    hints = page.keys()
    return [hint.key for hint in hints]


def test_f5_lists_who_would_be_counted_and_writes_nothing(desk, friday, qtbot):
    page = desk.page
    stand_at(page, "persons")
    change = page.totals.change

    qtbot.keyClick(page.desk_view.roll, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: page.views.currentWidget() is page.moved, timeout=20_000)

    assert change.difference > 0
    assert page.moved.come.model().rowCount() == change.difference
    assert not page.moved.gone.isVisible()
    assert friday.office.store.count("person") == 0
    desk.step_back()
    assert page.views.currentIndex() == 0


def test_where_nothing_waits_f5_opens_the_figure_among_the_reports(desk, qtbot, shell):
    page = desk.page
    page.merge()
    qtbot.waitUntil(lambda: page.desk.mergeable == 0 and not shell.jobs.is_busy, timeout=20_000)
    stand_at(page, "persons")

    page.show_moved()

    assert desk.place == "reports" and desk.page.spot == {"figure": "persons"}


def test_the_request_of_somebody_who_forgot_a_password_goes_to_the_staff_page(desk, tmp_path):
    file = tmp_path / "li.request"
    file.write_text("{}")

    desk.page.receive([file])

    assert desk.place == "staff" and desk.page.spot == {"request": str(file)}


def test_the_footer_says_how_a_batch_is_taken_back_and_no_key_that_does_nothing(desk, qtbot, shell):
    page = desk.page
    assert {"F5", "F9", "Delete"} <= set(keys_told(page))
    page.merge()
    qtbot.waitUntil(lambda: page.desk.mergeable == 0 and not shell.jobs.is_busy, timeout=20_000)
    assert "F9" not in keys_told(page)

    page.show_batches()

    assert keys_told(page) == ["U", "Ctrl+P", "Ctrl+S", "Esc"]


def test_an_empty_desk_offers_no_key_for_what_is_not_there(friday, show, qtbot):
    page = show(friday.office, "merge_desk").page
    qtbot.waitUntil(lambda: page.desk is not None, timeout=20_000)

    assert not {"F5", "F9", "Delete"} & set(keys_told(page))
    assert "Ctrl+O" in keys_told(page)
    assert not page.totals._who.isVisible()


def test_what_depends_on_a_batch_is_shown_before_it_is_taken_back(desk, friday, qtbot, shell):
    page = desk.page
    page.merge()
    qtbot.waitUntil(lambda: page.desk.mergeable == 0 and not shell.jobs.is_busy, timeout=20_000)
    person = friday.office.store.rows("person")[0]["record_id"]
    friday.office.change(person, "person", {"mobile": "13500000021"})
    page.show_batches()

    qtbot.keyClick(page.batches, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: page.batches._scroll.isVisible(), timeout=20_000)
    assert "Later edit" in page.batches._outlook.text()
    assert friday.office.store.count("household") > 0
    assert page.step_back() and friday.office.store.count("household") > 0
    qtbot.keyClick(page.batches, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: page.batches._scroll.isVisible(), timeout=20_000)
    qtbot.keyClick(page.batches, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=20_000)

    assert friday.office.store.count("household") == 0


def test_the_ledger_is_looked_at_before_it_is_printed(desk, friday, qtbot, shell, tmp_path, monkeypatch):
    page = desk.page
    page.merge()
    qtbot.waitUntil(lambda: page.desk.mergeable == 0 and not shell.jobs.is_busy, timeout=20_000)
    page.show_batches()
    shown = []
    monkeypatch.setattr(QPrintPreviewDialog, "exec", lambda dialog: shown.append(dialog.windowTitle()))

    page.batches.print_wanted.emit()
    qtbot.waitUntil(lambda: shown != [], timeout=20_000)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "ledger.pdf"))
    page.ledger.print_on(printer, ledger(friday.office, language="en"))

    assert shown == ["Ledger of merges"]
    assert (tmp_path / "ledger.pdf").read_bytes().startswith(b"%PDF")


def test_f2_lists_what_would_change_and_a_field_chosen_shows_only_its_lines(show, friday, qtbot, tmp_path):
    merge(friday.office, judged(friday.office, [hand_over(friday.laptop, tmp_path / "one.bundle").path]))
    person, other = friday.laptop.store.rows("person")[:2]
    friday.laptop.change(person["record_id"], "person", {"mobile": "13500000021"})
    friday.laptop.change(other["record_id"], "person", {"full_name": "Zhao Hong"})
    page = show(friday.office, "merge_desk").page
    page.receive([hand_over(friday.laptop, tmp_path / "two.bundle").path])
    qtbot.waitUntil(lambda: page.desk is not None and page.desk.mergeable == 1, timeout=20_000)

    qtbot.keyClick(page.desk_view.roll, Qt.Key.Key_F2)

    qtbot.waitUntil(lambda: page.views.currentWidget() is page.changes, timeout=20_000)
    assert {each.new for each in page.changes.lines()} == {"13500000021", "Zhao Hong"}
    qtbot.keyClick(page.changes.fields, Qt.Key.Key_Down)
    (line,) = page.changes.lines()
    texts = [page.changes.table.model().text(0, column) for column in range(8)]
    assert line.new in texts and "two.bundle" in texts
    page.step_back()
    assert page.views.currentWidget() is page.desk_view


def test_a_reason_said_before_an_undo_goes_with_it(show, friday, qtbot, tmp_path):
    merge(friday.office, judged(friday.office, [hand_over(friday.laptop, tmp_path / "one.bundle").path]))
    page = show(friday.office, "merge_desk").page
    page.show_batches()
    qtbot.keyClick(page.batches, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: not page.batches._asked.isHidden(), timeout=20_000)

    qtbot.keyClick(page.batches, Qt.Key.Key_W)
    qtbot.keyClick(page.batches.bar, "1")
    qtbot.keyClick(page.batches, Qt.Key.Key_U)

    (batch,) = friday.office.store.batches()
    assert batch.is_undone and batch.undone_why == "The wrong stick"
