"""Saved by LibreOffice without edits: nothing changes; and what it shows is what was typed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from test_master import a_clerk_at_work, read
from test_reader import LI, ODD, WANG
from workbook_town import KEY, edited, export_of, news_of, person, saved, type_into, workbook

from forms.state import Missing
from sync.workbook.master import plan_refresh

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


def saved_by_libreoffice(path: Path, kind: str = "xlsx") -> Path:
    out = path.parent / "lo"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
        env=os.environ | {"HOME": str(path.parent)},
    )
    return out / f"{path.stem}.{kind}"


@pytest.mark.acceptance(3)
@pytest.mark.invariant(24)
@pytest.mark.fault(41)
def test_a_workbook_saved_by_libreoffice_changes_nothing(tmp_path: Path):
    plain = [row for row in ODD if "\x01" not in str(row.values)]
    path = saved(tmp_path, export_of(WANG, LI, *plain))

    reading = read(saved_by_libreoffice(path), WANG, LI, *plain)

    assert reading.changes == ()
    assert (reading.refused, reading.new_rows, reading.duplicates, reading.missing) == ((), (), (), {})


@pytest.mark.acceptance(3)
def test_libreoffice_shows_identity_numbers_whole_after_a_refresh(tmp_path: Path):
    path = tmp_path / "master.xlsx"
    path.write_bytes(edited(workbook(export_of(WANG, LI))[0], a_clerk_at_work))
    zhao = person(3, full_name="赵敏", id_no="220104199001010014", phone="0431", status=Missing.LATER)
    plan_refresh(path, export_of(WANG, LI, zhao, xid="6b" * 16), KEY, read(path, WANG, LI), lambda name: True).write()

    again = saved_by_libreoffice(path)
    cells = [cell for row in CalamineWorkbook.from_path(again).get_sheet_by_name("人员").to_python() for cell in row]

    assert {"220104196005120028", "22010419850315002X", "220104199001010014", "04318765432", "0431"} <= set(cells)
    assert read(again, WANG, LI, zhao).changes == ()


def test_an_edit_made_after_libreoffice_saved_is_still_one_change(tmp_path: Path):
    again = saved_by_libreoffice(saved(tmp_path, export_of(WANG, LI)))
    again.write_bytes(edited(again.read_bytes(), lambda book: type_into(book, LI.record, "phone", "139")))

    assert news_of(read(again, WANG, LI)) == {(LI.record, "phone"): "139"}


@pytest.mark.fault(41)
def test_a_master_saved_by_libreoffice_is_refreshed_in_place(tmp_path: Path):
    path = tmp_path / "master.xlsx"
    path.write_bytes(edited(workbook(export_of(WANG, LI))[0], a_clerk_at_work))
    path.write_bytes(saved_by_libreoffice(path).read_bytes())
    zhao = person(3, full_name="赵敏", id_no="220104199001010014")

    plan_refresh(path, export_of(WANG, LI, zhao, xid="6b" * 16), KEY, read(path, WANG, LI), lambda name: True).write()

    assert read(path, WANG, LI, zhao).is_untouched


def test_libreoffice_csv_shows_what_was_typed(tmp_path: Path):
    path = saved(tmp_path, export_of(person(1, full_name="=1+1", id_no="220104196005120028", rooms=3)))

    book = saved_by_libreoffice(path, "ods")

    row = CalamineWorkbook.from_path(book).get_sheet_by_name("人员").to_python()[-1]
    assert row[2:4] == ["=1+1", "220104196005120028"]
