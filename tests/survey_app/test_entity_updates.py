"""One form's answers make or change records of another dataset, as ordinary commits (ODK entities)."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_survey import brought, laptop_of, office_and_laptop, xform_of
from small_town import Clock

from forms.datasets import Dataset, Field
from forms.rows import Row
from forms.state import Missing
from survey_app.drafts import resumable
from survey_app.entity_updates import Target, Targets
from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.submissions import instance_of
from survey_app.workspace import create_lone
from sync.answers import commit_value
from sync.commit import LIFE

HOUSEHOLD = """
| survey   |              |           |        |           |
|          | type         | name      | label  | save_to   |
|          | text         | street    | Street | household#street |
|          | begin_repeat | person    | Person |           |
|          | text         | full_name | Name   | person#full_name |
|          | text         | phone     | Phone  | person#phone |
|          | text         | job       | Job    | person#job |
|          | end_repeat   |           |        |           |
| entities |              |           |        |           |
|          | list_name    | label        |
|          | household    | ${street}    |
|          | person       | ${full_name} |
| settings |              |           |        |           |
|          | form_id      |
|          | household    |
"""
FOLLOW_UP = """
| survey   |                                 |        |       |             |         |
|          | type                            | name   | label | calculation | save_to |
|          | select_one_from_file person.csv | who    | Who   |             |         |
|          | text                            | phone  | Phone |             | phone   |
|          | text                            | job    | Job   |             | job     |
|          | text                            | remark | Note  |             |         |
|          | calculate                       | before |       | instance('person')/root/item[name=${who}]/phone | |
| entities |                                 |        |       |             |         |
|          | list_name | label    | entity_id | update_if       |
|          | person    | ${phone} | ${who}    | ${remark} != 'no' |
| settings |                                 |        |       |             |         |
|          | form_id   |
|          | follow_up |
"""
NAME, PHONE, JOB = "full_name", "phone", "job"


office, ann = office_and_laptop(HOUSEHOLD, FOLLOW_UP)


def household(laptop, *names, phone="100"):
    """Record a household; return the records of its persons."""
    interview = Interview.open(laptop, "household")
    interview.answer("/data/street", "South Lake Road")
    for number, name in enumerate(names, start=1):
        path = "/data/person[1]" if number == 1 else interview.add_repeat("/data/person")
        interview.answer(f"{path}/{NAME}", name)
        interview.answer(f"{path}/{PHONE}", phone)
    interview.close()
    return [record.id for record in laptop.store.children(interview.record_id, "person")]


def follow_up(laptop, who, **answers):
    """Open a follow-up of a person and answer it; it stays open."""
    interview = Interview.open(laptop, "follow_up")
    interview.answer("/data/who", who)
    for name, text in answers.items():
        interview.answer(f"/data/{name}", text)
    return interview


def values(workspace, record_id):
    return workspace.store.record(record_id).values


def test_a_follow_up_keeps_its_own_record_and_changes_the_person(ann):
    (who,) = household(ann, "Wang")

    left = follow_up(ann, who, phone="136", remark="moved").close()

    own, update = left.commits
    assert (own.dataset, update.dataset, update.record) == ("follow_up", "person", who)
    assert update.set == {"phone": "136"} and len(update.seen) == 1
    assert values(ann, who)[PHONE] == "136" and values(ann, who)[NAME] == "Wang"
    assert values(ann, left.commits[0].record)["remark"] == "moved"
    assert ann.store.count("person") == 1


def test_a_form_sees_the_persons_that_were_saved_a_moment_ago(ann):
    interview = Interview.open(ann, "follow_up")
    (who,) = household(ann, "Wang", phone="135")

    interview.answer("/data/who", who)

    assert interview.instance.root.child("before").text == "135"
    # What it names was opened for the edit when it was named, so this is no conflict with the household's own save.
    interview.answer("/data/phone", "136")
    interview.close()
    assert ann.store.conflicts() == []
    assert values(ann, who)[PHONE] == "136"


def test_where_the_forms_condition_does_not_hold_nothing_is_written_into_the_person(ann):
    (who,) = household(ann, "Wang")

    left = follow_up(ann, who, phone="136", remark="no").close()

    assert [commit.dataset for commit in left.commits] == ["follow_up"]
    assert values(ann, who)[PHONE] == "100"


def test_what_is_the_same_already_is_not_written_again(ann):
    (who,) = household(ann, "Wang")

    left = follow_up(ann, who, phone="100").close()

    assert [commit.dataset for commit in left.commits] == ["follow_up"]


def test_looking_again_at_an_old_follow_up_does_not_bring_the_old_number_back(ann):
    (who,) = household(ann, "Wang")
    first = follow_up(ann, who, phone="136")
    first.close()
    follow_up(ann, who, phone="137").close()

    again = Interview.open(ann, "follow_up", first.record_id)
    again.answer("/data/remark", "called")
    left = again.close()

    assert [commit.dataset for commit in left.commits] == ["follow_up"]
    assert values(ann, who)[PHONE] == "137"
    corrected = Interview.open(ann, "follow_up", first.record_id)
    corrected.answer("/data/phone", "138")
    corrected.close()
    assert values(ann, who)[PHONE] == "138"


def test_a_reason_for_a_missing_answer_goes_into_the_person_too(ann):
    (who,) = household(ann, "Wang")
    interview = follow_up(ann, who)
    interview.leave_unanswered("/data/phone", Missing.REFUSED)

    interview.close()

    assert values(ann, who)[PHONE] is Missing.REFUSED


def test_after_a_power_cut_the_follow_up_still_knows_what_it_had_seen(office, ann, tmp_path):
    (who,) = household(ann, "Wang")
    follow_up(ann, who)
    ann.change(who, "person", {"phone": "200"})

    again = Interview.resume(ann, resumable(ann)[0].draft_id)
    again.answer("/data/phone", "136")
    again.close()

    (conflict,) = ann.store.conflicts()
    assert conflict.record == who and conflict.fields == (PHONE,)


def test_two_laptops_that_change_one_person_are_merged_field_by_field(office, ann, tmp_path):
    (who,) = household(ann, "Wang")
    brought(office, hand_over(ann, tmp_path / "ann.bundle").path)
    ben = laptop_of(office, tmp_path, "Ben")

    follow_up(ann, who, phone="136", job="cook").close()
    follow_up(ben, who, phone="137").close()
    brought(office, hand_over(ann, tmp_path / "ann2.bundle").path, hand_over(ben, tmp_path / "ben.bundle").path)

    (conflict,) = office.store.conflicts()
    assert conflict.fields == (PHONE,)
    assert values(office, who)[JOB] == "cook" and values(office, who)[NAME] == "Wang"
    assert office.store.count("follow_up") == 2
    ben.close()


def test_a_person_who_lies_on_another_laptop_is_changed_when_she_arrives(office, ann, tmp_path):
    ben = laptop_of(office, tmp_path, "Ben", "T2")
    (who,) = household(ben, "Wang")

    follow_up(ann, who, job="cook").close()
    follow_up(ann, who, job="baker").close()
    assert ann.store.count("person") == 0
    brought(office, hand_over(ann, tmp_path / "ann.bundle").path)
    assert office.store.count("person") == 0
    brought(office, hand_over(ben, tmp_path / "ben.bundle").path)

    assert office.store.count("person") == 1
    assert office.store.conflicts() == []
    assert values(office, who)[JOB] == "baker" and values(office, who)[NAME] == "Wang"
    assert office.store.record(who).area == ben.area
    ben.close()


ANSWERS = st.dictionaries(
    st.sampled_from((NAME, PHONE, JOB)), st.none() | st.integers(0, 2) | st.sampled_from(("0", "1", Missing.LATER))
)


@given(before=ANSWERS, said=ANSWERS, now=ANSWERS, is_held=st.booleans())
def test_only_what_is_new_to_the_person_and_new_in_the_form_is_written(before, said, now, is_held):
    who = "6d2e2b52-4c1f-4b7e-9d57-0d8cf3c2b001"
    frozen = {who: Target(is_held, ("c1",), before)}
    targets = Targets.from_plain(json.loads(json.dumps(Targets(frozen, {who: said}).as_plain())))
    person = Dataset("person", tuple(Field(name, "text") for name in (NAME, PHONE, JOB)))

    edits = targets.edits([Row("person", who, "", 0, now)], {"person": person}, "form")

    written = {n: v for edit in edits for n, v in edit.set.items() if n != LIFE}
    for name, value in now.items():
        is_new = repr(value) != repr(before.get(name)) and not (name in said and repr(value) == repr(said[name]))
        assert (name in written) == is_new
        assert not is_new or written[name] == commit_value(value)
    assert all(edit.seen == ("c1",) and (LIFE in edit.set) == (not is_held) for edit in edits)


TREES = """
| survey   |                               |          |         |                |
|          | type                          | name     | label   | save_to        |
|          | text                          | consent  | Consent |                |
|          | text                          | species  | Species | tree#species   |
|          | begin_repeat                  | branch   | Branch  |                |
|          | text                          | mark     | Mark    | nest#mark      |
|          | select_one_from_file nest.csv | nest     | Nest    |                |
|          | begin_group                   | inside   |         |                |
|          | text                          | bird     | Bird    | nest#bird      |
|          | end_group                     |          |         |                |
|          | end_repeat                    |          |         |                |
| entities |                               |          |         |                |
|          | list_name | label      | create_if         | update_if      | entity_id                 |
|          | tree      | ${species} | ${consent} = 'y'  |                |                           |
|          | nest      | ${mark}    | ${nest} = ''      | ${nest} != ''  | coalesce(${nest}, uuid()) |
| settings |                               |          |         |                |
|          | form_id   |
|          | trees     |
"""


def base_version(laptop, record_id):
    xml = instance_of(laptop, laptop.form("follow_up"), record_id).to_xml()
    return re.search(r'baseVersion="([^"]*)"', xml)[1]


def test_a_form_knows_the_version_of_what_it_changes(ann):
    (who,) = household(ann, "Wang")
    first = follow_up(ann, who, phone="136")
    assert first.instance.root.child("meta").child("entity").attributes["baseVersion"] == "1"
    first.close()

    second = follow_up(ann, who, phone="137")
    second.close()
    third = follow_up(ann, who, remark="the same as before")
    third.close()

    # Each was filled in with another version of the person in view, whatever has been saved since.
    assert [base_version(ann, each.record_id) for each in (first, second, third)] == ["1", "2", "3"]


def entity_versions(laptop, interview):
    xml = instance_of(laptop, laptop.form("follow_up"), interview.record_id).to_xml()
    return tuple(re.search(rf'{name}="([^"]*)"', xml)[1] for name in ("baseVersion", "trunkVersion", "branchId"))


def test_what_one_computer_changes_in_a_row_is_a_branch_of_the_version_that_came_from_elsewhere(ann, office, tmp_path):
    (who,) = household(ann, "Wang")
    (other,) = household(ann, "Li")
    brought(office, hand_over(ann, tmp_path / "ann.bundle").path)
    ben = laptop_of(office, tmp_path, "Ben")
    visits = [follow_up(ben, who, phone=phone) for phone in ("136",)]
    visits[0].close()
    visits.append(follow_up(ben, who, phone="137"))
    visits[1].close()
    elsewhere = follow_up(ben, other, phone="138")
    elsewhere.close()
    at_home = follow_up(ann, who, phone="139")
    at_home.close()

    (first, second), apart = [entity_versions(ben, each) for each in visits], entity_versions(ben, elsewhere)
    made_here = entity_versions(ann, at_home)

    assert (first[:2], second[:2]) == (("1", "1"), ("2", "1"))
    assert first[2] == second[2] and re.fullmatch(r"[0-9a-f-]{36}", first[2])
    assert apart[:2] == ("1", "1") and apart[2] != first[2]
    assert made_here[:2] == ("1", ""), "no server knows a version of what was made here"
    brought(office, hand_over(ben, tmp_path / "ben.bundle").path)
    assert entity_versions(office, visits[1]) == second, "wherever it is written"
    ben.close()


@pytest.fixture
def forester(tmp_path):
    file = tmp_path / "trees.xml"
    file.write_text(xform_of(TREES), encoding="utf-8")
    workspace = create_lone(tmp_path / "lone", file, None, Clock())
    yield workspace
    workspace.close()


def tree(workspace, consent="y", *nests, record_id=""):
    interview = Interview.open(workspace, "trees", record_id)
    interview.answer("/data/consent", consent)
    interview.answer("/data/species", "oak")
    for number, (mark, nest, bird) in enumerate(nests, start=1):
        path = "/data/branch[1]" if number == 1 else interview.add_repeat("/data/branch")
        interview.answer(f"{path}/mark", mark)
        interview.answer(f"{path}/nest", nest)
        interview.answer(f"{path}/inside/bird", bird)
    return interview


def test_one_form_alone_makes_records_of_two_datasets(forester):
    interview = tree(forester, "y", ("A", "", "tit"), ("B", "", "owl"))

    left = interview.close()

    assert [commit.dataset for commit in left.commits] == ["tree", "nest", "nest"]
    assert {row["bird"] for row in forester.store.rows("nest", {"parent_id": interview.record_id})} == {"tit", "owl"}


def test_ids_that_a_form_computes_anew_each_time_stay_with_their_record(forester):
    interview = tree(forester, "y", ("A", "", "tit"))
    ids = [row.record_id for row in interview._rows()]

    resumed = Interview.resume(forester, interview.draft_id)
    resumed.answer("/data/branch[1]/inside/bird", "owl")
    resumed.close()
    again = Interview.open(forester, "trees", resumed.record_id)
    again.answer("/data/branch[1]/mark", "B")
    again.close()

    assert [record.id for record in forester.store.children(resumed.record_id, "nest")] == ids[1:]
    assert forester.store.count("nest") == 1


def test_a_repeat_may_change_what_exists_and_make_what_does_not(forester):
    first = tree(forester, "y", ("A", "", "tit"))
    first.close()
    (known,) = forester.store.children(first.record_id, "nest")

    second = tree(forester, "y", ("A", known.id, "owl"), ("B", "", "jay"))
    second.close()

    assert sorted(row["bird"] for row in forester.store.rows("nest")) == ["jay", "owl"]
    assert forester.store.record(known.id).parent == first.record_id
    assert forester.store.record(known.id).values["bird"] == "owl"


def test_answers_that_make_nothing_by_the_forms_own_condition_are_kept_all_the_same(forester):
    refused = tree(forester, "n")

    refused.close()

    assert forester.store.count("tree") == 0
    assert forester.store.record(refused.record_id).kept["species"] == "oak"
    again = Interview.open(forester, "trees", refused.record_id)
    assert again.instance.state("/data/species").value == "oak"
    again.answer("/data/consent", "y")
    again.close()
    assert forester.store.count("tree") == 1


def test_a_row_of_the_roster_that_makes_nothing_stands_there_when_the_form_is_opened_again(forester):
    interview = tree(forester, "y", ("A", "not a record", "tit"))

    interview.close()

    assert forester.store.count("nest") == 0
    again = Interview.open(forester, "trees", interview.record_id)
    assert again.instance.state("/data/branch[1]/inside/bird").value == "tit"
    assert again.close().commits == []
    changed = Interview.open(forester, "trees", interview.record_id)
    changed.answer("/data/branch[1]/inside/bird", "owl")
    changed.close()
    assert forester.store.count("nest") == 0
