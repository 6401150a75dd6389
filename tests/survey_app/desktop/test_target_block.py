"""Ctrl+V in the list of targets: a block from a spreadsheet is shown, judged as it is mended, and kept as a whole."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from small_town import Clock

from forms.pack import REEMPLOYMENT_4050
from survey_app.desktop.registers.registers_page import RegistersPage
from survey_app.workspace import Staff, create_workspace


@pytest.fixture
def office(tmp_path):
    made = create_workspace(tmp_path, REEMPLOYMENT_4050, "220104", Staff("d-1", "李敏", "district"), None, Clock())
    yield made
    made.close()


@pytest.fixture
def page(office, shell, qtbot):
    page = RegistersPage(office, shell)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    page.on_show(register="target")
    qtbot.waitUntil(lambda: not shell.jobs.is_busy)
    yield page
    qtbot.waitUntil(lambda: not shell.jobs.is_busy)


def paste(page, text):
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(page.new_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_wrong_area_is_named_mended_in_the_grid_and_the_block_kept(page, office):
    paste(page, "责任单位\treemployed_4050\t责任人\n朝阳区\t900\t王建国\n南湖街\t880\t李敏")
    assert page.targets.isVisible() and not page.targets.keep_button.isEnabled()
    assert "南湖街" in page.targets.result.text()
    QTest.keyClick(page, Qt.Key.Key_F9)
    assert office.store.count("target") == 0

    page.targets.grid.item(2, 0).setText("南湖街道")
    assert page.targets.keep_button.isEnabled() and "20" in page.targets.result.text()
    QTest.keyClick(page, Qt.Key.Key_F9)

    assert not page.targets.isVisible()
    assert sorted(row["value"] for row in office.store.rows("target")) == ["880", "900"]


def test_escape_keeps_nothing(page, office):
    paste(page, "责任单位\treemployed_4050\n朝阳区\t900")

    assert page.step_back()
    assert not page.targets.isVisible() and office.store.count("target") == 0


def test_other_registers_take_no_blocks(page, office):
    page.open_register("job_post")
    paste(page, "责任单位\treemployed_4050\n朝阳区\t900")

    assert not page.targets.isVisible() and not page.paste_button.isVisible()
