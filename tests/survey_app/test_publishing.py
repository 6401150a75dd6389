"""A new version of a questionnaire: told in plain words, published, taken by the laptops, nothing lost on the way."""

import shutil

import pytest
from newer_form import newer_form, same_form
from small_town import Clock, building, compiled_pack, laptop_of, office_at, persons, record

from forms.pack import pack_from
from forms.pack_changes import Kind
from forms.pack_files import read_files
from survey_app.answering import write_back
from survey_app.change_words import in_words, touched_in_words
from survey_app.doors import doors as doors_of
from survey_app.drafts import resumable
from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.laptop_versions import versions_on_laptops
from survey_app.merge_desk import judged, merge
from survey_app.publishing import propose, publish
from survey_app.returns import take_return
from survey_app.workspace import create_lone, open_workspace
from survey_app.workspace_errors import CannotPublish


@pytest.fixture(scope="module")
def town_folder(tmp_path_factory):
    """An office that has merged two households, one person with a trade, and the laptop that recorded them."""
    folder = tmp_path_factory.mktemp("town")
    office = office_at(folder)
    laptop = laptop_of(office, folder)
    for seed, door in enumerate(building(laptop)[:2], start=1):
        record(laptop, door, seed)
    laptop.change(persons(laptop)[0]["record_id"], "person", {"skill": "钳工", "contact_via": "邻居"})
    merge(office, judged(office, [hand_over(laptop, folder / "first.bundle").path]))
    office.close()
    laptop.close()
    return folder


@pytest.fixture
def town(town_folder, tmp_path):
    """A copy for one test: office, laptop, the person with a trade, the doors."""
    shutil.copytree(town_folder, tmp_path, dirs_exist_ok=True)
    clock = Clock(day=13)
    office, laptop = (open_workspace(tmp_path / name, None, clock) for name in ("office", "李敏"))
    yield office, laptop, persons(laptop)[0]["record_id"], [door.record_id for door in doors_of(laptop)]
    office.close()
    laptop.close()


def friday(office, laptop, folder, name="friday"):
    """The laptop hands over, the office merges and writes back, the laptop takes what came."""
    arrived = judged(office, [hand_over(laptop, folder / f"{name}.bundle").path])
    back = write_back(office, arrived, folder)
    merge(office, arrived)
    return take_return(laptop, back[0])


def kinds(proposal):
    return {(each.change.kind, each.change.question): each.records for each in proposal.told}


def test_what_changes_is_told_with_the_answers_that_it_touches(town, tmp_path):
    office, *_ = town

    proposal = propose(office, newer_form(tmp_path))

    found = kinds(proposal)
    assert found[Kind.RENAMED, "trade"] == sum(row["skill"] is not None for row in persons(office)) > 0
    assert found[Kind.GONE, "contact_via"] == sum(row["contact_via"] is not None for row in persons(office)) > 0
    assert found[Kind.ADDED, "dialect"] == 0
    assert set(found) == {(Kind.RENAMED, "trade"), (Kind.GONE, "contact_via"), (Kind.ADDED, "dialect")}
    assert proposal.can_be_published and proposal.records > 0
    words = [in_words(each.change, "zh") for each in proposal.told]
    assert "改了名：skill 现在叫 trade（技能工种）" in words and "新题目：会说的方言" in words
    assert str(proposal.records) in touched_in_words(proposal, "zh")
    assert office.pack.version == "2003.1", "nothing has been published"


def test_both_versions_answers_stand_in_one_column(town, tmp_path):
    office, laptop, first, _doors = town
    publish(office, propose(office, newer_form(tmp_path)))

    returned = friday(office, laptop, tmp_path)
    second = persons(laptop)[1]["record_id"]
    laptop.change(second, "person", {"trade": "焊工", "dialect": "东北话"})
    friday(office, laptop, tmp_path, "next")

    assert returned.version.version == "2003.2" == laptop.pack.version == office.pack.version
    rows = {row["record_id"]: row for row in persons(office)}
    assert rows[first]["trade"] == "钳工"
    assert office.store.record(second).kept["trade"] == "焊工" and rows[second]["dialect"] == "东北话"
    assert rows[first]["contact_via"] == "邻居", "a question that is asked no more keeps its column"
    assert office.store.conflicts() == []


def test_a_form_of_which_only_the_version_is_another_is_published_all_the_same(town, tmp_path):
    office, laptop, *_ = town
    released = same_form(tmp_path, version="2004-01 release")

    proposal = propose(office, released)
    publish(office, proposal)
    friday(office, laptop, tmp_path)

    assert kinds(proposal) == {(Kind.VERSION, ""): 0}
    assert "2004-01 release" in in_words(proposal.told[0].change, "en")
    assert proposal.records == 0
    assert laptop.forms["household"].version == "2004-01 release"
    assert not propose(office, released).is_new, "the second time nothing is new"


