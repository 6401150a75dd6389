"""The job bank (S15, S16, S20): posts and candidates matched both ways with reasons, an order filled in batch."""

import json
import re
from datetime import date

import pytest
from office_desk import Desk
from typer.testing import CliRunner

from survey_app.access_log import accesses
from survey_app.cli import app
from survey_app.matching import Matching
from survey_app.registers import register_named

STREET = "220104003"
LIU, ZHANG = ("刘洋", "220104196005120079"), ("张静", "220104196005120095")
SEAMSTRESS = {
    "skill": "缝纫",
    "skill_level": "4",
    "prev_employer": "第一纺织厂",
    "prev_occupation": "6",
    "intent_post": "保洁",
    "intent_wage": "400",
    "intent_range": "3",
    "education": "70",
}
WANTED = {
    "headcount": "2",
    "dev_mode": "batch",
    "post_kind": "1",
    "wage": "450",
    "age_max": "50",
    "education_req": "70",
    "skill_req": "缝纫工",
    "occupation": "6",
    "work_area": STREET,
    "valid_to": "2003-06-30",
}


@pytest.fixture
def clerk(tmp_path):
    desk = Desk(tmp_path / "street", STREET, "street")
    yield desk
    desk.workspace.close()


def post_of(desk, name="保洁员", **more):
    employer = desk.begin("employer", employer_name="欧亚集团", contact_name="赵敏", contact_phone="0431-8914050")
    return desk.begin("job_post", post_name=name, employer_ref=employer, **{**WANTED, **more})


def matching(desk, register, language="en"):
    return Matching(desk.workspace, register_named(desk.workspace, register), language)


def fitting(desk, register, record, language="en"):
    found = matching(desk, register, language).of(record)
    return [(found.shown(pair, 0), pair.score, list(pair.reasons)) for pair in found.pairs]


def on_post(desk, record, **more):
    return desk.step("placement", record, "start", contract="1", follow_plan="3", follow_due="2003-07-12", **more)


def test_a_post_finds_candidates_the_best_first_each_with_the_reasons_in_words(clerk):
    post = post_of(clerk)
    clerk.person("王桂芝", **SEAMSTRESS)
    clerk.person(*LIU, intent_wage="600", education="70")
    clerk.person(*ZHANG, education="80", **{"skill": "缝纫"})
    clerk.person("孙伟", "220104194005120022", birth_date="1950-05-12")

    first, second = fitting(clerk, "job_post", post)

    assert first == (
        "王桂芝",
        100,
        [
            "wants to work as 保洁",
            "trade: 缝纫",
            "has worked in this occupation",
            "place wanted: This district; the post: Nanhu Street",
            "450 yuan a month, at least the 400 wanted",
            "suits 4050 persons, and is one",
            "education: Junior high; Junior high is enough",
        ],
    )
    # One is too old, one has not finished school: they are not listed, whatever else speaks for them.
    assert (second[0], second[1]) == ("刘洋", 10)
    assert fitting(clerk, "job_post", post, "zh")[0][2][4] == "月薪450元，不低于期望的400元"


def test_somebody_finds_posts_by_the_same_grounds_and_proposing_begins_the_placement(clerk):
    wang = clerk.person(**SEAMSTRESS)
    post = post_of(clerk)
    post_of(clerk, "更夫", age_max="45", skill_req="")
    closed = post_of(clerk, "门卫")
    clerk.step("job_post", closed, "close")

    (best, other) = fitting(clerk, "pool", wang)
    assert (best[0], best[1], other[0]) == ("保洁员", 100, "更夫")
    begun = matching(clerk, "pool").propose(wang, post)
    # Nothing is left to ask: the one key has kept it.
    assert begun.interview is None
    kept = clerk.kept(begun.record_id)
    assert (kept["post_ref"], kept["channel"], kept["destination"], kept["place_desc"]) == (
        post,
        "batch",
        "1",
        "保洁员",
    )
    assert "begins from" in clerk.refused(matching(clerk, "pool").propose, wang, closed)
    assert "begins from" in clerk.refused(matching(clerk, "job_post").of, closed)


