"""Targets set, signed and broken down by the offices (S09), each step by the role that does it, and with bad input."""

import pytest
from office_desk import Desk

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