def test_an_interview_in_the_middle_goes_on_in_the_new_version(town, tmp_path):
    office, laptop, _first, doors = town
    publish(office, propose(office, newer_form(tmp_path)))
    arrived = judged(office, [hand_over(laptop, tmp_path / "friday.bundle").path])
    back = write_back(office, arrived, tmp_path)
    begun = Interview.open(laptop, "household", parent_id=doors[2])
    path = begun.add_repeat("/data/person") if "/data/person[1]" not in _paths(begun) else "/data/person[1]"
    begun.answer(f"{path}/core/full_name", "新来的")
    begun.answer(f"{path}/core/labour_status", "21")
    begun.answer(f"{path}/more/skill", "木工")
    begun.answer(f"{path}/more/contact_via", "门卫")

    take_return(laptop, back[0])
    (stopped,) = resumable(laptop)
    again = Interview.resume(laptop, stopped.draft_id)

    assert again.form.version == laptop.forms["household"].version
    state = again.instance.state(f"{path}/more/trade")
    assert state.value == "木工"
    assert [(each.field, each.value) for each in again.left_behind] == [("contact_via", "门卫")]
    assert again.renamed == {("person", "skill"): "trade"}
    assert Interview.resume(laptop, stopped.draft_id).left_behind == again.left_behind

    again.close()
    row = next(row for row in persons(laptop) if row["full_name"] == "新来的")
    assert (row["trade"], row["contact_via"]) == ("木工", "门卫")


def test_an_untouched_new_household_leaves_nothing_behind_in_the_new_version(town, tmp_path):
    office, laptop, _first, doors = town
    before = len(laptop.rows("household"))
    publish(office, propose(office, newer_form(tmp_path)))
    arrived = judged(office, [hand_over(laptop, tmp_path / "friday.bundle").path])
    back = write_back(office, arrived, tmp_path)
    Interview.open(laptop, "household", parent_id=doors[3])

    take_return(laptop, back[0])
    Interview.resume(laptop, resumable(laptop)[0].draft_id).close()

    assert len(laptop.rows("household")) == before


def test_a_household_opened_only_to_look_writes_nothing_in_the_new_version(town, tmp_path):
    office, laptop, _first, _doors = town
    publish(office, propose(office, newer_form(tmp_path)))
    arrived = judged(office, [hand_over(laptop, tmp_path / "friday.bundle").path])
    back = write_back(office, arrived, tmp_path)
    household = laptop.rows("household")[0]["record_id"]
    Interview.open(laptop, "household", household)

    take_return(laptop, back[0])
    left = Interview.resume(laptop, resumable(laptop)[0].draft_id).close()

    assert left.commits == []


def test_an_old_stick_brings_no_old_version_back(town, tmp_path):
    office, laptop, *_ = town
    publish(office, propose(office, newer_form(tmp_path)))
    arrived = judged(office, [hand_over(laptop, tmp_path / "friday.bundle").path])
    # It lies on a stick that nobody plugs in until later.
    old = write_back(office, arrived, tmp_path)[0].rename(tmp_path / "old.bundle")
    third = newer_form(tmp_path, "third.xlsx", dialect={"label::中文 (zh)": "方言"})
    publish(office, propose(office, third))
    friday(office, laptop, tmp_path, "next")
    assert laptop.pack.version == "2003.3"

    returned = take_return(laptop, old)

    assert returned.version is None
    assert laptop.pack.version == "2003.3"


def test_a_laptop_that_missed_a_version_takes_the_next(town, tmp_path):
    office, laptop, first, _ = town
    publish(office, propose(office, newer_form(tmp_path)))
    third = newer_form(tmp_path, "third.xlsx", trade="craft")
    publish(office, propose(office, third))

    friday(office, laptop, tmp_path)

    assert laptop.pack.version == "2003.3"
    assert laptop.store.record(first).values["craft"] == "钳工"


def test_the_office_knows_which_laptop_runs_which_version(town, tmp_path):
    office, laptop, *_ = town
    publish(office, propose(office, newer_form(tmp_path)))
    (before,) = versions_on_laptops(office)
    friday(office, laptop, tmp_path)
    (between,) = versions_on_laptops(office)
    friday(office, laptop, tmp_path, "next")

    (now,) = versions_on_laptops(office)

    assert [(each.version, each.is_current) for each in (before, between, now)] == [
        ("2003.1", False),
        ("2003.1", False),
        ("2003.2", True),
    ]


def test_a_new_laptop_begins_with_the_new_version(town, tmp_path):
    office, *_ = town
    publish(office, propose(office, newer_form(tmp_path)))

    other = laptop_of(office, tmp_path, "220104003002", "赵红")

    assert other.pack.version == "2003.2"
    other.close()


def test_a_laptop_on_the_old_version_disagrees_in_the_same_field(town, tmp_path):
    office, laptop, first, _ = town
    publish(office, propose(office, newer_form(tmp_path)))
    office.change(first, "person", {"trade": "车工"})
    laptop.change(first, "person", {"skill": "铣工"})

    merge(office, judged(office, [hand_over(laptop, tmp_path / "late.bundle").path]))

    (conflict,) = office.store.conflicts()
    assert conflict.fields == ("trade",)


