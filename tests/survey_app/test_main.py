"""Where the program begins: a window where there is a screen, otherwise the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def start(folder, *arguments):
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SURVEY_APP_HOME": str(folder),
        "SURVEY_APP_SETTINGS": str(folder / "settings"),
        "LANGUAGE": "en",
    }
    command = [sys.executable, "-m", "survey_app", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=280)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_the_tour_without_a_screen_runs_the_main_job_and_says_where_the_results_lie(tmp_path):
    done = start(tmp_path, "tour")

    assert done.returncode == 0, done.stderr
    assert "No display" in done.stderr
    assert str(tmp_path / "survey-app" / "demo-run" / "master.xlsx") in done.stdout
    assert (tmp_path / "survey-app" / "demo-run" / "master.xlsx").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_the_window_without_a_screen_names_the_command_line(tmp_path):
    done = start(tmp_path)

    assert done.returncode == 1 and "--help" in done.stderr


def test_a_command_is_a_command(tmp_path):
    done = start(tmp_path, "verify", str(tmp_path), "--json")

    assert done.returncode == 1
    assert json.loads(done.stdout)["error"] == "NotAWorkspace"
