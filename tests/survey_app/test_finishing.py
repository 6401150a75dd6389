"""What a form does at its end is done when somebody finishes it, and kept with the record."""

from datetime import datetime

import pytest
from small_survey import brought, laptop_of, office_with, sent_back
from small_town import Clock

from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.submissions import instance_of
from survey_app.workspace import create_lone, open_workspace

LONE = """\
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa" xmlns:ev="http://www.w3.org/2001/xml-events">
  <h:head><h:title>Wells</h:title><model>
    <instance><data id="wells"><begun/><ended/><village/><depth/><told/></data></instance>
    <bind nodeset="/data/begun" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
    <bind nodeset="/data/ended" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>
    <bind nodeset="/data/village" type="string"/>
    <bind nodeset="/data/depth" type="int" required="true()"/>
    <bind nodeset="/data/told" type="string"/>
    <setvalue event="xforms-revalidate" ref="/data/told" value="concat(/data/village, ', ', /data/depth, ' m')"/>
  </model></h:head>
  <h:body>
    <input ref="/data/village"><label>Village</label></input>
    <input ref="/data/depth"><label>Depth</label></input>
  </h:body>
</h:html>
"""
HERDS = """
| survey |
|        | type  | name    | label   |
|        | start | begun   |         |
|        | end   | ended   |         |
|        | text  | village | Village |
|        | text  | kind    | Kind    |
| settings |
|        | form_id | form_title |
|        | herds   | Herds      |
"""


@pytest.fixture
def alone(tmp_path):
    (tmp_path / "wells.xml").write_text(LONE, encoding="utf-8")
    workspace = create_lone(tmp_path / "alone", tmp_path / "wells.xml", None, Clock())
    yield workspace
    workspace.close()


def asked(workspace, depth="12"):
    interview = Interview.open(workspace, "wells")
    interview.answer("/data/village", "Bembe")
    interview.answer("/data/depth", depth)
    return interview


def row_of(workspace, dataset="wells"):
    return workspace.rows(dataset)[0]


def test_when_it_was_begun_and_finished_stays_with_the_record(alone, tmp_path):
    interview = asked(alone)
    record = interview.record_id
    interview.close()
    alone.close()

    again = open_workspace(tmp_path / "alone", None, Clock())
    row = row_of(again)
    submitted = instance_of(again, again.form("wells"), record).to_xml()
    again.close()

    assert datetime.fromisoformat(row["begun"]) < datetime.fromisoformat(row["ended"])
    assert row["told"] == "Bembe, 12 m"
    assert f"<ended>{row['ended']}</ended>" in submitted


def test_whoever_only_looks_finishes_nothing(alone):
    interview = asked(alone)
    record = interview.record_id
    interview.close()
    before = row_of(alone)

    Interview.open(alone, "wells", record).finish()
    Interview.open(alone, "wells").finish()

    assert alone.rows("wells") == [before]


def test_what_is_left_half_done_is_not_finished_unless_somebody_says_so(alone):
    interview = asked(alone, depth="")
    record = interview.record_id
    interview.close()
    assert row_of(alone)["ended"] is None

    again = Interview.open(alone, "wells", record)
    again.answer("/data/village", "Chimba")
    again.finish()

    assert row_of(alone)["ended"]
    assert row_of(alone)["told"] == "Chimba,  m"


def test_a_record_that_is_changed_is_finished_anew(alone):
    interview = asked(alone)
    record = interview.record_id
    interview.close()
    before = row_of(alone)

    again = Interview.open(alone, "wells", record)
    again.answer("/data/depth", "15")
    again.close()

    assert row_of(alone)["ended"] > before["ended"]
    assert row_of(alone)["begun"] == before["begun"]
    assert row_of(alone)["told"] == "Bembe, 15 m"


def test_two_who_finish_one_record_do_not_disagree_about_when(tmp_path):
    office = office_with(tmp_path, HERDS)
    ann = laptop_of(office, tmp_path)
    try:
        interview = Interview.open(ann, "herds")
        interview.answer("/data/village", "Bembe")
        interview.close()
        file = hand_over(ann, tmp_path / "one.bundle").path
        brought(office, file)
        for workspace, path, text in ((ann, "kind", "goat"), (office, "village", "Chimba")):
            edited = Interview.open(workspace, "herds", interview.record_id)
            edited.answer(f"/data/{path}", text)
            edited.close()
        later = row_of(office, "herds")["ended"]

        brought(office, hand_over(ann, tmp_path / "two.bundle").path)
        sent_back(office, ann, tmp_path / "two.bundle", tmp_path)

        assert office.store.conflicts() == []
        assert row_of(office, "herds")["ended"] == max(later, row_of(ann, "herds")["ended"])
        assert (row_of(office, "herds")["village"], row_of(office, "herds")["kind"]) == ("Chimba", "goat")
    finally:
        ann.close()
        office.close()