def test_the_workspace_opens_again_in_the_new_version(town, tmp_path):
    office, _laptop, first, _ = town
    publish(office, propose(office, newer_form(tmp_path)))
    office.close()

    again = open_workspace(tmp_path / "office", None, Clock())

    assert again.pack.version == "2003.2" and again.store.record(first).values["trade"] == "钳工"
    again.close()


def test_another_type_is_refused(town, tmp_path):
    office, *_ = town

    proposal = propose(office, newer_form(tmp_path, income_month={"type": "text"}))

    assert kinds(proposal)[Kind.TYPE, "income_month"] >= 0
    assert not proposal.can_be_published
    with pytest.raises(CannotPublish):
        publish(office, proposal)
    assert office.pack.version == "2003.1"


def test_a_form_without_what_the_pack_needs_is_refused_with_the_place(town, tmp_path):
    office, *_ = town

    proposal = propose(office, newer_form(tmp_path, mobile={"name": "cell", "save_to": "person#cell"}))

    assert not proposal.can_be_published
    assert any("mobile" in each.what("en") and each.file == "pack.toml" for each in proposal.findings)
    assert any("mobile" in each.what("zh") and "字段" in each.what("zh") for each in proposal.findings)


def test_a_broken_form_is_a_list_of_problems_and_changes_nothing(town, tmp_path):
    office, *_ = town

    proposal = propose(office, newer_form(tmp_path, mobile={"relevant": "${nobody} = 1"}))

    (problem, *_) = [each for each in proposal.findings if each.is_problem]
    assert (problem.sheet, problem.row) == ("survey", 57)
    assert proposal.pack is None and not proposal.can_be_published


def test_an_assistant_does_not_publish(town, tmp_path):
    _, laptop, *_ = town

    with pytest.raises(CannotPublish):
        publish(laptop, propose(laptop, newer_form(tmp_path)))


def test_what_was_looked_at_before_somebody_else_published_is_looked_at_again(town, tmp_path):
    office, *_ = town
    looked_at = propose(office, newer_form(tmp_path))
    publish(office, propose(office, newer_form(tmp_path, "other.xlsx")))

    with pytest.raises(CannotPublish):
        publish(office, looked_at)


def test_a_whole_pack_is_published_as_a_form_is(town, tmp_path):
    office, *_ = town
    files = read_files(compiled_pack())
    files["pack.toml"] = files["pack.toml"].replace(b'version = "2003.1"', b'version = "2004"')
    files["indicators.toml"] = files["indicators.toml"] + b"\n# looked through\n"
    pack_from(files).write_zip(tmp_path / "next.zip")

    proposal = propose(office, tmp_path / "next.zip")
    publish(office, proposal)

    assert [each.change.kind for each in proposal.told] == [Kind.VERSION] and office.pack.version == "2004"


HERDS = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Herds</h:title>
<model><instance><data id="herds" version="{version}"><{name}/></data></instance><bind nodeset="/data/{name}"
type="string"/></model></h:head><h:body><input ref="/data/{name}"><label>Village</label></input></h:body></h:html>"""


def herds(folder, version, name):
    path = folder / f"herds-{version}.xml"
    path.write_text(HERDS.format(version=version, name=name), encoding="utf-8")
    return path


def test_a_form_on_its_own_gets_a_new_version_too(tmp_path):
    alone = create_lone(tmp_path / "alone", herds(tmp_path, 1, "village"), None, Clock())
    interview = Interview.open(alone, "herds")
    interview.answer("/data/village", "Bembe")
    interview.close()
    cut_short = Interview.open(alone, "herds")
    cut_short.answer("/data/village", "Chimba")

    publish(alone, propose(alone, herds(tmp_path, 2, "settlement")))
    alone.close()
    alone = open_workspace(tmp_path / "alone", None, Clock())
    Interview.resume(alone, resumable(alone)[0].draft_id).close()

    assert sorted(row["settlement"] for row in alone.store.rows("herds")) == ["Bembe", "Chimba"]
    assert alone.forms["herds"].version == "2"
    alone.close()


def _paths(interview):
    return {state.path for state in interview.states()}


def test_a_report_that_prints_a_question_taken_out_is_named_and_stops_nothing(tmp_path):
    office = office_at(tmp_path)

    instead = {"name": "last_industry", "save_to": "person#last_industry"}
    proposal = propose(office, newer_form(tmp_path, trade="skill", prev_industry=instead), renamed={})

    told = [finding.what("en") for finding in proposal.findings if finding.stops_nothing]
    assert told and all("'prev_industry'" in each for each in told)
    assert proposal.can_be_published
    published = publish(office, proposal)
    assert "industry_cause" not in {report.name for report in published.reports}
    assert "base" in {report.name for report in published.reports}


def test_a_report_goes_on_where_a_question_is_called_otherwise(tmp_path):
    office = office_at(tmp_path)

    published = publish(office, propose(office, newer_form(tmp_path)))

    roster = next(report for report in published.reports if report.name == "roster_4050")
    assert "trade" in {column.field for column in roster.columns}
