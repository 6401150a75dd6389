"""The main job from the command line: laptops record, hand over, the office merges, queries, takes back, verifies."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def survey_app(tmp_path_factory):
    """Run the program as an office would, in a process of its own; return the one object that it prints."""
    settings = tmp_path_factory.mktemp("settings")

    def run(*arguments, code=0):
        environment = {
            "PYTHONPATH": str(ROOT),
            "SURVEY_APP_SETTINGS": str(settings),
            "SURVEY_APP_PASSWORD": "",
            "LANGUAGE": "en",
            "PATH": "/usr/bin:/bin",
        }
        command = [sys.executable, "-m", "survey_app", *map(str, arguments), "--json"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=280)
        assert done.returncode == code, done.stderr + done.stdout
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="module")
def town(survey_app, tmp_path_factory):
    return survey_app("demo", tmp_path_factory.mktemp("demo") / "town", "--households", 4, "--laptops", 2)


def count(survey_app, workspace, sql):
    (row,) = survey_app("query", workspace, sql)["rows"]
    return next(iter(row.values()))


def test_what_two_laptops_recorded_is_what_the_office_holds(survey_app, town):
    recorded = sum(count(survey_app, laptop, "SELECT COUNT(*) FROM person") for laptop in town["laptops"])

    assert count(survey_app, town["office"], "SELECT COUNT(*) FROM person") == recorded == town["persons"]
    assert count(survey_app, town["office"], "SELECT COUNT(*) FROM household") == 8
    assert count(survey_app, town["office"], "SELECT COUNT(*) FROM visit") == 8


def test_the_laptop_that_typed_and_the_one_that_saved_at_once_give_alike_records(survey_app, town):
    for laptop in town["laptops"]:
        blank = count(survey_app, laptop, "SELECT COUNT(*) FROM person WHERE full_name IS NULL OR age IS NULL")
        assert blank == 0
        assert count(survey_app, laptop, "SELECT COUNT(*) FROM visit WHERE outcome IN ('01', '02')") == 4


def test_everything_verifies(survey_app, town):
    for workspace in (town["office"], *town["laptops"]):
        assert survey_app("verify", workspace)["problems"] == []


def test_the_master_shows_18_digits_as_they_were_typed(survey_app, town):
    book = load_workbook(town["master"], read_only=True)
    sheet = book["人员"]
    rows = sheet.iter_rows(values_only=True)
    codes = list(next(rows))
    next(rows)
    shown = {row[codes.index("id_no")] for row in rows if row[0]}

    kept = survey_app("query", town["office"], "SELECT id_no FROM person WHERE id_no IS NOT NULL")["rows"]

    assert {row["id_no"] for row in kept} <= shown
    assert all(isinstance(cell, str) for cell in shown if cell)


def test_a_merge_taken_back_leaves_the_other_laptops_work(survey_app, town):
    files = survey_app("merge", town["office"], *town["bundles"])
    assert [each["state"] for each in files["files"]] == ["known", "known"]
    before = count(survey_app, town["office"], "SELECT COUNT(*) FROM person")
    own = count(survey_app, town["laptops"][0], "SELECT COUNT(*) FROM person")
    batches = survey_app("query", town["laptops"][0], "SELECT COUNT(*) AS n FROM household")

    first = next(iter(undoable(town)))
    survey_app("undo", town["office"], first)
    gone = count(survey_app, town["office"], "SELECT COUNT(*) FROM person")
    again = survey_app("merge", town["office"], town["bundles"][0])

    assert batches["rows"] == [{"n": 4}]
    assert gone == before - own
    assert again["files"][0]["state"] == "undone" and again["new"] > 0
    assert count(survey_app, town["office"], "SELECT COUNT(*) FROM person") == before
    assert survey_app("verify", town["office"])["problems"] == []


def undoable(town):
    """The batches of the office, the first laptop's first."""
    sys.path.insert(0, str(ROOT))
    from survey_app.app import now
    from survey_app.workspace import open_workspace

    office = open_workspace(Path(town["office"]), None, now, read_only=True)
    found = [batch.id for batch in office.store.batches()]
    office.close()
    return found