def test_an_order_goes_from_candidates_over_interviews_to_the_post_and_is_full_then(clerk):
    wang, liu = clerk.person(**SEAMSTRESS), clerk.person(*LIU, education="70")
    zhang = clerk.person(*ZHANG, education="70")
    post = post_of(clerk)
    proposed = {who: clerk.open("job_post", post, "propose", who) for who in (wang, liu, zhang)}
    for record in proposed.values():
        clerk.step("placement", record, "interview", interview_on="2003-06-14")
    assert len(clerk.list("placement", "interviews")) == 3

    clerk.today = date(2003, 6, 14)
    assert [why for _, why in clerk.due("placement")] == ["The interview was: note the result"] * 3
    clerk.step("placement", proposed[zhang], "close", close_note="面试没有通过")
    for who in (wang, liu):
        clerk.step("placement", proposed[who], "accept")
    assert {row["person.full_name"] for row in clerk.list("placement", "hired")} == {"王桂芝", "刘洋"}
    clerk.today = date(2003, 6, 20)
    for who in (wang, liu):
        on_post(clerk, proposed[who], place_date="2003-06-20")

    (row,) = clerk.list("job_post")
    assert (row["filled"], row["left"]) == ("2", "0")
    assert "nobody more" in clerk.refused(clerk.open, "job_post", post, "propose", zhang)
    assert "on a post" in clerk.refused(clerk.begin, "placement", wang)
    # Whoever is on a post is no candidate for another.
    assert fitting(clerk, "job_post", post_of(clerk, "后勤", headcount="9"))[0][0] == "张静"
    assert "not in" in clerk.refused(matching(clerk, "pool").of, clerk.person("孙伟", willing="0"))


def test_a_post_that_closed_meanwhile_takes_nobody(clerk):
    wang, post = clerk.person(), post_of(clerk, education_req="")
    record = clerk.open("job_post", post, "propose", wang)
    clerk.step("job_post", post, "close")
    assert clerk.refused(on_post, clerk, record) == "The post is closed, expired or filled; choose another."
    assert clerk.refused(matching, clerk, "followup") == "Nothing is matched with this register."


def test_what_an_employer_reads_of_a_candidate_finds_nobody(clerk):
    clerk.person(mobile="13500001234", **SEAMSTRESS)
    register = register_named(clerk.workspace, "job_post")
    found = matching(clerk, "job_post").of(post_of(clerk), columns=register.match.columns)
    shown = " ".join(found.shown(pair, place) for pair in found.pairs for place in range(len(found.columns)))
    assert "王桂芝" in shown and not re.search(r"\d{7}|南湖大路", shown)


def told(desk, *words):
    """Run a command on the desk's workspace and return the object that it prints."""
    result = CliRunner().invoke(app, [words[0], str(desk.workspace.folder), *words[1:], "--json"], env={"LANG": "zh"})
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_the_command_line_matches_prints_for_the_employer_and_proposes(clerk, tmp_path):
    wang, post = clerk.person(mobile="13500001234", **SEAMSTRESS), post_of(clerk, valid_to="")
    clerk.workspace.close()

    found = told(clerk, "match", "job_post", post)
    assert (found["most"], found["found"][0]["record"], found["found"][0]["score"]) == (100, wang, 100)
    told(clerk, "match", "job_post", post, "--to", str(tmp_path / "candidates.csv"))
    printed = (tmp_path / "candidates.csv").read_text("utf-8-sig")
    assert "王桂芝" in printed and "想做保洁" in printed and "13500001234" not in printed
    record = told(clerk, "match", "pool", wang, "--propose", post)["record"]
    assert [row["record"] for row in told(clerk, "register", "placement")["rows"]] == [record]


def test_a_register_is_printed_with_its_sum_and_unmasked_only_with_a_reason_that_is_kept(clerk, tmp_path):
    wang = clerk.person()
    clerk.begin("jobseek_reg", wang)
    for amount in ("168.30", "9831.75"):
        clerk.begin("benefit", wang, kind="fee_waiver", agency="aic", amount=amount)
    clerk.workspace.close()

    told(clerk, "register", "benefit", "--to", str(tmp_path / "ledger.html"))
    assert "金额（元）合计：10000.05，折合 1.00 万元" in (tmp_path / "ledger.html").read_text("utf-8")
    (row,) = told(clerk, "register", "jobseek_reg")["rows"]
    assert row["values"]["person.id_no18"] == "220104********0028"
    (row,) = told(clerk, "register", "jobseek_reg", "--unmasked", "核对证件")["rows"]
    assert row["values"]["person.id_no18"] == "220104196005120028"
    (line,) = accesses(clerk.workspace)
    assert (line["what"], line["records"], line["reason"]) == ("jobseek_reg", 1, "核对证件")
