"""The questionnaires of the 4050 pack as their author wrote them: workbooks that a clerk can open."""

import csv
import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from forms.pack import REEMPLOYMENT_4050

FORMS = ("dwelling", "household", "staff", "visit")
ZH, EN = "label::中文 (zh)", "label::English (en)"


def sheet(form, name):
    rows = load_workbook(REEMPLOYMENT_4050 / "forms" / f"{form}.xlsx", read_only=True)[name].iter_rows(values_only=True)
    headings = next(rows)
    return [
        {heading: str(cell) for heading, cell in zip(headings, row, strict=False) if cell is not None} for row in rows
    ]


def listed(name):
    with (REEMPLOYMENT_4050 / "lists" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("form", FORMS)
def test_every_question_is_asked_in_chinese_and_english(form):
    for row in sheet(form, "survey"):
        shown = row["type"] not in ("calculate", "end_group", "end_repeat")
        assert not shown or (row.get(ZH) and row.get(EN)), row["name"]


@pytest.mark.parametrize("form", FORMS)
def test_every_hint_and_message_is_there_in_both_languages(form):
    for row in sheet(form, "survey"):
        for kind in ("hint", "constraint_message", "required_message"):
            assert (f"{kind}::中文 (zh)" in row) == (f"{kind}::English (en)" in row), row["name"]
        assert ("constraint" in row) <= ("constraint_message::中文 (zh)" in row), row.get("name")
        assert ("required" in row) <= ("required_message::中文 (zh)" in row), row.get("name")


@pytest.mark.parametrize("form", FORMS)
def test_names_are_plain_so_that_phones_can_use_the_form(form):
    for row in sheet(form, "survey"):
        assert re.fullmatch(r"[a-z][a-z0-9_]*", row.get("name", "end")), row


@pytest.mark.parametrize("form", FORMS)
def test_the_choices_of_a_form_are_those_of_the_packs_lists(form):
    asked = {row["type"].split()[1] for row in sheet(form, "survey") if row["type"].startswith("select_")}
    choices = sheet(form, "choices")

    assert {row["list_name"] for row in choices} == asked
    for name in asked:
        in_form = [(row["name"], row[ZH], row[EN]) for row in choices if row["list_name"] == name]
        assert in_form == [(row["name"], row[ZH], row[EN]) for row in listed(name)]


@pytest.mark.parametrize("form", FORMS)
def test_a_clerk_finds_a_frozen_heading_and_cells_that_are_text(form):
    workbook = load_workbook(REEMPLOYMENT_4050 / "forms" / f"{form}.xlsx")

    for page in workbook.worksheets:
        assert page.freeze_panes
        assert all(cell.data_type in "sn" and cell.number_format == "@" for cell in page["B"] if cell.value)
        assert not any(isinstance(cell.value, (int, float)) for row in page.iter_rows() for cell in row)


def test_dressing_the_forms_again_changes_nothing_that_is_written(tmp_path):
    import shutil
    import subprocess
    import sys

    shutil.copytree(REEMPLOYMENT_4050, tmp_path / "pack")
    tool = REEMPLOYMENT_4050.parents[2] / "tools" / "dress_xlsform.py"
    subprocess.run([sys.executable, tool, tmp_path / "pack"], check=True)

    for form in FORMS:
        old = load_workbook(REEMPLOYMENT_4050 / "forms" / f"{form}.xlsx")
        new = load_workbook(tmp_path / "pack" / "forms" / f"{form}.xlsx")
        for page in old.worksheets:
            assert list(page.values) == list(new[page.title].values)


@pytest.mark.parametrize("form", FORMS)
def test_pyxform_takes_the_form_without_a_warning(form):
    from pyxform.xls2xform import convert

    result = convert(xlsform=BytesIO((REEMPLOYMENT_4050 / "forms" / f"{form}.xlsx").read_bytes()), file_type=".xlsx")

    assert result.warnings == []
    assert f'id="{form}"' in result.xform


def test_household_and_person_are_entities_of_their_own():
    from pyxform.xls2xform import convert

    household = REEMPLOYMENT_4050 / "forms" / "household.xlsx"
    xform = convert(xlsform=BytesIO(household.read_bytes()), file_type=".xlsx").xform

    assert 'entities:entities-version="2025.1.0"' in xform
    assert set(re.findall(r'<entity dataset="(\w+)" create="1"', xform)) == {"household", "person"}
    assert 'saveto="full_name"' in xform
    assert not re.search(r'saveto="(name|label)"', xform)


def test_nothing_that_cannot_be_known_at_the_door_is_required():
    required = {row["name"] for form in FORMS for row in sheet(form, "survey") if "required" in row}

    assert not required & {"next_visit", "notice_given", "mobile", "phone", "refuse_reason", "moved_to"}
