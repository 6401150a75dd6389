"""What a form calls its records (`instance_name`) stands wherever one of them is named."""

import pytest
from small_survey import office_and_laptop, xform_of
from small_town import Clock

from survey_app.figures import columns_of
from survey_app.interviews import Interview
from survey_app.open_conflicts import record_title
from survey_app.people import list_columns
from survey_app.to_do import tasks
from survey_app.workspace import create_lone

HERDS = """
| survey   |          |         |         |
|          | type     | name    | label   |
|          | username | who     |         |
|          | text     | village | Village |
|          | integer  | head    | Heads   |
| settings |
|          | form_id | form_title | instance_name                     |
|          | herds   | Herds      | concat(${village}, ': ', ${head}) |
"""
ORCHARDS = """
| survey   |          |         |         |         |
|          | type     | name    | label   | save_to |
|          | text     | owner   | Owner   | owner   |
|          | text     | village | Village | village |
| entities |
|          | list_name | label    |
|          | orchard   | ${{owner}} |
| settings |
|          | form_id  | instance_name |
|          | orchards | {}            |
"""
office, ann = office_and_laptop(ORCHARDS.format("concat(${owner}, ' in ', ${village})"))


@pytest.fixture
def herds(tmp_path):
    file = tmp_path / "herds.xml"
    file.write_text(xform_of(HERDS), encoding="utf-8")
    workspace = create_lone(tmp_path / "alone", file, None, Clock())
    yield workspace
    workspace.close()


def herd(workspace, village, head):
    interview = Interview.open(workspace, "herds")
    interview.answer("/data/village", village)
    interview.answer("/data/head", head)
    return interview


def title(workspace, dataset, record):
    return record_title(workspace, dataset, workspace.store.record(record).values)


def test_a_record_is_called_as_its_form_says(herds):
    interview = herd(herds, "Bembe", "12")
    assert interview.instance.title == "Bembe: 12"
    interview.close()

    assert title(herds, "herds", interview.record_id) == "Bembe: 12"
    (row,) = herds.store.search("herds", "bembe: 12")
    assert record_title(herds, "herds", row) == "Bembe: 12"


def test_its_list_begins_with_what_it_is_called_and_not_with_who_filled_it_in(herds):
    dataset = herds.definitions.datasets["herds"]

    assert columns_of(herds, dataset) == ["meta/instanceName", "village", "head"]
    assert [column.label for column in list_columns(herds, "herds", "en")] == ["Herds", "Village", "Heads"]
    assert dataset.label_field == "village"


def test_an_open_record_waits_under_what_it_is_called_so_far(herds):
    herd(herds, "Bembe", "12")

    assert [task.what for task in tasks(herds, "en")] == ["Bembe: 12"]


def test_a_title_without_an_answer_leaves_the_name_that_there_is(herds):
    dataset = herds.definitions.datasets["herds"]

    assert record_title(herds, "herds", {"village": "Bembe", dataset.title_field: None}) == "Bembe"


def test_an_entity_keeps_its_label_for_lists_and_its_record_has_the_title_of_its_form(ann):
    interview = Interview.open(ann, "orchards")
    interview.answer("/data/owner", "Wanda")
    interview.answer("/data/village", "Bembe")
    interview.close()

    assert title(ann, "orchard", interview.record_id) == "Wanda in Bembe"
    assert ann.definitions.datasets["orchard"].label_field == "owner"
    (found,) = ann.environment().instances("orchard").holding("name", interview.record_id)
    assert found.child("label").text == "Wanda"


def test_a_title_that_is_one_answer_is_kept_once(tmp_path):
    file = tmp_path / "orchards.xml"
    file.write_text(xform_of(ORCHARDS.format("${village}")), encoding="utf-8")
    workspace = create_lone(tmp_path / "alone", file, None, Clock())

    dataset = workspace.definitions.datasets["orchard"]

    assert [field.name for field in dataset.fields] == ["owner", "village"]
    assert dataset.title_field == "village"
    workspace.close()
