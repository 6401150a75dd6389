"""The tutorial, done as it says: files are put into the pack, and a district has a register of its own."""

import shutil
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from openpyxl import load_workbook

from forms.pack import REEMPLOYMENT_4050
from survey_app.enrolment import enrol
from survey_app.figures import figures_at
from survey_app.form_check import check
from survey_app.hand_over import hand_over
from survey_app.master import refresh_master
from survey_app.merge_desk import judged, merge, undo_batch
from survey_app.publishing import propose, publish
from survey_app.register_steps import begin, take
from survey_app.registers import RegisterList, Wanted, register_named
from survey_app.workspace import Staff, create_from_start, create_workspace
from survey_app.workspace_errors import StepRefused

DOCS = Path(__file__).parents[2] / "docs"
FILES = DOCS / "a-register-of-your-own"
THURSDAY = datetime(2003, 6, 12, 18, 30, tzinfo=timezone(timedelta(hours=8)))
STREET, COMMUNITY = "220104003", "220104003001"


@pytest.fixture
def pack(tmp_path):
    """The 4050 pack with the files of the tutorial, and the figure's lines at the end of indicators.toml."""
    folder = shutil.copytree(REEMPLOYMENT_4050, tmp_path / "pack")
    for part in ("forms", "lists", "registers"):
        shutil.copytree(FILES / part, folder / part, dirs_exist_ok=True)
    with (folder / "indicators.toml").open("a", encoding="utf-8") as figures:
        figures.write("\n" + (FILES / "indicators.toml").read_text(encoding="utf-8"))
    return folder


@pytest.mark.parametrize("page", ["a-register-of-your-own.md", "a-register-of-your-own.zh-CN.md"])
def test_the_page_shows_the_very_files(page):
    text = (DOCS / page).read_text(encoding="utf-8")

    for file in ("registers/elder_visit.toml", "indicators.toml"):
        assert f"```toml\n{(FILES / file).read_text(encoding='utf-8')}```" in text


def person_of(laptop, name, born, alone=True):
    """Record a household of one, or of two, and return the first."""
    household = laptop.new_edit("household", {"head_name": name})
    members = [{"full_name": name, "birth_date": born}] + ([] if alone else [{"full_name": "家人"}])
    edits = [
        laptop.new_edit(
            "person", {"survey_date": "2003-06-12", "presence": "1", "sex": "2", **each}, household.record_id
        )
        for each in members
    ]
    laptop.save([household, *edits])
    return edits[0].record_id


def visited(laptop, person, **answers):
    interview = begin(laptop, register_named(laptop, "elder_visit"), person, "zh").interview
    for name, value in answers.items():
        interview.answer(f"/data/core/{name}", value)
    record = interview.record_id
    interview.close()
    return record


def test_a_register_is_added_by_files_alone(pack, tmp_path):
    assert [each for each in check(pack) if each.is_problem] == []
    clerk = Staff("S-01", "陈静", "street")
    office = create_workspace(tmp_path / "office", REEMPLOYMENT_4050, STREET, clerk, None, lambda: THURSDAY)

    # It is published as any other version.
    publish(office, propose(office, pack))
    enrol(office, COMMUNITY, Staff("A-01", "李敏"), tmp_path / "start.bundle", locked=False)
    laptop = create_from_start(tmp_path / "laptop", tmp_path / "start.bundle", None, lambda: THURSDAY)
    register = register_named(laptop, "独居老人走访")
    elder = person_of(laptop, "王桂芝", "1925-05-01")
    not_alone = person_of(laptop, "赵秀兰", "1925-05-01", alone=False)

    # Only who is meant can be visited.
    with pytest.raises(StepRefused) as refused:
        begin(laptop, register, not_alone, "zh")
    assert refused.value.says == "只登记满七十岁、一个人住的老人。"

    # A visit, a need, and when to come again.
    first = visited(laptop, elder, how="2", need="买米")
    listed = RegisterList(laptop, register, "zh")
    (row,) = listed.rows(Wanted(filter="open"))
    shown = [listed.shown(row, place) for place in range(len(listed.columns))]
    assert shown[:2] == ["王桂芝", "78"] and shown[5:8] == ["一般", "买米", "还没办"]
    assert listed.due(THURSDAY.date()) == []
    assert [listed.reason(each) for each in listed.due(date(2003, 7, 1))] == ["一周没有走访"]
    take(laptop, register, first, register.step("settle"), {"met_how": "邻居代买"}, "zh")
    assert listed.rows(Wanted(filter="open")) == []

    # It travels, merges, is counted, has its sheet, and is taken back like everything else.
    stick = hand_over(laptop, tmp_path / "friday.bundle").path
    merge(office, judged(office, [stick]))
    assert RegisterList(office, register_named(office, "elder_visit"), "zh").count(Wanted()) == 1
    assert {each.name: each.value for each in figures_at(office, office.area)}["elders_visited"] == 1
    refresh_master(office, tmp_path / "master.xlsx")
    book = load_workbook(tmp_path / "master.xlsx", read_only=True)
    assert "独居老人走访" in book.sheetnames
    undo_batch(office, office.store.batches()[-1].id)
    assert RegisterList(office, register_named(office, "elder_visit"), "zh").count(Wanted()) == 0
    laptop.close()
    office.close()
