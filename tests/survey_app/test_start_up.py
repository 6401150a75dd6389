"""The password prompt waits for nothing that it does not need."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

SLOW = ("sqlmodel", "sqlalchemy", "pyxform", "pypinyin", "openpyxl", "python_calamine", "lxml", "typer", "zstandard")


def test_the_prompt_comes_up_without_the_store_the_forms_and_the_workbooks():
    program = "import sys, survey_app.__main__, survey_app.desktop.launch; print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert sorted(set(SLOW) & set(loaded.stdout.split())) == []
