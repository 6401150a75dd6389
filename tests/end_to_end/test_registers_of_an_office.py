"""What a 4050 office does with its registers: each walked by the role that does it, each with bad input refused."""

from datetime import date

import pytest
from office_desk import Desk

from survey_app.hand_over import hand_over
from survey_app.merge_desk import judged, merge
from survey_app.workspace_errors import StepRefused

COMMUNITY, STREET, DISTRICT = "220104003001", "220104003", "220104"


@pytest.fixture
def desks(tmp_path):
    made = []

    def desk(area, role):
        made.append(Desk(tmp_path / f"{role}-{len(made)}", area, role))
        return made[-1]

    yield desk
    for each in made:
        each.workspace.close()


@pytest.fixture
def assistant(desks):
    return desks(COMMUNITY, "assistant")


@pytest.fixture
def clerk(desks):
    return desks(STREET, "street")


def test_registration_with_one_key_is_suspended_and_closed_with_a_reason(assistant):
    wang = assistant.person()
    away = assistant.person("刘洋", "220104196005120079", presence="2")
    content = assistant.person("张静", "220104196005120095", willing="0")

    record = assistant.begin("jobseek_reg", wang)
    assert assistant.list("jobseek_reg", "valid")[0]["intent"] == "Community services"
    assert "registered already" in assistant.refused(assistant.begin, "jobseek_reg", wang)
    assert "wants work" in assistant.refused(assistant.begin, "jobseek_reg", content)
    assert "lives elsewhere" in assistant.refused(assistant.begin, "jobseek_reg", away)
    assert "street office" in assistant.refused(assistant.step, "jobseek_reg", record, "number")

    assistant.step("jobseek_reg", record, "suspend")
    assert "begins from" in assistant.refused(assistant.step, "jobseek_reg", record, "suspend")
    assert "Why closed" in assistant.refused(assistant.step, "jobseek_reg", record, "close")
    assistant.step("jobseek_reg", record, "close", close_reason="3")
    assert assistant.in_force(record, "reg_state", "close_reason", "state_date") == ("9", "3", "2003-06-12")
    # Whoever comes back is registered anew; the closed one stays.
    assistant.begin("jobseek_reg", wang)
    assert len(assistant.list("jobseek_reg")) == 2


def test_the_street_numbers_and_two_laptops_that_registered_one_person_are_due(clerk, desks, tmp_path):
    record = clerk.begin("jobseek_reg", clerk.person())
    clerk.step("jobseek_reg", record, "number")
    assert clerk.kept(record)["reg_no"] == f"{STREET}0001"

    assistant = desks(COMMUNITY, "assistant")
    assistant.begin("jobseek_reg", assistant.person())
    merge(clerk.workspace, judged(clerk.workspace, [hand_over(assistant.workspace, tmp_path / "a.bundle").path]))

    assert [why for _, why in clerk.due("jobseek_reg")] == ["Registered twice under one number: close one"] * 2


def test_a_placement_has_the_four_haves_or_stands_on_the_list_of_those_that_lack_one(clerk):
    wang = clerk.person()
    record = clerk.begin("placement", wang, destination="3", channel="self", place_desc="早市摊位")
    assert clerk.kept(record)["was_4050"] == 1

    says = clerk.refused(clerk.step, "placement", record, "start", contract="4")
    assert "follow-up measure" in says
    clerk.step("placement", record, "start", contract="4", follow_plan="1 2", follow_due="2003-07-12")
    assert [row["roster_no"] for row in clerk.list("placement", "lacking")] == [""]
    clerk.step("placement", record, "number")
    assert clerk.list("placement", "lacking") == []
    assert "on a post" in clerk.refused(clerk.begin, "placement", wang)

    assert "Why left" in clerk.refused(clerk.step, "placement", record, "left", left_on="2003-06-12")
    clerk.step("placement", record, "left", left_on="2003-06-12", left_reason="3")
    clerk.step("placement", record, "again")
    assert clerk.in_force(record, "place_state", "left_reason") == ("lost_reentry", "3")


def test_follow_ups_are_due_by_what_was_agreed_and_three_attempts_in_vain_are_lost_contact(clerk):
    wang = clerk.person()
    record = clerk.begin("placement", wang, destination="3", channel="self", place_desc="早市摊位")
    clerk.step("placement", record, "start", contract="4", follow_plan="1", follow_due="2003-07-12")

    clerk.today = date(2003, 7, 12)
    assert clerk.due("placement") == [("2003-07-12", "Follow-up is due")]
    clerk.begin("followup", wang, reached="1", now_doing="11", living="2", next_due="2003-08-20")
    assert clerk.due("placement") == []
    for day in (20, 23, 26):
        clerk.today = date(2003, 8, day)
        clerk.begin("followup", wang, reached="0", method="phone")
    assert [why for _, why in clerk.due("placement")] == ["3 attempts in vain: go there, or ask the employer"]
    assert [row["failed"] for row in clerk.list("followup", "lost_contact")] == ["3"]
    # The history stands: four follow-ups, none overwritten.
    assert len(clerk.list("followup")) == 4
    clerk.today = date(2003, 8, 28)
    clerk.begin("followup", wang, reached="1", now_doing="11", next_due="2003-10-01")
    assert clerk.due("placement") == [] and clerk.list("followup", "lost_contact") == []


