"""The command line: exit codes, one JSON object, and nothing of Qt."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from newer_form import newer_form
from openpyxl import Workbook, load_workbook
from small_town import compiled_pack
from typer.testing import CliRunner

from survey_app.cli import Commands, app

ROOT = Path(__file__).resolve().parents[2]
HUBIN, NANHU = "220104003001", "220104003"


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("SURVEY_APP_SETTINGS", str(tmp_path / "settings"))
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.delenv("SURVEY_APP_PASSWORD", raising=False)


def run(*arguments, code=0, **environment):
    """Run a command that prints JSON; return the one object on stdout."""
    result = CliRunner().invoke(app, [*map(str, arguments), "--json"], env=environment)
    assert result.exit_code == code, (result.stdout, result.stderr, result.exception)
    lines = result.stdout.strip().splitlines()
    assert len(lines) == 1, lines
    return json.loads(lines[0])


def say(*arguments, code=0, **environment):
    """Run a command that speaks to people; return everything it said."""
    result = CliRunner().invoke(app, list(map(str, arguments)), env=environment)
    assert result.exit_code == code, (result.stdout, result.stderr, result.exception)
    return result.stdout + result.stderr


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    os.environ["SURVEY_APP_SETTINGS"] = str(folder / "settings")
    return run("demo", folder / "demo", "--households", 3, "--laptops", 2, "--seed", 5)


def test_demo_tells_where_everything_lies(town):
    assert set(town) == {"office", "laptops", "bundles", "master", "persons"}
    assert len(town["laptops"]) == len(town["bundles"]) == 2
    assert Path(town["master"]).exists() and town["persons"] > 5


def test_query_gives_rows_as_objects(town):
    found = run("query", town["office"], "SELECT COUNT(*) AS n, SUM(resident) AS r FROM person")

    assert found["rows"] == [{"n": town["persons"], "r": found["rows"][0]["r"]}]


def test_query_as_csv_and_as_a_table(town):
    csv = say("query", town["office"], "SELECT COUNT(*) AS n FROM household", "--format", "csv")

    assert csv.splitlines() == ["n", "6"]
    assert "6" in say("query", town["office"], "SELECT COUNT(*) AS n FROM household")


@pytest.mark.parametrize(
    "sql", ["DROP TABLE person", "SELECT * FROM '@commits'", "DELETE FROM person", "nonsense", "SELECT * FROM cats"]
)
def test_a_query_that_is_no_reading_is_refused(town, sql):
    refused = run("query", town["office"], sql, code=1)

    assert refused["error"] == "QueryRefused"


def test_a_file_merged_twice_changes_nothing_and_says_why(town):
    again = run("merge", town["office"], town["bundles"][0])

    assert again["new"] == again["changed"] == again["conflicting"] == again["refused"] == 0
    assert again["unchanged"] > 0
    assert again["files"][0]["state"] == "known" and "merged already" in again["reasons"][0]["why"]


def test_preview_writes_nothing_and_counts_the_same_as_the_merge(town, tmp_path):
    run("init", tmp_path / "office", "--pack", compiled_pack(), "--area", NANHU, "--staff", 1, "--role", "street",
        SURVEY_APP_PASSWORD="")  # fmt: skip
    laptop = tmp_path / "laptop"
    run("enrol", tmp_path / "office", "--area", HUBIN, "--staff", 2, "--to", tmp_path / "s.bundle")
    run("init", laptop, "--from", tmp_path / "s.bundle", SURVEY_APP_PASSWORD="")
    run("import", laptop, doors_table(tmp_path), "--dataset", "dwelling")
    exported = run("export", laptop, "--to", tmp_path / "x.bundle")

    seen = run("merge", tmp_path / "office", tmp_path / "x.bundle", "--preview")
    nothing = run("query", tmp_path / "office", "SELECT COUNT(*) AS n FROM dwelling")
    merged = run("merge", tmp_path / "office", tmp_path / "x.bundle")

    counts = ("new", "changed", "unchanged", "conflicting", "refused")
    assert [seen[each] for each in counts] == [merged[each] for each in counts] == [2, 0, 0, 0, 0]
    assert sum(merged[each] for each in counts) == exported["records"]
    assert nothing["rows"] == [{"n": 0}]
    assert merged["figures"]["doors"] == {"before": 0, "after": 2}


def test_a_batch_is_undone_as_a_whole(town, tmp_path):
    office = tmp_path / "office"
    by_hand(office, NANHU, "street")
    batch = run("import", office, doors_table(tmp_path), "--dataset", "dwelling")["batch"]

    run("undo", office, batch)

    assert run("query", office, "SELECT COUNT(*) AS n FROM dwelling")["rows"] == [{"n": 0}]
    assert run("undo", office, batch, code=1)["error"] == "NothingToUndo"


def test_the_same_list_twice_changes_nothing(tmp_path):
    laptop = tmp_path / "laptop"
    by_hand(laptop)
    table = doors_table(tmp_path)

    first = run("import", laptop, table, "--dataset", "dwelling")
    second = run("import", laptop, table, "--dataset", "dwelling")

    assert (first["new"], first["unchanged"]) == (2, 0)
    assert (second["new"], second["unchanged"]) == (0, 2)


def test_a_list_that_says_more_the_second_time_changes_its_records(tmp_path):
    laptop = tmp_path / "laptop"
    by_hand(laptop)
    run("import", laptop, doors_table(tmp_path), "--dataset", "dwelling")
    (tmp_path / "more.csv").write_text("楼栋,单元,门号,楼层,备注\n5,2,402,4,门铃坏了\n", encoding="gb18030")

    again = run("import", laptop, tmp_path / "more.csv", "--dataset", "dwelling")

    assert again["changed"] == 1


def test_a_mapping_names_odd_columns(tmp_path):
    laptop = tmp_path / "laptop"
    by_hand(laptop)
    (tmp_path / "odd.csv").write_text("甲,乙\n5,402\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text('[columns]\n"甲" = "building"\n"乙" = "door"\n', encoding="utf-8")

    refused = run("import", laptop, tmp_path / "odd.csv", "--dataset", "dwelling", code=1)
    taken = run("import", laptop, tmp_path / "odd.csv", "--dataset", "dwelling", "--map", tmp_path / "map.toml")

    assert refused["error"] == "UnknownColumns" and taken["new"] == 1


def test_a_dataset_that_is_not_there_is_refused_by_name(tmp_path):
    by_hand(tmp_path / "laptop")

    refused = run("import", tmp_path / "laptop", doors_table(tmp_path), "--dataset", "cats", code=1)

    assert refused["error"] == "UnknownDataset" and "dwelling" in refused["todo"]


def test_a_damaged_file_is_refused_and_the_good_one_is_merged(town, tmp_path):
    office = tmp_path / "office"
    data = bytearray(Path(town["bundles"][0]).read_bytes())
    data[len(data) // 2] ^= 255
    (tmp_path / "bad.bundle").write_bytes(bytes(data))
    by_hand(office, NANHU, "street")
    by_hand(tmp_path / "laptop")
    run("import", tmp_path / "laptop", doors_table(tmp_path), "--dataset", "dwelling")
    run("export", tmp_path / "laptop", "--to", tmp_path / "good.bundle")

    merged = run("merge", office, tmp_path / "bad.bundle", tmp_path / "good.bundle", code=1)

    assert [each["state"] for each in merged["files"]] == ["damaged", "ready"]
    assert merged["new"] == 2


def test_a_file_for_another_office_is_refused(town, tmp_path):
    by_hand(tmp_path / "office", "220105001", "street")

    merged = run("merge", tmp_path / "office", town["bundles"][0], code=1)

    assert merged["files"][0]["state"] == "foreign"


def test_a_computer_that_nobody_enrolled_can_be_kept_out(tmp_path):
    by_hand(tmp_path / "office", NANHU, "street")
    by_hand(tmp_path / "laptop")
    run("import", tmp_path / "laptop", doors_table(tmp_path), "--dataset", "dwelling")
    run("export", tmp_path / "laptop", "--to", tmp_path / "x.bundle")

    merged = run("merge", tmp_path / "office", tmp_path / "x.bundle", "--enrolled-only", code=1)

    assert merged["refused"] == 2
    assert merged["files"][0]["reasons"] == {"unknown_issuer": 1}


def test_a_password_comes_from_a_file_or_the_environment(tmp_path):
    (tmp_path / "secret").write_text("三号楼\n", encoding="utf-8")
    laptop = tmp_path / "laptop"
    run("init", laptop, "--pack", compiled_pack(), "--area", HUBIN, "--staff", 1,
        "--password-file", tmp_path / "secret")  # fmt: skip

    assert run("verify", laptop, SURVEY_APP_PASSWORD="三号楼")["problems"] == []
    assert run("verify", laptop, SURVEY_APP_PASSWORD="四号楼", code=1)["error"] == "WrongPassword"
    assert run("verify", laptop, code=1)["error"] == "PasswordNeeded"


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "laptop").mkdir()
    (tmp_path / "laptop" / "letter.txt").write_text("dear all")

    refused = run("init", tmp_path / "laptop", "--pack", compiled_pack(), "--area", HUBIN, "--staff", 1,
                  SURVEY_APP_PASSWORD="x", code=1)  # fmt: skip

    assert refused["error"] == "FolderNotEmpty"


def test_an_area_that_is_not_in_the_pack_is_refused(tmp_path):
    refused = run("init", tmp_path / "laptop", "--pack", compiled_pack(), "--area", "999", "--staff", 1,
                  SURVEY_APP_PASSWORD="x", code=1)  # fmt: skip

    assert refused["error"] == "UnknownArea"


@pytest.mark.parametrize(
    "arguments",
    [
        ["init", "w"],
        ["init", "w", "--from", "a", "--pack", "b"],
        ["merge", "w"],
        ["export", "w", "--to", "x.pdf"],
        ["query", "w", "SELECT 1", "--format", "xml"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_2(arguments):
    say(*arguments, code=2)


def test_a_folder_without_a_workspace_is_1(tmp_path):
    assert run("verify", tmp_path, code=1)["error"] == "NotAWorkspace"


def test_form_check_lists_every_problem(tmp_path):
    book = Workbook()
    book.active.title = "survey"
    for row in (["type", "name", "label", "relevant"], ["text", "a", "A", "${nobody} = 1"]):
        book.active.append(row)
    book.create_sheet("choices").append(["list_name", "name", "label"])
    book.save(tmp_path / "bad.xlsx")

    found = run("form", "check", tmp_path / "bad.xlsx", code=1)

    assert found["problems"][0]["file"] == "bad.xlsx" and "nobody" in found["problems"][0]["what"]


def test_form_check_is_content_with_the_pack():
    assert run("form", "check", compiled_pack())["problems"] == []


def test_conflicts_name_both_values(town, tmp_path):
    office, laptop = tmp_path / "office", tmp_path / "laptop"
    by_hand(office, NANHU, "street")
    by_hand(laptop)
    run("import", laptop, doors_table(tmp_path), "--dataset", "dwelling")
    book = tmp_path / "x.xlsx"
    run("export", laptop, "--to", book)
    run("merge", office, book)
    (tmp_path / "map.toml").write_text('[columns]\n"社区" = "@area"\n', encoding="utf-8")
    for folder, floor in ((office, 3), (laptop, 4)):
        (tmp_path / "more.csv").write_text(f"社区,楼栋,单元,门号,楼层\n{HUBIN},5,2,402,{floor}\n", encoding="utf-8")
        run("import", folder, tmp_path / "more.csv", "--dataset", "dwelling", "--map", tmp_path / "map.toml")
    run("export", laptop, "--to", tmp_path / "later.bundle")

    merged = run("merge", office, tmp_path / "later.bundle")
    found = run("conflicts", office)["conflicts"]

    assert merged["conflicting"] == 1
    assert {each["value"] for each in found[0]["values"]} == {"3", "4"} and found[0]["base"] == "1"
    assert found[0]["fields"] == ["floor"]


def test_a_cell_changed_by_hand_comes_back_as_a_change(town, tmp_path):
    master = tmp_path / "master.xlsx"
    written = run("workbook", town["office"], "--to", master)
    untouched = run("merge", town["office"], master)
    book = load_workbook(master)
    sheet = next(each for each in book if each.title in ("人员", "person"))
    column = next(cell.column for cell in sheet[1] if cell.value == "mobile")
    sheet.cell(3, column).value = "13500000028"
    book.save(master)

    changed = run("merge", town["office"], master)

    total = sum(written["rows"].values())
    assert untouched["unchanged"] == total
    assert (changed["changed"], changed["unchanged"]) == (1, total - 1)
    found = run("query", town["office"], "SELECT COUNT(*) AS n FROM person WHERE mobile = '13500000028'")
    assert found["rows"] == [{"n": 1}]


def test_a_master_with_edits_not_read_in_is_left_alone(town, tmp_path):
    master = tmp_path / "master.xlsx"
    run("workbook", town["office"], "--to", master)
    book = load_workbook(master)
    sheet = next(each for each in book if each.title in ("人员", "person"))
    column = next(cell.column for cell in sheet[1] if cell.value == "mobile")
    sheet.cell(4, column).value = "13500000029"
    book.save(master)

    refused = run("workbook", town["office"], "--to", master, code=1)
    run("merge", town["office"], master)
    refreshed = run("workbook", town["office"], "--to", master)

    assert refused["error"] == "EditsNotRead"
    assert refreshed["refreshed"]


def test_words_for_people_are_in_their_language(town):
    assert "All is in order" in say("verify", town["office"])
    assert "都对得上" in say("verify", town["office"], LANGUAGE="zh_CN")


def test_the_command_line_runs_where_qt_is_not_installed(tmp_path):
    blocked = tmp_path / "blocked" / "PySide6"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ImportError('not installed')")
    environment = {**os.environ, "PYTHONPATH": f"{blocked.parent}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "survey_app", "form", "check", str(compiled_pack()), "--json"]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=tmp_path, timeout=120)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["problems"] == []


def test_nothing_of_the_desktop_is_loaded_by_the_command_line(tmp_path):
    code = "import sys, survey_app.cli.merging; print([m for m in sys.modules if 'PySide' in m or 'desktop' in m])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=120)

    assert done.stdout.strip() == "[]"


def by_hand(folder, area=HUBIN, role="assistant"):
    run("init", folder, "--pack", compiled_pack(), "--area", area, "--staff", "A-01", "--role", role,
        SURVEY_APP_PASSWORD="")  # fmt: skip


def doors_table(folder):
    path = folder / "doors.csv"
    path.write_text("楼栋,单元,门号,楼层\n5,2,402,1\n5,2,403,1\n", encoding="utf-8")
    return path


def test_a_new_version_is_looked_at_then_published(tmp_path):
    office = tmp_path / "office"
    by_hand(office, NANHU, "street")
    form = newer_form(tmp_path)

    preview = run("form", "publish", office, form, "--preview")
    # Were it gone, the registers that print it would have to be mended first.
    apart = run("form", "publish", office, form, "--preview", "--nothing-renamed", code=1)
    published = run("form", "publish", office, form)
    again = run("form", "publish", office, form)

    assert not preview["published"] and preview["can_be_published"]
    assert {change["kind"] for change in preview["changes"]} == {"renamed", "gone", "added"}
    # Then the rule of another question looks at a new one, too.
    assert {change["kind"] for change in apart["changes"]} == {"gone", "added", "rule"}
    assert any("skill" in problem["what"] and "registers/" in problem["file"] for problem in apart["problems"])
    assert published["published"] and published["version"] == "2003.2"
    assert not again["published"] and again["changes"] == []
    assert run("form", "versions", office)["version"] == "2003.2"


def test_records_are_written_as_submissions(town, tmp_path):
    laptop = tmp_path / "laptop"
    by_hand(laptop)
    run("import", laptop, doors_table(tmp_path), "--dataset", "dwelling")

    done = run("export", laptop, "--to", tmp_path / "odk", "--openrosa", "--form", "dwelling")

    assert done["records"] == len(list((tmp_path / "odk" / "dwelling").glob("uuid*/submission.xml"))) > 0


def test_the_list_of_commands_does_not_wait_for_the_database(tmp_path):
    code = (
        "import sys, survey_app.cli as cli\n"
        "try: cli.app(['--help'])\n"
        "except SystemExit: pass\n"
        "print('loaded:', [m for m in sys.modules if m.startswith(('sqlalchemy', 'openpyxl', 'sync.store'))])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=120)

    assert done.stdout.splitlines()[-1] == "loaded: []"


@pytest.mark.parametrize("late", Commands.late, ids=lambda late: late.name)
def test_every_command_that_is_listed_is_there(late):
    listed = CliRunner().invoke(app, [late.name, "--help"])

    assert listed.exit_code == 0
    assert late.help.split("·")[0].strip() in listed.stdout
