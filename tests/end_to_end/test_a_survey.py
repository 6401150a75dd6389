"""One survey from the office and back to it, through the real windows."""

from __future__ import annotations

import csv
import shutil
import signal
import subprocess
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path

import laptop_program
import openpyxl
import pytest
from a_street import CHEN_JING, STREET
from at_the_keyboard import AtTheKeyboard, Family
from laptop_program import HALF_TYPED, STANDS
from one_community import COMMUNITY, PASSWORD, now
from python_calamine import CalamineWorkbook
from two_families import CHEN, SUN, ZHAO

from forms.pack import REEMPLOYMENT_4050
from survey_app.demo import fill_household
from survey_app.demo_people import DemoHousehold, DemoPerson
from survey_app.enrolment import enrol
from survey_app.interviews import Interview
from survey_app.workspace import Staff, Workspace, create_workspace
from sync.commit import AREA

DOORS = ("101", "102", "201")
DECIDED, BY_HAND = "13504310777", "13504319999"


def test_a_survey_from_the_start_bundles_to_the_master_workbook(qtbot, tmp_path: Path):
    # The office has a stairwell and one old household, and makes two start bundles.
    office = office_with_a_stairwell(tmp_path)
    li_min, zhao_hong = (
        enrol(office, COMMUNITY, Staff(number, name), tmp_path / f"{name}.bundle")
        for number, name in (("0301", "李敏"), ("0302", "赵红"))
    )
    office.close()
    sticks = [tmp_path / "stick 1", tmp_path / "stick 2"]
    for stick in sticks:
        stick.mkdir()

    # Li Min's laptop is killed while she types, and goes on at the same question.
    home = tmp_path / "laptop 1"
    typed = typed_until_killed(home, tmp_path / "李敏.bundle", li_min.code)
    stood, typed_later = gone_on_until_evening(home, sticks[0])
    assert len(typed) > 5
    assert stood == typed_later[0] == HALF_TYPED
    assert not set(typed) & set(typed_later)

    # Zhao Hong records another family, and corrects the same person.
    second = AtTheKeyboard(tmp_path / "laptop 2", now)
    second.begin_with(tmp_path / "赵红.bundle", zhao_hong.code, PASSWORD)
    second.record_family("201", CHEN)
    second.correct_phone("101", "孙秀英", "13504310888")
    second.hand_over_to(sticks[1])
    second.leave()

    # The clerk merges both sticks, and settles what they disagree about.
    clerk = AtTheKeyboard(tmp_path / "clerk", now)
    clerk.log_in(office.folder, None)
    clerk.window.go("merge_desk")
    clerk.merge_files([next(stick.glob("*.bundle")) for stick in sticks])
    clerk.settle_with(DECIDED)
    assert clerk.desk.workspace.store.conflicts() == []

    # A telephone number is corrected by hand in the master workbook, and read in.
    master = clerk.master_workbook()
    correct_in_workbook(master, "陈立娟", "mobile", BY_HAND)
    clerk.merge_files([master])
    clerk.master_workbook()
    assert clerk.desk.workspace.store.verify() == []
    clerk.leave()

    # Whatever opens the master shows what was typed, to the last digit.
    expected = {
        "孙秀英": SUN.members[0] | {"mobile": DECIDED},
        "赵国强": ZHAO.members[0],
        "王桂芝": ZHAO.members[1],
        "陈立娟": CHEN.members[0] | {"mobile": BY_HAND},
    }
    assert shown(rows_by_calamine(master), expected) == expected
    assert shown(rows_by_libreoffice(master, tmp_path), expected) == expected


def office_with_a_stairwell(folder: Path) -> Workspace:
    office = create_workspace(folder / "office", REEMPLOYMENT_4050, STREET, CHEN_JING, None, now)
    area = office.area_path(COMMUNITY)
    for number in DOORS:
        place = {
            AREA: area,
            "building": "3",
            "unit": "1",
            "floor": int(number[0]),
            "door": number,
            "dwelling_type": "1",
        }
        edit = office.new_edit("dwelling", place)
        office.save([edit])
        if number == "101":
            record_before(office, edit.record_id, SUN)
    return office


def record_before(office: Workspace, door: str, family: Family) -> None:
    interview = Interview.open(office, "household", parent_id=door)
    persons = tuple(DemoPerson(member) for member in family.members)
    fill_household(interview, interview.instance, "person", DemoHousehold(family.household, persons))
    interview.close()


def typed_until_killed(home: Path, start_file: Path, code: str) -> list[str]:
    """Let the first laptop type, kill it in the middle of a number, and return what it had said is kept."""
    program = laptop_program.command("begin", home, str(start_file), code)
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=laptop_program.ENVIRONMENT) as child:
        assert child.stdout is not None
        typed = list(takewhile(lambda line: not line.startswith(STANDS), map(str.strip, child.stdout)))
        child.send_signal(signal.SIGKILL)
    return typed


def gone_on_until_evening(home: Path, stick: Path) -> tuple[str, list[str]]:
    """Start the first laptop again; return where it stood, and what was typed from there."""
    program = laptop_program.command("go_on", home, str(stick))
    done = subprocess.run(program, capture_output=True, text=True, env=laptop_program.ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.split("\n")
    stood = next(line for line in lines if line.startswith(STANDS))
    return stood.removeprefix(STANDS), [line for line in lines[lines.index(stood) + 1 :] if line]


def correct_in_workbook(master: Path, person: str, field: str, value: str) -> None:
    """Write one cell as somebody does in a spreadsheet program, and save the file."""
    book = openpyxl.load_workbook(master)
    sheet = book["人员"]
    codes = {str(cell.value): cell.column for row in sheet.iter_rows(max_row=3) for cell in row if cell.value}
    row = next(row[0].row for row in sheet.iter_rows() if any(cell.value == person for cell in row))
    sheet.cell(row, codes[field]).value = value
    book.save(master)
    book.close()


def shown(rows: list[list[str]], expected: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return of each expected person what stands in a sheet, choices as their codes."""
    codes = next(row for row in rows if "full_name" in row)
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        cells = dict(zip(codes, row, strict=False))
        if wanted := expected.get(cells.get("full_name", "")):
            found[cells["full_name"]] = {name: cells[name].split(" ")[0] for name in wanted}
    return found


def rows_by_calamine(master: Path) -> list[list[str]]:
    rows = CalamineWorkbook.from_path(str(master)).get_sheet_by_name("人员").to_python()
    return [[str(cell) for cell in row] for row in rows]


def rows_by_libreoffice(master: Path, folder: Path) -> list[list[str]]:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not here")
    office = [f"-env:UserInstallation={(folder / 'soffice').as_uri()}", "--headless", "--convert-to"]
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(["soffice", *office, every_sheet, "--outdir", str(folder), str(master)], check=True, timeout=120)
    with next(folder.glob("*人员.csv")).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
