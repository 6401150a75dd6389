"""The audit trail, where a form asks for it: who looked at which question when, and what it had said before."""

import csv
import io

from small_survey import brought, laptop_of, office_and_laptop, office_with

from survey_app.attachment_care import audit_of, write_attachments
from survey_app.drafts import resumable
from survey_app.hand_over import commit_drafts, hand_over
from survey_app.interviews import Interview
from survey_app.submissions import write_submissions

FORM = """
| survey   |              |        |       |                                        |
|          | type         | name   | label | parameters                             |
|          | audit        | audit  |       | track-changes=true identify-user=true  |
|          | text         | street | Street |                                       |
|          | begin_repeat | person | Person |                                       |
|          | text         | name   | Name   |                                       |
|          | end_repeat   |        |        |                                       |
| settings |              |
|          | form_id      |
|          | home         |
"""
PLAIN = FORM.replace(
    "|          | audit        | audit  |       | track-changes=true identify-user=true  |\n", ""
).replace("home", "plain")


office, ann = office_and_laptop(FORM, PLAIN)


def lines(workspace, record_id):
    log = audit_of(workspace, record_id)
    return list(csv.DictReader(io.StringIO(log.decode()))) if log else None


def events(workspace, record_id):
    return [line["event"] for line in lines(workspace, record_id)]


def visited(laptop, street="South Lake Road", record_id="", form="home"):
    interview = Interview.open(laptop, form, record_id)
    interview.answer("/data/street", street)
    interview.answer("/data/person[1]/name", "Wang, Guizhi")
    return interview


def test_the_trail_says_what_was_asked_when_and_what_became_of_it(ann):
    interview = visited(ann)
    interview.stand_at("/data/street")
    interview.answer("/data/street", "North Road")
    interview.close()

    first, asked, name, again, *end = lines(ann, interview.record_id)

    assert list(first) == ["event", "node", "start", "end", "old-value", "new-value", "user"]
    assert first["event"] == "form start" and first["user"] == "A-Ann" and first["end"] == ""
    assert (asked["node"], asked["old-value"], asked["new-value"]) == ("/data/street", "", "South Lake Road")
    assert (name["node"], name["new-value"]) == ("/data/person[1]/name", "Wang, Guizhi")
    assert (again["old-value"], again["new-value"]) == ("South Lake Road", "North Road")
    assert [each["event"] for each in end] == ["form save", "form finalize"]
    times = [int(each["start"]) for each in (first, asked, name, again, *end)]
    assert times == sorted(times) and int(asked["end"]) >= int(asked["start"])


def test_what_was_only_looked_at_shows_no_values(ann):
    first = visited(ann)
    first.close()
    again = Interview.open(ann, "home", first.record_id)
    again.stand_at("/data/street")
    again.answer("/data/person[1]/name", "Zhang")
    again.close()

    told = lines(ann, first.record_id)
    looked = [each for each in told if each["node"] == "/data/street"][-1]

    assert (looked["old-value"], looked["new-value"]) == ("", "")
    # Only a person was changed, and the trail is the household's all the same: both interviews in one log.
    assert [each["event"] for each in told].count("form save") == 2
    assert "form resume" in events(ann, first.record_id)


def test_the_trail_outlives_a_power_cut(ann):
    interview = visited(ann)

    again = Interview.resume(ann, resumable(ann)[0].draft_id)
    again.answer("/data/street", "North Road")
    again.close()

    assert events(ann, interview.record_id) == [
        *("form start", "question", "question", "form resume", "question", "form save", "form finalize")
    ]


def test_repeats_that_come_and_go_are_noted(ann):
    interview = visited(ann)
    added = interview.add_repeat("/data/person")
    interview.remove_repeat(added)
    interview.close()

    told = [(line["event"], line["node"]) for line in lines(ann, interview.record_id)]

    assert ("add repeat", "/data/person[2]") in told and ("delete repeat", "/data/person[2]") in told


def test_the_trail_travels_and_two_interviews_elsewhere_are_joined(office, ann, tmp_path):
    interview = visited(ann)
    commit_drafts(ann)
    brought(office, hand_over(ann, tmp_path / "ann.bundle").path)
    ben = laptop_of(office, tmp_path, "Ben")
    visited(ann, "North Road", interview.record_id).close()
    visited(ben, "North Road", interview.record_id).close()

    brought(office, hand_over(ann, tmp_path / "a.bundle").path, hand_over(ben, tmp_path / "b.bundle").path)

    told = lines(office, interview.record_id)
    assert {line["user"] for line in told} == {"A-Ann", "A-Ben"}
    assert [line["event"] for line in told].count("form save") == 3
    assert office.store.conflicts() == []
    written = write_attachments(office, [interview.record_id], tmp_path / "out")
    assert written.files == 1 and (tmp_path / "out" / f"{interview.record_id}.audit.csv").exists()
    ben.close()


def test_a_form_that_does_not_ask_gets_no_trail(ann):
    interview = visited(ann, form="plain")
    left = interview.close()

    assert audit_of(ann, interview.record_id) is None
    assert not any(name.startswith("@audit") for commit in left.commits for name in commit.set)
    assert ann.store.attachments.total() == (0, 0)


def test_whoever_only_looked_leaves_no_trail(ann):
    interview = Interview.open(ann, "home")
    interview.stand_at("/data/street")

    assert interview.close().commits == []
    assert ann.store.attachments.total() == (0, 0)


def test_a_submission_names_the_trail_and_has_it_beside_it(ann, tmp_path):
    asked, plain = visited(ann), visited(ann, form="plain")
    asked.close()
    plain.close()

    done = write_submissions(ann, tmp_path / "odk")

    home, other = (
        tmp_path / "odk" / name / f"uuid{each.record_id}" for name, each in (("home", asked), ("plain", plain))
    )
    assert "<audit>audit.csv</audit>" in (home / "submission.xml").read_text()
    assert (home / "audit.csv").read_bytes() == audit_of(ann, asked.record_id)
    assert not (other / "audit.csv").exists()
    assert (done.records, done.files, done.missing) == (2, 1, 0)


ASKED_WHY = FORM.replace("identify-user=true ", "track-changes-reasons=on-form-edit").replace("home", "edited")


def test_a_form_may_ask_why_a_record_that_was_kept_is_changed(tmp_path):
    laptop = laptop_of(office_with(tmp_path, ASKED_WHY), tmp_path)
    first = visited(laptop, form="edited")
    assert not first.wants_a_reason
    first.finish()
    looked_at = Interview.open(laptop, "edited", first.record_id)
    assert not looked_at.wants_a_reason
    looked_at.close()

    changed = Interview.open(laptop, "edited", first.record_id)
    changed.answer("/data/street", "North Road")
    assert changed.wants_a_reason
    changed.explain("The street was renamed")
    changed.finish()

    reasons = [line["change-reason"] for line in lines(laptop, first.record_id) if line["event"] == "change reason"]
    assert reasons == ["The street was renamed"]
