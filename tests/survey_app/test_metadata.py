"""Who recorded something, when and on which computer stays with the record, and leaves with it."""

from xml.etree import ElementTree

from small_survey import office_and_laptop, xform_of
from small_town import Clock

from forms.pack import pack_of
from forms.xform import form_from_xml
from survey_app.attachments import keep_content
from survey_app.interviews import Interview
from survey_app.properties import REHEARSED
from survey_app.rehearsal import Rehearsal
from survey_app.submissions import write_submissions
from survey_app.workspace import create_lone

PRELOADS = ("start", "end", "today", "username", "deviceid", "phonenumber", "email")
ROWS = "".join(f"|          | {name} | {name} |       |\n" for name in PRELOADS)
TREES = f"""
| survey   |          |      |       |
|          | type     | name | label |
{ROWS}|          | text     | kind | Kind  |
| settings |          |      |       |
|          | form_id  |
|          | trees    |
"""
CREATES = f"""
| survey   |          |      |       |         |
|          | type     | name | label | save_to |
{ROWS}|          | text     | kind | Kind  | kind    |
| entities |          |      |       |         |
|          | list_name | label   |
|          | orchard   | ${{kind}} |
| settings |
|          | form_id  |
|          | trees    |
"""
RECORDED = """
| survey   |                  |       |       |
|          | type             | name  | label |
|          | start-geopoint   | where |       |
|          | background-audio | heard |       |
|          | text             | kind  | Kind  |
| settings |                  |       |       |
|          | form_id  |
|          | trees    |
"""
OPENROSA = "http://openrosa.org/xforms"
PLAIN = f"""<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms" xmlns:orx="{OPENROSA}"
    xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Trees</h:title><model>
    <instance><data id="trees"><kind/>
    <orx:meta><orx:userID/><orx:timeStart/><orx:instanceID/></orx:meta></data></instance>
    <bind nodeset="/data/orx:meta/orx:userID" jr:preload="property" jr:preloadParams="username"/>
    <bind nodeset="/data/orx:meta/orx:timeStart" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
    </model></h:head><h:body><input ref="/data/kind"><label>Kind</label></input></h:body></h:html>"""
office, ann = office_and_laptop(CREATES)


def planted(workspace):
    interview = Interview.open(workspace, "trees")
    interview.answer("/data/kind", "elm")
    interview.close()
    return interview


def lone(tmp_path, name="alone"):
    file = tmp_path / f"{name}.xml"
    file.write_text(xform_of(TREES), encoding="utf-8")
    return create_lone(tmp_path / name, file, None, Clock())


def values(workspace, record):
    return workspace.store.record(record).values


def test_a_record_says_who_made_it_when_and_where(tmp_path):
    workspace = lone(tmp_path)

    kept = values(workspace, planted(workspace).record_id)

    assert kept["username"] == workspace.staff.number
    assert kept["deviceid"] == f"survey-app:{workspace.credentials.device.public[:16]}"
    assert kept["start"] and kept["end"] and kept["today"]
    assert (kept.get("phonenumber"), kept.get("email")) == (None, None), "nobody has told them"
    workspace.close()


def test_two_computers_are_two_devices(tmp_path):
    one, other = lone(tmp_path), lone(tmp_path, "other")

    devices = {values(each, planted(each).record_id)["deviceid"] for each in (one, other)}

    assert len(devices) == 2
    one.close()
    other.close()


def test_whoever_opens_a_record_again_finds_what_it_was_begun_with(tmp_path):
    workspace = lone(tmp_path)
    interview = planted(workspace)
    before = values(workspace, interview.record_id)

    again = Interview.open(workspace, "trees", interview.record_id)
    again.answer("/data/kind", "oak")
    again.close()

    after = values(workspace, interview.record_id)
    begun = ("start", "today", "username", "deviceid")
    assert [after[name] for name in begun] == [before[name] for name in begun]
    assert {again.instance.root.only(name).typed for name in ("username", "deviceid")} == {
        before["username"],
        before["deviceid"],
    }
    workspace.close()


def test_a_form_that_makes_entities_keeps_it_without_being_told_where(ann):
    kept = values(ann, planted(ann).record_id)

    assert kept["kind"] == "elm"
    assert all(kept[name] for name in ("start", "end", "today", "username", "deviceid"))


def test_it_leaves_with_the_record_as_a_submission(ann, tmp_path):
    record = planted(ann).record_id

    write_submissions(ann, tmp_path / "odk")

    root = ElementTree.parse(tmp_path / "odk" / "trees" / f"uuid{record}" / "submission.xml").getroot()
    told = {name: root.findtext(name) for name in PRELOADS}
    assert (told["username"], told["phonenumber"], told["email"]) == ("A-Ann", "", "")
    assert {told[name] for name in ("start", "end", "today", "deviceid")}.isdisjoint({"", None})


def test_hand_written_forms_keep_it_among_the_metadata(tmp_path):
    file = tmp_path / "plain.xml"
    file.write_text(PLAIN, encoding="utf-8")
    workspace = create_lone(tmp_path / "plain", file, None, Clock())
    record = planted(workspace).record_id

    write_submissions(workspace, tmp_path / "odk")

    root = ElementTree.parse(tmp_path / "odk" / "trees" / f"uuid{record}" / "submission.xml").getroot()
    meta = root.find(f"{{{OPENROSA}}}meta")
    assert meta.findtext(f"{{{OPENROSA}}}userID") == workspace.staff.number
    assert meta.findtext(f"{{{OPENROSA}}}timeStart")
    assert meta.findtext(f"{{{OPENROSA}}}instanceID") == f"uuid:{record}"
    workspace.close()


def test_nobody_looks_for_the_computer_on_which_a_form_was_tried_out(tmp_path):
    workspace = lone(tmp_path)

    tried = Rehearsal.of(workspace, pack_of(form_from_xml(xform_of(TREES))), "trees")

    assert tried.instance.root.only("deviceid").typed == REHEARSED
    assert tried.instance.root.only("username").typed == workspace.staff.number
    workspace.close()


def test_what_a_phone_has_recorded_by_itself_stays_with_a_record_that_came_from_one(tmp_path):
    file = tmp_path / "heard.xml"
    file.write_text(xform_of(RECORDED), encoding="utf-8")
    workspace = create_lone(tmp_path / "heard", file, None, Clock())
    interview = planted(workspace)
    told = {"where": "51.5 -0.1 10 5", "heard": keep_content(workspace, b"not really a sound", ".m4a")}

    workspace.change(interview.record_id, "trees", told)
    write_submissions(workspace, tmp_path / "odk")

    folder = tmp_path / "odk" / "trees" / f"uuid{interview.record_id}"
    root = ElementTree.parse(folder / "submission.xml").getroot()
    assert {name: root.findtext(name) for name in told} == told
    assert (folder / told["heard"]).read_bytes() == b"not really a sound"
    workspace.close()
