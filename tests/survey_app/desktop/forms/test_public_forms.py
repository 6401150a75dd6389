"""Questionnaires that other people wrote, from the file to the export, in the windows and in both languages."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from standing_clock import THURSDAY_EVENING

from survey_app.desktop.main_window import MainWindow
from survey_app.desktop.settings import Settings
from survey_app.desktop.shell.shell import Shell
from survey_app.desktop.translation import install, uninstall
from survey_app.workspace import create_lone
from tests.forms.walking import fitting, is_open

SHARED = Path(__file__).resolve().parents[5] / "shared" / "conformance"
FORMS = sorted((Path(os.environ.get("CONFORMANCE_DIR") or SHARED) / "forms").glob("*.xlsx"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
MOST_ANSWERS = 150
"""Of one interview; the verbal autopsy has four hundred questions, and walks without a window answer all."""
LAPTOP = (1366, 697)
FILES = ("image", "audio", "video", "file")


@pytest.fixture
def window(theme, qapp, qtbot, tmp_path, language):
    theme.choose("light", 14)
    shell = Shell(theme, Settings(tmp_path / "settings.ini", "7"), language, lambda: THURSDAY_EVENING)
    translator = install(qapp, language)
    shown = MainWindow(shell)
    qtbot.addWidget(shown)
    shown.resize(*LAPTOP)
    yield shown
    uninstall(qapp, translator)


@pytest.fixture
def rest(qtbot, window):
    def resting():
        qtbot.waitUntil(lambda: not window.shell.jobs.is_busy, timeout=60_000)
        QApplication.processEvents()

    return resting


def changed(form: Path, form_id: str, folder: Path, version: str, relevant: str = "") -> Path:
    """Return the form as its author would send it again: with one more question, one rule perhaps mistaken."""
    # What formulas have come to: nobody computes them again here.
    book = load_workbook(form, data_only=True)
    if "settings" not in book.sheetnames:
        book.create_sheet("settings")
    _write(book["settings"], "form_id", form_id)
    _write(book["settings"], "version", version)
    survey = book["survey"]
    last = max(number for number, row in enumerate(survey.values, start=1) if any(row))
    for column, heading in enumerate(survey[1], start=1):
        known = {"type": "text", "name": "walked_by", "label": "Walked by"}
        survey.cell(last + 1, column, known.get(str(heading.value or "").strip().partition(":")[0].lower()))
    if relevant:
        _write(survey, "relevant", relevant)
    path = folder / f"{version}.xlsx"
    book.save(path)
    return path


def _write(sheet, heading, text):
    headings = [str(cell.value or "").strip() for cell in sheet[1]]
    if heading not in headings:
        headings.append(heading)
        sheet.cell(1, len(headings), heading)
    sheet.cell(2, headings.index(heading) + 1, text)


def words(part: QWidget, *kinds: type[QLabel | QPushButton]) -> list[str]:
    """Return what stands on the labels and buttons of a part of the window."""
    shown = [one for kind in kinds or (QLabel, QPushButton) for one in part.findChildren(kind) if one.isVisible()]
    return [one.text() for one in shown if one.text()]


def picture(window: MainWindow, folder: Path, name: str) -> None:
    assert window.grab().save(str(folder / f"{name}.png"))


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(not FORMS, reason="the public forms are not beside this repository (CONFORMANCE_DIR)")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", FORMS, ids=[form.stem for form in FORMS])
def test_a_form_of_somebody_else_goes_from_its_file_to_the_export(form, language, window, rest, tmp_path):
    workspace = create_lone(tmp_path / "lone", form, None, window.shell.now)
    (form_id,) = workspace.forms
    before = workspace.forms[form_id].version

    # A mistaken version is told with its place, in the language of the window, and cannot be published.
    window.show_workspace(workspace, "forms")
    window.show()
    rest()
    window.page.look_at(changed(form, form_id, tmp_path, "mistaken", "${nobody_asks_this} = 1"))
    rest()
    told = window.page.findings.item(0, 1).text()
    assert "nobody_asks_this" in told and bool(CHINESE.search(told)) == (language == "zh")
    assert "2" in window.page.findings.item(0, 0).text() and window.page.findings.item(0, 2).text()
    assert not window.page.publish_button.isEnabled()
    picture(window, tmp_path, "1-problems")

    # The next one is tried out and published.
    window.page.look_at(changed(form, form_id, tmp_path, "walked"))
    rest()
    assert window.page.publish_button.isEnabled()
    picture(window, tmp_path, "2-proposal")
    window.page.try_out()
    rest()
    assert answered(window.page, rest, most=8) > 0
    picture(window, tmp_path, "3-preview")
    window.step_back()
    rest()
    assert not workspace.store.count(form_id)
    window.page.publish()
    rest()
    assert workspace.forms[form_id].version == "walked" != before

    # It is filled in and finished.
    window.go("records")
    rest()
    window.page.begin()
    rest()
    picture(window, tmp_path, "4-begun")
    page = window.page
    assert answered(page, rest, most=MOST_ANSWERS) > 0
    picture(window, tmp_path, "5-filled")
    page.open_finish()
    rest()
    hints = page.keys()
    said = [*words(page.finishing.panel), *words(page._list, QPushButton), *(hint.does for hint in hints)]
    picture(window, tmp_path, "6-finish")
    page.finish()
    rest()

    # And goes out: as a list on the page, and as a file.
    window.go("records")
    rest()
    assert window.page.model.rowCount() == workspace.store.count(form_id) == 1
    window.page.save_to(tmp_path / "out.bundle")
    rest()
    picture(window, tmp_path, "7-saved")
    assert (tmp_path / "out.bundle").stat().st_size > 0
    # A form of its own has no household, nobody's visit and no doors, and does not speak of them.
    assert not [each for each in said if re.search("户|家人|门|[Hh]ousehold|door|[Vv]isit", each)], said
    shown = " ".join(words(window))
    assert bool(CHINESE.search(shown)) == (language == "zh"), shown
    workspace.close()


def answered(page, rest, most: int) -> int:
    """Answer what is open, one section after the other as somebody at the keyboard would; return how many."""
    chance, done = random.Random(7), set[str]()
    while len(done) < most:
        waiting = [state for state in page.interview.states() if is_open(state) and state.kind not in FILES]
        state = next((state for state in waiting if state.path not in done), None)
        if state is None:
            break
        done.add(state.path)
        page.go_to(state.path)
        page.answer(state.path, fitting(state, chance))
    rest()
    return len(done)