def test_a_certificate_goes_from_desk_to_desk_and_each_human_has_one(desks):
    district = desks(DISTRICT, "district")
    wang = district.person()
    record = district.begin("certificate", wang, category="1")
    assert "has a certificate" in district.refused(district.begin, "certificate", wang)
    listed_again = district.person("王桂芝")
    assert "has a certificate" in district.refused(district.begin, "certificate", listed_again)

    assert "begins from" in district.refused(district.step, "certificate", record, "issue", cert_no="JL0300001")
    district.step("certificate", record, "community")
    district.step("certificate", record, "street")
    district.step("certificate", record, "notice")
    says = district.refused(district.step, "certificate", record, "issue", cert_no="JL0300001")
    assert says == "It has been posted for less than 7 days."
    district.today = date(2003, 6, 19)
    assert district.due("certificate") == [("2003-06-19", "The notice is over: it can be issued")]
    assert district.refused(district.step, "certificate", record, "issue", cert_no="1").startswith("Certificate number")
    district.step("certificate", record, "issue", cert_no="JL0300001")
    assert district.in_force(record, "cert_state", "cert_no", "issue_date") == ("issued", "JL0300001", "2003-06-19")

    district.today = date(2004, 6, 19)
    assert district.due("certificate") == [("2004-06-19", "The yearly check is due")]
    district.step("certificate", record, "check", annual_check="1")
    assert district.due("certificate") == []
    district.step("certificate", record, "return", end_reason="已退休")
    assert district.begin("certificate", listed_again, category="1")


def test_a_category_that_does_not_go_with_the_census_is_refused_and_issuing_is_the_districts(clerk):
    record = clerk.begin("certificate", clerk.person(), category="4")
    assert "does not go with" in clerk.refused(clerk.step, "certificate", record, "community")
    other = clerk.begin("certificate", clerk.person("刘洋", "220104196005120079"), category="1")
    clerk.step("certificate", other, "community")
    clerk.step("certificate", other, "street")
    clerk.step("certificate", other, "notice")
    assert clerk.refused(clerk.step, "certificate", other, "issue") == "This step is for the district."


def test_benefits_are_kept_to_the_fen_and_those_without_a_certificate_are_listed(clerk):
    wang = clerk.person()
    record = clerk.begin("benefit", wang, kind="fee_waiver", agency="aic", amount="168.30")
    assert clerk.kept(record)["amount"] == "168.3"
    with pytest.raises(StepRefused):
        clerk.begin("benefit", clerk.workspace.rows("household")[0]["record_id"], kind="fee_waiver")
    assert [row["person.full_name"] for row in clerk.list("benefit", "without_certificate")] == ["王桂芝"]
    employer = clerk.begin("employer", employer_name="欧亚集团", contact_name="赵敏", contact_phone="0431-8914050")
    clerk.begin("benefit", "", kind="employer_tax", agency="tax_state", amount="3180.00", employer_ref=employer)
    assert [row["employer_ref"] for row in clerk.list("benefit", "employers")] == ["欧亚集团"]


def test_a_post_is_filled_by_placements_and_expires_only_when_it_is_over(clerk):
    employer = clerk.begin("employer", employer_name="欧亚集团", contact_name="赵敏", contact_phone="0431-8914050")
    answers = {"headcount": "1", "dev_mode": "batch", "post_kind": "1", "valid_to": "2003-06-30"}
    post = clerk.begin("job_post", post_name="保洁员", employer_ref=employer, **answers)
    wang = clerk.person()
    assert [row["full_name"] for row in clerk.list("pool", "free")] == ["王桂芝"]

    placed = {
        "destination": "1",
        "channel": "batch",
        "place_desc": "保洁员",
        "post_ref": post,
        "employer_ref": employer,
    }
    record = clerk.begin("placement", wang, **placed)
    clerk.step("placement", record, "start", contract="1", follow_plan="3", follow_due="2003-07-12")

    (row,) = clerk.list("job_post", "open")
    assert (row["employer_ref"], row["filled"], row["left"]) == ("欧亚集团", "1", "0")
    assert [why for _, why in clerk.due("job_post")] == ["All are taken: mark it filled"]
    assert clerk.list("pool", "free") == []
    assert clerk.refused(clerk.step, "job_post", post, "expire") == "It is still valid."
    clerk.step("job_post", post, "full")
    assert clerk.list("employer")[0]["placed"] == "1"


def test_a_class_ends_with_a_result_and_who_finds_no_post_after_it_is_listed(clerk):
    wang = clerk.person()
    answers = {"class_code": "CY-2003-014", "train_type": "2", "begin_date": "2003-06-01", "end_date": "2003-06-30"}
    record = clerk.begin("training_record", wang, **answers)
    assert "in a class now" in clerk.refused(clerk.begin, "training_record", wang)
    assert "not later than today" in clerk.refused(clerk.step, "training_record", record, "pass")

    clerk.today = date(2003, 7, 1)
    assert clerk.due("training_record") == [("2003-06-30", "The class is over: note the result")]
    clerk.step("training_record", record, "pass", cert_no="PX-1")
    assert clerk.in_force(record, "train_state", "passed") == ("passed", "1")
    assert len(clerk.list("training_record", "without_post")) == 1


def test_a_call_without_a_name_is_noted_and_a_promised_answer_falls_due(clerk):
    record = clerk.begin("service_log", "", service="hotline_call", topic="3", caller="不愿留名")
    clerk.begin("service_log", clerk.person(), service="window", topic="1", result="2")

    assert [row["caller"] for row in clerk.list("service_log", "calls")] == ["不愿留名"]
    clerk.today = date(2003, 6, 15)
    assert [why for _, why in clerk.due("service_log")] == ["An answer was promised"]
    clerk.step("service_log", record, "answered", result="1")
    assert clerk.due("service_log") == []
