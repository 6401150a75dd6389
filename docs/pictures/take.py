"""Takes the pictures of the README from the running program: `make screenshots`."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from few_colours import in_few_colours
from openpyxl import load_workbook
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.pack import REEMPLOYMENT_4050
from survey_app.demo_town import demo_town
from survey_app.desktop.main_window import MainWindow
from survey_app.desktop.settings import Settings
from survey_app.desktop.shell.shell import Shell
from survey_app.desktop.theme import Theme
from survey_app.desktop.translation import install
from survey_app.doors import doors
from survey_app.workspace import open_workspace

HERE = Path(__file__).parent
SIZE = (1366, 697)
"""What Windows leaves of a 1366x768 screen."""
FRIDAY = datetime(2003, 6, 13, 16, 0).astimezone()
QUESTION = "/data/person[2]/core/id_no"


def main() -> None:
    application = QApplication(sys.argv)
    theme = Theme(application, "light", 14)
    with tempfile.TemporaryDirectory() as folder:
        for language in ("zh", "en"):
            # A town each: the clerk merges.
            town = demo_town(Path(folder) / language, lambda: FRIDAY, language=language)
            translator = install(application, language)
            shell = Shell(theme, Settings(Path(folder) / "settings.ini"), language, lambda: FRIDAY)
            _assistant(shell, town.assistant, language)
            _clerk(shell, town.office, language)
            application.removeTranslator(translator)


def _assistant(shell: Shell, folder: Path, language: str) -> None:
    workspace = open_workspace(folder, None, lambda: FRIDAY)
    window = _window(shell)
    window.show_workspace(workspace, "doors")
    _take(window, shell, f"doors-{language}")
    door = next(door for door in doors(workspace) if door.households and door.persons > 2)
    window.go("interview", door=door.record_id)
    page = window.page
    page.go_to(QUESTION)
    _take(window, shell, f"interview-{language}")
    window.go("people")
    _take(window, shell, f"people-{language}")
    window.put_away()
    workspace.close()
    window.close()


def _clerk(shell: Shell, folder: Path, language: str) -> None:
    workspace = open_workspace(folder, None, lambda: FRIDAY)
    window = _window(shell)
    window.show_workspace(workspace, "merge_desk")
    _take(window, shell, f"merge-desk-{language}")
    desk = window.page
    desk.merge()
    _take(window, shell, f"conflict-{language}")
    window.go("forms")
    with tempfile.TemporaryDirectory() as beside:
        window.page.look_at(_changed_form(Path(beside)))
        _take(window, shell, f"forms-{language}")
    window.put_away()
    workspace.close()
    window.close()


def _changed_form(folder: Path) -> Path:
    """The household's questions with one more of them and one in other words."""
    book = load_workbook(REEMPLOYMENT_4050 / "forms" / "household.xlsx")
    sheet = book["survey"]
    head = [cell.value for cell in sheet[1]]
    chinese, english = head.index("label::中文 (zh)") + 1, head.index("label::English (en)") + 1
    row = next(row for row in range(2, sheet.max_row) if sheet.cell(row, 2).value == "mobile")
    sheet.cell(row, chinese).value, sheet.cell(row, english).value = "本人手机", "Mobile of the person"
    sheet.insert_rows(row + 1)
    for column, text in ((1, "text"), (2, "hobby"), (chinese, "爱好"), (english, "Hobby")):
        sheet.cell(row + 1, column).value = text
    path = folder / "household.xlsx"
    book.save(path)
    return path


def _window(shell: Shell) -> MainWindow:
    window = MainWindow(shell)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    return window


def _take(window: MainWindow, shell: Shell, name: str) -> None:
    """Wait until nothing is being read any more, then keep what stands in the window."""
    for _ in range(1200):
        QTest.qWait(50)
        if not shell.jobs.is_busy:
            break
    QTest.qWait(300)
    in_few_colours(window.grab().toImage()).save(str(HERE / f"{name}.png"))
    print(name)


if __name__ == "__main__":
    main()
