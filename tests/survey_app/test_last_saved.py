"""The street that was typed at the last door stands there at the next one."""

import pytest
from small_survey import laptop_of, office_with, xform_of
from small_town import Clock

from survey_app.drafts import resumable
from survey_app.interviews import Interview
from survey_app.workspace import create_lone, open_workspace

DOOR = """
| survey   |      |        |        |                        |           |
|          | type | name   | label  | default                | relevant  |
|          | text | street | Street | ${last-saved#street}   |           |
|          | text | plate  | Plate  |                        |           |
|          | text | bell   | Bell   | ${last-saved#bell}     | ${plate} != '' |
| settings |      |        |        |
|          | form_id |
|          | door    |
"""


@pytest.fixture
def lone(tmp_path):
    file = tmp_path / "door.xml"
    file.write_text(xform_of(DOOR), encoding="utf-8")
    create_lone(tmp_path / "lone", file, None, Clock()).close()
    return tmp_path / "lone"


def open_door(workspace, **answers):
    interview = Interview.open(workspace, "door")
    for name, text in answers.items():
        interview.answer(f"/data/{name}", text)
    return interview


def street(interview):
    return interview.instance.state("/data/street").value


def test_the_first_record_has_nothing_to_begin_with(lone):
    workspace = open_workspace(lone, None, Clock())

    interview = open_door(workspace)

    assert street(interview) == ""
    assert interview.instance.troubles == {}
    workspace.close()


def test_the_next_record_begins_with_what_was_answered_last_also_after_a_restart(lone):
    workspace = open_workspace(lone, None, Clock())
    open_door(workspace, street="South Lake Road", plate="12", bell="left").close()
    workspace.close()

    workspace = open_workspace(lone, None, Clock())
    interview = open_door(workspace)

    assert street(interview) == "South Lake Road"
    assert interview.instance.state("/data/bell").value == "left"
    # What stands there by itself is nobody's answer.
    assert interview.close().commits == []
    workspace.close()


def test_what_was_not_asked_the_last_time_is_not_carried_on(lone):
    workspace = open_workspace(lone, None, Clock())
    interview = open_door(workspace, street="South Lake Road", plate="12", bell="left")
    interview.answer("/data/plate", "")
    interview.close()

    assert open_door(workspace, plate="13").instance.state("/data/bell").value == ""
    workspace.close()


def test_a_record_that_was_thrown_away_is_not_the_last(lone):
    workspace = open_workspace(lone, None, Clock())
    open_door(workspace, street="South Lake Road").close()
    open_door(workspace, street="North Road").discard()

    assert street(open_door(workspace)) == "South Lake Road"
    workspace.close()


def test_on_a_laptop_of_a_survey_it_is_the_same(tmp_path):
    office = office_with(tmp_path, DOOR)
    ann, ben = laptop_of(office, tmp_path, "Ann"), laptop_of(office, tmp_path, "Ben")
    open_door(ann, street="South Lake Road").close()

    assert street(open_door(ann)) == "South Lake Road"
    assert street(Interview.resume(ann, resumable(ann)[0].draft_id)) == "South Lake Road"
    assert street(open_door(ben)) == ""
    for workspace in (office, ann, ben):
        workspace.close()
