"""Targets set, signed and broken down by the offices (S09), each step by the role that does it, and with bad input."""

import json
import subprocess
import sys

import pytest
from office_desk import Desk
from openpyxl import Workbook

from survey_app.target_block import cells_of, keep_block, read_block

DISTRICT, STREET, COMMUNITY = "220104", "220104003", "220104003001"


@pytest.fixture
def district(tmp_path):
    desk = Desk(tmp_path / "district", DISTRICT, "district")
    yield desk
    desk.workspace.close()


@pytest.fixture
def assistant(tmp_path):
    desk = Desk(tmp_path / "assistant", COMMUNITY, "assistant")
    yield desk
    desk.workspace.close()


def target(desk, area, value, **more):
    given = {"indicator": "reemployed_4050", "year": "2003", **more}
    return desk.begin("target", area_ref=area, value=value, **given)


def test_a_target_is_drafted_signed_by_a_person_and_broken_down(district):
    record = target(district, DISTRICT, "900")
    assert district.in_force(record, "target_state", "level") == ("drafted", "district")

    assert district.refused(district.step, "target", record, "sign").startswith("Say first who is responsible")
    assert "begins from" in district.refused(district.step, "target", record, "break_down")
    district.step("target", record, "sign", signed_by="王建国")
    assert district.in_force(record, "target_state", "signed_on") == ("signed", "2003-06-12")
    assert "No area below" in district.refused(district.step, "target", record, "break_down")
    target(district, STREET, "900", signed_by="李敏")
    district.step("target", record, "break_down")
    assert district.in_force(record, "target_state") == ("broken_down",)


def test_parts_that_do_not_add_up_are_due_with_their_difference(district):
    target(district, DISTRICT, "900", signed_by="王建国")
    target(district, STREET, "500", signed_by="李敏")
    target(district, "220104001", "380", signed_by="张静")

    assert [(row["parts"], row["difference"]) for row in district.list("target", "not_adding")] == [("880", "20")]
    assert [why for _, why in district.due("target")] == [
        "The targets below do not add up to this one: see the difference"
    ]
    target(district, "220104002", "20", signed_by="刘洋")
    assert district.list("target", "not_adding") == [] and district.due("target") == []


def test_an_area_that_is_not_listed_and_a_target_set_twice_are_told(district):
    record = target(district, "220199", "10")
    assert "not in the list of areas" in district.refused(district.step, "target", record, "sign", signed_by="王建国")
    target(district, STREET, "10", signed_by="李敏")
    target(district, STREET, "12", signed_by="李敏")
    assert [why for _, why in district.due("target")] == [
        "Two targets for one area, indicator and year: delete one"
    ] * 2


def test_targets_are_set_by_offices(assistant):
    assert "street office" in assistant.refused(target, assistant, COMMUNITY, "10")


# ------------------------------------------------------------ a block from a spreadsheet


def block(desk, text, language="en"):
    return read_block(desk.workspace, cells_of(text), language)


def standing(desk):
    return {
        (row["area_ref"], row["indicator"]): (row["value"], row["signed_by"], row["target_state"])
        for row in desk.list("target")
    }


def test_a_block_of_areas_and_indicators_is_kept_as_drafts(district):
    text = (
        "责任单位\t4050人员再就业人数（人）\t开发岗位数\t责任人\n"
        "朝阳区\t900\t6,500\t王建国\n"
        "220104003\t９００\t\t李敏\n"
    )
    found = block(district, text)
    assert (found.problems, found.remarks, len(found.targets)) == ([], [], 3)

    assert keep_block(district.workspace, found) == 3
    assert set(standing(district).values()) == {
        ("900", "王建国", "Drafted"),
        ("6500", "王建国", "Drafted"),
        ("900", "李敏", "Drafted"),
    }


def test_a_block_pasted_again_changes_its_drafts_and_no_signed_target(district):
    keep_block(
        district.workspace, block(district, "单位\treemployed_4050\t责任人\n朝阳区\t900\t王建国\n南湖街道\t880\t李敏")
    )
    again = block(district, "单位\treemployed_4050\n朝阳区\t900\n南湖街道\t900")
    keep_block(district.workspace, again)
    assert sorted(value for value, *_ in standing(district).values()) == ["900", "900"]
    assert len(standing(district)) == 2

    record = next(iter(district.workspace.store.rows("target", {"area_ref": DISTRICT})))["record_id"]
    district.step("target", record, "sign", signed_by="王建国")
    refused = block(district, "单位\treemployed_4050\n朝阳区\t950")
    assert refused.problems == [
        "Row 2: 4050 persons re-employed of Chaoyang District is signed; take it back to a draft first."
    ]


def test_parts_of_a_block_that_do_not_add_up_are_told_with_the_difference(district):
    found = block(district, "单位\treemployed_4050\t责任人\n朝阳区\t900\t王建国\n南湖街道\t500\t李敏\n前进街道\t380\t")

    assert found.problems == []
    assert found.remarks == [
        "Rows without anybody responsible: 4; they cannot be signed.",
        "Chaoyang District, 4050 persons re-employed: the target is 900, those below add up to 880, 20 apart.",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("单位\treemployed_4050\n月球区\t1", "Row 2: there is no area “月球区”."),
        ("单位\treemployed_4050\n二道区\t1", "Row 2: “二道区” does not lie in Chaoyang District."),
        ("单位\treemployed_4050\n南湖街道\t许多", "Row 2: “许多” is no number."),
        ("单位\treemployed_4050\n南湖街道\t-5", "Row 2: “-5” is no number."),
        ("单位\treemployed_4050\n南湖街道\t5\n220104003\t6", "Row 3: Nanhu Street stands in row 2 already."),
        ("单位\t再就业\treemployed_4050\n南湖街道\t5\t6", "There is no column “再就业”."),
        ("单位\treemployed_4050", "There is no target in it."),
        ("", "The first row names the columns"),
    ],
)
def test_a_block_with_a_mistake_is_refused_as_a_whole(district, text, told):
    found = block(district, text)

    assert any(told in each for each in found.problems), found.problems


def test_only_an_office_pastes_targets(assistant):
    assert block(assistant, "单位\treemployed_4050\n湖滨社区\t5").problems == [
        "Targets are set by a street office or one above it."
    ]


def test_a_workbook_of_targets_is_taken_on_the_command_line(tmp_path):
    desk = Desk(tmp_path / "district", DISTRICT, "district")
    desk.workspace.close()
    book = Workbook()
    for row in (["责任单位", "4050人员再就业人数", "责任人"], ["朝阳区", 900, "王建国"], ["南湖街道", 900, "李敏"]):
        book.active.append(row)
    book.save(tmp_path / "targets.xlsx")
    command = [
        sys.executable,
        "-m",
        "survey_app",
        "targets",
        str(tmp_path / "district"),
        str(tmp_path / "targets.xlsx"),
    ]

    done = subprocess.run([*command, "--year", "2003", "--json"], capture_output=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kept"] == 2

    book.active.append(["月球区", 1])
    book.save(tmp_path / "targets.xlsx")
    wrong = subprocess.run([*command, "--year", "2003", "--json"], capture_output=True)
    assert wrong.returncode == 1 and json.loads(wrong.stdout)["kept"] == 0
