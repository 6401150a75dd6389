"""One-stop checklist, public items and the present-day registers (S12, S23, S25): lists over what others hold."""

import re
from datetime import date

import pytest
from office_desk import Desk

STREET = "220104003"
LIU = ("刘洋", "220104196005120079")


@pytest.fixture
def clerk(tmp_path):
    desk = Desk(tmp_path / "street", STREET, "street")
    yield desk
    desk.workspace.close()


def on_post(desk, record, **more):
    return desk.step("placement", record, "start", contract="1", follow_plan="1", follow_due="2003-09-12", **more)


def test_the_checklist_says_in_one_line_what_somebody_has_and_begins_what_is_missing(clerk):
    wang = clerk.person()
    assert [row["full_name"] for row in clerk.list("one_stop", "nothing")] == ["王桂芝"]
    clerk.open("one_stop", wang, "register")
    clerk.open("one_stop", wang, "certify", category="1")
    (row,) = clerk.list("one_stop")
    assert (row["registered"], row["certificate"], row["on_post"]) == ("1", "0", "0")
    assert row["id_no18"] == "220104********0028"
    assert "registered already" in clerk.refused(clerk.open, "one_stop", wang, "register")
    assert "only lists" in clerk.refused(clerk.begin, "one_stop")


def test_public_items_carry_nobody_by_name(clerk):
    wang = clerk.person(mobile="13500001234", intent_post="保洁", intent_wage="400", education="70")
    clerk.begin("jobseek_reg", wang)
    employer = clerk.begin("employer", employer_name="欧亚集团", contact_name="赵敏", contact_phone="0431-8914050")
    answers = {"headcount": "2", "dev_mode": "scattered", "post_kind": "1", "wage": "450"}
    post = clerk.begin("job_post", post_name="保洁员", employer_ref=employer, **answers)

    (seeker,), (vacancy,) = clerk.list("press_seekers"), clerk.list("press_posts", "week")
    assert (seeker["decade"], seeker["intent_post"], vacancy["post_name"]) == ("40-44", "保洁", "保洁员")
    text = " ".join([*seeker.values(), *vacancy.values()])
    assert not re.search(r"王桂芝|欧亚|赵敏|\d{7}|南湖大路", text)
    clerk.step("job_post", post, "close")
    assert clerk.list("press_posts") == []


def test_a_subsidy_above_the_months_of_the_pack_is_due(clerk):
    wang = clerk.person()
    told = {"kind": "flex_si_subsidy", "agency": "hrss", "amount": "120.00"}
    clerk.begin("benefit", wang, period_from="2000-01-01", period_to="2002-12-31", **told)
    assert clerk.list("flex_subsidy", "over") == []
    clerk.begin("benefit", wang, period_from="2003-01-01", period_to="2003-01-31", **told)
    assert {row["months_in_all"] for row in clerk.list("flex_subsidy", "over")} == {"37"}
    assert "More than 36 months" in clerk.due("flex_subsidy")[0][1]
    assert len(clerk.list("benefit", "above_limit")) == 2


def test_the_hard_to_employ_and_public_welfare_posts_with_the_day_they_end(clerk):
    wang = clerk.person(difficult_types="1 3")
    clerk.person(*LIU)
    assert [row["full_name"] for row in clerk.list("hard_to_employ", "waiting")] == ["王桂芝"]
    assert clerk.list("hard_to_employ", "disabled") == []
    record = clerk.begin("placement", wang, destination="2", channel="community", place_desc="社区保洁")
    on_post(clerk, record)
    assert clerk.list("hard_to_employ", "waiting") == []
    (row,) = clerk.list("welfare_posts", "on_post")
    assert row["ends"] == "2006-06-12"
    clerk.today = date(2006, 6, 12)
    assert [why for _, why in clerk.due("welfare_posts")] == ["The time on the public-welfare post is over"]


def test_a_zero_employment_household_is_cleared_when_one_of_it_is_on_a_post(clerk):
    wang = clerk.person()
    (row,) = clerk.list("zero_families", "open")
    assert row["head_name"] == "王桂芝" and len(clerk.due("zero_families")) == 1
    on_post(clerk, clerk.begin("placement", wang, destination="3", channel="self", place_desc="早市摊位"))
    assert clerk.list("zero_families", "open") == [] and clerk.due("zero_families") == []
    assert clerk.list("zero_families", "cleared")[0]["first_on_post"] == "2003-06-12"
