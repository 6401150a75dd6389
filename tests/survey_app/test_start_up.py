"""Neither the password prompt nor the doors wait for anything that they do not need."""

import json
import os
import subprocess
import sys
from pathlib import Path

from small_town import Clock

from forms.pack import REEMPLOYMENT_4050
from survey_app.workspace import Staff, create_lone, create_workspace

ROOT = Path(__file__).parents[2]

NEVER_TO_BEGIN = ("pyxform", "openpyxl", "python_calamine", "lxml", "pypinyin", "numpy", "typer", "httpx", "fastapi")
"""Converting forms, workbooks, pinyin, the command line, the server: each is loaded by whoever comes to need it."""

AFTER_THE_PASSWORD = ("sqlmodel", "sqlalchemy", "sqlcipher3", "cryptography", "zstandard", "forms.pack", "sync.store")

TO_THE_DOORS = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
import survey_app.__main__
from survey_app.app import Surroundings
from survey_app.desktop.launch import Desktop

application = QApplication([])
desktop = Desktop(application, Surroundings("zh", Path(sys.argv[2]), Path(sys.argv[2])))
desktop.start(Path(sys.argv[1]))
application.processEvents()
at_the_prompt = [*sys.modules]
there = QEventLoop()
desktop.window.arrived.connect(there.quit)
QTimer.singleShot(60_000, there.quit)
desktop.open("nine apples")
there.exec()
application.processEvents()
print(json.dumps([at_the_prompt, [*sys.modules], desktop.window.place]))
desktop.window.close()
"""

OPEN_FORM = """
import sys
from datetime import datetime
from pathlib import Path
from survey_app.workspace import open_workspace

workspace = open_workspace(Path(sys.argv[1]), None, lambda: datetime.now().astimezone())
print(*workspace.forms, *sys.modules)
workspace.close()
"""


def test_the_prompt_and_the_doors_come_up_without_what_only_other_pages_need(tmp_path):
    staff = Staff("7", "李敏")
    make = create_workspace(tmp_path / "laptop", REEMPLOYMENT_4050, "220104003001", staff, "nine apples", Clock())
    make.close()

    at_the_prompt, at_the_doors, place = json.loads(said(TO_THE_DOORS, tmp_path / "laptop", tmp_path / "settings"))

    assert place == "doors"
    assert loaded(NEVER_TO_BEGIN + AFTER_THE_PASSWORD, at_the_prompt) == []
    assert loaded(NEVER_TO_BEGIN, at_the_doors) == []


def test_a_form_that_was_converted_once_opens_without_the_converter(tmp_path):
    form = REEMPLOYMENT_4050 / "forms" / "visit.xlsx"
    create_lone(tmp_path / "form", form, None, Clock()).close()

    form_id, *modules = said(OPEN_FORM, tmp_path / "form").split()

    assert form_id == "visit"
    assert loaded(NEVER_TO_BEGIN, modules) == []


def said(program, *arguments):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", program, *map(str, arguments)]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def loaded(unwanted, modules):
    return sorted({each for each in unwanted if each in modules})
