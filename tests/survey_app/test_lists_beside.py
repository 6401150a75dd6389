"""A list of choices in a file of its own comes along with the form, is looked up, and is named where it is missing."""

from decimal import Decimal

import pytest
from small_survey import laptop_of, pack_with, xform_of
from small_town import Clock

from forms.pack import load_pack
from forms.pack_problems import PackRefused
from survey_app.form_check import form_and_warnings
from survey_app.interviews import Interview
from survey_app.publishing import propose, publish
from survey_app.rehearsal import Rehearsal
from survey_app.workspace import Staff, create_lone, create_workspace, open_workspace

HARVEST = """
| survey   |
|          | type | name | label | choice_filter | calculation |
|          | select_one_from_file fruits.csv | fruit | Fruit | kind='stone' | |
|          | calculate | price | | | pulldata('fruits', 'price', 'name', ${fruit}) |
| settings |
|          | form_id | form_title |
|          | harvest | Harvest    |
"""
WELLS = """
| survey |
|        | type | name | label |
|        | text | well | Well  |
| settings |
|        | form_id | form_title |
|        | wells   | Wells      |
"""
FRUITS = "name,label,kind,price\nplum,Plum,stone,2.5\napple,Apple,pome,1\ncherry,Cherry,stone,7\n".encode("utf-8-sig")


@pytest.fixture
def form(tmp_path):
    file = tmp_path / "harvest.xml"
    file.write_text(xform_of(HARVEST))
    (tmp_path / "fruits.csv").write_bytes(FRUITS)
    return file


def offered(interview):
    return [choice.name for choice in interview.instance.state("/data/fruit").choices]


def filled(workspace, form_id="harvest"):
    interview = Interview.open(workspace, form_id)
    found = offered(interview)
    interview.answer("/data/fruit", "cherry")
    interview.finish()
    (row,) = workspace.store.rows(form_id)
    return found, Decimal(row["price"])


def test_a_form_on_its_own_brings_its_list_and_goes_on_without_the_file(form, tmp_path):
    alone = create_lone(tmp_path / "alone", form, None, Clock())
    (tmp_path / "fruits.csv").unlink()
    alone.close()
    alone = open_workspace(tmp_path / "alone", None, Clock())

    assert filled(alone) == (["plum", "cherry"], 7)
    alone.close()


def test_a_list_that_does_not_lie_beside_the_form_is_named_and_everything_else_can_be_answered(form, tmp_path):
    (tmp_path / "fruits.csv").unlink()

    _, findings = form_and_warnings(form)
    alone = create_lone(tmp_path / "alone", form, None, Clock())
    interview = Interview.open(alone, "harvest")

    (missing,) = [each for each in findings if each.told.rule == "list_missing"]
    assert "fruits.csv" in missing.what("zh") and "fruits.csv" in missing.mend("en") and not missing.is_problem
    assert offered(interview) == []
    interview.discard()
    alone.close()


def test_a_new_version_brings_the_list_as_it_is_now(form, tmp_path):
    alone = create_lone(tmp_path / "alone", form, None, Clock())
    form.write_text(xform_of(HARVEST.replace("Fruit ", "Which fruit ")))
    (tmp_path / "fruits.csv").write_bytes(FRUITS.replace(b"cherry", b"cherry2"))

    publish(alone, propose(alone, form))

    assert offered(Interview.open(alone, "harvest")) == ["plum", "cherry2"]
    alone.close()


def test_a_pack_carries_the_list_to_the_laptops(form, tmp_path):
    folder = pack_with(tmp_path, HARVEST)
    with pytest.raises(PackRefused) as refused:
        load_pack(folder)
    assert "'fruits.csv'" in refused.value.problems[0].what
    (folder / "media").mkdir()
    (folder / "media" / "fruits.csv").write_bytes(FRUITS)
    office = create_workspace(tmp_path / "office", folder, "T", Staff("S-01", "Ruth", "street"), None, Clock())
    laptop = laptop_of(office, tmp_path)

    assert filled(laptop) == (["plum", "cherry"], 7)
    for each in (laptop, office):
        each.close()


def test_a_form_published_into_a_pack_brings_its_list_and_can_be_tried_before(form, tmp_path):
    folder = pack_with(tmp_path, WELLS)
    office = create_workspace(tmp_path / "office", folder, "T", Staff("S-01", "Ruth", "street"), None, Clock())
    proposal = propose(office, form)

    tried = Rehearsal.of(office, proposal.pack, "harvest")
    assert offered(tried) == ["plum", "cherry"]
    publish(office, proposal)

    assert filled(office) == (["plum", "cherry"], 7)
    office.close()
