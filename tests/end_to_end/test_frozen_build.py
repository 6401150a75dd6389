"""The one folder that is handed to an office: built, started, and used."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TYPEABLE = 15
"""Seconds that the window is given before it is closed again."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]


@pytest.fixture(scope="module")
def program(tmp_path_factory) -> Path:
    """Build the folder with PyInstaller and return its command."""
    folder = tmp_path_factory.mktemp("frozen")
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "build.spec"]
    subprocess.run(
        [*build, "--distpath", str(folder / "dist"), "--workpath", str(folder / "build")], cwd=ROOT, check=True
    )
    return folder / "dist" / "survey-app" / "survey-app"


def run(program: Path, *arguments: str, **more) -> subprocess.CompletedProcess[str]:
    # Nothing of this environment may help: the folder stands alone.
    environment = {"PATH": os.defpath, "HOME": str(program.parent), "LANG": "C.UTF-8", **more}
    return subprocess.run([str(program), *arguments], capture_output=True, text=True, env=environment, timeout=600)


def test_the_built_folder_records_hands_over_and_merges(program, tmp_path):
    made = run(program, "demo", str(tmp_path / "town"), "--households", "3", "--laptops", "2", "--json")
    assert made.returncode == 0, made.stderr
    town = json.loads(made.stdout)

    again = run(program, "merge", town["office"], town["bundles"][0], "--json", SURVEY_APP_PASSWORD="")
    counted = run(program, "query", town["office"], "SELECT count(*) AS persons FROM person", "--json")

    assert json.loads(again.stdout)["new"] == 0
    assert json.loads(counted.stdout)["rows"][0]["persons"] == town["persons"] > 0


def test_the_built_window_opens_the_demo_town(program, tmp_path):
    environment = {
        "PATH": os.defpath,
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "SURVEY_APP_HOME": str(tmp_path),
        "SURVEY_APP_SETTINGS": str(tmp_path / "settings"),
    }
    window = subprocess.Popen([str(program), "tour"], env=environment, stderr=subprocess.PIPE, text=True)

    with pytest.raises(subprocess.TimeoutExpired):
        window.wait(timeout=150)
    window.kill()

    assert (tmp_path / "survey-app" / "demo" / "story.json").exists(), window.stderr.read() if window.stderr else ""
