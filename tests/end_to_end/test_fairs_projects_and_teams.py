"""Fairs, community projects, campaigns of member units and the work team (S19, S21, S22, S24), with bad input."""

from datetime import date

import pytest
from office_desk import Desk

STREET, COMMUNITY = "220104003", "220104003001"
LIU, ZHANG = ("刘洋", "220104196005120079"), ("张静", "220104196005120095")


@pytest.fixture
def clerk(tmp_path):
    desk = Desk(tmp_path / "street", STREET, "street")
    yield desk
    desk.workspace.close()


@pytest.fixture
def assistant(tmp_path):
    desk = Desk(tmp_path / "assistant", COMMUNITY, "assistant")
    yield desk
    desk.workspace.close()


def on_post(desk, record, **more):
    return desk.step("placement", record, "start", contract="1", follow_plan="1", follow_due="2003-09-12", **more)


def fair(desk, **more):
    answers = {"fair_name": "四零五零专场", "fair_date": "2003-06-12", "fair_level": "city", "fair_kind": "1"}
    return desk.begin("job_fair", "", **{**answers, **more})


def test_who_agrees_at_a_fair_is_no_placement_before_being_on_post(clerk):
    record, wang = fair(clerk), clerk.person()
    employer = clerk.begin("employer", employer_name="欧亚集团", contact_name="赵敏", contact_phone="0431-8914050")
    answers = {"headcount": "2", "dev_mode": "scattered", "post_kind": "1", "wage": "450"}
    post = clerk.begin("job_post", post_name="保洁员", employer_ref=employer, **answers)

    came = clerk.open("job_fair", record, "sign_in", wang, services="1 2")
    clerk.step("fair_visit", came, "result", result="2", post_ref=post)
    (row,) = clerk.list("job_fair", "for_4050")
    assert (row["signed_in"], row["agreed"], row["placed"]) == ("1", "1", "0")

    clerk.today = date(2003, 6, 19)
    assert clerk.due("fair_visit") == [("2003-06-19", "Agreed a week ago: on post?")]
    placement = clerk.open("fair_visit", came, "place", destination="1")
    kept = clerk.kept(placement)
    assert (kept["channel"], kept["place_desc"], kept["employer_ref"]) == ("labour_market", "保洁员", employer)
    assert str(kept["wage"]) == "450"
    assert clerk.list("job_fair")[0]["placed"] == "0"
    on_post(clerk, placement)
    (row,) = clerk.list("job_fair")
    assert (row["placed"], row["placed_4050"]) == ("1", "1")
    assert clerk.due("fair_visit") == []


def test_a_fair_has_its_outcome_after_its_day_and_no_more_agreements_than_seekers(clerk):
    record = fair(clerk, fair_date="2003-06-20")
    says = clerk.refused(clerk.step, "job_fair", record, "outcome", seekers_n="100", agreed_n="20")
    assert says == "The fair has not taken place yet."
    clerk.today = date(2003, 6, 21)
    assert clerk.due("job_fair") == [("2003-06-21", "The fair is over: note its outcome")]
    says = clerk.refused(clerk.step, "job_fair", record, "outcome", seekers_n="100", agreed_n="120")
    assert says == "Agreements: Not more than there were job seekers."
    clerk.step("job_fair", record, "outcome", employers_n="30", posts_n="400", seekers_n="100", agreed_n="20")
    assert clerk.due("job_fair") == []


def test_somebody_signed_in_twice_at_one_fair_is_due_and_an_assistant_holds_no_fair(clerk, assistant):
    record, wang = fair(clerk), clerk.person()
    clerk.open("job_fair", record, "sign_in", wang)
    clerk.open("job_fair", record, "sign_in", wang)
    assert [why for _, why in clerk.due("fair_visit")] == ["Signed in twice at one fair: delete one"] * 2
    assert clerk.list("job_fair")[0]["signed_in"] == "1"
    assert "street office" in assistant.refused(assistant.begin, "job_fair")


def test_a_community_project_counts_the_persons_on_its_roster(assistant):
    answers = {"project_name": "无水洗车", "project_type": "3", "absorb_n": "1", "set_up_on": "2003-05-01"}
    record = assistant.begin("franchise_project", "", community_code2=COMMUNITY, **answers)
    wang, liu = assistant.person(), assistant.person(*LIU, labour_status="31")

    placement = assistant.open("franchise_project", record, "place", wang)
    assert assistant.in_force(placement, "destination", "channel", "place_desc") == ("5", "community", "无水洗车")
    on_post(assistant, placement)
    (row,) = assistant.list("franchise_project")
    assert (row["absorb_n"], row["placed"], row["absorb_4050"]) == ("1", "1", "1")
    assert assistant.due("franchise_project") == []
    assert "on a post" in assistant.refused(assistant.open, "franchise_project", record, "place", wang)

    on_post(assistant, assistant.open("franchise_project", record, "place", liu))
    assert [why for _, why in assistant.due("franchise_project")] == ["More on post than jobs: check"]
    assert assistant.list("franchise_project")[0]["absorb_4050"] == "1"


def test_a_person_counts_once_for_a_unit_however_many_of_its_projects_met_him(clerk):
    wang, liu = clerk.person(), clerk.person(*LIU)
    unit = {"unit_name": "市总工会", "grp": "leading_group", "projects": "union_base", "channels": "private_campaign"}
    clerk.begin("org_unit", "", **unit)
    clerk.begin("org_unit", "", unit_name="市人大", grp="leading_group", channels="deputies_campaign")
    told = {"destination": "1", "place_desc": "保洁员"}
    first = clerk.begin("placement", wang, channel="private_campaign", project="union_base", **told)
    on_post(clerk, first)
    clerk.step("placement", first, "left", left_on="2003-06-12", left_reason="1")
    clerk.step("placement", first, "again")
    on_post(clerk, clerk.begin("placement", wang, channel="self", project="union_base", **told))
    clerk.begin("placement", liu, channel="private_campaign", **told)

    placed = {row["unit_name"]: (row["placed"], row["placed_4050"]) for row in clerk.list("org_unit")}
    assert placed == {"市总工会": ("1", "1"), "市人大": ("0", "0")}


def test_a_person_is_looked_after_by_one_member_who_visits_each_week(clerk):
    answers = {"staff_no": "GZD-1", "role": "work_team", "area_scope": STREET}
    member = clerk.begin_form("staff", staff_name="赵立", **answers)
    wang = clerk.person()
    record = clerk.begin("team_assignment", wang, member_ref=member)
    assert "looks after this person" in clerk.refused(clerk.begin, "team_assignment", wang)

    clerk.today = date(2003, 6, 19)
    assert clerk.due("team_assignment") == [("2003-06-19", "Not visited for a week")]
    clerk.open("team_assignment", record, "log", did="1", result="4")
    assert clerk.due("team_assignment") == []
    assert clerk.list("team_log", "this_week")[0]["team_assignment.member_ref"] == "赵立"
    (row,) = clerk.list("team")
    assert (row["persons"], row["visits"], row["visits_week"], row["placed"]) == ("1", "1", "1", "1")

    assert "Why ended" in clerk.refused(clerk.step, "team_assignment", record, "end")
    clerk.step("team_assignment", record, "end", end_reason="已上岗")
    assert "begins from" in clerk.refused(clerk.open, "team_assignment", record, "log")
    assert "has ended" in clerk.refused(clerk.begin, "team_log", record)
    assert clerk.list("team")[0]["persons"] == "0"
